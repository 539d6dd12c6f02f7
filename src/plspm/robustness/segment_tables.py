"""What a search for segments found, in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from plspm.estimation.arrays import Array, ModelArrays
from plspm.robustness.mixture import Equation
from plspm.robustness.mixture_search import COLLAPSED, EMPTY, STOPPED, Mixture
from plspm.robustness.segment_criteria import (
    CRITERIA,
    free_parameters,
    information_criteria,
    non_fuzzy_index,
    normalised_entropy_criterion,
    normed_entropy,
)
from plspm.robustness.segment_record import READINGS, SegmentSolution
from plspm.robustness.segment_starts import Search

LARGER_IS_BETTER: Final = frozenset({"en", "nfi"})


def criteria_table(
    searches: Mapping[int, Search], equations: Sequence[Equation], n: int
) -> pd.DataFrame:
    """Criteria by number of segments; NaN where there is no solution."""
    R, Q = sum(x.size for _, x in equations), len(equations)
    one = searches[1].best
    of_one = float("nan") if one is None else float(one.log_likelihood[0])
    rows = {}
    for K, found in searches.items():
        N_K = free_parameters(K, R, Q)
        row = {"log_likelihood": np.nan, "parameters": N_K}
        if found.best is not None:
            log_likelihood = float(found.best.log_likelihood[0])
            P = found.best.memberships[0]
            row["log_likelihood"] = log_likelihood
            row |= information_criteria(log_likelihood, N_K, n)
            row["en"] = normed_entropy(P)
            row["nfi"] = non_fuzzy_index(P)
            row["nec"] = normalised_entropy_criterion(P, log_likelihood, of_one)
        rows[K] = row
    columns = ["log_likelihood", "parameters", *CRITERIA, "en", "nfi", "nec"]
    index = pd.Index(list(rows), name="segments")
    return pd.DataFrame(list(rows.values()), index=index, columns=columns)


def preferred_table(criteria: pd.DataFrame) -> pd.DataFrame:
    """The number of segments that each criterion prefers, the smaller one of equal ones.

    Of one segment alone en and nfi say nothing, and are left out.
    """
    rows = {}
    for name, reading in READINGS.items():
        values = criteria[name].dropna()
        if len(values):
            of = values.to_numpy()
            best = of.argmax() if name in LARGER_IS_BETTER else of.argmin()
            rows[name] = (int(values.index.to_numpy()[best]), reading)
    index = pd.Index(list(rows), name="criterion")
    return pd.DataFrame(list(rows.values()), index=index, columns=["segments", "reading"])


def starts_table(searches: Mapping[int, Search]) -> pd.DataFrame:
    """What became of the starts, by number of segments."""
    rows = [
        {
            "starts": found.status.size,
            "found": found.times_found,
            "unsettled": int((found.status == STOPPED).sum()),
            "empty": int((found.status == EMPTY).sum()),
            "collapsed": int((found.status == COLLAPSED).sum()),
            "iterations": 0 if found.best is None else int(found.best.iterations[0]),
        }
        for found in searches.values()
    ]
    return pd.DataFrame(rows, index=pd.Index(list(searches), name="segments"))


def solution_of(
    best: Mixture,
    one: Mixture,
    equations: Sequence[Equation],
    arrays: ModelArrays,
    index: pd.Index,
    simulated_from: str,
) -> SegmentSolution:
    """The record of one number of segments; `one` is the mixture of one segment."""
    p, K = best.parameters, best.memberships.shape[1]
    names = arrays.constructs
    segments = pd.Index(range(1, K + 1), name="segment")
    by_segment = ["all", *(f"segment {k}" for k in segments)]
    targets = pd.Index([names[y] for y, _ in equations], name="construct")
    places = [(m, int(j), y) for m, (y, x) in enumerate(equations) for j in x]
    paths = pd.MultiIndex.from_tuples(
        [(names[j], names[y]) for _, j, y in places], names=["source", "target"]
    )
    both = [np.concatenate(pair) for pair in zip(_of(one), _of(best), strict=True)]
    B, variances, r_squared = both
    coefficients = np.array([B[:, m, j] for m, j, _ in places])
    explained = pd.DataFrame(r_squared.T, index=targets, columns=by_segment)
    explained["weighted"] = p.shares[0] @ p.r_squared[0]
    P = best.memberships[0]
    hard = P.argmax(axis=0)
    return SegmentSolution(
        sizes=pd.DataFrame(
            {
                "share": p.shares[0],
                "cases": np.bincount(hard, minlength=K),
                "certainty": [_mean(P[k, hard == k]) for k in range(K)],
            },
            index=segments,
        ),
        paths=pd.DataFrame(coefficients, index=paths, columns=by_segment),
        r_squared=explained,
        variances=pd.DataFrame(variances.T, index=targets, columns=by_segment),
        memberships=pd.DataFrame(P.T, index=index, columns=segments),
        labels=pd.Series(hard + 1, index=index, name="segment"),
        log_likelihood=float(best.log_likelihood[0]),
        converged=bool(best.status[0] != STOPPED),
        simulated_from=simulated_from,
    )


def _of(mixture: Mixture) -> tuple[Array, Array, Array]:
    """B (K, M, J), residual variances and R² (K, M)."""
    p = mixture.parameters
    return p.B[0], p.variances[0], p.r_squared[0]


def _mean(values: Array) -> float:
    return float(values.mean()) if values.size else float("nan")
