"""Replications in pieces: over threads or an executor, kept in a folder if one is given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from plspm.design.groups import Groups
from plspm.design.population import Population
from plspm.design.replication import Findings, Plan, replicate
from plspm.design.workers import Workers, submit_to
from plspm.errors import Interrupted, OptionError
from plspm.inference.blas import one_blas_thread
from plspm.inference.parallel import processors
from plspm.inference.progress import Progress

PIECE = 20
"""Replications computed, sent and kept together."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The replications start..stop-1 at one sample size."""

    n: int
    start: int
    stop: int

    @property
    def file(self) -> str:
        """Name of the file that keeps it."""
        return f"n{self.n}_{self.start}_{self.stop}.npz"


def compute(plan: Plan, piece: Piece) -> Findings:
    """Compute a piece; a function of its own, so that it can be sent to another process."""
    numbers = range(piece.start, piece.stop)
    with one_blas_thread(), np.errstate(invalid="ignore", divide="ignore"):
        return Findings.stacked([replicate(plan, piece.n, number) for number in numbers])


def all_replications(
    plan: Plan,
    sizes: Sequence[int],
    replications: int,
    *,
    executor: Workers | None,
    folder: Path | None,
    progress: bool,
) -> dict[int, Findings]:
    """All replications at every sample size.

    Parameters
    ----------
    plan : Plan
    sizes : sequence of int
    replications : int
    executor : Executor, pool or None
        By default threads, one a processor.
    folder : Path or None
        Pieces are read from it where they are there, and written to it.
    progress : bool

    Raises
    ------
    OptionError
        The folder holds pieces of another study.
    Interrupted
        Ctrl-C was pressed; the pieces that are finished are kept in the folder.
    """
    pieces = [
        Piece(n, start, min(start + PIECE, replications))
        for n in sizes
        for start in range(0, replications, PIECE)
    ]
    if folder is not None:
        _claim(folder, plan)
    found = {p: kept for p in pieces if (kept := _kept(folder, p)) is not None}
    missing = [piece for piece in pieces if piece not in found]
    # Once around all of it: limits set and lifted by each piece would wake BLAS in between.
    with one_blas_thread():
        found |= _computed(plan, missing, executor, folder, progress)
    return {n: _joined(found[p] for p in pieces if p.n == n) for n in sizes}


def _computed(
    plan: Plan,
    missing: Sequence[Piece],
    executor: Workers | None,
    folder: Path | None,
    progress: bool,
) -> dict[Piece, Findings]:
    """Compute pieces in order, and keep each as it is finished."""
    found = {}
    bar = Progress(sum(p.stop - p.start for p in missing), shown=progress, unit="replication")
    own = ThreadPoolExecutor(processors())  # starts no thread until it is asked
    submit = submit_to(own if executor is None else executor)
    futures = [(piece, submit(compute, plan, piece)) for piece in missing]
    try:
        for piece, future in futures:
            found[piece] = future.result()
            _keep(folder, piece, found[piece])
            bar.advance(piece.stop - piece.start)
    except KeyboardInterrupt:
        where = f"are kept in {str(folder)!r}" if folder else "are lost: give a folder to keep them"
        raise Interrupted(
            f"Interrupted after {bar.done} of {bar.total} replications, which {where}."
        ) from None
    finally:
        for _, future in futures:
            future.cancel()
        own.shutdown(wait=True)
        bar.close()
    return found


def _joined(pieces: Iterable[Findings]) -> Findings:
    pieces = list(pieces)
    names = Findings.__dataclass_fields__
    return Findings(*(np.concatenate([getattr(p, name) for p in pieces]) for name in names))


def _claim(folder: Path, plan: Plan) -> None:
    """Write down whose pieces a folder keeps, or refuse it if they are those of another study."""
    facts = json.dumps(_facts(plan), indent=1, sort_keys=True)
    file = folder / "study.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_text(facts, encoding="utf-8")
        elif file.read_text(encoding="utf-8") != facts:
            raise OptionError(
                f"The folder {str(folder)!r} keeps replications of another study: {file.name} "
                "there tells its population, options and seed. Give another folder, or the same "
                "options."
            )
    except OSError as error:
        raise OptionError(f"The folder {str(folder)!r} cannot be used: {error.strerror}.") from None


def _facts(plan: Plan) -> dict[str, object]:
    return {
        "population": fingerprint(plan.population),
        "settings": repr(plan.settings),
        "statistics": list(plan.statistics),
        "inference": plan.inference,
        "draws": plan.draws if plan.inference == "bootstrap" else 0,
        "alpha": plan.alpha,
        "missing": plan.missing,
        "entropy": str(plan.seed.entropy),
        "spawn_key": list(plan.seed.spawn_key),
    }


def _kept(folder: Path | None, piece: Piece) -> Findings | None:
    if folder is None or not (folder / piece.file).exists():
        return None
    try:
        with (folder / piece.file).open("rb") as file, np.load(file) as arrays:
            return Findings(*(arrays[name] for name in Findings.__dataclass_fields__))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        raise OptionError(
            f"{str(folder / piece.file)!r} cannot be read; it is damaged. Delete it, and its "
            "replications are computed again."
        ) from None


def _keep(folder: Path | None, piece: Piece, tested: Findings) -> None:
    """Write a piece; under another name first, so that a file is whole or not there."""
    if folder is None:
        return
    half = folder / f"half_{piece.file}"
    np.savez(half, **{name: getattr(tested, name) for name in Findings.__dataclass_fields__})
    half.rename(folder / piece.file)


def fingerprint(population: Population | Groups) -> str:
    """A text that two populations share when samples of them are the same."""
    digest = hashlib.sha256()
    members = population.members if isinstance(population, Groups) else {"": population}
    sizes = dict(population.sizes) if isinstance(population, Groups) else {}
    for label, member in members.items():
        truth = member.truth
        words = (label, sizes.get(label), truth.names, truth.exogenous, truth.equations)
        digest.update(repr((*words, member.columns, member.margins, member.clusters)).encode())
        digest.update(str(member.model).encode())
        arrays = [truth.root, member.missing_shares]
        arrays += [array for block in member.blocks for array in (block.loadings, block.root)]
        for array in arrays:
            digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
