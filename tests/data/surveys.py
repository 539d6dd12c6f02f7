"""Honest answers of many kinds, to see that nothing in them is taken for a code."""

import numpy as np
from scipy import stats


def factor_items(rng, n, k):
    """Items that correlate, standard normal; (n, k)."""
    loading = rng.uniform(0.5, 0.9)
    common = rng.normal(size=(n, 1))
    return loading * common + np.sqrt(1 - loading**2) * rng.normal(size=(n, k))


def steps(first, last):
    """Answers on a scale of whole numbers; items differ in their thresholds, and may be skewed."""

    def answers(rng, z):
        bounds = np.linspace(-1.6, 1.6, last - first)
        skew = rng.choice([-1.5, -0.8, 0, 0, 0.8, 1.5])
        items = [
            np.searchsorted(bounds * rng.uniform(0.8, 1.3) + skew + rng.normal(0, 0.3), column)
            for column in z.T
        ]
        return np.column_stack(items) + first

    return answers


def styled(first, last):
    """Heavy tails, thresholds at random, and people who go to the ends or answer all the same."""

    def answers(rng, z):
        n, k = z.shape
        heavy = z * rng.gamma(2, 0.5, size=(n, 1)) + 0.3 * rng.logistic(size=(n, k))
        bounds = np.cumsum(rng.uniform(0.15, 0.9, size=(k, last - first)), axis=1)
        bounds -= bounds.mean(axis=1, keepdims=True) + rng.choice([-1.2, 0, 0, 1.2])
        X = (heavy[:, :, None] > bounds).sum(axis=2) + float(first)
        middle = (first + last) / 2
        ends = np.where(middle < X, last, np.where(middle > X, first, X))
        X = np.where((rng.random((n, 1)) < 0.2) & (rng.random((n, k)) < 0.7), ends, X)
        same = rng.choice([first, (first + last) // 2, last], size=(n, 1))
        return np.where(rng.random((n, 1)) < 0.04, same, X)

    return answers


def yes_no(rng, z):
    """0 and 1, or 1 and 2."""
    return (z > rng.normal(0, 0.8, z.shape[1])) + rng.integers(0, 2)


def percentages(rng, z):
    """0 to 100, by 1, 5 or 10, clipped at both ends."""
    unit = rng.choice([1, 5, 10])
    middle = rng.choice([20, 50, 80])
    return np.clip(np.round((middle + 25 * z) / unit) * unit, 0, 100)


def incomes(rng, z):
    """Skewed; exact, rounded, or in thousands; some have none."""
    unit = rng.choice([1, 10, 100, 500])
    income = np.round(np.exp(7.6 + 0.7 * z) / unit) * rng.choice([1, unit])
    return np.where(rng.random(z.shape) < rng.choice([0, 0.1]), 0, income)


def rounded_counts(rng, z):
    """Counts that people round to multiples of five where they are large."""
    count = np.round(np.exp(rng.uniform(0, 2) + 0.8 * z))
    return np.where(count > 5, np.round(count / 5) * 5, count)


HONEST = {
    "1 to 5": steps(1, 5),
    "1 to 7": steps(1, 7),
    "-3 to 3": steps(-3, 3),
    "styles, 1 to 7": styled(1, 7),
    "styles, 1 to 5": styled(1, 5),
    "0 to 10": steps(0, 10),
    "yes or no": yes_no,
    "Poisson counts": lambda rng, z: rng.poisson(np.exp(rng.uniform(-1, 2.5) + 0.5 * z)),
    "overdispersed counts": lambda rng, z: rng.negative_binomial(
        rng.uniform(0.4, 3), 0.25, size=z.shape
    ),
    "lognormal counts": lambda rng, z: np.floor(np.exp(0.3 + 1.1 * z)),
    "rounded counts": rounded_counts,
    "years": lambda rng, z: np.round(np.exp(1 + 0.8 * z)),
    "ages": lambda rng, z: np.round(np.clip(40 + 14 * z, 18, 90)),
    "percentages": percentages,
    "incomes": incomes,
    "measurements": lambda rng, z: z,
}


def survey(kind, seed, n=None, k=None):
    """Answers of one kind; (n, k), of 60 to 1000 people to 1 to 6 items unless told otherwise."""
    rng = np.random.default_rng([seed, *kind.encode()])
    n = int(rng.choice([60, 119, 300, 1000])) if n is None else n
    k = int(rng.choice([1, 2, 3, 4, 6])) if k is None else k
    return HONEST[kind](rng, factor_items(rng, n, k)).astype(float)


# -- Plainer answers: correlated items without thresholds of their own, three to a block -----------


def cut(middle, spread, first, last):
    """Answers on a scale, in the middle of which people need not be."""
    return lambda rng, z: np.clip(np.round(middle + spread * z), first, last)


def heaped(unit):
    """Counts above ten that people round to a unit."""

    def answers(rng, z):
        count = stats.nbinom.ppf(stats.norm.cdf(z), 0.8, 0.06)
        return np.where(count > 10, np.round(count / unit) * unit, count)

    return answers


def some_round(rng, z):
    """Counts above ten that most people round to five."""
    count = stats.nbinom.ppf(stats.norm.cdf(z), 0.8, 0.1)
    rounds = (count > 10) & (rng.random(z.shape) < 0.6)
    return np.where(rounds, np.round(count / 5) * 5, count)


def days_a_week(rng, z):
    """Some days, or all seven of them."""
    return np.where(z > 0.8, 7, np.clip(np.round(1.5 + z), 0, 4))


def days_a_year(rng, z):
    """A few days, or all of them."""
    return np.where(z > 1.3, 365, stats.poisson.ppf(stats.norm.cdf(z), 3))


PLAIN = {
    "1 to 5": cut(3, 0.9, 1, 5),
    "1 to 7": cut(4, 1.2, 1, 7),
    "1 to 7, skewed": cut(6.3, 1, 1, 7),
    "1 to 7 without 2": lambda rng, z: np.where(z < -1.4, 1, np.clip(np.round(5 + z), 3, 7)),
    "0 to 10": cut(5, 2, 0, 10),
    "0 to 10, to recommend": cut(8, 2, 0, 10),
    "-5 to 5": cut(0, 2.5, -5, 5),
    "-5 to 5, hardly below 0": cut(3, 1.5, -5, 5),
    "-5 to 5, hardly above 0": cut(-3, 1.5, -5, 5),
    "-10 to 10, hardly below 0": cut(5, 2.5, -10, 10),
    "-3 to 3, hardly below 0": cut(2, 1, -3, 3),
    "yes or no": lambda rng, z: z > 0,
    "yes, rarely": lambda rng, z: z > 1.5,
    "days a week": days_a_week,
    "days a year": days_a_year,
    "dozens": heaped(12),
    "tens": heaped(10),
    "fives": heaped(5),
    "fives, of most": some_round,
    "few": lambda rng, z: stats.poisson.ppf(stats.norm.cdf(z), 0.7),
    "many": lambda rng, z: stats.nbinom.ppf(stats.norm.cdf(z), 0.2, 0.02),
    "percent by 5": lambda rng, z: np.clip(np.round((50 + 25 * z) / 5) * 5, 0, 100),
    "percent by 10": lambda rng, z: np.clip(np.round((50 + 25 * z) / 10) * 10, 0, 100),
    "percent by 25": lambda rng, z: np.clip(np.round((50 + 25 * z) / 25) * 25, 0, 100),
    "percent, few": lambda rng, z: np.clip(np.round(3 + 3 * z), 0, 100),
    "incomes": lambda rng, z: np.round(np.exp(8 + z), -2),
    "calendar years": lambda rng, z: np.round(2000 - 15 * np.exp(z)),
    "years": lambda rng, z: np.round(np.exp(1 + 0.8 * z)),
    "ages": cut(40, 12, 18, 99),
    "hours": cut(8, 3, 0, 24),
}


def plain_survey(kind, seed, n, k=3):
    """Answers of one plain kind to items that correlate by .64; (n, k)."""
    rng = np.random.default_rng([seed, n, k, *kind.encode()])
    z = 0.8 * rng.normal(size=(n, 1)) + 0.6 * rng.normal(size=(n, k))
    return np.asarray(PLAIN[kind](rng, z), dtype=float)


def with_codes(X, shares, items, rng):
    """Answers in some of which codes stand, each in its share of the answers to the items."""
    X = X.copy()
    bounds = np.cumsum([*shares.values()])
    for j in items:
        drawn = np.searchsorted(bounds, rng.random(len(X)))
        for i, code in enumerate(shares):
            X[drawn == i, j] = code
    return X
