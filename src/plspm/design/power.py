"""Power by simulation: how often a planned study would find what is there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd

from plspm.assessment.statistics import chosen
from plspm.calls import plainly
from plspm.data.missing import Missing
from plspm.design.groups import Groups
from plspm.design.population import Population
from plspm.design.power_record import PowerAnalysis
from plspm.design.replication import Inference, Plan
from plspm.design.spread import all_replications
from plspm.design.tallies import component_labels, failures, references, summary
from plspm.design.workers import Workers, submit_to
from plspm.errors import Gathering, OptionError
from plspm.estimation.settings import (
    MOST_DRAWS,
    Estimator,
    HigherOrder,
    Interactions,
    Scheme,
    Settings,
    choice_problems,
    count_problems,
    flag_problems,
    fraction_problems,
)
from plspm.estimation.staging import model_arrays
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat

EFFECTS = ("paths", "total_effects", "indirect_effects", "specific_indirect_effects")
"""What is tested unless told otherwise."""


@plainly("plspm.power_analysis")
def power_analysis(
    population: Population | Groups,
    n: int | Sequence[int] = (100, 150, 200),
    *,
    replications: int = 1000,
    draws: int = 500,
    alpha: float = 0.05,
    inference: Inference = "bootstrap",
    statistics: Sequence[str] = EFFECTS,
    scheme: Scheme = "path",
    estimator: Estimator = "pls",
    interactions: Interactions = "two_stage",
    higher_order: HigherOrder = "disjoint_two_stage",
    missing: Missing = "listwise",
    seed: Seed = None,
    executor: Workers | None = None,
    folder: str | os.PathLike[str] | None = None,
    progress: bool = True,
) -> PowerAnalysis:
    """Find by simulation how often samples of a population would show its effects.

    Every replication draws a sample, estimates the model of the population and tests each
    component: it is rejected that it is zero where the two-sided interval at 1 - alpha lies on one
    side of zero. Samples of clusters are tested by clusters.

    Plain PLS of common factors tends to other values than the true ones: a path that is 0 beside a
    correlated predictor is then not 0 in large samples (column ``limit``), and is rejected more
    often than alpha says. ``estimator="plsc"`` corrects that.

    Parameters
    ----------
    population : Population or Groups
        Of groups, each group and all differences are tested; these by the differences of
        independent draws, or √(SE² + SE²).
    n : int or sequence of int
        Sample sizes; of groups all together, divided as the groups are.
    replications : int, default 1000
        Samples of each size.
    draws : int, default 500
        Bootstrap draws in each sample.
    alpha : float, default 0.05
        Significance level.
    inference : {"bootstrap", "delta"}, default "bootstrap"
        Percentile intervals, or normal ones with the delta-method standard error, which takes
        no draws.
    statistics : sequence of str
        What is tested, by default paths, total, indirect and specific indirect effects; also for
        example "weights".
    scheme, estimator, interactions, higher_order
        As in :func:`plspm.estimate`.
    missing : {"listwise", "mean"}, default "listwise"
        What is done about missing answers, where the population has some.
    seed : int, SeedSequence, Generator or None
        The same seed gives the same numbers, whatever computes them. A replication depends on the
        seed, its sample size and its number only.
    executor : concurrent.futures.Executor, optional
        Or anything with its ``submit``, as Dask's client and mpi4py's pool, or with the
        ``apply_async`` of a pool, as those of `multiprocessing` and Ray. By default threads of
        this process, one a processor.
    folder : path, optional
        Where finished replications are kept. The same call with the same folder goes on where it
        was interrupted, and more replications or sizes add to those that are there.
    progress : bool, default True
        Show a bar when the work takes more than a second or two.

    Returns
    -------
    PowerAnalysis

    Raises
    ------
    OptionError
        An option has a value that it cannot take, or the folder keeps another study.
    Interrupted
        Ctrl-C was pressed.

    References
    ----------
    Muthén & Muthén (2002), Structural Equation Modeling 9(4), 599-620; Aguirre-Urreta & Rönkkö
    (2015), Communications of the AIS 36, 33-51, for PLS; Morris, White & Crowther (2019),
    Statistics in Medicine 38, 2074-2102, for Monte Carlo errors.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> population = plspm.Population.from_result(result)
    >>> found = plspm.power_analysis(
    ...     population, [119], replications=20, inference="delta", scheme="centroid", seed=1
    ... )
    >>> found.power.loc[(119, "paths", "ECE -> MPE")]
    np.float64(1.0)
    """
    sizes = sorted(set(_sizes(n, population)))
    gathering = Gathering(
        [
            *count_problems("replications", replications, at_least=2, at_most=MOST_DRAWS),
            *count_problems("draws", draws, at_least=2, at_most=MOST_DRAWS),
            *fraction_problems("alpha", alpha, example="0.05"),
            *choice_problems("inference", inference, get_args(Inference)),
            *choice_problems("missing", missing, ("listwise", "mean")),
            *flag_problems("progress", progress),
        ]
    )
    with gathering:
        names = tuple(statistic.name for statistic in chosen(statistics))
    with gathering:
        sequence = as_seed_sequence(seed)
    with gathering:
        if executor is not None:
            submit_to(executor)
    with gathering:
        settings = Settings(
            scheme=scheme, estimator=estimator, interactions=interactions, higher_order=higher_order
        )
    gathering.tell()
    arrays = model_arrays(population.model, settings)
    plan = Plan(population, arrays, settings, names, inference, draws, alpha, missing, sequence)
    tested = all_replications(
        plan,
        sizes,
        replications,
        executor=executor,
        folder=None if folder is None else Path(folder),
        progress=progress,
    )
    labels = component_labels(plan)
    true, limit = references(plan)
    table = pd.concat(
        [summary(found, labels.assign(n=size), true, limit) for size, found in tested.items()]
    )
    how = f"{draws} draws" if inference == "bootstrap" else "the delta method"
    words = (
        f"{replications} samples of each size drawn from {population.name}; {how}, "
        f"{estimator}, {scheme} scheme, seed {to_repeat(sequence)}"
    )
    lost = draws if inference == "bootstrap" else 0
    return PowerAnalysis(table, failures(tested, lost), words, alpha, tested)


def _sizes(n: object, population: object) -> list[int]:
    if not isinstance(population, Population | Groups):
        raise OptionError(
            f"The population is a {type(population).__name__}; it must be a plspm.Population or "
            "plspm.Groups."
        )
    given = list(np.atleast_1d(np.asarray(n, dtype=object)))
    least = 3 if isinstance(population, Population) else 3 * len(population.members)
    problems = [problem for size in given for problem in count_problems("n", size, at_least=least)]
    if problems or not given:
        raise OptionError(problems or "n is empty; give at least one sample size.")
    return [int(size) for size in given]
