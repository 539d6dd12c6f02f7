"""Reports as Word files, read back by python-docx."""

import re
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Inches
from tests.documents.study import HOSTILE, hostile_fit, long_names_fit

import plspm


@pytest.fixture(scope="module")
def path(fit, boot, tmp_path_factory):
    folder = tmp_path_factory.mktemp("word")
    return plspm.write_report(
        fit, folder / "study.docx", bootstrap=boot, language="de", title="Bericht", author="Ä. B."
    )


@pytest.fixture(scope="module")
def file(path):
    return docx.Document(path)


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_tables_are_tables(file, fit, boot):
    tables = list(map(rows, file.tables))
    paths = next(table for table in tables if table[0][:3] == ["Von", "Nach", "Schätzung"])
    last = dict(zip(paths[0], paths[-1], strict=True))
    assert last["Schätzung"] == "0,682"
    assert last["p"] == "< 0,001"
    low, high = boot.paths.loc[("ECE", "MPE"), ["ci_lower", "ci_upper"]]
    assert last["95-%-KI"] == f"[{low:.3f}; {high:.3f}]".replace(".", ",")
    answers = tables[0]
    assert answers[0][:3] == ["Item", "Wortlaut", "n"]
    assert len(answers) == 1 + len(fit.descriptives)


def test_headings_and_captions_are_those_of_word(file):
    headings = [p.text for p in file.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["Methode", "Stichprobe und Daten", "Messmodell"]
    captions = [p for p in file.paragraphs if p.style.name == "Caption"]
    fields = [p._p.findall(qn("w:fldSimple")) for p in captions]
    assert all(len(field) == 1 for field in fields)
    kinds = [field[0].get(qn("w:instr")).split()[1] for field in fields]
    assert set(kinds) == {"Tabelle", "Abbildung"}
    assert len(captions) == kinds.count("Tabelle") + 1
    titles = [p.text for p in file.paragraphs if p.style.name == "Table Title"]
    assert len(titles) == len(captions)
    assert titles[0] == "Beobachtete Antworten"


def test_layout_is_that_of_apa(file):
    for table in file.tables:
        assert table.style.name == "APA"
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    borders = file.styles["APA"].element.find(f".//{qn('w:tblBorders')}")
    assert {border.tag for border in borders} == {qn("w:top"), qn("w:bottom")}


def test_no_note_stands_alone_on_a_page(file):
    for table in file.tables:
        after = table._tbl.getnext()
        if after is not None and after.find(qn("w:r")) is not None:  # the note, which is not empty
            styles = {p.style.name for cell in table.rows[-1].cells for p in cell.paragraphs}
            assert all(style.endswith("Kept") for style in styles), styles


def test_tables_fit_on_the_page(file):
    page = file.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    for table in file.tables:
        assert sum(column.width for column in table.columns) <= room * 1.001


def test_the_file_says_what_it_is(file, path):
    assert (file.core_properties.title, file.core_properties.author) == ("Bericht", "Ä. B.")
    assert file.core_properties.language == "de"
    (picture,) = file.inline_shapes
    assert picture._inline.docPr.get("descr").startswith("Pfaddiagramm: EXP → ECE")
    text = ZipFile(path).read("word/styles.xml").decode("utf-8")
    assert 'w:val="de-DE"' in text


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    fit = long_names_fit()
    tetrads = plspm.tetrads(fit, draws=19, seed=1, progress=False)
    path = tmp_path_factory.mktemp("long") / "a.docx"
    return docx.Document(plspm.write_report(fit, path, records=[tetrads], language="de"))


def test_a_tall_picture_leaves_room_for_its_heading_and_caption(long):
    page, (picture,) = long.sections[0], long.inline_shapes
    room = page.page_height - page.top_margin - page.bottom_margin
    assert picture.height > picture.width  # or the test would show nothing
    assert picture.height <= room - Inches(1.5)
    assert long.styles["Picture"].paragraph_format.line_spacing == 1.0


def test_a_table_stays_on_a_page_only_if_it_fits_there(long):
    table = next(t for t in long.tables if t.rows[0].cells[1].text == "Items" and len(t.rows) > 9)
    kept = [row.cells[-1].paragraphs[0].style.name.endswith("Kept") for row in table.rows]
    assert kept[0] and not all(kept)


def test_what_introduces_a_table_stays_with_it(long):
    facts = next(p for p in long.paragraphs if p.text.startswith("Fälle: 90; Ziehungen: 19"))
    assert facts.paragraph_format.keep_with_next


def test_long_names_are_broken_where_they_can_be_read_on(long):
    table = next(t for t in long.tables if t.rows[0].cells[1].text == "Items" and len(t.rows) > 9)
    cell = table.rows[1].cells[1].paragraphs[0]._p
    texts = [part.text for part in cell.iter(qn("w:t"), qn("w:softHyphen"))]
    assert texts[:3] == ["Führungs", None, "kräftezu"]
    name = "".join(filter(None, texts)).split(",")[0]
    assert name.replace("\N{ZERO WIDTH SPACE}", "") == "Führungskräftezufriedenheit_Frage_1"
    assert "_\N{ZERO WIDTH SPACE}" in name


def test_hostile_names_are_shown(tmp_path):
    path = plspm.write_report(hostile_fit(), tmp_path / "a.docx", title=HOSTILE, diagram=False)
    cells = [cell for table in docx.Document(path).tables for row in rows(table) for cell in row]
    assert HOSTILE in cells
    assert docx.Document(path).paragraphs[0].text == HOSTILE


def test_simulated_data_are_named_at_every_table(tmp_path):
    result = plspm.datasets.describe("touchpoints").estimate()
    file = docx.Document(plspm.write_report(result, tmp_path / "a.docx", diagram=False))
    texts = [p.text for p in file.paragraphs]
    captions = [t for t in texts if re.fullmatch(r"Table \d*", t)]
    assert sum("Simulated data." in text for text in texts) == len(captions)
    assert any("SIMULATED DATA" in text for text in texts)
