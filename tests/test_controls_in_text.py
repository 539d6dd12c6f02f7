"""Control variables within a model: the text, the objects and the option are one road."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile.survey import MODEL
from tests.model.test_properties import models, names
from tests.test_controls import firms

import plspm
from plspm.__main__ import main
from plspm.errors import OptionError, SpecificationError, TranslationWarning
from plspm.model import Control, PathModel

TEXT = f"""
{MODEL}
B ~ control(AGE) + control(SECTOR, reference=Trade)
C ~ control(SECTOR)
"""
OPTION = [plspm.control("AGE", on="B"), plspm.control("SECTOR", reference="Trade", on=["B", "C"])]
SHORT = "A =~ a; B =~ b; "


def same(result, other):
    for name in ("effects", "loadings", "r_squared", "regressions", "scores"):
        pd.testing.assert_frame_equal(getattr(result, name), getattr(other, name), rtol=0, atol=0)
    assert result.summary() == other.summary()


def both():
    data = firms()
    return plspm.estimate(TEXT, data), plspm.estimate(MODEL, data, controls=OPTION)


def test_text_option_and_objects_are_the_same_to_the_last_bit():
    text, option = both()
    same(text, option)
    parsed = PathModel.parse(MODEL)
    whole = PathModel(parsed.constructs, parsed.paths, OPTION)
    assert whole == PathModel.parse(TEXT)
    same(plspm.estimate(whole, firms()), option)


def test_a_control_of_objects_points_at_every_endogenous_construct_by_default():
    parsed = PathModel.parse(MODEL)
    model = PathModel(plspm.control("SECTOR"), parsed.constructs, parsed.paths)
    assert model.controls == (Control("SECTOR", None, ("B", "C")),)
    same(plspm.estimate(model, firms()), plspm.estimate(MODEL, firms(), controls="SECTOR"))


def test_text_and_option_go_together_but_not_for_one_column():
    model = PathModel.parse(f"{MODEL}\nB ~ control(AGE)\nC ~ control(AGE)")
    together = plspm.estimate(model, firms(), controls={"SECTOR": "Trade"})
    same(together, plspm.estimate(MODEL, firms(), controls={"AGE": None, "SECTOR": "Trade"}))
    with pytest.raises(OptionError, match="'AGE', stated as a control in the model too"):
        plspm.estimate(model, firms(), controls="AGE")


def test_all_that_follows_is_the_same():
    text, option = both()
    first, second = (each.bootstrap(50, seed=1) for each in (text, option))
    pd.testing.assert_frame_equal(first.paths, second.paths)
    assert plspm.compare_controls(text).summary() == plspm.compare_controls(option).summary()
    new = firms(30, seed=3)
    assert text.model == option.model
    pd.testing.assert_frame_equal(
        plspm.predict(text, new).indicators, plspm.predict(option, new).indicators
    )
    assert "SECTOR (reference: Trade)" in text.summary()
    assert plspm.from_json(text.to_json()).summary() == plspm.from_json(option.to_json()).summary()


def test_items_are_dropped_and_controls_stay():
    data = firms()
    purified = [
        plspm.purify(TEXT, data, threshold=0.9),
        plspm.purify(MODEL, data, threshold=0.9, controls=OPTION),
    ]
    pd.testing.assert_frame_equal(purified[0].trace, purified[1].trace)
    model = PathModel.parse(TEXT)
    assert model.with_constructs(model.construct("A")) == model


def test_specifications_leave_controls_of_the_text_out():
    curve = plspm.specification_curve(TEXT, firms(), paths="A -> B", controls=["AGE", "SECTOR"])
    assert len(curve.specifications) == 4


controls = st.builds(Control, names, st.none() | names, st.none(), st.just(False)) | st.builds(
    Control, names, st.none(), st.none(), st.booleans()
)


@given(models(), st.lists(controls, max_size=4, unique_by=lambda each: each.column), st.data())
def test_text_round_trip(model, stated, data):
    taken = {*model.construct_names, *model.indicators}
    parts = {part for name in model.higher_order for part in model.parts(name)}
    targets = st.sets(
        st.sampled_from([name for name in model.construct_names if name not in parts]), min_size=1
    )
    chosen = [
        Control(each.column, each.reference, tuple(data.draw(targets)), each.numbers)
        for each in stated
        if each.column not in taken
    ]
    whole = PathModel(model.constructs, model.paths, chosen)
    assert {each.column for each in whole.controls} == {each.column for each in chosen}
    again = PathModel.parse(whole.to_text())
    assert again == whole
    assert hash(again) == hash(whole)
    namespace = {name: getattr(plspm, name) for name in plspm.__all__}
    assert eval(repr(whole), namespace).controls == tuple(
        Control(c.column, c.reference and c.reference.strip(), c.on, c.numbers)
        for c in whole.controls
    )
    assert pickle.loads(pickle.dumps(whole)) == whole


@pytest.mark.parametrize("quoted", ['"Trade & more"', "'Trade & more'", "`Trade & more`"])
def test_a_reference_stands_in_quotes_or_backticks(quoted):
    model = PathModel.parse(f"{SHORT}B ~ A + control( SECTOR , reference = {quoted} )")
    assert model.controls == (Control("SECTOR", "Trade & more", ("B",)),)
    assert str(model).endswith("B ~ A + control(SECTOR, reference=`Trade & more`)")


def test_a_construct_may_be_called_control():
    model = PathModel.parse("control =~ c1 + c2; Y =~ y; Y ~ control + control(control2)")
    assert model.predecessors("Y") == ("control",)
    assert model.controls[0].column == "control2"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("B ~ A + C(g)", "column 26: `(` is refused here: a control variable is written"),
        ("B ~ A + factor(g)", "a control variable is written `control(COLUMN)`"),
        ("B ~ A + control()", "a control variable is written"),
        ("B ~ A + control(g", "a control variable is written"),
        ("B ~ A + control(g, h)", "a control variable is written"),
        ("B ~ A + control(g, ref=x)", "a control variable is written"),
        ("B ~ A + control(g, numbers=yes)", "a control variable is written"),
        ("B ~ A + control(g, reference=x, numbers=True)", "a control variable is written"),
        ('B ~ A + control(g, reference="x)', "a control variable is written"),
        ("B ~ A + control(g) control(h)", "`+` is missing between"),
        ("B ~ A + control(g):A", "a control has no products"),
        ("B ~ A + A:control(g)", "a control has no products"),
        ("B ~ A; A =~ control(g)", "a control variable is written"),
        ("B ~ A; control(g) ~ A", "a control variable is written"),
        ("B ~ A + control(A)", "is a construct of the model; write its name alone"),
        ("B ~ A + control(a)", "'a' is an item of 'A'; leave one of them out"),
        ("B ~ A + control(g) + control(g)", "is stated 2 times, on line 1; state it once"),
        ("B ~ A; BB ~ control(g)", "points at 'BB', which is not measured; did you mean 'B'?"),
        ("B ~ A; Zzzz ~ control(g)", "which is not measured; state its items"),
        ("B ~ A + control(g, reference=x); A ~ control(g, reference=y)", "2 reference categories"),
        ("B ~ A + control(g, reference=x); A ~ control(g, numbers=True)", "not both"),
        ("B ~ A + control(` `)", "is blank"),
        ("B ~ A + g", "or write `control(NAME)` if it is a column that is controlled for"),
        ("B ~ control(g)", "the model has no paths"),
    ],
)
def test_wrong_controls_say_what_to_write(text, words):
    with pytest.raises(SpecificationError) as error:
        PathModel.parse(SHORT + text)
    assert words in str(error.value)
    assert len(error.value.problems) == 1 or "control(g)" in text.split(";")[-1]


def test_parts_of_a_whole_have_no_controls_of_their_own():
    text = "A =~ a; B =~ b; H =~ A + B; Y =~ y; Y ~ H; A ~ control(g)"
    with pytest.raises(SpecificationError, match="a part of 'H'; let it point at 'H'"):
        PathModel.parse(text)


@pytest.mark.parametrize(
    "wrong",
    [
        Control(3),  # type: ignore[arg-type]
        Control("g", 3),  # type: ignore[arg-type]
        Control("g", on=()),
        Control("g", on=["B"]),  # type: ignore[arg-type]
        Control("g", numbers="yes"),  # type: ignore[arg-type]
    ],
)
def test_controls_that_are_not_well_made(wrong):
    parsed = PathModel.parse(f"{SHORT} B ~ A")
    with pytest.raises(SpecificationError, match=r"make it with control\(\)"):
        PathModel(parsed.constructs, parsed.paths, wrong)


@given(st.text("control(AB,=\"'`+ reference\n", max_size=60))
def test_hostile_brackets_are_read_or_refused(text):
    try:
        model = PathModel.parse(f"{SHORT} B ~ A + {text}")
    except SpecificationError as error:
        assert len(str(error)) < 4000
    else:
        assert PathModel.parse(model.to_text()) == model


def test_columns_that_are_missing_and_categories_that_are_none_are_told_at_once():
    with pytest.raises(plspm.DataError, match="no column 'SECTR'; did you mean 'SECTOR'"):
        plspm.estimate(TEXT.replace("SECTOR", "SECTR"), firms())
    with pytest.raises(plspm.DataError, match=r"no category 'Trad'.*did you mean 'Trade'"):
        plspm.estimate(TEXT.replace("=Trade", "=Trad"), firms())


def test_where_there_are_no_data_there_are_no_dummies():
    with pytest.raises(SpecificationError, match="which dummies these are made of"):
        plspm.Population(TEXT, paths={"A -> B": 0.3, "B -> C": 0.3})
    with pytest.raises(SpecificationError, match="only data tell"):
        plspm.sample_size(TEXT)
    cases = pd.DataFrame(np.eye(4), list("abcd"), list("abcd"))
    with pytest.raises(OptionError, match="a correlation matrix has none"):
        plspm.estimate("A =~ a + b; B =~ c + d; B ~ A + control(g)", correlations=cases, n=50)


def test_other_programs_get_a_column():
    with pytest.warns(TranslationWarning, match="put the dummies of categories into the data"):
        text = plspm.write_model(f"{SHORT} B ~ A + control(g)", "lavaan")
    assert text.endswith("B ~ A + g")
    assert plspm.write_model(f"{SHORT} B ~ A + control(g)", "plspm").endswith("control(g)")


def test_the_command_line(tmp_path, capsys):
    model, data = tmp_path / "model.txt", tmp_path / "data.csv"
    model.write_text(TEXT, encoding="utf-8")
    firms().to_csv(data, index=False)
    assert main(["check", str(model), str(data)]) == 0
    said = capsys.readouterr().out
    assert "control variables 'AGE'" in said or "control variables AGE" in said
    assert "Control: SECTOR (reference: Trade)" in said
    out = tmp_path / "out"
    assert main(["estimate", str(model), str(data), "--out", str(out)]) == 0
    assert "SECTOR (reference: Trade)" in capsys.readouterr().out
    picture = tmp_path / "model.mmd"
    assert main(["diagram", str(model), "--out", str(picture)]) == 0
    assert "SECTOR" in picture.read_text(encoding="utf-8")
