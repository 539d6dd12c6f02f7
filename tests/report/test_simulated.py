"""Whatever is printed of simulated data says so, whichever record it is."""

import importlib
import inspect
import pkgutil

import pytest

import plspm
from plspm.report.page import Record

POPULATION = plspm.Population(
    "A =~ a1 + a2 + a3; M =~ m1 + m2 + m3; C =~ c1 + c2 + c3; C ~ A + M + A:M",
    {"A -> C": 0.4, "M -> C": 0.4, "A:M -> C": 0.2},
    loadings={name: [0.9, 0.8, 0.8] for name in "AMC"},
    categories=7,
    name="a population of the tests",
)
MARK = "SIMULATED"
QUIET = {"seed": 1, "progress": False}
NOT_OF_DATA = {"SavedPage", "PowerAnalysis"}
"""One prints what another said; the other tells of its populations in words of its own."""

DATA = plspm.simulate(POPULATION, 90, seed=1)
PLAIN = POPULATION.model.to_text().replace(" + A:M", "")
FIT = plspm.estimate(PLAIN, DATA)
MODERATED = plspm.estimate(POPULATION.model, DATA)
CHAIN = plspm.estimate(PLAIN.replace("C ~ A + M", "M ~ A\nC ~ A + M"), DATA)
VALIDATION = plspm.cross_validate(FIT, seed=1)

MADE = {
    "PLSResult": lambda: FIT,
    "BootstrapResult": lambda: FIT.bootstrap(20, **QUIET),
    "StandardErrors": FIT.standard_errors,
    "Influence": FIT.influence,
    "JohnsonNeyman": lambda: MODERATED.standard_errors().johnson_neyman("A:M"),
    "GroupComparison": lambda: plspm.compare_groups(
        FIT, ["x", "y"] * 45, permutations=9, draws=9, statistics=["paths"], **QUIET
    ),
    "Verdicts": lambda: plspm.check(FIT),
    "CrossValidation": lambda: VALIDATION,
    "PredictiveAbility": VALIDATION.cvpat,
    "ModelComparison": lambda: plspm.compare_models(
        {"plain": FIT, "centroid": plspm.estimate(PLAIN, DATA, scheme="centroid")}, seed=1
    ),
    "MediatorContribution": lambda: plspm.mediator_contribution(CHAIN, repeats=1, seed=1),
    "CompositeOverfit": lambda: plspm.composite_overfit(FIT, folds=5, repeats=1, seed=1),
    "InformationCriteria": lambda: plspm.information_criteria(FIT),
    "Blindfolding": lambda: plspm.blindfolding(FIT),
    "Prediction": lambda: plspm.predict(FIT, DATA),
    "ImportancePerformance": lambda: plspm.ipma(FIT),
    "NecessaryConditions": lambda: plspm.nca(FIT, target="C", permutations=9, **QUIET),
    "EffectSizeSensitivity": lambda: plspm.nca(
        FIT, target="C", permutations=9, **QUIET
    ).effect_size_sensitivity(progress=False),
    "CombinedMap": lambda: plspm.cipma(FIT, target="C", permutations=9, **QUIET),
    "Unstandardized": lambda: FIT.unstandardized,
    "CommonMethod": lambda: plspm.common_method(FIT),
    "Congruence": lambda: plspm.congruence(FIT),
    "Endogeneity": lambda: plspm.gaussian_copula(FIT, draws=9, **QUIET),
    "TetradAnalysis": lambda: plspm.tetrads(FIT, borrow={"A": "m1"}, draws=9, **QUIET),
    "Segments": lambda: plspm.fimix(FIT, numbers=[2], starts=2, **QUIET),
    "SegmentSolution": lambda: plspm.fimix(FIT, numbers=[2], starts=2, **QUIET).solutions[2],
    "RegressionDiagnostics": lambda: plspm.regression_diagnostics(FIT),
    "Screening": lambda: plspm.screen(DATA),
    "Purification": lambda: plspm.purify(PLAIN, DATA),
    "SampleSize": lambda: plspm.sample_size(FIT),
    "Stability": lambda: plspm.stability(FIT, [60], subsamples=4, **QUIET),
    "SpecificationCurve": lambda: plspm.specification_curve(
        PLAIN, DATA, paths="A -> C", progress=False
    ),
    "ControlComparison": lambda: plspm.compare_controls(
        plspm.estimate(
            PLAIN.replace("M =~ m1 + m2 + m3\n", "").replace(" + M", ""),
            DATA,
            controls=["m1"],
        )
    ),
}


def records():
    """Every kind of record of the package, by its name."""
    for module in pkgutil.walk_packages(plspm.__path__, "plspm."):
        if not module.name.endswith("__main__"):
            for name, found in inspect.getmembers(importlib.import_module(module.name)):
                if inspect.isclass(found) and issubclass(found, Record) and found is not Record:
                    yield name


def test_every_kind_of_record_is_here():
    assert set(records()) == {*MADE, *NOT_OF_DATA}


@pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
@pytest.mark.parametrize("name", MADE)
def test_it_says_so_in_every_format(name):
    record = MADE[name]()
    assert type(record).__name__ == name
    for text in (record.summary(), record._repr_html_(), record.to_json()):
        assert MARK in text
        assert "a population of the tests" in text


def test_it_is_said_of_columns_too_and_not_of_other_data():
    found = plspm.nca(DATA[["a1", "m1"]], target="m1", permutations=0)
    assert MARK in found.summary()
    real = DATA.copy()
    real.attrs.clear()
    assert MARK not in plspm.estimate(PLAIN, real).summary()


def test_a_report_of_records_alone_has_the_banner(tmp_path):
    file = plspm.write_report(VALIDATION, tmp_path / "report.md")
    text = file.read_text(encoding="utf-8")
    assert "SIMULATED DATA: drawn from a population of the tests" in text
    assert text.count("SIMULATED DATA") == 1
