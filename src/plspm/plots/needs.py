"""What pictures need beyond the library itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from plspm.errors import MissingDependencyError


@contextmanager
def needing_matplotlib() -> Iterator[None]:
    """Say how to get matplotlib where it is imported and missing: it is optional.

    Raises
    ------
    MissingDependencyError
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("matplotlib"):
            raise
        raise MissingDependencyError(
            "Pictures need matplotlib, which is not installed: pip install matplotlib"
        ) from error
