"""Combined importance-performance maps: what matters, and what cannot be done without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd

from plspm.assessment.criteria import CUT_OFFS
from plspm.calls import plainly
from plspm.errors import Gathering, OptionError, written
from plspm.estimation.settings import as_number, choice_problems, fraction_problems
from plspm.importance.ceiling_analysis import nca
from plspm.importance.importance_performance import ImportancePerformance, ipma
from plspm.importance.necessary_conditions import CEILINGS, NecessaryConditions
from plspm.importance.scales import Scales
from plspm.importance.scatter import Ceiling
from plspm.inference.seeds import Seed
from plspm.plots.importance import combined_map
from plspm.report.page import Page, Record, Table
from plspm.results import BootstrapResult, PLSResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CombinedMap(Record):
    """Importance, performance and necessity of everything that leads to a target.

    Made by :func:`plspm.cipma`.

    Attributes
    ----------
    target : str
    level : float
        The performance of the target that is wished for.
    ceiling : {"ce_fdh", "cr_fdh"}
    constructs : DataFrame
        Index construct. Columns ``importance`` and ``performance`` (with bounds where there is a
        bootstrap), ``d`` and ``p_value`` of its necessity, ``necessary`` (both suffice),
        ``required``, the performance without which the level cannot be had (NaN: none, inf: out
        of reach), and ``cases_below``, the percentage of cases that have less.
    ipma : ImportancePerformance
    nca : NecessaryConditions
        Of the scores between 0 and 100.
    """

    target: str
    level: float
    ceiling: Ceiling
    constructs: pd.DataFrame
    ipma: ImportancePerformance
    nca: NecessaryConditions

    def page(self) -> Page:
        """The joint table."""
        return Page(
            "Combined importance-performance map",
            (
                Table(
                    f"What leads to {self.target}, and what it needs",
                    self.constructs,
                    aside=("performance_lower", "performance_upper"),
                    name="cipma",
                ),
            ),
            (
                ("Target", f"{self.target}, at a performance of {self.level:g}"),
                ("Ceiling", CEILINGS[self.ceiling]),
                ("Permutations", str(self.nca.permutations)),
            ),
            (
                "cases_below: percentage of cases with less than is required. inf: out of reach.",
                *self.ipma.notes,
            ),
        )

    def plot(self, *, axes: Axes | None = None) -> Axes:
        """Draw the map; see :func:`plspm.plots.combined_map`."""
        return combined_map(self, axes=axes)


@plainly("plspm.cipma")
def cipma(
    result: PLSResult,
    *,
    target: str,
    level: float = 80.0,
    scales: Scales = None,
    bootstrap: BootstrapResult | None = None,
    ceiling: Ceiling = "ce_fdh",
    permutations: int = 9999,
    seed: Seed = None,
    smallest_effect: float = CUT_OFFS["nca_effect"].value,
    alpha: float = CUT_OFFS["significance"].value,
    progress: bool = True,
) -> CombinedMap:
    """Join the importance-performance map and the bottlenecks of necessary conditions.

    Parameters
    ----------
    result : PLSResult
    target : str
        The construct to be improved.
    level : float, default 80.0
        The performance of the target that is wished for, between 0 and 100.
    scales, bootstrap
        As in :func:`plspm.ipma`.
    ceiling, permutations, seed, progress
        As in :func:`plspm.nca`; at least one permutation.
    smallest_effect, alpha : float, default 0.1 and 0.05
        A construct is necessary where d reaches the one and p stays below the other.

    Returns
    -------
    CombinedMap

    Raises
    ------
    OptionError
        An option has a value that it cannot take.
    UnavailableError
        As in :func:`plspm.ipma`.

    References
    ----------
    Hauff, Richter, Sarstedt & Ringle (2024), Journal of Retailing and Consumer Services 78,
    103723; Sarstedt, Richter, Hauff & Ringle (2024), Journal of Marketing Analytics 12, 746-760.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = cipma(result, target="MPE", level=90, permutations=999, seed=1)
    >>> found.constructs[["importance", "performance", "necessary", "required"]].round(2)
               importance  performance  necessary  required
    construct
    EXP              0.12        74.56       True     64.04
    ORE              0.24        62.32       True     58.58
    SMU              0.08        47.34      False     16.67
    ECE              0.67        60.19      False     14.76
    """
    gathering = Gathering(
        [
            *choice_problems("ceiling", ceiling, get_args(Ceiling)),
            *fraction_problems("smallest_effect", smallest_effect, example="0.1"),
            *fraction_problems("alpha", alpha, example="0.05"),
            *_level_problems(level),
            *_target_problems(target),
        ]
    )
    if isinstance(permutations, int) and permutations == 0:
        with gathering:
            raise OptionError("permutations is 0; necessity is judged by its p-value.")
    gathering.tell()
    found = ipma(result, target=target, scales=scales, bootstrap=bootstrap)
    leading = list(found.constructs.index)
    weights = result._fitted.case_weights
    scores = found.scores if weights is None else found.scores[weights > 0]
    necessary = nca(
        scores[[*leading, target]],
        target=target,
        ceilings=ceiling,
        permutations=permutations,
        seed=seed,
        progress=progress,
    )
    effects = necessary.effects.droplevel("ceiling")
    table = found.constructs.assign(
        d=effects["d"],
        p_value=effects["p_value"],
        necessary=(effects["d"] >= smallest_effect) & (effects["p_value"] < alpha),
        **_needs(necessary, scores[target], level, leading),
    )
    return CombinedMap(
        target,
        float(level),
        ceiling,
        table,
        found,
        necessary,
        simulated_from=result.simulated_from,
    )


def _needs(
    necessary: NecessaryConditions, outcome: pd.Series, level: float, names: list[str]
) -> dict[str, pd.Series]:
    """What the level requires of every condition, and the percentage of cases below it."""
    if level <= outcome.min():
        nothing = pd.Series(np.nan, index=names)
        return {"required": nothing, "cases_below": nothing.fillna(0.0)}
    if level > outcome.max():
        beyond = pd.Series(np.inf, index=names)
        return {"required": beyond, "cases_below": pd.Series(100.0, index=names)}
    rows = {
        units: necessary.bottleneck(levels=[level], outcome="actual", condition=units).iloc[0]
        for units in ("actual", "percentile")
    }
    return {"required": rows["actual"], "cases_below": rows["percentile"]}


def _level_problems(level: object) -> list[str]:
    if 0 <= as_number(level) <= 100:
        return []
    return [
        f"level is {written(level)}; it must be a performance between 0 and 100, for example 80."
    ]


def _target_problems(target: object) -> list[str]:
    if isinstance(target, str):
        return []
    return [f"target is {written(target)}; it must be the name of one construct."]
