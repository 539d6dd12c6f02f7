"""Tests of all groups at once, by permutations of all cases."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plspm.assessment.fit import implied_correlations
from plspm.assessment.statistics import Labels, Statistic
from plspm.estimation.arrays import Array
from plspm.estimation.estimate import Estimates
from plspm.groups.distance import mean_distances
from plspm.groups.omnibus import between_groups, sarstedt
from plspm.groups.permutation import (
    Combine,
    Permutations,
    members_of,
    permuted,
    quantiles,
    share_as_extreme,
)
from plspm.groups.tables import indexed
from plspm.inference.fitted import Fitted
from plspm.inference.options import Options
from plspm.inference.resample import evaluate

if TYPE_CHECKING:
    from plspm.data.moments import Sample


def _implied(estimates: Estimates) -> Array:
    return implied_correlations(estimates, "estimated").reshape(estimates.n.size, -1)


IMPLIED = Statistic("implied", "correlation", _implied, lambda _: Labels(("pair",), ()))


def omnibus_tables(
    plan: Permutations,
    fitted: Fitted,
    statistics: Sequence[Statistic],
    options: Options,
    draws: Sequence[Sequence[Array]],
) -> list[pd.DataFrame]:
    """Do the groups differ at all? One table a statistic, index (statistic, component).

    Parameters
    ----------
    plan, fitted, statistics, options
        As of :func:`plspm.groups.permutation.permuted`.
    draws : sequence of G (draws, k) arrays a statistic
        Draws within the groups.
    """

    def combine(sample: Sample, values: list[Array]) -> list[Array]:
        n = sample.n.reshape(-1, plan.groups)
        return [between_groups(value, n) for value in values]

    observed, permutations = _of_all_groups(plan, fitted, statistics, options, combine)
    tables = []
    for statistic, value, permuted_values, within in zip(
        statistics, observed, permutations, draws, strict=True
    ):
        with np.errstate(invalid="ignore", divide="ignore"):
            f_draws, p_draws = sarstedt(within)
        rows: list[tuple[Hashable, ...]] = [
            (statistic.name, " -> ".join(row)) for row in statistic.labels(fitted.arrays).rows
        ]
        columns = {
            "between": value[0],
            "p_permutation": share_as_extreme(value[0], permuted_values),
            "f_draws": f_draws,
            "p_draws": p_draws,
        }
        tables.append(indexed(rows, ("statistic", "component"), columns))
    return tables


def distance_table(
    plan: Permutations, fitted: Fitted, options: Options, level: float
) -> pd.DataFrame:
    """Do all groups imply the same correlations? Index statistic ("d_uls", "d_g")."""

    def combine(_: Sample, values: list[Array]) -> list[Array]:
        p = fitted.arrays.items.size
        return [mean_distances(values[0].reshape(*values[0].shape[:2], p, p))]

    [observed], [draws] = _of_all_groups(plan, fitted, [IMPLIED], options, combine)
    columns = {
        "distance": observed[0],
        "quantile": quantiles(draws, level)[0],
        "p_permutation": share_as_extreme(observed[0], draws),
    }
    return pd.DataFrame(columns, index=pd.Index(["d_uls", "d_g"], name="statistic"))


def _of_all_groups(
    plan: Permutations,
    fitted: Fitted,
    statistics: Sequence[Statistic],
    options: Options,
    combine: Combine,
) -> tuple[list[Array], list[Array]]:
    """What is kept of all groups as they are, and of every permutation of all cases."""
    sample = fitted.sample(members_of(plan.codes, plan.groups))
    values = evaluate(sample, fitted, statistics, options.alignment)[0]
    observed = combine(sample, [value[None] for value in values])
    found = permuted(plan, fitted, statistics, options, combine, named="permutations of all groups")
    return observed, found.values
