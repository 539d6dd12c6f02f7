"""The folder that a command writes to: its own files are replaced, those of others are safe.

What a run wrote stands in its settings file, with its command, each name with the SHA-256 of the
content. The next run of the same command into the same folder takes these files away before it
writes, so that no table of one run ever stands beside those of another, and tells which of them it
does not write anew; and it refuses, before anything is computed, to touch a file that is not
there, that was changed since, or that another command wrote.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from plspm.commands.files import path_in_words
from plspm.data.wording import listed, quoted
from plspm.errors import OptionError
from plspm.report.versions import versions

SETTINGS: Final = "settings.json"


def folder_problems(
    folder: Path, command: str, names: Collection[str], inputs: Sequence[Path] = ()
) -> list[str]:
    """Say why a command cannot write files of these names into a folder.

    Parameters
    ----------
    folder : path
        Need not exist.
    command : str
        Name of the command that writes.
    names : collection of str
        Full names of the files.
    inputs : sequence of path
        Files that are read; they are never written to.

    Returns
    -------
    list of str
        One sentence a problem; empty where all is well.
    """
    place = _existing(folder)
    if not place.is_dir():
        return [_cannot(folder, f"{quoted(str(place))} is no folder")]
    if reason := _unwritable(folder):
        return [_cannot(folder, reason)]
    earlier = _earlier_run(folder)
    if earlier is not None and earlier.command != command:
        return [
            f"--out {folder} holds what `plspm {earlier.command}` wrote, which `plspm {command}` "
            "would replace. Give another folder, or move its files."
        ]
    own = {} if earlier is None else earlier.files
    foreign = [name for name in names if os.path.lexists(folder / name) and name not in own]
    changed = [name for name, digest in own.items() if _changed(folder / name, digest)]
    read = [str(path) for path in inputs if any(_same(path, folder / name) for name in own)]
    problems = []
    if foreign:
        problems.append(
            f"--out {folder} already holds files that an earlier run did not write, and they would "
            f"be overwritten: {listed(map(quoted, foreign))}. Give another folder, or move them."
        )
    if changed:
        problems.append(
            f"--out {folder} holds files of an earlier run that were changed since: "
            f"{listed(map(quoted, changed))}. Give another folder, or move them."
        )
    if read and not (foreign or changed):
        problems.append(
            f"--out {folder} would replace what is read: {listed(map(quoted, read))}. Give another "
            "folder."
        )
    return problems


def write_folder(
    folder: Path, command: str, texts: Mapping[str, str], record: Mapping[str, object]
) -> str:
    """Write texts and the record of a run into a folder, in place of an earlier run's.

    Parameters
    ----------
    folder : path
        Made if need be.
    command : str
        Name of the command that writes.
    texts : mapping of str to str
        By the full name of the file; written in UTF-8.
    record : mapping
        What the settings file says beside the command, versions of programs and names of the
        files.

    Returns
    -------
    str
        How many files were written, and which ones of an earlier run went without being written
        anew.

    Raises
    ------
    OptionError
        The folder cannot be written to, or holds other files of these names.
    """
    contents = {name: text.encode("utf-8", "backslashreplace") for name, text in texts.items()}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    said = {"command": command, "versions": versions(), **record, "files": digests}
    settings = json.dumps(said, indent=2, ensure_ascii=False) + "\n"
    contents = {SETTINGS: settings.encode("utf-8", "backslashreplace"), **contents}
    problems = folder_problems(folder, command, contents)
    if problems:
        raise OptionError(problems)
    earlier = _earlier_run(folder)
    names = {} if earlier is None else earlier.files
    replaced = [name for name in names if os.path.lexists(folder / name)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in replaced:
            (folder / name).unlink()
        for name, content in contents.items():
            _write_new(folder / name, content)
    except OSError as error:
        raise OptionError(_cannot(folder, error.strerror or str(error))) from error
    gone = [name for name in replaced if name not in contents]
    return f"{len(contents)} files written to {path_in_words(folder)}" + (
        f"\nRemoved, of an earlier `plspm {command}`: {listed(gone)}" if gone else ""
    )


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist; no half of it stays behind."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except BaseException:
            path.unlink()
            raise


@dataclass(frozen=True, slots=True)
class _Run:
    """A run that wrote into a folder.

    Attributes
    ----------
    command : str
        Its name.
    files : dict
        Names and digests of what it wrote; the settings file has no digest.
    """

    command: str
    files: dict[str, str | None]


def _earlier_run(folder: Path) -> _Run | None:
    """The run whose settings file a folder holds, if there is one."""
    path = folder / SETTINGS
    try:
        record = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    except (OSError, ValueError, RecursionError):  # that of another program
        return None
    if not isinstance(record, dict) or not str(record.get("versions")).startswith("plspm "):
        return None
    command, files = record.get("command"), record.get("files")
    if not isinstance(files, dict) or not all(map(_plain_name, files)):
        return None
    return _Run(command, {SETTINGS: None, **files}) if isinstance(command, str) else None


def _plain_name(name: str) -> bool:
    """Whether a name stays in its folder: a settings file may come from anywhere."""
    return name not in {"", ".", ".."} and not {"/", "\\", "\0"} & set(name)


def _changed(path: Path, digest: str | None) -> bool:
    if digest is None or not os.path.lexists(path):
        return False
    if path.is_symlink() or not path.is_file():
        return True
    return hashlib.sha256(path.read_bytes()).hexdigest() != digest


def _existing(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    place = folder.absolute()
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    return place


def _unwritable(folder: Path) -> str:
    """Try to make the folder and a file in it; why that fails. Nothing stays behind."""
    made: list[Path] = []
    try:
        for place in (*reversed(folder.absolute().parents), folder.absolute()):
            if not place.is_dir():
                place.mkdir()
                made.append(place)
        with TemporaryFile(dir=folder):
            return ""
    except OSError as error:
        return error.strerror or str(error)
    finally:
        for place in reversed(made):
            place.rmdir()


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # one of them is missing
        return False


def _cannot(folder: Path, reason: str) -> str:
    return f"The tables cannot be written to {quoted(str(folder))}: {reason}. Give another folder."
