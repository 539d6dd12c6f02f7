"""Endogeneity: copula terms beside the predictors of every structural equation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import pandas as pd

from plspm.assessment.criteria import CUT_OFFS
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
    copula_terms,
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
from plspm.robustness.endogeneity_record import TOGETHER, Endogeneity
from plspm.robustness.normality import shape_of
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
    scores = _shapes(drawn.scores, fitted.arrays, wanted)
    usable = frozenset(scores.index[scores["usable"] == "yes"])
    tables = _Tables(fitted.arrays, regressions, usable, drawn)
    terms = tables.terms()
    facts, notes = _said(result, method, wanted, drawn)
    return Endogeneity(
        _equations(fitted, wanted, usable, terms),
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


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """The regressions of the fit with their inferences: one column a coefficient.

    Attributes
    ----------
    scores : (n, J) array
        Of the fit.
    columns : dict of str to (K,) array
        Coefficient, standard error, t, p-value, bounds.
    plain : (J, J) array
        Paths by the same regressions without terms.
    usable, failed : int
        Draws.
    """

    scores: Array
    columns: dict[str, Array]
    plain: Array
    usable: int
    failed: int


def _drawn(
    fitted: Fitted,
    regressions: Sequence[Regression],
    method: Method,
    plan: Bootstrap,
    level: float,
    *,
    progress: bool,
) -> _Drawn:
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
    return _Drawn(scores[0], columns, plain, len(values), failed)


def _plain(scores: Array, row_weights: Array, arrays: ModelArrays) -> Array:
    """Paths by regressions of the scores without terms; (J, J)."""
    C = covariances(scores, row_weights)
    B = np.zeros_like(C[0])
    for i in np.flatnonzero(arrays.is_path.any(axis=1)):
        x = np.flatnonzero(arrays.is_path[i])
        B[i, x] = least_squares(C[:, x[:, None], x], C[:, x][:, :, [i]])[0, :, 0]
    return B


def _shapes(scores: Array, arrays: ModelArrays, wanted: dict[int, list[int]]) -> pd.DataFrame:
    """How far from normal the score of every suspect is."""
    alpha, most = CUT_OFFS["significance"], CUT_OFFS["near_normal"]
    suspects = sorted({j for of_one in wanted.values() for j in of_one})
    rows = []
    for j in suspects:
        x = scores[:, j]
        shape = shape_of(x)
        term = copula_terms(x[None, :, None], np.ones((1, x.size)))[0, :, 0]
        near_normal = float(np.corrcoef(x, term)[0, 1])
        several = np.unique(np.round(x, 9)).size > 2  # the term of two values is the score again
        found = alpha.holds(shape.lilliefors_p) and alpha.holds(shape.anderson_darling_p)
        rows.append(
            (
                shape.skewness,
                shape.kurtosis,
                shape.lilliefors_p,
                shape.anderson_darling_p,
                near_normal,
                "yes" if found and several and most.holds(near_normal) else "no",
            )
        )
    columns = ["skewness", "kurtosis", "lilliefors_p", "anderson_darling_p"]
    index = pd.Index([arrays.constructs[j] for j in suspects], name="construct", dtype=object)
    return pd.DataFrame(rows, index=index, columns=[*columns, "near_normal", "usable"])


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """The coefficients of all regressions, put into tables."""

    arrays: ModelArrays
    regressions: Sequence[Regression]
    usable: frozenset[str]
    drawn: _Drawn

    def _labels(self, *, of_terms: bool) -> tuple[list[tuple[str, str, str]], list[int]]:
        names, labels, places, start = self.arrays.constructs, [], [], 0
        for one in self.regressions:
            together = TOGETHER.join(names[j] for j in one.suspects)
            k = one.predictors.size
            own = one.suspects if of_terms else one.predictors
            first = start + k if of_terms else start
            labels += [(names[one.target], together, names[j]) for j in own]
            places += list(range(first, first + own.size))
            start += one.size
        return labels, places

    def terms(self) -> pd.DataFrame:
        labels, places = self._labels(of_terms=True)
        index = pd.MultiIndex.from_tuples(labels, names=["target", "suspects", "term"])
        frame = pd.DataFrame({n: x[places] for n, x in self.drawn.columns.items()}, index=index)
        fine = [self.usable.issuperset(together.split(TOGETHER)) for _, together, _ in labels]
        return frame.assign(usable=["yes" if one else "no" for one in fine])

    def paths(self) -> pd.DataFrame:
        labels, places = self._labels(of_terms=False)
        index = pd.MultiIndex.from_tuples(labels, names=["target", "suspects", "source"])
        cells = {n: x[places] for n, x in self.drawn.columns.items()}
        number = self.arrays.constructs.index
        plain = np.array([self.drawn.plain[number(i), number(j)] for i, _, j in labels])
        corrected = cells.pop("coefficient")
        beside = {"path_coefficient": plain, "corrected": corrected}
        return pd.DataFrame({**beside, "difference": corrected - plain, **cells}, index=index)


def _equations(
    fitted: Fitted, wanted: dict[int, list[int]], usable: frozenset[str], terms: pd.DataFrame
) -> pd.DataFrame:
    """What is found, equation by equation."""
    alpha, names = CUT_OFFS["significance"], fitted.arrays.constructs
    counted = terms[terms["usable"] == "yes"]["p_value"]
    smallest = counted.groupby(level="target").min()
    rows = []
    for i, of_one in wanted.items():
        p = float(smallest.get(names[i], np.nan))
        sign = "sign of endogeneity" if alpha.holds(p) else "no sign"
        verdict = "cannot be told" if np.isnan(p) else sign
        fine = sum(names[j] in usable for j in of_one)
        rows.append((fitted.estimates.r_squared[0, i], len(of_one), fine, p, verdict))
    columns = ["r_squared", "suspects", "usable", "smallest_p", "verdict"]
    index = pd.Index([names[i] for i in wanted], name="construct", dtype=object)
    return pd.DataFrame(rows, index=index, columns=columns)


def _said(
    result: PLSResult, method: Method, wanted: dict[int, list[int]], drawn: _Drawn
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
