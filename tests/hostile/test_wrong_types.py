"""Every public callable with every wrong value in every place: an answer, or our own error."""

import inspect
import warnings
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.hostile.survey import MODEL, survey

import plspm
from plspm import plans, plots
from plspm.plans import Bootstrap, Indices
from plspm.plots.numbers import Numbers

DATA = survey()
RESULT = plspm.estimate(MODEL, DATA)
BOOT = RESULT.bootstrap(30, seed=1, progress=False, threads=1)
ERRORS = RESULT.standard_errors()
PARSED = plspm.PathModel.parse(MODEL)
POPULATION = plspm.Population(
    "A =~ a1 + a2; B =~ b1 + b2; B ~ A",
    {"A -> B": 0.3},
    loadings={"A": [0.8, 0.7], "B": [0.8, 0.7]},
)
PRODUCTS = plspm.estimate(MODEL + "\nC ~ A:B + A^2", DATA).standard_errors()
SCALES = dict.fromkeys(DATA, (-5, 5))
QUICK = {"draws": 20, "seed": 1, "progress": False, "threads": 1}
SAID = {"permutations": 9, "seed": 1, "progress": False}
PLAIN = {"diagram": False}
CONTROLLED = plspm.estimate(MODEL, DATA.assign(age=np.arange(60.0) ** 2), controls=["age"])
CURVE = {"models": "A =~ a1 + a2; B =~ b1 + b2; B ~ A", "data": DATA, "paths": "A -> B"}
COPULA = {"draws": 20, "seed": 1, "progress": False}
FOLDS = {"folds": 2, "repeats": 1, "seed": 1}
ITEMS = np.random.default_rng(1).integers(0, 60, (3, 60))
FILE = Path(plspm.datasets.__file__).parent / "customer_engagement" / "answers.csv"
OF_FILE = {"model": "A =~ EXP_a + EXP_b; B =~ ORE_a + ORE_b; B ~ A", "data": FILE}

WRONG = {
    "None": None,
    "text": "x",
    "empty text": "",
    "number as text": "5",
    "surrogate": "\ud800",
    "nul": "a\0b",
    "bytes": b"x",
    "minus one": -1,
    "zero": 0,
    "two and a half": 2.5,
    "nan": float("nan"),
    "infinity": float("inf"),
    "beyond doubles": 10**400,
    "beyond text": 10**5000,
    "huge fraction": Fraction(10**400),
    "decimal": Decimal("1e-7"),
    "complex": 1j,
    "true": True,
    "list": [],
    "list of none": [None],
    "nested": [[["a"]]],
    "ragged": [[1], [1, 2]],
    "mapping": {},
    "mapping of lists": {"a": [1]},
    "mapping of numbers": {1: 2},
    "set": {1, 2},
    "type": int,
    "function": len,
    "object": object(),
    "numpy bool": np.True_,
    "uint64": np.uint64(7),
    "scalar array": np.array(3),
    "array": np.arange(6.0),
    "matrix": np.ones((60, 2)),
    "no rows": np.zeros((0, 9)),
    "objects": np.array([object()] * 60),
    "complex array": np.ones(60, dtype=complex),
    "masked": np.ma.masked_array(np.ones(60), mask=[True] + 59 * [False]),
    "dates": np.array(["2020-01-01"] * 60, dtype="datetime64[D]"),
    "frame": pd.DataFrame(),
    "series": pd.Series([1.0, None]),
    "categories": pd.Series(["a"] * 60, dtype="category"),
    "not available": pd.NA,
    "time": pd.NaT,
    "range": range(3),
}

CALLS = {
    "estimate": (plspm.estimate, {"model": MODEL, "data": DATA}),
    "of a matrix": (plspm.estimate, {"model": MODEL, "correlations": DATA.corr(), "n": 60}),
    "purify": (plspm.purify, {"model": MODEL, "data": DATA}),
    "sample_size": (plspm.sample_size, {"model": MODEL}),
    "simulate": (plspm.simulate, {"population": POPULATION, "n": 20}),
    "stability": (
        plspm.stability,
        {"result": RESULT, "sizes": [40], "subsamples": 3, "threads": 1, "progress": False},
    ),
    "reflective": (plspm.reflective, {"name": "A", "indicators": ["a"]}),
    "composite": (plspm.composite, {"name": "A", "indicators": ["a", "b"], "mode": "fixed"}),
    "formative": (plspm.formative, {"name": "A", "indicators": ["a"]}),
    "single_item": (plspm.single_item, {"name": "A"}),
    "path": (plspm.path, {"source": "A", "to": "B"}),
    "paths": (plspm.paths, {"sources": "A", "to": "B"}),
    "power": (plspm.power, {"name": "A", "exponent": 2}),
    "higher_order": (plspm.higher_order, {"name": "H", "constructs": ["A", "B"]}),
    "parse": (plspm.PathModel.parse, {"text": MODEL}),
    "construct": (PARSED.construct, {"name": "A"}),
    "predecessors": (PARSED.predecessors, {"name": "A"}),
    "parts": (PARSED.parts, {"name": "A"}),
    "successors": (PARSED.successors, {"name": "A"}),
    "without_indicator": (PARSED.without_indicator, {"name": "a1"}),
    "fit_measures": (RESULT.fit_measures, {}),
    "implied_correlations": (RESULT.implied_correlations, {}),
    "bootstrap": (RESULT.bootstrap, QUICK),
    "resample": (
        RESULT.resample,
        {"plan": Indices(np.zeros((3, 60), int) + np.arange(60))} | {"threads": 1},
    ),
    "standard_errors": (RESULT.standard_errors, {"statistics": ["paths"]}),
    "influence": (RESULT.influence, {}),
    "largest": (RESULT.influence().largest, {}),
    "exact_fit": (RESULT.exact_fit, QUICK),
    "exact_fit_draws": (RESULT.exact_fit_draws, {"plan": Bootstrap(20, 1), "threads": 1}),
    "table of errors": (ERRORS.table, {"statistic": "paths"}),
    "draws": (BOOT.draws, {"statistic": "paths"}),
    "interval": (BOOT.interval, {"statistic": "paths"}),
    "table": (BOOT.table, {"statistic": "paths"}),
    "calibrated": (BOOT.calibrated_interval, {"statistic": "paths", "outer": 5, "inner": 5}),
    "mediation": (BOOT.mediation, {}),
    "regression_diagnostics": (plspm.regression_diagnostics, {"result": RESULT}),
    "simple_slopes": (PRODUCTS.simple_slopes, {"product": "A:B"}),
    "johnson_neyman": (PRODUCTS.johnson_neyman, {"product": "A:B"}),
    "turning_point": (PRODUCTS.turning_point, {"product": "A^2"}),
    "conditional_effects": (PRODUCTS.conditional_effects, {"source": "A", "target": "C"}),
    "moderated_mediation": (PRODUCTS.moderated_mediation, {}),
    "ipma": (plspm.ipma, {"result": RESULT, "target": "C", "scales": SCALES}),
    "nca": (plspm.nca, {"source": RESULT, "target": "C"} | SAID),
    "cipma": (plspm.cipma, {"result": RESULT, "target": "C", "scales": SCALES} | SAID),
    "information_criteria": (plspm.information_criteria, {"result": RESULT}),
    "unstandardized": (plspm.unstandardized, {"result": RESULT}),
    "summary": (RESULT.summary, {}),
    "from_json": (plspm.from_json, {"source": RESULT.to_json()}),
    "check": (plspm.check, {"result": RESULT}),
    "common_method": (plspm.common_method, {"result": RESULT}),
    "congruence": (plspm.congruence, {"a": RESULT}),
    "gaussian_copula": (plspm.gaussian_copula, {"result": RESULT} | COPULA),
    "tetrads": (plspm.tetrads, {"result": RESULT, "borrow": {"A": ["b1", "b2"]}} | COPULA),
    "fimix": (
        plspm.fimix,
        {"result": RESULT, "numbers": [2], "starts": 2, "seed": 1, "progress": False},
    ),
    "read_model": (plspm.read_model, {"source": MODEL, "syntax": "plspm"}),
    "write_model": (plspm.write_model, {"model": MODEL, "syntax": "lavaan"}),
    "write_report": (plspm.write_report, {"result": RESULT, "path": "report.md"} | PLAIN),
    "screen": (plspm.screen, {"data": DATA, "model": MODEL}),
    "screen of scales": (plspm.screen, {"data": DATA.round(), "scales": SCALES}),
    "control": (plspm.control, {"column": "age"}),
    "compare_controls": (plspm.compare_controls, {"result": CONTROLLED}),
    "specification_curve": (
        plspm.specification_curve,
        CURVE | {"intervals": None, "draws": 5, "seed": 1, "progress": False},
    ),
    "mediator_contribution": (plspm.mediator_contribution, {"result": RESULT} | FOLDS),
    "composite_overfit": (plspm.composite_overfit, {"result": RESULT} | FOLDS),
    "read_data": (plspm.read_data, {"path": FILE}),
    "estimate of a file": (plspm.estimate, OF_FILE),
    "describe": (plspm.datasets.describe, {"name": "customer_engagement"}),
    "load": (plspm.datasets.load, {"name": "customer_engagement"}),
    "published": (
        plspm.datasets.describe("customer_engagement").published,
        {"table": "table3"},
    ),
}
VALIDATION = plspm.cross_validate(RESULT, **FOLDS)
NECESSITY = plspm.nca(RESULT, target="C", **SAID)
PICTURES = {
    plots.path_diagram: {"result": RESULT, "boot": BOOT},
    plots.to_dot: {"result": RESULT, "boot": BOOT},
    plots.to_mermaid: {"result": RESULT, "boot": BOOT},
    plots.to_tikz: {"result": RESULT, "boot": BOOT},
    plots.path_drawing: {"model": PARSED, "numbers": Numbers()},
    plots.bootstrap_plot: {"boot": BOOT},
    plots.forest_plot: {"inference": BOOT},
    plots.loadings_plot: {"result": RESULT},
    plots.effect_size_plot: {"result": RESULT},
    plots.htmt_map: {"result": RESULT},
    plots.cross_loadings_map: {"result": RESULT},
    plots.residual_map: {"result": RESULT},
    plots.importance_map: {"record": plspm.ipma(RESULT, target="C", scales=SCALES)},
    plots.combined_map: {"record": plspm.cipma(RESULT, target="C", scales=SCALES, **SAID)},
    plots.ceiling_plot: {"record": NECESSITY, "condition": "A"},
    plots.sensitivity_plot: {"record": NECESSITY.effect_size_sensitivity()},
    plots.error_plot: {"record": VALIDATION},
    plots.segments_plot: {
        "record": plspm.fimix(RESULT, numbers=[1, 2], starts=2, seed=1, progress=False)
    },
    plots.specification_plot: {"record": plspm.specification_curve(**CURVE, intervals=None)},
    plots.simple_slopes: {"inference": PRODUCTS, "product": "A:B"},
    plots.slope_lines: {"inference": PRODUCTS, "product": "A:B"},
    plots.johnson_neyman: {"found": PRODUCTS, "product": "A:B"},
    plots.region_drawing: {"found": PRODUCTS.johnson_neyman("A:B")},
}
STATED = {
    plspm.Population: {
        "model": "A =~ a1 + a2; B =~ b1 + b2; B ~ A",
        "paths": {"A -> B": 0.3},
        "loadings": {"A": [0.8, 0.7], "B": [0.8, 0.7]},
    },
    plspm.Groups: {
        "variable": "g",
        "members": {"x": POPULATION, "y": POPULATION},
        "sizes": {"x": 9, "y": 9},
    },
    plspm.Clusters: {"number": 5, "intraclass_correlation": 0.1},
}
PLANS = {
    plans.Bootstrap: {"draws": 20, "seed": 1},
    plans.Indices: {"indices": ITEMS},
    plans.Weights: {"weights": np.ones((3, 60))},
    plans.Subsampling: {"draws": 20, "size": 30},
    plans.delete_d: {"n": 60, "d": 10, "draws": 20},
}
GROUPS = plspm.compare_groups(
    RESULT, np.repeat([1, 2], 30), draws=5, permutations=5, seed=1, progress=False
)
OF_RECORDS = {
    GROUPS.differences: {"statistic": "paths"},
    GROUPS.overlap: {"statistic": "paths"},
    GROUPS.plot: {"statistic": "paths"},
    VALIDATION.cvpat: {"against": "ia"},
    NECESSITY.effect_size_sensitivity: {},
    POPULATION.from_result: {"result": RESULT},
    plspm.Groups.from_results: {"results": {"x": RESULT, "y": RESULT}, "variable": "g"},
}
SEVERAL = {
    plspm.cross_validate: {"result": RESULT} | FOLDS,
    plspm.predict: {"result": RESULT, "data": DATA},
    plspm.blindfolding: {"result": RESULT},
    plspm.compare_models: {"models": {"x": RESULT, "y": RESULT}} | FOLDS,
}
FURTHER = STATED | PLANS | OF_RECORDS | SEVERAL
CALLS |= {call.__name__: (call, good) for call, good in FURTHER.items()}
CALLS |= {f"plots.{call.__name__}": (call, good) for call, good in PICTURES.items()}
MANY = {
    "PathModel": plspm.PathModel,
    "with_constructs": PARSED.with_constructs,
    "interaction": plspm.interaction,
    "expression": BOOT.expression,
}
"""Those that take any number of the same thing."""


OF_OTHER_ROOMS = {"power_analysis", "compare_groups"}
"""Those that take long; their rooms give them wrong values of their own."""


def places() -> Iterator[tuple[str, str]]:
    for name, (function, _) in CALLS.items():
        for option in inspect.signature(function).parameters:
            yield name, option


@pytest.mark.parametrize(("name", "option"), list(places()))
def test_a_wrong_value_gives_an_answer_or_our_own_error(name, option, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    function, good = CALLS[name]
    for described, value in WRONG.items():
        answered(described, lambda value=value: function(**(good | {option: value})))


@pytest.mark.parametrize("name", MANY)
def test_wrong_parts_give_an_answer_or_our_own_error(name):
    for described, value in WRONG.items():
        answered(described, lambda value=value: MANY[name](value))
        answered(described, lambda value=value: MANY[name](value, [value]))


def answered(described, call):
    """A call that ends, with an error of the library that says something, or with none."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", plspm.PlspmWarning)
        try:
            call()
        except plspm.PlspmError as error:
            assert error.problems, described
            assert all(0 < len(problem) < 1500 for problem in error.problems), described
        except Exception as error:  # noqa: BLE001  (that is what is looked for)
            pytest.fail(f"{described}: {type(error).__name__}: {error}")


def test_every_public_callable_is_tried():
    tried = {function.__name__ for function, _ in CALLS.values()} | set(MANY)
    missing = []
    owners = [type(RESULT), type(BOOT), type(ERRORS), plspm.PathModel]
    for owner in owners:
        for name in dir(owner):
            takes = inspect.isfunction(getattr(owner, name)) and not name.startswith("_")
            if takes and len(inspect.signature(getattr(owner, name)).parameters) > 1:
                missing.append(name)
    for room in (plspm, plots, plans):
        missing += [name for name in room.__all__ if inspect.isfunction(getattr(room, name))]
    assert set(missing) <= tried | OF_OTHER_ROOMS


@pytest.mark.parametrize("base", [10**400, Fraction(10**400), float("inf"), 1, "10", True, None])
def test_a_base_that_is_none(base):
    with pytest.raises(plspm.OptionError, match=r"log_base is .* a finite number above 1"):
        RESULT.fit_measures(log_base=base)


@pytest.mark.parametrize("base", [10, np.int64(10), np.float32(10), Fraction(10), Decimal(10)])
def test_a_base_of_any_kind_of_number(base):
    if isinstance(base, Decimal):  # no Real of Python's numbers
        with pytest.raises(plspm.OptionError, match="log_base"):
            RESULT.fit_measures(log_base=base)
    else:
        assert RESULT.fit_measures(log_base=base).equals(RESULT.fit_measures())
