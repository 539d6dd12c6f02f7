"""Reads the fixtures: models, data, and what a program computed, as tables keyed by names."""

from __future__ import annotations

import functools
import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FIXTURES = Path(__file__).parents[1] / "fixtures"
DATA_SETS = (
    "customer_engagement",
    "ecsi_reflective",
    "ten_constructs",
    "mixed_modes",
    "all_formative",
    "small_triangle",
    "reversed_items",
    "ecsi_unit",
    "ecsi_mixed",
)
WITH_COMMON_FACTORS = ("csem_cf_nodis", "csem_plsc", "seminr_plsc")
CORRECTED = ("csem_plsc", "seminr_plsc")

Table = dict  # from a name, or a tuple of names, to a number


@dataclass(frozen=True)
class Run:
    """One data set and model, in one program, with one inner scheme."""

    name: str
    program: str
    scheme: str

    def __str__(self) -> str:
        return f"{self.name}-{self.program}-{self.scheme}"

    @property
    def family(self) -> str:
        """The program without what was asked of it."""
        return self.program.split("_")[0]

    @property
    def estimator(self) -> str:
        return "plsc" if self.program in CORRECTED else "pls"

    @property
    def output(self) -> dict:
        return outputs(self.name)[f"{self.program}/{self.scheme}"]

    @property
    def blocks(self) -> dict[str, list[str]]:
        return model(self.name)["blocks"]

    @property
    def paths(self) -> list[tuple[str, str]]:
        return [(source, target) for source, target in model(self.name)["paths"]]

    @property
    def modes(self) -> dict[str, str]:
        return model(self.name)["modes"]

    @property
    def data(self) -> pd.DataFrame:
        return data(self.name)

    @property
    def common_factors(self) -> frozenset[str]:
        """Mode A constructs where the program was told so.

        As soon as one construct is reflective, seminr corrects the correlations of its Mode A
        composites as well: they are common factors for the purpose of the comparison.
        """
        if self.program not in WITH_COMMON_FACTORS:
            return frozenset()
        return frozenset(c for c, mode in self.modes.items() if mode == "A")

    @property
    def composites(self) -> list[str]:
        """Mode A constructs that seminr was told are composites, in a model with factors."""
        return model(self.name).get("composites", [])

    def is_mode_a(self, construct: str) -> bool:
        """One item counts as Mode A: every mode gives it the weight 1."""
        return self.modes[construct] == "A" or len(self.blocks[construct]) == 1


def runs() -> list[Run]:
    """Every data set, program and scheme in the fixtures."""
    return [Run(name, *key.split("/")) for name in DATA_SETS for key in outputs(name)]


@functools.cache
def model(name: str) -> dict:
    """Blocks, paths and modes; possibly `composites`."""
    return json.loads((FIXTURES / "data" / f"{name}.model.json").read_text("utf-8"))


@functools.cache
def data(name: str) -> pd.DataFrame:
    return pd.read_csv(FIXTURES / "data" / model(name)["data"])


@functools.cache
def outputs(name: str) -> dict:
    """All that is stored in r/NAME.json.gz."""
    return json.loads(gzip.decompress((FIXTURES / "r" / f"{name}.json.gz").read_bytes()))


# -- shapes in which the programs' output was stored ---------------------------------------------


def number(cell: float | None) -> float:
    """An empty cell is NaN."""
    return float("nan") if cell is None else cell


def matrix(stored: dict) -> Table:
    """Keys (row, column)."""
    return {
        (row, column): number(value)
        for row, values in zip(stored["rows"], stored["values"], strict=True)
        for column, value in zip(stored["cols"], values, strict=True)
    }


def lower(stored: dict) -> Table:
    """Below the diagonal of a matrix."""
    order = {name: position for position, name in enumerate(stored["rows"])}
    return {(i, j): x for (i, j), x in matrix(stored).items() if order[i] > order[j]}


def lower_with_diagonal(stored: dict) -> Table:
    return lower(stored) | {(i, j): x for (i, j), x in matrix(stored).items() if i == j}


def column(stored: dict, name: str) -> Table:
    """One column of a matrix."""
    return {row: value for (row, other), value in matrix(stored).items() if other == name}


def own_block(stored: dict, blocks: dict[str, list[str]]) -> Table:
    """Keys (construct, indicator), of an indicators × constructs matrix."""
    cells = matrix(stored)
    return {(c, name): cells[name, c] for c, block in blocks.items() for name in block}


def arrows(stored: list[dict], field: str = "value") -> Table:
    """Keys (source, target)."""
    return {(entry["from"], entry["to"]): entry[field] for entry in stored}


def formulas(stored: dict) -> Table:
    """Keys (source, target), of entries named `target ~ source`."""
    return {formulas_key(entry["name"]): entry["value"] for entry in stored.values()}


def formulas_key(name: str) -> tuple[str, str]:
    """(source, target) of `target ~ source`; (construct, indicator) of `=~` and `<~`."""
    left, operator, right = name.split()
    return (right, left) if operator == "~" else (left, right)


def present(stored: dict) -> Table:
    """Without the entries that the program left empty."""
    return {key: value for key, value in stored.items() if value is not None}


def by_equation(stored: dict) -> Table:
    """Keys (source, target), of {target: {source: value}}; empty cells left out."""
    return {(s, t): x for t, sources in stored.items() for s, x in present(sources).items()}


def first_scores(stored: dict) -> Table:
    """Keys (case from 0, construct), of the first ten cases."""
    return {(int(row) - 1, c): x for (row, c), x in matrix(stored["first10"]).items()}
