"""p-values of many tests, corrected for their number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, cast

import numpy as np

from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import choice_problems

Correction = Literal["holm", "bonferroni", "sidak", "benjamini_hochberg"]


def corrected(p: Array, correction: Correction) -> Array:
    """Corrected p-values of one family; NaN is none of it and stays; (k,).

    Those of statsmodels' ``multipletests``, which is not called: it collects all garbage of the
    process at each call, which takes longer than the permutations.

    References
    ----------
    Bonferroni (1936); Šidák (1967); Holm (1979), Scandinavian Journal of Statistics 6, 65-70;
    Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
    """
    found = np.full(p.shape, np.nan)
    defined = np.flatnonzero(np.isfinite(p))
    ascending = defined[np.argsort(p[defined], kind="stable")]
    found[ascending] = np.minimum(1.0, METHODS[correction](p[ascending]))
    return found


def _bonferroni(p: Array) -> Array:
    return p.size * p


def _sidak(p: Array) -> Array:
    """1 - (1 - p)^m, exact also for the smallest p."""
    with np.errstate(divide="ignore"):
        return -np.expm1(p.size * np.log1p(-p))


def _holm(p: Array) -> Array:
    return np.maximum.accumulate(np.arange(p.size, 0, -1) * p)


def _benjamini_hochberg(p: Array) -> Array:
    shares = p.size / np.arange(1, p.size + 1) * p
    return np.minimum.accumulate(shares[::-1])[::-1]


METHODS: Final[Mapping[Correction, Callable[[Array], Array]]] = MappingProxyType(
    {
        "holm": _holm,
        "bonferroni": _bonferroni,
        "sidak": _sidak,
        "benjamini_hochberg": _benjamini_hochberg,
    }
)
"""From p-values in ascending order to corrected ones, not yet cut off at 1."""


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
