"""Reports as workbooks, read back by openpyxl."""

import openpyxl
import pytest
from tests.documents.study import FORMULA, hostile_fit

import plspm


@pytest.fixture(scope="module")
def book(fit, boot, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "study.xlsx"
    return openpyxl.load_workbook(plspm.write_report(fit, path, bootstrap=boot))


def sheet_of(book, title):
    return next(sheet for sheet in book if sheet.title.endswith(title))


def test_numbers_are_numbers_in_full_precision(book, boot):
    sheet = sheet_of(book, "Structural paths")
    heads = [cell.value for cell in sheet[3]]
    row = dict(zip(heads, sheet[7], strict=True))
    expected = boot.paths.loc[("ECE", "MPE")]
    assert row["Estimate"].value == pytest.approx(expected["estimate"], abs=0, rel=1e-15)
    assert row["95% CI lower"].value == pytest.approx(expected["ci_lower"], abs=0, rel=1e-15)
    assert row["95% CI upper"].value == pytest.approx(expected["ci_upper"], abs=0, rel=1e-15)
    assert row["Estimate"].number_format == "0.000"
    assert row["p"].number_format == '[<0.001]"< .001";0.000'


def test_a_sheet_a_table(book, fit):
    names = book.sheetnames
    assert names[0] == "Contents"
    assert len(set(names)) == len(names)
    assert all(len(name) <= 31 for name in names)
    links = [cell.hyperlink.location for cell in book["Contents"]["A"] if cell.hyperlink]
    assert [link.split("!")[0].strip("'") for link in links] == names[1:]
    answers = book[names[1]]
    assert answers["A1"].value == "Table 1. Observed answers"
    assert answers.freeze_panes == "B4"
    assert [answers.cell(row, 1).value for row in (4, 5)] == list(fit.descriptives.index[:2])
    assert sheet_of(book, "Path diagram")._images


def test_what_paper_leaves_out_is_there(book):
    sheet = sheet_of(book, "13 Verdicts that are not in ord")
    assert "What to do" in [cell.value for cell in sheet[3]]


def test_no_cell_of_data_runs(tmp_path):
    path = plspm.write_report(hostile_fit(), tmp_path / "a.xlsx", title=FORMULA, diagram=False)
    found = 0
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if cell.value == FORMULA:
                    found += 1
                    assert cell.quotePrefix
    assert found > 3


def test_long_names_are_wrapped_and_not_cut(fit, boot, tmp_path):
    labels = {
        name: f"{name} in kleinen und mittleren Unternehmen" for name in ("EXP", "ECE", "MPE")
    }
    path = plspm.write_report(fit, tmp_path / "long.xlsx", bootstrap=boot, labels=labels)
    sheet = sheet_of(openpyxl.load_workbook(path), "Specific indirect effects")
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("EXP in"))
    cell, width = sheet.cell(row, 1), sheet.column_dimensions["A"].width
    lines = sheet.row_dimensions[row].height / 15
    assert cell.alignment.wrap_text
    assert len(cell.value) > width
    assert len(cell.value) <= lines * width
    assert sheet.row_dimensions[2].height is None


@pytest.mark.parametrize("content", ["workbook", "text", ""])
def test_a_file_of_data_is_not_replaced(fit, tmp_path, content):
    path = tmp_path / "survey.xlsx"
    if content == "workbook":
        fit.descriptives.to_excel(path)
    else:
        path.write_text(content)
    before = path.read_bytes()
    with pytest.raises(plspm.OptionError, match="is no report of this library: it may hold data"):
        plspm.write_report(fit, path)
    assert path.read_bytes() == before


def test_a_report_is_replaced(fit, tmp_path):
    path = plspm.write_report(fit, tmp_path / "study.xlsx", diagram=False)
    plspm.write_report(fit, path, title="Again", diagram=False)
    assert openpyxl.load_workbook(path).properties.title == "Again"
