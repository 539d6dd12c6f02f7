"""Bootstrap and jackknife by loops, and the intervals of one vector of draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import NormalDist

import numpy as np
from tests.naive.estimate import Fit, Model, estimate

Statistic = Callable[[Fit], dict]
PHI, QUANTILE = NormalDist().cdf, NormalDist().inv_cdf


def rows_of(data: Mapping[str, Sequence[float]], rows: Sequence[int]) -> dict[str, np.ndarray]:
    """The cases named by `rows`, in that order, repeated as often as named."""
    return {name: np.array([column[row] for row in rows]) for name, column in data.items()}


def bootstrap(
    data: Mapping[str, Sequence[float]],
    model: Model,
    draws: Sequence[Sequence[int]],
    statistic: Statistic,
    *,
    align: str = "construct",
    **options,
) -> dict:
    """Fit each draw again; one list of values per entry of the statistic.

    none: signs as the fit of the draw gives them. construct: each construct turned towards the
    original. individual: each value takes the sign of the original value (for weights,
    loadings and path coefficients).
    """
    original = estimate(data, model, **options)
    fits = [estimate(rows_of(data, rows), model, **options) for rows in draws]
    if align != "none":
        fits = [aligned(draw, original) for draw in fits]
    results, reference = [statistic(draw) for draw in fits], statistic(original)
    if align == "individual":
        results = [
            {key: abs(value) * np.sign(reference[key]) for key, value in result.items()}
            for result in results
        ]
    return {key: [result[key] for result in results] for key in reference}


def jackknife(
    data: Mapping[str, Sequence[float]], model: Model, statistic: Statistic, **options
) -> dict:
    """Fit n times, each time without one case."""
    n = len(next(iter(data.values())))
    leave_one_out = [[row for row in range(n) if row != left_out] for left_out in range(n)]
    return bootstrap(data, model, leave_one_out, statistic, **options)


def aligned(draw: Fit, original: Fit) -> Fit:
    """Turn a construct whose weights correlate negatively with the original's: Σ w w₀ < 0."""
    signs = {}
    for construct, block in draw.model.blocks.items():
        keys = [(construct, name) for name in block]
        product = sum(draw.weights[key] * original.weights[key] for key in keys)
        signs[construct] = -1 if product < 0 else 1
    weights = {(c, name): signs[c] * w for (c, name), w in draw.weights.items()}
    return replace(draw, weights=weights, Y={c: signs[c] * y for c, y in draw.Y.items()})


# -- from draws to inference --------------------------------------------------------------------


def standard_error(draws: Sequence[float]) -> float:
    """√[Σ (θ* − θ̄*)² / (b − 1)]."""
    return float(np.sqrt(sum((np.asarray(draws) - np.mean(draws)) ** 2) / (len(draws) - 1)))


def t_value(estimate: float, draws: Sequence[float]) -> float:
    """θ̂ / SE."""
    return estimate / standard_error(draws)


def p_value(estimate: float, draws: Sequence[float]) -> float:
    """2 (1 − Φ(|t|))."""
    return 2 * (1 - PHI(abs(t_value(estimate, draws))))


def quantile(draws: Sequence[float], probability: float) -> float:
    """Type 7: linear between order statistics, at position 1 + (b − 1) p."""
    ordered, position = sorted(draws), (len(draws) - 1) * probability
    below = min(int(position), len(ordered) - 2)
    share = position - below
    return float((1 - share) * ordered[below] + share * ordered[below + 1])


def jackknife_standard_error(values: Sequence[float]) -> float:
    """√[(n − 1)/n · Σ (θ₍ᵢ₎ − θ̄)²]."""
    n = len(values)
    return float(np.sqrt((n - 1) / n * sum((np.asarray(values) - np.mean(values)) ** 2)))


def jackknife_bias(estimate: float, values: Sequence[float]) -> float:
    """(n − 1)(θ̄ − θ̂)."""
    return float((len(values) - 1) * (np.mean(values) - estimate))


def units_of(clusters: Sequence[int]) -> list[list[int]]:
    """The cases of each cluster, clusters in order of their numbers."""
    return [[i for i, c in enumerate(clusters) if c == one] for one in sorted(set(clusters))]


def jackknife_in_strata(
    data: Mapping[str, Sequence[float]],
    model: Model,
    statistic: Statistic,
    units: Sequence[Sequence[int]],
    strata: Sequence[int],
    case_weights: Sequence[float] | None = None,
    **options,
) -> dict:
    """Fit without each unit; the others of its stratum weigh n_h/(n_h − 1) of what they did."""
    n = len(next(iter(data.values())))
    original = estimate(data, model, case_weights=case_weights, **options)
    results = []
    for unit, stratum in zip(units, strata, strict=True):
        n_h = sum(other == stratum for other in strata)
        weights = np.ones(n) if case_weights is None else np.array(case_weights, dtype=float)
        for other, of_other in zip(units, strata, strict=True):
            if of_other == stratum and n_h > 1:
                weights[other] *= 0 if other == unit else n_h / (n_h - 1)
        kept = [i for i in range(n) if weights[i] > 0]
        draw = estimate(rows_of(data, kept), model, case_weights=weights[kept], **options)
        results.append(statistic(aligned(draw, original)))
    return {key: [result[key] for result in results] for key in results[0]}


def in_strata(values: Sequence[float], strata: Sequence[int]) -> list[np.ndarray]:
    """The values of each stratum."""
    return [
        np.array([v for v, s in zip(values, strata, strict=True) if s == h]) for h in set(strata)
    ]


def jackknife_standard_error_in_strata(values: Sequence[float], strata: Sequence[int]) -> float:
    """√[Σ_h (n_h − 1)/n_h Σ (θ₍ᵢ₎ − θ̄_h)²]."""
    parts = in_strata(values, strata)
    return float(np.sqrt(sum((len(v) - 1) / len(v) * sum((v - np.mean(v)) ** 2) for v in parts)))


def jackknife_bias_in_strata(
    estimate: float, values: Sequence[float], strata: Sequence[int]
) -> float:
    """Σ_h (n_h − 1)(θ̄_h − θ̂)."""
    return float(sum((len(v) - 1) * (np.mean(v) - estimate) for v in in_strata(values, strata)))


def contributions(
    data: Mapping[str, Sequence[float]],
    model: Model,
    statistic: Statistic,
    case_weights: Sequence[float] | None = None,
    step: float = 1e-4,
    **options,
) -> dict:
    """dθ/dε of each case as its weight grows by the factor 1 + ε, by central differences."""
    n = len(next(iter(data.values())))
    weights = np.ones(n) if case_weights is None else np.array(case_weights, dtype=float)

    def moved(case: int, factor: float) -> dict:
        changed = weights.copy()
        changed[case] *= factor
        return statistic(estimate(data, model, case_weights=changed, **options))

    pairs = [(moved(case, 1 + step), moved(case, 1 - step)) for case in range(n)]
    return {key: [(up[key] - down[key]) / (2 * step) for up, down in pairs] for key in pairs[0][0]}


def delta_standard_error_in_strata(
    u: Sequence[float], units: Sequence[Sequence[int]], strata: Sequence[int]
) -> float:
    """√[Σ_h n_h/(n_h − 1) Σ (u_i − ū_h)²], u_i the sum over the cases of a unit."""
    variance = 0.0
    for v in in_strata([sum(u[case] for case in unit) for unit in units], strata):
        if len(v) > 1:
            variance += len(v) / (len(v) - 1) * sum((v - np.mean(v)) ** 2)
    return float(np.sqrt(variance))


def interval_percentile(draws: Sequence[float], level: float = 0.95) -> tuple[float, float]:
    """[q(α/2), q(1 − α/2)]."""
    alpha = 1 - level
    return quantile(draws, alpha / 2), quantile(draws, 1 - alpha / 2)


def within(
    bounds: tuple[float, float], estimate: float, lowest: float, highest: float
) -> tuple[float, float]:
    """Bounds that go no further than a range, nor short of an estimate beyond it."""
    lowest, highest = min(lowest, estimate), max(highest, estimate)
    lower, upper = (min(max(bound, lowest), highest) for bound in bounds)
    return lower, upper


def interval_basic(
    estimate: float, draws: Sequence[float], level: float = 0.95
) -> tuple[float, float]:
    """[2θ̂ − q(1 − α/2), 2θ̂ − q(α/2)]."""
    lower, upper = interval_percentile(draws, level)
    return 2 * estimate - upper, 2 * estimate - lower


def interval_normal(
    estimate: float, draws: Sequence[float], level: float = 0.95
) -> tuple[float, float]:
    """θ̂ ± z SE."""
    half = QUANTILE(1 - (1 - level) / 2) * standard_error(draws)
    return estimate - half, estimate + half


def bias_correction(estimate: float, draws: Sequence[float]) -> float:
    """z₀ = Φ⁻¹(share of draws below θ̂)."""
    return QUANTILE(sum(draw < estimate for draw in draws) / len(draws))


def acceleration(values: Sequence[float]) -> float:
    """a = Σ (θ̄ − θ₍ᵢ₎)³ / {6 [Σ (θ̄ − θ₍ᵢ₎)²]^(3/2)}, from the jackknife of this component."""
    distance = np.mean(values) - np.asarray(values)
    return float(sum(distance**3) / (6 * sum(distance**2) ** 1.5))


def interval_bc(
    estimate: float, draws: Sequence[float], level: float = 0.95
) -> tuple[float, float]:
    """BCa without acceleration."""
    return interval_with_acceleration(estimate, draws, 0.0, level)


def interval_bca(
    estimate: float, draws: Sequence[float], leave_one_out: Sequence[float], level: float = 0.95
) -> tuple[float, float]:
    """With the acceleration of the jackknife values of this component."""
    return interval_with_acceleration(estimate, draws, acceleration(leave_one_out), level)


def interval_with_acceleration(
    estimate: float, draws: Sequence[float], a: float, level: float
) -> tuple[float, float]:
    """[q(α₁), q(α₂)] with α = Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), z the normal quantile."""
    z0, alpha = bias_correction(estimate, draws), 1 - level
    sums = [z0 + QUANTILE(alpha / 2), z0 + QUANTILE(1 - alpha / 2)]
    low, high = (quantile(draws, PHI(z0 + s / (1 - a * s))) for s in sums)
    return low, high
