"""Check what the wheel and the source archive hold: python .ci/check_distributions.py dist."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def problems_of(wheel: set[str], archive: set[str]) -> list[str]:
    """Say what is missing or should not be there."""
    package = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    info = {name for name in wheel if ".dist-info/" in name}
    problems = [f"the wheel lacks {name}" for name in sorted(package - wheel)]
    problems += [f"the wheel holds {name}" for name in sorted(wheel - package - info)]
    problems += [
        f"the wheel has no {name}"
        for name in ("METADATA", "entry_points.txt", "licenses/LICENSE")
        if not any(each.endswith(f".dist-info/{name}") for each in info)
    ]
    needed = ("README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "tests/test_readme.py")
    problems += [f"the archive lacks {name}" for name in needed if name not in archive]
    return problems


def main(folder: Path) -> int:
    """Print every problem; 1 where there is one."""
    (wheel,), (archive,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as opened:
        in_wheel = set(opened.namelist())
    with tarfile.open(archive) as opened_archive:
        members = opened_archive.getnames()
    in_archive = {name.split("/", 1)[1] for name in members if "/" in name}
    problems = problems_of(in_wheel, in_archive)
    print(*problems, sep="\n", end="\n" if problems else "")
    print(f"{wheel.name}: {len(in_wheel)} files; {archive.name}: {len(in_archive)} files")
    return min(len(problems), 1)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
