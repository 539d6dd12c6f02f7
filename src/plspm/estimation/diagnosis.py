"""Why no estimate exists: the block or the equation at fault, named, with the remedy."""

from __future__ import annotations

import numpy as np

from plspm.data.wording import listed
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.estimate import Estimates, next_table
from plspm.estimation.settings import Settings
from plspm.estimation.stages import carried_weights, items_of
from plspm.estimation.weights import starting_weights

COLLINEAR = 1e-10
"""Eigenvalue of a correlation matrix below which its variables count as collinear."""

ON_PRODUCTS = (
    " A product repeats its factors where one of these has another value in a case or two only, "
    "and a power repeats an item that has no more than two values."
)

ON_DUMMIES = (
    " If they are dummies of all categories of one question, they add up to 1 in every case (the "
    "dummy trap): leave one out, which is then the reference that the others are compared with, "
    'or give the column itself: controls=["..."].'
)

CANCELLING = 1e6
"""Weight that a standardised item gets only where its block has no variance but for rounding."""


def problems_of_fit(S: Array, estimates: Estimates, settings: Settings) -> list[str]:
    """Say in full sentences why the item correlations S (p, p) have no estimate."""
    table, weights, held = items_of(S[None]), iter(estimates.earlier), None
    for stage in estimates.arrays.stages:
        found = next(weights) if stage.weighted else None
        if found is not None and not np.isfinite(found.w).all():
            return problems(table.S[0], stage.arrays, settings, found.w[0], held)
        if stage.factors:  # which take cases; but no stage comes after, and its S is known
            held = None if found is None else carried_weights(found.w, stage)
            break
        table, held = next_table(table, found, stage, settings, None)
    return problems(estimates.S[0], estimates.arrays, settings, estimates.w[0], held)


def problems(
    S: Array, arrays: ModelArrays, settings: Settings, w: Array, held: Array | None = None
) -> list[str]:
    """Say in full sentences why the matrix S (p, p) of one stage has none with weights w (p,).

    `held` (1, p) are those of blocks that an earlier stage has settled.
    """
    found = [_block_problem(S, arrays, j) for j, mode in enumerate(arrays.modes) if mode == "B"]
    sentences = [sentence for sentence in found if sentence]
    if sentences:
        return sentences
    known = w if np.isfinite(w).all() else starting_weights(S[None], arrays, held)[0]
    sentences = _cancelling(known, arrays)
    if not sentences:
        W = known[:, None] * arrays.membership
        sentences = _equation_problems(W.T @ S @ W, arrays)
    if sentences:
        return sentences
    return [
        "No weights exist for this model and these data: the proxy of some construct has no "
        f"variance under the {settings.scheme} scheme. Items that are uncorrelated with every "
        "neighbouring construct, exactly collinear predictors, or fewer cases than predictors "
        "cause this; look at the correlations of the items, or take another inner scheme."
    ]


def collinear_items(R: Array, names: list[str]) -> list[str]:
    """Names of the variables that take part in an exact linear dependence of R; may be empty."""
    values, vectors = np.linalg.eigh(R)
    null = vectors[:, values < COLLINEAR]
    return [name for name, part in zip(names, (null**2).sum(axis=1), strict=True) if part > 1e-6]


def _block_problem(S: Array, arrays: ModelArrays, j: int) -> str:
    own = arrays.block_slice(j)
    culprits = collinear_items(S[own, own], list(arrays.indicators[own]))
    if not culprits:
        return ""
    return (
        f"The items {listed(culprits)} of {arrays.constructs[j]} are exactly collinear (one is "
        "a combination of the others, or there are too few cases), so Mode B (`<~`) has no unique "
        "weights. Drop one of them, or estimate the block in Mode A (`<~ [A]`)."
    )


def _cancelling(w: Array, arrays: ModelArrays) -> list[str]:
    """Name the blocks whose starting weights do not exist."""
    return [
        f"The items {listed(arrays.indicators[arrays.block_slice(j)])} of {arrays.constructs[j]} "
        "cancel out: their weighted sum has no variance. Reverse the items that are keyed the "
        "other way round."
        for j in np.unique(arrays.block[~(np.abs(w) < CANCELLING)])
    ]


def _equation_problems(C: Array, arrays: ModelArrays) -> list[str]:
    sentences = []
    for i in np.flatnonzero(arrays.endogenous):
        x = np.flatnonzero(arrays.is_path[i])
        culprits = collinear_items(C[np.ix_(x, x)], [arrays.constructs[k] for k in x])
        if culprits:
            made = {arrays.constructs[k] for k in x if arrays.is_product[k]} & {*culprits}
            single = {arrays.constructs[k] for k in x if arrays.sizes[k] == 1}
            sentences.append(
                f"The predictors {listed(culprits)} of {arrays.constructs[i]} are exactly "
                "collinear, so its path coefficients are not unique. Drop one of these paths, or "
                "collect more cases than there are predictors."
                + (ON_PRODUCTS if made else "")
                + (ON_DUMMIES if single.issuperset(culprits) and not made else "")
            )
    return sentences
