"""Comparison of groups written out: one group, one permutation, one pair of draws at a time."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from tests.naive import estimate, fit, structure


def fit_of(data, model, rows, pooled_weights=None, **options):
    """The model on some rows, constructs turned towards given weights."""
    part = {name: np.asarray(column)[rows] for name, column in data.items()}
    found = estimate.estimate(part, model, tolerance=1e-14, max_iterations=5000, **options)
    weights = dict(found.weights)
    turn = dict.fromkeys(model.blocks, 1.0)
    if pooled_weights is not None:
        for construct, block in model.blocks.items():
            agreement = sum(weights[construct, i] * pooled_weights[construct, i] for i in block)
            turn[construct] = -1.0 if agreement < 0 else 1.0
            for item in block:
                weights[construct, item] *= turn[construct]
    paths = {
        (source, target): structure.path_coefficients(found)[source, target]
        * turn[source]
        * turn[target]
        for source, target in model.paths
    }
    return found, weights, paths


def standardised(data):
    return {name: (x - x.mean()) / x.std(ddof=1) for name, x in data.items()}


def scores(data, model, weights, construct):
    return sum(weights[construct, item] * data[item] for item in model.blocks[construct])


def micom(data, model, labels, pooled_weights):
    """c, difference of means and log variance ratio of groups 0 and 1, for every construct."""
    weights = [fit_of(data, model, labels == g, pooled_weights)[1] for g in (0, 1)]
    z = standardised({name: np.asarray(column, dtype=float) for name, column in data.items()})
    found = {}
    for construct in model.blocks:
        a, b = (scores(z, model, w, construct) for w in weights)
        pooled = scores(z, model, pooled_weights, construct)
        first, second = pooled[labels == 0], pooled[labels == 1]
        found[construct] = (
            np.corrcoef(a, b)[0, 1],
            first.mean() - second.mean(),
            np.log(first.var(ddof=1)) - np.log(second.var(ddof=1)),
        )
    return found


def csem_micom(data, model, labels, weights, pooled_weights):
    """The same with the two departures of cSEM 0.6.1, from the weights of both groups.

    Step 2 applies them to the raw pooled data. Step 3 cuts the scores, which are in the order of
    the rows, by the *sorted* labels.
    """
    z = standardised(data)
    found = {}
    for construct in model.blocks:
        a, b = (scores(data, model, w, construct) for w in weights)
        pooled = scores(z, model, pooled_weights, construct)
        first, second = pooled[np.sort(labels) == 0], pooled[np.sort(labels) == 1]
        found[construct] = (
            np.corrcoef(a, b)[0, 1],
            first.mean() - second.mean(),
            np.log(first.var(ddof=1)) - np.log(second.var(ddof=1)),
        )
    return found


def share_as_extreme(observed, draws):
    return (1 + sum(abs(d) >= abs(observed) - 1e-12 for d in draws)) / (1 + len(draws))


def henseler(a, b):
    """One-sided p, every draw of a against every draw of b."""
    mean_a, mean_b = np.mean(a), np.mean(b)
    right = 0
    for x in a:
        for y in b:
            right += 2 * mean_a - x - 2 * mean_b + y > 0
    return 1 - right / (len(a) * len(b))


def mean_distances(fits):
    """Mean d_ULS and d_G (base 10) between the implied correlations of all pairs of fits."""
    uls, geodesic = [], []
    for one, other in combinations(fits, 2):
        names = list(one.X)
        first, second = (
            np.array([[implied[i, j] for j in names] for i in names])
            for implied in (fit.implied_correlations(f, "estimated") for f in (one, other))
        )
        uls.append(0.5 * sum((first - second).ravel() ** 2))
        phi = np.linalg.eigvals(np.linalg.inv(first) @ second).real
        geodesic.append(0.5 * sum(np.log10(phi) ** 2))
    return np.mean(uls), np.mean(geodesic)
