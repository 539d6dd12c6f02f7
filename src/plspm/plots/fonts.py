"""Fonts that have every sign of the names: what one lacks is taken from another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final
from unicodedata import category

from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font

from plspm.data.wording import listed, quoted, warn_user
from plspm.errors import PlspmWarning

OWN_FONT: Final = "DejaVu Sans"  # comes with matplotlib


def families(font: str, texts: Iterable[str]) -> list[str]:
    """Return the font, and others for signs that it lacks; what there is not is said once.

    Parameters
    ----------
    font : str
        Where it is not installed, that which comes with matplotlib takes its place.
    texts : iterable of str
        All that will be written.
    """
    found = [_installed(font)]
    lacking = {
        sign for text in texts for sign in text if category(sign) not in {"Cc", "Cf"}
    } - _signs(found[0])
    for family in (OWN_FONT, *_files()) if lacking else ():
        if lacking & _signs(family):
            found.append(family)
            lacking -= _signs(family)
        if not lacking:
            break
    if lacking:
        warn_user(
            f"No font here has {listed(map(quoted, sorted(lacking)))}; boxes stand for them. "
            "Install a font that has them, for example Noto Sans.",
            PlspmWarning,
        )
    return found


def _installed(font: str) -> str:
    try:
        findfont(FontProperties(family=[font]), fallback_to_default=False)
    except ValueError:
        warn_user(
            f"There is no font {font!r} here; the picture is drawn in {OWN_FONT}. Install it, or "
            "give the name of another.",
            PlspmWarning,
        )
        return OWN_FONT
    return font


@cache
def _signs(family: str) -> frozenset[str]:
    file = _files().get(family) or findfont(FontProperties(family=[family]))
    return frozenset(map(chr, get_font(file).get_charmap()))


@cache
def _files() -> dict[str, str]:
    """The upright file of regular weight of every family, those without serifs first."""
    regular = [
        entry
        for entry in fontManager.ttflist
        if entry.style == "normal" and entry.weight in {400, "normal"}
        # one is all boxes, others are pictures in colours
        if "Last Resort" not in entry.name and "Emoji" not in entry.name
    ]
    ranked = sorted(regular, key=lambda entry: ("Sans" not in entry.name, entry.name))
    return {entry.name: entry.fname for entry in ranked}
