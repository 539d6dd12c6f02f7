"""Forty files as people have them, by the writers of real programs.

Each reads right in one attempt, every value exactly, or is refused with the fix in words; the fix
is then applied, and must be enough.
"""

import csv
import datetime
import unicodedata
from contextlib import nullcontext
from dataclasses import dataclass, field

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest
import xlsxwriter

import plspm
from plspm.data.columns import read_column
from plspm.errors import PlspmError

NAN = float("nan")
N = 12
LIKERT = pd.DataFrame(
    {f"q{k}": np.random.default_rng(k).permutation(np.resize(range(1, 8), N)) for k in (1, 2, 3)}
)
AMOUNT = np.array([1250.5, 2.0, 30.25, 950.0, 12000.0, 7.5, 100.0, 3.75, 1.0, 0.5, 42.0, 8.25])
DATA = LIKERT.assign(income=AMOUNT)
QUESTIONS = {"q1": "I am glad, really.", "q2": 'They say "yes".', "q3": "Größe?", "income": "Pay"}


@dataclass
class Messy:
    """How a file is written, what must come of it, and what must be said."""

    write: object
    expected: object = None
    options: dict = field(default_factory=dict)
    warned: tuple = ()
    refused: tuple = ()
    fix: object = None


FILES = {}


def messy(expected=DATA, *, fix=None, refused=(), warned=(), **options):
    """Register a writer: a function of a folder that gives the path."""

    def register(write):
        FILES[write.__name__.replace("_", " ")] = Messy(
            write, expected, options, warned, refused, fix
        )
        return write

    return register


def gap(frame, row, name):
    """The frame with one value missing."""
    frame = frame.astype(float)
    frame.loc[row, name] = NAN
    return frame


def german(value):
    """A number as German Excel shows it, with groups."""
    text = f"{value:,.2f}".replace(",", "T").replace(".", ",").replace("T", ".")
    return text.removesuffix(",00")


def rows_to_csv(path, rows, encoding="utf-8", **options):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, **options).writerows(rows)
    return path


def workbook(path, *sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def table(frame=DATA):
    """Names and cells as Python objects."""
    return [list(frame), *frame.astype(object).to_numpy().tolist()]


# -- encodings, separators, decimals --------------------------------------------------------------


@messy()
def comma_separated(folder):
    DATA.to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(DATA.rename(columns={"q3": "größe"}), warned=["decimal comma in 'income'", "cp1252"])
def german_excel_in_cp1252(folder):
    frame = DATA.rename(columns={"q3": "größe"})
    frame.to_csv(folder / "a.csv", sep=";", decimal=",", index=False, encoding="cp1252")
    return folder / "a.csv"


@messy()
def byte_order_mark(folder):
    DATA.to_csv(folder / "a.csv", index=False, encoding="utf-8-sig")
    return folder / "a.csv"


@messy()
def unicode_text_of_excel(folder):
    DATA.to_csv(folder / "a.txt", sep="\t", index=False, encoding="utf-16")
    return folder / "a.txt"


@messy(
    DATA.rename(columns={"q3": "größe"}),
    refused=["null characters", 'encoding="utf-16-le"'],
    fix={"encoding": "utf-16-le"},
)
def utf_16_without_a_mark(folder):
    frame = DATA.rename(columns={"q3": "größe"})
    frame.to_csv(folder / "a.csv", index=False, encoding="utf-16-le")
    return folder / "a.csv"


@messy(DATA.rename(columns={"q3": "größe"}), encoding="mac_roman")
def a_mac_of_old(folder):
    frame = DATA.rename(columns={"q3": "größe"})
    frame.to_csv(folder / "a.csv", index=False, encoding="mac_roman", lineterminator="\r")
    return folder / "a.csv"


@messy(warned=["'.' was taken to separate thousands in 'income'"])
def groups_of_thousands_by_points(folder):
    frame = DATA.assign(income=[german(value) for value in AMOUNT])
    frame.to_csv(folder / "a.csv", sep=";", index=False)
    return folder / "a.csv"


@messy(warned=["',' was taken to separate thousands in 'income'"])
def groups_of_thousands_by_commas(folder):
    frame = DATA.assign(income=[f"{value:,}".removesuffix(".0") for value in AMOUNT])
    frame.to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


WHOLE = DATA.assign(income=[1250, 2000, 30, 950, 12000, 7500, 100, 3750, 1, 500, 42, 8250])


@messy(WHOLE, warned=["so that '1.250' is 1250"])
def whole_thousands_by_points(folder):
    frame = WHOLE.assign(income=[german(value) for value in WHOLE["income"]])
    frame.to_csv(folder / "a.csv", sep=";", index=False)
    return folder / "a.csv"


@messy(
    LIKERT.assign(income=[1.0, 2.0] * 6, other=[1000.0, 2500.0] * 6),
    warned=["decimal comma in 'income'", "so that '1.000' is 1000"],
)
def one_comma_nought_beside_one_point_nought_nought_nought(folder):
    frame = LIKERT.assign(income=["1,0", "2,0"] * 6, other=["1.000", "2.500"] * 6)
    frame.to_csv(folder / "a.csv", sep=";", index=False)
    return folder / "a.csv"


@messy(warned=["decimal comma"])
def decimal_commas_and_everything_quoted(folder):
    rows = [list(DATA), *([str(c).replace(".", ",") for c in row] for row in DATA.to_numpy())]
    return rows_to_csv(folder / "a.csv", rows, quoting=csv.QUOTE_ALL)


@messy(refused=["with more cells", "decimal commas"])
def decimal_commas_between_commas(folder):
    rows = [",".join(str(cell).replace(".", ",") for cell in row) for row in DATA.to_numpy()]
    (folder / "a.csv").write_text("\n".join([",".join(DATA), *rows]), encoding="utf-8")
    return folder / "a.csv"


@messy(refused=["no comma, semicolon or tab", "sep="])
def bars_between_cells(folder):
    DATA.to_csv(folder / "a.csv", sep="|", index=False)
    return folder / "a.csv"


# -- header rows, blank parts, index columns ------------------------------------------------------


@messy()
def qualtrics_with_three_rows(folder):
    ids = [f'{{"ImportId":"QID{k}"}}' for k in range(4)]
    rows = [list(DATA), list(QUESTIONS.values()), ids, *table()[1:]]
    return rows_to_csv(folder / "a.csv", rows)


@messy(DATA.assign(id=range(1, N + 1), submitdate=["2024-05-03 10:00:00"] * N))
def limesurvey_with_everything_quoted(folder):
    frame = DATA.assign(id=range(1, N + 1), submitdate="2024-05-03 10:00:00")
    return rows_to_csv(folder / "a.csv", table(frame), quoting=csv.QUOTE_ALL)


@messy(warned=["decimal comma"])
def sosci_with_labels_in_utf_16(folder):
    cells = [[str(cell).replace(".", ",") for cell in row] for row in table()[1:]]
    rows = [list(DATA), list(QUESTIONS.values()), *cells]
    return rows_to_csv(folder / "a.csv", rows, "utf-16", delimiter="\t", quoting=csv.QUOTE_ALL)


@messy(DATA.assign(**{"Unnamed: 0": range(N)}))
def an_index_column(folder):
    DATA.to_csv(folder / "a.csv")
    return folder / "a.csv"


@messy(refused=["more cells than", "row names without a header"])
def row_names_without_a_header(folder):
    rows = [",".join(DATA), *(f"r{k}," + ",".join(map(str, r)) for k, r in enumerate(table()[1:]))]
    (folder / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder / "a.csv"


@messy(DATA.assign(id=[10**17 + k for k in range(N)]))
def numbers_of_cases_with_18_digits(folder):
    DATA.assign(id=[10**17 + k for k in range(N)]).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(DATA)
def blank_lines_and_columns_at_the_end(folder):
    rows = [[*row, "", "", ""] for row in [*table(), [""] * 4, [""] * 4]]
    return rows_to_csv(folder / "a.csv", [*rows, [], []])


@messy(DATA.assign(empty=NAN))
def an_empty_column(folder):
    DATA.assign(empty=None).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(refused=["names several columns 'q1'", "its own name"])
def a_name_given_twice(folder):
    return rows_to_csv(folder / "a.csv", [["q1", "q1", "q2"], *LIKERT.to_numpy().tolist()])


@messy(warned=["read from line 3, below the title 'Survey of 2024'"])
def a_title_above_the_names(folder):
    return workbook(folder / "a.xlsx", ("Data", [["Survey of 2024"], [None], *table()]))


@messy(warned=["read from line 2, below the title 'Answers'"])
def groups_of_columns_above_the_names(folder):
    return workbook(folder / "a.xlsx", ("Data", [[None, "Answers", None, None], *table()]))


@messy(warned=["read from line 2, below the title 'Use'"])
def merged_heads_over_pairs_of_columns(folder):
    """Each group has as many titles as blanks, so that they fill half of the columns."""
    return workbook(folder / "a.xlsx", ("Data", [["Use", None, "Persons", None], *table()]))


@messy(
    refused=["no column 'q1'", "below the names has it, under 'I am glad, really.'", "Delete"],
)
def questions_above_the_names(folder):
    return workbook(folder / "a.xlsx", ("Data", [list(QUESTIONS.values()), *table()]))


@messy(warned=["read from line 3, below the title 'Survey, 2024, first wave'", "decimal comma"])
def a_title_with_commas_above_a_german_table(folder):
    DATA.to_csv(folder / "a.csv", sep=";", decimal=",", index=False)
    table_as_text = (folder / "a.csv").read_text(encoding="utf-8")
    (folder / "a.csv").write_text("Survey, 2024, first wave\n\n" + table_as_text, encoding="utf-8")
    return folder / "a.csv"


@messy()
def the_separator_told_to_excel(folder):
    DATA.to_csv(folder / "a.csv", sep=";", index=False)
    table_as_text = (folder / "a.csv").read_text(encoding="utf-8")
    (folder / "a.csv").write_text("sep=;\n" + table_as_text, encoding="utf-8")
    return folder / "a.csv"


@messy(
    refused=["'Notes' holds one column of text", "no answers", 'sheet="..."'],
    fix={"sheet": "Data"},
)
def a_sheet_of_notes_first(folder):
    notes = [["About this survey"], ["It was made in 2024."], ["A 9 is no answer."]]
    return workbook(folder / "a.xlsx", ("Notes", notes), ("Data", table()))


@messy(pd.DataFrame({"firm": list("ABC"), "remark": ["no, not, really", "x, y, z", "a, b, c"]}))
def commas_in_text_are_no_names(folder):
    rows = ["firm;remark", "A;no, not, really", "B;x, y, z", "C;a, b, c"]
    (folder / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder / "a.csv"


MEANS = LIKERT.agg(["mean", "std"]).round(2)


@messy(
    pd.concat([LIKERT, MEANS]).assign(id=[*map(str, range(N)), "Mean", "SD"]),
    warned=["the last 2 rows, 'Mean', 'SD', look like a summary of those above, and were read"],
)
def means_below_the_cases(folder):
    rows = [["id", *LIKERT], *([str(k), *row] for k, row in enumerate(LIKERT.to_numpy().tolist()))]
    below = [["Mean", *MEANS.loc["mean"].tolist()], ["SD", *MEANS.loc["std"].tolist()]]
    return workbook(folder / "a.xlsx", ("Data", [*rows, *below]))


@messy(
    pd.concat([DATA, DATA.agg(["sum"])], ignore_index=True),
    warned=["the last row, of sums or means, looks like a summary of those above, and was read"],
)
def totals_without_a_word(folder):
    pd.concat([DATA, DATA.agg(["sum"])]).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(refused=["the names stand in two lines", "2 columns", "line 2, such as 'q2'", "one line"])
def parts_of_a_question_below_it(folder):
    heads = [["income", "Pleased?", "", ""], ["", "q1", "q2", "q3"]]
    return rows_to_csv(folder / "a.csv", [*heads, *DATA[["income", *LIKERT]].to_numpy().tolist()])


@messy({"größe": LIKERT["q1"], "Übung": LIKERT["q2"]})
def umlauts_of_a_mac(folder):
    names = [unicodedata.normalize("NFD", name) for name in ("größe", "Übung")]
    LIKERT[["q1", "q2"]].set_axis(names, axis=1).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


# -- missing answers and other signs --------------------------------------------------------------


@messy(
    gap(DATA, 3, "q1"),
    refused=["'k.A.' in row 3 of column 'q1'", 'missing_codes=["k.A."]'],
    fix={"missing_codes": ["k.A."]},
)
def a_word_for_no_answer(folder):
    frame = DATA.astype(object)
    frame.loc[3, "q1"] = "k.A."
    frame.to_excel(folder / "a.xlsx", index=False)
    return folder / "a.xlsx"


@messy(
    gap(gap(DATA, 3, "q1"), 5, "q2"),
    warned=["cp1252"],
    missing_codes=["weiß nicht", -9, "99"],
)
def several_codes_in_words_and_numbers(folder):
    frame = DATA.astype(object)
    frame.loc[3, "q1"], frame.loc[5, "q2"] = "weiß nicht", -9
    frame.to_csv(folder / "a.csv", sep=";", index=False, encoding="cp1252")
    return folder / "a.csv"


@messy(gap(gap(gap(DATA, 1, "q1"), 2, "q2"), 3, "q3"))
def spellings_of_missing(folder):
    frame = DATA.astype(object)
    frame.loc[1, "q1"], frame.loc[2, "q2"], frame.loc[3, "q3"] = "NA", ".", "#N/A"
    frame.to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(
    refused=["'45%' in row 0", "pd.to_numeric(", "regex=True"],
    fix=lambda data: data.assign(
        income=pd.to_numeric(data["income"].str.replace(r"[`'%€$£\s]", "", regex=True))
    ),
    expected=DATA.assign(income=45),
)
def per_cent_signs(folder):
    DATA.assign(income="45%").to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(
    refused=[f'"\'{DATA["q1"][0]}" in row 0', "other signs"],
    fix=lambda data: data.assign(
        q1=pd.to_numeric(data["q1"].str.replace(r"[`'%€$£\s]", "", regex=True))
    ),
)
def apostrophes_before_numbers(folder):
    DATA.assign(q1=[f"'{value}" for value in DATA["q1"]]).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(DATA.assign(member=[True, False] * 6))
def truth_values(folder):
    DATA.assign(member=[True, False] * 6).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(refused=["'yes' in row 0", "code it as numbers", "controls=['q1']"])
def answers_in_words(folder):
    DATA.assign(q1=["yes", "no"] * 6).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


@messy(refused=["'2024-05-03'", "not numeric"])
def dates_in_a_csv_file(folder):
    DATA.assign(q1=["2024-05-03"] * N).to_csv(folder / "a.csv", index=False)
    return folder / "a.csv"


# -- workbooks ------------------------------------------------------------------------------------


@messy(warned=["first of 2 sheets was read; its sheets are 'Answers', 'Notes'"])
def a_second_sheet(folder):
    return workbook(folder / "a.xlsx", ("Answers", table()), ("Notes", [["who?"], ["me"]]))


@messy(sheet="Antworten")
def the_second_sheet(folder):
    return workbook(folder / "a.xlsx", ("Codebook", [["q1"], [7]]), ("Antworten", table()))


@messy()
def numbers_as_text_in_some_cells(folder):
    rows = table()
    for row in rows[1::2]:
        row[0], row[3] = str(row[0]), str(row[3])
    return workbook(folder / "a.xlsx", ("Answers", rows))


@messy(warned=["decimal comma in 'income'"])
def decimal_commas_as_text_in_a_workbook(folder):
    rows = [[*row[:3], str(row[3]).replace(".", ",")] for row in table()]
    return workbook(folder / "a.xlsx", ("Answers", rows))


@messy(gap(gap(DATA, 0, "q1"), 4, "income"))
def errors_of_excel(folder):
    book = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    sheet = book.add_worksheet()
    for row, cells in enumerate(table()):
        sheet.write_row(row, 0, cells)
    sheet.write_formula(1, 0, "=NA()", None, "#N/A")
    sheet.write_blank(5, 3, None, book.add_format())
    book.close()
    return folder / "a.xlsx"


@messy(
    gap(DATA, 0, "q1"),
    refused=["'#DIV/0!' in row 0", 'missing_codes=["#DIV/0!"]'],
    fix={"missing_codes": ["#DIV/0!"]},
)
def a_division_by_nought(folder):
    book = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    sheet = book.add_worksheet()
    for row, cells in enumerate(table()):
        sheet.write_row(row, 0, cells)
    sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
    book.close()
    return folder / "a.xlsx"


@messy()
def formats_of_excel(folder):
    """What a cell shows is not what it holds: thousands, percent and decimals are formats."""
    book = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    sheet = book.add_worksheet()
    for row, cells in enumerate(table()):
        sheet.write_row(row, 0, cells, book.add_format({"num_format": "#,##0 %"}))
    book.close()
    return folder / "a.xlsx"


@messy(refused=["'q1'", "Timestamp", "turn it into numbers"])
def numbers_that_excel_took_for_dates(folder):
    rows = table()
    for row in rows[1:]:
        row[0] = datetime.datetime(2024, 5, 3)
    return workbook(folder / "a.xlsx", ("Answers", rows))


# -- SPSS, Stata, columns -------------------------------------------------------------------------

SCALE = {k: f"step {k}" for k in range(1, 8)}


@messy(gap(gap(DATA, 3, "q1"), 4, "q2"))
def spss_with_labels_and_user_missing_values(folder):
    frame = DATA.astype(float)
    frame.loc[3, "q1"], frame.loc[4, "q2"] = 99, -7
    pyreadstat.write_sav(
        frame,
        str(folder / "a.sav"),
        column_labels=QUESTIONS,
        variable_value_labels={"q1": {**SCALE, 99: "no answer"}, "q2": {-7: "does not apply"}},
        missing_ranges={"q1": [99], "q2": [{"lo": -9, "hi": -1}]},
    )
    return folder / "a.sav"


@messy()
def spss_with_labels_out_of_alphabetical_order(folder):
    words = dict(
        enumerate(["never", "hardly", "at times", "often", "mostly", "nearly", "always"], 1)
    )
    pyreadstat.write_sav(DATA, str(folder / "a.sav"), variable_value_labels={"q1": words})
    return folder / "a.sav"


@messy(refused=["a portable file of SPSS", ".sav"])
def spss_portable(folder):
    pyreadstat.write_por(DATA.astype(float), str(folder / "a.por"))
    return folder / "a.por"


@messy(gap(DATA, 2, "q3"))
def stata_with_labels(folder):
    frame = DATA.astype(float)
    frame.loc[2, "q3"] = NAN
    pyreadstat.write_dta(
        frame, str(folder / "a.dta"), column_labels=QUESTIONS, variable_value_labels={"q1": SCALE}
    )
    return folder / "a.dta"


@messy(gap(DATA, 2, "q3"))
def parquet_with_nullable_numbers(folder):
    frame = gap(DATA, 2, "q3").convert_dtypes()
    frame.to_parquet(folder / "a.parquet")
    return folder / "a.parquet"


@messy()
def feather_with_small_numbers(folder):
    DATA.astype({"q1": "int8", "q2": "uint8", "q3": "int16"}).to_feather(folder / "a.feather")
    return folder / "a.feather"


@pytest.mark.parametrize("kind", FILES)
def test_a_file_reads_right_or_is_refused_with_the_fix(tmp_path, recwarn, kind):
    file = FILES[kind]
    path = file.write(tmp_path)
    expected = pd.DataFrame(file.expected)
    if file.refused:
        with pytest.raises(PlspmError) as caught:
            plspm.estimate(MODEL, path, **file.options)
        assert [word for word in file.refused if word not in str(caught.value)] == []
        if file.fix is None:
            return
    recwarn.clear()
    if callable(file.fix):
        data = file.fix(plspm.read_data(path, **file.options))
    else:
        data = plspm.read_data(path, **file.options, **(file.fix or {}))
    said = [str(each.message) for each in recwarn]
    assert [word for word in file.warned if not any(word in each for each in said)] == []
    assert len(said) == len(file.warned)
    composed = [unicodedata.normalize("NFC", name) for name in data]
    assert sorted(composed) == sorted(expected)
    data.columns = composed
    for name in expected:
        if name == "id":  # as it is: it tells cases apart and is no measurement
            assert data[name].tolist() == expected[name].tolist()
        elif pd.api.types.is_numeric_dtype(expected[name].dtype):
            np.testing.assert_array_equal(read_column(data[name], name), expected[name], name)
        else:
            assert data[name].tolist() == expected[name].tolist()


def test_large_files_have_titles_as_well(tmp_path):
    rows = pd.concat([DATA] * 800, ignore_index=True)
    text = rows.to_csv(index=False)
    for title in (",,,Answers", "Use,,Persons,", "Survey of 2024", "Survey; 2024"):
        path = tmp_path / "a.csv"
        path.write_text(f"{title}\n{text}", encoding="utf-8")
        with pytest.warns(plspm.DataWarning, match="read from line 2, below the title"):
            pd.testing.assert_frame_equal(plspm.read_data(path), rows)


MODEL = "A =~ q1 + q2\nB =~ q3\nC =~ income\nB ~ A\nC ~ B"


def test_there_are_forty():
    assert len(FILES) >= 40


def test_wordings_are_kept(tmp_path):
    for kind in (
        "qualtrics with three rows",
        "sosci with labels in utf 16",
        "spss with labels and user missing values",
        "stata with labels",
    ):
        path = FILES[kind].write(tmp_path)
        with pytest.warns(plspm.DataWarning) if FILES[kind].warned else nullcontext():
            assert plspm.read_data(path).attrs["variable_labels"] == QUESTIONS, kind


def test_a_model_names_columns_in_either_normal_form(tmp_path):
    path = tmp_path / "a.csv"
    decomposed = {name: unicodedata.normalize("NFD", f"ä{name}") for name in ("q1", "q2", "q3")}
    DATA.rename(columns=decomposed).to_csv(path, index=False)
    text = MODEL.replace("q", "äq")
    expected = plspm.estimate(MODEL, DATA).effects
    pd.testing.assert_frame_equal(plspm.estimate(text, path).effects, expected)
    composed = {name: f"ä{name}" for name in decomposed}
    both = DATA.rename(columns=composed).assign(**{decomposed["q1"]: 1})
    with pytest.raises(plspm.DataError, match="letters and marks in other normal forms"):
        plspm.estimate(text, both)
