"""Compilation: announced once, kept on disk where that is possible, done without where not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numba
import pytest

import plspm
from plspm.kernels import compiler

ANNOUNCEMENT = "plspm: compiling numerical kernels (once, a few seconds)\n"
SMALL_KERNEL = """
from plspm.kernels.compiler import announced, compiled

@compiled
def halved(x):
    return x / 2

for x in (2.0, 3.0, 3):
    with announced():
        print(halved(x))
"""
FACTORISE = """
import numpy as np
import plspm.kernels.iteration as kernel
from plspm.kernels.compiler import announced

A = np.array([[4.0, 2.0], [2.0, 5.0]])
with announced():
    print(kernel.factorise(A, 2), A[1, 1], kernel.__file__)
"""


def run(program, file, package_parent, **environment):
    """Output and messages of a program in a new process that finds plspm in `package_parent`."""
    if not file.exists():  # a file written again is compiled again
        file.write_text(program)
    environment = {"NUMBA_DISABLE_JIT": "0", "PYTHONPATH": str(package_parent)} | environment
    finished = subprocess.run(
        [sys.executable, file],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | environment,
    )
    return finished.stdout, finished.stderr


@pytest.fixture(scope="module")
def source():
    return Path(plspm.__file__).parents[1]


def test_compilation_is_announced_and_remembered_on_disk(tmp_path, source):
    """Said once, though floats and integers are compiled each on their own; then never again."""
    cache = tmp_path / "cache"
    program = tmp_path / "small_kernel.py"
    first = run(SMALL_KERNEL, program, source, NUMBA_CACHE_DIR=str(cache))
    assert first == ("1.0\n1.5\n1.5\n", ANNOUNCEMENT)
    assert list(cache.rglob("*.nbi"))
    second = run(SMALL_KERNEL, program, source, NUMBA_CACHE_DIR=str(cache))
    assert second == ("1.0\n1.5\n1.5\n", "")


def test_works_where_no_cache_can_be_written(tmp_path, source):
    """No folder can be made below a file, whoever asks; numba tries all of these places."""
    file = tmp_path / "file"
    file.touch()
    package = tmp_path / "plspm"
    shutil.copytree(source / "plspm", package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "kernels" / "__pycache__").touch()
    places = ("NUMBA_CACHE_DIR", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA")
    nowhere = dict.fromkeys(places, str(file / "folder"))
    said, warned = run(FACTORISE, tmp_path / "factorise.py", tmp_path, **nowhere)
    assert said.split() == ["True", "0.25", str(package / "kernels" / "iteration.py")]
    assert warned == ANNOUNCEMENT
    assert not list(tmp_path.rglob("*.nbi"))


def test_only_the_lack_of_a_cache_folder_is_forgiven(monkeypatch):
    calls = []

    def njit(function, **options):
        calls.append(options)
        if options.get("cache"):
            raise RuntimeError("cannot cache function")
        return function

    monkeypatch.setattr(numba, "njit", njit)
    assert compiler.compiled(abs) is abs
    assert calls == [{"cache": True, "nogil": True}, {"nogil": True}]

    def broken(function, **options):
        raise TypeError("something else")

    monkeypatch.setattr(numba, "njit", broken)
    with pytest.raises(TypeError, match="something else"):
        compiler.compiled(abs)


def test_nothing_is_said_where_nothing_is_compiled(capsys):
    with compiler.announced():
        pass
    assert capsys.readouterr().err == ""
