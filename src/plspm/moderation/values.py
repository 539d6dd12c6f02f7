"""At which values of the moderators slopes are given."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal, TypeAlias

import numpy as np

from plspm.data.wording import listed, warn_user
from plspm.errors import DataWarning, OptionError, written
from plspm.estimation.arrays import Array
from plspm.estimation.scores import construct_scores
from plspm.estimation.settings import as_number
from plspm.inference.fitted import Fitted
from plspm.inference.slopes import At

Units = Literal["sd", "data"]
Values: TypeAlias = Sequence[float] | Literal["percentiles"]
Chosen: TypeAlias = Values | Mapping[str, Values] | None

USUAL: Final = (-1.0, 0.0, 1.0)
PERCENTILES: Final = (16, 50, 84)
"""About the mean and a standard deviation to either side where scores are normal (Hayes 2022)."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value of a construct, and how it is called in a table."""

    text: str
    at: At


def combinations(
    fitted: Fitted, constructs: Sequence[int], chosen: Chosen, units: Units | None
) -> Iterator[tuple[str, dict[int, At]]]:
    """Every combination of values of the moderators, with its label.

    Raises
    ------
    OptionError
        Values are none that the moderators can have.
    """
    names = fitted.arrays.constructs
    if isinstance(chosen, Mapping):
        strangers = [name for name in chosen if name not in {names[j] for j in constructs}]
        if strangers:
            known = ", ".join(names[j] for j in constructs)
            raise OptionError(
                f"`at` names {', '.join(map(repr, strangers))}; the moderators here are {known}."
            )
    lists = [
        values_of(fitted, j, chosen.get(names[j]) if isinstance(chosen, Mapping) else chosen, units)
        for j in constructs
    ]
    for values in product(*lists):
        label = ", ".join(value.text for value in values)
        yield label, {j: value.at for j, value in zip(constructs, values, strict=True)}


def values_of(fitted: Fitted, j: int, chosen: Values | None, units: Units | None) -> list[Labelled]:
    """Values of one construct: standard units, or those of the data for a two-valued item."""
    name, codes = fitted.arrays.constructs[j], two_values(fitted, j)
    if units is not None and (not isinstance(units, str) or units not in {"sd", "data"}):
        raise OptionError(f"units is {written(units)}; it must be 'sd' or 'data'.")
    if isinstance(chosen, str):
        if chosen != "percentiles":
            raise OptionError(f'`at` is {written(chosen)}; it must be numbers or "percentiles".')
        points = np.percentile(scores_of(fitted)[:, j], PERCENTILES)
        return [
            Labelled(f"{name} at percentile {percent}", At(float(value)))
            for percent, value in zip(PERCENTILES, points, strict=True)
        ]
    if chosen is not None and not _are_numbers(chosen):
        raise OptionError(
            f"`at` is {written(chosen)}; it must be a list of one or more numbers, such as "
            "(-1, 0, 1)."
        )
    in_data = units == "data" or (units is None and codes is not None)
    if not in_data:
        numbers = USUAL if chosen is None else chosen
        return [Labelled(f"{name} = {number:g} SD", At(float(number))) for number in numbers]
    location = data_location(fitted, j)
    if location is None:
        raise OptionError(
            f"{name} has several items, so that its values have no unit of the data; give `at` in "
            'standard deviations (units="sd").'
        )
    mean, sd = location
    numbers = (codes or tuple(mean + sd * step for step in USUAL)) if chosen is None else chosen
    if chosen is not None:
        _warn_beyond(fitted, j, chosen)
    return [
        Labelled(
            f"{name} = {called(fitted, j, number)}", At((float(number) - mean) / sd, fixed=True)
        )
        for number in numbers
    ]


def called(fitted: Fitted, j: int, number: float) -> str:
    """A value of a single item, with its label where the data have one: "1 (men)"."""
    item = fitted.arrays.indicators[fitted.arrays.starts[j]]
    label = fitted.value_labels.get(item, {}).get(float(number), "")
    return f"{number:g} ({label})" if label else f"{number:g}"


def _warn_beyond(fitted: Fitted, j: int, chosen: Sequence[float]) -> None:
    """Say which values of a single item nobody has come near to."""
    low, high = observed_values(fitted, j)[[0, -1]]
    beyond = [f"{value:g}" for value in chosen if not low <= value <= high]
    if beyond:
        warn_user(
            f"{fitted.arrays.constructs[j]} lies between {low:g} and {high:g} in these data; "
            f"slopes at {listed(beyond)} are beyond what was observed.",
            DataWarning,
        )


def _are_numbers(values: object) -> bool:
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if not isinstance(values, Sequence) or not values:
        return False
    return all(math.isfinite(as_number(value)) for value in values)


def data_location(fitted: Fitted, j: int) -> tuple[float, float] | None:
    """Mean and standard deviation of a single item in the units of the data; None for others."""
    arrays = fitted.arrays
    if not (arrays.first_order[j] and arrays.sizes[j] == 1):
        return None
    item = int(np.searchsorted(arrays.items, arrays.starts[j]))
    data = fitted.cases.data
    return float(data.mean[:, item].sum()), float(data.sd[item])


def two_values(fitted: Fitted, j: int) -> tuple[float, float] | None:
    """The two codes of a single item that has no others; None for other constructs."""
    if data_location(fitted, j) is None:
        return None
    observed = observed_values(fitted, j)
    return (float(observed[0]), float(observed[1])) if observed.size == 2 else None


def observed_values(fitted: Fitted, j: int) -> Array:
    """The different values of a single item, in their order."""
    item = int(np.searchsorted(fitted.arrays.items, fitted.arrays.starts[j]))
    values = fitted.cases.data.values[:, item]
    return np.unique(values[~np.isnan(values)])


def scores_of(fitted: Fitted) -> Array:
    """Scores of every case of the fit; (n, J)."""
    return construct_scores(fitted.estimates, fitted.own, fitted.settings)
