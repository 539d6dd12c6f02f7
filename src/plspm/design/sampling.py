"""Samples of a population."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.design.groups import Groups
from plspm.design.population import Population
from plspm.errors import OptionError, written
from plspm.estimation.arrays import Array, Indices
from plspm.estimation.settings import count_problems
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat


@plainly("plspm.simulate")
def simulate(
    population: Population | Groups, n: int | Mapping[str, int] | None = None, seed: Seed = None
) -> pd.DataFrame:
    """Draw a sample from a population.

    Parameters
    ----------
    population : Population or Groups
    n : int or mapping of str to int, optional
        Cases; of groups the cases of each, or all together, divided by the sizes that the groups
        are stated with. By default as stated with the groups.
    seed : int, SeedSequence, Generator or None
        The same seed gives the same sample.

    Returns
    -------
    DataFrame
        One row a case, one column an item; then the column of the clusters and that of the
        groups, if there are any. ``attrs["simulated"]`` says what it was drawn from; summaries of
        what is estimated from it say so too.

    Raises
    ------
    OptionError
        `n` is no number of cases, or `seed` no seed.

    Examples
    --------
    >>> import plspm
    >>> population = plspm.Population(
    ...     "A =~ a1 + a2; B =~ b1 + b2; B ~ A",
    ...     {"A -> B": 0.5},
    ...     loadings={"A": [0.8, 0.7], "B": [0.8, 0.7]},
    ...     categories=5,
    ... )
    >>> frame = simulate(population, 100, seed=1)
    >>> frame.shape, frame.attrs["simulated"]
    ((100, 4), 'drawn from a stated population, n = 100, seed 1')
    """
    if not isinstance(population, Population | Groups):
        raise OptionError(
            f"population is {written(population)}; it must be a plspm.Population, or groups of "
            "them."
        )
    sequence = as_seed_sequence(seed)
    if isinstance(population, Groups):
        sizes = population.sizes_of(n)
        rngs = [np.random.default_rng(child) for child in children(sequence, len(sizes))]
        parts = zip(population.members.items(), sizes.values(), rngs, strict=True)
        frames: list[pd.DataFrame] = []
        for (label, member), size, rng in parts:
            part = _frame(member, size, rng).assign(**{population.variable: label})
            if member.clusters is not None and frames:  # no cluster lies in two groups
                name = member.clusters.name
                part[name] += frames[-1][name].max() + 1
            frames.append(part)
        frame, total = pd.concat(frames, ignore_index=True), sum(sizes.values())
    else:
        problems = count_problems("n", n, at_least=1)
        if problems or not isinstance(n, int | np.integer):
            raise OptionError(problems)
        frame, total = _frame(population, int(n), np.random.default_rng(sequence)), int(n)
    frame.attrs["simulated"] = (
        f"drawn from {population.name}, n = {total}, seed {_name(to_repeat(sequence))}"
    )
    return frame


def children(sequence: np.random.SeedSequence, count: int) -> list[np.random.SeedSequence]:
    """Seeds of parts, the same however often they are asked for."""
    key = sequence.spawn_key
    return [np.random.SeedSequence(sequence.entropy, spawn_key=(*key, k)) for k in range(count)]


def _name(seed: int | np.random.SeedSequence) -> str:
    if isinstance(seed, int):
        return written(seed)
    return f"{written(seed.entropy)}, spawned as {seed.spawn_key}"


def _frame(population: Population, n: int, rng: np.random.Generator) -> pd.DataFrame:
    values, of_cluster = answers(population, n, rng)
    frame = pd.DataFrame(values, columns=list(population.columns))
    for name, margin in zip(population.columns, population.margins, strict=True):
        if margin.categories is not None and not frame[name].isna().any():
            frame[name] = frame[name].astype("int64")
    if population.clusters is not None:
        frame[population.clusters.name] = of_cluster
    return frame


def answers(
    population: Population, n: int, rng: np.random.Generator, *, complete: bool = False
) -> tuple[Array, Indices]:
    """The items of n cases, and the cluster of each.

    Parameters
    ----------
    population : Population
    n : int
    rng : Generator
    complete : bool, default False
        Leave no answer out.

    Returns
    -------
    values : (n, p) array
        NaN where an answer is missing.
    clusters : (n,) array of int
        All 0 without clusters.
    """
    eta, of_cluster = scores(population, n, rng)
    values = np.concatenate(
        [
            block.drawn(eta, rng.standard_normal((n, block.loadings.size)))
            for block in population.blocks
        ],
        axis=1,
    )
    for i, margin in enumerate(population.margins):
        values[:, i] = margin.observed(values[:, i])
    shares = population.missing_shares
    if shares.any() and not complete:
        values[rng.random(values.shape) < shares] = np.nan
    return values, of_cluster


def scores(population: Population, n: int, rng: np.random.Generator) -> tuple[Array, Indices]:
    """True construct scores (n, J) of n cases, and the cluster of each (n,)."""
    truth, clusters = population.truth, population.clusters
    z = rng.standard_normal((n, len(truth.names)))
    of_cluster = np.zeros(n, dtype=np.int64)
    if clusters is not None:
        of_cluster = np.arange(n) % clusters.number
        shared = rng.standard_normal((clusters.number, len(truth.names)))[of_cluster]
        rho = clusters.intraclass_correlation
        z = np.sqrt(rho) * shared + np.sqrt(1.0 - rho) * z
    return truth.drawn(z), of_cluster
