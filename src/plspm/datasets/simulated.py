"""Data sets simulated from stated populations: studies that could be carried out."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import pandas as pd

from plspm.model import PathModel

if TYPE_CHECKING:
    from plspm.design.groups import Groups
    from plspm.design.population import Population
    from plspm.design.study import Study
    from plspm.results import PLSResult


@dataclass(frozen=True, slots=True)
class SimulatedDataset:
    """A study that a reader of a published text could carry out, with simulated answers.

    Made by :func:`plspm.datasets.describe`. The model and the numbers of the population are ours;
    the text motivates them and holds no such data.

    Attributes
    ----------
    name : str
        As :func:`plspm.datasets.load` takes it.
    title : str
        What the study is about.
    citation : str
        The text that motivates it.
    contradicts : str
        What speaks against the study, by the text itself or by its own design.
    seed : int
        With which the answers were drawn from the population.
    nested : bool
        Whether respondents are nested in firms.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("engagement_projects")
    >>> study.data.shape
    (461, 31)
    >>> print(study.provenance[:9])
    SIMULATED
    """

    name: str
    title: str
    citation: str
    contradicts: str
    seed: int
    nested: bool = False

    @property
    def provenance(self) -> str:
        """Where the answers come from, and what must not be concluded from them."""
        return (
            "SIMULATED data: drawn from a population whose model and numbers are stated by the "
            f"authors of this library, motivated by {self.citation}. The text contains no such "
            "data, no such items and no such numbers: nothing follows from them about firms."
        )

    @property
    def study(self) -> Study:
        """The study as its file states it."""
        from plspm.design.study import Study  # whoever loads data needs no design

        return Study.parse(self.source)

    @property
    def source(self) -> str:
        """The TOML file that states the study."""
        return self._file("toml").read_text(encoding="utf-8")

    @property
    def model_text(self) -> str:
        """The model as text, with comments."""
        return self.study.model_text

    @property
    def model(self) -> PathModel:
        """The model."""
        return self.study.model

    @property
    def population(self) -> Population | Groups:
        """The population from which the answers were drawn."""
        return self.study.populations(nested=self.nested)

    @property
    def statements(self) -> pd.DataFrame:
        """The statement of the text on which each path rests."""
        return self.study.statements

    @property
    def data(self) -> pd.DataFrame:
        """The answers: one row a case; ``attrs["simulated"]`` says what they are."""
        with self._file("csv").open(encoding="utf-8") as lines:
            frame = pd.read_csv(lines)
        text = self.citation.partition(")")[0] + ")"  # authors (year)
        frame.attrs["simulated"] = (
            f"drawn from the stated population of {self.name!r}, motivated by {text}, "
            f"n = {len(frame)}, seed {self.seed}"
        )
        return frame

    def estimate(self) -> PLSResult:
        """Estimate the model, groups pooled.

        Returns
        -------
        PLSResult

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("engagement_projects").estimate()
        >>> result.n
        461
        """
        from plspm.api import estimate

        return estimate(self.model, self.data)

    def _file(self, kind: str) -> resources.abc.Traversable:
        return resources.files("plspm.datasets").joinpath("studies", f"{self.name}.{kind}")
