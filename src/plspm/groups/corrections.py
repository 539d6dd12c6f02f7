"""p-values of many tests, corrected for their number."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, Literal, cast

import numpy as np

from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import choice_problems

Correction = Literal["holm", "bonferroni", "sidak", "benjamini_hochberg"]

METHODS: Final = MappingProxyType(
    {
        "holm": "holm",
        "bonferroni": "bonferroni",
        "sidak": "sidak",
        "benjamini_hochberg": "fdr_bh",
    }
)
"""What statsmodels calls them."""


def corrected(p: Array, correction: Correction) -> Array:
    """Corrected p-values of one family; NaN is none of it and stays; (k,)."""
    from statsmodels.stats.multitest import multipletests  # slow to import

    found = np.full(p.shape, np.nan)
    defined = np.isfinite(p)
    if defined.any():
        found[defined] = multipletests(p[defined], method=METHODS[correction])[1]
    return found


def read_corrections(given: object) -> tuple[Correction, ...]:
    """Return corrections by their names.

    Raises
    ------
    OptionError
        Some are none.
    """
    if given is None:
        return ()
    names = [given] if isinstance(given, str) or not isinstance(given, Sequence) else list(given)
    problems = [said for name in names for said in choice_problems("correction", name, METHODS)]
    if problems:
        raise OptionError(problems)
    return tuple(cast("list[Correction]", list(dict.fromkeys(names))))
