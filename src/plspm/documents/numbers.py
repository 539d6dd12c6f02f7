"""Numbers as journals print them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from numbers import Integral, Real

from plspm.assessment.significance import p_value
from plspm.documents.parts import Column
from plspm.documents.phrases import MINUS
from plspm.documents.words import Words
from plspm.report.tables import DASH


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How numbers are printed.

    American style (APA) writes no zero before the point of numbers that lie between -1 and 1 by
    definition: correlations, loadings, reliabilities, R², p. Where the decimal mark is a comma, the
    zero stays.

    Attributes
    ----------
    decimals : int
    mark : str
        Between whole and decimals.
    zero : bool
        Whether a zero stands before the mark in any case.
    yes, no : str
    """

    decimals: int = 3
    mark: str = "."
    zero: bool = False
    yes: str = "yes"
    no: str = "no"

    @classmethod
    def of(cls, words: Words, decimals: int) -> NumberStyle:
        """The style of a language."""
        zero = words["leading_zero"] == "yes"
        return cls(decimals, words["decimal_mark"], zero, words["yes"], words["no"])

    def cell(self, value: object, column: Column) -> str:
        """What is printed in a cell.

        Examples
        --------
        >>> from plspm.documents.parts import Column
        >>> style = NumberStyle()
        >>> style.cell(-0.0301, Column((), bounded=True)), style.cell(0.0004, Column((), "p"))
        ('−.030', '< .001')
        >>> style.cell((0.056, 0.35), Column((), "interval"))
        '[0.056, 0.350]'
        """
        if isinstance(value, tuple):
            return self._interval(value, column)
        if isinstance(value, bool) or type(value).__name__ == "bool":
            return self.yes if value else self.no
        if isinstance(value, Real):
            return self._number(float(value), column, whole=isinstance(value, Integral))
        return DASH if value is None or str(value) == "<NA>" else str(value)

    def number(self, value: float, decimals: int | None = None, *, bounded: bool = False) -> str:
        """A number with a fixed count of decimals."""
        places = self.decimals if decimals is None else min(decimals, self.decimals)
        text = f"{abs(value):.{places}f}"
        if bounded and not self.zero and text.startswith("0."):
            text = text[1:]
        negative = value < 0 and any(digit in "123456789" for digit in text)
        return (MINUS if negative else "") + text.replace(".", self.mark)

    def _number(self, value: float, column: Column, *, whole: bool) -> str:
        if math.isnan(value):
            return DASH
        if math.isinf(value):
            return "∞" if value > 0 else f"{MINUS}∞"
        if column.kind == "p":
            return self._p(value)
        if whole or column.kind == "count":
            return f"{value:.0f}".replace("-", MINUS)
        return self.number(value, column.decimals, bounded=column.bounded)

    def _p(self, value: float) -> str:
        text = p_value(value)
        if self.zero:
            text = text.replace("< .", "< 0.") if "<" in text else "0" * text.startswith(".") + text
        return text.replace(".", self.mark)

    def _interval(self, value: tuple[object, ...], column: Column) -> str:
        ends = [float(end) if isinstance(end, Real) else math.nan for end in value]
        if any(map(math.isnan, ends)):
            return DASH
        between = "; " if self.mark == "," else ", "
        return f"[{between.join(self._number(end, column, whole=False) for end in ends)}]"
