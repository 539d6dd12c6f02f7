"""PLS path modelling: estimation, assessment and fast bootstrap inference.

Examples
--------
>>> import plspm
>>> model = plspm.PathModel.parse('''
...     EXP =~ EXP_a + EXP_b + EXP_c
...     ECE =~ ECE_b + ECE_d + ECE_e + ECE_f + ECE_h
...     ECE ~ EXP
... ''')
>>> result = plspm.estimate(model, plspm.datasets.load("customer_engagement"))
>>> result.path_coefficients.loc["EXP", "ECE"].round(3)
np.float64(0.353)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from plspm import datasets, errors, plans, plots
    from plspm.api import estimate
    from plspm.controls import compare_controls
    from plspm.data import control, read_data
    from plspm.design.clusters import Clusters
    from plspm.design.groups import Groups
    from plspm.design.planned_size import SampleSize, sample_size
    from plspm.design.population import Population
    from plspm.design.power import power_analysis
    from plspm.design.power_record import PowerAnalysis
    from plspm.design.sampling import simulate
    from plspm.design.study import Study
    from plspm.design.subsamples import Stability, stability
    from plspm.diagnostics import regression_diagnostics
    from plspm.documents import write_report
    from plspm.errors import (
        AdmissibilityWarning,
        CallError,
        ConsistencyWarning,
        ConvergenceWarning,
        DataError,
        DataWarning,
        EstimationError,
        InputError,
        Interrupted,
        MissingDependencyError,
        OptionError,
        PlspmError,
        PlspmWarning,
        SpecificationError,
        TranslationWarning,
        UnavailableError,
    )
    from plspm.groups import GroupComparison, compare_groups
    from plspm.importance import cipma, ipma, nca, unstandardized
    from plspm.information import information_criteria
    from plspm.interchange import read_model, write_model
    from plspm.model import (
        PathModel,
        Product,
        composite,
        formative,
        higher_order,
        interaction,
        path,
        paths,
        power,
        reflective,
        single_item,
    )
    from plspm.nomology import CommonMethod, Congruence, common_method, congruence
    from plspm.prediction import (
        blindfolding,
        compare_models,
        composite_overfit,
        cross_validate,
        mediator_contribution,
        predict,
    )
    from plspm.purification import purify
    from plspm.report.saved import from_json
    from plspm.results import BootstrapResult, PLSResult
    from plspm.robustness import (
        Endogeneity,
        Segments,
        SegmentSolution,
        TetradAnalysis,
        fimix,
        gaussian_copula,
        tetrads,
    )
    from plspm.screening import Screening, screen
    from plspm.sklearn import PLSPathModel
    from plspm.specifications import SpecificationCurve, specification_curve
    from plspm.verdicts import Verdicts, check

_HOMES = {
    "plspm.api": ["estimate"],
    "plspm.controls": ["compare_controls"],
    "plspm.data": ["control", "read_data"],
    "plspm.diagnostics": ["regression_diagnostics"],
    "plspm.documents": ["write_report"],
    "plspm.groups": ["GroupComparison", "compare_groups"],
    "plspm.importance": ["cipma", "ipma", "nca", "unstandardized"],
    "plspm.information": ["information_criteria"],
    "plspm.interchange": ["read_model", "write_model"],
    "plspm.model": [
        "PathModel",
        "Product",
        "composite",
        "formative",
        "higher_order",
        "interaction",
        "path",
        "paths",
        "power",
        "reflective",
        "single_item",
    ],
    "plspm.design.groups": ["Groups"],
    "plspm.design.clusters": ["Clusters"],
    "plspm.design.population": ["Population"],
    "plspm.design.power": ["power_analysis"],
    "plspm.design.power_record": ["PowerAnalysis"],
    "plspm.design.planned_size": ["SampleSize", "sample_size"],
    "plspm.design.sampling": ["simulate"],
    "plspm.design.subsamples": ["Stability", "stability"],
    "plspm.design.study": ["Study"],
    "plspm.nomology": ["CommonMethod", "Congruence", "common_method", "congruence"],
    "plspm.prediction": [
        "blindfolding",
        "compare_models",
        "composite_overfit",
        "cross_validate",
        "mediator_contribution",
        "predict",
    ],
    "plspm.purification": ["purify"],
    "plspm.report.saved": ["from_json"],
    "plspm.results": ["BootstrapResult", "PLSResult"],
    "plspm.robustness": [
        "Endogeneity",
        "SegmentSolution",
        "Segments",
        "TetradAnalysis",
        "fimix",
        "gaussian_copula",
        "tetrads",
    ],
    "plspm.screening": ["Screening", "screen"],
    "plspm.sklearn": ["PLSPathModel"],
    "plspm.specifications": ["SpecificationCurve", "specification_curve"],
    "plspm.verdicts": ["Verdicts", "check"],
    "plspm.errors": [
        "AdmissibilityWarning",
        "CallError",
        "ConsistencyWarning",
        "ConvergenceWarning",
        "DataError",
        "DataWarning",
        "EstimationError",
        "InputError",
        "Interrupted",
        "MissingDependencyError",
        "OptionError",
        "PlspmError",
        "PlspmWarning",
        "SpecificationError",
        "TranslationWarning",
        "UnavailableError",
    ],
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
_ROOMS = ("datasets", "errors", "plans", "plots")

__all__ = [
    "AdmissibilityWarning",
    "BootstrapResult",
    "CallError",
    "Clusters",
    "CommonMethod",
    "Congruence",
    "ConsistencyWarning",
    "ConvergenceWarning",
    "DataError",
    "DataWarning",
    "Endogeneity",
    "EstimationError",
    "GroupComparison",
    "Groups",
    "InputError",
    "Interrupted",
    "MissingDependencyError",
    "OptionError",
    "PLSPathModel",
    "PLSResult",
    "PathModel",
    "PlspmError",
    "PlspmWarning",
    "Population",
    "PowerAnalysis",
    "Product",
    "SampleSize",
    "Screening",
    "SegmentSolution",
    "Segments",
    "SpecificationCurve",
    "SpecificationError",
    "Stability",
    "Study",
    "TetradAnalysis",
    "TranslationWarning",
    "UnavailableError",
    "Verdicts",
    "blindfolding",
    "check",
    "cipma",
    "common_method",
    "compare_controls",
    "compare_groups",
    "compare_models",
    "composite",
    "composite_overfit",
    "congruence",
    "control",
    "cross_validate",
    "datasets",
    "errors",
    "estimate",
    "fimix",
    "formative",
    "from_json",
    "gaussian_copula",
    "higher_order",
    "information_criteria",
    "interaction",
    "ipma",
    "mediator_contribution",
    "nca",
    "path",
    "paths",
    "plans",
    "plots",
    "power",
    "power_analysis",
    "predict",
    "purify",
    "read_data",
    "read_model",
    "reflective",
    "regression_diagnostics",
    "sample_size",
    "screen",
    "simulate",
    "single_item",
    "specification_curve",
    "stability",
    "tetrads",
    "unstandardized",
    "write_model",
    "write_report",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that the import costs next to nothing."""
    if name in _HOME_OF:
        value: object = getattr(import_module(_HOME_OF[name]), name)
    elif name in _ROOMS:
        value = import_module(f"plspm.{name}")
    else:
        raise _unknown(name)
    globals()[name] = value
    return value


def _unknown(name: str) -> AttributeError:
    """Return the error for a name that the package lacks; it tells the nearest one."""
    said = f"module 'plspm' has no attribute {name!r}"
    if not name.startswith("_"):
        from plspm.calls import NAMES_ELSEWHERE, nearest

        guess = nearest(name, __all__, NAMES_ELSEWHERE)
        if hasattr(import_module("plspm.results").PLSResult, name):
            said += f"; a result has it: result = plspm.estimate(model, data); result.{name}"
        elif guess is not None:
            said += f"; did you mean {guess!r}?"
    return AttributeError(said)


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
