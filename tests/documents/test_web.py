"""Reports as HTML and Markdown."""

import re

import numpy as np
import pandas as pd
import pytest
from tests.documents.reading import Page
from tests.documents.study import HOSTILE, hostile_fit, long_names_fit

import plspm


@pytest.fixture(scope="module")
def page(fit, boot, tmp_path_factory):
    path = tmp_path_factory.mktemp("web") / "study.html"
    assert plspm.write_report(fit, path, bootstrap=boot, author="A & B") == path
    return Page(path.read_text(encoding="utf-8"))


def test_tables_hold_the_numbers(page, fit, boot):
    tables = [table for table in page.tables if table[0][:2] == ["From", "To"]]
    row = next(row for row in tables[0] if row[:2] == ["ECE", "MPE"])
    paths = boot.paths.loc[("ECE", "MPE")]
    assert row[2] == f"{fit.path_coefficients.loc['ECE', 'MPE']:.3f}" == "0.682"
    assert row[3] == f"{paths['std_error']:.3f}"
    assert row[5] == "< .001"
    assert row[6] == f"[{paths['ci_lower']:.3f}, {paths['ci_upper']:.3f}]"


def test_structure_serves_screen_readers_and_the_keyboard(page):
    assert page.all("html") == [{"lang": "en"}]
    captions, tables = page.all("caption"), page.all("table")
    assert len(captions) == len(tables) > 10
    assert {th["scope"] for th in page.all("th")} == {"col", "row", "rowgroup"}
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(set(ids)) == len(ids)
    targets = [a["href"] for a in page.all("a")]
    assert targets[0] == "#main"
    assert {target[1:] for target in targets} <= set(ids)
    regions = [a for a in page.all("div") if a.get("role") == "region"]
    assert all(a["tabindex"] == "0" and a["aria-labelledby"] in ids for a in regions)
    assert all(a["alt"] for a in page.all("img"))


def test_a_page_needs_nothing_from_elsewhere(page):
    assert {tag for tag, _ in page.tags} & {"script", "link", "iframe"} == set()
    assert all(a["src"].startswith("data:image/svg+xml;base64,") for a in page.all("img"))


def test_a_label_spans_the_rows_that_it_is_of(page):
    spans = [int(a["rowspan"]) for a in page.all("th") if "rowspan" in a]
    assert 5 in spans  # the items of ECE


@pytest.mark.parametrize("ending", ["html", "md"])
def test_what_comes_from_data_is_shown_and_not_read(ending, tmp_path):
    path = plspm.write_report(
        hostile_fit(), tmp_path / f"a.{ending}", title=HOSTILE, author="<u>", diagram=False
    )
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?<!\\)<(script|i>X|u>)", text)
    assert "\x0b" not in text
    if ending == "html":
        assert any(cell == HOSTILE for table in Page(text).tables for row in table for cell in row)
    else:  # every row of a table has as many cells as its head
        rows = [line for line in text.splitlines() if line.startswith("|")]
        counts = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
        begins = [i for i, row in enumerate(rows) if set(row) <= set("| -:")]
        for begin, end in zip(begins, [*(i - 1 for i in begins[1:]), len(rows)], strict=True):
            assert len(set(counts[begin - 1 : end])) == 1


def test_simulated_data_are_named_at_every_table(tmp_path):
    result = plspm.datasets.describe("touchpoints").estimate()
    text = plspm.write_report(result, tmp_path / "a.html", diagram=False).read_text("utf-8")
    assert "SIMULATED DATA" in text
    assert text.count("Simulated data.") == len(Page(text).tables)


def test_markdown_names_its_picture_beside(fit, tmp_path):
    path = plspm.write_report(fit, tmp_path / "study.md")
    text = path.read_text(encoding="utf-8")
    assert "(study_diagram.svg)" in text
    assert (tmp_path / "study_diagram.svg").read_bytes().startswith(b"<?xml")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["study.md", "study_diagram.svg"]
    assert "No standard errors were computed" in text
    assert "not here: result.bootstrap" in text


def test_indicators_that_cannot_be_read_are_left_out_of_the_picture(fit, boot, tmp_path):
    long = {
        "EXP": "Externer Wettbewerbs- und Erwartungsdruck",
        "ORE": "Organisatorische Bereitschaft",
        "SMU": "Nutzung sozialer Medien",
        "MPE": "Marketingleistung",
        "ECE": "Unternehmensinitiierte Kundeneinbindung",
    }
    left_out = "Indikatoren sind aus Platzmangel weggelassen"
    for labels in ({}, long):
        path = plspm.write_report(
            fit, tmp_path / "a.md", bootstrap=boot, labels=labels, language="de"
        )
        picture = (tmp_path / "a_diagram.svg").read_text("utf-8")
        assert (left_out in path.read_text("utf-8")) == bool(labels)
        assert ("MPE_a" in picture) == (not labels)


def test_records_alone_and_beside_a_fit(fit, tmp_path):
    planned = plspm.sample_size(fit)
    alone = plspm.write_report(planned, tmp_path / "a.html", title="Plan").read_text("utf-8")
    assert "<h1>Plan</h1>" in alone
    assert len(Page(alone).tables) == len(planned.page().filled)
    criteria = plspm.information_criteria(fit)
    both = plspm.write_report(
        fit, tmp_path / "b.html", records=[criteria, planned], diagram=False
    ).read_text("utf-8")
    assert both.index("Observed answers") < both.index(planned.page().title)
    places = [
        both.index(f"{title}</h") for title in ("Model fit", "Information criteria", "Checks")
    ]
    assert places == sorted(places)
    index = Page(both).tables[-1]
    assert next(row for row in index if row[0] == "2")[2].startswith("Table")
    assert next(row for row in index if row[0] == "20")[2].startswith("not here")


def test_every_record_counts_in_verdicts_and_in_the_index(fit, tmp_path):
    few = {"draws": 19, "seed": 1, "progress": False}
    given = [
        plspm.gaussian_copula(fit, **few),
        plspm.tetrads(fit, **few),
        plspm.fimix(fit, numbers=[1, 2], starts=2, seed=1, progress=False),
        plspm.regression_diagnostics(fit),
        plspm.common_method(fit),
        plspm.screen(plspm.datasets.load("customer_engagement"), fit.model),
    ]

    def index(records):
        path = plspm.write_report(fit, tmp_path / "a.html", records=records, diagram=False)
        return {row[0]: row for row in Page(path.read_text("utf-8")).tables[-1]}

    alone, whole = index([]), index(given)
    assert alone["21"][2].startswith("not here: plspm.regression_diagnostics(result), plspm.gau")
    assert whole["21"][2].startswith("Table ")
    assert "not here" not in whole["21"][2]
    assert (alone["21"][3], whole["21"][3]) == ("not done", "look")
    assert "not here: plspm.gaussian_copula(result)" in index(given[1:])["21"][2]
    assert alone["4"][2].endswith("plspm.screen(data, model), plspm.common_method(result)")
    assert "not here" not in whole["4"][2]
    assert index(given[:-1])["4"][2].endswith("; not here: plspm.screen(data, model)")


def test_counts_among_numbers_have_no_decimals(fit, tmp_path):
    text = plspm.write_report(plspm.common_method(fit), tmp_path / "a.html").read_text("utf-8")
    _, eigenvalue, share, above = Page(text).tables[-1]
    assert (eigenvalue[1], share[1], above[1]) == ("6.362", "0.374", "4")


def test_every_source_that_records_cite_is_among_the_references(fit, tmp_path):
    records = [plspm.common_method(fit), plspm.gaussian_copula(fit, draws=19, progress=False)]
    path = plspm.write_report(fit, tmp_path / "a.html", records=records, diagram=False)
    text, _, sources = path.read_text("utf-8").partition('id="references"')
    for authors in ("Lindell &amp; Whitney", "Park &amp; Gupta", "Yang, Qian &amp; Xie"):
        year = re.search(rf"{authors}, (\d{{4}})[),;]", text)
        assert f"{authors} ({year[1]}), " in sources
    assert not re.search(r"[a-z.] (19|20)\d\d[),;]", text.partition("<main")[2])


def test_reasons_are_those_of_what_a_table_has(tmp_path):
    rng = np.random.default_rng(1)
    scores = dict(zip("abc", rng.standard_normal((3, 60)), strict=True))
    data = {f"{x}{k}": scores[x] + rng.standard_normal(60) / 2 for x in "abc" for k in (1, 2)}
    model = "A =~ a1 + a2\nB <~ b1 + b2\nC =~ c1 + c2\nC ~ A + B + A:B"
    result = plspm.estimate(model, data)
    text = plspm.write_report(result, tmp_path / "a.html", diagram=False).read_text("utf-8")
    below = text.partition("Diagonal: ")[2].partition("</p>")[0]
    assert "not defined, B: defined for Mode A blocks" in below
    assert "A:B" not in below


def test_long_names_may_go_on_after_an_underscore(tmp_path):
    path = plspm.write_report(long_names_fit(), tmp_path / "a.html", diagram=False)
    text = path.read_text("utf-8")
    assert "Mitarbeiterbindungsbereitschaft_<wbr>Frage_<wbr>1</th>" in text
    assert Page(text).tables[0][1][0] == "Führungskräftezufriedenheit_Frage_1"


def test_names_of_items_and_constructs_are_headings_as_they_are(tmp_path):
    data = plspm.datasets.load("customer_engagement").rename(columns=str.lower)
    model = str(plspm.datasets.describe("customer_engagement").model).lower()
    result = plspm.estimate(re.sub(r"\bece\b(?!_)", "weight", model), data)
    predicted = plspm.predict(result, data)
    path = plspm.write_report(predicted, tmp_path / "a.html", language="de")
    scores, items, _ = Page(path.read_text("utf-8")).tables
    assert scores[0][1:] == ["weight", "mpe"]
    assert items[0][1:] == list(predicted.indicators.columns)


def test_power_is_that_of_prediction_where_predictions_are_judged(fit, tmp_path):
    validated = plspm.cross_validate(fit, folds=3, repeats=1, seed=1)
    assert "power" in validated.constructs  # or the test would show nothing
    path = plspm.write_report(validated, tmp_path / "a.html", language="de")
    heads = {cell for t in Page(path.read_text("utf-8")).tables for cell in t[0]}
    assert "Vorhersagekraft" in heads
    assert "Teststärke" not in heads


def test_notes_call_columns_as_their_headings_do(fit, tmp_path):
    records = [plspm.gaussian_copula(fit, draws=19, progress=False), plspm.tetrads(fit, draws=19)]
    text = plspm.write_report(records, tmp_path / "a.html").read_text("utf-8")
    assert "Usable: both tests find" in text
    assert "its copula term, near normal, is at most .99" in text
    assert "Not 0: tetrads whose interval" in text
    assert "τ_ghij = " in text


def test_a_verdict_without_a_number_has_a_dash_and_a_reason(fit, tmp_path):
    text = plspm.write_report(fit, tmp_path / "a.html", diagram=False).read_text("utf-8")
    lines = next(t for t in Page(text).tables if t[0][0] == "Criterion")
    assert next(row for row in lines if row[0] == "Single items")[1:4] == ["SMU", "–", "–"]
    assert "– = judged without a number." in text


def test_names_in_sentences_of_records_are_explained(fit, tmp_path):
    labels = {"EXP": "External pressure", "MPE": "Performance", "SMU": "Use of social media"}
    few = {"draws": 19, "seed": 1, "progress": False}
    records = [
        plspm.ipma(fit, target="MPE"),
        plspm.gaussian_copula(fit, **few),
        plspm.predict(fit, plspm.datasets.load("customer_engagement")),
    ]
    path = tmp_path / "a.html"
    plspm.write_report(fit, path, records=records, labels=labels, diagram=False)
    text = path.read_text("utf-8")
    assert re.search(r"Target: MPE;[^<]*\. MPE = Performance\.</p>", text)
    page = Page(text)
    terms = next(t for t in page.tables if "Suspects" in t[0] and "Term" in t[0])
    assert "External pressure + Use of social media" in {cell for row in terms for cell in row}
    scores = next(t for t in page.tables if t[0][-1] == "Performance")
    assert "ECE" in scores[0]


def test_records_call_constructs_as_the_report_does(fit, boot, tmp_path):
    labels = {"EXP": "External pressure", "ECE": "Customer engagement"}
    records = [plspm.sample_size(fit), plspm.information_criteria(fit)]
    path = tmp_path / "a.html"
    plspm.write_report(fit, path, bootstrap=boot, records=records, labels=labels, diagram=False)
    cells = [cell for t in Page(path.read_text("utf-8")).tables for row in t for cell in row]
    assert "External pressure → Customer engagement" in cells
    assert not {"EXP", "ECE", "EXP -> ECE"} & set(cells)


def test_long_labels_are_told_below_tables_with_many_columns(fit, tmp_path):
    labels = {"EXP": "Pressure that comes from customers and competitors"}
    records = [plspm.compare_groups(fit, ["a", "b"] * 59 + ["a"], draws=9, permutations=9, seed=1)]
    path = tmp_path / "a.html"
    plspm.write_report(fit, path, records=records, labels=labels, diagram=False)
    text = path.read_text("utf-8")
    table = text[text.index("Differences of paths") :]
    assert "Group a: a; Group b: b. EXP = Pressure that comes from customers" in table
    head = Page(text).tables[[t[0][:2] for t in Page(text).tables].index(["From", "To"])]
    assert head[1][0] == labels["EXP"]
    assert ["From", "To", "Estimate a"] in [t[0][:3] for t in Page(text).tables]


def test_an_empty_cell_of_a_record_has_a_reason(fit, tmp_path):
    text = plspm.write_report(plspm.sample_size(fit), tmp_path / "a.html").read_text("utf-8")
    assert "– = there is no such number here." in text


def test_a_wide_table_is_printed_on_a_wide_page(fit, tmp_path):
    groups = ["a", "b"] * 59 + ["a"]
    compared = plspm.compare_groups(
        fit, groups, draws=9, permutations=9, correction="holm", seed=1, progress=False
    )
    text = plspm.write_report(compared, tmp_path / "a.html").read_text("utf-8")
    wide = [table for table in text.split('<div class="table')[1:] if table[:12].count(" wide")]
    assert len(wide) == 1
    assert "Differences of paths" in wide[0]


def test_usable_draws_of_both_models_are_counted(fit, tmp_path):
    with pytest.warns(plspm.ConsistencyWarning):
        exact = fit.exact_fit(99, seed=1, progress=False)
    exact.loc["estimated", "draws"] = 98
    text = plspm.write_report(fit, tmp_path / "a.md", exact_fit=exact).read_text("utf-8")
    assert "The test of exact fit rests on 99 and 98 draws from the model." in text


def test_wrong_options_are_told_at_once_and_nothing_is_written(fit, boot, tmp_path):
    with pytest.raises(plspm.OptionError) as told:
        plspm.write_report(
            fit,
            tmp_path / "study.pdf",
            bootstrap=fit,
            exact_fit=pd.DataFrame(),
            records=[3],
            labels=["EXP"],
            language="fr",
            decimals=-1,
        )
    assert len(told.value.problems) == 7
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(plspm.OptionError, match="no folder"):
        plspm.write_report(fit, tmp_path / "none" / "a.md")
    with pytest.raises(plspm.OptionError, match="is a folder"):
        (tmp_path / "a.md").mkdir()
        plspm.write_report(fit, tmp_path / "a.md")
    with pytest.raises(plspm.OptionError, match=r"result is a dict.*cross_validate"):
        plspm.write_report({}, tmp_path / "b.md")
    with pytest.raises(plspm.OptionError, match="goes with the result of"):
        plspm.write_report([plspm.sample_size(fit)], tmp_path / "b.md", bootstrap=boot)
    with pytest.raises(plspm.OptionError, match="another fit"):
        other = plspm.datasets.describe("touchpoints").estimate()
        plspm.write_report(other, tmp_path / "b.md", bootstrap=boot)
    with pytest.raises(plspm.CallError, match="did you mean bootstrap"):
        plspm.write_report(fit, tmp_path / "b.md", bootstap=boot)


def test_more_that_is_given_wrongly(fit, boot, tmp_path):
    path = tmp_path / "a.md"
    with pytest.raises(plspm.OptionError, match="give it as bootstrap=boot"):
        plspm.write_report(fit, path, records=[boot])
    with pytest.raises(plspm.OptionError, match="did you mean 'EXP'"):
        plspm.write_report(fit, path, labels={"EXQ": "External pressure"})


@pytest.mark.parametrize(("ending", "package"), [("docx", "python-docx"), ("xlsx", "XlsxWriter")])
def test_a_package_that_lacks_is_named_before_anything_is_done(
    ending, package, fit, tmp_path, monkeypatch
):
    monkeypatch.setattr("plspm.documents.writing.find_spec", lambda _: None)
    with pytest.raises(plspm.MissingDependencyError, match=package):
        plspm.write_report(fit, tmp_path / f"a.{ending}")
    assert list(tmp_path.iterdir()) == []


def test_without_matplotlib_a_sentence_says_so(fit, tmp_path, monkeypatch):
    def lacking(*_, **__):
        raise plspm.MissingDependencyError("matplotlib")

    monkeypatch.setattr("plspm.plots.diagram.figure_of", lacking)
    text = plspm.write_report(fit, tmp_path / "a.md").read_text("utf-8")
    assert "pip install matplotlib" in text
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
