"""Every statistic, once: how it follows from a stack of estimates and what its parts are called.

The tables of a fit, the bootstrap and the delta method all read this list. To add a
statistic: write its function in a file of this folder, enter it here, and give it a naive
reference in the tests.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from plspm.assessment.collinearity import outer_vif
from plspm.assessment.fit import MODELS, fit_measures, residual_measures
from plspm.assessment.levels import assessed
from plspm.assessment.reliability import reliability
from plspm.assessment.structural import adjusted_r_squared, f_squared
from plspm.assessment.validity import Variant, htmt
from plspm.estimation.arrays import Array, Flags, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import chosen_names
from plspm.estimation.structural import specific_indirect_effects


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the components of a statistic.

    Attributes
    ----------
    names : tuple of str
        What each level of the label is, for example ("source", "target").
    rows : tuple of tuple of str
        One label a component.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def in_words(self) -> list[str]:
        """Each label in one piece: "A -> B", "A, a1"; a route says by itself where it leads."""
        if self.names[-1:] == ("path",):
            return [row[-1] for row in self.rows]
        joint = " -> " if self.names == ("source", "target") else ", "
        return [joint.join(row) for row in self.rows]


Range = tuple[float | tuple[float, ...], float | tuple[float, ...]]
"""Lowest and highest value, of all components or one by one."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic that the library computes for fits and resamples alike.

    Attributes
    ----------
    name : str
        As users ask for it, for example "paths".
    column : str
        Heading of its values in a table.
    compute : callable
        From a stack of estimates to a (b, k) array of components. Of complex numbers too, as the
        delta method differentiates by a complex step.
    labels : callable
        From the model to the names of the k components.
    null : float, optional
        The value that a test holds the components against unless told otherwise. None where no
        value is a hypothesis by itself: that a reliability or an R² is 0 nobody asks.
    range : (float or tuple, float or tuple)
        Between which values the components lie in an admissible population, all or one by one.
    misfit : bool, default False
        Whether components measure misfit: resampling adds to it, so that draws say how much a
        fit varies, but not whether the model holds. The exact fit test does.
    """

    name: str
    column: str
    compute: Callable[[Estimates], Array]
    labels: Callable[[ModelArrays], Labels]
    null: float | None = None
    range: Range = (-math.inf, math.inf)
    misfit: bool = False


def _by_indicator(arrays: ModelArrays) -> Labels:
    rows = [(arrays.constructs[j], i) for j, i in zip(arrays.block, arrays.indicators, strict=True)]
    return Labels(("construct", "indicator"), tuple(rows))


def _cells(where: Callable[[ModelArrays], Flags]) -> Callable[[ModelArrays], Labels]:
    """Labels (source, target) of the cells [target, source] that `where` marks."""

    def labels(arrays: ModelArrays) -> Labels:
        names = arrays.constructs
        rows = [(names[j], names[i]) for i, j in zip(*np.nonzero(where(arrays)), strict=True)]
        return Labels(("source", "target"), tuple(rows))

    return labels


def _pairs(arrays: ModelArrays) -> Labels:
    names = arrays.constructs
    i, j = np.tril_indices(len(names), -1)
    return Labels(
        ("construct", "other"), tuple((names[a], names[b]) for a, b in zip(i, j, strict=True))
    )


def _lower(A: Array) -> Array:
    i, j = np.tril_indices(A.shape[-1], -1)
    return A[:, i, j]


def _endogenous(arrays: ModelArrays) -> Labels:
    rows = [(arrays.constructs[j],) for j in np.flatnonzero(arrays.endogenous)]
    return Labels(("construct",), tuple(rows))


def _routes(arrays: ModelArrays) -> Labels:
    names = arrays.constructs
    rows = [
        (names[r[0]], names[r[-1]], " -> ".join(names[k] for k in r))
        for r in arrays.indirect_routes or ()
    ]
    return Labels(("source", "target", "path"), tuple(rows))


def _reliability_labels(arrays: ModelArrays) -> Labels:
    kinds = ("cronbach_alpha", "rho_a", "rho_c", "ave")
    rows = [(construct, kind) for construct in arrays.constructs for kind in kinds]
    return Labels(("construct", "statistic"), tuple(rows))


def _fit_labels(*measures: str) -> Callable[[ModelArrays], Labels]:
    rows = tuple((measure, model) for measure in measures for model in MODELS)
    return lambda _: Labels(("statistic", "model"), rows)


def _is_path(arrays: ModelArrays) -> Flags:
    return arrays.is_path


def _reachable(arrays: ModelArrays) -> Flags:
    return arrays.reachable


def indirectly_reachable(arrays: ModelArrays) -> Flags:
    """(J, J) whether a directed path of two or more steps leads from j to i."""
    steps = arrays.is_path.astype(float) @ arrays.reachable.astype(float)
    flags: Flags = steps > 0
    return flags


def _paths(e: Estimates) -> Array:
    return e.per_unit(e.B)[:, e.arrays.is_path]


def _total(e: Estimates) -> Array:
    return e.per_unit(e.T)[:, e.arrays.reachable]


def _indirect(e: Estimates) -> Array:
    return e.per_unit(e.T - e.B)[:, indirectly_reachable(e.arrays)]


def _specific(e: Estimates) -> Array:
    return specific_indirect_effects(e.per_unit(e.B), e.arrays.indirect_routes or ())


def _r_squared(e: Estimates) -> Array:
    return e.r_squared[:, e.arrays.endogenous]


def _adjusted(e: Estimates) -> Array:
    return adjusted_r_squared(e.r_squared, e.n, e.arrays)[:, e.arrays.endogenous]


def _f_squared(e: Estimates) -> Array:
    return f_squared(e.B, e.r_squared, e.vif)[:, e.arrays.is_path]


def _vif(e: Estimates) -> Array:
    return e.vif[:, e.arrays.is_path]


def _htmt(variant: Variant) -> Callable[[Estimates], Array]:
    def compute(e: Estimates) -> Array:
        by = assessed(e)
        return _lower(htmt(by.S, by.arrays, variant))

    return compute


def _communality(e: Estimates) -> Array:
    return e.loadings * e.loadings


def _redundancy(e: Estimates) -> Array:
    explained = e.r_squared[:, e.arrays.block] * e.loadings * e.loadings
    return explained[:, e.arrays.endogenous[e.arrays.block]]


def _explained_items(arrays: ModelArrays) -> Labels:
    every, endogenous = _by_indicator(arrays), arrays.endogenous[arrays.block]
    rows = [row for row, explained in zip(every.rows, endogenous, strict=True) if explained]
    return Labels(every.names, tuple(rows))


def _flat(compute: Callable[[Estimates], Array]) -> Callable[[Estimates], Array]:
    def flat(e: Estimates) -> Array:
        values = compute(e)
        return values.reshape(values.shape[0], -1)

    return flat


def _single_items(arrays: ModelArrays) -> Labels:
    single = np.flatnonzero(arrays.first_order & (arrays.sizes == 1))
    rows = [(arrays.constructs[j], kind) for kind in ("centre", "scale") for j in single]
    return Labels(("construct", "statistic"), tuple(rows))


def _item_locations(e: Estimates) -> Array:
    single = np.flatnonzero(e.arrays.first_order & (e.arrays.sizes == 1))
    return np.concatenate([e.centre[:, single], e.scale[:, single]], axis=1)


ITEM_LOCATIONS: Final = Statistic("item_locations", "value", _item_locations, _single_items)
"""Mean and standard deviation of single items, for slopes at answers as they are coded.

In standard units of the data; computed on draws of models with products, and of no other interest.
"""

_CORRELATION: Final = (-1.0, 1.0)
_SHARE: Final = (0.0, 1.0)
_RATIO: Final = (0.0, math.inf)
_INFLATION: Final = (1.0, math.inf)
_AT_MOST_1: Final = (-math.inf, 1.0)
_DISTANCES: Final = ("srmr", "d_uls", "d_g", "nfi", "chi_square")
_OF_DISTANCES: Final = (
    tuple(-math.inf if measure == "nfi" else 0.0 for measure in _DISTANCES for _ in MODELS),
    tuple(1.0 if measure == "nfi" else math.inf for measure in _DISTANCES for _ in MODELS),
)

_LIST: Final = (
    Statistic("weights", "weight", lambda e: e.weights, _by_indicator, null=0.0),
    Statistic(
        "loadings", "loading", lambda e: e.loadings, _by_indicator, null=0.0, range=_CORRELATION
    ),
    Statistic("paths", "path_coefficient", _paths, _cells(_is_path), null=0.0),
    Statistic("total_effects", "total", _total, _cells(_reachable), null=0.0),
    Statistic("indirect_effects", "indirect", _indirect, _cells(indirectly_reachable), null=0.0),
    Statistic("specific_indirect_effects", "effect", _specific, _routes, null=0.0),
    Statistic("r_squared", "r_squared", _r_squared, _endogenous, range=_SHARE),
    Statistic("f_squared", "f_squared", _f_squared, _cells(_is_path), range=_RATIO),
    Statistic("htmt", "htmt", _htmt("htmt"), _pairs, range=_RATIO),
    Statistic(
        "construct_correlations",
        "correlation",
        lambda e: _lower(e.P),
        _pairs,
        null=0.0,
        range=_CORRELATION,
    ),
    Statistic(
        "reliability", "reliability", _flat(reliability), _reliability_labels, range=_AT_MOST_1
    ),
    Statistic(
        "fit",
        "fit",
        _flat(residual_measures),
        _fit_labels("srmr", "d_uls"),
        range=_RATIO,
        misfit=True,
    ),
    Statistic("r_squared_adjusted", "r_squared_adjusted", _adjusted, _endogenous, range=_AT_MOST_1),
    Statistic("htmt_plus", "htmt_plus", _htmt("htmt_plus"), _pairs, range=_RATIO),
    Statistic("htmt2", "htmt2", _htmt("htmt2"), _pairs, range=_RATIO),
    Statistic("vif_inner", "vif", _vif, _cells(_is_path), range=_INFLATION),
    Statistic(
        "vif_outer",
        "vif",
        lambda e: outer_vif(e.S, e.arrays),
        _by_indicator,
        range=_INFLATION,
    ),
    Statistic(
        "fit_distances",
        "fit",
        _flat(fit_measures),
        _fit_labels(*_DISTANCES),
        range=_OF_DISTANCES,
        misfit=True,
    ),
    Statistic(
        "communality", "communality", lambda e: e.loadings * e.loadings, _by_indicator, range=_SHARE
    ),
    Statistic("redundancy", "redundancy", _redundancy, _explained_items, range=_SHARE),
)

STATISTICS: Final = MappingProxyType({statistic.name: statistic for statistic in _LIST})
"""All statistics by name."""

BOOTSTRAPPED: Final = tuple(statistic.name for statistic in _LIST[:12])
"""What a bootstrap computes unless told otherwise. The others cost more and are for the asking."""


def chosen(names: Sequence[str]) -> list[Statistic]:
    """Look up statistics by name.

    Raises
    ------
    OptionError
        Some names are not those of statistics; all of them are named.
    """
    return [STATISTICS[name] for name in chosen_names("statistics", names, STATISTICS)]
