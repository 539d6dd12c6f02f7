"""What is typed on the command line: read, and answered in its own words where it is wrong."""

from __future__ import annotations

import argparse
import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

from plspm.calls import OPTIONS_ELSEWHERE, nearest


class Parser(argparse.ArgumentParser):
    """A parser that names what is meant by an option or a command that does not exist.

    Examples
    --------
    >>> parser = Parser(prog="plspm estimate", allow_abbrev=False)
    >>> _ = parser.add_argument("--bootstrap", type=whole_number)
    >>> parser.mistake("--nboot")
    '--nboot is no option of plspm estimate; did you mean --bootstrap?'
    """

    def parse_known_args(  # type: ignore[override]  # leftovers are refused where options are known
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse, and refuse what is left over."""
        known, left = super().parse_known_args(args, namespace)
        if left:
            options = [each for each in left if each.startswith("-")] or left
            self.error("\n  ".join(map(self.mistake, options)))
        return known, left

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Refuse what is no command, in our words."""
        if isinstance(action, argparse._SubParsersAction) and value not in action.choices:
            guess = nearest(str(value), action.choices, MappingProxyType({}))
            meant = f"did you mean {guess!r}?" if guess else f"it has {', '.join(action.choices)}."
            for parser in action.choices.values():
                if f"--{value}" in parser._option_string_actions:
                    meant = f"write {parser.order()} ... --{value}."
                    break
            self.error(f"{value!r} is no command of {self.prog}; {meant}")
        super()._check_value(action, value)

    def mistake(self, typed: str) -> str:
        """Say what is wrong about an argument that the parser has no place for."""
        if not typed.startswith("-"):
            return f"{typed!r} is one argument too many."
        option = typed.partition("=")[0]
        if option in {f"--{place.dest}" for place in self._get_positional_actions()}:
            return f"{option} is no option: write {self.order()}."
        guess = self._meant(option.lstrip("-").replace("-", "_"))
        remedy = f"did you mean {guess}?" if guess else f"see {self.prog} --help."
        return f"{option} is no option of {self.prog}; {remedy}"

    def order(self) -> str:
        """The command with what it takes by place."""
        places = [str(place.metavar) for place in self._get_positional_actions()]
        return " ".join([self.prog, *places])

    def _meant(self, name: str) -> str | None:
        known = {
            option.removeprefix("--").replace("-", "_"): option
            for option in self._option_string_actions
            if option.startswith("--")
        }
        if "bootstrap" in known:  # what other programs call draws
            known["draws"] = known["bootstrap"]
        guess = nearest(name, known, OPTIONS_ELSEWHERE)
        elsewhere = {word for word, names in OPTIONS_ELSEWHERE.items() if name in names.split()}
        return known[guess] if guess and guess in (elsewhere or {guess}) else None

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and the message; without the usage, which would hide it."""
        if message.endswith("required: --out"):
            command = self.prog.split()[-1]
            example = {"diagram": "model.svg"}.get(command, "study.docx")
            message = f"--out FILE says where the {command} goes, for example --out {example}."
        elif message.startswith("the following arguments are required"):
            message += f"; they come before the options: {self.order()} ..."
        elif message.endswith("--missing-codes: expected at least one argument"):
            message += "; codes stand beside each other, for example --missing-codes -9 99."
        self.exit(2, f"plspm: error: {message}\n")


def whole_number(typed: str) -> int:
    """Read a whole number, also one with a power of ten: 1e4.

    Examples
    --------
    >>> whole_number("4999"), whole_number("1e4")
    (4999, 10000)
    """
    try:
        return int(typed)
    except ValueError:
        value = number(typed)
        if not value.is_integer():
            raise argparse.ArgumentTypeError(f"{typed!r} is no whole number.") from None
        return int(value)


def number(typed: str) -> float:
    """Read a number.

    Examples
    --------
    >>> number("0.95")
    0.95
    """
    try:
        return float(typed)
    except ValueError:
        comma = " Write it with a point." if "," in typed else ""
        raise argparse.ArgumentTypeError(f"{typed!r} is no number.{comma}") from None


def code(typed: str) -> float | str:
    """Read a code for missing answers: a number where it is one, else a text.

    Raises
    ------
    argparse.ArgumentTypeError
        Several numbers are joined by commas, and would be taken for one text.

    Examples
    --------
    >>> code("-9"), code("k.A.")
    (-9.0, 'k.A.')
    """
    parts = typed.split(",")
    if len(parts) > 1 and all(map(_is_number, parts)):
        raise argparse.ArgumentTypeError(
            f"{typed!r} is no code; codes stand beside each other: {' '.join(parts)}."
        )
    try:
        value = float(typed)
    except ValueError:
        return typed
    return value if math.isfinite(value) else typed


def _is_number(typed: str) -> bool:
    try:
        float(typed)
    except ValueError:
        return False
    return True


def width(typed: str) -> float | str:
    """Read a width: a number of centimetres, or a text with its unit.

    Examples
    --------
    >>> width("17"), width("6.5in")
    (17.0, '6.5in')
    """
    try:
        return float(typed)
    except ValueError:
        return typed


class Pairs(argparse.Action, ABC):
    """Reads pairs, NAME=VALUE, into a dictionary; what they are is said by each kind."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Keep what is read beside what was given before."""
        found = dict(getattr(namespace, self.dest))
        for value in map(str, values or ()):
            try:
                name, said = self.pair(value)
            except ValueError as error:
                parser.error(f"argument {option_string}: {value!r} is not {error}")
            found[name] = said
        setattr(namespace, self.dest, found)

    @abstractmethod
    def pair(self, value: str) -> tuple[str, object]:
        """Read one.

        Raises
        ------
        ValueError
            With what it should be.
        """


class Codes(argparse.Action):
    """Reads codes for missing answers: of all items, or by item, ITEM=CODE."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Keep a list of codes, or a dictionary of such lists by item."""
        everywhere: list[object] = []
        by_item: dict[str, list[float | str]] = {}
        for value in values or ():
            item, _, given = value.rpartition("=") if isinstance(value, str) else ("", "", "")
            if item and given:
                by_item.setdefault(item, []).append(code(given))
            else:
                everywhere.append(value)
        if everywhere and by_item:
            parser.error(
                f"{option_string} has codes of all items, such as {_plainly(everywhere[0])}, and "
                f"of single ones, such as {_first(by_item)}; give all by item, or all without."
            )
        setattr(namespace, self.dest, by_item or everywhere)


def _first(by_item: Mapping[str, Sequence[object]]) -> str:
    item, codes = next(iter(by_item.items()))
    return f"{item}={_plainly(codes[0])}"


def _plainly(given: object) -> str:
    """A code as it was typed."""
    return f"{given:g}" if isinstance(given, float) else str(given)


class Scales(Pairs):
    """Reads items with the ends of their scales, ITEM=LOW:HIGH."""

    def pair(self, value: str) -> tuple[str, object]:
        """Item and ends."""
        item, _, scale = value.rpartition("=")
        try:
            low, high = map(float, scale.split(":"))
        except ValueError:
            raise ValueError(f"ITEM=LOW:HIGH, for example {item or value}=1:7.") from None
        if not low < high:
            raise ValueError("a scale: its lowest answer comes first, for example 1:7.")
        return item, (low, high)


class References(Pairs):
    """Reads columns, each alone or with its reference category: COLUMN=CATEGORY."""

    def pair(self, value: str) -> tuple[str, object]:
        """Column and category, None where none is stated."""
        column, _, category = value.partition("=")
        if not column:
            raise ValueError("COLUMN=CATEGORY.")
        return column, category or None


class Thresholds(Pairs):
    """Reads cut-offs with their values, NAME=NUMBER."""

    def pair(self, value: str) -> tuple[str, object]:
        """Name and number."""
        name, _, bound = value.partition("=")
        try:
            return name, float(bound)
        except ValueError:
            comma = " with a decimal point" if "," in bound else ""
            example = f"NAME=NUMBER{comma}, for example {name or 'htmt'}=0.9."
            raise ValueError(example) from None


class Labels(Pairs):
    """Reads names with what they are called in words, NAME=WORDS."""

    def pair(self, value: str) -> tuple[str, object]:
        """Name and words."""
        name, sign, said = value.partition("=")
        if not (name and sign and said):
            example = f'{name or "EXP"}="External pressure"'
            raise ValueError(f"NAME=WORDS, for example {example}.")
        return name, said
