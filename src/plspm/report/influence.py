"""Which case moves which number by how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.errors import OptionError
from plspm.estimation.settings import count_problems
from plspm.report.page import Page, Record, Table


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Influence(Record):
    """Influence of every case on every component of a statistic.

    Made by :meth:`plspm.PLSResult.influence`.

    Attributes
    ----------
    table : DataFrame
        Cases x components: by how much the component changes when the case is left out.
    std_error : Series
        Standard error of every component, by the same method: the yardstick.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> result.influence().largest(1)[["case", "source", "target"]]
       case source target
    0    34    ECE    MPE
    """

    _table: pd.DataFrame
    _std_error: pd.Series[float]

    def __repr__(self) -> str:
        return "<Influence: {} cases on {} components>".format(*self._table.shape)

    def page(self) -> Page:
        """The ten largest changes."""
        return Page(
            "Influence of single cases",
            (Table("Largest changes when a case is left out", self.largest(), name="largest"),),
            notes=("in_std_errors is the change in standard errors of the component.",),
        )

    @property
    def table(self) -> pd.DataFrame:
        """Changes: cases x components; a copy."""
        return self._table

    @property
    def std_error(self) -> pd.Series[float]:
        """Standard error of every component; a copy."""
        return self._std_error

    def largest(self, count: int = 10) -> pd.DataFrame:
        """The largest changes, measured in standard errors.

        Parameters
        ----------
        count : int, default 10

        Returns
        -------
        DataFrame
            Columns ``case``, the labels of the component, ``change`` and ``in_std_errors``;
            the largest first.

        Raises
        ------
        OptionError
            `count` is no positive whole number.
        """
        problems = count_problems("count", count, at_least=1)
        if problems:
            raise OptionError(problems)
        changes = self._table.to_numpy()
        yardstick = self._std_error.where(self._std_error > 0).to_numpy()
        sizes = changes / yardstick
        order = np.argsort(-np.abs(sizes), axis=None, kind="stable")[:count]
        case, component = np.unravel_index(order, sizes.shape)
        return pd.concat(
            [
                pd.DataFrame({"case": self._table.index.take(case)}),
                self._table.columns.take(component).to_frame(index=False),
                pd.DataFrame({"change": changes.flat[order], "in_std_errors": sizes.flat[order]}),
            ],
            axis=1,
        )
