"""The notebooks say what their texts say, and show what happens."""

import jupytext
import nbformat
import pytest
from tests.notebooks import FOLDER, TEXTS, executed, notebook_of, said

MISSING = "run `python -m tests.notebooks`"


def test_there_are_notebooks():
    assert len(TEXTS) >= 5
    assert {notebook_of(text) for text in TEXTS} == set(FOLDER.glob("*.ipynb"))


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.stem)
def test_a_notebook_is_its_text_with_the_outputs_of_today(text):
    notebook = nbformat.read(notebook_of(text), as_version=4)
    nbformat.validate(notebook)
    cells = [(cell.cell_type, cell.source) for cell in notebook.cells]
    assert cells == [(cell.cell_type, cell.source) for cell in jupytext.read(text).cells], MISSING
    assert all(said(notebook)[1:]), "a cell without output"
    assert said(notebook) == said(executed(text)), MISSING
