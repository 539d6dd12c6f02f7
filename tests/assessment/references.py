"""The naive road's value of every component of every statistic, by the labels of the library."""

from __future__ import annotations

from collections.abc import Callable

from tests.naive import assess, fit, measurement, structure
from tests.naive.estimate import Fit

Reference = Callable[[Fit], dict]


def by_name(function: Reference) -> Reference:
    """Keys that are a single name become labels of one part."""
    return lambda fitted: {(name,): value for name, value in function(fitted).items()}


def reliability(fitted: Fit) -> dict:
    columns = {
        "cronbach_alpha": assess.cronbach_alpha,
        "rho_a": assess.reliability_rho_a,
        "rho_c": assess.rho_c,
        "ave": assess.ave,
    }
    return {
        (construct, kind): value
        for kind, function in columns.items()
        for construct, value in function(fitted).items()
    }


def of_fit(*measures: str) -> Reference:
    return lambda fitted: {
        (measure, kind): getattr(fit, measure)(fitted, kind)
        for measure in measures
        for kind in ("saturated", "estimated")
    }


def indirect(fitted: Fit) -> dict:
    """Of the pairs that a path of two or more arrows joins."""
    pairs = {(way[0], way[-1]) for way in structure.specific_indirect_effects(fitted)}
    return {k: v for k, v in structure.indirect_effects(fitted).items() if k in pairs}


def specific(fitted: Fit) -> dict:
    ways = structure.specific_indirect_effects(fitted)
    return {(way[0], way[-1], " -> ".join(way)): value for way, value in ways.items()}


REFERENCES: dict[str, Reference] = {
    "weights": lambda fitted: fitted.weights,
    "loadings": measurement.loadings,
    "paths": structure.path_coefficients,
    "total_effects": structure.total_effects,
    "indirect_effects": indirect,
    "specific_indirect_effects": specific,
    "r_squared": by_name(structure.r_squared),
    "r_squared_adjusted": by_name(structure.r_squared_adjusted),
    "f_squared": structure.f_squared,
    "vif_inner": structure.vif_inner,
    "vif_outer": assess.vif_outer,
    "htmt": assess.htmt,
    "htmt_plus": assess.htmt_plus,
    "htmt2": assess.htmt2,
    "construct_correlations": measurement.construct_correlations,
    "reliability": reliability,
    "fit": of_fit("srmr", "d_uls"),
    "fit_distances": of_fit("srmr", "d_uls", "d_g", "nfi", "chi_square"),
    "communality": assess.communality,
    "redundancy": assess.redundancy,
}

PAIRS_TWICE = ("htmt", "htmt_plus", "htmt2", "construct_correlations")
"""Given for (a, b) and (b, a) by the naive road, once by the library."""
