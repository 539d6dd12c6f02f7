"""seminr's models with products and with constructs of constructs, asked like any other run."""

from __future__ import annotations

import functools
import json
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.parity import definitions
from tests.parity.library import LibrarySubject
from tests.parity.programs import SEMINR
from tests.parity.references import Run, data, outputs

import plspm

if TYPE_CHECKING:
    import pandas as pd
    from tests.parity.references import Table

TIGHT = {"tolerance": 1e-14, "max_iterations": 5000}
METHODS = ("product_indicator", "orthogonal")  # else seminr's two stages
OF_HIGHER_ORDER = {"HOCA": "A", "HOCB": "B"}


@dataclass(frozen=True)
class StageRun(Run):
    """A run whose model has products, higher-order constructs, or both."""

    @property
    def output(self) -> dict:
        return stored_runs()[self.name, self.program, self.scheme]

    @property
    def types(self) -> dict[str, str]:
        """What seminr calls the construct: A, B, C (reflective), HOCA or HOCB."""
        return {row["construct"]: row["type"] for row in self.output["model"]["measurement"]}

    @property
    def blocks(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.output["model"]["measurement"]:
            found.setdefault(row["construct"], []).append(row["indicator"])
        return found

    @property
    def paths(self) -> list[tuple[str, str]]:
        return [(source, target) for source, target in self.output["model"]["paths"]]

    @property
    def modes(self) -> dict[str, str]:
        return {c: "B" if kind in {"B", "HOCB"} else "A" for c, kind in self.types.items()}

    @property
    def data(self) -> pd.DataFrame:
        return data("ecsi_interaction")

    @property
    def common_factors(self) -> frozenset[str]:
        return frozenset(c for c, kind in self.types.items() if kind == "C")

    @property
    def composites(self) -> list[str]:
        """Whose loadings PLSc leaves alone."""
        return [c for c, kind in self.types.items() if kind != "C" and ":" not in c]

    def is_mode_a(self, construct: str) -> bool:
        """Products have a reliability only here; of these we give none."""
        return ":" not in construct and super().is_mode_a(construct)

    @property
    def interactions(self) -> str:
        return next((m for m in METHODS if m in self.name), "two_stage_reestimated")

    def model(self, paths: list[tuple[str, str]]) -> plspm.PathModel:
        """The model with some of its paths, and the constructs that these join."""
        connected = {c for path in paths for c in path}
        for construct in [c for c in connected if self.types[c] in OF_HIGHER_ORDER]:
            connected |= set(self.blocks[construct])
        constructs = [self.construct(c) for c in self.blocks if c in connected and ":" not in c]
        return plspm.PathModel(*constructs, *(plspm.path(s, to=t) for s, t in paths))

    def construct(self, name: str) -> object:
        kind, block = self.types[name], self.blocks[name]
        if kind in OF_HIGHER_ORDER:
            return plspm.higher_order(name, block, mode=OF_HIGHER_ORDER[kind], kind="composite")
        if kind == "C":
            return plspm.reflective(name, block)
        return plspm.composite(name, block, mode=kind)


@functools.cache
def stored_runs() -> dict[tuple[str, str, str], dict]:
    """All outputs, products written as we write them."""
    found = {}
    for key, output in outputs("ecsi_stages").items():
        text = json.dumps(output).replace("_intxn", "").replace("*", ":")
        found[tuple(key.split("/"))] = json.loads(text)
    return found


def stage_runs(program: str) -> list[StageRun]:
    return [StageRun(*key) for key in stored_runs() if key[1] == program]


class StageSubject(LibrarySubject):
    """The library's estimate of such a model."""

    def __init__(self, run: StageRun, paths: list[tuple[str, str]]) -> None:
        self.run, self.paths = run, paths
        self.result = estimated(run.model(paths), run.data, run, interactions=run.interactions)

    def sd_products(self) -> Table:
        """What the coefficients of the products were divided by."""
        return self.result.interactions["sd_product"].droplevel("target").to_dict()


def estimated(
    model: plspm.PathModel, cases: pd.DataFrame, run: StageRun, **options
) -> plspm.PLSResult:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        return plspm.estimate(
            model, cases, scheme=run.scheme, estimator=run.estimator, **TIGHT, **options
        )


def vif_of_items(run: Run) -> Table:
    """Of every block, also where R dropped the names."""
    items = run.output["vif_items"]
    if isinstance(items, list):
        order = [(c, x) for c in run.blocks for x in run.blocks[c]]
        return {key: value for key, (value,) in zip(order, items, strict=True)}
    return {(c, x): value for c, block in items.items() for x, value in block.items()}


READERS = {name: read for name, read in SEMINR.items() if name != "vif_outer"}
READERS["vif_outer"] = vif_of_items


def comparisons() -> list[tuple[StageRun, str]]:
    """Every run of plain PLS with every statistic of which seminr gives at least one value."""
    return [
        (run, statistic)
        for run in stage_runs("seminr")
        for statistic, theirs in READERS.items()
        if theirs(run)
    ]


class InSeminr:
    """Our tables with seminr's loadings of products: those of the product as it is."""

    def __init__(self, subject: StageSubject, statistic: str) -> None:
        self.subject, self.statistic = subject, statistic

    def table(self, statistic: str) -> Table:
        found = self.subject.table(statistic)
        return self._loadings(found) if statistic == "loadings" else found

    def _loadings(self, ours: Table) -> Table:
        """λ times the SD of the product; AVE and reliability of a single item remain 1."""
        blocks = self.subject.run.blocks
        sd = self.subject.sd_products()
        if self.statistic != "loadings":
            sd = {c: value for c, value in sd.items() if len(blocks[c]) > 1}
        return {(c, x): value * sd.get(c, 1.0) for (c, x), value in ours.items()}

    def r_squared_without(self, path: tuple[str, str]) -> float:
        return self.subject.r_squared_without(path)


def defined_here(run: StageRun, statistic: str) -> Table:
    """Without the HTMT of a construct of constructs with its own parts, which we do not define."""
    theirs, parts = READERS[statistic](run), run.blocks
    if statistic != "htmt_plus":
        return theirs
    return {
        (i, j): value for (i, j), value in theirs.items() if i not in parts[j] and j not in parts[i]
    }


def ours(run: StageRun, statistic: str, subject: StageSubject | None = None) -> Table:
    """Our table in seminr's definition."""
    subject = InSeminr(subject or cached_subject(run), statistic)
    if statistic == "f_squared":
        return f_squared(run, subject)
    return definitions.ours(run, statistic, subject)


def f_squared(run: StageRun, subject: InSeminr) -> Table:
    """Estimated again without the path, where no product needs it."""
    R2 = subject.table("r_squared")
    return {
        path: (R2[path[1]] - subject.r_squared_without(path)) / (1 - R2[path[1]])
        for path in READERS["f_squared"](run)
    }


cached_subject = functools.cache(StageSubject.of)
