"""A document written to a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from plspm.data.wording import quoted
from plspm.documents.latex import as_latex
from plspm.documents.markdown import as_markdown
from plspm.documents.numbers import NumberStyle
from plspm.documents.parts import Document, Picture
from plspm.documents.pictures import drawn
from plspm.documents.web import as_web_page
from plspm.documents.word import as_word
from plspm.documents.workbook import as_workbook, is_report
from plspm.errors import MissingDependencyError, OptionError, written

ENDINGS: Final = (".docx", ".html", ".xlsx", ".tex", ".md")

PACKAGES: Final = {".docx": ("docx", "python-docx"), ".xlsx": ("xlsxwriter", "XlsxWriter")}
"""What writes a format: the module, and what it is called where it is installed from."""


def file_problems(path: object) -> list[str]:
    """Say why a report cannot be written to a path (at most one sentence)."""
    if not isinstance(path, str | Path) or not str(path):
        return [
            f"path is {written(path)}; it must be the name of a file, for example 'study.docx'."
        ]
    place = Path(path)
    if place.suffix.lower() not in ENDINGS:
        return [
            f"The report is to be written to {quoted(str(path))}, whose ending tells no format; "
            f"it must be {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
        ]
    if place.is_dir():
        return [f"{quoted(str(path))} is a folder; give the name of a file in it."]
    if not place.absolute().parent.is_dir():
        return [
            f"The report cannot be written to {quoted(str(path))}: there is no folder "
            f"{quoted(str(place.absolute().parent))}. Make it first, or give another name."
        ]
    if place.suffix.lower() == ".xlsx" and place.exists() and not is_report(place):
        return [
            f"{quoted(str(path))} is there already and is no report of this library: it may hold "
            "data. Give another name, or delete the file first."
        ]
    return []


def check_packages(path: Path) -> None:
    """See to it that the format of a path can be written, before anything is computed.

    Raises
    ------
    MissingDependencyError
        The package that writes it is not installed.
    """
    module, package = PACKAGES.get(path.suffix.lower(), ("", ""))
    if module and find_spec(module) is None:
        raise MissingDependencyError(
            f"{path.suffix.lower()} files are written by {package}, which is not installed: "
            'pip install "plspath[report]"'
        )


def picture_file(path: Path, key: str) -> Path | None:
    """The file of a picture beside the report; None in formats that hold pictures themselves."""
    ending = {".tex": ".pdf", ".md": ".svg"}.get(path.suffix.lower())
    return None if ending is None else path.with_name(f"{path.stem}_{key}{ending}")


def files_of(path: Path, *, diagram: bool) -> list[Path]:
    """The files that a report of a fit is written to."""
    beside = picture_file(path, "diagram") if diagram else None
    return [path] if beside is None else [path, beside]


def pictures_of(document: Document) -> list[Picture]:
    """All pictures, in their order."""
    return [b for section in document.sections for b in section.blocks if isinstance(b, Picture)]


def write_document(document: Document, path: Path, style: NumberStyle) -> Path:
    """Write a document in the format that the ending tells.

    Raises
    ------
    OptionError
        The file cannot be written.
    """
    kind: Literal["pdf", "svg"] = "pdf" if path.suffix.lower() == ".tex" else "svg"
    found = ((picture, picture_file(path, picture.key)) for picture in pictures_of(document))
    beside = [(picture, file) for picture, file in found if file is not None]
    names = {picture.key: file.name for picture, file in beside}
    content = _content(document, path.suffix.lower(), style, names)
    for picture, file in beside:
        _put(file, drawn(picture, kind))
    _put(path, content)
    return path


def _content(
    document: Document, ending: str, style: NumberStyle, names: Mapping[str, str]
) -> bytes:
    if ending == ".md":
        return as_markdown(document, style, names).encode("utf-8", "backslashreplace")
    if ending == ".docx":
        return as_word(document, style)
    if ending == ".xlsx":
        return as_workbook(document, style)
    if ending == ".tex":
        return as_latex(document, style, names).encode("utf-8")
    return as_web_page(document, style).encode("utf-8")


def _put(path: Path, content: bytes) -> None:
    """Write a file whole: what stands there is replaced once all is written."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OptionError(
            f"The report cannot be written to {quoted(str(path))}: {error.strerror or error}. "
            "Where another program has it open, close it there; or give another name."
        ) from error
