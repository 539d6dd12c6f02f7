"""Stability: what smaller samples would have said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.assessment.statistics import Statistic, chosen
from plspm.calls import plainly
from plspm.design.curves import monte_carlo_error
from plspm.design.power import EFFECTS
from plspm.errors import Gathering, OptionError, written
from plspm.estimation.arrays import Array, Flags
from plspm.estimation.estimate import estimate_stack
from plspm.estimation.settings import MOST_DRAWS, count_problems, flag_problems, fraction_problems
from plspm.inference.fitted import Fitted
from plspm.inference.influence import delta_std_error, influence
from plspm.inference.intervals import Draws, normal_bounds, percentile, tails
from plspm.inference.parallel import in_batches
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.inference.subsampling import Subsampling
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

SHARES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Of the cases, where no sizes are given."""

LARGEST_STACK = 2**22
"""Numbers in a stack of derivatives: few enough for the memory of every thread."""

LEVELS = ["size", "statistic", "component"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Stability(Record):
    """What random parts of a sample say, beside the whole.

    Attributes
    ----------
    table : DataFrame
        One row for each ``size``, ``statistic`` and ``component``; the last size is the whole
        sample. Columns: mean ``estimate`` of the subsamples, their standard deviation ``sd``, and
        the bounds ``lower`` and ``upper`` between which the estimates lie; ``found``, the share
        of subsamples whose own interval excludes zero; ``same_sign`` as in the whole; ``agree``,
        the share that reach the conclusion of the whole (zero excluded with the same sign, or
        not excluded), with its Monte Carlo error ``agree_error``; ``covered``, the share whose
        interval contains the estimate of the whole; ``subsamples`` with an estimate.
    n : int
        Cases of the whole sample.
    level : float
        Of the bounds and intervals.
    seed : int or SeedSequence
        Gives the same subsamples again.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> parts = plspm.stability(result, [60, 100], subsamples=50, seed=1, progress=False)
    >>> parts.table.loc[(60, "paths", "ECE -> MPE"), "agree"]
    np.float64(1.0)
    """

    table: pd.DataFrame
    n: int
    level: float
    seed: int | np.random.SeedSequence

    def agreement(self, statistic: str = "paths") -> pd.DataFrame:
        """Share of subsamples that agree with the whole: components by sizes.

        Parameters
        ----------
        statistic : str, default "paths"

        Raises
        ------
        OptionError
            The statistic was not computed.
        """
        known = list(dict.fromkeys(self.table.index.get_level_values("statistic")))
        if statistic not in known:
            raise OptionError(f"statistic is {statistic!r}; computed were {', '.join(known)}.")
        part = self.table.loc[self.table.index.get_level_values("statistic") == statistic, "agree"]
        return part.droplevel("statistic").unstack("size")  # noqa: PD010  (nothing to aggregate)

    def page(self) -> Page:
        """Share of subsamples that agree with the whole, by statistic."""
        computed = dict.fromkeys(self.table.index.get_level_values("statistic"))
        return Page(
            "Stability",
            tuple(
                Table(
                    f"Share of subsamples that agree: {name}",
                    self.agreement(name),
                    name=f"stability_{name}",
                )
                for name in computed
            ),
            (("Cases", str(self.n)), ("Intervals", f"{self.level:.0%}")),
        )


@plainly("plspm.stability")
def stability(
    result: PLSResult,
    sizes: Sequence[int] | None = None,
    *,
    subsamples: int = 500,
    statistics: Sequence[str] = EFFECTS,
    level: float = 0.95,
    seed: Seed = None,
    threads: int | None = None,
    progress: bool = True,
) -> Stability:
    """Estimate the model again on random parts of the sample.

    Every subsample is drawn without replacement and tested like a sample of its own, by
    delta-method intervals. Subsamples share cases: their estimates vary less than those of new
    samples of their size would, by √(1 - size/n).

    Parameters
    ----------
    result : PLSResult
        A fit of cases without weights.
    sizes : sequence of int, optional
        Cases of the subsamples; by default 50, 60, 70, 80 and 90 % of all.
    subsamples : int, default 500
        Of each size.
    statistics : sequence of str
        By default paths, total, indirect and specific indirect effects.
    level : float, default 0.95
    seed : int, SeedSequence, Generator or None
        The same seed gives the same subsamples, whatever `threads`.
    threads : int, optional
        By default one a processor.
    progress : bool, default True

    Returns
    -------
    Stability

    Raises
    ------
    OptionError
        An option has a value that it cannot take.
    UnavailableError
        The fit came from a correlation matrix.

    References
    ----------
    Politis & Romano (1994) for subsampling; Schönbrodt & Perugini (2013), Journal of Research in
    Personality 47, 609-612, for the question.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> parts = stability(result, [80], subsamples=40, statistics="paths", seed=1, progress=False)
    >>> parts.agreement().shape
    (4, 2)
    """
    if not isinstance(result, PLSResult):
        raise OptionError(f"result is {written(result)}; it must be a fit, plspm.estimate(...).")
    fitted = result._fitted
    n = fitted.cases.rows
    given = sorted({round(share * n) for share in SHARES}) if sizes is None else sizes
    problems = [
        *count_problems("subsamples", subsamples, at_least=2, at_most=MOST_DRAWS),
        *fraction_problems("level", level, example="0.95"),
        *flag_problems("progress", progress),
        *([] if threads is None else count_problems("threads", threads, at_least=1)),
        *_size_problems(given, n),
    ]
    if fitted.case_weights is not None:
        problems.append("stability takes cases that all count the same; these have weights.")
    gathering = Gathering(problems)
    with gathering:
        wanted = chosen(statistics)
    with gathering:
        sequence = as_seed_sequence(seed)
    gathering.tell()
    labels = pd.DataFrame(
        [
            (statistic.name, component)
            for statistic in wanted
            for component in statistic.labels(fitted.arrays).in_words
        ],
        columns=LEVELS[1:],
    )
    whole = subsample_fits(fitted, np.ones((1, n)), wanted)
    prepared = result._resampled
    tables = []
    for size in sorted(set(np.atleast_1d(given).tolist())):
        plan = Subsampling(subsamples, int(size), _seed_of(sequence, int(size)))
        found = _all_fits(prepared, plan, wanted, threads, progress)
        tables.append(_compared(found, whole, level, labels.assign(size=int(size))))
    tables.append(_compared(whole, whole, level, labels.assign(size=n)))
    return Stability(
        pd.concat(tables), n, level, to_repeat(sequence), simulated_from=result.simulated_from
    )


def subsample_fits(
    fitted: Fitted, counts: Array, statistics: list[Statistic]
) -> tuple[Array, Array]:
    """Estimates and delta-method standard errors of a stack of samples; (b, k) each.

    Parameters
    ----------
    fitted : Fitted
    counts : (b, n) array
        How often each sample counts every case.
    statistics : list of Statistic
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        estimates = estimate_stack(
            fitted.sample(counts), fitted.arrays, fitted.settings, fitted.estimates
        )
        values = np.concatenate([s.compute(estimates) for s in statistics], axis=1)
        parts = influence(fitted, estimates, fitted.weighted(counts), statistics)
        errors = np.concatenate([delta_std_error(u, counts) for u in parts], axis=1)
    values[~np.isfinite(estimates.B).all(axis=(1, 2))] = np.nan
    return values, errors


def _all_fits(
    fitted: Fitted,
    plan: Subsampling,
    statistics: list[Statistic],
    threads: int | None,
    progress: bool,
) -> tuple[Array, Array]:
    n, p = fitted.cases.rows, fitted.arrays.block.size

    def compute(low: int, high: int) -> tuple[Array, Array]:
        return subsample_fits(fitted, plan.counts(low, high, n), statistics)

    size = max(1, min(64, LARGEST_STACK // (n * p * p)))
    found = in_batches(compute, 0, plan.draws, size, threads, progress)
    values, errors = zip(*found, strict=True)
    return np.concatenate(values), np.concatenate(errors)


def _compared(
    found: tuple[Array, Array], whole: tuple[Array, Array], level: float, labels: pd.DataFrame
) -> pd.DataFrame:
    values, errors = found
    usable = np.isfinite(values) & np.isfinite(errors)
    count = usable.sum(axis=0).astype(float)
    lower, upper = normal_bounds(values, errors, level)
    draws = Draws.of(whole[0][0], np.where(usable, values, np.nan))
    low, high = tails(level, "two-sided")

    def share(which: Flags) -> Array:
        with np.errstate(invalid="ignore", divide="ignore"):
            rate: Array = (which & usable).sum(axis=0) / count
        return rate

    verdict = np.sign(values) * ((lower > 0) | (upper < 0))
    bounds = normal_bounds(*whole, level)
    whole_verdict = np.sign(whole[0]) * ((bounds[0] > 0) | (bounds[1] < 0))
    agree = share(verdict == whole_verdict)
    columns = {
        "estimate": draws.mean,
        "sd": draws.std_error,
        "lower": percentile(draws, low),
        "upper": percentile(draws, high),
        "found": share(verdict != 0),
        "same_sign": share(np.sign(values) == np.sign(whole[0])),
        "agree": agree,
        "agree_error": monte_carlo_error(agree, count),
        "covered": share((lower <= whole[0]) & (whole[0] <= upper)),
        "subsamples": count.astype(int),
    }
    return pd.concat([labels, pd.DataFrame(columns)], axis=1).set_index(LEVELS)


def _seed_of(sequence: np.random.SeedSequence, size: int) -> np.random.SeedSequence:
    return np.random.SeedSequence(sequence.entropy, spawn_key=(*sequence.spawn_key, size))


def _size_problems(sizes: object, n: int) -> list[str]:
    given = list(np.atleast_1d(np.asarray(sizes, dtype=object)))
    problems = [p for size in given for p in count_problems("size", size, at_least=3)]
    if problems or not given:
        return problems or ["sizes is empty; give at least one size of subsamples."]
    return [
        f"size is {size}; it must be below {n}, the number of cases." for size in given if size >= n
    ]
