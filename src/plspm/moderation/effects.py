"""Effects along routes at values of the moderators, and how they depend on these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import comb

import numpy as np
import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.errors import OptionError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.inference.intervals import Kind
from plspm.inference.slopes import At, Coefficients, along, moderated_steps, moderators, polynomial
from plspm.moderation.inference import Inference, construct_named
from plspm.moderation.values import Chosen, Units, combinations, data_location, two_values

Route = tuple[int, ...]

MOST_MODERATORS = 2
"""Of more, every combination of usual values would be a table that nobody reads."""


def conditional_effects(
    inference: Inference,
    source: str,
    target: str,
    *,
    at: Chosen = None,
    units: Units | None = None,
    kind: Kind | None = None,
    level: float | None = None,
) -> pd.DataFrame:
    """Direct, indirect and total effects of one construct on another at values of the moderators.

    Parameters
    ----------
    inference : BootstrapResult or StandardErrors
    source, target : str
        Constructs.
    at, units
        As in :func:`~plspm.moderation.simple_slopes`, of every construct that moderates a step
        of any route.
    kind, level
        Interval, by default as chosen for `inference`.

    Returns
    -------
    DataFrame
        Index (source, target, path, at): a row for every route and combination of values, and
        their sum as path "total".

    Raises
    ------
    OptionError
        There is no such construct, no route, or there are more than two moderators and no `at`.

    References
    ----------
    Preacher, Rucker & Hayes (2007), Multivariate Behavioral Research 42(1), 185-227; Edwards &
    Lambert (2007), Psychological Methods 12(1), 1-22.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("engagement_projects")
    >>> errors = plspm.estimate(study.model, study.data).standard_errors()
    >>> effects = errors.conditional_effects("STIM", "CX", at={"ECM": (-1, 1), "EMM": (0,)})
    >>> effects["estimate"].round(3).droplevel(["source", "target", "path"])
    at
    ECM = -1 SD, EMM = 0 SD    0.049
    ECM = 1 SD, EMM = 0 SD     0.098
    Name: estimate, dtype: float64
    """
    arrays = inference.fitted.arrays
    x, y = (
        construct_named(arrays, name, option)
        for name, option in ((source, "source"), (target, "target"))
    )
    routes = [route for route in routes_of(arrays) if (route[0], route[-1]) == (x, y)]
    if not routes:
        raise OptionError(f"No directed path leads from {source} to {target}.")
    involved = tuple(dict.fromkeys(k for route in routes for k in moderators(arrays, route)))
    if len(involved) > MOST_MODERATORS and at is None:
        names = ", ".join(repr(arrays.constructs[k]) for k in involved)
        raise OptionError(
            f"The effect of {source} on {target} depends on {len(involved)} constructs, {names}; "
            'say at which values, for example at={"A": (0,), "B": (-1, 1)}.'
        )
    rows, quantities = [], []
    for label, values in combinations(inference.fitted, involved, at, units):
        for route in routes:
            rows.append((source, target, path_of(arrays, route), label))
            quantities.append(partial(_sum_along, arrays=arrays, routes=[route], at=values))
        if len(routes) > 1:
            rows.append((source, target, "total", label))
            quantities.append(partial(_sum_along, arrays=arrays, routes=routes, at=values))
    labels = Labels(("source", "target", "path", "at"), tuple(rows))
    return inference._of_coefficients("effect", quantities, labels, kind=kind, level=level)


def _sum_along(
    of: Coefficients, arrays: ModelArrays, routes: Sequence[Route], at: dict[int, At]
) -> Array:
    total: Array = np.sum([along(of, arrays, route, at) for route in routes], axis=0)
    return total


def moderated_mediation(
    inference: Inference, *, kind: Kind | None = None, level: float | None = None
) -> pd.DataFrame:
    """Indices of moderated mediation: how each effect along a route depends on each moderator.

    At the value m of a moderator the effect along a route is a polynomial in m, the other
    moderators at their mean; its coefficients but the first are the indices. Where one step is
    moderated there is one, the index of moderated mediation (a₃b or ab₃); where two are, there
    are those of m and of m². Direct effects that are moderated are listed likewise.

    Parameters
    ----------
    inference : BootstrapResult or StandardErrors
    kind, level
        Interval, by default as chosen for `inference`.

    Returns
    -------
    DataFrame
        Index (source, target, path, moderator, placement, term); column ``per`` says whether m
        counts standard deviations, or the units of an item that has only two values.

    Raises
    ------
    OptionError
        The model has no interaction.

    References
    ----------
    Hayes (2015), Multivariate Behavioral Research 50(1), 1-22.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("engagement_projects")
    >>> errors = plspm.estimate(study.model, study.data).standard_errors()
    >>> indices = errors.moderated_mediation()
    >>> index = indices["estimate"].xs(("STIM", "CX"), level=("source", "target"))
    >>> index.round(3).droplevel(["path", "term"])
    moderator  placement
    ECM        first stage    0.025
    EMM        first stage    0.023
    Name: estimate, dtype: float64
    """
    fitted = inference.fitted
    arrays = fitted.arrays
    rows, quantities, per = [], [], []
    for route, moderator in _moderated(arrays):
        steps = moderated_steps(arrays, route, moderator)
        location = data_location(fitted, moderator) if two_values(fitted, moderator) else None
        for power in range(1, _degree(arrays, route, moderator) + 1):
            rows.append(
                (
                    arrays.constructs[route[0]],
                    arrays.constructs[route[-1]],
                    path_of(arrays, route),
                    arrays.constructs[moderator],
                    placement(len(route) - 1, steps),
                    "m" if power == 1 else f"m^{power}",
                )
            )
            quantities.append(
                partial(
                    _index,
                    arrays=arrays,
                    route=route,
                    moderator=moderator,
                    power=power,
                    sd=None if location is None else location[1],
                    mean=0.0 if location is None else location[0],
                )
            )
            per.append("SD" if location is None else "unit")
    if not rows:
        raise OptionError(
            "No path of the model is moderated. Write an interaction as `Y ~ A + B + A:B`."
        )
    names = ("source", "target", "path", "moderator", "placement", "term")
    table = inference._of_coefficients(
        "index", quantities, Labels(names, tuple(rows)), kind=kind, level=level
    )
    return table.assign(per=per)


def _moderated(arrays: ModelArrays) -> Iterator[tuple[Route, int]]:
    for route in routes_of(arrays):
        for moderator in moderators(arrays, route):
            if moderated_steps(arrays, route, moderator):
                yield route, moderator


def _degree(arrays: ModelArrays, route: Route, moderator: int) -> int:
    flat = Coefficients(np.zeros((1, *arrays.is_path.shape)), np.zeros((1, 0)), np.zeros((1, 0)))
    return len(polynomial(flat, arrays, route, moderator)) - 1


def _index(
    of: Coefficients,
    arrays: ModelArrays,
    route: Route,
    moderator: int,
    power: int,
    sd: float | None,
    mean: float,
) -> Array:
    """Coefficient of m to a power, m in standard deviations or, with `sd`, units of the data."""
    found = polynomial(of, arrays, route, moderator)
    if sd is None:
        return found[power]
    # The polynomial in (x - c)/s, as one in x.
    s = of.scale[:, moderator] * sd
    c = mean + of.centre[:, moderator] * sd
    terms = [
        comb(k, power) * (-c) ** (k - power) * found[k] / s**k for k in range(power, len(found))
    ]
    total: Array = np.sum(terms, axis=0)
    return total


def routes_of(arrays: ModelArrays) -> Iterator[Route]:
    """Every directed path of one or more steps between constructs that are no products.

    Raises
    ------
    OptionError
        There are too many to list.
    """
    if arrays.indirect_routes is None:
        raise OptionError(
            "The model has too many directed paths for its indirect effects to be listed."
        )
    product = arrays.is_product
    for target, source in zip(*np.nonzero(arrays.is_path), strict=True):
        if not product[source]:
            yield int(source), int(target)
    yield from (route for route in arrays.indirect_routes if not product[route[0]])


def path_of(arrays: ModelArrays, route: Route) -> str:
    """How a route is written in tables."""
    return " -> ".join(arrays.constructs[k] for k in route)


def placement(length: int, steps: Sequence[int]) -> str:
    """Which stages of a mediation are moderated, in words.

    Examples
    --------
    >>> placement(2, (1,)), placement(2, (1, 2)), placement(3, (1, 3)), placement(1, (1,))
    ('first stage', 'both stages', 'stages 1, 3', 'direct')
    """
    if length == 1:
        return "direct"
    if length == 2:
        return "both stages" if len(steps) == 2 else ("first stage", "second stage")[steps[0] - 1]
    return f"stage{'s' if len(steps) > 1 else ''} {', '.join(map(str, steps))}"
