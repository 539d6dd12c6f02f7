"""Models and data that break others: one table of what is refused, one of what is understood."""

import decimal
import fractions
import warnings

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.hostile.survey import MODE_B, MODEL, chain, likert, survey, usable

import plspm
from plspm import (
    AdmissibilityWarning,
    ConsistencyWarning,
    ConvergenceWarning,
    DataError,
    DataWarning,
    EstimationError,
    SpecificationError,
    estimate,
)

GOOD = survey()
LIKERT = likert()
NAN = float("nan")
LONG = "x" * 5000


class SubFrame(pd.DataFrame):
    """A data frame that makes more of its kind, as those of geopandas do."""

    @property
    def _constructor(self):
        return SubFrame


def renamed(**names):
    return GOOD.rename(columns=names)


def spoiled(**cells):
    """The survey with one cell of every column named replaced."""
    data = GOOD.astype(object)
    for name, cell in cells.items():
        data.loc[2, name] = cell
    return data


TWO = "{} =~ {} + {}\nB =~ b1 + b2\nB ~ {}"

REFUSED = {
    "n = 2": (MODEL, survey(2), DataError, ["2 rows", "at least 3"]),
    "n = 3 and a block of three in Mode B": (
        MODE_B, survey(3), EstimationError, ["a1, a2, a3 of A", "too few cases", "Mode A"],
    ),
    "no rows": (MODEL, GOOD.iloc[:0], DataError, ["0 rows"]),
    "sum of others in Mode B": (
        MODE_B, survey(a3=GOOD.a1 + GOOD.a2), EstimationError,
        ["a1, a2, a3 of A", "collinear", "Drop one", "Mode A"],
    ),
    "identical items in Mode B": (
        MODE_B, survey(a3=7 * GOOD.a1 - 2), EstimationError, ["a1, a3 of A", "Drop one"],
    ),
    "huge block in Mode B": (
        *chain(2, 100, n=90, operator="<~"), EstimationError, ["x0_0, x0_1", "and 92 more of C0"],
    ),
    "identical predictors": (
        MODEL, survey(b1=GOOD.a1, b2=GOOD.a2, b3=GOOD.a3), EstimationError,
        ["predictors A, B of C", "Drop one of these paths"],
    ),
    "items that cancel": (
        "A =~ a1 + a2\nB =~ b1\nB ~ A", survey(a2=-GOOD.a1), EstimationError,
        ["a1, a2 of A", "cancel", "Reverse"],
    ),
    "construct named as an item of another": (
        TWO.format("b1", "a1", "a2", "b1"), GOOD, SpecificationError,
        ["'B' is made of constructs", "'b2' is none"],
    ),
    "constant": (MODEL, survey(a1=3), DataError, ["'a1'", "constant", "leave it out"]),
    "infinite": (MODEL, spoiled(b2=np.inf), DataError, ["'b2'", "row 2", "NaN"]),
    "missing": (
        MODEL, spoiled(b2=NAN), DataError, ["'b2' (1)", 'missing="listwise"', 'missing="mean"'],
    ),
    "no column": (MODEL, renamed(a1="A1"), DataError, ["'a1'", "'A1'", "rename"]),
    "twice the same column": (
        MODEL, pd.concat([GOOD, GOOD.a1], axis=1), DataError, ["2 columns", "'a1'", "rename"],
    ),
    "columns of several levels": (
        MODEL, pd.concat({"x": GOOD}, axis=1), DataError, ["several levels", "join"],
    ),
    "numbers as text": (MODEL, GOOD.astype(str), DataError, ["'a1'", "pd.to_numeric"]),
    "decimal commas": (MODEL, spoiled(c1="3,5"), DataError, ["'c1'", "'3,5' in row 2", "replace"]),
    "word": (MODEL, spoiled(c1="high"), DataError, ["'c1'", "'high' in row 2", '["high"]']),
    "categories": (MODEL, LIKERT.replace({1: "no", 2: "hardly", 3: "so so", 4: "rather", 5: "yes"})
                   .astype("category"), DataError, ["'a1'", "convert_categoricals=False"]),
    "dates": (MODEL, LIKERT.apply(pd.to_datetime), DataError, ["'a1'", "Timestamp", "turn it"]),
    "complex": (MODEL, GOOD.astype(complex), DataError, ["'a1'", "real part"]),
    "array": (MODEL, GOOD.to_numpy(), DataError, ["no column names", "pd.DataFrame"]),
    "list of rows": (MODEL, GOOD.to_dict("records"), DataError, ["type list", "data frame"]),
    "no data": (MODEL, None, DataError, ["NoneType", "data frame"]),
    "ragged columns": (MODEL, {"a1": [1], "a2": [1, 2]}, DataError, ["same number"]),
    "all at once": (
        MODEL, spoiled(a2="x", a3=np.inf).assign(a1=1).drop(columns="b1"), DataError,
        ["4 problems", "'a1'", "'a2'", "'a3'", "'b1'"],
    ),
    "data for a model": (GOOD, MODEL, SpecificationError, ["estimate(model, data)"]),
    "empty model": ("", GOOD, SpecificationError, ["empty", "=~"]),
    "unknown construct": (MODEL + " + D", GOOD, SpecificationError, ["line 5", "'D'", "items"]),
    "construct without paths": (
        MODEL + "\nD =~ d1", GOOD, SpecificationError, ["line 6", "'D'", "connect it or remove it"],
    ),
    "item in two blocks": (
        MODEL.replace("b1", "a1"), GOOD, SpecificationError, ["line 2", "'a1'", "keep it in one"],
    ),
    "cycle": (MODEL + "\nA ~ C", GOOD, SpecificationError, ["A -> B -> C -> A", "remove one"]),
    "self-path": (MODEL + "\nA ~ A", GOOD, SpecificationError, ["'A'", "itself", "remove it"]),
    "duplicate path": (MODEL + "\nB ~ A", GOOD, SpecificationError, ["'A' to 'B'", "state it"]),
    "covariance": (MODEL + "\nA ~~ B", GOOD, SpecificationError, ["line 6, column 3", "remove"]),
    "starting value": (MODEL + "\nB ~ 0.5*C", GOOD, SpecificationError, ["column 8", "name alone"]),
    "name with a line end": (
        MODEL.replace("a1", "`a\n1`"), GOOD, SpecificationError, ["backtick", "close it"],
    ),
    "code in a name": (
        MODEL.replace("a1", "`__import__('os').abort()`"), GOOD, DataError, ["abort", "add it"],
    ),
    "a file in place of a model": ("@/etc/passwd", GOOD, SpecificationError, ["`@` is refused"]),
    "a megabyte without paths": (
        "A =~ " + " + ".join(f"x{i}" for i in range(120_000)), GOOD, SpecificationError,
        ["no paths", "ECE ~ EXP"],
    ),
    "a megabyte of noise": ("(~=`+;" * 170_000, GOOD, SpecificationError, ["line 1, column 1"]),
}  # fmt: skip


@pytest.mark.parametrize(("model", "data", "error", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_with_culprit_and_remedy(model, data, error, words):
    before = data.copy(deep=True) if isinstance(data, pd.DataFrame) else data
    with pytest.raises(error) as caught:
        estimate(model, data)
    message = str(caught.value)
    assert [word for word in words if word not in message] == []
    assert len(message) < 10_000
    if isinstance(data, pd.DataFrame):
        pd.testing.assert_frame_equal(data, before)


UNCHANGED = {
    "subclass of a frame": SubFrame(GOOD),
    "rows of several levels": GOOD.set_index(pd.MultiIndex.from_product([range(6), range(10)])),
    "equal row labels": GOOD.set_index(pd.Index([0] * 60)),
    "missing row labels": GOOD.set_index(pd.Index([NAN] * 60)),
    "read-only": pd.DataFrame(np.broadcast_to(GOOD.to_numpy(), (60, 9)), columns=list(GOOD)),
    "strided": GOOD.iloc[::-1].iloc[::-1],
    "objects": GOOD.astype(object),
    "Decimals": GOOD.map(decimal.Decimal),
    "Fractions": GOOD.map(fractions.Fraction),
    "nullable": GOOD.astype("Float64"),
    "arrow-backed": GOOD.astype("double[pyarrow]"),
    "sparse": GOOD.astype(pd.SparseDtype("float", 0.0)),
    "long doubles": GOOD.astype(np.longdouble),
    "polars": pl.from_pandas(GOOD),
    "polars, lazy": pl.from_pandas(GOOD).lazy(),
    "arrow table": pa.Table.from_pandas(GOOD),
    "dictionary": GOOD.to_dict("list"),
    "record array": GOOD.to_records(),
    "scale 1e-12": GOOD * 1e-12,
    "scale 1e12": GOOD * 1e12,
    "scale 1e140": GOOD * 1e140,
    "scale 1e-140": GOOD * 1e-140,
    "mixed scales": GOOD * np.tile([1e-12, 1.0, 1e12], 3),
    "offset": GOOD + 1e9,
}


@pytest.mark.parametrize("data", UNCHANGED.values(), ids=UNCHANGED)
def test_the_same_answers_in_other_clothes(data):
    before = data.copy(deep=True) if isinstance(data, pd.DataFrame) else None
    result = estimate(MODEL, data)
    usable(result)
    expected = estimate(MODEL, GOOD)
    np.testing.assert_allclose(result.effects, expected.effects, atol=1e-6)
    np.testing.assert_allclose(result.descriptives["kurtosis"], expected.descriptives["kurtosis"],
                               atol=1e-5)  # fmt: skip
    if before is not None:
        pd.testing.assert_frame_equal(data, before)


ORDERED = pd.CategoricalDtype([1, 2, 3, 4, 5], ordered=True)


@pytest.mark.parametrize("dtype", ["int8", "uint64", "Int64", "int64[pyarrow]", "float16", ORDERED])
def test_whole_numbers_of_every_type(dtype):
    expected = estimate(MODEL, LIKERT).effects
    pd.testing.assert_frame_equal(estimate(MODEL, LIKERT.astype(dtype)).effects, expected)


@pytest.mark.parametrize("dtype", ["bool", "boolean"])
def test_truth_values_are_zero_and_one(dtype):
    truth = LIKERT > 3
    expected = estimate(MODEL, truth.astype(float)).effects
    pd.testing.assert_frame_equal(estimate(MODEL, truth.astype(dtype)).effects, expected)


ONE_ITEM_EACH = "a1 =~ a1\nb1 =~ b1\nc1 =~ c1\nb1 ~ a1\nc1 ~ b1"
RARE = np.eye(60)[0]

UNDERSTOOD = {
    "n < p": (MODEL, survey(6), {}, []),
    "n = 4": (MODEL, survey(4), {}, []),
    "n = 3": (MODEL, survey(3), {}, [DataWarning]),
    "identical items in Mode A": (MODEL, survey(a3=GOOD.a1), {}, []),
    "sum of others in Mode A": (MODEL, survey(a3=GOOD.a1 + GOOD.a2), {}, []),
    "identical items in two blocks": (MODEL, survey(b1=GOOD.a1), {}, []),
    "one item the other way round": (MODEL, survey(a3=-GOOD.a3), {}, [DataWarning]),
    "two items the other way round": (MODEL, survey(a2=-GOOD.a2, a3=-GOOD.a3), {}, [DataWarning]),
    "constant in some draws": (MODEL, survey(a3=RARE), {}, []),
    "one item everywhere": (ONE_ITEM_EACH, GOOD, {}, []),
    "one item everywhere, PLSc": (ONE_ITEM_EACH, GOOD, {"estimator": "plsc"}, []),
    "two constructs of one item": ("a1 =~ a1\nb1 =~ b1\nb1 ~ a1", GOOD, {}, []),
    "disconnected models": (
        "A =~ a1 + a2\nB =~ b1 + b2\nC =~ c1\nD =~ c2\nB ~ A\nD ~ C", GOOD, {}, [],
    ),
    "60 constructs, 240 items": (*chain(60, 4), {}, []),
    "2^23 directed paths": (*chain(25, 2, dense=True), {}, []),
    "blocks of 100": (*chain(2, 100), {}, []),
    "no convergence": (MODEL, GOOD, {"max_iterations": 1}, [ConvergenceWarning]),
    "PLSc beyond its range": (
        MODEL, survey(8, seed=2), {"estimator": "plsc"}, [AdmissibilityWarning],
    ),
    "non-ASCII": (TWO.format("Größe", "`größe 1`", "年齢", "Größe"),
                  renamed(a1="größe 1", a2="年齢"), {}, []),
    "long names": (TWO.format(LONG, LONG + "1", "a2", LONG), renamed(a1=LONG + "1"), {}, []),
    "names that are numbers": (TWO.format(1, 2, 3, 1), renamed(a1=2, a2="3"), {}, []),
    "names that are operators": (TWO.format("`1e5`", "`=~`", "`+`", "`1e5`"),
                                 renamed(a1="=~", a2="+"), {}, []),
    "names that are nothing": (TWO.format("nan", "NA", "None", "nan"),
                               renamed(a1="NA", a2="None"), {}, []),
    "construct named as one of its items": (TWO.format("a1", "a1", "a2", "a1"), GOOD, {}, []),
    "weights": (MODEL, GOOD, {"weights": np.arange(60)}, []),
    "missing, listwise": (MODEL, spoiled(a1=None), {"missing": "listwise"}, []),
    "missing, mean": (MODEL, spoiled(a1=pd.NA), {"missing": "mean"}, []),
    "-99 for missing": (MODEL, LIKERT.mask(LIKERT == 1, -99), {}, [DataWarning]),
}  # fmt: skip


@pytest.mark.parametrize(("model", "data", "options", "expected"), UNDERSTOOD.values(),
                         ids=UNDERSTOOD)  # fmt: skip
def test_understood(model, data, options, expected):
    before = data.copy(deep=True)
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        result = estimate(model, data, **options)
    assert [warning.category for warning in given] == expected
    assert all(warning.filename == __file__ for warning in given)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AdmissibilityWarning)
        usable(result)
    pd.testing.assert_frame_equal(data, before)


def test_an_item_turned_round_changes_its_sign_and_nothing_else():
    with pytest.warns(DataWarning, match=r"a3 \(-0.91\)"):
        turned = estimate(MODEL, survey(a3=-GOOD.a3))
    plain = estimate(MODEL, GOOD)
    pd.testing.assert_frame_equal(turned.effects, plain.effects, atol=1e-6)
    sign = turned.loadings / plain.loadings
    np.testing.assert_allclose(sign.loc["A", "loading"], [1, 1, -1], atol=1e-6)


def test_draws_with_a_constant_item_are_counted_and_told():
    result = estimate(MODEL, survey(a3=RARE))
    with pytest.warns(AdmissibilityWarning, match="constant indicator") as given:
        boot = result.bootstrap(draws=99, seed=1, progress=False)
    assert boot.failures["constant_indicator"] == 99 - boot.draws_usable
    assert 20 < boot.failures["constant_indicator"] < 60
    assert given[0].filename == __file__


@pytest.mark.parametrize("scheme", ["path", "factorial", "centroid"])
@pytest.mark.parametrize("seed", range(5))
def test_rounding_never_hides_collinear_predictors(scheme, seed):
    data = survey(seed=seed)
    data = data.assign(b1=2 * data.a1 + 3, b2=data.a2 / 7, b3=data.a3)
    with pytest.raises(EstimationError, match="predictors A, B of C"):
        estimate(MODEL.replace("\nB ~ A", ""), data, scheme=scheme)


@pytest.mark.parametrize("name", plspm.__all__)
def test_every_public_name_exists(name):
    assert getattr(plspm, name) is not None


def test_the_exact_fit_test_bears_failures_of_one_model_alone():
    result = estimate(MODEL, survey(11, seed=3))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AdmissibilityWarning)
        warnings.simplefilter("ignore", ConsistencyWarning)
        table = result.exact_fit(draws=200, seed=1, progress=False)
    assert table["draws"].loc["saturated", "srmr"] <= 200
    assert table["p_value"].dropna().between(0, 1).all()
