"""Between which values an item can lie: as the user says, or as observed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from typing import cast

import numpy as np
import pandas as pd

from plspm.data import Indicators
from plspm.data.labels import nearest
from plspm.data.wording import listed, quoted
from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array, Flags

Bounds = tuple[float, float]
Scales = Bounds | Mapping[str, Bounds] | None


@dataclass(frozen=True, slots=True, eq=False)
class ScaleBounds:
    """Lowest and highest possible value of every item; (p,) each.

    Attributes
    ----------
    names : tuple of str
    low, high : (p,) arrays
    given : (p,) array of bool
        Whether the user gave them; else they are the range of the data.
    """

    names: tuple[str, ...]
    low: Array
    high: Array
    given: Flags

    @property
    def unit(self) -> Array:
        """One point of performance in units of the item; (p,)."""
        return (self.high - self.low) / 100.0

    def performance(self, values: Array) -> Array:
        """Values or means (…, p) of the items as points between 0 and 100."""
        return (values - self.low) / self.unit

    def table(self) -> pd.DataFrame:
        """One row an item: ``low``, ``high`` and ``source``."""
        source = np.where(self.given, "given", "observed")
        return pd.DataFrame(
            {"low": self.low, "high": self.high, "source": source},
            index=pd.Index(self.names, name="indicator"),
        )

    def notes(self) -> list[str]:
        """Say where the observed range stands in for the scale."""
        if self.given.all():
            return []
        seen = [name for name, given in zip(self.names, self.given, strict=True) if not given]
        which = "all items" if not self.given.any() else listed(seen)
        return [
            f"The observed range stands in for the scale of {which}. Performance is comparable "
            "only where it is that of the questionnaire: give scales=(1, 7), or one pair an item."
        ]


def read_scales(scales: Scales, items: Indicators) -> ScaleBounds:
    """Scale bounds of all items, checked against the data.

    Parameters
    ----------
    scales : (low, high), mapping of item to (low, high), or None
        Items that a mapping lacks, or all for None, get the range of the data.
    items : Indicators

    Raises
    ------
    OptionError
        Some bounds are no two numbers in ascending order, belong to no item, or leave values
        of the data outside; all are named.
    """
    names = items.names
    counted = items.values
    if items.case_weights is not None:
        counted = counted[items.case_weights > 0]
    low, high = counted.min(axis=0), counted.max(axis=0)
    given = np.zeros(len(names), dtype=np.bool_)
    if scales is None:
        return ScaleBounds(names, low, high, given)
    by_item: Mapping[str, object]
    by_item = scales if isinstance(scales, Mapping) else dict.fromkeys(names, scales)
    problems = [] if isinstance(scales, Mapping) else pair_problems("scales", scales)
    if problems:
        raise OptionError(problems)
    for name, pair in by_item.items():
        if name not in names:
            problems.append(_unknown(name, names))
            continue
        wrong = pair_problems(f"scales[{written(name)}]", pair)
        problems += wrong
        if wrong:
            continue
        k = names.index(name)
        bottom, top = map(float, cast("tuple[float, float]", pair))
        if low[k] < bottom or high[k] > top:
            problems.append(
                f"Item {quoted(name)} has values from {low[k]:g} to {high[k]:g}, outside its "
                f"scale from {bottom:g} to {top:g}; correct the data or the scale."
            )
        low[k], high[k], given[k] = bottom, top, True
    if problems:
        raise OptionError(problems)
    return ScaleBounds(names, low, high, given)


def pair_problems(what: str, pair: object) -> list[str]:
    """Say that `pair` is no two numbers in ascending order (at most one sentence)."""
    if isinstance(pair, tuple | list) and len(pair) == 2:
        low, high = pair
        if _is_number(low) and _is_number(high) and low < high:
            return []
    return [
        f"{what} is {written(pair)}; it must be the lowest and the highest value, such as (1, 7)."
    ]


def _is_number(bound: object) -> bool:
    return isinstance(bound, Real) and not isinstance(bound, bool) and math.isfinite(bound)


def _unknown(name: object, names: tuple[str, ...]) -> str:
    near = nearest(str(name), names)
    hint = f"did you mean {quoted(near)}?" if near else f"the items are {listed(names)}."
    return f"scales names {quoted(name)}, which is no item of the model; {hint}"
