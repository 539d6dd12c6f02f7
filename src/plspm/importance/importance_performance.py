"""Importance-performance maps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.settings import choice_problems
from plspm.importance.items import items_of
from plspm.importance.points import Points
from plspm.importance.scales import Scales, read_scales
from plspm.importance.uncertainty import of_bootstrap, of_fit
from plspm.importance.unstandardised import negative_weights_note, refuse_scaleless
from plspm.plots.importance import Level, importance_map
from plspm.report.page import Page, Record, Table
from plspm.results import BootstrapResult, PLSResult

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ImportancePerformance(Record):
    """Importance and performance of everything that leads to a target.

    Made by :func:`plspm.ipma`. For a single target the tables lack the level ``target``.

    Attributes
    ----------
    targets : tuple of str
        The constructs to be improved.
    constructs : DataFrame
        Index ([target,] construct): the constructs from which a directed path leads to the
        target. Columns ``importance``, by how many points the target's performance changes with
        one point of the construct's, and ``performance``, its mean score between 0 and 100. With
        a bootstrap also ``importance_lower``, ``importance_upper``, ``performance_lower`` and
        ``performance_upper``.
    indicators : DataFrame
        Index ([target,] construct, indicator): their items, the same columns, and ``weight``,
        that of the item on the scale from 0 to 100; the weights of a construct sum to 1.
    performance : DataFrame
        Index construct: the ``performance`` of every construct of the model, the targets among
        them.
    scales : DataFrame
        Index indicator: the bounds ``low`` and ``high`` that count as 0 and 100, and their
        ``source``, "given" or "observed".
    scores : DataFrame
        Cases x constructs between 0 and 100.
    notes : tuple of str
        What to keep in mind: observed ranges in the place of scales, negative weights.
    """

    targets: tuple[str, ...]
    constructs: pd.DataFrame
    indicators: pd.DataFrame
    performance: pd.DataFrame
    scales: pd.DataFrame
    scores: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def negative_weights(self) -> tuple[str, ...]:
        """Items that weigh negatively."""
        weights = self.indicators["weight"]
        negative = weights.index[weights.to_numpy() < 0].get_level_values("indicator")
        return tuple(dict.fromkeys(negative))

    def page(self) -> Page:
        """Constructs, items, performance of all and scales; scores apart."""
        to = f" for {self.targets[0]}" if len(self.targets) == 1 else ""
        # Bounds of performance stand once, in the table of all constructs.
        once = ("performance_lower", "performance_upper")
        return Page(
            "Importance-performance map analysis",
            (
                Table(
                    f"Importance and performance of constructs{to}",
                    self.constructs,
                    aside=once,
                    name="ipma_constructs",
                ),
                Table(
                    f"Importance and performance of indicators{to}",
                    self.indicators,
                    aside=once,
                    name="ipma_indicators",
                ),
                Table("Performance of all constructs", self.performance, name="performance"),
                Table("Scales", self.scales),
            ),
            (
                ("Target", ", ".join(self.targets)),
                ("Importance", "unstandardised total effect, in points of performance"),
                ("Performance", "mean score, from 0 to 100"),
            ),
            self.notes,
        )

    def plot(
        self, level: Level = "constructs", *, target: str | None = None, axes: Axes | None = None
    ) -> Axes:
        """Draw the map; see :func:`plspm.plots.importance_map`."""
        return importance_map(self, level, target=target, axes=axes)


@plainly("plspm.ipma")
def ipma(
    result: PLSResult,
    *,
    target: str | Sequence[str] | None = None,
    scales: Scales = None,
    bootstrap: BootstrapResult | None = None,
) -> ImportancePerformance:
    """Importance-performance map analysis: what to improve first, for the sake of a target.

    Items are brought onto a scale from 0 (the worst possible answer) to 100 (the best), and so
    are the scores. Performance is the mean score, importance the unstandardised total effect
    on the target's score.

    Parameters
    ----------
    result : PLSResult
    target : str or sequence of str, optional
        The construct to be improved, or several; by default every endogenous construct.
    scales : (low, high) or mapping of str to (low, high), optional
        The lowest and the highest possible answer, for all items or item by item. Items without
        one get the range of the data, which a note tells.
    bootstrap : BootstrapResult, optional
        Its bootstrap, for intervals of its kind and level. Importance and performance are
        computed in each draw from its own weights, effects, means and standard deviations; the
        scales stay.

    Returns
    -------
    ImportancePerformance

    Raises
    ------
    OptionError
        A target is no endogenous construct, the scales are none or do not hold the data, or
        `bootstrap` is not that of `result` or not of use.
    UnavailableError
        There are no cases, the model has products of constructs, or the weights of a construct
        do not add up to a positive number.

    Notes
    -----
    An item's importance is its weight, on the scale from 0 to 100, times the importance of its
    construct. The indicators of a higher-order construct are its parts. Negative weights are kept
    and told: performance may then lie outside 0 to 100, and a higher answer is a worse one. Under
    consistent PLS importance follows from effects corrected for attenuation, performance from the
    scores.

    References
    ----------
    Fornell, Johnson, Anderson, Cha & Bryant (1996), Journal of Marketing 60(4), 7-18; Ringle &
    Sarstedt (2016), Industrial Management & Data Systems 116(9), 1865-1886.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> scales = {item: (1, 5) for item in result.model.indicators} | {"SMU": (0, 6)}
    >>> ipma(result, target="MPE", scales=scales).constructs.round(2)
               importance  performance
    construct
    EXP              0.13        76.39
    ORE              0.24        62.32
    SMU              0.08        47.34
    ECE              0.67        60.19
    """
    items = items_of(result, "Importance and performance")
    targets = _targets(target, result._fitted.arrays)
    bounds = read_scales(scales, items)
    fit = of_fit(result)
    uncertainty = None if bootstrap is None else of_bootstrap(result, bootstrap, fit)
    points = Points(result._fitted.arrays, bounds, fit, uncertainty)
    refuse_scaleless(points.scale(fit)[0], points.arrays)
    constructs = {name: points.constructs_towards(name) for name in targets}
    indicators = {name: points.indicators_towards(name) for name in targets}
    single = isinstance(target, str)
    return ImportancePerformance(
        targets=targets,
        constructs=constructs[targets[0]] if single else pd.concat(constructs, names=["target"]),
        indicators=indicators[targets[0]] if single else pd.concat(indicators, names=["target"]),
        performance=points.performance_of_constructs(),
        scales=bounds.table(),
        scores=points.scores(items),
        notes=(*bounds.notes(), *negative_weights_note(points.weights(fit)[0], points.arrays)),
        simulated_from=result.simulated_from,
    )


def _targets(target: str | Sequence[str] | None, arrays: ModelArrays) -> tuple[str, ...]:
    """Names of the targets; every endogenous construct by default."""
    endogenous = [arrays.constructs[i] for i in np.flatnonzero(arrays.endogenous)]
    if target is None:
        return tuple(endogenous)
    if not isinstance(target, Iterable) or (isinstance(target, np.ndarray) and target.ndim == 0):
        raise OptionError(choice_problems("target", target, endogenous))
    wanted = [target] if isinstance(target, str) else list(target)
    problems = [
        problem for name in wanted for problem in choice_problems("target", name, endogenous)
    ]
    if not wanted:
        problems.append("target names no construct; leave it out for all of them.")
    if problems:
        raise OptionError(problems)
    return tuple(dict.fromkeys(wanted))
