"""From a user's own model and data files to a printed summary and all tables as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from plspm.api import estimate
from plspm.commands.files import read_model
from plspm.data import Missing
from plspm.errors import OptionError
from plspm.estimation.settings import Estimator, Scheme
from plspm.report.csv_files import write_files
from plspm.report.versions import versions
from plspm.results import BootstrapResult, PLSResult

FIT_TABLES = (
    "weights",
    "loadings",
    "cross_loadings",
    "construct_correlations",
    "score_correlations",
    "indicator_correlations",
    "path_coefficients",
    "r_squared",
    "communality",
    "redundancy",
    "effects",
    "specific_indirect_effects",
    "f_squared",
    "reliability",
    "unidimensionality",
    "fornell_larcker",
    "fornell_larcker_holds",
    "htmt",
    "htmt_plus",
    "htmt2",
    "vif_inner",
    "vif_outer",
    "fit",
    "scores",
    "unstandardized_scores",
    "descriptives",
    "admissibility",
    "conditioning",
    "undefined",
)
"""Tables of a fit that are written, each to a file of its name."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line; see ``plspm estimate --help``."""

    model: Path
    data: Path
    scheme: Scheme
    estimator: Estimator
    missing: Missing
    weights: str | None
    tolerance: float
    max_iterations: int
    bootstrap: int | None
    seed: int | None
    level: float | None
    out: Path | None
    save_draws: bool


def run_estimate(request: Request) -> Iterator[str]:
    """Estimate, bootstrap if asked to, and write every table if asked to.

    Parameters
    ----------
    request : Request

    Yields
    ------
    str
        What is to be printed, part by part.

    Raises
    ------
    PlspmError
        The files or options are at fault.
    """
    _check(request)
    result = estimate(
        read_model(request.model),
        request.data,
        scheme=request.scheme,
        estimator=request.estimator,
        missing=request.missing,
        weights=request.weights,
        tolerance=request.tolerance,
        max_iterations=request.max_iterations,
    )
    yield result.summary()
    boot = None
    if request.bootstrap is not None:
        level = 0.95 if request.level is None else request.level
        boot = result.bootstrap(request.bootstrap, request.seed, level=level)
        yield boot.summary()
    if request.out is not None:
        tables = fit_tables(result)
        if boot is not None:
            tables |= bootstrap_tables(boot, draws=request.save_draws)
        files = write_files(request.out, tables, {"settings.json": _record(request, result, boot)})
        yield f"{len(files)} files written to {request.out}"


def fit_tables(result: PLSResult) -> dict[str, pd.DataFrame | pd.Series]:
    """Every table of a fit by its name."""
    return {name: getattr(result, name) for name in FIT_TABLES}


def bootstrap_tables(
    boot: BootstrapResult, *, draws: bool = False
) -> dict[str, pd.DataFrame | pd.Series]:
    """Every table of a bootstrap by its name, and the raw draws if wanted."""
    tables: dict[str, pd.DataFrame | pd.Series] = {"bootstrap_failures": boot.failures}
    for name in boot.statistics:
        tables[f"bootstrap_{name}"] = boot.table(name)
        if draws:
            tables[f"draws_{name}"] = _with_one_header(boot.draws(name))
    return tables


def _with_one_header(draws: pd.DataFrame) -> pd.DataFrame:
    """Join labels of several parts: programs that read CSV expect a single line of names."""
    labels = [" | ".join(each) if isinstance(each, tuple) else each for each in draws.columns]
    return draws.set_axis(labels, axis=1)


def _check(request: Request) -> None:
    problems = []
    if request.bootstrap is None:
        needless = {"--seed": request.seed, "--level": request.level}
        given = [option for option, value in needless.items() if value is not None]
        given += ["--save-draws"] if request.save_draws else []
        problems += [f"{option} has no meaning without --bootstrap; add it." for option in given]
    if request.save_draws and request.out is None:
        problems.append("--save-draws needs a folder to write to; add --out DIR.")
    if problems:
        raise OptionError(problems)


def _record(request: Request, result: PLSResult, boot: BootstrapResult | None) -> str:
    """What it takes to do the same again, and what came of it."""
    settings = result.settings
    record = {
        "versions": versions(),
        "model": result.model.to_text().splitlines(),
        "data": str(request.data),
        "scheme": settings.scheme,
        "estimator": settings.estimator,
        "missing": request.missing,
        "weights": request.weights,
        "tolerance": settings.tolerance,
        "max_iterations": settings.max_iterations,
        "cases": result.n,
        "iterations": result.iterations,
        "converged": result.converged,
        "bootstrap": None
        if boot is None
        else {
            "draws_requested": boot.draws_requested,
            "draws_usable": boot.draws_usable,
            "seed": boot.seed,
            "interval": boot.kind,
            "level": boot.level,
        },
    }
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"
