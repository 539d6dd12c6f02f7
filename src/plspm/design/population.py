"""A population: a model with stated numbers, from which samples can be drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from plspm.api import as_model
from plspm.calls import plain_constructor
from plspm.data.controlled_model import uncontrolled
from plspm.design.answers import margins_of
from plspm.design.clusters import Clusters
from plspm.design.estimated import estimated
from plspm.design.margins import Margin, observed_correlations
from plspm.design.measurement import Items, item_correlations
from plspm.design.stated import compiled
from plspm.design.truth import Truth
from plspm.errors import OptionError, SpecificationError, written
from plspm.estimation.arrays import Array
from plspm.held import gives_copies
from plspm.model import PathModel
from plspm.results import PLSResult

if TYPE_CHECKING:
    from plspm.design.groups import Groups


@gives_copies
@plain_constructor("plspm.Population")
@dataclass(frozen=True, eq=False)
class Population:
    """A population of constructs and items with known paths.

    Constructs have mean 0 and variance 1, residuals are normal. A product is the product of
    constructs minus its mean. Items are standardised; the items of a construct with loadings
    are the loading times the construct plus an independent error, those of a construct with
    weights make it up without error.

    Parameters
    ----------
    model : PathModel or str
        Constructs, items and paths.
    paths : mapping of str to float
        Value of every path, by ``"SOURCE -> TARGET"``; the source may be a product, such as
        ``"A:B"`` or ``"A^2"``. Products that the model does not have are effects that its
        estimate will miss. Paths to a construct made of other constructs are left out: they
        follow from the correlations of these.
    loadings : mapping of str to sequence of float
        For every common factor the loadings of its items; 1 by default for a single item. Of a
        higher-order construct, those of the constructs in which it shows.
    weights : mapping of str to sequence of float
        For a composite the weights of its items, or of the constructs that it is made of. Their
        scale does not matter.
    correlations : mapping of str to float
        Correlations of exogenous constructs, by ``"A,B"``; 0 where none is stated.
    item_correlations : mapping of str to float or array
        Of the items of every composite: one number for all pairs, or a matrix.
    categories : int or mapping of str to int, optional
        Ordered answers 1, 2, … of all items, or by item or construct: steps of equal width over
        ±2.5 standard deviations. By default items are continuous.
    skewness : float or mapping of str to float, default 0
        Of the items, before they are cut: a shifted log-normal margin (Gaussian copula).
    means : mapping of str to float, optional
        Mean answer of items (or of all items of a construct) on the scale 1, 2, …; thresholds
        are shifted accordingly. By default the middle of the scale, for symmetric items.
    missing : float or mapping of str to float, default 0
        Share of the answers that are missing completely at random.
    markers : mapping of str to (str, float)
        Further items outside the model: the construct that they measure and the correlation
        with it, for example a global item for a redundancy analysis.
    clusters : Clusters, optional
    name, source : str
        What it is called, and what motivates it; printed with everything simulated.

    Raises
    ------
    SpecificationError
        A number is missing or belongs to nothing, correlations contradict each other, or an
        equation explains all variance or more. The pair or the equation is named.

    References
    ----------
    Dijkstra (2017) for composites; Kenny & Judd (1984) and Dijkstra & Schermelleh-Engel (2014)
    for moments of products; Nelsen (2006) for the copula.

    Examples
    --------
    >>> population = Population(
    ...     "A =~ a1 + a2 + a3; B =~ b1 + b2 + b3; C =~ c1 + c2; C ~ A + B",
    ...     {"A -> C": 0.3, "B -> C": 0.4},
    ...     loadings={"A": [0.8, 0.8, 0.7], "B": [0.8, 0.7, 0.7], "C": [0.9, 0.8]},
    ...     correlations={"A,B": 0.5},
    ... )
    >>> population.r_squared.round(3).to_dict()
    {'C': 0.37}
    """

    model: PathModel
    paths: Mapping[str, float]
    loadings: Mapping[str, Sequence[float]] = field(default_factory=dict)
    weights: Mapping[str, Sequence[float]] = field(default_factory=dict)
    correlations: Mapping[str, float] = field(default_factory=dict)
    item_correlations: Mapping[str, ArrayLike] = field(default_factory=dict)
    categories: int | Mapping[str, int] | None = None
    skewness: float | Mapping[str, float] = 0.0
    means: Mapping[str, float] = field(default_factory=dict)
    missing: float | Mapping[str, float] = 0.0
    markers: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    clusters: Clusters | None = None
    name: str = "a stated population"
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "model", uncontrolled(as_model(self.model)))
        self._check_mappings()
        truth, blocks = compiled(
            as_model(self.model),
            self.paths,
            self.loadings,
            self.weights,
            self.correlations,
            self.item_correlations,
            self.markers,
        )
        object.__setattr__(self, "_truth", truth)
        object.__setattr__(self, "_blocks", blocks)
        columns = {n: truth.names[block.construct] for block in blocks for n in block.names}
        margins, missing = margins_of(
            columns, self.categories, self.skewness, self.means, self.missing
        )
        object.__setattr__(self, "_margins", margins)
        object.__setattr__(self, "_missing", missing)

    def _check_mappings(self) -> None:
        names = (
            "paths",
            "loadings",
            "weights",
            "correlations",
            "item_correlations",
            "means",
            "markers",
        )
        problems = [
            f"{name} is a {type(getattr(self, name)).__name__}; it must be a mapping from names to "
            "values."
            for name in names
            if not isinstance(getattr(self, name), Mapping)
        ]
        problems = problems or [
            f"{name} has {written(key)} for a name; names are text."
            for name in names
            for key in getattr(self, name)
            if not isinstance(key, str)
        ]
        if problems:
            raise SpecificationError(problems)

    def __repr__(self) -> str:
        made = f"{len(self.truth.names)} constructs, {len(self.columns)} items"
        return f"<Population: {self.name}, {made}>"

    @property
    def truth(self) -> Truth:
        """The constructs and their equations, as arrays."""
        value: Truth = self.__dict__["_truth"]
        return value

    @property
    def blocks(self) -> tuple[Items, ...]:
        """The items of every construct, as arrays; markers last."""
        value: tuple[Items, ...] = self.__dict__["_blocks"]
        return value

    @property
    def margins(self) -> tuple[Margin, ...]:
        """How every item is answered."""
        value: tuple[Margin, ...] = self.__dict__["_margins"]
        return value

    @property
    def missing_shares(self) -> Array:
        """Share of missing answers of every item; (p,)."""
        value: Array = self.__dict__["_missing"]
        return value

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the items, markers last."""
        return tuple(name for block in self.blocks for name in block.names)

    @cached_property
    def construct_correlations(self) -> pd.DataFrame:
        """Correlations of all constructs, exact, with products and all."""
        names = pd.Index(self.truth.names, name="construct")
        return pd.DataFrame(self.truth.covariance, index=names, columns=list(names))

    @cached_property
    def indicator_correlations(self) -> pd.DataFrame:
        """Correlations of the items as they are answered.

        Exact for continuous items; for categories and skewed margins, exact where no product has
        an effect, and otherwise as if the variables behind were normal.
        """
        Sigma = item_correlations(self.blocks, self.truth.covariance)
        if any(margin.categories is not None or margin.skewness for margin in self.margins):
            distinct = {margin: margin.hermite() for margin in set(self.margins)}
            Sigma = observed_correlations(Sigma, np.array([distinct[m] for m in self.margins]))
        return pd.DataFrame(Sigma, index=list(self.columns), columns=list(self.columns))

    @cached_property
    def r_squared(self) -> pd.Series[float]:
        """Explained variance of every construct with an equation."""
        explained = pd.Series(
            self.truth.r_squared,
            index=pd.Index(self.truth.names, name="construct"),
            name="r_squared",
        )
        return explained.dropna()

    @classmethod
    def from_result(
        cls,
        result: PLSResult,
        *,
        categories: int | Mapping[str, int] | None = None,
        skewness: float | Mapping[str, float] = 0.0,
        means: Mapping[str, float] | None = None,
        missing: float | Mapping[str, float] = 0.0,
        clusters: Clusters | None = None,
        name: str = "a population as estimated",
    ) -> Population:
        """Take the estimates of a fit for a population.

        Reflective constructs become common factors with the loadings of the fit, all others
        composites with its weights and the correlations of their items; likewise constructs of
        higher order. Exogenous constructs are normal. Loadings of plain PLS are too large and its
        paths too small for common factors: take a fit with ``estimator="plsc"`` for these.

        Parameters
        ----------
        result : PLSResult
        categories, skewness, means, missing, clusters
            As of a population; the fit does not say.
        name : str

        Raises
        ------
        OptionError
            `result` is no fit.
        UnavailableError
            A construct made of others is explained by one that is explained itself, or by a
            product: state the population.
        SpecificationError
            The estimates are inadmissible: a loading above 1, or contradictory correlations.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> plspm.Population.from_result(result)
        <Population: a population as estimated, 5 constructs, 17 items>
        """
        if not isinstance(result, PLSResult):
            raise OptionError(
                f"result is a {type(result).__name__}; give the result of plspm.estimate()."
            )
        numbers = estimated(result)
        return cls(
            result.model,
            numbers.paths,
            loadings=numbers.loadings,
            weights=numbers.weights,
            correlations=numbers.correlations,
            item_correlations=numbers.item_correlations,
            categories=categories,
            skewness=skewness,
            means={} if means is None else means,
            missing=missing,
            clusters=clusters,
            name=name,
        )

    @staticmethod
    def from_toml(path: str | PathLike[str]) -> Population | Groups:
        """Read a population from a study file.

        Parameters
        ----------
        path : str or path
            A TOML file; :class:`plspm.design.study.Study` says what it holds.

        Returns
        -------
        Population or Groups
            Groups where the file states several.

        Raises
        ------
        SpecificationError
            The file does not state a population, or an impossible one.
        DataError
            There is no such file, or it is no TOML.
        """
        from plspm.design.study import Study

        return Study.read(path).population
