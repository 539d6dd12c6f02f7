"""A data set with all that is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Literal, get_args

import pandas as pd

from plspm.errors import OptionError
from plspm.estimation.settings import Scheme, choice_problems
from plspm.model import PathModel

if TYPE_CHECKING:
    from plspm.results import PLSResult

Table = Literal[
    "table2_items", "table2_constructs", "table3", "tableA1", "table4", "figure2", "scalars"
]
INDEX_OF: dict[str, list[str]] = {
    "table2_items": ["construct", "indicator"],
    "table2_constructs": ["construct"],
    "table3": ["construct"],
    "tableA1": ["indicator"],
    "table4": ["source", "target"],
    "figure2": ["hypothesis"],
    "scalars": ["quantity"],
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """A shipped data set, the study that it belongs to, and what that study printed.

    Made by :func:`plspm.datasets.describe`.

    Attributes
    ----------
    name : str
        As :func:`plspm.datasets.load` takes it.
    title : str
        What the study is about.
    provenance : str
        Where the data come from, and what must not be concluded from them.
    subject : str
        Who was asked, and how the answers were analysed.
    citation : str
        How to refer to the study: authors, year, title, journal and DOI.
    doi : str
        Its digital object identifier.
    scheme : {"path", "factorial", "centroid"}
        Inner weighting scheme of the study.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> study.scheme
    'centroid'
    >>> study.model.construct_names
    ('EXP', 'ORE', 'SMU', 'ECE', 'MPE')
    """

    name: str
    title: str
    provenance: str
    subject: str
    citation: str
    doi: str
    scheme: Scheme

    @property
    def model_text(self) -> str:
        """The model as text, with comments."""
        return self._text("model.txt")

    @property
    def model(self) -> PathModel:
        """The model after the study's item purification."""
        return PathModel.parse(self.model_text)

    @property
    def data(self) -> pd.DataFrame:
        """The answers: one row a case, one column an indicator; their wording in ``attrs``."""
        frame = self._table("answers.csv")
        frame.attrs["variable_labels"] = dict(self.items.set_index("item")["wording"])
        return frame

    @property
    def items(self) -> pd.DataFrame:
        """The questionnaire: columns construct, item, wording, min, max, retained.

        Items that are not retained were dropped by the study and are not among the data.
        """
        table = self._table("items.csv")
        table["retained"] = table["retained"] == "yes"
        return table

    def published(self, table: Table) -> pd.DataFrame:
        """The numbers that the study printed, as printed.

        Constructs are named as in the model; where the print calls ORE "ORR" and ECE "FCE",
        as it does in two of its tables, that is mended. Misprints in numbers are not.

        Parameters
        ----------
        table : str
            "table2_items" (mean, sd, loading), "table2_constructs" (ave,
            composite_reliability, cronbach_alpha), "table3" (means, SDs and correlations with
            √AVE on the diagonal), "tableA1" (cross-loadings), "table4" (effects), "figure2"
            (the hypotheses) or "scalars".

        Returns
        -------
        DataFrame
            NaN where nothing is printed.

        Raises
        ------
        OptionError
            There is no such table.

        Examples
        --------
        >>> import plspm
        >>> plspm.datasets.describe("customer_engagement").published("table4").loc["SMU"]
                direct  indirect  total
        target
        ECE      0.129     0.000  0.129
        MPE      0.000     0.088  0.088
        """
        problems = choice_problems("table", table, get_args(Table))
        if problems:
            raise OptionError(problems)
        frame = self._table(f"printed/{table}.csv").set_index(INDEX_OF[table])
        if "supported" in frame:
            frame["supported"] = frame["supported"] == "yes"
        return frame

    def estimate(self) -> PLSResult:
        """Estimate the model as the study did: plain PLS with its inner scheme.

        Returns
        -------
        PLSResult

        Examples
        --------
        >>> import plspm
        >>> plspm.datasets.describe("customer_engagement").estimate().r_squared.round(3)
                   r_squared  r_squared_adjusted
        construct
        ECE            0.275               0.256
        MPE            0.465               0.461
        """
        from plspm.api import estimate  # whoever loads data needs no estimator

        return estimate(self.model, self.data, scheme=self.scheme)

    def _text(self, file: str) -> str:
        folder = resources.files("plspm.datasets") / self.name
        return folder.joinpath(file).read_text(encoding="utf-8")

    def _table(self, file: str) -> pd.DataFrame:
        folder = resources.files("plspm.datasets") / self.name
        with folder.joinpath(file).open(encoding="utf-8") as lines:
            return pd.read_csv(lines)
