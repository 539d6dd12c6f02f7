"""Pictures as files."""

from __future__ import annotations

from io import BytesIO
from typing import Literal

from plspm.documents.parts import Picture

DOTS_PER_INCH = 300


def drawn(picture: Picture, kind: Literal["png", "svg", "pdf"]) -> bytes:
    """A picture in a format; the same figure gives the same bytes."""
    file = BytesIO()
    when = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
    picture.figure.savefig(file, format=kind, dpi=DOTS_PER_INCH, bbox_inches="tight", metadata=when)
    return file.getvalue()


def inches(picture: Picture) -> tuple[float, float]:
    """Width and height of a picture as it is drawn."""
    width, height = picture.figure.get_size_inches()
    return float(width), float(height)
