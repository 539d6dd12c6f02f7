"""Item purification: drop the weakest item, estimate again, repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from numpy.typing import ArrayLike

from plspm.api import as_model, estimate
from plspm.calls import plainly
from plspm.data import Missing
from plspm.data.controls import Controls
from plspm.data.recoding import MissingCodes, Reverse
from plspm.errors import OptionError, written
from plspm.estimation.settings import (
    Estimator,
    HigherOrder,
    Interactions,
    Scheme,
    as_number,
    count_problems,
)
from plspm.model import PathModel
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

COLUMNS = ["step", "construct", "indicator", "loading", "action", "ave_before", "ave_after"]
Item = tuple[str, str]
"""Construct and indicator."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Purification(Record):
    """What is left after item purification, and how it came to that.

    Attributes
    ----------
    result : PLSResult
        The fit of the purified model.
    model : PathModel
        The purified model.
    trace : DataFrame
        One row an item below the threshold, in the order of the steps: ``step``,
        ``construct``, ``indicator``, ``loading`` (before the step), ``action`` ("dropped", or
        "kept" where its block would have become too small), and the construct's AVE
        ``ave_before`` and ``ave_after`` the step. Empty if no item is below the threshold.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> purify(study.model, study.data, threshold=0.7).dropped
    ('ECE_b',)
    """

    result: PLSResult
    model: PathModel
    trace: pd.DataFrame

    def page(self) -> Page:
        """Items below the threshold, step by step."""
        dropped, remaining = ", ".join(self.dropped), ", ".join(self.remaining)
        return Page(
            "Item purification",
            (Table("Items below the threshold", self.trace, name="purification"),),
            (("Dropped", dropped or "none"), ("Still below it", remaining or "none")),
        )

    @property
    def dropped(self) -> tuple[str, ...]:
        """Indicators dropped, in this order."""
        return self._with_action("dropped")

    @property
    def remaining(self) -> tuple[str, ...]:
        """Indicators still below the threshold, for you to judge."""
        return self._with_action("kept")

    def _with_action(self, action: str) -> tuple[str, ...]:
        trace = self.trace
        return tuple(trace.loc[trace["action"] == action, "indicator"])


@plainly("plspm.purify")
def purify(
    model: PathModel | str,
    data: object,
    *,
    threshold: float = 0.6,
    minimum_items: int = 2,
    scheme: Scheme = "path",
    estimator: Estimator = "pls",
    missing: Missing = "error",
    weights: str | ArrayLike | None = None,
    missing_codes: MissingCodes = (),
    reverse: Reverse | None = None,
    controls: Controls | None = None,
    encoding: str | None = None,
    sheet: str | int | None = None,
    standardize: bool = True,
    tolerance: float = 1e-7,
    max_iterations: int = 300,
    interactions: Interactions = "two_stage",
    higher_order: HigherOrder = "disjoint_two_stage",
    dominant_indicators: Mapping[str, str] | None = None,
) -> Purification:
    """Drop the weakest item below a threshold, estimate again, and repeat.

    One item a step: with it the weights of its block change, so that an item that was too weak
    may then suffice. The weakest is the one with the smallest absolute loading over all blocks
    in Mode A with several items; single items and other modes are left alone. An item that
    loads strongly with the wrong sign is not weak: reverse it.

    Parameters
    ----------
    model : PathModel or str
        The model, or its text.
    data : data frame or path
        As for :func:`plspm.estimate`.
    threshold : float, default 0.6
        Items with an absolute loading below it are dropped; between 0 and 1.
    minimum_items : int, default 2
        No block is left with fewer items; at least 1. Weak items that stay for this reason are
        named in the trace.
    scheme, estimator, missing, weights, missing_codes, reverse, controls, encoding, sheet, \
    standardize, tolerance, max_iterations, interactions, higher_order, dominant_indicators
        As for :func:`plspm.estimate`, for every fit. With ``missing="listwise"`` cases come back
        when the item that they lack is dropped. A dominant indicator that is dropped no longer
        settles the sign of its construct.

    Returns
    -------
    Purification
        The last fit, its model, and the trace.

    Raises
    ------
    OptionError
        An option has a value that it cannot take.
    SpecificationError, DataError, EstimationError
        As :func:`plspm.estimate`.

    Notes
    -----
    Dropping items by their loadings fits the model to this sample. Judge the content of an item
    before it goes, and report what went (Hair et al. 2022, ch. 4).

    References
    ----------
    Churchill (1979), Journal of Marketing Research 16; Hair et al. (2022).

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> purified = purify(study.model, study.data, threshold=0.7, scheme="centroid")
    >>> purified.trace[["construct", "indicator", "loading", "action"]].round(3)
      construct indicator  loading   action
    0       ECE     ECE_b    0.688  dropped
    """
    _check(threshold, minimum_items)
    steps: list[tuple[object, ...]] = []
    dropped: set[str] = set()

    def fit(model: PathModel | str) -> PLSResult:
        dominant = dominant_indicators
        if dropped and dominant is not None:  # so that the first fit has found it a mapping
            dominant = {c: i for c, i in dominant.items() if i not in dropped}
        codes, scales = missing_codes, reverse
        if isinstance(codes, Mapping):
            codes = {item: given for item, given in codes.items() if item not in dropped}
        if isinstance(scales, Mapping):
            scales = {item: scale for item, scale in scales.items() if item not in dropped}
        return estimate(
            model,
            data,
            scheme=scheme,
            estimator=estimator,
            missing=missing,
            weights=weights,
            missing_codes=codes,
            reverse=scales,
            controls=controls,
            encoding=encoding,
            sheet=sheet,
            standardize=standardize,
            tolerance=tolerance,
            max_iterations=max_iterations,
            interactions=interactions,
            higher_order=higher_order,
            dominant_indicators=dominant,
        )

    stated, result = model, fit(model)
    weak = _weak_items(result, threshold)
    while (item := _weakest(weak, result.model, minimum_items)) is not None:
        dropped.add(item[1])
        stated = as_model(stated).without_indicator(item[1])
        before, result = result, fit(stated)
        steps.append(_row(len(dropped), item, "dropped", before, result))
        weak = _weak_items(result, threshold)
    steps += [_row(len(dropped) + 1, item, "kept", result, result) for item in weak]
    return Purification(
        result,
        result.model,
        pd.DataFrame(steps, columns=COLUMNS),
        simulated_from=result.simulated_from,
    )


def _weak_items(result: PLSResult, threshold: float) -> dict[Item, float]:
    """Absolute loadings below the threshold, of Mode A blocks with several items.

    What a higher-order construct is made of is no item, and stays.
    """
    loadings = result.loadings["loading"].abs()
    whole = result.model.higher_order
    return {
        (construct.name, indicator): loadings[construct.name, indicator]
        for construct in result.model.constructs
        if construct.mode == "A" and len(construct.indicators) > 1 and construct.name not in whole
        for indicator in construct.indicators
        if loadings[construct.name, indicator] < threshold
    }


def _weakest(weak: Mapping[Item, float], model: PathModel, minimum_items: int) -> Item | None:
    """The weakest item whose block is large enough to lose it."""
    candidates = [item for item in weak if len(model.construct(item[0]).indicators) > minimum_items]
    return min(candidates, key=weak.__getitem__, default=None)


def _row(
    step: int, item: Item, action: str, before: PLSResult, after: PLSResult
) -> tuple[object, ...]:
    construct, indicator = item
    return (
        step,
        construct,
        indicator,
        before.loadings.loc[item, "loading"],
        action,
        before.reliability.loc[construct, "ave"],
        after.reliability.loc[construct, "ave"],
    )


def _check(threshold: object, minimum_items: object) -> None:
    problems = count_problems("minimum_items", minimum_items, at_least=1)
    if not 0 <= as_number(threshold) <= 1:
        problems.append(
            f"threshold is {written(threshold)}; it must lie between 0 and 1, for example 0.6."
        )
    if problems:
        raise OptionError(problems)
