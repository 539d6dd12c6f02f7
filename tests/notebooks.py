"""The notebooks of the examples, made from their texts: `python -m tests.notebooks [NAME ...]`."""

import sys
from pathlib import Path

import jupytext
import nbclient
import nbformat

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "notebooks"
TEXTS = [*sorted(FOLDER.glob("*.md")), ROOT / "docs" / "worked_example.md"]
"""Most lie beside their notebooks; that of the worked example is a page of the documents."""


def notebook_of(text):
    """Where the notebook of a text lies."""
    return FOLDER / f"{text.stem}.ipynb"


def executed(text):
    """A text as a notebook with its outputs, which do not depend on who runs it and when."""
    notebook = jupytext.read(text)
    nbclient.NotebookClient(notebook, timeout=180, kernel_name="python3").execute()
    notebook.metadata.pop("language_info", None)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            # What is said while kernels are compiled is said once on a machine.
            cell.outputs = [out for out in cell.outputs if out.get("name") != "stderr"]
    return notebook


def said(notebook):
    """What each code cell prints or shows, as text."""
    return [
        "".join(out.get("text", "") or out["data"]["text/plain"] for out in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


if __name__ == "__main__":
    for text in [text for text in TEXTS if text.stem in (sys.argv[1:] or text.stem)]:
        nbformat.write(executed(text), notebook_of(text))
        print(notebook_of(text))
