"""How the documents are built: `python -m sphinx -W docs build/docs`."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import TYPE_CHECKING

from docutils.nodes import SkipNode
from latex2mathml.converter import convert

if TYPE_CHECKING:
    from docutils.nodes import math, math_block
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

project = "plspm"
author = "The plspm authors"
copyright = "The plspm authors"  # noqa: A001  (what Sphinx calls it)
version = release = version_of("plspath")

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.intersphinx",
    "numpydoc",
    "myst_nb",
]
exclude_patterns = ["build", "**.ipynb_checkpoints"]

html_theme = "pydata_sphinx_theme"
html_title = "plspm"
html_theme_options = {
    "show_toc_level": 2,
    "navigation_with_keys": True,
    "show_prev_next": False,
    "navbar_align": "left",
    "header_links_before_dropdown": 8,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": ["copyright"],
    "footer_end": [],
}
html_show_sourcelink = False
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["plspm.css"]
html_math_renderer = "mathml"  # what browsers draw by themselves, without a script or a network
html_sidebars = {"start": [], "worked_example": [], "step_by_step": []}  # no pages beside them

autosummary_generate = True
toc_object_entries_show_parents = "hide"
autodoc_typehints = "none"  # the docstrings say it in words
autodoc_inherit_docstrings = True
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

myst_enable_extensions = ["colon_fence", "dollarmath", "deflist"]
myst_heading_anchors = 3

nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 180
nb_execution_show_tb = True

intersphinx_mapping: dict[str, tuple[str, None]] = {}  # the build needs no network
suppress_warnings = ["myst.header"]


def setup(app: Sphinx) -> None:
    """Formulas as MathML."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))


def _inline(writer: HTML5Translator, node: math) -> None:
    writer.body.append(convert(node.astext()))
    raise SkipNode


def _block(writer: HTML5Translator, node: math_block) -> None:
    writer.body.append(f'<div class="formula">{convert(node.astext(), display="block")}</div>')
    raise SkipNode
