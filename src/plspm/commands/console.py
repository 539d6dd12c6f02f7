"""How the command line speaks: text to any console, errors and warnings without tracebacks."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from plspm.commands.wording import Words
from plspm.errors import PlspmError, PlspmWarning

SUCCESS, WRONG_INPUT, INTERRUPTED, BROKEN_PIPE = 0, 2, 130, 141

PLAIN: Final = str.maketrans(
    {"²": "2", "→": "->", "α": "alpha", "ρ": "rho", "√": "sqrt", "χ": "chi", "Σ": "Sigma"}
    | {"−": "-", "–": "-", "≥": ">=", "≤": "<=", "±": "+/-", "×": "x", "…": "..."}
)


def speak(
    parts: Callable[[], Iterable[str]], words: Words = str, *, to_the_end: bool = False
) -> int:
    """Print what a command says, and end with the exit code that fits.

    Parameters
    ----------
    parts : callable
        Does the work and gives the texts to print.
    words : callable, optional
        Turns a message of the library into one of the command; by default none is changed.
    to_the_end : bool, default False
        Whether the command does more than to print, so that it goes on where nobody reads on.

    Returns
    -------
    int
        0; 2 for wrong input; 130 for an interruption; 141 where nobody reads on.
    """
    heard = True
    try:
        with _warnings_in(words):
            for part in parts():
                heard = _heard(part, sys.stdout) and heard
                if not (heard or to_the_end):
                    break
    except KeyboardInterrupt:
        _heard("plspm: interrupted", sys.stderr)
        return INTERRUPTED
    except PlspmError as error:
        said = PlspmError([words(problem) for problem in error.problems])
        _heard(f"plspm: error: {said}", sys.stderr)
        return WRONG_INPUT
    return SUCCESS if heard else BROKEN_PIPE


def _heard(text: str, stream: TextIO) -> bool:
    """Print a text; False where the reader has gone, as with ``| head``, once and for all."""
    try:
        print(printable(text, stream.encoding), file=stream, flush=True)
    except BrokenPipeError:
        # What follows goes nowhere, and so does what Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return False
    return True


def printable(text: str, encoding: str | None) -> str:
    """Spell out what a console's encoding has no sign for.

    Parameters
    ----------
    text : str
    encoding : str or None
        Of the console; None takes UTF-8.

    Returns
    -------
    str

    Examples
    --------
    >>> printable("R² ≥ .5", "utf-8"), printable("R² ≥ .5", "ascii")
    ('R² ≥ .5', 'R2 >= .5')
    """
    encoding = encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN).encode(encoding, "replace").decode(encoding)
    return text


@contextmanager
def _warnings_in(words: Words) -> Iterator[None]:
    """Say warnings on standard error, without the line of code that gave them."""

    def say(message: Warning | str, *_: object, **__: object) -> None:
        _heard(f"plspm: warning: {words(str(message))}", sys.stderr)

    with warnings.catch_warnings():
        warnings.simplefilter("always", PlspmWarning)
        warnings.showwarning = say
        yield
