"""Stated scales, and what stands outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from plspm.data.columns import FloatArray
from plspm.data.recoding import Reverse, scales_by_item
from plspm.data.wording import quoted
from plspm.errors import OptionError

Scales = tuple[float, float] | Reverse
"""The scale of all items, or of some by their names: lowest and highest answer."""


def read_scales(
    scales: object, names: Sequence[str], items: Sequence[str]
) -> dict[str, tuple[float, float]]:
    """Read the option `scales`.

    Parameters
    ----------
    scales : (low, high), mapping of str to (low, high), or None
    names : sequence of str
        What may have a scale by name.
    items : sequence of str
        What has a scale that is stated for all.

    Raises
    ------
    OptionError
        Items are unknown, or a scale is none.

    Examples
    --------
    >>> read_scales((1, 5), ["a", "b", "AGE"], ["a", "b"])
    {'a': (1.0, 5.0), 'b': (1.0, 5.0)}
    """
    if scales is None:
        return {}
    if isinstance(scales, Mapping):
        return scales_by_item(scales, names, "scales")
    try:
        return scales_by_item(dict.fromkeys(items, scales), names, "scales")
    except OptionError as error:
        raise OptionError(
            f"scales is {quoted(scales)}; it must be the lowest and the highest answer of all "
            "items, such as (1, 7), or a mapping from items to theirs."
        ) from error


def outside(item: FloatArray, scale: tuple[float, float]) -> dict[float, int]:
    """Values outside a scale and how often each occurs.

    Examples
    --------
    >>> outside(np.array([1.0, 8.0, np.nan]), (1.0, 7.0))
    {8.0: 1}
    """
    low, high = scale
    values, counts = np.unique(item[(item < low) | (item > high)], return_counts=True)
    return dict(zip(values.tolist(), counts.tolist(), strict=True))
