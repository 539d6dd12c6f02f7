"""What the documents show is what happens, and a reader finds it."""

import re
from contextlib import redirect_stdout
from io import StringIO
from os.path import normpath
from pathlib import Path

import pytest

import plspm
from plspm.assessment.criteria import CUT_OFFS, RULES, cut_offs

DOCS = Path(__file__).parents[1] / "docs"
PAGES = sorted(path.relative_to(DOCS) for path in DOCS.rglob("*.md") if "build" not in path.parts)
BLOCK = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", re.M | re.S)


def text_of(page):
    return (DOCS / page).read_text(encoding="utf-8")


def lines(text):
    return [line.rstrip() for line in text.strip().splitlines()]


def setting():
    """What a reader of the first page has: the worked example, fitted and drawn."""
    study = plspm.datasets.describe("customer_engagement")
    result = study.estimate()
    boot = result.bootstrap(draws=199, seed=1, progress=False)
    found = {"plspm": plspm, "model": study.model, "data": study.data}
    return found | {"result": result, "boot": boot, "__name__": "page"}


@pytest.mark.parametrize("page", [p for p in PAGES if BLOCK.search(text_of(p))], ids=str)
@pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")
def test_blocks_run_in_order_and_print_what_is_shown(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = setting()
    for code, shown in BLOCK.findall(text_of(page)):
        printed = StringIO()
        with redirect_stdout(printed):
            exec(compile(code, str(page), "exec"), names)
        if shown:
            assert lines(printed.getvalue()) == lines(shown)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_and_pictures_lead_somewhere(page):
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text_of(page)):
        assert ((DOCS / page).parent / target).exists(), target


def test_every_page_is_in_a_table_of_contents():
    listed = set()
    for page in PAGES:
        for block in re.findall(r"^```\{toctree\}\n(.*?)^```", text_of(page), re.M | re.S):
            entries = [line for line in block.splitlines() if line and not line.startswith(":")]
            names = [re.sub(r".*<(.+)>", r"\1", entry) for entry in entries]
            listed |= {normpath(page.parent / f"{name}.md") for name in names}
    assert {page.as_posix() for page in PAGES} - {"index.md"} == listed


def linked(path):
    """Pages that a page leads to."""
    targets = re.findall(r"\]\((?!http)([^)#]+\.md)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    return {(path.parent / target).resolve() for target in targets}


def test_every_page_is_two_clicks_from_the_readme():
    first = linked(DOCS.parent / "README.md")
    reached = first.union(*(linked(page) for page in first if page.suffix == ".md"))
    assert {(DOCS / page).resolve() for page in PAGES} - {DOCS / "index.md"} <= reached


def test_method_pages_quote_every_cut_off_once_as_the_code_has_it():
    pages = [text_of(page) for page in PAGES if page.parts[0] == "methods"]
    quoted = [line for text in pages for line in re.findall(r"^- `.+$", text, re.M)]
    hair = [f"- `{c.name}` {c}: {c.wording} ({c.source})" for c in CUT_OFFS.values()]
    other = cut_offs("henseler")
    henseler = [f"- `{c}` {other[c]} ({other[c].source})" for c in RULES["henseler"]]
    assert sorted(quoted) == sorted(hair + henseler)


def test_every_public_name_is_in_the_reference():
    page = text_of(Path("api/index.md"))
    listed = re.findall(r"^   (\w+)$", page, re.M)
    warnings = {name for name in plspm.__all__ if hasattr(plspm.errors, name)}
    assert sorted(listed) == sorted(set(plspm.__all__) - warnings)
