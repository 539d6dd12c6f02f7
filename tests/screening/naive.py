"""Slow and plain: every statistic straight from its formula, case by case, with loops."""

import numpy as np
from scipy import stats


def em(X, iterations=3000):
    """Means and covariances (divisor n) of an (n, p) table with NaN, pattern by pattern."""
    n, p = X.shape
    mean, S = np.nanmean(X, axis=0), np.diag(np.nanvar(X, axis=0))
    for _ in range(iterations):
        first, second = np.zeros(p), np.zeros((p, p))
        for row in X:
            m = np.isnan(row)
            o = ~m
            full, C = row.copy(), np.zeros((p, p))
            if m.any():
                B = S[np.ix_(m, o)] @ np.linalg.inv(S[np.ix_(o, o)])
                full[m] = mean[m] + B @ (row[o] - mean[o])
                C[np.ix_(m, m)] = S[np.ix_(m, m)] - B @ S[np.ix_(o, m)]
            first += full
            second += np.outer(full, full) + C
        before = S
        mean = first / n
        S = second / n - np.outer(mean, mean)
        if np.abs(S - before).max() < 1e-12:
            break
    return mean, S


def little(X):
    """Statistic, degrees of freedom, p and number of patterns."""
    mean, S = em(X)
    patterns = {}
    for row in X:
        patterns.setdefault(tuple(np.isnan(row)), []).append(row)
    d2, df = 0.0, -X.shape[1]
    for missing, rows in patterns.items():
        o = ~np.array(missing)
        difference = np.mean(rows, axis=0)[o] - mean[o]
        d2 += len(rows) * difference @ np.linalg.inv(S[np.ix_(o, o)]) @ difference
        df += o.sum()
    return d2, df, stats.chi2.sf(d2, df), len(patterns)


def squared_distances(X):
    """Of every case by what it answered; moments by EM, divisor n - 1."""
    mean, S = em(X)
    found = []
    for row in X:
        o = ~np.isnan(row)
        d = row[o] - mean[o]
        found.append(d @ np.linalg.inv(S[np.ix_(o, o)] * len(X) / (len(X) - 1)) @ d)
    return found


def mardia(X):
    """Skewness b1 and kurtosis b2 by two loops over the cases."""
    n, _ = X.shape
    D = X - X.mean(axis=0)
    K = np.linalg.inv(D.T @ D / n)
    b1 = sum((D[i] @ K @ D[j]) ** 3 for i in range(n) for j in range(n)) / n**2
    b2 = sum((D[i] @ K @ D[i]) ** 2 for i in range(n)) / n
    return b1, b2


def longest_string(row):
    """Most equal answers in a row, missing ones passed over, and the answer."""
    given = [value for value in row if not np.isnan(value)]
    best, answer = 0, np.nan
    for start in range(len(given)):
        end = start
        while end < len(given) and given[end] == given[start]:
            end += 1
        if end - start > best:
            best, answer = end - start, given[start]
    return best, answer
