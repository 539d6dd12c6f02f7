"""Recoding that is asked for: codes for missing answers, and items keyed the other way."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from numbers import Real
from typing import TYPE_CHECKING, TypeGuard

import numpy as np
import numpy.typing as npt

from plspm.data.checks import LARGEST
from plspm.data.columns import view_column
from plspm.data.labels import nearest
from plspm.data.text_codes import TextCodes, as_codes, stray_texts, text_codes
from plspm.data.wording import counted, in_row, quoted
from plspm.errors import OptionError

if TYPE_CHECKING:
    import pandas as pd

    from plspm.data.columns import FloatArray

Code = float | str
"""A number, or a text that stands among the numbers of a column, such as "k.A."."""
MissingCodes = Code | Sequence[Code] | Mapping[str, Code | Sequence[Code]]
"""Codes of all items, or of some by their names."""
Reverse = Mapping[str, tuple[float, float]]
"""Items keyed the other way, each with the lowest and the highest answer of its scale."""


@dataclass(frozen=True, slots=True)
class Recoding:
    """What is done to the values of items before anything else.

    Attributes
    ----------
    codes : dict of str to tuple of float
        By item, the values that stand for a missing answer.
    texts : TextCodes
        Texts that stand for one; they are taken out before a column is read as numbers.
    reverse : dict of str to (float, float)
        By item, lowest and highest answer of a scale that is turned round.
    everywhere : tuple of float
        The codes that were stated of all items.

    Examples
    --------
    >>> recoding = read_recoding(["a", "b"], missing_codes=99, reverse={"b": (1, 7)})
    >>> recoding.recoded(np.array([1.0, 99.0, 6.0]), "b")
    array([ 7., nan,  2.])
    """

    codes: dict[str, tuple[float, ...]] = field(default_factory=dict)
    reverse: dict[str, tuple[float, float]] = field(default_factory=dict)
    texts: TextCodes = field(default_factory=TextCodes)
    everywhere: tuple[float, ...] = ()

    def stated_otherwise(
        self, names: Collection[str], missing_codes: object, reverse: object
    ) -> Recoding:
        """The same with what is stated of other cases; None leaves codes, or scales, as they are.

        Raises
        ------
        OptionError
            As for `read_recoding`.
        """
        codes = () if missing_codes is None else missing_codes
        stated = read_recoding(names, missing_codes=codes, reverse=reverse)
        if missing_codes is None:
            stated = replace(stated, codes=self.codes, texts=self.texts, everywhere=self.everywhere)
        return stated if reverse is not None else replace(stated, reverse=self.reverse)

    def recoded(self, values: FloatArray, name: str) -> FloatArray:
        """Values of an item, NaN for codes, and turned round where asked for; (n,)."""
        if name in self.codes:
            values = np.where(np.isin(values, self.codes[name]), np.nan, values)
        if name in self.reverse:
            low, high = self.reverse[name]
            values = (low + high) - values
        return values

    def numbers(self, column: pd.Series, name: str) -> FloatArray | str | dict[str, int]:
        """Recoded numbers of a column; or why it holds none, or the texts among them by count."""
        column = self.texts.taken_out(column, name)
        read = view_column(column, name)
        if isinstance(read, str):
            strays = stray_texts(column)
            return read if strays is None else strays
        return self.recoded(read, name)

    def usable(self, values: FloatArray, name: str) -> npt.NDArray[np.bool_]:
        """Which recoded values of an item can be used, on the scale that is stated; (n,)."""
        low, high = self.reverse.get(name, (-LARGEST, LARGEST))
        return (values >= low) & (values <= high)

    def problem(self, values: FloatArray, rows: pd.Index, name: str) -> str | None:
        """Say that recoded values lie outside the scale that they were to be turned round in."""
        if name not in self.reverse:
            return None
        low, high = self.reverse[name]
        outside = np.flatnonzero((values < low) | (values > high))
        if not len(outside):
            return None
        first = low + high - values[outside[0]]
        return (
            f"Column {quoted(name)} is to be turned round between {low:g} and {high:g}, but holds "
            f"{counted(len(outside), 'value')} outside, first {first:g} "
            f"{in_row(rows[outside[0]])}; correct reverse={{{name!r}: ({low:g}, {high:g})}}, or "
            f"name codes for missing answers: missing_codes=[{first:g}]."
        )


NO_RECODING = Recoding()


def read_recoding(
    names: Collection[str], *, missing_codes: object = (), reverse: object = None
) -> Recoding:
    """Read the options `missing_codes` and `reverse`.

    Parameters
    ----------
    names : collection of str
        The items.
    missing_codes : number, text, sequence of these, or mapping, default ()
        Codes of all items, or a mapping from items to theirs. "99" is the number 99.
    reverse : mapping of str to (low, high), optional
        Items keyed the other way and their scales: x becomes low + high - x.

    Returns
    -------
    Recoding

    Raises
    ------
    OptionError
        All that is wrong with both options.

    Examples
    --------
    >>> read_recoding(["a", "b"], missing_codes=[-9, 99]).codes
    {'a': (-9.0, 99.0), 'b': (-9.0, 99.0)}
    """
    recoding, problems = readable_recoding(names, missing_codes=missing_codes, reverse=reverse)
    if problems:
        raise OptionError(problems)
    return recoding


def readable_recoding(
    names: Collection[str], *, missing_codes: object = (), reverse: object = None
) -> tuple[Recoding, list[str]]:
    """Read what can be read of the options, beside all that is wrong with them.

    So data are checked as they would be, were the options mended.

    Examples
    --------
    >>> recoding, problems = readable_recoding(["a"], missing_codes=99, reverse={"b": (1, 7)})
    >>> recoding.codes, problems
    ({'a': (99.0,)}, ["reverse names 'b', which is no indicator."])
    """
    problems: list[str] = []
    codes: dict[str, tuple[float, ...]] = {}
    everywhere: tuple[float, ...] = ()
    if isinstance(missing_codes, Mapping):
        problems += _unknown(missing_codes, names, "missing_codes")
        for name, given in missing_codes.items():
            codes[str(name)] = _codes(given, problems)
    else:
        everywhere = _codes(missing_codes, problems)
        codes = dict.fromkeys(names, everywhere) if everywhere else {}
    scales: dict[str, tuple[float, float]] = {}
    if isinstance(reverse, Mapping):
        scales, wrong = _scales(reverse, names, "reverse")
        problems += wrong
    elif reverse is not None:
        problems.append(
            f"reverse is {quoted(reverse)}; it must be a mapping from items to the lowest and the "
            'highest answer of their scale, such as {"a2": (1, 7)}.'
        )
    return Recoding(codes, scales, text_codes(missing_codes), everywhere), problems


def scales_by_item(
    given: Mapping[str, object], names: Collection[str], option: str
) -> dict[str, tuple[float, float]]:
    """Read items with the lowest and the highest answer of their scales.

    Raises
    ------
    OptionError
        Items are unknown, or a scale is none; the message names the option.

    Examples
    --------
    >>> scales_by_item({"a": [1, 7]}, ["a", "b"], "scales")
    {'a': (1.0, 7.0)}
    """
    scales, problems = _scales(given, names, option)
    if problems:
        raise OptionError(problems)
    return scales


def _scales(
    given: Mapping[str, object], names: Collection[str], option: str
) -> tuple[dict[str, tuple[float, float]], list[str]]:
    """Read scales by item, beside what is wrong with others."""
    problems = _unknown(given, names, option)
    scales: dict[str, tuple[float, float]] = {}
    for name, scale in given.items():
        ends = _ends(scale)
        if ends is not None:
            scales[str(name)] = ends
        else:
            problems.append(
                f"{option} gives {quoted(scale)} for {quoted(name)}; give the lowest and the "
                f"highest answer of its scale, such as {option}={{{str(name)!r}: (1, 7)}}."
            )
    return scales, problems


def _codes(given: object, problems: list[str]) -> tuple[float, ...]:
    codes = as_codes(given)
    numbers = [float(code) for code in codes if _is_number(code)]
    if len(numbers) + sum(isinstance(code, str) and code != "" for code in codes) < len(codes):
        problems.append(
            f"missing_codes has {quoted(given)}; codes are numbers or texts, such as [-9, 99, "
            '"k.A."], for all items, or by item: {"a1": [-9, 99]}.'
        )
    return tuple(numbers)


def _unknown(given: Mapping[str, object], names: Collection[str], option: str) -> list[str]:
    problems = []
    for name in given:
        if name not in names:
            near = nearest(str(name), names)
            meant = f"; did you mean {quoted(near)}?" if near else "."
            problems.append(f"{option} names {quoted(name)}, which is no indicator{meant}")
    return problems


def _is_number(value: object) -> TypeGuard[Real]:
    try:
        return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:  # beyond the doubles
        return False


def _ends(scale: object) -> tuple[float, float] | None:
    if isinstance(scale, str) or not isinstance(scale, Sequence | np.ndarray):
        return None
    if (isinstance(scale, np.ndarray) and scale.ndim != 1) or len(scale) != 2:
        return None
    low, high = scale
    if not (_is_number(low) and _is_number(high) and float(low) < float(high)):
        return None
    return float(low), float(high)
