"""One warning for all items that load against the rest of their block, with the remedy to copy."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from plspm.assessment.keying import keyed_otherwise
from plspm.data import Indicators
from plspm.data.sentinels import suspected_codes
from plspm.data.wording import listed, quoted
from plspm.inference.fitted import Fitted

MEANINGLESS = "Reliabilities, AVE and HTMT of their constructs mean nothing as they are."


def keying_warning(fitted: Fitted, indicators: Indicators | None, turned: Collection[str]) -> str:
    """Name the items keyed the other way, and how they are turned round.

    Parameters
    ----------
    fitted : Fitted
    indicators : Indicators or None
        The cases; None where there are only correlations.
    turned : collection of str
        Items that were turned round already: these are to be left as they were.
    """
    arrays, estimates = fitted.arrays, fitted.estimates
    places = np.flatnonzero(keyed_otherwise(estimates)[0])
    items = [f"{arrays.indicators[i]} ({estimates.loadings[0, i]:.2f})" for i in places]
    said = f"Items load against the rest of their block: {listed(items)}. "
    if indicators is None:
        return (
            f"{said}If they are keyed the other way, change the sign of their rows and columns in "
            "`correlations`; reliabilities, AVE and HTMT of their constructs mean nothing as they "
            "are."
        )
    scales = []
    for i in places:
        block = arrays.indicators[arrays.block_slice(int(arrays.block[i]))]
        if arrays.indicators[i] not in turned:
            low, high = _ends(indicators, arrays.indicators[i], block)
            scales.append(f'"{arrays.indicators[i]}": ({low:g}, {high:g})')
    back = [quoted(arrays.indicators[i]) for i in places if arrays.indicators[i] in turned]
    if back:
        said += f"These were turned round already, which they should not be: leave {listed(back)} "
        said += "out of `reverse`. "
    if scales:
        said += (
            "If they are keyed the other way, turn them round within the ends of their scale: "
            f"reverse={{{', '.join(scales)}}} (these are the ends that occur; give those of the "
            "questionnaire). "
        )
    return said + MEANINGLESS


def _ends(indicators: Indicators, name: str, block: Collection[str]) -> tuple[float, float]:
    """Lowest and highest answer on the scale of an item: of its block, without suspected codes."""
    own = indicators.values[:, [indicators.names.index(each) for each in block]]
    if (own != np.round(own)).any():  # measurements have a range of their own
        own = indicators.values[:, [indicators.names.index(name)]]
    codes = [code for found in suspected_codes(own) for code in found]
    answers = own[~np.isin(own, codes)]
    return float(answers.min()), float(answers.max())
