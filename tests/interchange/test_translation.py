"""Models written for other programs, and there and back again."""

import warnings
from pathlib import Path

import pytest
import semopy
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import examples, models

import plspm
from plspm.__main__ import main


def quiet(function, *arguments, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.TranslationWarning)
        return function(*arguments, **options)


def there_and_back(model, syntax, back=None):
    text = quiet(plspm.write_model, model, syntax)
    return quiet(plspm.read_model, text, syntax=back or syntax)


plain_names = st.from_regex(r"[A-Za-zÄß][A-Za-z0-9_é]{0,5}", fullmatch=True).filter(
    lambda name: name not in {"if", "else", "for", "next", "NA", "Inf", "NaN", "TRUE", "NULL"}
)
wild_names = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters=":^*"),
    min_size=1,
    max_size=8,
).filter(lambda name: not name.isspace())


def renamed(model, names):
    """The model with other names, as many as it needs."""
    old = [*model.construct_names, *model.indicators]
    new = dict(zip(old, names, strict=False))
    blocks = [
        plspm.reflective(new[c.name], [new[i] for i in c.indicators])
        if c.kind == "reflective"
        else plspm.composite(new[c.name], [new[i] for i in c.indicators], mode=c.mode)
        for c in model.constructs
    ]
    return plspm.PathModel(
        blocks, [plspm.path(new[p.source], to=new[p.target]) for p in model.paths]
    )


@st.composite
def with_names(draw, names, modes):
    model = draw(models(modes=modes, sizes=(2, 3), most_constructs=3))
    count = len(model.construct_names) + len(model.indicators)
    return renamed(model, draw(st.lists(names, min_size=count, max_size=count, unique=True)))


@examples(25)
@given(with_names(wild_names, ("A", "B", "sum")))
def test_through_seminr_and_back(model):
    assert there_and_back(model, "seminr") == model


@examples(25)
@given(with_names(plain_names, ("B",)))
def test_through_lavaan_and_csem_and_back(model):
    assert there_and_back(model, "lavaan") == model
    assert there_and_back(model, "csem") == model
    assert there_and_back(model, "plspm") == model


MODERATED = "A =~ a1 + a2; B <~ b1 + b2; Y <~ [A] y1 + y2; Y ~ A + B + A:B + A^2"
HIGHER = "A =~ a1 + a2; B =~ b1 + b2; H <~ A + B; G =~ C + D; C =~ c; D =~ d1 + d2; G ~ H"


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        (MODERATED, "seminr"),
        (MODERATED.replace("[A] ", ""), "csem"),
        (HIGHER, "seminr"),
        (HIGHER, "csem"),
        (HIGHER, "lavaan"),
        (HIGHER.replace("<~", "=~"), "semopy"),
    ],
)
def test_products_and_wholes_there_and_back(text, syntax):
    model = plspm.PathModel.parse(text)
    back = "lavaan" if syntax == "semopy" else syntax
    assert there_and_back(model, syntax, back) == model


def test_an_observed_variable_stands_for_itself():
    study = plspm.datasets.describe("customer_engagement").model
    text = plspm.write_model(study, "lavaan")
    assert "SMU =~" not in text
    again = quiet(plspm.read_model, text, syntax="lavaan")
    assert {*again.constructs} == {*study.constructs}
    assert {*again.paths} == {*study.paths}


def test_semopy_estimates_what_is_written():
    study = plspm.datasets.describe("customer_engagement")
    text = plspm.write_model(study.model, "semopy")
    found = semopy.Model(text)
    assert found.fit(study.data).success
    table = found.inspect().set_index(["lval", "op", "rval"])["Estimate"]
    for path in study.model.paths:
        assert (path.target, "~", path.source) in table.index
    items = study.model.construct("ECE").indicators
    assert all((item, "~", "ECE") in table.index for item in items)


def test_a_single_item_has_no_error_for_semopy():
    found = semopy.Model(
        plspm.write_model("A =~ MPE_a; B =~ ECE_b + ECE_d + ECE_e; B ~ A", "semopy")
    )
    found.fit(plspm.datasets.load("customer_engagement"))
    table = found.inspect().set_index(["lval", "op", "rval"])["Estimate"]
    assert table["MPE_a", "~~", "MPE_a"] == 0


@pytest.mark.parametrize(
    ("text", "syntax", "said"),
    [
        ("A <~ a1 + a2; B =~ b; B ~ A", "semopy", "semopy has no composites; 'A' became"),
        ("A <~ [A] a1 + a2; B =~ b; B ~ A", "lavaan", "of 'A' it does not know the mode"),
        ("A <~ [A] a1 + a2; B =~ b; B ~ A", "csem", r'\.PLS_modes = list\("A" = "modeA"\)'),
        ("A <~ [fixed] 2*a1 + 1*a2; B =~ b; B ~ A", "csem", r'"A" = c\(2, 1\)'),
        ("A =~ a1 + a2; B =~ B; B ~ A", "csem", "another name for the item of 'B'"),
        ("A =~ a1 + a2; B =~ b; B ~ A", "csem", ".disattenuate = FALSE"),
        ("A =~ a1 + a2; B =~ b; B ~ A", "seminr", 'attenuation, as estimator="plsc" does'),
        (MODERATED, "seminr", "two_stage_reestimated"),
    ],
)
def test_what_a_text_does_not_say_is_said(text, syntax, said):
    with pytest.warns(plspm.TranslationWarning, match=said):
        plspm.write_model(text, syntax)


@pytest.mark.parametrize(
    ("text", "syntax", "said"),
    [
        (MODERATED, "lavaan", r"no products of latent variables \(A:B and A\^2\)|A\^2 and A:B"),
        ("A =~ `a 1`; B =~ b; B ~ A", "lavaan", "'a 1' is no name that lavaan takes"),
        ("A =~ 1a; B =~ b; B ~ A", "semopy", "'1a' is no name that semopy takes"),
        (
            "`S[x y]` =~ `S[x y]`; B =~ b; B ~ `S[x y]`",
            "lavaan",
            r"'S\[x y\]' is a dummy, whose name lavaan does not take; write the text of the model "
            r"with control\(S\) in it",
        ),
        ("A =~ `a[1]`; B =~ b; B ~ A", "lavaan", r"'a\[1\]' is no name that lavaan takes"),
        ("A =~ a; NA =~ b; NA ~ A", "lavaan", "'NA' is no name"),
        ("A.x =~ a; B =~ b; B ~ A.x", "csem", "would take 'A.x' for a product"),
        ("A <~ [pca] a1 + a2; B =~ b; B ~ A", "seminr", "seminr has no mode 'pca'"),
        ("`A*B` =~ a; B =~ b; B ~ `A*B`", "seminr", "would take 'A\\*B' for a product"),
        ("A =~ a; B =~ b; B ~ A + A^2 + A^3", "seminr", "no products of three"),
    ],
)
def test_what_a_program_cannot_state_is_refused(text, syntax, said):
    with pytest.raises(plspm.SpecificationError, match=said):
        quiet(plspm.write_model, text, syntax)


def test_wrong_options_are_answered():
    with pytest.raises(plspm.OptionError, match="Did you mean 'lavaan'"):
        plspm.write_model("A =~ a; B =~ b; B ~ A", "lavan")
    with pytest.raises(plspm.OptionError, match="Did you mean 'seminr'"):
        plspm.read_model("A =~ a; B =~ b; B ~ A", syntax="semin")
    with pytest.raises(plspm.SpecificationError, match="cannot be read"):
        plspm.read_model("nowhere.R")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A =~ a\nB =~ b\nB ~ A", None),
        ("A =~ a\nB =~ b\nB ~ c*A", "lavaan"),
        ("A =~ a\nB =~ b\nB ~ A\na ~~ b", "lavaan"),
        ("A =~ a\nB =~ b\nB ~ A  # p*A", None),
        ("A =~ a\nB =~ b\nY =~ y\nY ~ A + B + A.B", "cSEM"),
        ("m <- 'A =~ a\nB =~ b\nB ~ A'\nsem(m, d)", "lavaan"),
        ("m <- 'A =~ a\nB =~ b\nB ~ A'\ncsem(d, m)", "cSEM"),
    ],
)
def test_what_a_text_was_written_for_is_found_out_and_said(text, found):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        plspm.read_model(text)
    said = [str(each.message) for each in caught]
    assert said == [] if found is None else said[0].startswith(f"The model was read as {found};")


DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("program", ["seminr", "csem"])
def test_the_scripts_of_the_documentation_are_read(program):
    page = (DOCS / f"coming-from-{program}.md").read_text(encoding="utf-8")
    code = page.partition("```r\n")[2].partition("```")[0]
    model = quiet(plspm.read_model, code)
    assert model.construct("EXP").indicators == ("EXP_a", "EXP_b", "EXP_c")
    assert "EXP" in model.predecessors("ECE")


CODE = """constructs(composite("EXP", multi_items("EXP_", c("a", "b"))), composite("ECE", "ECE_b"))
relationships(paths("EXP", "ECE"))"""


def test_the_command_line_translates(tmp_path, capsys):
    file = tmp_path / "model.R"
    file.write_text(CODE)
    assert main(["translate", str(file)]) == 0
    out = capsys.readouterr()
    assert out.out.splitlines()[0] == "EXP <~ [A] EXP_a + EXP_b"
    assert "--syntax seminr says so" in out.err
    assert main(["translate", str(file), "--syntax", "seminr", "--to", "semopy"]) == 0
    out = capsys.readouterr()
    assert out.out.splitlines()[0] == "EXP =~ EXP_a + EXP_b"
    assert "semopy has no composites" in out.err
    assert main(["translate", str(file), "--to", "lavan"]) == 2
    assert "--to is 'lavan'" in capsys.readouterr().err


def test_the_command_line_says_which_option_reads_a_file(tmp_path, capsys):
    file, data = tmp_path / "model.R", tmp_path / "data.csv"
    file.write_text(CODE)
    plspm.datasets.load("customer_engagement").to_csv(data, index=False)
    assert main(["estimate", str(file), str(data)]) == 2
    said = capsys.readouterr().err
    assert "model.R looks like a model for seminr; --syntax seminr reads it" in said
    assert "U+" not in said
    assert main(["check", str(file), str(data), "--syntax", "seminr"]) == 0
    assert main(["estimate", str(file), str(data), "--syntax", "seminr"]) == 0
    file.write_text("EXP =~ EXP_a + EXP_b\nECE =~ ECE_b\nECE ~ c*EXP")
    assert main(["check", str(file)]) == 2
    assert "--syntax lavaan reads it" in capsys.readouterr().err


pieces = st.sampled_from(
    [
        *"~+;\n`ABab*:(),'\"#!?<|[]{}=-",
        *("=~", "<~", "~~", ":=", "c(", "1", "1:3", "NA", "group:"),
        *(
            "constructs(",
            "relationships(",
            "composite(",
            "paths(",
            "multi_items(",
            "<-",
            "A =~ a\n",
        ),
    ]
)


@examples(60)
@given(
    st.text() | st.lists(pieces, max_size=30).map("".join),
    st.sampled_from(["lavaan", "csem", "seminr", "smartpls", None]),
)
def test_any_text_is_a_model_or_a_specification_error(text, syntax):
    try:
        model = quiet(plspm.read_model, text + "\n", syntax=syntax)
    except plspm.SpecificationError as error:
        assert error.problems
    else:
        assert plspm.PathModel.parse(model.to_text()) == model
