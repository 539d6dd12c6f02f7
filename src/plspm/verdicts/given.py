"""Whether what is given to a check is what it is given for."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from plspm.diagnostics import RegressionDiagnostics
from plspm.errors import written
from plspm.groups import GroupComparison
from plspm.importance.importance_performance import ImportancePerformance
from plspm.importance.necessary_conditions import NecessaryConditions
from plspm.prediction import CrossValidation, ModelComparison
from plspm.robustness import Endogeneity, Segments, TetradAnalysis
from plspm.screening import Screening
from plspm.verdicts.subject import Analyses

KINDS = {
    "prediction": (CrossValidation, "plspm.cross_validate()"),
    "rivals": (ModelComparison, "plspm.compare_models()"),
    "groups": (GroupComparison, "plspm.compare_groups()"),
    "importance": (ImportancePerformance, "plspm.ipma() or plspm.cipma()"),
    "necessity": (NecessaryConditions, "plspm.nca()"),
    "endogeneity": (Endogeneity, "plspm.gaussian_copula()"),
    "tetrads": (TetradAnalysis, "plspm.tetrads()"),
    "segments": (Segments, "plspm.fimix()"),
    "screening": (Screening, "plspm.screen()"),
    "diagnostics": (RegressionDiagnostics, "plspm.regression_diagnostics()"),
}
OF_EXACT_FIT = {"value", "q95", "p_value", "consistent"}


def given_problems(others: Analyses) -> list[str]:
    """Say which of the analyses are of another kind (a sentence each)."""
    problems = []
    for option, (kind, maker) in KINDS.items():
        value = getattr(others, option)
        if value is not None and not isinstance(value, kind):
            problems.append(f"{option} is a {type(value).__name__}; give what {maker} returns.")
    test = others.exact_fit
    if test is not None and not (
        isinstance(test, pd.DataFrame) and set(test.columns) >= OF_EXACT_FIT
    ):
        problems.append("exact_fit is no table of result.exact_fit(); give what that returns.")
    items = others.global_items
    if items is not None and not isinstance(items, Mapping):
        problems.append(
            f"global_items is {written(items)}; it must be a mapping from constructs to columns, "
            'for example {"EXP": "EXP_overall"}.'
        )
    return problems
