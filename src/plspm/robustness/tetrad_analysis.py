"""Confirmatory tetrad analysis: whether blocks of items can be reflective."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

import numpy as np
import pandas as pd
from scipy.special import chdtrc, ndtri

from plspm.calls import plainly
from plspm.data.moments import Sample
from plspm.errors import Gathering, UnavailableError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.settings import choice_problems
from plspm.inference.fitted import Fitted
from plspm.inference.plans import Bootstrap
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.results import PLSResult
from plspm.robustness.draws import (
    drawing_problems,
    drawn_components,
    on_draws,
    unweighted_cases,
    with_row_weights,
)
from plspm.robustness.tetrad_blocks import FEWEST, Tetrads, first_order, tested_blocks
from plspm.robustness.tetrad_record import NOT_REFUTED, REFUTED, Correction, TetradAnalysis
from plspm.robustness.vanishing import tetrad_values


@plainly("plspm.tetrads")
def tetrads(
    result: PLSResult,
    *,
    borrow: Mapping[str, str | Sequence[str]] | None = None,
    correction: Correction = "bonferroni",
    draws: int = 4999,
    seed: Seed = None,
    level: float = 0.95,
    progress: bool = True,
) -> TetradAnalysis:
    """Test whether the items of each block can have one factor in common (CTA-PLS).

    Where items reflect one factor, every tetrad τ_ghij = σ_gh σ_ij - σ_gi σ_hj is 0. For each
    block of four items or more the non-redundant ones, p(p - 3)/2 of p items, get bias-corrected
    bootstrap intervals at a level that is corrected for their number; one that leaves 0 out
    speaks against reflective measurement.

    Parameters
    ----------
    result : PLSResult
    borrow : mapping of str to str or sequence of str, optional
        Items of other blocks for small ones: one for a block of three, ``{"EXP": "ORE_a"}``, two
        for a block of two (Bollen & Ting 2000).
    correction : {"bonferroni", "none"}
        Within each block.
    draws : int, default 4999
    seed : int, SeedSequence, Generator or None
        The same seed gives the same draws.
    level : float, default 0.95
        Confidence level of all intervals of a block together.
    progress : bool, default True

    Returns
    -------
    TetradAnalysis

    Raises
    ------
    OptionError
        An option has a value that it cannot take.
    UnavailableError
        There are no cases, or they have weights.
    EstimationError
        Fewer than two draws have covariances.

    Notes
    -----
    Covariances are those of the items in standard units of the sample, which leaves t and p what
    they are in other units. An interval is (τ - bias) ± z SE, with bias and SE of the draws and z
    of the corrected level (Gudergan et al. 2008). Which tetrads stand for all is a choice among
    equals, :func:`plspm.robustness.vanishing.vanishing_tetrads`; ``chi_square`` of a block, the
    Wald test that all of them are 0 together, hardly depends on it (Bollen & Ting 1993).

    References
    ----------
    Bollen & Ting (1993), Sociological Methodology 23, 147-175; Bollen & Ting (2000), Psychological
    Methods 5(1), 3-22; Gudergan, Ringle, Wende & Will (2008), Journal of Business Research 61(12),
    1238-1249.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = plspm.tetrads(result, draws=499, seed=1)
    >>> found.blocks["tetrads"].to_dict()
    {'ORE': 2, 'ECE': 5, 'MPE': 2}
    """
    gathering = Gathering(
        [
            *drawing_problems(result, draws, level, progress),
            *choice_problems("correction", correction, get_args(Correction)),
        ]
    )
    with gathering:
        sequence = as_seed_sequence(seed)
    blocks: list[Tetrads] = []
    if isinstance(result, PLSResult):
        with gathering:
            blocks = tested_blocks(result._fitted.arrays, borrow)
    gathering.tell()
    fitted = unweighted_cases(result, "plspm.tetrads()")
    if not blocks:
        raise UnavailableError(
            f"No block has {FEWEST} items or more. Blocks of two or three can borrow items of "
            'others: plspm.tetrads(result, borrow={"A": ["b1"]}).'
        )
    plan = Bootstrap(int(draws), sequence)
    tau, values, failed = _drawn(fitted, blocks, plan, progress=progress)
    every = _tetrads(fitted.arrays, blocks, tau, values, level, correction)
    named = {block.name for block in blocks}
    others = [name for name in first_order(fitted.arrays) if name not in named]
    return TetradAnalysis(
        _blocks(result, blocks, every, tau, values),
        every,
        tuple(others),
        result.n,
        len(values),
        failed,
        level,
        correction,
        to_repeat(sequence),
        simulated_from=result.simulated_from,
    )


def _drawn(
    fitted: Fitted, blocks: Sequence[Tetrads], plan: Bootstrap, *, progress: bool
) -> tuple[Array, Array, int]:
    """Tetrads of the fit (k,) and of the draws (draws, k), all blocks after each other."""
    unit = fitted.own.located[1]

    def compute(sample: Sample) -> Array:
        sd = with_row_weights(sample).located[1] / unit
        S = sample.S * sd[:, :, None] * sd[:, None, :]
        return np.concatenate([tetrad_values(S, block.rows) for block in blocks], axis=1)

    values, failed = on_draws(plan, fitted, compute, fitted.arrays.items.size, progress=progress)
    return compute(fitted.own)[0], values, failed


def _tetrads(
    arrays: ModelArrays,
    blocks: Sequence[Tetrads],
    tau: Array,
    values: Array,
    level: float,
    correction: Correction,
) -> pd.DataFrame:
    parts = drawn_components(tau, values)
    tests = np.repeat([len(block.rows) for block in blocks], [len(block.rows) for block in blocks])
    corrected = 1.0 - (1.0 - level) / (tests if correction == "bonferroni" else 1.0)
    margin = ndtri((1.0 + corrected) / 2.0) * parts.std_error
    lower, upper = tau - parts.bias - margin, tau - parts.bias + margin
    names = [arrays.indicators[k] for k in arrays.items]
    labels = [
        (block.name, ", ".join(names[item] for item in row))
        for block in blocks
        for row in block.rows
    ]
    zero = (lower <= 0.0) & (upper >= 0.0)
    return pd.DataFrame(
        {
            "tetrad": tau,
            "bias": parts.bias,
            "std_error": parts.std_error,
            "t": parts.t(),
            "p_value": parts.p_value("normal", "two-sided"),
            "lower": lower,
            "upper": upper,
            "vanishes": ["yes" if one else "no" for one in zero],
        },
        index=pd.MultiIndex.from_tuples(labels, names=["construct", "items"]),
    )


def _blocks(
    result: PLSResult,
    blocks: Sequence[Tetrads],
    every: pd.DataFrame,
    tau: Array,
    values: Array,
) -> pd.DataFrame:
    """What the tetrads of every block say together."""
    rows, start = [], 0
    for block in blocks:
        stop = start + len(block.rows)
        own = every.iloc[start:stop]
        gone = int((own["vanishes"] == "no").sum())
        chi_square = wald(tau[start:stop], values[:, start:stop])
        rows.append(
            (
                result.model.construct(block.name).kind,
                block.items,
                len(own),
                gone,
                chi_square,
                len(own),
                float(chdtrc(len(own), chi_square)),
                REFUTED if gone else NOT_REFUTED,
            )
        )
        start = stop
    columns = ["kind", "items", "tetrads", "not_0", "chi_square", "df", "p_value", "verdict"]
    index = pd.Index([block.name for block in blocks], name="construct", dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns)


def wald(tau: Array, values: Array) -> float:
    """τ'V⁻¹τ with V the covariances of the draws; NaN where these are singular."""
    V = np.atleast_2d(np.cov(values, rowvar=False))
    if len(values) <= len(tau) or np.linalg.matrix_rank(V) < len(tau):
        return np.nan
    return float(tau @ np.linalg.solve(V, tau))
