"""Which programs made a result."""

from __future__ import annotations

import platform
from importlib import metadata


def versions() -> str:
    """Versions of the library, its numerical ground and Python, for a methods section."""
    names = {"plspm": "plspath", "numpy": "numpy", "pandas": "pandas", "numba": "numba"}
    parts = [f"{name} {_version(package)}" for name, package in names.items()]
    return ", ".join([*parts, f"Python {platform.python_version()}"])


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # run from a source tree that is not installed
        return "(not installed)"
