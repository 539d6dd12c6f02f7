"""Data and models that the tests of groups share."""

from __future__ import annotations

import functools

import numpy as np
from tests.inference.cases import NAIVE, QUIET, TEXT, TIGHT, factor_data, quietly, triangle_columns
from tests.naive.estimate import Model
from tests.parity.references import data as fixture

import plspm

__all__ = ["NAIVE", "QUIET", "TEXT", "TIGHT", "factor_data", "quietly", "triangle_columns"]

ECSI = """
    IMAG <~ [A] IMAG1 + IMAG2 + IMAG3 + IMAG4 + IMAG5
    CUEX <~ [A] CUEX1 + CUEX2 + CUEX3
    PERQ <~ [A] PERQ1 + PERQ2 + PERQ3 + PERQ4 + PERQ5 + PERQ6 + PERQ7
    PERV <~ [A] PERV1 + PERV2
    CUSA <~ [A] CUSA1 + CUSA2 + CUSA3
    CUSL <~ [A] CUSL1 + CUSL2 + CUSL3
    CUEX ~ IMAG
    PERQ ~ CUEX
    PERV ~ CUEX + PERQ
    CUSA ~ IMAG + CUEX + PERQ + PERV
    CUSL ~ IMAG + CUSA
"""


@functools.cache
def ecsi() -> plspm.PLSResult:
    """cSEM's model of its MICOM and its tests of differences."""
    return plspm.estimate(ECSI, ecsi_data(), **TIGHT)


@functools.cache
def ecsi_data():
    return fixture("ecsi_interaction")


def ecsi_naive() -> tuple[dict[str, np.ndarray], Model]:
    """The same for the naive road."""
    constructs = ecsi().model.constructs
    blocks = {construct.name: construct.indicators for construct in constructs}
    paths = list(ecsi().paths.index)
    frame = ecsi_data()
    data = {name: frame[name].to_numpy(float) for block in blocks.values() for name in block}
    return data, Model(blocks, paths, dict.fromkeys(blocks, "A"))


def compare(result, by, *, permutations=19, draws=19, **options):
    """Few permutations and draws, silently."""
    settings = {"seed": 1, "threads": 1, **QUIET, **options}
    return plspm.compare_groups(result, by, permutations=permutations, draws=draws, **settings)
