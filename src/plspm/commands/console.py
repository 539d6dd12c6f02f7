"""How the command line speaks: text to any console, errors and warnings without tracebacks."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from plspm.commands.wording import Words
from plspm.errors import PlspmError, PlspmWarning

SUCCESS, WRONG_INPUT, INTERRUPTED, BROKEN_PIPE = 0, 2, 130, 141

PLAIN: Final = str.maketrans(
    {"²": "2", "→": "->", "α": "alpha", "ρ": "rho", "√": "sqrt", "χ": "chi", "Σ": "Sigma"}
    | {"−": "-", "–": "-", "≥": ">=", "≤": "<=", "±": "+/-", "×": "x", "…": "..."}
)


def speak(parts: Callable[[], Iterable[str]], words: Words = str) -> int:
    """Print what a command says, and end with the exit code that fits.

    Parameters
    ----------
    parts : callable
        Does the work and gives the texts to print.
    words : callable, optional
        Turns a message of the library into one of the command; by default none is changed.

    Returns
    -------
    int
        0; 2 for wrong input; 130 for an interruption; 141 where nobody reads on.
    """
    try:
        with _warnings_in(words):
            for part in parts():
                print(printable(part, sys.stdout.encoding))
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("plspm: interrupted", file=sys.stderr)
        return INTERRUPTED
    except PlspmError as error:
        said = PlspmError([words(problem) for problem in error.problems])
        print(printable(f"plspm: error: {said}", sys.stderr.encoding), file=sys.stderr)
        return WRONG_INPUT
    except BrokenPipeError:
        # The reader has gone, as with `| head`; what Python flushes at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return SUCCESS


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
        said = f"plspm: warning: {words(str(message))}"
        print(printable(said, sys.stderr.encoding), file=sys.stderr)

    with warnings.catch_warnings():
        warnings.simplefilter("always", PlspmWarning)
        warnings.showwarning = say
        yield
