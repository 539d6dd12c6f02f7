"""The whole model on the scales of its items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.assessment.statistics import STATISTICS
from plspm.calls import plainly
from plspm.errors import UnavailableError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.importance import on_scales
from plspm.importance.items import items_of
from plspm.importance.uncertainty import (
    Standardised,
    Uncertainty,
    of_bootstrap,
    of_fit,
)
from plspm.report import tables
from plspm.report.page import Page, Record, Table
from plspm.results import BootstrapResult, PLSResult


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Unstandardized(Record):
    """Weights, scores and paths on the scales of the items.

    Made by :func:`plspm.unstandardized`, or :attr:`plspm.PLSResult.unstandardized` without
    intervals. With a bootstrap the tables of estimates have the columns ``std_error``, ``t``,
    ``p_value``, ``ci_lower`` and ``ci_upper`` as well.

    Attributes
    ----------
    weights : DataFrame
        Index (construct, indicator), column ``weight``: of the items as they are; they sum to 1
        within each construct.
    paths : DataFrame
        Index (source, target), column ``path_coefficient``: by how much the target's score
        changes with one unit of the source's.
    total_effects : DataFrame
        Index (source, target), column ``total``.
    intercepts : DataFrame
        Index construct, column ``intercept``; 0 throughout for mean-centred scores.
    scores : DataFrame
        Cases x constructs: weighted means of the items.
    centred_scores : DataFrame
        The same with means 0: the mean-centred results, whose weights and paths are those above.
    notes : tuple of str
        What to keep in mind: negative weights among others.
    """

    weights: pd.DataFrame
    paths: pd.DataFrame
    total_effects: pd.DataFrame
    intercepts: pd.DataFrame
    scores: pd.DataFrame
    centred_scores: pd.DataFrame
    notes: tuple[str, ...]

    def page(self) -> Page:
        """The tables, scores apart."""
        return Page(
            "Unstandardised results",
            (
                Table("Weights", self.weights, name="unstandardized_weights"),
                Table("Path coefficients", self.paths, name="unstandardized_paths"),
                Table("Intercepts", self.intercepts),
                Table("Total effects", self.total_effects, name="unstandardized_total_effects"),
            ),
            (("Scale", "that of the items; weights sum to 1 within a construct"),),
            self.notes,
        )


@plainly("plspm.unstandardized")
def unstandardized(result: PLSResult, bootstrap: BootstrapResult | None = None) -> Unstandardized:
    """Weights, scores and paths on the scales of the items.

    Parameters
    ----------
    result : PLSResult
    bootstrap : BootstrapResult, optional
        Its bootstrap, for intervals of its kind and level. Means and standard deviations of the
        items are those of every draw.

    Returns
    -------
    Unstandardized

    Raises
    ------
    OptionError
        `bootstrap` is not that of `result`, lacks weights, paths or total effects, drew
        matrices, or is of a kind that needs more than draws (BCa, studentized).
    UnavailableError
        There are no cases, the model has products of constructs, or the weights of a construct
        do not add up to a positive number, so that its score has no scale.

    Notes
    -----
    With w the weights of standardised items and s their standard deviations, c = Σ w/s: items
    as they are have the weights w/(s c), scores the standard deviation 1/c, and a coefficient b
    from j to i becomes b c_j/c_i. Where the items of a construct have different units, so has
    its score. A higher-order construct weighs the scores of its parts. Under consistent PLS
    coefficients are those corrected for attenuation, scaled by the spreads of the scores.

    References
    ----------
    Ringle & Sarstedt (2016), Industrial Management & Data Systems 116(9), 1865-1886; Fornell,
    Johnson, Anderson, Cha & Bryant (1996), Journal of Marketing 60(4), 7-18.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> boot = result.bootstrap(draws=499, seed=1)
    >>> found = unstandardized(result, boot)
    >>> found.paths[["path_coefficient", "std_error", "ci_lower", "ci_upper"]].round(2)
                   path_coefficient  std_error  ci_lower  ci_upper
    source target
    EXP    ECE                 0.20       0.08      0.05      0.37
    ORE    ECE                 0.36       0.08      0.22      0.52
    SMU    ECE                 0.08       0.05     -0.02      0.19
    ECE    MPE                 0.67       0.08      0.52      0.83
    """
    items = items_of(result, "Unstandardised results")
    fit, arrays = of_fit(result), result._fitted.arrays
    uncertainty = None if bootstrap is None else of_bootstrap(result, bootstrap, fit)
    mean, sd = indicator_moments(fit, items.names, arrays)
    c = on_scales.inverse_spreads(fit.w, sd, arrays)
    refuse_scaleless(c[0], arrays)
    weights = on_scales.weights_on_scales(fit.w, sd, c, arrays)
    scores = pd.DataFrame(
        on_scales.scores(items.values, weights[0], items.names, arrays),
        index=items.index,
        columns=list(arrays.constructs),
    )
    means = on_scales.means_of_scores(weights, mean, arrays)[0]
    estimates = quantities(fit, items.names, arrays)
    draws = None
    if uncertainty is not None:
        draws = quantities(uncertainty.draws, items.names, arrays)

    def table(which: int, column: str, labels: str) -> pd.DataFrame:
        columns = {column: estimates[which][0]}
        if draws is not None and uncertainty is not None:
            columns |= _inference(estimates[which][0], draws[which], uncertainty)
        return tables.components(STATISTICS[labels].labels(arrays), columns)

    return Unstandardized(
        weights=table(0, "weight", "weights"),
        paths=table(1, "path_coefficient", "paths"),
        total_effects=table(2, "total", "total_effects"),
        intercepts=table(3, "intercept", "r_squared"),
        scores=scores,
        centred_scores=scores - means,
        notes=tuple(negative_weights_note(weights[0], arrays)),
        simulated_from=result.simulated_from,
    )


def indicator_moments(
    part: Standardised, names: Sequence[str], arrays: ModelArrays
) -> tuple[Array, Array]:
    """Means and standard deviations of all indicators on the scales of the items; (b, p) each."""
    return on_scales.of_indicators(part.w, part.moments.mean, part.moments.sd, names, arrays)


def quantities(
    part: Standardised, names: Sequence[str], arrays: ModelArrays
) -> tuple[Array, Array, Array, Array]:
    """Weights, paths, total effects and intercepts of a stack, as components (b, k)."""
    mean, sd = indicator_moments(part, names, arrays)
    c = on_scales.inverse_spreads(part.w, sd, arrays)
    weights = on_scales.weights_on_scales(part.w, sd, c, arrays)
    paths = on_scales.effects_on_scales(part.B, c)
    total = on_scales.effects_on_scales(part.T, c)
    means = on_scales.means_of_scores(weights, mean, arrays)
    constants = on_scales.intercepts(paths, means, arrays)
    return (
        weights,
        paths[:, arrays.is_path],
        total[:, arrays.reachable],
        constants[:, arrays.endogenous],
    )


def refuse_scaleless(c: Array, arrays: ModelArrays) -> None:
    """Refuse constructs whose weights have no positive sum: nothing can scale them.

    Parameters
    ----------
    c : (J,) array
        NaN for them.

    Raises
    ------
    UnavailableError
    """
    without = [name for name, scale in zip(arrays.constructs, c, strict=True) if np.isnan(scale)]
    if without:
        raise UnavailableError(
            f"The weights of {', '.join(without)} do not add up to a positive number on the scales "
            "of the items, so that their scores have no scale. Reverse items that are keyed the "
            "other way round, or turn the construct by dominant_indicators."
        )


def negative_weights_note(weights: Array, arrays: ModelArrays) -> list[str]:
    """Say which items weigh negatively (at most one sentence)."""
    negative = [
        f"{item} ({arrays.constructs[j]})"
        for item, j, weight in zip(arrays.indicators, arrays.block, weights, strict=True)
        if weight < 0
    ]
    if not negative:
        return []
    return [
        f"Negative weights: {', '.join(negative)}. A higher answer lowers the score, which may lie "
        "outside the range of its items. Look for items keyed the other way round, and for "
        "collinear ones."
    ]


def _inference(estimate: Array, values: Array, uncertainty: Uncertainty) -> dict[str, Array]:
    """Columns of inference for the components (k,) of a quantity and their draws (draws, k)."""
    found = uncertainty.components(estimate, values)
    lower, upper = uncertainty.bounds(estimate, values)
    return {
        "std_error": found.std_error,
        "t": found.t(),
        "p_value": found.p_value("normal", "two-sided"),
        "ci_lower": lower,
        "ci_upper": upper,
    }
