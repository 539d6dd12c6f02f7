"""What is to be read of data, and what is wrong with it before any data are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from plspm.data.controls import read_controls
from plspm.data.missing import treatment_problems
from plspm.data.recoding import Recoding, readable_recoding
from plspm.data.wording import listed, quoted
from plspm.errors import OptionError
from plspm.model import Control


def read_options(
    names: Sequence[str],
    missing: str,
    missing_codes: object,
    reverse: object,
    controls: object,
    stated: Sequence[Control],
) -> tuple[tuple[Control, ...], Recoding, list[str]]:
    """Controls and recoding, so far as they can be read, beside what is wrong with options.

    Raises
    ------
    OptionError
        It is not known which columns are to be read.
    """
    problems = treatment_problems(missing)
    if isinstance(names, str) or not isinstance(names, Sequence):
        raise OptionError(
            [*problems, f"names={quoted(names)} is no list or tuple of column names."]
        )
    if not all(isinstance(name, str) for name in names):
        unnamed = 'Every name of an indicator must be text, such as "1" for column 1.'
        raise OptionError([*problems, unnamed])
    if not names:
        raise OptionError([*problems, "No indicators are asked for; name at least one column."])
    if len(set(names)) < len(names):
        twice = listed(map(quoted, sorted({name for name in names if names.count(name) > 1})))
        raise OptionError([*problems, f"Indicators asked for more than once: {twice}."])
    asked: tuple[Control, ...] = ()
    try:
        asked = read_controls(controls, stated)
    except OptionError as error:
        problems += error.problems
    problems += [
        f"controls names {quoted(each.column)}, which is an indicator of the model; leave "
        "one of them out."
        for each in asked
        if each.column in names
    ]
    asked = tuple(each for each in asked if each.column not in names)
    every = [*names, *(each.column for each in asked)]
    recoding, wrong = readable_recoding(every, missing_codes=missing_codes, reverse=reverse)
    return asked, recoding, [*problems, *wrong]
