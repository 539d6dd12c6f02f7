"""Arguments that several commands take, and those of ``plspm screen``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from plspm.commands.typed import Parser, References, Scales, code, whole_number

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
        type=code,
        nargs="+",
        default=[],
        metavar="CODE",
        help='what stands for a missing answer, for example -9 99 "k.A."',
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
