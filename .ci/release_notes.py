"""Print the section of a version of the changelog: python .ci/release_notes.py 0.1.0."""

from __future__ import annotations

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"


def notes_of(version: str, changelog: str) -> str:
    """Return what stands below the heading of the version."""
    sections = re.split(r"^## \[", changelog, flags=re.M)[1:]
    found = [section for section in sections if section.startswith(f"{version}]")]
    if len(found) != 1:
        raise SystemExit(f"CHANGELOG.md has {len(found)} sections for version {version}.")
    return found[0].split("\n", 1)[1].strip()


if __name__ == "__main__":
    print(notes_of(sys.argv[1], CHANGELOG.read_text(encoding="utf-8")))
