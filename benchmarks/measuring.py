"""What the benchmarks share: a clock, the machine, tables, the generated blocks of README.md."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

README = Path(__file__).with_name("README.md")
PACKAGES = ("plspath", "numpy", "scipy", "pandas", "numba")


PAUSE = 0.1
"""Seconds before each measurement: BLAS threads of the last product spin on for a while."""


def seconds(job: Callable[[], object]) -> float:
    """Time one call."""
    time.sleep(PAUSE)
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def machine() -> str:
    """The machine, the versions, and how busy the machine was before the run."""
    facts = [
        f"{_processor()}, {os.cpu_count()} cores",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        *(f"{package} {version(package)}" for package in PACKAGES),
    ]
    if hasattr(os, "getloadavg"):
        facts.append(f"load average at the start {os.getloadavg()[0]:.1f}")
    return "; ".join(facts) + "."


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", facts.read_text()) if facts.exists() else None
    return found[1] if found else platform.processor() or "unknown processor"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def time_of(duration: float) -> str:
    """Seconds in words, with about three digits."""
    if duration < 0.1:
        return f"{1000 * duration:.1f} ms"
    return f"{1000 * duration:.0f} ms" if duration < 1 else f"{duration:.1f} s"


def write_block(name: str, text: str) -> None:
    """Put `text` between the markers `<!-- results: name -->` and `<!-- end: name -->`."""
    opening, closing = f"<!-- results: {name} -->", f"<!-- end: {name} -->"
    page = README.read_text(encoding="utf-8")
    if page.count(opening) != 1 or page.count(closing) != 1:
        raise SystemExit(f"{README.name} must hold {opening} and {closing} once each.")
    before, rest = page.split(opening)
    after = rest.split(closing)[1]
    README.write_text(f"{before}{opening}\n\n{text}\n\n{closing}{after}", encoding="utf-8")
