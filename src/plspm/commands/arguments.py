"""Arguments that several commands take, and those of ``plspm diagram`` and ``screen``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from plspm.commands.typed import (
    Codes,
    Labels,
    Parser,
    References,
    Scales,
    code,
    number,
    whole_number,
    width,
)

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[Parser]
    Group: TypeAlias = argparse._ArgumentGroup


def add_model(command: Parser) -> None:
    """Where the model is, and what it was written for."""
    command.add_argument("model", type=Path, metavar="MODEL.txt", help="model text")
    command.add_argument(
        "--syntax",
        metavar="NAME",
        help="of the model: plspm, lavaan, csem, seminr or smartpls",
    )


def add_reading(command: Parser) -> None:
    """How data are read, the same for every command that reads some."""
    reading = command.add_argument_group("data")
    reading.add_argument(
        "--missing", default="error", help="missing values: error (default), listwise or mean"
    )
    reading.add_argument("--weights", metavar="COLUMN", help="column of case weights")
    reading.add_argument(
        "--controls",
        action=References,
        nargs="+",
        default={},
        metavar="COLUMN",
        help="control variables; COLUMN=CATEGORY states the reference category of a dummy",
    )
    _add_recoding(reading)


def _add_recoding(reading: Group) -> None:
    """What values mean, and how a file is read."""
    reading.add_argument(
        "--missing-codes",
        action=Codes,
        type=code,
        nargs="+",
        default=[],
        metavar="[ITEM=]CODE",
        help='what stands for a missing answer to all items, for example -9 99 "k.A.", or by item: '
        "a2=9 b1=99",
    )
    reading.add_argument(
        "--reverse",
        action=Scales,
        nargs="+",
        default={},
        metavar="ITEM=LOW:HIGH",
        help="items keyed the other way and their scales, for example a2=1:7",
    )
    reading.add_argument("--encoding", help="of the data file; found out by default")
    reading.add_argument("--sheet", metavar="NAME", help="of a workbook (default: the first)")


def add_fitting(command: Parser, *, data_needed: bool = True) -> None:
    """Model, data, estimation and bootstrap, the same for every command that fits a model."""
    add_model(command)
    if data_needed:
        command.add_argument("data", metavar="DATA.csv", help="one row a case")
    else:
        command.add_argument(
            "data", nargs="?", default="", metavar="DATA.csv", help="one row a case, if there are"
        )
    add_reading(command)
    fit = command.add_argument_group("estimation")
    fit.add_argument(
        "--scheme", default="path", help="inner weighting: path (default), factorial or centroid"
    )
    fit.add_argument(
        "--estimator", default="pls", help="pls (default), or plsc: corrected for attenuation"
    )
    fit.add_argument(
        "--interactions",
        default="two_stage",
        metavar="METHOD",
        help="of products A:B: two_stage (default), two_stage_reestimated, product_indicator or "
        "orthogonal",
    )
    fit.add_argument(
        "--higher-order",
        default="disjoint_two_stage",
        metavar="METHOD",
        help="of constructs made of constructs: disjoint_two_stage (default), embedded_two_stage "
        "or repeated_indicators",
    )
    fit.add_argument(
        "--tolerance", type=number, default=1e-7, metavar="X", help="of weights (default 1e-7)"
    )
    fit.add_argument(
        "--max-iterations",
        type=whole_number,
        default=300,
        metavar="N",
        help="at most (default 300)",
    )

    bootstrap = command.add_argument_group("bootstrap")
    bootstrap.add_argument(
        "--bootstrap", type=whole_number, metavar="DRAWS", help="for example 4999"
    )
    bootstrap.add_argument(
        "--seed", type=whole_number, metavar="N", help="the same seed gives the same draws"
    )
    bootstrap.add_argument(
        "--level", type=number, metavar="X", help="of confidence intervals (default 0.95)"
    )


def add_file(output: Group, endings: str) -> None:
    """The file that is written."""
    output.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help=f"the ending tells the format: {endings}",
    )
    output.add_argument(
        "--overwrite", action="store_true", help="replace a file that is there already"
    )


def add_wording(group: Group, examples: str) -> None:
    """What names are called, and how many decimals numbers have."""
    group.add_argument(
        "--labels",
        action=Labels,
        nargs="+",
        default={},
        metavar="NAME=WORDS",
        help=f"names in words, of {examples}",
    )
    group.add_argument(
        "--decimals", type=whole_number, default=3, metavar="N", help="of numbers (default 3)"
    )


def add_diagram(commands: Commands, run: Callable[[argparse.Namespace], Iterable[str]]) -> None:
    """``plspm diagram``."""
    command = commands.add_parser(
        "diagram",
        help="draw the path diagram of a model, with its results where there are data",
        description="Draws the path diagram of a model, as a picture or as text for Graphviz, "
        "Mermaid or LaTeX; with data, estimates it and draws the results.",
        allow_abbrev=False,
    )
    command.set_defaults(run=run)
    add_fitting(command, data_needed=False)
    picture = command.add_argument_group("picture")
    picture.add_argument("--width", type=width, metavar="X", help="of the page: 17cm, 6.5in")
    picture.add_argument("--no-items", action="store_true", help="leave indicators out")
    picture.add_argument("--structure-only", action="store_true", help="constructs and paths only")
    picture.add_argument(
        "--show", default="estimate", help="at paths: estimate (default), p, t or ci"
    )
    add_wording(picture, 'constructs, items and paths: EXP="External pressure" "EXP->ECE=H1 (+)"')
    picture.add_argument(
        "--alpha", type=number, default=0.05, metavar="X", help="paths with no smaller p are dashed"
    )
    picture.add_argument("--note", default="", help="a line below the picture")
    picture.add_argument(
        "--font-size", type=number, default=8.0, metavar="X", help="in points (default 8)"
    )
    picture.add_argument("--font", default="DejaVu Sans", help="font family (default DejaVu Sans)")
    add_file(command.add_argument_group("output"), ".svg, .pdf, .png, .dot, .mmd or .tex")


def add_screen(commands: Commands, run: Callable[[argparse.Namespace], Iterable[str]]) -> None:
    """``plspm screen``."""
    command = commands.add_parser(
        "screen",
        help="what is wrong with answers, before a model is estimated",
        description="Says on one page what is wrong with answers: missing ones, codes, items keyed "
        "the other way, copied rows, careless and unusual cases. Nothing is removed.",
        allow_abbrev=False,
    )
    command.set_defaults(run=run)
    add_model(command)
    command.add_argument("data", metavar="DATA.csv", help="one row a case")
    reading = command.add_argument_group("data")
    _add_recoding(reading)
    reading.add_argument(
        "--scales",
        action=Scales,
        nargs="+",
        default={},
        metavar="[ITEM=]LOW:HIGH",
        help="lowest and highest possible answer of all items, or by item: 1:7 age=18:99",
    )
    command.add_argument(
        "--seed",
        type=whole_number,
        default=1,
        metavar="N",
        help="of the honest respondents that cases are compared with (default 1)",
    )
    command.add_argument("--out", type=Path, metavar="DIR", help="folder for all tables (CSV)")
