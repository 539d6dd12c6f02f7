"""Verdicts on a fit: every criterion of the guidelines, held against its cut-off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plspm.assessment.criteria import Rules
from plspm.calls import plainly
from plspm.errors import Gathering, OptionError, written
from plspm.importance.combined import CombinedMap
from plspm.results import BootstrapResult, PLSResult
from plspm.verdicts.beyond import beyond
from plspm.verdicts.composites import composites
from plspm.verdicts.discriminant import discriminant
from plspm.verdicts.given import given_problems
from plspm.verdicts.lines import Found, Lacking, Line
from plspm.verdicts.prediction import prediction as predictive
from plspm.verdicts.record import SETS, Verdicts, record_of
from plspm.verdicts.reflective import reflective
from plspm.verdicts.sample import sample
from plspm.verdicts.structural import structural
from plspm.verdicts.subject import Analyses, Subject
from plspm.verdicts.thresholds import YOURS, as_table, read_cut_offs
from plspm.verdicts.whole_model import whole_model

if TYPE_CHECKING:
    from plspm.diagnostics import RegressionDiagnostics
    from plspm.groups import GroupComparison
    from plspm.importance.importance_performance import ImportancePerformance
    from plspm.importance.necessary_conditions import NecessaryConditions
    from plspm.prediction import CrossValidation, ModelComparison
    from plspm.robustness import Endogeneity, Segments, TetradAnalysis
    from plspm.screening import Screening


@plainly("plspm.check")
def check(
    result: PLSResult | BootstrapResult,
    bootstrap: BootstrapResult | None = None,
    *,
    rules: Rules = "hair2022",
    thresholds: Mapping[str, float] | None = None,
    exact_fit: pd.DataFrame | None = None,
    prediction: CrossValidation | None = None,
    rivals: ModelComparison | None = None,
    groups: GroupComparison | None = None,
    importance: ImportancePerformance | CombinedMap | None = None,
    necessity: NecessaryConditions | None = None,
    diagnostics: RegressionDiagnostics | None = None,
    endogeneity: Endogeneity | None = None,
    tetrads: TetradAnalysis | None = None,
    segments: Segments | None = None,
    screening: Screening | None = None,
    global_items: Mapping[str, str] | None = None,
) -> Verdicts:
    """Hold every value of a fit against the cut-offs of the guidelines, and say what to do.

    Parameters
    ----------
    result : PLSResult or BootstrapResult
        A fit, or a bootstrap with the fit that it is of.
    bootstrap : BootstrapResult, optional
        For HTMT, which is judged by its one-sided upper 95 % bound, for weights, paths and
        indirect effects.
    rules : {"hair2022", "henseler"}, default "hair2022"
        Whose cut-offs. "hair2022" judges every block in Mode A by loadings, reliability, AVE and
        HTMT; "henseler" judges composites of any mode by collinearity and weights.
    thresholds : mapping of str to float, optional
        Cut-offs to be set otherwise, by names of ``verdicts.thresholds``, for example
        ``{"htmt": 0.9}`` for constructs that are alike.
    exact_fit : DataFrame, optional
        What ``result.exact_fit()`` gave.
    prediction : CrossValidation, optional
        Of :func:`plspm.cross_validate`.
    rivals : ModelComparison, optional
        Of :func:`plspm.compare_models`.
    groups : GroupComparison, optional
        Of :func:`plspm.compare_groups`.
    importance, necessity : optional
        Of :func:`plspm.ipma` and :func:`plspm.nca`; one of :func:`plspm.cipma` has both.
    diagnostics : RegressionDiagnostics, optional
        Of :func:`plspm.regression_diagnostics`, for RESET.
    endogeneity : Endogeneity, optional
        Of :func:`plspm.gaussian_copula`.
    tetrads : TetradAnalysis, optional
        Of :func:`plspm.tetrads`.
    segments : Segments, optional
        Of :func:`plspm.fimix`, for unobserved heterogeneity.
    screening : Screening, optional
        Of :func:`plspm.screen`, for careless answers and outliers.
    global_items : mapping of str to str, optional
        For redundancy analyses: constructs and the columns of the data that ask for the whole of
        each in one question.

    Returns
    -------
    Verdicts
        Print it for one page. What was not given is listed in ``verdicts.lacking``, with what to
        run.

    Raises
    ------
    OptionError
        No such rule set or cut-off, something given is of another kind, or the bootstrap is of
        another fit.
    DataError, UnavailableError
        A global item cannot be had.

    References
    ----------
    Hair, Risher, Sarstedt & Ringle (2019), European Business Review 31(1), 2-24; Hair, Hult, Ringle
    & Sarstedt (2022), A Primer on PLS-SEM; Benitez, Henseler, Castillo & Schuberth (2020),
    Information & Management 57(2), 103168; Henseler (2021), Composite-Based Structural Equation
    Modeling.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> verdicts = plspm.check(result, result.bootstrap(499, seed=1))
    >>> verdicts.table.loc["loading", ["value", "verdict", "what_to_do"]].head(1).round(3)
                value verdict                                       what_to_do
    where
    ECE: ECE_b  0.688    look  Keep it: reliability and AVE of ECE suffice ...
    """
    gathering = Gathering()
    with gathering:
        cut = read_cut_offs(rules, thresholds)
    if isinstance(importance, CombinedMap):
        necessity = importance.nca if necessity is None else necessity
        importance = importance.ipma
    others = Analyses(
        exact_fit,
        prediction,
        rivals,
        groups,
        importance,
        necessity,
        diagnostics,
        endogeneity,
        tetrads,
        global_items,
        segments,
        screening,
    )
    with gathering:
        problems = given_problems(others)
        if problems:
            raise OptionError(problems)
    with gathering:
        fit, boot = _of_one_fit(result, bootstrap)
    gathering.tell()
    strangers = [name for name in global_items or () if name not in fit.model.construct_names]
    if strangers:
        raise OptionError(
            [
                f"global_items names {written(name)}, which is no construct of the model: "
                f"{', '.join(fit.model.construct_names)}."
                for name in strangers
            ]
        )
    subject = Subject(fit, boot, rules, cut, others)
    found = list(_found(subject))
    lines = [one for one in found if isinstance(one, Line)]
    lacking = [one for one in found if isinstance(one, Lacking)]
    return replace(
        record_of(lines, lacking, as_table(cut), rules, tuple(_facts(subject))),
        simulated_from=fit.simulated_from,
    )


def _found(subject: Subject) -> Iterator[Found]:
    with np.errstate(invalid="ignore", divide="ignore"):
        for part in (
            sample,
            reflective,
            discriminant,
            composites,
            whole_model,
            structural,
            predictive,
            beyond,
        ):
            yield from part(subject)


def _of_one_fit(result: object, bootstrap: object) -> tuple[PLSResult, BootstrapResult | None]:
    if isinstance(result, BootstrapResult) and bootstrap is None:
        return result.result, result
    if not isinstance(result, PLSResult):
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate(), or a "
            "bootstrap alone: plspm.check(boot)."
        )
    if bootstrap is None:
        return result, None
    if not isinstance(bootstrap, BootstrapResult):
        raise OptionError(
            f"bootstrap is a {type(bootstrap).__name__}; give what result.bootstrap() returns."
        )
    mine, drawn = result._fitted, bootstrap._fitted
    same = mine.arrays.constructs == drawn.arrays.constructs and np.array_equal(
        mine.estimates.weights, drawn.estimates.weights, equal_nan=True
    )
    if not same:
        raise OptionError(
            "bootstrap is of another fit than result; give plspm.check(result, "
            "result.bootstrap(10000, seed=1))."
        )
    return result, bootstrap


def _facts(s: Subject) -> Iterator[tuple[str, str]]:
    yield "Rules", SETS[s.rules]
    yours = [f"{c.name} {c}" for c in s.of.values() if c.source == YOURS]
    if yours:
        yield "Yours", ", ".join(yours)
    yield "Cases", str(s.result.n)
    drawn = "none: result.bootstrap(), then boot.check()"
    yield "Draws", drawn if s.bootstrap is None else f"{s.bootstrap.draws_usable:,}"
