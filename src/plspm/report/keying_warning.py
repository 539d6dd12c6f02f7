"""One warning for all items that load against the rest of their block, with the remedy to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from plspm.assessment.keying import KeyedOtherwise, keyed_otherwise
from plspm.data import Indicators
from plspm.data.scales import scale_of
from plspm.data.sentinels import suspected_codes
from plspm.data.wording import listed, quoted
from plspm.inference.fitted import Fitted

MEANINGLESS = "Reliabilities, AVE and HTMT of their constructs mean nothing as they are."


def keying_warning(fitted: Fitted, indicators: Indicators | None) -> str:
    """Name the items keyed the other way, and how they are turned round.

    Parameters
    ----------
    fitted : Fitted
    indicators : Indicators or None
        The cases, and which items were turned round already: these are to be left as they were.
        None where there are only correlations.
    """
    names = fitted.arrays.indicators
    found = [_undone(each, names, indicators) for each in keyed_otherwise(fitted.estimates)]
    said = f"{items_in_words(found, names)} "
    if indicators is None:
        return (
            f"{said}If they are keyed the other way, change the sign of their rows and columns in "
            "`correlations`; reliabilities, AVE and HTMT of their constructs mean nothing as they "
            "are."
        )
    return " ".join([said + _remedies(found, fitted, indicators), MEANINGLESS])


def items_in_words(found: Sequence[KeyedOtherwise], names: Sequence[str]) -> str:
    """Which items are keyed the other way, with the loadings by which they were judged."""
    sides = [
        " or ".join(
            ", ".join(f"{names[i]} ({each.loadings[i]:.2f})" for i in side) for side in each.sides
        )
        for each in found
    ]
    said = f"Items load against the rest of their block: {listed(sides)}."
    if any(len(each.sides) > 1 for each in found):
        said += " Of as many on either side, only the questionnaire tells which."
    return said


def _undone(
    each: KeyedOtherwise, names: Sequence[str], indicators: Indicators | None
) -> KeyedOtherwise:
    """Of two sides the one that was turned round already, if one was."""
    turned = () if indicators is None else indicators.recoding.reverse
    sides = tuple(side for side in each.sides if any(names[i] in turned for i in side))
    return replace(each, sides=sides) if len(sides) == 1 else each


def _remedies(found: Sequence[KeyedOtherwise], fitted: Fitted, indicators: Indicators) -> str:
    names, turned = fitted.arrays.indicators, indicators.recoding.reverse
    options = [_scales(each, fitted, indicators) for each in found]
    items = [names[i] for each in found for side in each.sides for i in side]
    back = [quoted(name) for name in items if name in turned]
    signs = [name for name in items if _scale(name, fitted, indicators) is None]
    said = []
    if back:
        said.append(
            "These were turned round already, which they should not be: leave "
            f"{listed(back)} out of `reverse`."
        )
    decided = [scale for sides in options if len(sides) == 1 for scale in sides[0]]
    scales = [f"reverse={{{', '.join(decided)}}}"] if decided else []
    for sides in options:
        if len(sides) > 1 and all(sides):
            scales.append(" or ".join(f"reverse={{{', '.join(side)}}}" for side in sides))
    if scales:
        said.append(
            "If they are keyed the other way, turn them round within the ends of their scale: "
            f"{'; '.join(scales)} (these are the ends that occur; give those of the "
            "questionnaire)."
        )
    if signs:
        said.append(
            "On no scale of whole answers, so that their sign would have to be changed: "
            f"{listed(signs)}."
        )
    return " ".join(said)


def _scales(each: KeyedOtherwise, fitted: Fitted, indicators: Indicators) -> list[list[str]]:
    """What `reverse` takes for every side, of items that are ratings and not turned yet."""
    names, turned = fitted.arrays.indicators, indicators.recoding.reverse
    found = []
    for side in each.sides:
        items = [names[i] for i in side if names[i] not in turned]
        ends = {name: _scale(name, fitted, indicators) for name in items}
        found.append([f'"{name}": ({e[0]:g}, {e[1]:g})' for name, e in ends.items() if e])
    return found


def _scale(name: str, fitted: Fitted, indicators: Indicators) -> tuple[float, float] | None:
    """Lowest and highest whole answer of an item's block, without suspected codes.

    None where the item is no rating.
    """
    arrays = fitted.arrays
    j = int(arrays.block[arrays.indicators.index(name)])
    block = arrays.indicators[arrays.block_slice(j)]
    own = indicators.values[:, [indicators.names.index(each) for each in block]]
    if indicators.observed is not None:
        observed = indicators.observed[:, [indicators.names.index(each) for each in block]]
        own = np.where(observed, own, np.nan)
    ratings = [scale_of(column[:, None]) is not None for column in own.T]
    if not ratings[block.index(name)]:
        return None
    own = own[:, ratings]
    codes = [code for found in suspected_codes(own) for code in found]
    answers = own[~np.isin(own, codes)]
    return float(np.nanmin(answers)), float(np.nanmax(answers))
