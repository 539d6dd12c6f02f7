"""The marker: columns of the data, or a construct of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plspm.data.beside import columns_beside
from plspm.data.moments import standardise
from plspm.data.wording import listed
from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array
from plspm.results import PLSResult

Marker = str | Sequence[str]
"""A column of the data, several, or the name of a construct."""


@dataclass(frozen=True, slots=True, eq=False)
class Markers:
    """Marker items of the cases.

    Attributes
    ----------
    named : str
        What the marker is, in words.
    items : (n, m) array
        Its columns, standardised.
    construct : str
        The construct of the model that is the marker, empty where it is none.
    """

    named: str
    items: Array
    construct: str = ""

    @property
    def score(self) -> Array:
        """The mean of the standardised items; (n,)."""
        return self.items.mean(axis=1)


def read_marker(result: PLSResult, marker: object) -> Markers | None:
    """Look a marker up.

    Raises
    ------
    OptionError
        It is no name or list of names, or names items of the constructs that are judged.
    DataError, UnavailableError
        The data lack it, or there are no cases.
    """
    if marker is None:
        return None
    names = [marker] if isinstance(marker, str) else marker
    if not isinstance(names, Sequence) or not names or not all(isinstance(n, str) for n in names):
        raise OptionError(
            f"marker is {written(marker)}; it must be a column of the data, a list of columns, or "
            'a construct of the model, for example marker=["blue1", "blue2"].'
        )
    cases = result._cases("Marker variables")
    if isinstance(marker, str) and marker in result.model.construct_names:
        return _construct(result, marker)
    used = [name for name in names if name in result.model.indicators]
    if used:
        raise OptionError(
            f"marker names {listed(used)}, which measure constructs of the model; a marker is "
            "something else, which theory does not relate to them. Name a construct to use all of "
            "its items."
        )
    values = columns_beside(cases, list(names), "marker")
    return Markers(", ".join(names), _standardised(values, cases.case_weights))


def _construct(result: PLSResult, name: str) -> Markers:
    cases = result._cases("Marker variables")
    if name in result.model.higher_order:
        raise OptionError(
            f"marker is {name}, which is made of constructs; name a construct that items measure."
        )
    block = result.model.construct(name)
    places = [cases.names.index(item) for item in block.indicators]
    items = _standardised(cases.values[:, places], cases.case_weights)
    return Markers(f"construct {name}", items, name)


def _standardised(values: Array, weights: Array | None) -> Array:
    if weights is None:
        return standardise(values)
    share = weights / weights.sum()
    centred = values - share @ values
    scaled: Array = centred / np.sqrt(share @ centred**2)
    return scaled


def correlations(first: Array, second: Array, weights: Array | None) -> Array:
    """Correlations of the columns of two tables of the same cases."""
    both = np.column_stack([first, second])
    covariances = np.atleast_2d(np.cov(both.T, aweights=weights))
    sd = np.sqrt(np.diag(covariances))
    R: Array = (covariances / np.outer(sd, sd))[: first.shape[1], first.shape[1] :]
    return R
