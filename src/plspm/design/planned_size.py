"""How many cases a model needs by the rules of the literature, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from numbers import Real
from typing import NamedTuple

import numpy as np
import pandas as pd

from plspm.api import as_model
from plspm.assessment.criteria import bounds
from plspm.calls import plainly
from plspm.design import rules
from plspm.errors import OptionError, written
from plspm.estimation.settings import count_problems, fraction_problems
from plspm.model import PathModel
from plspm.report.page import Page, Record, Table
from plspm.report.text import number
from plspm.results import PLSResult

WESTLAND = "Westland (2010)"
KOCK_HADAYA = "Kock & Hadaya (2018)"
COHEN = "Cohen (1988), chapter 9"


class _Row(NamedTuple):
    method: str
    target: str
    effect: float
    n: float
    source: str
    assumes: str


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
        Path coefficients to detect by the inverse square root; by default those of a result, and
        `effect` for a model.
    f_squared : sequence of float, optional
        Effect sizes for the F tests of every structural equation; by default Cohen's .02, .15 and
        .35 for a model, and those found for a result.
    n : int, optional
        Cases at hand, by default those of a result: the smallest path that these detect.
    indicators : int, optional
        Number of indicators, where it differs from that of the model, for example before items
        are dropped.
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
    >>> planned.table.head(3)[["method", "n"]]
                    method    n
    0  Westland, structure  100
    1  Westland, detection  463
    2  inverse square root  372
    """
    result = model if isinstance(model, PLSResult) else None
    specification = as_model(model) if result is None else result.model
    _check(effect, paths, f_squared, n, indicators, alpha, power)
    k = len(specification.constructs)
    rows = [
        *_westland(indicators or len(specification.indicators), k, effect, alpha),
        *_kock_hadaya(result, effect, paths, alpha, power),
        *_regressions(specification, result, f_squared, alpha, power),
    ]
    at_hand = result.n if result is not None and n is None else n
    found = nan if at_hand is None else rules.smallest_path(at_hand, alpha, power)
    simulated = "" if result is None else result.simulated_from
    return SampleSize(pd.DataFrame(rows), found, at_hand, alpha, power, simulated_from=simulated)


def _westland(indicators: int, k: int, effect: float, alpha: float) -> list[_Row]:
    structure = rules.first_at_least(rules.structure_bound(indicators, k))
    detection = rules.first_at_least(rules.detection_bound(k, effect, alpha))
    return [
        _Row(
            "Westland, structure",
            f"{indicators} indicators of {k} constructs",
            nan,
            structure,
            WESTLAND,
            "A curve fitted to simulations of convergence in covariance-based models; it knows no "
            "effect, and rises again above 4.5 indicators a construct",
        ),
        _Row(
            "Westland, detection",
            "correlation of two constructs",
            effect,
            detection,
            WESTLAND,
            "Normal data, two-sided, Šidák's correction for all pairs; given for a power of .80 "
            "only, since the published formula falls as power rises",
        ),
    ]


def _kock_hadaya(
    result: PLSResult | None,
    effect: float,
    paths: Sequence[float] | None,
    alpha: float,
    power: float,
) -> list[_Row]:
    if paths is not None:
        targets = [(f"path of {abs(b):g}", float(b)) for b in paths]
    elif result is not None:
        targets = _stated(result.effects["direct"])
    else:
        targets = [(f"path of {effect:g}", effect)]
    return [
        _Row(
            "inverse square root",
            target,
            float(b),
            rules.first_above(rules.inverse_square_root(b, alpha, power)) if b else nan,
            KOCK_HADAYA,
            "One-sided test, standard error 1/√n whatever R² and collinearity",
        )
        for target, b in targets
    ]


def _stated(column: pd.Series[float]) -> list[tuple[str, float]]:
    """Paths by name, from a table with one row for each source and target."""
    stated = column[column.notna() & (column != 0)]
    labels = [f"{source} -> {target}" for source, target in stated.index.to_list()]
    return list(zip(labels, stated.tolist(), strict=True))


def _regressions(
    model: PathModel,
    result: PLSResult | None,
    f_squared: Sequence[float] | None,
    alpha: float,
    power: float,
) -> list[_Row]:
    predictors = dict.fromkeys(model.construct_names, 0)
    for path in model.paths:
        predictors[path.target] += 1
    equations = {name: count for name, count in predictors.items() if count}
    if f_squared is None and result is not None:
        return _found(equations, result, alpha, power)
    sizes = list(bounds("f_squared").values()) if f_squared is None else list(f_squared)
    cells = [(name, m, float(f2)) for name, m in equations.items() for f2 in sizes]
    return [
        row
        for name, m, f2 in cells
        for row in (
            _f_row(f"R² of {name}", f2, m, m, alpha, power),
            *([_f_row(f"one path to {name}", f2, 1, m, alpha, power)] if m > 1 else []),
        )
    ]


def _found(equations: dict[str, int], result: PLSResult, alpha: float, power: float) -> list[_Row]:
    R2 = result.r_squared["r_squared"]
    of_paths = _stated(result.f_squared["f_squared"])
    rows = [
        _f_row(f"R² of {name}", R2[name] / (1.0 - R2[name]), m, m, alpha, power)
        for name, m in equations.items()
    ]
    return rows + [
        _f_row(label, f2, 1, equations[label.split(" -> ")[1]], alpha, power)
        for label, f2 in of_paths
    ]


def _f_row(
    target: str, f2: float, tested: int, predictors: int, alpha: float, power: float
) -> _Row:
    needed = rules.f_sample(f2, tested, predictors, alpha, power) if f2 > 0 else None
    return _Row(
        "noncentral F",
        target,
        float(f2),
        nan if needed is None else needed,
        COHEN,
        "Regression on given scores with normal residuals; effect is f²; scores are taken as "
        "measured without error",
    )


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
