"""What the program says, in another language, found by the English sentence.

Sentences of findings, verdicts and pages are written once, in English, where they arise. A language
holds them by that English: `{name}` stands for what stays as it is, `[n]` for a number, and
`<phrase>` for a phrase that is looked up itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

SLOT: Final = re.compile(r"\{(\w+)\}|\[(\w+)\]|<(\w+)>")
NUMBER: Final = r"-?\d*[\d,]*\.?\d+(?:e-?\d+)?%?"
KINDS: Final = (
    "(?P<{}>(?:(?!; ).)+?)",
    rf"(?P<{{}}>{NUMBER}|nan|inf|undefined)",
    "(?P<{}>.+?)",
)
"""What a slot of each kind matches; names hold no more than one of several remarks."""
MINUS: Final = "\N{MINUS SIGN}"
IN_BRACKETS: Final = re.compile(r"(?<=\()-?\d*\.\d+(?=\))")
OUTSIDE_BRACKETS: Final = re.compile(r", (?![^(]*\))")


@dataclass(frozen=True, slots=True)
class Template:
    """An English sentence with slots, and how the language says it."""

    english: re.Pattern[str]
    numbers: frozenset[str]
    phrases: frozenset[str]
    said: str


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """What a language says for English sentences.

    Attributes
    ----------
    exact : mapping of str to str
        Sentences without slots.
    templates : tuple of Template
        Others, those with most letters first.
    mark : str
        Decimal mark.
    """

    exact: Mapping[str, str]
    templates: tuple[Template, ...]
    mark: str = "."

    @classmethod
    def of(cls, said: Mapping[str, str], mark: str) -> Phrases:
        """From English sentences to those of a language."""
        slotted = sorted(filter(SLOT.search, said), key=lambda name: -len(SLOT.sub("", name)))
        templates = tuple(_template(english, said[english]) for english in slotted)
        return cls({k: v for k, v in said.items() if not SLOT.search(k)}, templates, mark)

    def __call__(self, text: str) -> str:
        """The text in the language; as it is where the language does not have it.

        Examples
        --------
        >>> said = Phrases.of({"loading [v] of {item}": "Ladung [v] von {item}"}, ",")
        >>> said("loading .70 of EXP_a"), said("EXP_a")
        ('Ladung 0,70 von EXP_a', 'EXP_a')
        """
        if text in self.exact:
            return self.exact[text]
        for template in self.templates:
            if match := template.english.fullmatch(text):
                return self._filled(template, match)
        if "; " in text:
            return "; ".join(map(self, text.split("; ")))
        return self._number(text)

    def listed(self, text: str) -> str:
        """Several texts with commas between them, some with a remark in brackets."""
        if text in self.exact:
            return self.exact[text]
        name, _, remark = text.partition(" (")
        one = name in self.exact or ", " not in name
        if one and remark and remark.find(")") == len(remark) - 1:
            inner = [self(part) if " " in part else part for part in remark[:-1].split(", ")]
            return f"{self(name)} ({', '.join(inner)})"
        parts = OUTSIDE_BRACKETS.split(text)
        return self(text) if len(parts) == 1 else ", ".join(map(self.listed, parts))

    def _filled(self, template: Template, match: re.Match[str]) -> str:
        def slot(found: re.Match[str]) -> str:
            name = next(filter(None, found.groups()))
            value = match[name]
            if name in template.numbers or (name in template.phrases and not is_name(value)):
                return self(value)
            return IN_BRACKETS.sub(lambda number: self._number(number[0]), value)

        return SLOT.sub(slot, template.said)

    def _number(self, text: str) -> str:
        """A number as the language writes it; other text as it is."""
        if self.mark == "." or not re.fullmatch(NUMBER, text):
            return text
        written = re.sub(r"^(-?)\.", r"\g<1>0.", text.replace(",", ""))
        return re.sub("^-", MINUS, written).replace(".", self.mark)


def is_name(text: str) -> bool:
    """Whether a phrase is a single word with a capital, which is a name out of the data."""
    return text[:1].isupper() and " " not in text


def _template(english: str, said: str) -> Template:
    """An English sentence as a pattern."""
    pattern, at = "", 0
    kinds: tuple[set[str], set[str], set[str]] = (set(), set(), set())
    for slot in SLOT.finditer(english):
        kind = next(place for place, name in enumerate(slot.groups()) if name)
        name = slot.groups()[kind]
        kinds[kind].add(name)
        pattern += re.escape(english[at : slot.start()]) + KINDS[kind].format(name)
        at = slot.end()
    pattern += re.escape(english[at:])
    compiled = re.compile(pattern, re.DOTALL)
    return Template(compiled, frozenset(kinds[1]), frozenset(kinds[2]), said)


def slots(text: str) -> Iterable[str]:
    """The slots of a sentence, as they are written."""
    return (match[0] for match in SLOT.finditer(text))
