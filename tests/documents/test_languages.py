"""Reports in a language hold no sentence of another."""

import ast
import re
from pathlib import Path

import pandas as pd
import pytest
from tests.catalogue import CATALOGUE
from tests.documents.records import every_record, moderated_study
from tests.inference.cases import factor_data

import plspm
from plspm.documents.contents import record_document, study_document
from plspm.documents.parts import Picture, Tabulated
from plspm.documents.phrases import SLOT
from plspm.documents.study import Study
from plspm.documents.words import as_plain, read_words

pytestmark = pytest.mark.filterwarnings("ignore::plspm.PlspmWarning")
WORD = re.compile(r"[^\W\d_]{2,}")
CALL = re.compile(r"(plspm|result|boot|rivals|validation|test)\.?\w*( = )?\S*(\([^)]*\)+)?|\w+=\S+")
SAME_EVERYWHERE = """
numpy pandas numba python plspm the authors et al ρa ρc cp q²predict johnson neyman predict enwe
streukens leroi werelds guenther ringle roemer liengaard sharma hauff holm  kock hadaya cronbach
alpha raw dillon goldstein rho ave fornell larcker holds htmt plus vif  outer inner nfi srmr
square chi indicator  klesel pls plsc centroid factorial path ce cr fdh
"""
"""Names of programs, people and options, and signs."""


def texts(document):
    """Every text of a document, its sources left out."""
    yield document.title
    yield as_plain(document.banner)
    for section in document.sections:
        if section.key == "references":
            continue
        yield section.heading
        for block in section.blocks:
            if isinstance(block, Tabulated):
                yield from map(as_plain, (block.title, *block.notes))
                yield from (as_plain(column.heading) for column in block.columns)
                yield from (cell for row in block.rows for cell in row if isinstance(cell, str))
            elif isinstance(block, Picture):
                yield from map(as_plain, (block.title, *block.notes))
                for text in block.figure.findobj(lambda part: hasattr(part, "get_text")):
                    yield text.get_text()
            else:
                yield as_plain(block.text)


def strange(document, words, names):
    """Texts with a word that is neither the language's, nor a name or a sign."""
    said = [*words.of.values(), *words.said.exact.values()]
    said += [template.said for template in words.said.templates]
    known = {word.lower() for text in [*said, *names] for word in WORD.findall(text)}
    known |= set(SAME_EVERYWHERE.split())
    found = {}
    for text in texts(document):
        foreign = [w for w in WORD.findall(CALL.sub("", text)) if w.lower() not in known]
        if foreign:
            found[text] = foreign
    return found


def names_of(result, data):
    cells = [str(cell) for name in data for cell in data[name].unique() if isinstance(cell, str)]
    return [*result.model.construct_names, *result.model.indicators, *data.columns, *cells]


@pytest.fixture(scope="module", params=["worked example", "stages and products"])
def computed(request):
    if request.param == "worked example":
        study = plspm.datasets.describe("customer_engagement")
        data = study.data.assign(REGION=[("north", "south", "east")[k % 3] for k in range(119)])
        result, by = study.estimate(), "REGION"
    else:
        result, data = moderated_study()
        by = "SECTOR"
    boot = result.bootstrap(49, seed=1, progress=False)
    return result, boot, data, list(every_record(result, boot, data, by))


@pytest.mark.parametrize("language", ["de", "es"])
def test_no_english_is_left(language, computed):
    result, boot, data, records = computed
    words = read_words(language)
    study = Study(result, boot, result.exact_fit(9, seed=1), words, {}, {})
    options = {"title": "", "author": ""}
    beside = [r for r in records if not isinstance(r, plspm.PLSResult | plspm.BootstrapResult)]
    whole = study_document(study, beside, decimals=3, diagram=True, **options)
    alone = record_document(records, words, **options)
    names = [*names_of(result, data), "all", "by", "experience_implementation"]
    for document in (whole, alone):
        assert strange(document, words, names) == {}


@pytest.mark.parametrize("language", ["de", "es"])
def test_no_reason_or_finding_is_english_whatever_the_model(language):
    words = read_words(language)
    for entry in CATALOGUE[1::4]:
        result = plspm.estimate(entry.text, **entry.arguments)
        data = entry.arguments.get("data", pd.DataFrame())
        document = record_document([result, plspm.check(result)], words, title="", author="")
        assert strange(document, words, names_of(result, data)) == {}, entry


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The interval leaves out the estimate of Fc13: the drawn values lie to one side"),
        ("de", "Das Intervall schließt die Schätzung von Fc13 nicht ein"),
        ("es", "El intervalo deja fuera la estimación de Fc13"),
    ],
)
def test_an_interval_that_leaves_out_its_estimate_is_told(language, said):
    """Many predictors and few cases: nearly every draw explains more than the fit does."""
    data = factor_data(18, 3, paths=(0.0, 0.0, 0.0))
    model = "; ".join(f"F{name} =~ {name}" for name in data)
    others = " + ".join(f"F{name}" for name in data if name != "c13")
    result = plspm.estimate(f"{model}; Fc13 ~ {others}", data)
    boot = result.bootstrap(99, seed=1, progress=False)
    assert boot.r_squared["note"].item()
    words = read_words(language)
    options = {"title": "", "author": "", "decimals": 3, "diagram": False}
    document = study_document(Study(result, boot, None, words, {}, {}), [], **options)
    found = {
        table.key: " ".join(map(as_plain, table.notes))
        for section in document.sections
        for table in section.blocks
        if isinstance(table, Tabulated)
    }
    assert said in found["r_squared"]
    assert said not in found["paths"]
    whole = plspm.datasets.describe("customer_engagement").estimate()
    boot = whole.bootstrap(99, seed=1, progress=False)
    clean = study_document(Study(whole, boot, None, words, {}, {}), [], **options)
    for text in texts(clean):
        assert said[:20] not in text


def test_a_broken_fit_is_told_in_the_language():
    data = plspm.datasets.load("customer_engagement")
    data = data.assign(EXP_c=8 - data["EXP_c"]).head(6)
    model = plspm.datasets.describe("customer_engagement").model
    result = plspm.estimate(model, data)
    words = read_words("de")
    document = record_document([result, plspm.check(result)], words, title="", author="")
    assert strange(document, words, names_of(result, data)) == {}
    found = " ".join(texts(document))
    assert "Items wiederholen einander, oder es gibt nicht mehr Fälle als Indikatoren" in found
    assert "umgekehrt gepolt" in found


def test_refusals_that_a_record_quotes_are_told_in_the_language():
    data = plspm.datasets.load("customer_engagement")
    data = data.assign(EXP_d=data["EXP_a"] + data["EXP_b"], K=data["SMU"])
    model = "EXP =~ EXP_a + EXP_b + EXP_d\nSMU =~ SMU\nK =~ K\nECE =~ ECE_b + ECE_d\n"
    curve = plspm.specification_curve(
        {"one": f"{model}ECE ~ EXP + SMU\nK ~ ECE", "two": f"{model}ECE ~ EXP + SMU + K"},
        data,
        paths="EXP -> ECE",
        measurement={"EXP": ["=~", "<~"]},
        intervals=None,
    )
    assert len(curve.failed) == 3
    words = read_words("de")
    document = record_document([curve], words, title="", author="")
    found = " ".join(texts(document))
    assert "Die Items EXP_a, EXP_b, EXP_d von EXP sind exakt kollinear" in found
    assert "Die Prädiktoren SMU, K von ECE sind exakt kollinear" in found
    assert "gibt. Wenn sie Dummys aller Kategorien einer Frage sind" in found
    names = ["EXP", "EXP_a", "EXP_b", "EXP_d", "ECE", "SMU", "one", "two"]
    assert strange(document, words, names) == {}


@pytest.mark.parametrize(("language", "said"), [("de", "Nur 1 von 19"), ("es", "Solo 1 de 19")])
def test_a_refusal_after_a_colon_is_told_in_the_language(language, said):
    refusal = (
        "Only 1 of 19 permutations of all groups gave a usable estimate (18 inadmissible). No "
        "inference is possible: what the draws come from is inadmissible itself, see "
        "result.admissibility."
    )
    found = read_words(language).said(f"No test of all groups at once: {refusal}")
    assert f": {said}" in found
    assert "permutations" not in found
    assert "draws" not in found


@pytest.mark.parametrize(("language", "said"), [("de", "endeten nicht gut"), ("es", "terminaron")])
def test_permutations_that_did_not_end_well_are_told_in_the_language(language, said):
    note = "9 of 99 permutations of groups 'x' and 'y' (9.1%) did not end well: {} (dropped)."
    found = read_words(language).said(note.format("9 inadmissible"))
    assert said in found
    assert "groups" not in found
    assert "dropped" not in found


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_sentence_of_the_table_is_still_in_the_program(language):
    source = Path(plspm.__file__).parent
    parts = [
        node.value
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    text = "\n".join(parts)
    words = read_words(language)
    assert len(words.said.exact) + len(words.said.templates) > 700
    long = [sentence for sentence in words.said.exact if sentence.count(" ") > 5]
    gone = [x for x in long if x not in text and x[0].lower() + x[1:] not in text]
    assert gone == []


def test_slots_are_the_same_and_numbers_are_written_anew():
    german = read_words("de").said
    assert german("estimate 0.83") == "Schätzung 0,83"
    assert german("estimate -.83") == "Schätzung −0,83"
    assert german("≥ 10,000") == "≥ 10000"
    assert german("outside -1 and 1: EXP_a (1.021)") == "außerhalb von −1 und 1: EXP_a (1,021)"
    assert german("Research and Development") == "Research and Development"
    assert read_words("en").said("estimate 0.83") == "estimate 0.83"
    own = {"said.estimate [value]": "estimation [value]"}
    assert read_words(own).said("estimate 0.83") == "estimation 0.83"
    with pytest.raises(plspm.OptionError, match="fills"):
        read_words({"said.estimate [value]": "estimation [number]"})
    assert SLOT.findall("a {b} [c] <d> p < .05")
