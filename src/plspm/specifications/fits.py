"""One specification: estimated, and the paths of interest read off."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from plspm.api import estimate
from plspm.data import Missing
from plspm.errors import EstimationError, PlspmError, PlspmWarning
from plspm.model import PathModel
from plspm.results import PLSResult
from plspm.specifications.alternatives import Specification

Effect = Literal["total", "direct", "indirect"]
Intervals = Literal["delta", "bootstrap"]

STATISTICS: Final[dict[Effect, str]] = {
    "total": "total_effects",
    "direct": "paths",
    "indirect": "indirect_effects",
}
COLUMNS: Final = {
    "estimate": "estimate",
    "std_error": "std_error",
    "p_value": "p_value",
    "ci_lower": "lower",
    "ci_upper": "upper",
}
"""What tables of inference call the columns, and what they are called here."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is read off every fit."""

    paths: Mapping[str, tuple[str, str]]
    effect: Effect
    intervals: Intervals | None
    draws: int
    seed: np.random.SeedSequence
    level: float


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a fit says: the paths (index path), and whether it can be trusted."""

    table: pd.DataFrame
    n: int
    converged: bool
    admissible: bool
    simulated_from: str


def estimated(
    specification: Specification, data: object, missing: Missing, asked: Asked
) -> Found | PlspmError:
    """Estimate a specification; the error where it contradicts itself or has no estimate."""
    if not isinstance(specification.model, PathModel):
        return specification.model
    choices = specification.choices
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PlspmWarning)  # they become columns
        try:
            result = estimate(
                specification.model,
                data,
                scheme=choices["scheme"],  # type: ignore[arg-type]  # read_stated checks both
                estimator=choices["estimator"],  # type: ignore[arg-type]
                missing=missing,
            )
            table = _of_interest(result, asked)
        except EstimationError as error:
            return error
    admissible = bool(result.admissibility["holds"].all())
    return Found(table, result.n, result.converged, admissible, result.simulated_from)


def _of_interest(result: PLSResult, asked: Asked) -> pd.DataFrame:
    """Estimates and intervals, NaN for paths that the model does not have."""
    table = _inferred(result, STATISTICS[asked.effect], asked)
    ends = pd.MultiIndex.from_tuples(list(asked.paths.values()), names=table.index.names)
    found = table.reindex(ends).set_axis(pd.Index(list(asked.paths), name="path"))
    found = found[[name for name in COLUMNS if name in found]].rename(columns=COLUMNS)
    if asked.intervals is not None:
        found["significant"] = (found["lower"] > 0) | (found["upper"] < 0)
    return found


def _inferred(result: PLSResult, statistic: str, asked: Asked) -> pd.DataFrame:
    if asked.intervals == "delta":
        errors = result.standard_errors(statistics=[statistic], level=asked.level, progress=False)
        return errors.table(statistic)
    if asked.intervals == "bootstrap":
        boot = result.bootstrap(
            asked.draws, asked.seed, level=asked.level, statistics=[statistic], progress=False
        )
        return boot.table(statistic)
    table: pd.DataFrame = getattr(result, statistic)
    return table.set_axis(["estimate"], axis=1)
