"""Populations of several groups."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np

from plspm.calls import plain_constructor
from plspm.design.population import Population
from plspm.errors import OptionError, SpecificationError, written
from plspm.estimation.settings import count_problems
from plspm.held import gives_copies
from plspm.model import PathModel
from plspm.results import PLSResult


@gives_copies
@plain_constructor("plspm.Groups")
@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Populations that differ, of the same model.

    Parameters
    ----------
    variable : str
        Column that says to which group a case belongs.
    members : mapping of str to Population
        One population a group, at least two.
    sizes : mapping of str to int
        Cases of each group in a sample; their shares where only a total is asked for.
    name, source : str
        As of a population.

    Raises
    ------
    SpecificationError
        Groups have no size or another model, or the variable is an item.

    Examples
    --------
    >>> def population(b):
    ...     loadings = {"A": [0.8, 0.7], "B": [0.8, 0.7]}
    ...     return Population("A =~ a1 + a2; B =~ b1 + b2; B ~ A", {"A -> B": b}, loadings)
    >>> groups = Groups("g", {"x": population(0.2), "y": population(0.5)}, {"x": 100, "y": 50})
    >>> groups.sizes_of(300)
    {'x': 200, 'y': 100}
    """

    variable: str
    members: Mapping[str, Population]
    sizes: Mapping[str, int]
    name: str = "stated populations"
    source: str = ""

    def __post_init__(self) -> None:
        self._check_kinds()
        problems = []
        if len(self.members) < 2:
            problems.append("Groups need at least two populations.")
        if list(self.members) != list(self.sizes):
            problems.append(
                f"Sizes are given for {list(self.sizes)}, populations for {list(self.members)}; "
                "give both for the same groups in the same order."
            )
        first = next(iter(self.members.values()), None)
        for label, member in self.members.items():
            if first is not None and member.columns != first.columns:
                problems.append(f"The items of group {label!r} are not those of the first group.")
            if self.variable in member.columns:
                problems.append(f"The variable {self.variable!r} is an item of group {label!r}.")
        for label, size in self.sizes.items():
            problems += count_problems(f"size of {label}", size, at_least=1)
        if problems:
            raise SpecificationError(problems)

    def _check_kinds(self) -> None:
        problems = []
        if not isinstance(self.variable, str):
            problems.append(
                f"variable is {written(self.variable)}; it must be the name of a column."
            )
        if not isinstance(self.members, Mapping) or not all(
            isinstance(member, Population) for member in self.members.values()
        ):
            problems.append("members must be a mapping from labels to populations.")
        if not isinstance(self.sizes, Mapping):
            problems.append("sizes must be a mapping from labels to numbers of cases.")
        if problems:
            raise SpecificationError(problems)

    def __repr__(self) -> str:
        sizes = ", ".join(f"{label} {size}" for label, size in self.sizes.items())
        return f"<Groups: {self.name}, {self.variable}: {sizes}>"

    @classmethod
    def from_results(
        cls,
        variable: str,
        results: Mapping[Hashable, PLSResult],
        *,
        categories: int | Mapping[str, int] | None = None,
        name: str = "populations as estimated",
    ) -> Groups:
        """Take the fits of several groups for populations.

        Parameters
        ----------
        variable : str
            Column that will hold the groups.
        results : mapping of label to PLSResult
            One fit a group, such as ``compare_groups(...).fits``; sizes are their cases.
        categories : int or mapping of str to int, optional
            As of a population.
        name : str

        Raises
        ------
        OptionError, UnavailableError, SpecificationError
            As of :meth:`Population.from_result`.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> Groups.from_results("g", {"a": result, "b": result})
        <Groups: populations as estimated, g: a 119, b 119>
        """
        if not isinstance(results, Mapping):
            raise OptionError(
                f"results is {written(results)}; it must be a mapping from labels to fits."
            )
        members = {
            str(label): Population.from_result(result, categories=categories, name=name)
            for label, result in results.items()
        }
        sizes = {str(label): result.n for label, result in results.items()}
        return cls(variable, members, sizes, name)

    @property
    def model(self) -> PathModel:
        """The model of the groups."""
        return next(iter(self.members.values())).model

    def sizes_of(self, n: int | Mapping[str, int] | None) -> dict[str, int]:
        """Cases of each group in a sample of n cases, rounded so that they add up to n.

        Raises
        ------
        OptionError
            `n` is no number of cases, or not of these groups.
        """
        if n is None:
            return dict(self.sizes)
        if isinstance(n, Mapping):
            problems = [p for k, v in n.items() for p in count_problems(f"n of {k}", v, at_least=1)]
            if set(n) != set(self.members):
                problems.append(f"n names {list(n)}; the groups are {list(self.members)}.")
            if problems:
                raise OptionError(problems)
            return {label: int(n[label]) for label in self.members}
        problems = count_problems("n", n, at_least=len(self.members))
        if problems:
            raise OptionError(problems)
        shares = np.array(list(self.sizes.values()), dtype=float)
        bounds = np.rint(np.cumsum(shares) / shares.sum() * n).astype(int)
        return dict(zip(self.members, np.diff(bounds, prepend=0).tolist(), strict=True))
