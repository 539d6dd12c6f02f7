"""How the documents are built: `python -m sphinx -W docs build/docs`."""

from __future__ import annotations

from importlib.metadata import version as version_of

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
}
html_show_sourcelink = False

autosummary_generate = True
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
