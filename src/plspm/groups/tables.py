"""Labelled tables of what groups have in common and in what they differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.estimation.arrays import Array
from plspm.groups.corrections import Correction, corrected
from plspm.groups.henseler import share_in_wrong_order, two_sided
from plspm.groups.pairs import Pair
from plspm.groups.parametric import keil, student, welch
from plspm.groups.permutation import quantiles, share_as_extreme
from plspm.inference.components import Components
from plspm.report.whole_table import WholeTable

TESTS = ("p_permutation", "p_henseler", "p_parametric", "p_welch")


def pair_index(labels: Labels, a: Hashable, b: Hashable) -> list[tuple[Hashable, ...]]:
    """Components of a statistic, each with the two groups."""
    return [(*row, a, b) for row in labels.rows]


def indexed(
    rows: Sequence[tuple[Hashable, ...]], names: Sequence[str], columns: Mapping[str, object]
) -> pd.DataFrame:
    """A table with several levels of labels."""
    arrays = [[row[level] for row in rows] for level in range(len(names))]
    index = pd.MultiIndex.from_arrays(arrays, names=list(names))
    return WholeTable(dict(columns), index=index)


def component_by_component(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Join the tables of all pairs, the pairs of a component one below the other."""
    order = np.arange(len(parts) * len(parts[0])).reshape(len(parts), -1).T.ravel()
    return pd.concat(parts).iloc[order]


def difference_columns(
    pair: Pair, name: str, parts: tuple[Components, Components], n: tuple[float, float], tail: float
) -> dict[str, Array]:
    """Estimates of two groups, their difference, and what every test says of it."""
    of_a, of_b = pair.values[name]
    difference, draws = of_a - of_b, pair.permuted[name]
    lower, upper = quantiles(draws, tail, 1.0 - tail)
    a, b = parts
    se_a, se_b = a.std_error, b.std_error
    t_welch, freedom = welch(difference, se_a, se_b, *n)
    return {
        "estimate_a": of_a,
        "estimate_b": of_b,
        "difference": difference,
        "permutation_lower": lower,
        "permutation_upper": upper,
        "p_permutation": share_as_extreme(np.abs(difference), np.abs(draws)),
        "p_henseler": two_sided(share_in_wrong_order(a.draws.sorted, b.draws.sorted)),
        "p_parametric": student(keil(difference, se_a, se_b, *n), sum(n) - 2.0),
        "p_welch": student(t_welch, freedom),
    }


def with_corrections(table: pd.DataFrame, corrections: Sequence[Correction]) -> pd.DataFrame:
    """Add corrected p-values; the rows of the table are one family for every test."""
    tests = [name for name in (*TESTS, "p_draws") if name in table]
    added = {
        f"{test}_{correction}": corrected(table[test].to_numpy(), correction)
        for correction in corrections
        for test in tests
    }
    return table.assign(**added)


def micom_table(
    pairs: Sequence[Pair], labels: Sequence[Hashable], constructs: Sequence[str]
) -> pd.DataFrame:
    """Steps 2 and 3 of MICOM; index (group_a, group_b, construct)."""
    names = ("group_a", "group_b", "construct")
    tables = []
    for pair in pairs:
        m = pair.micom
        rows = [(labels[pair.a], labels[pair.b], construct) for construct in constructs]
        columns = {
            "correlation": m.correlation,
            "quantile": m.quantile,
            "p_compositional": m.p_compositional,
            "mean_difference": m.mean_difference,
            "mean_lower": m.mean_lower,
            "mean_upper": m.mean_upper,
            "p_mean": m.p_mean,
            "log_variance_ratio": m.log_variance_ratio,
            "variance_lower": m.variance_lower,
            "variance_upper": m.variance_upper,
            "p_variance": m.p_variance,
            "invariance": m.invariance(),
        }
        tables.append(indexed(rows, names, columns))
    return pd.concat(tables)


def incomparable(row: Sequence[str], failing: set[str]) -> str:
    """Say what of a component may not be compared, as constructs lack compositional invariance.

    Parameters
    ----------
    row : sequence of str
        Its labels: names of constructs, of products and of routes of constructs among them.
    failing : set of str
        The constructs that differ in composition.
    """
    named = [part for label in row for part in label.replace(":", " -> ").split(" -> ")]
    named = [part.split("^")[0] for part in named]
    found = [name for name in dict.fromkeys(named) if name in failing]
    if not found:
        return ""
    return f"do not compare: {', '.join(found)} has another composition in each group"
