"""Mediation: whether there is an indirect effect, and how the direct one stands to it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from plspm.estimation.arrays import Array, Flags, ModelArrays
from plspm.inference.expressions import Value

Texts = NDArray[np.str_]


def classify(
    indirect: Array, indirect_differs: Flags, direct: Array, direct_differs: Flags
) -> Texts:
    """Type of mediation by Zhao, Lynch & Chen (2010), Journal of Consumer Research 37, fig. 2.

    Parameters
    ----------
    indirect, direct : (m,) arrays
        The effects.
    indirect_differs, direct_differs : (m,) arrays
        Whether their intervals exclude zero.

    Returns
    -------
    (m,) array of str
        "complementary" (both, same sign), "competitive" (both, opposite signs),
        "indirect-only", "direct-only" or "none".

    Examples
    --------
    >>> yes, no = np.array([True]), np.array([False])
    >>> classify(np.array([0.2]), yes, np.array([-0.3]), yes)
    array(['competitive'], dtype='<U13')
    """
    same = np.sign(indirect) == np.sign(direct)
    cases = [
        indirect_differs & direct_differs & same,
        indirect_differs & direct_differs,
        indirect_differs,
        direct_differs,
    ]
    names = ["complementary", "competitive", "indirect-only", "direct-only"]
    return np.select(cases, names, default="none")


def excludes_zero(lower: Array, upper: Array) -> Flags:
    """Whether intervals lie on one side of zero; false where they are undefined; (m,)."""
    return (lower > 0) | (upper < 0)


def direct_of_routes(arrays: ModelArrays) -> NDArray[np.int64]:
    """For every indirect route the number of the direct path it parallels, or -1; (routes,)."""
    number = np.full(arrays.is_path.shape, -1)
    number[arrays.is_path] = np.arange(arrays.is_path.sum())
    routes = arrays.indirect_routes or ()
    return np.array([number[route[-1], route[0]] for route in routes], dtype=np.int64)


def total_of_routes(arrays: ModelArrays) -> NDArray[np.int64]:
    """For every indirect route the number of its total effect; (routes,)."""
    number = np.full(arrays.is_path.shape, -1)
    number[arrays.reachable] = np.arange(arrays.reachable.sum())
    routes = arrays.indirect_routes or ()
    return np.array([number[route[-1], route[0]] for route in routes], dtype=np.int64)


def share_of_total(route: tuple[int, ...]) -> Value:
    """Variance accounted for: the effect along a route over the total effect."""

    def share(B: Array, T: Array) -> Array:
        effect = np.prod(B[:, route[1:], route[:-1]], axis=1)
        return effect / T[:, route[-1], route[0]]

    return share


def shares_of_total(arrays: ModelArrays) -> list[Value]:
    """The variance accounted for by every indirect route."""
    return [share_of_total(route) for route in arrays.indirect_routes or ()]
