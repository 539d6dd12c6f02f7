"""What every command that fits a model is asked: the files, the options, the bootstrap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from plspm.api import estimate
from plspm.commands.files import read_model
from plspm.data import Missing
from plspm.data.missing import treatment_problems
from plspm.data.recoding import MissingCodes
from plspm.errors import Gathering
from plspm.estimation.settings import (
    MOST_DRAWS,
    Estimator,
    HigherOrder,
    Interactions,
    Scheme,
    Settings,
    count_problems,
)
from plspm.inference.asked import level_problems
from plspm.inference.seeds import as_seed_sequence
from plspm.interchange import Syntax
from plspm.results import BootstrapResult, PLSResult


@dataclass(frozen=True, slots=True)
class Fitting:
    """A model, data, and how the one is fitted to the other; see ``plspm estimate --help``."""

    model: Path
    data: str
    syntax: Syntax | None
    scheme: Scheme
    estimator: Estimator
    interactions: Interactions
    higher_order: HigherOrder
    missing: Missing
    weights: str | None
    missing_codes: MissingCodes
    reverse: dict[str, tuple[float, float]]
    controls: dict[str, str | None]
    encoding: str | None
    sheet: str | None
    tolerance: float
    max_iterations: int
    bootstrap: int | None
    seed: int | None
    level: float | None


def gathered(fitting: Fitting, problems: Iterable[str] = ()) -> Gathering:
    """What is wrong with the options, before anything is read; `problems` are told first."""
    gathering = Gathering([*problems, *_problems(fitting)])
    with gathering:
        Settings(
            scheme=fitting.scheme,
            estimator=fitting.estimator,
            tolerance=fitting.tolerance,
            max_iterations=fitting.max_iterations,
            interactions=fitting.interactions,
            higher_order=fitting.higher_order,
        )
    with gathering:
        as_seed_sequence(fitting.seed)
    return gathering


def _problems(fitting: Fitting) -> Iterator[str]:
    yield from treatment_problems(fitting.missing)
    if fitting.bootstrap is None:
        needless = {"--seed": fitting.seed, "--level": fitting.level}
        given = [option for option, value in needless.items() if value is not None]
        yield from (f"{option} has no meaning without --bootstrap; add it." for option in given)
    if fitting.level is not None:
        yield from level_problems(fitting.level)
    if fitting.bootstrap is not None:
        yield from count_problems("draws", fitting.bootstrap, at_least=2, at_most=MOST_DRAWS)


def fit_of(fitting: Fitting) -> PLSResult:
    """Read the files and estimate the model."""
    return estimate(
        read_model(fitting.model, fitting.syntax),
        fitting.data,
        scheme=fitting.scheme,
        estimator=fitting.estimator,
        interactions=fitting.interactions,
        higher_order=fitting.higher_order,
        missing=fitting.missing,
        weights=fitting.weights,
        missing_codes=fitting.missing_codes,
        reverse=fitting.reverse,
        controls=fitting.controls,
        encoding=fitting.encoding,
        sheet=fitting.sheet,
        tolerance=fitting.tolerance,
        max_iterations=fitting.max_iterations,
    )


def bootstrap_of(fitting: Fitting, result: PLSResult) -> BootstrapResult | None:
    """Draw, if draws are asked for."""
    if fitting.bootstrap is None:
        return None
    level = 0.95 if fitting.level is None else fitting.level
    return result.bootstrap(fitting.bootstrap, fitting.seed, level=level)


def option_names(fitting: Fitting) -> dict[str, str]:
    """The options of a command by the names that they have in Python."""
    names = (field.name for field in fields(fitting))
    typed = {name: "--" + name.replace("_", "-") for name in names if name not in {"model", "data"}}
    return typed | {"draws": "--bootstrap"}
