"""The words of a report in a language, and text made from them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final, TypeAlias

from plspm.data.labels import nearest
from plspm.documents.parts import Run, Style, Text
from plspm.documents.phrases import Phrases, slots
from plspm.errors import OptionError, written

LANGUAGES: Final = ("en", "de", "es")
MARKS: Final[Mapping[str, Style]] = {"*": "italic", "~": "sub", "`": "code"}
MARKED: Final = re.compile(r"\*(?! )[^*]+\*|~[^~]+~|`[^`]+`")
FIELD: Final = re.compile(r"\{(\w+)\}")
SAID: Final = "said."
"""Begins the names of sentences that are found by the English one."""

Language: TypeAlias = str | Path | Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """What a language calls things, by names such as ``"column.loading"``.

    Attributes
    ----------
    of : mapping of str to str
        Every name of the English file.
    said : Phrases
        Sentences that the program composes, from English to the language.
    """

    of: Mapping[str, str]
    said: Phrases

    @classmethod
    def made(cls, of: Mapping[str, str]) -> Words:
        """Words by their names, sentences among them."""
        said = {name.removeprefix(SAID): x for name, x in of.items() if name.startswith(SAID)}
        own = {name: x for name, x in of.items() if not name.startswith(SAID)}
        return cls(own, Phrases.of(said, own["decimal_mark"]))

    def __getitem__(self, name: str) -> str:
        return self.of[name]

    @property
    def language(self) -> str:
        """Its code, such as "en"."""
        return self.of["language"]

    def known(self, name: str) -> str | None:
        """The words for a name, None where there are none."""
        return self.of.get(name)

    def plain(self, name: str, **values: object) -> str:
        """Words without marks, filled in."""
        return "".join(run.text for run in self.text(name, **values))

    def text(self, name: str, **values: object) -> Text:
        """Words as text, filled in: what is filled in is taken as it is, marks and all.

        Examples
        --------
        >>> read_words("en").text("method.cases", n=119)
        (Run(text='The analysis rests on 119 cases.', style=''),)
        """
        return rich(self.of[name], **values)


def rich(template: str, **values: object) -> Text:
    """Text from a template: marks make styles, fields are filled in as they are.

    Examples
    --------
    >>> rich("*R*² of {name}", name="a*b*")
    (Run(text='R', style='italic'), Run(text='² of a*b*', style=''))
    """
    return tuple(_joined(_runs(template, values)))


def plain(text: str) -> Text:
    """Text in one style, as it is."""
    return (Run(text),)


def joined(texts: Iterator[Text] | tuple[Text, ...] | list[Text], between: str = " ") -> Text:
    """One text of several."""
    runs: list[Run] = []
    for text in texts:
        runs += [Run(between)] if runs and text else []
        runs += text
    return tuple(_joined(iter(runs)))


def as_plain(text: Text) -> str:
    """The characters of a text."""
    return "".join(run.text for run in text)


def _runs(template: str, values: Mapping[str, object]) -> Iterator[Run]:
    at = 0
    for match in MARKED.finditer(template):
        yield Run(_filled(template[at : match.start()], values))
        yield Run(_filled(match[0][1:-1], values), MARKS[match[0][0]])
        at = match.end()
    yield Run(_filled(template[at:], values))


def _filled(template: str, values: Mapping[str, object]) -> str:
    return FIELD.sub(lambda match: str(values[match[1]]), template)


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours of one style as one run, and none without characters."""
    held = Run("")
    for run in runs:
        if run.style == held.style or not held.text:
            held = Run(held.text + run.text, run.style if run.text else held.style)
        elif run.text:
            yield held
            held = run
    if held.text:
        yield held


def read_words(language: Language) -> Words:
    """Read the words of a language.

    Parameters
    ----------
    language : str, path or mapping
        "en", "de", "es"; the path of a file (.toml) like those of :mod:`plspm.documents`; or words
        by their names, such as ``{"column.loading": "Ladung"}``, in place of the English ones.

    Raises
    ------
    OptionError
        There is no such language, the file cannot be read, or it names what no report says.
    """
    if isinstance(language, Mapping):
        return Words.made({**_shipped("en"), **_checked(language, "language")})
    if isinstance(language, str) and language in LANGUAGES:
        return Words.made({**_shipped("en"), **_shipped(language)})
    if isinstance(language, str | Path) and str(language).endswith(".toml"):
        words = _checked(_of_file(Path(language)), str(language))
        return Words.made({**_shipped("en"), **words})
    raise OptionError(
        f'language is {written(language)}; it must be "en", "de" or "es", the path of a file of '
        'words (.toml), or a mapping from names to words, such as {"column.loading": "Ladung"}.'
    )


@cache
def _shipped(language: str) -> dict[str, str]:
    path = resources.files("plspm.documents").joinpath("languages", f"{language}.toml")
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def _of_file(path: Path) -> dict[str, str]:
    try:
        return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionError(f"The file of words {str(path)!r} cannot be read: {error}.") from error


def _flat(tree: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


def _checked(words: Mapping[str, str], said_by: str) -> Mapping[str, str]:
    known = _shipped("en")
    problems = []
    for name, said in words.items():
        if name not in known and not str(name).startswith(("column.", SAID)):
            guess = nearest(str(name), known)
            hint = f" Did you mean {guess!r}?" if guess else ""
            problems.append(f"{said_by} has words for {written(name)}, which no report says.{hint}")
        elif not isinstance(said, str):
            problems.append(f"{said_by} says {written(said)} for {name!r}; it must be text.")
        elif strange := _strange(name, said, known.get(name, "")):
            problems.append(
                f"{said_by} fills {', '.join(sorted(strange))} into {name!r}, which is not known "
                "there."
            )
    if problems:
        raise OptionError(problems)
    return words


def _strange(name: str, said: str, english: str) -> set[str]:
    """What words fill in that the English ones do not."""
    if name.startswith(SAID):
        return set(slots(said)) - set(slots(name))
    return set(FIELD.findall(said)) - set(FIELD.findall(english))
