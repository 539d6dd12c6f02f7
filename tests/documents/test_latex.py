"""Reports as LaTeX."""

import re
import shutil
import subprocess

import pytest
from tests.documents.study import hostile_fit

import plspm


def written(path):
    return path.read_text(encoding="utf-8")


def rows(text):
    for body in re.findall(r"\\endfoot\n(.*?)\\end\{longtable\}", text, re.DOTALL):
        yield [re.split(r"(?<!\\) & ", line.removesuffix(r" \\")) for line in body.splitlines()]


def test_tables_and_their_numbers(fit, boot, tmp_path):
    text = written(plspm.write_report(fit, tmp_path / "study.tex", bootstrap=boot))
    tables = list(rows(text))
    assert len(tables) > 12
    for table, spec in zip(tables, re.findall(r"begin\{longtable\}\{(.*)\}\n", text), strict=True):
        assert "|" not in spec
        columns = len(re.sub(r"@\{\}|>\{.*?\}|(?<=p)\{.*?\}", "", spec))
        assert {len(row) for row in table} == {columns}
    low, high = boot.paths.loc[("ECE", "MPE"), ["ci_lower", "ci_upper"]]
    assert r"ECE & MPE & 0.682 & " in text
    assert f"{{}}[{low:.3f}, {high:.3f}]" in text or f"[{low:.3f}, {high:.3f}]" in text
    size = r"width=\linewidth,height=1.15\linewidth,keepaspectratio"
    assert rf"\includegraphics[{size}]{{study_diagram.pdf}}" in text
    assert (tmp_path / "study_diagram.pdf").read_bytes().startswith(b"%PDF")


def test_no_heading_stands_alone_above_a_picture_of_the_next_page(fit, tmp_path):
    lines = written(plspm.write_report(fit, tmp_path / "study.tex")).splitlines()
    place = next(k for k, line in enumerate(lines) if r"\section*{Structural model}" in line)
    room = re.fullmatch(
        r"\\needroom\{\\dimexpr (.+?)\\linewidth \+ 9\\baselineskip\\relax\}", lines[place - 1]
    )
    assert float(room[1]) > 0.2


def test_a_heading_needs_more_room_than_the_table_below_it(fit, boot, tmp_path):
    text = written(plspm.write_report(fit, tmp_path / "a.tex", bootstrap=boot, diagram=False))
    pairs = re.findall(
        r"needroom\{(\d+)\\baselineskip\}\n\\\w*section.*\n\\needroom\{(\d+)\\baselineskip", text
    )
    assert len(pairs) > 5
    assert all(int(heading) > int(table) for heading, table in pairs)


def test_a_heading_takes_the_table_below_its_first_paragraph_along(fit, tmp_path):
    tested = plspm.tetrads(fit, draws=19, progress=False)
    text = written(plspm.write_report(tested, tmp_path / "a.tex"))
    heading, table = re.findall(r"needroom\{(\d+)\\baselineskip", text)[:2]
    assert int(heading) == int(table) + 10


def test_what_comes_from_data_is_printed_and_not_run(tmp_path):
    text = written(plspm.write_report(hostile_fit(), tmp_path / "a.tex", diagram=False))
    body = text.split(r"\begin{document}")[1]
    assert r"\input{" not in body
    assert r"\textbackslash{}input\{x\} \plspmchar{4E2D}{中}" in body
    assert r"50\% " in body


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
@pytest.mark.parametrize("language", ["en", "de", "es", "hostile"])
def test_pdflatex_reads_it(language, fit, tmp_path):
    path = tmp_path / "a.tex"
    if language == "hostile":
        plspm.write_report(hostile_fit(), path, diagram=False)
    else:
        plspm.write_report(fit, path, language=language)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", path.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert language == "hostile" or "Overfull" not in done.stdout
