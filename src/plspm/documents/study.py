"""What a report is written about, and its tables with the labels of rows among their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from plspm.documents.parts import Text
from plspm.documents.tabulating import Columns
from plspm.documents.words import Words, plain
from plspm.report.outside import leaves_out_estimate
from plspm.report.tables import DASH
from plspm.results import BootstrapResult, PLSResult

ARROW = " -> "
LONGEST_LABEL = 24
"""Characters of a label that stands in tables with many columns as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """A fit with what belongs to it.

    Attributes
    ----------
    result : PLSResult
    boot : BootstrapResult or None
    exact_fit : DataFrame or None
        Of :meth:`plspm.PLSResult.exact_fit`.
    words : Words
    labels : mapping of str to str
        What constructs are called in words, as far as that is known.
    wording : mapping of str to str
        The same of indicators.
    """

    result: PLSResult
    boot: BootstrapResult | None
    exact_fit: pd.DataFrame | None
    words: Words
    labels: Mapping[str, str]
    wording: Mapping[str, str]

    @property
    def columns(self) -> Columns:
        """Makes columns in the language of the report."""
        return Columns(self.words, 0.95 if self.boot is None else self.boot.level)

    @property
    def simulated(self) -> str:
        """What the data were drawn from, where they are simulated; else empty."""
        return self.result.simulated_from

    @property
    def controls(self) -> set[str]:
        """Constructs that are control variables, or dummies of them."""
        indicators = self.result._indicators
        controls = () if indicators is None else indicators.controls
        return {name for control in controls for name in control.names}

    def name(self, name: str) -> str:
        """A construct in words; of a product, its factors; other names as they are."""
        if name in self.labels:
            return self.labels[name]
        factors = {product.name: product.factors for product in self.result.model.products}
        return " × ".join(self.labels.get(factor, factor) for factor in factors.get(name, [name]))

    @property
    def legend(self) -> Text:
        """What names stand for, where labels are long."""
        if max(map(len, self.labels.values()), default=0) <= LONGEST_LABEL:
            return ()
        return _explained(self.labels)

    def legend_of(self, texts: Iterable[str]) -> Text:
        """What those names stand for that texts mention: titles, findings, whole sentences."""
        said = "\n".join(texts)
        named = {
            name: label
            for name, label in self.labels.items()
            if label != name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)
        }
        return _explained(named)

    def place(self, where: str) -> str:
        """Where something is, in words: a construct, a path, a pair, an item; else as it is.

        Names stay where labels are too long to stand in every cell; :attr:`legend` tells them.
        """
        if self.legend:
            return where.replace(ARROW, " → ")
        model = self.result.model
        known = {*model.construct_names, *(product.name for product in model.products)}
        for between, written in ((ARROW, " → "), (", ", ", "), (" + ", " + ")):
            parts = where.split(between)
            if set(parts) <= known:
                return written.join(map(self.name, parts))
        whole, colon, item = where.partition(": ")
        return f"{self.name(whole)}{colon}{item}" if colon and whole in known else where

    def route(self, path: str) -> str:
        """A directed path in words."""
        return " → ".join(self.name(name) for name in path.split(ARROW))

    def estimates(self, statistic: str) -> pd.DataFrame:
        """A statistic with its uncertainty, where it was drawn; estimates where it was not."""
        if self.boot is not None and statistic in self.boot.statistics:
            return self.boot.table(statistic).reset_index()
        table = getattr(self.result, statistic)
        return table.set_axis(["estimate", *table.columns[1:]], axis=1).reset_index()

    def named(self, frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        """A table with names in words in some columns."""
        words = {column: frame[column].map(self.name) for column in columns if column in frame}
        return frame.assign(**words)

    def undefined(self, *statistics: str, among: Iterable[str] | None = None) -> list[Text]:
        """Why cells of tables are empty, each reason once.

        Parameters
        ----------
        *statistics : str
        among : iterable of str, optional
            Constructs that the table has; by default all, and their products.
        """
        products = (product.name for product in self.result.model.products)
        absent = set() if among is None else {*self.result.model.construct_names, *products}
        absent -= set(among or ())
        found = [
            (where, reason)
            for of, where, reason in self.result.undefined.itertuples(index=False, name=None)
            if set(statistics) & set(of.split(", ")) and where not in absent
        ]
        return [
            self.words.text(
                "dash",
                reason=self.words.plain(
                    "text.undefined", where=self._where(where), reason=self.words.said(reason)
                ),
            )
            for where, reason in dict.fromkeys(found)
        ]

    def outside(self, frame: pd.DataFrame, *labels: str) -> list[Text]:
        """Say which rows, by their labels, have an interval that leaves out their estimate."""
        if "ci_lower" not in frame:
            return []
        rows = frame.loc[leaves_out_estimate(frame), list(labels)].itertuples(index=False)
        found = [" → ".join(map(str, row)) for row in rows]
        return [self.words.text("text.outside", rows=", ".join(found))] if found else []

    def _where(self, where: str) -> str:
        """What is undefined: a construct, a whole with its parts, or a part of the model."""
        if where in self.result.model.construct_names:
            return self.name(where)
        whole, both, parts = where.partition(" and ")
        if both and whole in self.result.model.higher_order:
            own = ", ".join(map(self.name, parts.split(", ")))
            return f"{self.name(whole)} {self.words['and']} {own}"
        return self.words.said(where)

    def listed(self, names: Iterable[str]) -> str:
        """Names in words, one after the other."""
        return enumerated([self.name(name) for name in names], self.words["and"])


def _explained(labels: Mapping[str, str]) -> Text:
    """What names stand for."""
    said = "; ".join(f"{name} = {label}" for name, label in labels.items())
    return plain(f"{said}.") if said else ()


def enumerated(parts: list[str], last: str) -> str:
    """Parts with commas between them and a word before the last.

    Examples
    --------
    >>> enumerated(["A", "B", "C"], "and")
    'A, B and C'
    """
    if len(parts) < 2:
        return "".join(parts) or DASH
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
