"""Expressions: their values, their grammar, and that nothing but an OptionError comes out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.inference.cases import QUIET, TEXT, factor_data, triangle
from tests.naive import resample as naive
from tests.parity.references import data
from tests.strategies import examples

import plspm
from plspm.estimation.arrays import ModelArrays
from plspm.inference.expressions import LONGEST, read_expression

AB, AC, BC = "A1->B1", "A1->C1", "B1->C1"
VALUES = {
    AB: lambda ab, ac, bc: ab,
    "A1 -> B1 -> C1": lambda ab, ac, bc: ab * bc,
    f"{AB} * {BC} - {AC}": lambda ab, ac, bc: ab * bc - ac,
    f"{AB} - {AC} - {BC}": lambda ab, ac, bc: (ab - ac) - bc,
    f"{AB} - ({AC} - {BC})": lambda ab, ac, bc: ab - (ac - bc),
    f"{AB} / {AC} / {BC}": lambda ab, ac, bc: (ab / ac) / bc,
    f"{AB} / {AC} * {BC}": lambda ab, ac, bc: (ab / ac) * bc,
    f"{AB} + {AC} * {BC}": lambda ab, ac, bc: ab + ac * bc,
    f"-{AB}^2": lambda ab, ac, bc: -(ab**2),
    f"(-{AB})^2": lambda ab, ac, bc: ab**2,
    f"2 * {AB} - .5*{AC} + 1e-1": lambda ab, ac, bc: 2 * ab - 0.5 * ac + 0.1,
    f"{AC} - -{BC}": lambda ab, ac, bc: ac + bc,
    "total(A1->C1)": lambda ab, ac, bc: ac + ab * bc,
    "indirect(A1 -> C1)": lambda ab, ac, bc: ab * bc,
    "total(A1->C1)^2": lambda ab, ac, bc: (ac + ab * bc) ** 2,
    "-total(A1->C1)": lambda ab, ac, bc: -ac - ab * bc,
    "total(A1->C1) - indirect(A1->C1)": lambda ab, ac, bc: ac,
    "(A1->B1->C1) / total(A1->C1)": lambda ab, ac, bc: ab * bc / (ac + ab * bc),
    "`A1`->`B1`": lambda ab, ac, bc: ab,
    f"\n({AB})^0 ": lambda ab, ac, bc: np.ones_like(ab),
}


@pytest.fixture(scope="module")
def boot():
    return triangle().bootstrap(199, seed=2, statistics=["paths"], **QUIET)


@pytest.fixture(scope="module")
def arrays():
    return triangle()._arrays


@pytest.mark.parametrize("text", VALUES)
def test_estimate_and_interval_are_those_of_the_arithmetic_draw_by_draw(text, boot):
    value = VALUES[text]
    columns = [("A1", "B1"), ("A1", "C1"), ("B1", "C1")]
    estimate = value(*(np.array([boot.paths.loc[c, "estimate"]]) for c in columns))[0]
    draws = value(*(boot.draws("paths")[c].to_numpy() for c in columns))
    row = boot.expression(text, level=0.9).iloc[0]
    assert row["estimate"] == pytest.approx(estimate, abs=1e-12)
    expected = naive.interval_percentile(draws, 0.9)
    assert (row["ci_lower"], row["ci_upper"]) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("kind", ["percentile", "basic", "normal", "bc", "bca", "studentized"])
def test_every_kind_of_interval_is_that_of_the_same_statistic(kind):
    """A total effect by expression has the interval of the table of total effects."""
    boot = triangle().bootstrap(99, seed=2, **QUIET)
    row = boot.expression("A1->C1 + A1->B1->C1", kind=kind).iloc[0]
    expected = boot.table("total_effects", kind=kind).loc[("A1", "C1")]
    assert row.to_numpy() == pytest.approx(expected.to_numpy(), abs=1e-9)


def test_several_expressions_are_rows_in_order(boot):
    table = boot.expression(AC, AB, p_value="percentile", alternative="greater")
    assert table.index.tolist() == [AC, AB]
    assert np.isposinf(table["ci_upper"]).all()


WRONG = {
    "": None,
    "   ": None,
    "1" * (LONGEST + 1): None,
    "A1": 1,
    "A1 ->": 6,
    "-> B1": 1,
    "A1->B1 +": 9,
    "A1->B1 B1->C1": 8,
    "A1->X": 5,
    "X->B1": 1,
    "B1->A1": 5,
    "A1->B1->C1->A1": 13,
    "A1->B1)": 7,
    "(A1->B1": 8,
    "A1->B1 ^ 2.5": 10,
    "A1->B1 ^ -1": 10,
    "A1->B1 ^ 10": 10,
    "A1->B1^²": 8,
    "A1->B1 ** 2": 9,
    "A1.__class__->B1": 1,
    "total(C1->A1)": 11,
    "total(A1->B1->C1)": 13,
    "total A1->B1": 1,
    "exp(A1->B1)": 1,
    "A1->B1 == 1": 8,
    "A1->B1; B1->C1": 7,
    "  [A1->B1]": 3,
    "`A1->B1": 1,
    "1 2": 3,
    "--A1->B1": 2,
    "A1->B1 ^ X": 10,
}


@pytest.mark.parametrize(("text", "column"), WRONG.items())
def test_what_is_no_expression_is_refused_with_its_column(text, column, arrays):
    with pytest.raises(plspm.OptionError) as caught:
        read_expression(text, arrays)
    if column is None:
        assert "at most 2000 characters" in str(caught.value)
    else:
        assert f"column {column}:" in str(caught.value)


@pytest.mark.parametrize(("before", "column"), [("", 52), ("(1)+" * 9, 88)])
def test_parentheses_nest_fifty_deep(before, column, arrays):
    read_expression(f"{before}{'(' * 50}A1->B1{')' * 50}", arrays)
    with pytest.raises(plspm.OptionError, match=f"column {column}: parentheses nest too deep"):
        read_expression(f"{before}{'(' * 51}A1->B1{')' * 51}", arrays)


def test_an_expression_may_be_as_long_as_allowed(arrays):
    read_expression("A1->B1".ljust(LONGEST), arrays)


@pytest.mark.parametrize("text", [None, 3, b"A1->B1", ["A1->B1"]])
def test_what_is_no_text_is_refused(text, arrays):
    with pytest.raises(plspm.OptionError, match="is a text"):
        read_expression(text, arrays)


def test_the_column_counts_in_the_text_that_is_shown(arrays):
    with pytest.raises(plspm.OptionError) as caught:
        read_expression("   A1->X", arrays)
    shown, column = str(caught.value).removeprefix("Expression '").split("', column 8:")
    assert shown[8 - 1] == "X"
    assert "no construct" in column


def test_a_number_may_be_the_name_of_an_outcome():
    model = plspm.PathModel.parse("Age =~ a; `7` =~ b; `7` ~ Age")
    value = read_expression("Age -> 7", ModelArrays.from_model(model))
    assert value(np.array([[[0, 0], [0.25, 0]]]), None).tolist() == [0.25]


def test_no_expression_is_refused(boot):
    with pytest.raises(plspm.OptionError, match="at least one"):
        boot.expression()


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "open('/etc/passwd')",
        "(lambda: 1)()",
        "A1->B1 if 1 else 2",
        "{A1->B1}",
        "`__import__`->B1",
        "A1.__class__.__mro__->B1",
    ],
)
def test_code_is_no_expression(text, arrays):
    with pytest.raises(plspm.OptionError):
        read_expression(text, arrays)


PIECES = st.sampled_from(
    [
        *("A1", "B1", "C1", "X", "`A1`", "`", "A1->B1", "B1->C1", "total", "indirect"),
        *("->", "+", "-", "*", "/", "^", "(", ")", " ", "\n", "$"),
        *("2", "0", "9", ".5", "1e999", "²", "٣"),
    ]
)
B = np.zeros((3, 3, 3))
B[:, 1, 0], B[:, 2, 0], B[:, 2, 1] = 0.0, [-1.0, 0.0, 2.0], 1e300
T = B.copy()


def read_and_compute(text, arrays):
    try:
        value = read_expression(text, arrays)
    except plspm.OptionError:
        return
    with np.errstate(all="ignore"):
        assert value(B, T).shape == (3,)


@examples(300)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_pieces_of_the_grammar_in_any_order(arrays, text):
    read_and_compute(text, arrays)


@examples(200)
@given(st.text(max_size=60))
def test_any_text_at_all(arrays, text):
    read_and_compute(text, arrays)


@pytest.mark.parametrize("term", ["1", "(1)"])
@pytest.mark.parametrize("joined", ["+", "-", "*", "/"])
def test_the_longest_chain_is_computed(joined, term, boot):
    """A long text is deep nowhere: as many terms as fit into it are no strain."""
    text = joined.join([term] * (LONGEST // len(joined + term)))
    assert np.isfinite(boot.expression(text)["estimate"]).all()


@pytest.mark.parametrize("text", ["A1->B1 / 0", "0/0", "1e999", "9e307 * 9e307", "9999999^9^1"])
def test_what_has_no_finite_value_is_nan_without_a_warning(text, boot):
    if text.endswith("^1"):
        with pytest.raises(plspm.OptionError, match="column 10"):
            boot.expression(text)
    else:
        row = boot.expression(text).iloc[0]
        assert np.isnan(row[["estimate", "ci_lower", "ci_upper"]]).all()
        assert row["draws"] == 0


def test_names_with_other_characters_stand_in_backticks():
    frame = factor_data(60, 1)
    names = {"A1": "my -> `A`", "B1": "total", "C1": "2nd"}
    blocks = [
        plspm.reflective(name, [f"{c[0].lower()}1{k}" for k in (1, 2, 3)])
        for c, name in names.items()
    ]
    model = plspm.PathModel(
        blocks,
        plspm.path("my -> `A`", to="total"),
        plspm.path("total", to="2nd"),
        plspm.path("my -> `A`", to="2nd"),
    )
    named = plspm.estimate(model, frame).bootstrap(50, seed=1, **QUIET)
    plain = plspm.estimate(TEXT, frame).bootstrap(50, seed=1, **QUIET)
    first = named.expression("`my -> ``A```->total->`2nd` + total(total->`2nd`)")
    second = plain.expression("A1->B1->C1 + total(B1->C1)")
    assert first.to_numpy() == pytest.approx(second.to_numpy(), abs=1e-12)


def test_data_are_untouched():
    frame = data("small_triangle").copy()
    plspm.estimate(TEXT, frame).bootstrap(20, seed=1, **QUIET).expression(AB)
    assert frame.equals(data("small_triangle"))


BARE = [
    "1ST",
    "2",
    "Zufriedenheit_1",
    "Zu\u0308rich",
    "\u0938\u0902\u0924\u094b\u0937",
    "a.b",
    "1e5x",
]
"""Names that the model text takes without backticks; the fourth and fifth have combining marks."""


@pytest.mark.parametrize("name", BARE)
def test_names_stand_bare_where_the_model_text_takes_them_bare(name):
    text = f"{name} =~ a11 + a12; B1 =~ b11 + b12; C =~ c11 + c12; B1 ~ {name}; C ~ {name} + B1"
    model = plspm.PathModel.parse(text)
    assert "`" not in model.to_text()
    boot = plspm.estimate(model, factor_data(60, 1)).bootstrap(50, seed=1, **QUIET)
    asked = [f"{name}->B1", f"{name} -> B1 -> C", f"2.5*{name}->C", f"total({name}->C)"]
    table = boot.expression(*asked)
    b = boot.paths["estimate"]
    assert table["estimate"].tolist() == pytest.approx(
        [
            b[name, "B1"],
            b[name, "B1"] * b["B1", "C"],
            2.5 * b[name, "C"],
            b[name, "C"] + b[name, "B1"] * b["B1", "C"],
        ]
    )


@pytest.mark.parametrize(
    ("number", "value"),
    [("2", 2.0), ("2.5", 2.5), (".5", 0.5), ("3.", 3.0), ("1e-2", 0.01), ("2E1", 20)],
)
def test_numbers_are_numbers_still(boot, number, value):
    table = boot.expression(f"{number} * {AB}", f"{AB}-{number}", f"{number}")
    estimate = boot.expression(AB)["estimate"].iloc[0]
    assert table["estimate"].tolist() == pytest.approx([value * estimate, estimate - value, value])
