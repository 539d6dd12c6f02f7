"""Lavaan text read: what is understood, what is noted, what is refused, each with its line."""

import warnings

import pytest

import plspm

ORDERS = {  # left: lavaan; right: the same model here
    "A =~ 1*a1 + NA*a2 + start(.8)*a3\nB =~ b1\nB ~ A": "A =~ a1 + a2 + a3\nB =~ b1\nB ~ A",
    "A =~ a1 +   # first\n  a2\nB <~ b1\n + b2 ! second\nB ~ A": (
        "A =~ a1 + a2\nB <~ b1 + b2\nB ~ A"
    ),
    "A =~ a1; A =~ a2; B =~ b; B ~ b1 * A": "A =~ a1 + a2; B =~ b; B ~ A",
    "A =~\n a1 + a2\nB =~ b; B ~ A": "A =~ a1 + a2; B =~ b; B ~ A",
    "A =~ a1 + a2\nY ~ A + age": "A =~ a1 + a2; Y =~ Y; age =~ age; Y ~ A + age",
    "A =~ a1 + a2; B =~ b1; H =~ A + B; Y =~ y; Y ~ H": (
        "A =~ a1 + a2; B =~ b1; H =~ A + B; Y =~ y; Y ~ H"
    ),
    "A =~ a1 + a2; H =~ A + x; Y =~ y; Y ~ H": ("A =~ a1 + a2; H =~ A + x; Y =~ y; x =~ x; Y ~ H"),
    "A =~ a; B =~ b; Y =~ y; Z =~ z; Y + Z ~ A + B": (
        "A =~ a; B =~ b; Y =~ y; Z =~ z; Y ~ A + B; Z ~ A + B"
    ),
    "A =~ a; B =~ b; Y =~ y; Y ~ A + B + A:B": "A =~ a; B =~ b; Y =~ y; Y ~ A + B + A:B",
    "group =~ a1; level =~ b1; level ~ group": "group =~ a1; level =~ b1; level ~ group",
}


def read(text, syntax="lavaan"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model = plspm.read_model(text, syntax=syntax)
    return model, "\n".join(str(each.message) for each in caught)


@pytest.mark.parametrize(("lavaan", "here"), ORDERS.items())
def test_what_is_understood(lavaan, here):
    assert read(lavaan)[0] == plspm.PathModel.parse(here)


MODEL = "A =~ a1 + a2\nB =~ b1 + b2\nM =~ m\nM ~ p*A\nB ~ q*M + A\n"
ONCE = "line 4, column 7: `M ~ p*A`: labels"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a1 ~~ b1", "line 6, column 1: `a1 ~~ b1`: PLS has no covariances of errors"),
        ("a1 ~~ a1", "variances are not estimated"),
        ("A ~~ 1*A", "variances are not estimated"),
        ("A ~~ M", "construct correlations are always estimated"),
        ("b1 ~ 1", "so there are no intercepts"),
        ("a1 | t1 + t2", "thresholds are no part"),
        ("a1 ~*~ 1*a1", "scaling factors are no part"),
        ("pq := p*q", "line 6, column 1: `pq := p*q`: with draws, boot.expression('A->M * M->B')"),
        ("pq := p*unknown", "effects of every kind come with the result"),
    ],
)
def test_what_is_noted_with_its_line(line, said):
    model, notes = read(MODEL + line)
    assert model == read(MODEL)[0]
    assert ONCE in notes
    assert said in notes


def test_what_pls_takes_for_granted_is_not_noted():
    _, notes = read("A =~ a1 + a2\nB =~ b\nB ~ A\nb ~~ 0*b")
    assert notes == ""


def test_an_expression_that_is_advised_can_be_computed():
    _, notes = read(
        "A =~ EXP_a + EXP_b\nM =~ ECE_b + ECE_d\nB =~ MPE_a + MPE_b\nM ~ p*A\nB ~ q*M\ni := p*q"
    )
    advised = notes.partition("boot.expression('")[2].partition("'")[0]
    data = plspm.datasets.load("customer_engagement")
    model = read("A =~ EXP_a + EXP_b\nM =~ ECE_b + ECE_d\nB =~ MPE_a + MPE_b\nM ~ A\nB ~ M")[0]
    result = plspm.estimate(model, data)
    found = result.bootstrap(draws=20, seed=1, progress=False).expression(advised)
    expected = result.path_coefficients.loc["A", "M"] * result.path_coefficients.loc["M", "B"]
    assert float(found["estimate"].iloc[0]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("C =~ c1 + 0.7*c2; B ~ C", "line 6, column 15: `C =~ c1 + 0.7*c2`: the value of 'c2' is"),
        ("B ~ 0*A", "the value of 'A' is fixed"),
        ("A ~~ 0*M", "PLS cannot hold a variance or correlation at a value"),
        ("m ~~ 0.3*m", "PLS cannot hold a variance or correlation at a value"),
        ("p == q", "estimates cannot be constrained"),
        ("p > 0", "estimates cannot be constrained"),
        ("group: 1", "groups are compared by plspm.compare_groups()"),
        ("level: 2", "no part of a path model"),
        ("C =~ p*c1 + c2; B ~ C", "the label 'p' holds estimates equal (lines 4 and 6)"),
        ("C =~ c(1, 2)*c1; B ~ C", "one value for each group is stated"),
        ('C =~ equal("A=~a1")*c1; B ~ C', "estimates cannot be held equal"),
        ("C =~ rv(x)*c1; B ~ C", "random slopes"),
        ("C =~ f(x)*c1; B ~ C", "`f(x)*`: this is not understood"),
        ("B ~ A*M", "is 'A' a label, or is this a product?"),
        ("B ~ M +", "a name is missing here"),
        ("B ~ *M", "nothing stands before `*`"),
        ("B ~ M:", "a name is missing after `:`"),
        ("A <~ x1 + x2", "'A' is stated by `=~` and by `<~`"),
        ("efa('e')*F =~ x", "one name stands left of the operator"),
        ("B ~ A ~ M", "`~` is not understood here"),
        ("C =~ a1; B ~ C", "a1"),
        ("M ~ B", "the paths run in a circle"),
    ],
)
def test_what_would_be_another_model_is_refused_with_its_line(line, said):
    with pytest.raises(plspm.SpecificationError) as refused:
        read(MODEL + line)
    assert said in str(refused.value)
    assert "line 6" in str(refused.value) or "lines" in str(refused.value)


def test_all_is_refused_at_once():
    with pytest.raises(plspm.SpecificationError) as refused:
        read("A =~ a1 + 2*a2\nB =~ b\nB ~ 0*A\np > 0")
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize(
    ("csem", "here"),
    [
        ("Y ~ A + B + A.B", "Y ~ A + B + A:B"),
        ("Y ~ A + B + B.A", "Y ~ A + B + B:A"),
        ("Y ~ A + B + A.A", "Y ~ A + B + A^2"),
        ("Y ~ A + B", "Y ~ A + B"),
    ],
)
def test_csem_writes_products_with_dots(csem, here):
    measured = "A =~ a.1 + a.2; B <~ b1 + b2; Y =~ y;"
    assert read(measured + csem, "csem")[0] == plspm.PathModel.parse(measured + here)


def test_a_construct_with_a_dot_is_no_product():
    text = "A =~ a; B =~ b; A.B =~ c; Y =~ y; Y ~ A.B + A + B"
    assert not read(text, "csem")[0].products


def test_csem_measures_everything():
    with pytest.raises(plspm.SpecificationError, match="'age'"):
        read("A =~ a1; Y =~ y; Y ~ A + age", "csem")


SCRIPT = """
library(cSEM)  # it's a script
model <- "
  # don't
  A =~ a1 + a2
  B <~ b1 + b2
  B ~ A
  a1 ~~ a2
"
res <- csem(.data = d, .model = model, .disattenuate = FALSE)
"""


def test_the_model_of_a_script_keeps_its_lines():
    model, notes = read(SCRIPT, None)
    assert model == plspm.PathModel.parse("A =~ a1 + a2; B <~ b1 + b2; B ~ A")
    assert "read as cSEM" in notes
    assert "line 8, column 3" in notes


def test_several_models_in_a_script_are_told():
    with pytest.raises(plspm.SpecificationError, match=r"2 model texts \(lines 3, 11\)"):
        read(SCRIPT + "m2 <- 'A =~ a1; B ~ A'", None)


def test_a_modifier_in_quotes_is_no_script():
    model, _ = read('A =~ a1 + equals\nB =~ "b*2"*b1 + b2\nB ~ A')
    assert model.construct("B").indicators == ("b1", "b2")
