"""A survey with every kind of block, and everything that can be asked about its fit."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

import plspm

QUIET = {"progress": False}
MODEL = """
    A =~ a1 + a2 + a3
    B =~ b1 + b2 + b3
    C <~ c1 + c2 + c3
    D =~ d1 + d2 + d3
    G =~ g
    H <~ A + B
    C ~ G
    D ~ H + C + H:C
"""
PLAIN = """
    A =~ a1 + a2 + a3
    B =~ b1 + b2 + b3
    D =~ d1 + d2 + d3
    B ~ A
    D ~ A + B
"""


@functools.cache
def survey(n: int = 300, seed: int = 7) -> pd.DataFrame:
    """Answers on everything, a group, and a global item for C."""
    rng = np.random.default_rng(seed)
    a, g = rng.standard_normal((2, n))
    b = 0.5 * a + np.sqrt(0.75) * rng.standard_normal(n)
    parts = rng.standard_normal((n, 3)) + 0.4 * g[:, None]
    c = parts.sum(axis=1)
    c /= c.std()
    d = 0.4 * a + 0.3 * b + 0.4 * c + 0.2 * a * c + 0.6 * rng.standard_normal(n)
    columns = {
        f"{name}{k}": eta + 0.5 * rng.standard_normal(n)
        for name, eta in {"a": a, "b": b, "d": d}.items()
        for k in (1, 2, 3)
    }
    columns |= {f"c{k + 1}": parts[:, k] for k in range(3)}
    columns |= {"g": g, "overall": c + 0.4 * rng.standard_normal(n), "group": np.arange(n) % 2}
    return pd.DataFrame(columns)


@functools.cache
def plain() -> tuple[plspm.PLSResult, plspm.BootstrapResult]:
    """Three factors, and 199 draws."""
    result = plspm.estimate(PLAIN, survey())
    return result, result.bootstrap(199, 1, statistics=_with_htmt2(), **QUIET)


@functools.cache
def with_a_gap() -> pd.DataFrame:
    """The same without one answer; kept, as a fit looks up global items in it."""
    data = survey().copy()
    data.loc[0, "a1"] = np.nan
    return data


@functools.cache
def analyses() -> dict[str, object]:
    """Everything that a check takes, of a model of every kind; the data lack one answer."""
    data = survey()
    result = plspm.estimate(MODEL, with_a_gap(), missing="mean")
    simple = plspm.estimate(PLAIN, data)
    rivals = {"with": simple, "without": plspm.estimate(PLAIN.replace("D ~ A + B", "D ~ A"), data)}
    return {
        "result": result,
        "bootstrap": result.bootstrap(199, 1, statistics=_with_htmt2(), **QUIET),
        "exact_fit": simple.exact_fit(49, 1, **QUIET),
        "prediction": plspm.cross_validate(simple, folds=3, repeats=1, seed=1),
        "rivals": plspm.compare_models(rivals, folds=3, repeats=1, seed=1),
        "groups": plspm.compare_groups(simple, "group", permutations=19, draws=19, seed=1, **QUIET),
        "importance": plspm.cipma(simple, target="D", permutations=19, seed=1, **QUIET),
        "endogeneity": plspm.gaussian_copula(simple, draws=19, seed=1, **QUIET),
        "tetrads": plspm.tetrads(simple, borrow={"A": "b1"}, draws=19, seed=1, **QUIET),
        "segments": segments(),
        "screening": plspm.screen(data),
        "diagnostics": plspm.regression_diagnostics(simple),
        "global_items": {"C": "overall"},
    }


def of_two_segments() -> pd.DataFrame:
    """An outcome d of a, with opposite signs in 60 and 40 %, and e, with the same sign in all."""
    rng = np.random.default_rng(3)
    n = 400
    signs = np.where(np.arange(n) < 240, 1.0, -1.0)
    a = rng.standard_normal(n)
    d = signs * 0.8 * a + 0.4 * rng.standard_normal(n)
    return pd.DataFrame({"a": a, "d": d, "e": 0.6 * a + 0.8 * rng.standard_normal(n)})


@functools.cache
def segments() -> plspm.Segments:
    """Two segments on which the criteria agree."""
    result = plspm.estimate("A =~ a; D =~ d; D ~ A", of_two_segments())
    return plspm.fimix(result, numbers=[2], starts=6, seed=1, **QUIET)


@functools.cache
def everything(thresholds: tuple[tuple[str, float], ...] = ()) -> plspm.Verdicts:
    """Verdicts on a model of every kind, with every analysis that can be given."""
    return plspm.check(**analyses(), thresholds=dict(thresholds))


def _with_htmt2() -> list[str]:
    from plspm.assessment.statistics import BOOTSTRAPPED

    return [*BOOTSTRAPPED, "htmt2"]
