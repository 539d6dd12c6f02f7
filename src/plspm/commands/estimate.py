"""From a user's own model and data files to a printed summary and all tables as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from plspm.assessment.criteria import Rules
from plspm.assessment.statistics import BOOTSTRAPPED
from plspm.commands.files import path_in_words
from plspm.commands.fitting import Fitting, bootstrap_of, fit_of, gathered, option_names
from plspm.commands.output_folder import SETTINGS, folder_problems, write_folder
from plspm.commands.wording import in_words_of
from plspm.errors import OptionError
from plspm.report.csv_files import csv_text
from plspm.results import BootstrapResult, PLSResult

COMMAND: Final = "estimate"
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
    "interactions",
    "regressions",
    "regression_equations",
    "absent_paths",
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
VERDICT_TABLES = ("verdicts", "verdicts_lacking", "verdicts_thresholds")
"""And those of its verdicts."""


@dataclass(frozen=True, slots=True)
class Request(Fitting):
    """What was asked for on the command line; see ``plspm estimate --help``."""

    out: Path | None
    save_draws: bool
    check: bool = False
    rules: Rules | None = None
    thresholds: dict[str, float] = field(default_factory=dict)


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
    result = fit_of(request)
    yield result.summary()
    boot = bootstrap_of(request, result)
    if boot is not None:
        yield boot.summary()
    judged: dict[str, pd.DataFrame] = {}
    if request.check:
        from plspm.commands.verdict_page import verdict_page, verdict_tables  # loads many rooms
        from plspm.verdicts import check

        rules = request.rules or "hair2022"
        verdicts = check(result, boot, rules=rules, thresholds=request.thresholds)
        yield verdict_page(verdicts, in_words_of(option_names(request)))
        judged = verdict_tables(verdicts)
    if request.out is not None:
        tables = fit_tables(result)
        tables |= judged
        if boot is not None:
            tables |= bootstrap_tables(boot, draws=request.save_draws)
        texts = {f"{name}.csv": csv_text(table) for name, table in tables.items()}
        yield write_folder(request.out, COMMAND, texts, _record(request, result, boot))


def fit_tables(result: PLSResult) -> dict[str, pd.DataFrame | pd.Series]:
    """Every table of a fit by its name."""
    return {name: getattr(result, name) for name in FIT_TABLES}


def bootstrap_tables(boot: BootstrapResult, *, draws: bool) -> dict[str, pd.DataFrame | pd.Series]:
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
    """Refuse all wrong options at once, before anything is read, computed or printed."""
    problems = list(_needless(request))
    if request.rules is not None or request.thresholds:
        from plspm.verdicts.thresholds import read_cut_offs  # loads many rooms

        try:
            read_cut_offs(request.rules or "hair2022", request.thresholds)
        except OptionError as error:
            problems += error.problems
    if request.out is not None:
        problems += folder_problems(
            request.out, COMMAND, _names(request), [request.model, Path(request.data)]
        )
    gathered(request, problems).tell()


def _needless(request: Request) -> Iterator[str]:
    """Say which options want another one."""
    if request.save_draws and request.bootstrap is None:
        yield "--save-draws has no meaning without --bootstrap; add it."
    if request.rules is not None and not request.check:
        yield "--rules has no meaning without --check; add it."
    if request.thresholds and not request.check:
        yield "--thresholds has no meaning without --check; add it."
    if request.save_draws and request.out is None:
        yield "--save-draws needs a folder to write to; add --out DIR."


def _names(request: Request) -> list[str]:
    """The files that will be written, before there is anything to write."""
    tables = list(FIT_TABLES)
    if request.bootstrap is not None:
        tables += ["bootstrap_failures", *(f"bootstrap_{name}" for name in BOOTSTRAPPED)]
    if request.save_draws:
        tables += [f"draws_{name}" for name in BOOTSTRAPPED]
    if request.check:
        tables += VERDICT_TABLES
    return [SETTINGS, *(f"{name}.csv" for name in tables)]


def _record(request: Request, result: PLSResult, boot: BootstrapResult | None) -> dict[str, object]:
    """What it takes to do the same again, and what came of it."""
    settings = result.settings
    return {
        "model": result.model.to_text().splitlines(),
        "data": path_in_words(request.data),
        "scheme": settings.scheme,
        "estimator": settings.estimator,
        "interactions": settings.interactions if result.model.products else None,
        "higher_order": settings.higher_order if result.model.higher_order else None,
        "missing": request.missing,
        "weights": request.weights,
        "missing_codes": request.missing_codes,
        "reverse": request.reverse,
        "controls": request.controls,
        "encoding": request.encoding,
        "sheet": request.sheet,
        "tolerance": settings.tolerance,
        "max_iterations": settings.max_iterations,
        "cases": result.n,
        "iterations": result.iterations,
        "converged": result.converged,
        "rules": (request.rules or "hair2022") if request.check else None,
        "thresholds": request.thresholds if request.check else None,
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
