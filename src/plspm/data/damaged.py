"""What reading packages raise at damaged files, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from plspm.errors import DataError, PlspmError


@contextmanager
def damage_told(said: Callable[[str], str]) -> Iterator[None]:
    """Refuse a file as `said` of what a reading package raises: damaged bytes can raise anything.

    A package that is not installed, a lack of memory, and what this library says itself pass.

    Parameters
    ----------
    said : callable
        From what was raised to the message.

    Raises
    ------
    DataError

    Examples
    --------
    >>> with damage_told(lambda why: f"File 'a.sav' cannot be read: {why}"):
    ...     raise KeyError("header")
    Traceback (most recent call last):
        ...
    plspm.errors.DataError: File 'a.sav' cannot be read: 'header'
    """
    try:
        yield
    except (PlspmError, ImportError, MemoryError):
        raise
    except Exception as error:
        raise DataError(said(str(error) or type(error).__name__)) from error
