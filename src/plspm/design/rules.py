"""Rules for the sample size of PLS path models: closed formulas, one number each.

Functions return a real number, and the smallest sample is the next whole number that the rule
admits; where a rule is solved for whole numbers only, it is that sample.

References
----------
Westland (2010), Lower bounds on sample size in structural equation modeling, Electronic Commerce
Research and Applications 9(6), 476-487; Kock & Hadaya (2018), Minimum sample size estimation in
PLS-SEM, Information Systems Journal 28(1), 227-261; Cohen (1988), Statistical Power Analysis for
the Behavioral Sciences, chapter 9.
"""

from __future__ import annotations

from math import asin, ceil, e, exp, floor, lgamma, pi, sqrt

from scipy.special import lambertw, ndtri

LARGEST_SAMPLE = 10_000_000
"""Beyond so many cases no sample is looked for."""

VERY_SMALL = 10
"""Cases up to which the gamma-exponential method takes its gamma correction."""


def structure_bound(indicators: int, constructs: int) -> float:
    """Westland's bound from the ratio r of indicators to constructs: 50 r² - 450 r + 1100.

    Examples
    --------
    >>> structure_bound(20, 5), structure_bound(17, 5)
    (100.0, 148.0)
    """
    r = indicators / constructs
    return round(50.0 * r**2 - 450.0 * r + 1100.0, 9)


def detection_bound(constructs: int, effect: float, alpha: float = 0.05) -> float:
    """Westland's bound for detecting an effect between any two of k constructs, power .80.

    Parameters
    ----------
    constructs : int
        At least 2.
    effect : float
        The smallest correlation to detect, between 0 and 1.
    alpha : float
        Two-sided; Šidák's correction for the k(k - 1)/2 pairs is applied here.

    Notes
    -----
    The quantile of the power enters with the sign it has in the published tables (463, 110 and 45
    for 5 constructs and effects of .10, .20 and .30). So taken, the bound falls as the power asked
    for rises; it is therefore given for the published power alone.

    Examples
    --------
    >>> [ceil(detection_bound(5, effect)) for effect in (0.1, 0.2, 0.3)]
    [463, 110, 45]
    """
    corrected = 1.0 - (1.0 - alpha) ** (2.0 / (constructs * (constructs - 1)))
    H = (effect / (ndtri(1.0 - corrected / 2.0) - ndtri(0.80))) ** 2
    A = 1.0 - effect**2
    B = effect * asin(effect / 2.0)
    C = effect * asin(effect)
    D = A / sqrt(3.0 - A)
    linear = A * (pi / 6.0 - B + D) + H
    return float(
        (linear + sqrt(linear**2 + 4.0 * A * H * (pi / 6.0 + sqrt(A) + 2.0 * B - C - 2.0 * D)))
        / (2.0 * H)
    )


def inverse_square_root(path: float, alpha: float = 0.05, power: float = 0.80) -> float:
    """((z_{1-α} + z_{power}) / |β|)², one-sided; the sample must be larger.

    Examples
    --------
    >>> [floor(inverse_square_root(b)) + 1 for b in (0.129, 0.197, 0.384, 0.682)]
    [372, 160, 42, 14]
    """
    return float(((ndtri(1.0 - alpha) + ndtri(power)) / abs(path)) ** 2)


def gamma_exponential(path: float, alpha: float = 0.05, power: float = 0.80) -> int:
    """The smallest n with |β| / S above z_{1-α} + z_{power}, S = exp(-e |β| / √n) / √n.

    Where 10 cases or fewer seem to do, S = 1 / (c √n) with the gamma correction
    c = √((n - 1)/2) Γ((n - 1)/2) / Γ(n/2) takes its place.

    Notes
    -----
    Equations 6 and 7 of Kock & Hadaya (2018), joined as in their appendix B. Their spreadsheet
    has arguments of Γ that are larger by one half than in equation 6, and finds one case more
    where the gamma correction applies. As the two corrections do not meet, the number of cases
    leaps at paths of about .51: 11 for a path of .50, 23 for one of .52.

    Examples
    --------
    >>> [gamma_exponential(b) for b in (0.397, 0.197, 0.147, 0.1)]  # as published
    [26, 146, 273, 605]
    >>> [gamma_exponential(b) for b in (0.50, 0.52)]
    [11, 23]
    """
    b, z = abs(path), float(ndtri(1.0 - alpha) + ndtri(power))
    if any(b * sqrt(n) * exp(e * b / sqrt(n)) > z for n in range(1, VERY_SMALL + 1)):
        return _gamma_corrected(b, z)
    u = -lambertw(-e * b**2 / z).real  # u = e b / √n solves b √n exp(u) = z
    return first_above((e * b / u) ** 2)


def _gamma_corrected(b: float, z: float) -> int:
    n = 2
    while b * sqrt(n * (n - 1) / 2.0) * exp(lgamma((n - 1) / 2.0) - lgamma(n / 2.0)) <= z:
        n += 1
    return n


def smallest_path(n: int, alpha: float = 0.05, power: float = 0.80) -> float:
    """The path that n cases detect, by the inverse square root.

    Examples
    --------
    >>> round(smallest_path(119), 3)
    0.228
    """
    return float((ndtri(1.0 - alpha) + ndtri(power)) / sqrt(n))


def f_power(n: int, f_squared: float, tested: int, predictors: int, alpha: float = 0.05) -> float:
    """Power of the F test of `tested` of the predictors of a regression, noncentrality f² n.

    Parameters
    ----------
    n : int
        More than predictors + 1.
    f_squared : float
    tested : int
        All predictors for R², one for the f² of a path.
    predictors : int
    alpha : float

    Examples
    --------
    >>> round(f_power(77, 0.15, 3, 3), 2)
    0.8
    """
    from statsmodels.stats.power import FTestPowerF2

    # statsmodels counts n as tested + denominator + ncc.
    test = FTestPowerF2()
    return float(
        test.power(
            effect_size=f_squared,
            df_num=tested,
            df_denom=n - predictors - 1,
            alpha=alpha,
            ncc=predictors + 1 - tested,
        )
    )


def f_sample(
    f_squared: float, tested: int, predictors: int, alpha: float = 0.05, power: float = 0.80
) -> int | None:
    """The smallest sample in which the F test has the power asked for; None beyond 10 million.

    Examples
    --------
    >>> f_sample(0.15, 3, 3)
    77
    """

    def enough(n: int) -> bool:
        return f_power(n, f_squared, tested, predictors, alpha) >= power

    low, high = predictors + 1, predictors + 2
    while not enough(high):
        low, high = high, 2 * high
        if high > LARGEST_SAMPLE:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def first_above(bound: float) -> int:
    """The smallest whole number above a bound."""
    return floor(bound) + 1


def first_at_least(bound: float) -> int:
    """The smallest whole number that is not below a bound."""
    return ceil(bound)
