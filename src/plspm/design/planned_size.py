"""How many cases a model needs by the rules of the literature, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from numbers import Real

import numpy as np
import pandas as pd

from plspm.api import as_model
from plspm.calls import plainly
from plspm.data.controlled_model import uncontrolled
from plspm.design import rules
from plspm.design.rule_rows import kock_hadaya, regressions, westland
from plspm.errors import OptionError, written
from plspm.estimation.settings import count_problems, fraction_problems
from plspm.model import PathModel
from plspm.report.page import Page, Record, Table
from plspm.report.text import number
from plspm.results import PLSResult


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SampleSize(Record):
    """Sample sizes by several rules, each with its source and what it assumes.

    Attributes
    ----------
    table : DataFrame
        One row a rule and target: ``method``, ``target`` (what is to be found), ``effect`` (its
        size in the terms of the rule), ``n`` (cases needed; NaN where none suffice), ``source``,
        ``assumes``.
    smallest_path : float
        The smallest path that the cases at hand detect, by the inverse square root; NaN where
        their number is not known.
    n : int or None
        Cases at hand.
    alpha, power : float
        As asked for.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> round(sample_size(result).smallest_path, 3)
    0.228
    """

    table: pd.DataFrame
    smallest_path: float
    n: int | None
    alpha: float
    power: float

    def page(self) -> Page:
        """Cases needed by every rule, and what the rules assume."""
        short = self.table[["method", "target", "effect", "n"]]
        shown = short.assign(n=["" if np.isnan(n) else f"{n:.0f}" for n in short["n"]])
        facts = [("Significance", f"{self.alpha:g}"), ("Power", f"{self.power:g}")]
        if self.n is not None:
            facts.append(("Cases at hand", str(self.n)))
            facts.append(("Smallest path detected", number(self.smallest_path)))
        assumed = self.table.drop_duplicates("method").itertuples()
        return Page(
            "Sample size",
            (
                Table(
                    "Cases needed",
                    shown.set_index("method").rename_axis(None),
                    tuple(f"{row.method}: {row.source}. {row.assumes}." for row in assumed),
                    name="sample_size",
                ),
            ),
            tuple(facts),
        )


@plainly("plspm.sample_size")
def sample_size(
    model: PathModel | str | PLSResult,
    *,
    effect: float = 0.10,
    paths: Sequence[float] | None = None,
    f_squared: Sequence[float] | None = None,
    n: int | None = None,
    indicators: int | None = None,
    alpha: float = 0.05,
    power: float = 0.80,
) -> SampleSize:
    """Say how many cases a model needs, by every rule in use, with what each assumes.

    Parameters
    ----------
    model : PathModel, str or PLSResult
        The model; of a result also its paths, R², f² and number of cases are used.
    effect : float, default 0.10
        Smallest correlation between two constructs to detect (Westland).
    paths : sequence of float, optional
        Path coefficients to detect by the inverse square root and the gamma-exponential method; by
        default those of a result, and `effect` for a model.
    f_squared : sequence of float, optional
        Effect sizes for the F tests of every structural equation; by default Cohen's .02, .15 and
        .35 for a model, and those found for a result.
    n : int, optional
        Cases at hand, by default those of a result: the smallest path that these detect.
    indicators : int, optional
        Another number of indicators to look at beside that of the model, for example before items
        were dropped.
    alpha : float, default 0.05
        Significance level.
    power : float, default 0.80

    Returns
    -------
    SampleSize
        Of Westland's two bounds the larger counts.

    Raises
    ------
    SpecificationError
        The model contradicts itself.
    OptionError
        An option has a value that it cannot take.

    References
    ----------
    Westland (2010), Electronic Commerce Research and Applications 9(6), 476-487; Kock & Hadaya
    (2018), Information Systems Journal 28(1), 227-261; Cohen (1988).

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> planned = sample_size(study.model, indicators=20, paths=[0.129])
    >>> planned.table.head(5)[["method", "target", "n"]]
                    method                         target    n
    0  Westland, structure  20 indicators of 5 constructs  100
    1  Westland, structure  17 indicators of 5 constructs  148
    2  Westland, detection  correlation of two constructs  463
    3  inverse square root                  path of 0.129  372
    4    gamma-exponential                  path of 0.129  359
    """
    result = model if isinstance(model, PLSResult) else None
    specification = uncontrolled(as_model(model)) if result is None else result.model
    _check(effect, paths, f_squared, n, indicators, alpha, power)
    k = len(specification.constructs)
    items = len(specification.indicators)
    counts = [items] if indicators in (None, items) else [indicators, items]
    rows = [
        *westland(counts, k, effect, alpha),
        *kock_hadaya(result, effect, paths, alpha, power),
        *regressions(specification, result, f_squared, alpha, power),
    ]
    at_hand = result.n if result is not None and n is None else n
    found = nan if at_hand is None else rules.smallest_path(at_hand, alpha, power)
    simulated = "" if result is None else result.simulated_from
    return SampleSize(pd.DataFrame(rows), found, at_hand, alpha, power, simulated_from=simulated)


def _check(
    effect: object,
    paths: Sequence[float] | None,
    f_squared: Sequence[float] | None,
    n: int | None,
    indicators: int | None,
    alpha: object,
    power: object,
) -> None:
    problems = [
        *fraction_problems("effect", effect, example="0.10"),
        *fraction_problems("alpha", alpha, example="0.05"),
        *fraction_problems("power", power, example="0.80"),
        *([] if n is None else count_problems("n", n, at_least=3)),
        *([] if indicators is None else count_problems("indicators", indicators, at_least=1)),
        *_number_problems("paths", paths),
        *_number_problems("f_squared", f_squared),
    ]
    if not problems and isinstance(power, Real) and isinstance(alpha, Real) and power <= alpha:
        problems.append(f"power is {power}; it must be above alpha, which is {alpha}.")
    if problems:
        raise OptionError(problems)


def _number_problems(option: str, values: Sequence[float] | None) -> list[str]:
    if values is None:
        return []
    several = values.ndim == 1 if isinstance(values, np.ndarray) else isinstance(values, Sequence)
    fine = several and all(
        isinstance(v, Real) and not isinstance(v, bool) and np.isfinite(v) for v in values
    )
    if fine and (option == "paths" or all(v > 0 for v in values)):
        return []
    kind = "numbers" if option == "paths" else "positive numbers"
    return [f"{option} is {written(values)}; it must be a list of {kind}."]
