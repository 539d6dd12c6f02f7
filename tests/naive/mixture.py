"""A finite mixture of regressions, one case, segment and equation at a time, no acceleration."""

import math

import numpy as np


def weighted_regression(y, X, w):
    """Coefficients without intercept and residual variance under weights w."""
    root = np.sqrt(w)
    b = np.linalg.lstsq(root[:, None] * X, root * y, rcond=None)[0]
    variance = sum(wi * (yi - xi @ b) ** 2 for wi, yi, xi in zip(w, y, X, strict=True)) / w.sum()
    return b, variance


def step_m(P, Z, equations):
    """Shares, and (coefficients, variance) by segment and equation, from memberships (n, K)."""
    n, K = P.shape
    shares = [P[:, k].sum() / n for k in range(K)]
    parts = [
        [weighted_regression(Z[:, y], Z[:, x], P[:, k]) for y, x in equations] for k in range(K)
    ]
    return shares, parts


def density(z, parts, equations):
    """Density of one case in one segment."""
    found = 1.0
    for (b, variance), (y, x) in zip(parts, equations, strict=True):
        e = z[y] - sum(bj * z[j] for bj, j in zip(b, x, strict=True))
        found *= math.exp(-(e**2) / (2 * variance)) / math.sqrt(2 * math.pi * variance)
    return found


def step_e(shares, parts, Z, equations):
    """Memberships (n, K) and the log-likelihood."""
    P, log_likelihood = np.zeros((len(Z), len(shares))), 0.0
    for i, z in enumerate(Z):
        joint = [r * density(z, of_k, equations) for r, of_k in zip(shares, parts, strict=True)]
        log_likelihood += math.log(sum(joint))
        P[i] = np.array(joint) / sum(joint)
    return P, log_likelihood


def climb(P, Z, equations, tolerance=1e-11, most=3000):
    """EM from memberships (n, K); shares, parts, memberships and log-likelihood."""
    before = -math.inf
    for _ in range(most):
        shares, parts = step_m(P, Z, equations)
        P, log_likelihood = step_e(shares, parts, Z, equations)
        if log_likelihood - before < tolerance:
            break
        before = log_likelihood
    return shares, parts, P, log_likelihood
