"""From a model and answers to the page of what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from plspm.commands.files import path_in_words, read_model
from plspm.commands.output_folder import SETTINGS, folder_problems, write_folder
from plspm.commands.wording import in_words_of
from plspm.data.recoding import MissingCodes
from plspm.errors import Gathering
from plspm.interchange import Syntax
from plspm.model import PathModel
from plspm.report.csv_files import csv_text
from plspm.report.page import Page
from plspm.report.summary import page_as_text
from plspm.screening import Screening, screen

COMMAND: Final = "screen"
TABLES: Final = ("findings", "items", "cases", "patterns", "littles_test", "mardia")
"""Tables that are written, each to a file of its name."""
OPTIONS: Final = {"missing": "--missing", "missing_codes": "--missing-codes"}
REVERSE: Final = re.compile(r"reverse=\{([^}]*)\}")
ITEM: Final = re.compile(r'"([^"]*)": \(([^ ,]*), ([^)]*)\)(?:, )?')


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line; see ``plspm screen --help``."""

    model: Path
    data: str
    syntax: Syntax | None
    missing_codes: MissingCodes
    reverse: dict[str, tuple[float, float]]
    scales: dict[str, tuple[float, float]]
    encoding: str | None
    sheet: str | None
    seed: int
    out: Path | None


def run_screen(request: Request) -> Iterator[str]:
    """Screen answers, and write every table if asked to.

    Yields
    ------
    str
        What is to be printed, part by part.

    Raises
    ------
    PlspmError
        The files or options are at fault.
    """
    names = [f"{name}.csv" for name in TABLES]
    inputs = [request.model, Path(request.data)]
    gathering = Gathering(
        []
        if request.out is None
        else folder_problems(request.out, COMMAND, [SETTINGS, *names], inputs)
    )
    with gathering:
        model = read_model(request.model, syntax=request.syntax)
    gathering.tell()
    everywhere = request.scales.get("")
    stated = {} if everywhere is None else dict.fromkeys(model.indicators, everywhere)
    stated |= {item: scale for item, scale in request.scales.items() if item}
    found = screen(
        request.data,
        model,
        missing_codes=request.missing_codes,
        reverse=request.reverse,
        scales=stated,
        encoding=request.encoding,
        sheet=request.sheet,
        seed=request.seed,
    )
    yield screening_page(found)
    if request.out is not None:
        tables = {name: getattr(found, name) for name in TABLES}
        tables["findings"] = found.findings.assign(action=found.findings["action"].map(typed))
        texts = {f"{name}.csv": csv_text(table) for name, table in tables.items()}
        yield write_folder(request.out, COMMAND, texts, _record(request, model))


def _record(request: Request, model: PathModel) -> dict[str, object]:
    """What it takes to do the same again."""
    return {
        "model": model.to_text().splitlines(),
        "data": path_in_words(request.data),
        "missing_codes": request.missing_codes,
        "reverse": request.reverse,
        "scales": request.scales,
        "encoding": request.encoding,
        "sheet": request.sheet,
        "seed": request.seed,
    }


def screening_page(found: Screening) -> str:
    """Text of a screening in words that can be typed."""
    page = found.page()
    tables = tuple(replace(table, notes=tuple(map(typed, table.notes))) for table in page.tables)
    return page_as_text(Page(page.title, tables, page.facts, tuple(map(typed, page.notes))))


def typed(text: str) -> str:
    """What is said in Python, in options of the command line.

    Examples
    --------
    >>> typed('Say missing_codes=[-9, 99], or reverse={"a2": (1, 7), "a4": (1, 7)}.')
    'Say --missing-codes -9 99, or --reverse a2=1:7 a4=1:7.'
    """
    text = REVERSE.sub(lambda m: f"--reverse {ITEM.sub(_item, m[1]).rstrip()}", text)
    return in_words_of(OPTIONS)(text).replace("{}", "")


def _item(match: re.Match[str]) -> str:
    return f"{match[1]}={match[2]}:{match[3]} "
