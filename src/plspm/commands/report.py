"""From a user's own model and data files to a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plspm.commands.files import path_in_words, replacing
from plspm.commands.fitting import Fitting, bootstrap_of, fit_of, gathered
from plspm.documents import write_report
from plspm.documents.report import MOST_DECIMALS
from plspm.documents.words import LANGUAGES, read_words
from plspm.documents.writing import check_packages, file_problems, files_of
from plspm.errors import written
from plspm.estimation.settings import count_problems


@dataclass(frozen=True, slots=True)
class Request(Fitting):
    """What was asked for on the command line; see ``plspm report --help``."""

    out: Path
    language: str
    title: str
    author: str
    labels: dict[str, str]
    decimals: int
    no_diagram: bool
    overwrite: bool


def run_report(request: Request) -> Iterator[str]:
    """Estimate, bootstrap if asked to, and write the report.

    Yields
    ------
    str
        What is to be printed, part by part.

    Raises
    ------
    PlspmError
        The files or options are at fault; nothing was written.
    """
    _check(request)
    result = fit_of(request)
    path = write_report(
        result,
        request.out,
        bootstrap=bootstrap_of(request, result),
        labels=request.labels,
        language=request.language,
        title=request.title,
        author=request.author,
        decimals=request.decimals,
        diagram=not request.no_diagram,
    )
    yield f"Report written to {path_in_words(path)}"


def _check(request: Request) -> None:
    """Refuse all wrong options at once, before anything is read, computed or printed."""
    problems = [*_path_problems(request)]
    problems += count_problems("decimals", request.decimals, at_least=0, at_most=MOST_DECIMALS)
    if request.language in LANGUAGES or request.language.endswith(".toml"):
        gathering = gathered(request, problems)
        with gathering:
            read_words(request.language)
    else:
        said = f"--language is {written(request.language)}; it must be en, de, es, or a file "
        gathering = gathered(request, [*problems, f"{said}of words (.toml)."])
    gathering.tell()
    check_packages(request.out)


def _path_problems(request: Request) -> Iterator[str]:
    problems = file_problems(request.out)
    yield from problems
    if problems:
        return
    files = files_of(request.out, diagram=not request.no_diagram)
    inputs = [request.model, Path(request.data)]
    yield from replacing(files, inputs, overwrite=request.overwrite)
