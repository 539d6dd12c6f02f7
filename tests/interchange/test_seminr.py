"""R code of seminr read, as its documentation writes it and as users do."""

import warnings

import pytest
from tests.parity.stages import StageRun

import plspm

MOBI = """
library(seminr)
mobi <- mobi          # don't touch
mm <- constructs(
  composite("Image",        multi_items("IMAG", 1:5)),
  composite("Expectation",  multi_items("CUEX", 1:3), weights = mode_A),
  composite("Value",        multi_items("PERV", c(1, 2)), weights = correlation_weights),
  composite("Satisfaction", multi_items("CUSA", 1:3)),
  interaction_term(iv = "Image", moderator = "Expectation", method = two_stage)
)
sm <- relationships(
  paths(to = "Satisfaction",
        from = c("Image", "Expectation", "Value", "Image*Expectation"))
)
if (n > 3) { plot(y ~ x) }
model <- estimate_pls(mobi, mm, sm, inner_weights = path_factorial)
boot <- bootstrap_model(model, nboot = 5000, cores = 2)
"""


def read(code):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model = plspm.read_model(code, syntax="seminr")
    return model, "\n".join(str(each.message) for each in caught)


def test_the_model_is_that_of_the_reference():
    """What seminr computes for this model is compared with our estimate of it elsewhere."""
    run = StageRun("intxn1_two_stage", "seminr", "path")
    model, notes = read(MOBI)
    assert model == run.model(run.paths)
    assert "line 9, column 3: the method of Image*Expectation" in notes
    assert 'interactions="two_stage_reestimated"' in notes
    assert "line 16, column 10: settings of the estimation are no part of a model" in notes


SHORT = {
    'composite("A", c("a1", "a2"), weights = mode_B)': "A <~ a1 + a2",
    'composite("A", c("a1", "a2"), mode_B)': "A <~ a1 + a2",
    'composite("A", c("a1", "a2"), regression_weights)': "A <~ a1 + a2",
    'composite("A", c("a1", "a2"), weights = unit_weights)': "A <~ [sum] a1 + a2",
    'composite("A", c("a1", "a2"))': "A <~ [A] a1 + a2",
    "composite('A', 'a1')": "A <~ [A] a1",
    'composite(item_names = c("a1", "a2"), construct_name = "A")': "A <~ [A] a1 + a2",
    'seminr::reflective("A", multi_items("a", 2:1))': "A =~ a2 + a1",
    'reflective("A", paste0("a", 1:k))': "A =~ a1 + a2 + a3",
    'reflective("A", items)': "A =~ a1 + a9",
    'reflective("A", multi_items("a", c("x", "y")))': "A =~ ax + ay",
    'composite("A", single_item("a 1"))': "A <~ [A] `a 1`",
}


@pytest.mark.parametrize(("code", "here"), SHORT.items())
def test_measures(code, here):
    script = f"""
        k = 3
        items <- c("a1", "a9")
        mm <- constructs({code}, composite("Y", single_item("y")))
        relationships(paths("A", "Y"))"""
    expected = plspm.PathModel.parse(f"{here}\nY <~ [A] y\nY ~ A")
    assert read(script)[0] == expected


def test_constructs_of_constructs_and_squares():
    model, notes = read("""constructs(
        composite("A", multi_items("a", 1:2)), reflective("B", multi_items("b", 1:2)),
        higher_composite("H", dimensions = c("A", "B"), method = two_stage, weights = mode_B),
        higher_reflective("G", c("C", "D")), reflective("C", "c"), reflective("D", "d"),
        quadratic_term(iv = "H", method = two_stage), composite("Y", "y"))
        relationships(paths(from = c("H", "H*H", "G"), to = "Y"))""")
    assert model == plspm.PathModel.parse(
        "A <~ [A] a1 + a2; B =~ b1 + b2; H <~ A + B; G =~ C + D; C =~ c; D =~ d; Y <~ [A] y;"
        "Y ~ H + G + H^2"
    )
    assert "seminr corrects reflective constructs ('B', 'G', 'C' and 'D')" in notes


@pytest.mark.parametrize(
    ("measures", "arrows", "said"),
    [
        ('composite("A", multi_items("a", 1:k))', 'paths("A", "Y")', "the ends of a range"),
        ('composite("A", items)', 'paths("A", "Y")', "the variable 'items' is not assigned"),
        ('composite("A", names(d)[1:3])', 'paths("A", "Y")', "this takes R to evaluate"),
        ('composite("A", multi_items("a", 1:2, prefix = "x"))', 'paths("A", "Y")', "'prefix'"),
        ('composite("A", "a", weights = mode_C)', 'paths("A", "Y")', "'mode_C' is none of mode_A"),
        ('composite("A")', 'paths("A", "Y")', "composite() lacks item_names"),
        ('construct("A", "a")', 'paths("A", "Y")', "construct() is none of composite()"),
        ('composite("A", "a")', 'path("A", "Y")', "path() is not paths(from=, to=)"),
        ('composite("A", "a")', 'paths("A")', "paths() needs both from= and to="),
        ('composite("A", "a")', 'paths("A", "Y"), paths("B", "Y")', "'B'"),
        ('composite(c("A", "B"), "a")', 'paths("A", "Y")', "one name is needed here, not 2"),
        ('composite("A", "a"), composite("A", "b")', 'paths("A", "Y")', "'A'"),
        (
            'composite("A", "a"), interaction_term("A", "Y", method = f)',
            'paths("A", "Y")',
            "'f' is none of two_stage",
        ),
        ('composite("A", "a")', 'paths("A*B*C*D", "Y")', "more than 3 factors"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(measures, arrows, said):
    code = f'\n\nconstructs({measures}, composite("Y", "y"))\nrelationships({arrows})'
    with pytest.raises(plspm.SpecificationError) as refused:
        read(code)
    assert said in str(refused.value)
    assert any(each.startswith(("line 3", "line 4")) for each in refused.value.problems)


def test_code_that_states_too_much_or_too_little():
    with pytest.raises(plspm.SpecificationError, match=r"no call of relationships\(\)"):
        read('constructs(composite("A", "a"))')
    twice = 'constructs(composite("A", "a"))\n' * 2 + 'relationships(paths("A", "Y"))'
    with pytest.raises(plspm.SpecificationError, match=r"called 2 times \(lines 1, 2\)"):
        read(twice)
    with pytest.raises(plspm.SpecificationError, match=r"turned by as\.reflective"):
        read(MOBI.replace("(mobi, mm", "(mobi, as.reflective(mm)"))


def test_brackets_without_end_are_refused():
    with pytest.raises(plspm.SpecificationError, match="nested more than a hundred deep"):
        read("constructs(" + "c(" * 3000)


def test_a_product_without_a_path_is_told():
    _, notes = read(MOBI.replace(', "Image*Expectation"))', "))"))
    assert "no path begins at Image*Expectation" in notes


@pytest.mark.parametrize("cut", range(20, len(MOBI), 37))
def test_torn_code_is_refused_or_read(cut):
    try:
        read(MOBI[:cut])
    except plspm.SpecificationError as error:
        assert all(error.problems)
