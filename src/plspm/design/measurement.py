"""How the items of a population hang on its constructs: x = l η + e, block by block.

For a common factor l are the loadings and the errors are independent. For a composite of items
with correlations R and weights w, w'Rw = 1, the items are R w η + e with Cov(e) = R - R w w' R:
then w'e = 0, so that w'x is the construct, and only through it do the items correlate with
others.

References
----------
Dijkstra (2013, 2017) and Schuberth, Henseler & Dijkstra (2018), Confirmatory composite analysis,
for the composite model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plspm.design.truth import check_definite
from plspm.errors import SpecificationError
from plspm.estimation.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """The items of one construct.

    Attributes
    ----------
    construct : int
    names : tuple of str, length m
    loadings : (m,) array
        Correlations of the items with the construct.
    root : (m, m) array
        Root of the covariances of the errors.
    """

    construct: int
    names: tuple[str, ...]
    loadings: Array
    root: Array

    def drawn(self, eta: Array, z: Array) -> Array:
        """Items in standard units from construct scores (n, J) and normal values (n, m)."""
        return np.outer(eta[:, self.construct], self.loadings) + z @ self.root.T


def of_factor(construct: int, names: tuple[str, ...], loadings: Array) -> Items:
    """Items of a common factor.

    Raises
    ------
    SpecificationError
        A loading is beyond 1.
    """
    beyond = [
        f"The loading of {name} is {value:g}; loadings lie between -1 and 1."
        for name, value in zip(names, loadings, strict=True)
        if not abs(value) <= 1.0
    ]
    if beyond:
        raise SpecificationError(beyond)
    return Items(construct, names, loadings, np.diag(np.sqrt(1.0 - loadings**2)))


def of_composite(construct: int, names: tuple[str, ...], weights: Array, R: Array) -> Items:
    """Items of a composite.

    Parameters
    ----------
    construct : int
    names : tuple of str
    weights : (m,) array
        Up to scale, not all zero.
    R : (m, m) array
        Correlations of the items.

    Raises
    ------
    SpecificationError
        R is not positive definite.
    """
    check_definite(R, names)
    w = weights / np.sqrt(weights @ R @ weights)
    loadings = R @ w
    values, vectors = np.linalg.eigh(R - np.outer(loadings, loadings))
    values[0] = 0.0  # by construction, up to rounding: the composite has no error
    # The symmetric root: eigenvectors themselves, which are not unique, depend on the processor.
    return Items(construct, names, loadings, (vectors * np.sqrt(values)) @ vectors.T)


def item_correlations(blocks: tuple[Items, ...], covariance: Array) -> Array:
    """Correlations of all items, Σ = Λ Φ Λ' + Θ; (p, p).

    Parameters
    ----------
    blocks : tuple of Items
    covariance : (J, J) array
        Correlations Φ of the constructs.
    """
    loadings = np.concatenate([block.loadings for block in blocks])
    of = np.concatenate([np.full(block.loadings.size, block.construct) for block in blocks])
    Sigma = np.outer(loadings, loadings) * covariance[np.ix_(of, of)]
    start = 0
    for block in blocks:
        stop = start + block.loadings.size
        Sigma[start:stop, start:stop] += block.root @ block.root.T
        start = stop
    np.fill_diagonal(Sigma, 1.0)
    return Sigma
