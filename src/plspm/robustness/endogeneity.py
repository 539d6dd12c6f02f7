"""Endogeneity: copula terms beside the predictors of every structural equation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np

from plspm.calls import plainly
from plspm.data.moments import Sample
from plspm.errors import Gathering, UnavailableError
from plspm.estimation.arrays import Array, ModelArrays
from plspm.estimation.settings import choice_problems
from plspm.inference.fitted import Fitted
from plspm.inference.plans import Bootstrap
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.results import PLSResult
from plspm.robustness import endogeneity_record as said
from plspm.robustness.copulas import (
    Method,
    Regression,
    covariances,
    least_squares,
    regress_with_copulas,
)
from plspm.robustness.draws import (
    drawing_problems,
    drawn_components,
    on_draws,
    score_batches,
    unweighted_cases,
)
from plspm.robustness.endogeneity_record import Endogeneity
from plspm.robustness.endogeneity_tables import (
    CoefficientTables,
    DrawnRegressions,
    equations_table,
    shapes_table,
)
from plspm.robustness.suspects import ALL_TOGETHER, Suspects, read_suspects, regressions_of


@plainly("plspm.gaussian_copula")
def gaussian_copula(
    result: PLSResult,
    *,
    suspects: Suspects | None = None,
    method: Method = "gaussian_copula",
    draws: int = 4999,
    seed: Seed = None,
    level: float = 0.95,
    progress: bool = True,
) -> Endogeneity:
    """Look for endogenous predictors, without instruments, by Gaussian copula terms.

    A predictor that is correlated with what its equation leaves out has a biased path. Beside
    every suspect its copula term c = Φ⁻¹(H n/(n + 1)) enters the regression, H the share of cases
    whose score is not larger; a coefficient of the term other than 0 speaks of endogeneity, and
    the path beside it is the corrected one. Every combination of suspects is tried (Hult et al.
    2018). The bootstrap draws cases and estimates weights and scores anew in every draw.

    Parameters
    ----------
    result : PLSResult
    suspects : str, sequence of str or mapping, optional
        Constructs that may be endogenous wherever they are predictors, or by outcome:
        ``{"MPE": ["ECE"]}``. By default all predictors but control variables. Products have no
        term of their own (Qian, Koschmann & Xie 2022).
    method : {"gaussian_copula", "two_stage"}
        "gaussian_copula" supposes that suspects and other predictors are uncorrelated (Park &
        Gupta 2012); "two_stage" clears each term of those of the other predictors (Yang, Qian &
        Xie 2024).
    draws : int, default 4999
    seed : int, SeedSequence, Generator or None
        The same seed gives the same draws.
    level : float, default 0.95
        Confidence level of the percentile intervals.
    progress : bool, default True

    Returns
    -------
    Endogeneity

    Raises
    ------
    OptionError
        An option has a value that it cannot take.
    UnavailableError
        There are no cases, they have weights, or no equation has a suspect.
    EstimationError
        Fewer than two draws gave an estimate.

    Notes
    -----
    The largest score has H = 1, of which Φ⁻¹ is infinite. Park & Gupta replace it by a number near
    1, so that one case has a term of 5; n/(n + 1) takes every rank alike and lets no case stand
    out. p-values are those of t = coefficient/SE under the standard normal. A term is told apart
    from its score only by what is not normal about the score; whether that is enough is tested
    first (Lilliefors, Anderson-Darling). A normal score says nothing, whatever its p.

    References
    ----------
    Park & Gupta (2012), Marketing Science 31(4), 567-586; Hult, Hair, Proksch, Sarstedt, Pinkwart &
    Ringle (2018), Journal of International Marketing 26(3), 1-21; Becker, Proksch & Ringle (2022),
    Journal of the Academy of Marketing Science 50(1), 46-66; Yang, Qian & Xie (2024), Journal of
    Marketing Research, doi 10.1177/00222437241296453; Qian, Koschmann & Xie (2022), NBER working
    paper 29978.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = plspm.gaussian_copula(result, draws=199, seed=1)
    >>> found.scores.loc["ECE", "usable"]
    'no'
    """
    gathering = Gathering(
        [
            *drawing_problems(result, draws, level, progress),
            *choice_problems("method", method, get_args(Method)),
        ]
    )
    with gathering:
        sequence = as_seed_sequence(seed)
    wanted: dict[int, list[int]] = {}
    if isinstance(result, PLSResult):
        with gathering:
            wanted = read_suspects(result._fitted.arrays, suspects, _controls(result))
    gathering.tell()
    fitted = unweighted_cases(result, "plspm.gaussian_copula()")
    if not wanted:
        raise UnavailableError("No equation has a predictor that could be a suspect.")
    regressions = regressions_of(fitted.arrays, wanted)
    drawn = _drawn(
        fitted, regressions, method, Bootstrap(int(draws), sequence), level, progress=progress
    )
    scores = shapes_table(drawn.scores, fitted.arrays, wanted)
    number = fitted.arrays.constructs.index
    usable = frozenset(map(number, scores.index[scores["usable"] == "yes"]))
    tables = CoefficientTables(fitted.arrays, regressions, usable, drawn)
    terms = tables.terms()
    facts, notes = _said(result, method, wanted, drawn)
    return Endogeneity(
        equations_table(fitted, wanted, usable, terms),
        scores,
        terms,
        tables.paths(),
        method,
        result.n,
        drawn.usable,
        drawn.failed,
        level,
        to_repeat(sequence),
        facts,
        notes,
        simulated_from=result.simulated_from,
    )


def _controls(result: PLSResult) -> frozenset[str]:
    cases = result._indicators
    controls = () if cases is None else cases.controls
    return frozenset(name for each in controls for name in each.names)


def _drawn(
    fitted: Fitted,
    regressions: Sequence[Regression],
    method: Method,
    plan: Bootstrap,
    level: float,
    *,
    progress: bool,
) -> DrawnRegressions:
    def compute(sample: Sample) -> Array:
        scores, row_weights = score_batches(sample, fitted)
        return regress_with_copulas(scores, row_weights, regressions, method)

    with np.errstate(invalid="ignore", divide="ignore"):
        scores, row_weights = score_batches(fitted.own, fitted)
        estimate = regress_with_copulas(scores, row_weights, regressions, method)[0]
    width = 3 * len(fitted.arrays.constructs) + fitted.arrays.items.size
    values, failed = on_draws(plan, fitted, compute, width, progress=progress)
    parts = drawn_components(estimate, values)
    lower, upper = parts.interval("percentile", level, "two-sided")
    columns = {
        "coefficient": estimate,
        "std_error": parts.std_error,
        "t": parts.t(),
        "p_value": parts.p_value("normal", "two-sided"),
        "lower": lower,
        "upper": upper,
    }
    columns = {name: np.where(np.isfinite(estimate), x, np.nan) for name, x in columns.items()}
    plain = _plain(scores, row_weights, fitted.arrays)
    return DrawnRegressions(scores[0], columns, plain, len(values), failed)


def _plain(scores: Array, row_weights: Array, arrays: ModelArrays) -> Array:
    """Paths by regressions of the scores without terms; (J, J)."""
    C = covariances(scores, row_weights)
    B = np.zeros_like(C[0])
    for i in np.flatnonzero(arrays.is_path.any(axis=1)):
        x = np.flatnonzero(arrays.is_path[i])
        B[i, x] = least_squares(C[:, x[:, None], x], C[:, x][:, :, [i]])[0, :, 0]
    return B


def _said(
    result: PLSResult, method: Method, wanted: dict[int, list[int]], drawn: DrawnRegressions
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Facts and notes of the page."""
    corrected = result._fitted.settings.estimator == "plsc"
    many = any(len(of_one) > ALL_TOGETHER for of_one in wanted.values())
    facts = [
        ("Cases", str(result.n)),
        ("Draws", f"{drawn.usable:,}"),
        *([("Failed draws", str(drawn.failed))] if drawn.failed else []),
        ("Method", "two-stage copula" if method == "two_stage" else "Gaussian copula"),
    ]
    notes = [
        said.TWO_STAGE if method == "two_stage" else said.INDEPENDENT,
        said.CAUTION,
        *([said.NOT_ALL] if many else []),
        *([said.AS_THEY_ARE] if corrected else []),
    ]
    return tuple(facts), tuple(notes)
