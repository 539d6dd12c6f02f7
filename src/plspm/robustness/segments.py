"""Segments that nobody has named: FIMIX-PLS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plspm.calls import plainly
from plspm.errors import Gathering, OptionError, UnavailableError
from plspm.estimation.settings import count_problems, fraction_problems
from plspm.inference.options import Options
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.results import PLSResult
from plspm.robustness.mixture import Equation
from plspm.robustness.segment_equations import (
    equations_of,
    most_predictors,
    needed_cases,
    read_numbers,
    refuse_exact,
)
from plspm.robustness.segment_record import Segments
from plspm.robustness.segment_starts import search
from plspm.robustness.segment_tables import (
    criteria_table,
    preferred_table,
    solution_of,
    starts_table,
)

NUMBERS: Final = (1, 2, 3, 4, 5)
MOST_STARTS: Final = 100_000


@plainly("plspm.fimix")
def fimix(
    result: PLSResult,
    *,
    numbers: Iterable[int] = NUMBERS,
    starts: int = 20,
    seed: Seed = None,
    max_iterations: int = 5000,
    tolerance: float = 1e-7,
    threads: int | None = None,
    progress: bool = True,
) -> Segments:
    """Look for segments that differ in their paths (FIMIX-PLS), by a mixture of regressions.

    Parameters
    ----------
    result : PLSResult
    numbers : iterable of int, default (1, 2, 3, 4, 5)
        How many segments to try; 1 is always added, to compare with.
    starts : int, default 20
        Of the EM algorithm, for every number of segments. Half split the cases at random, half
        estimate each segment from a few cases. The highest likelihood counts.
    seed : int, SeedSequence, Generator or None
    max_iterations : int, default 5000
        EM steps of a start.
    tolerance : float, default 1e-7
        A start has settled when a step raises ln L by less.
    threads : int, optional
        By default one a processor; they change no result.
    progress : bool, default True

    Returns
    -------
    Segments
        ``.criteria`` for the number of segments, ``.solutions[k]`` with sizes, paths and
        memberships of k segments.

    Raises
    ------
    OptionError
        `result` is no fit, or an option has a value that it cannot take.
    UnavailableError
        There are no cases, they have weights, or no construct is explained by others.
    EstimationError
        An equation leaves no residual.

    Notes
    -----
    With ρ_k the shares and f_ik the product over the endogenous constructs of normal densities of
    case i's residuals by the coefficients of segment k, ln L = Σ_i ln Σ_k ρ_k f_ik. Equations have
    no intercept, since scores have mean 0. Free parameters are N_K = (K - 1) + K R + K Q, of R
    paths and Q error variances (Hahn et al. 2002).

    It assumes scores of the fit of all cases, never corrected for attenuation, and normal errors.
    Constructs that are formed of their own predecessors in the model (repeated indicators) are
    left out. The way on: find a variable that tells the segments apart, then
    ``plspm.compare_groups(result, by=record.solutions[2].labels)`` or, better, by that variable.

    References
    ----------
    Hahn, Johnson, Herrmann & Huber (2002), Schmalenbach Business Review 54(3), 243-269; Sarstedt,
    Becker, Ringle & Schwaiger (2011), Schmalenbach Business Review 63(1), 34-62; Hair, Sarstedt,
    Matthews & Ringle (2016), European Business Review 28(1), 63-76; Ringle, Sarstedt & Mooi
    (2010), Annals of Information Systems 8, 19-49.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = plspm.fimix(result, numbers=[2, 3], seed=1)
    >>> found.criteria[["parameters", "bic", "caic"]].round(1)
              parameters    bic   caic
    segments
    1                  6  589.2  595.2
    2                 13  583.7  596.7
    3                 20  597.7  617.7
    """
    if not isinstance(result, PLSResult):
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate()."
        )
    index = result._cases("Segments").origin.index
    if result._fitted.case_weights is not None:
        raise UnavailableError(
            "Segments are found by the likelihood of cases that all count the same, but this fit "
            "has case weights. Estimate without weights to look for segments."
        )
    arrays = result._fitted.arrays
    equations = equations_of(arrays)
    if not equations:
        raise UnavailableError(
            "Segments differ in their paths, but no construct of this model is explained by others."
        )
    gathering = Gathering(
        [
            *count_problems("starts", starts, at_least=1, at_most=MOST_STARTS),
            *count_problems("max_iterations", max_iterations, at_least=1),
            *fraction_problems("tolerance", tolerance, example="1e-7"),
        ]
    )
    with gathering:
        tried = read_numbers(numbers, result.n // (2 + most_predictors(equations)))
    with gathering:
        sequence = as_seed_sequence(seed)
    with gathering:
        options = Options(threads=threads, progress=progress)
    gathering.tell()
    scores = result.scores.to_numpy()
    refuse_exact(scores, equations, arrays)
    searches = {
        K: search(
            K,
            scores,
            equations,
            starts=int(starts),
            seed=sequence,
            max_iterations=int(max_iterations),
            tolerance=float(tolerance),
            options=options,
        )
        for K in tried
    }
    ends = {K: found.best for K, found in searches.items() if found.best is not None}
    criteria = criteria_table(searches, equations, result.n)
    solutions = {
        K: solution_of(best, ends[1], equations, arrays, index, result.simulated_from)
        for K, best in ends.items()
    }
    needed = needed_cases(equations)
    return Segments(
        criteria,
        preferred_table(criteria),
        starts_table(searches),
        solutions,
        needed,
        to_repeat(sequence),
        tuple(_facts(result.n, int(starts), equations, needed)),
        simulated_from=result.simulated_from,
    )


def _facts(
    n: int, starts: int, equations: Sequence[Equation], needed: int
) -> Iterator[tuple[str, str]]:
    R, Q = sum(x.size for _, x in equations), len(equations)
    yield "Cases", str(n)
    yield "Starts", f"{starts} for each number of segments"
    yield (
        "Free parameters",
        (f"(K - 1) + K R + K Q of K segments, with R = {R} paths and Q = {Q} error variances"),
    )
    yield "A segment needs", f"{needed} cases (F test of R², f² = .15, 5 %, power .80)"
    yield "Segments at most", f"{max(1, n // needed)}, of so many cases each"
