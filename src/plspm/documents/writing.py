"""A document written to a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
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
from plspm.documents.workbook import as_workbook
from plspm.errors import OptionError, written

ENDINGS: Final = (".docx", ".html", ".xlsx", ".tex", ".md")


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
    return []


def picture_files(path: Path, document: Document) -> dict[str, Path]:
    """Files of pictures beside the report, by their keys: formats that cannot hold them have some.

    Parameters
    ----------
    path : Path
        Of the report.
    document : Document
    """
    ending = {".tex": ".pdf", ".md": ".svg"}.get(path.suffix.lower())
    if ending is None:
        return {}
    return {p.key: path.with_name(f"{path.stem}_{p.key}{ending}") for p in pictures_of(document)}


def pictures_of(document: Document) -> list[Picture]:
    """All pictures, in their order."""
    return [b for section in document.sections for b in section.blocks if isinstance(b, Picture)]


def write_document(document: Document, path: Path, style: NumberStyle) -> Path:
    """Write a document in the format that the ending tells.

    Raises
    ------
    MissingDependencyError
        The package that writes the format is not installed.
    OptionError
        The file cannot be written.
    """
    kind: Literal["pdf", "svg"] = "pdf" if path.suffix.lower() == ".tex" else "svg"
    beside = picture_files(path, document)
    names = {key: file.name for key, file in beside.items()}
    content = _content(document, path.suffix.lower(), style, names)
    for picture in pictures_of(document):
        if picture.key in beside:
            _put(beside[picture.key], drawn(picture, kind))
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
