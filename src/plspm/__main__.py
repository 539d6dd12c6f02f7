"""The command line: ``plspm example``, ``estimate``, ``report``, ``diagram`` and others."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from plspm import __version__
from plspm.commands.arguments import (
    add_diagram,
    add_file,
    add_fitting,
    add_model,
    add_reading,
    add_screen,
    add_wording,
)
from plspm.commands.console import speak
from plspm.commands.typed import Parser, Thresholds, whole_number
from plspm.commands.wording import in_words_of

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[Parser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those that the program was called with.

    Returns
    -------
    int
        Exit code: 0, 2 for wrong input, 130 for an interruption.

    Examples
    --------
    >>> main(["example", "--draws", "5"])
    2
    """
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.command is None:
        return speak(lambda: [parser.format_help().rstrip()])
    command: Callable[[argparse.Namespace], Iterable[str]] = chosen.run
    writes = getattr(chosen, "out", None) is not None
    return speak(lambda: command(chosen), in_words_of(_options(chosen)), to_the_end=writes)


def _options(chosen: argparse.Namespace) -> dict[str, str]:
    """The options of a command by the names that they have in Python."""
    arguments = vars(chosen).keys() - {"command", "run", "model", "data"}
    options = {name: "--" + name.replace("_", "-") for name in arguments}
    return options | ({"draws": "--bootstrap"} if "bootstrap" in options else {})


def _example(chosen: argparse.Namespace) -> Iterator[str]:
    from plspm.commands.example import run_example  # --help loads no pandas

    yield run_example(draws=chosen.draws, seed=chosen.seed)


def _estimate(chosen: argparse.Namespace) -> Iterator[str]:
    from plspm.commands.estimate import Request, run_estimate

    options = {
        name: value for name, value in vars(chosen).items() if name not in {"command", "run"}
    }
    yield from run_estimate(Request(**options))


def _report(chosen: argparse.Namespace) -> Iterator[str]:
    from plspm.commands.report import Request, run_report

    options = {
        name: value for name, value in vars(chosen).items() if name not in {"command", "run"}
    }
    yield from run_report(Request(**options))


def _diagram(chosen: argparse.Namespace) -> Iterator[str]:
    from plspm.commands.diagram import Request, run_diagram

    options = {
        name: value for name, value in vars(chosen).items() if name not in {"command", "run"}
    }
    yield run_diagram(Request(**options))


def _check(chosen: argparse.Namespace) -> Iterator[str]:
    from plspm.commands.check import run_check

    yield run_check(
        chosen.model,
        chosen.data,
        missing=chosen.missing,
        weights=chosen.weights,
        missing_codes=chosen.missing_codes,
        reverse=chosen.reverse,
        controls=chosen.controls,
        encoding=chosen.encoding,
        sheet=chosen.sheet,
        syntax=chosen.syntax,
    )


def _screen(chosen: argparse.Namespace) -> Iterator[str]:
    from plspm.commands.screen import Request, run_screen

    options = {
        name: value for name, value in vars(chosen).items() if name not in {"command", "run"}
    }
    yield from run_screen(Request(**options))


def _translate(chosen: argparse.Namespace) -> Iterator[str]:
    from plspm.commands.translate import run_translate

    yield run_translate(chosen.model, chosen.to, chosen.syntax)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="plspm",
        description="PLS path modelling: estimation, assessment and fast bootstrap inference.",
        epilog="plspm COMMAND --help says more about a command.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"plspm {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_example(commands)
    _add_estimate(commands)
    _add_report(commands)
    add_diagram(commands, _diagram)
    add_screen(commands, _screen)
    _add_check(commands)
    _add_translate(commands)
    return parser


def _add_example(commands: Commands) -> None:
    example = commands.add_parser(
        "example",
        help="a published study, each printed number beside ours (reconstructed data)",
        description="Works a published study through on reconstructed data (not the authors') "
        "and shows each printed number beside ours.",
        allow_abbrev=False,
    )
    example.add_argument(
        "--draws",
        type=whole_number,
        default=4999,
        metavar="N",
        help="bootstrap samples (default 4999)",
    )
    example.add_argument(
        "--seed", type=whole_number, default=1, metavar="N", help="of the bootstrap (default 1)"
    )
    example.set_defaults(run=_example)


def _add_estimate(commands: Commands) -> None:
    command = commands.add_parser(
        "estimate",
        help="estimate your own model from your own data",
        description="Estimates a model, prints the summary and writes every table as CSV.",
        allow_abbrev=False,
    )
    command.set_defaults(run=_estimate)
    add_fitting(command)

    verdicts = command.add_argument_group("verdicts")
    verdicts.add_argument(
        "--check",
        action="store_true",
        help="say of every value whether it is good, by the guidelines, and what to do",
    )
    verdicts.add_argument("--rules", help="whose cut-offs: hair2022 (default) or henseler")
    verdicts.add_argument(
        "--thresholds",
        nargs="+",
        action=Thresholds,
        default={},
        metavar="NAME=NUMBER",
        help="cut-offs that you set otherwise, such as htmt=0.9",
    )

    output = command.add_argument_group("output")
    output.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for tables (CSV) and settings.json"
    )
    output.add_argument("--save-draws", action="store_true", help="write the raw draws as well")


def _add_report(commands: Commands) -> None:
    command = commands.add_parser(
        "report",
        help="estimate your own model and write the report: Word, Excel, LaTeX, HTML or Markdown",
        description="Estimates a model and writes every table that guidelines ask for, in the "
        "order of a paper, with a paragraph on method ready to paste.",
        allow_abbrev=False,
    )
    command.set_defaults(run=_report)
    add_fitting(command)

    output = command.add_argument_group("output")
    add_file(output, ".docx, .xlsx, .tex, .html or .md")
    output.add_argument(
        "--language", default="en", help="en (default), de, es, or a file of words (.toml)"
    )
    output.add_argument("--title", default="", help="of the report")
    output.add_argument("--author", default="", help="of the report")
    add_wording(output, 'constructs and items: EXP="External pressure"')
    output.add_argument("--no-diagram", action="store_true", help="leave the path diagram out")


def _add_check(commands: Commands) -> None:
    command = commands.add_parser(
        "check",
        help="validate a model, and whether data hold what it needs",
        description="Validates a model, and whether data hold what it needs; estimates nothing.",
        epilog="Whether a fit is good says plspm estimate MODEL.txt DATA.csv --check.",
        allow_abbrev=False,
    )
    command.set_defaults(run=_check)
    add_model(command)
    command.add_argument("data", nargs="?", metavar="DATA.csv", help="one row a case")
    add_reading(command)


def _add_translate(commands: Commands) -> None:
    command = commands.add_parser(
        "translate",
        help="write a model for lavaan, semopy, cSEM or seminr, or read one from there",
        description="Reads a model that was written for this or another program, and prints it "
        "for this or another one. What cannot be translated is said, line by line.",
        allow_abbrev=False,
    )
    command.set_defaults(run=_translate)
    add_model(command)
    command.add_argument(
        "--to",
        default="plspm",
        metavar="NAME",
        help="plspm (default), lavaan, semopy, csem or seminr",
    )


if __name__ == "__main__":
    sys.exit(main())
