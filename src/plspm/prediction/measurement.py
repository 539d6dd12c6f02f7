"""Which items belong to which constructs, and who predicts whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from plspm.errors import UnavailableError
from plspm.estimation.arrays import Array, Flags, Indices, ModelArrays
from plspm.estimation.estimate import Estimates
from plspm.estimation.settings import Settings

Antecedents = Literal["earliest", "direct"]


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """The items of a model by what prediction makes of them.

    Attributes
    ----------
    block : (items,) array
        The construct of the first order that each item measures.
    owner : (items,) array
        That construct, or the higher-order construct that it is a part of.
    outcomes : (q,) array
        The items that are predicted: those of endogenous constructs.
    exogenous : (items,) array of bool
        Whether an item belongs to an exogenous construct.
    """

    block: Indices
    owner: Indices
    outcomes: Indices
    exogenous: Flags

    @classmethod
    def of(cls, arrays: ModelArrays) -> Roles:
        """Return the roles of the items of a model."""
        owners = np.arange(len(arrays.constructs))
        for whole in wholes(arrays):
            owners[list(arrays.parts[whole])] = whole
        block = arrays.block[arrays.items]
        owner = owners[block]
        endogenous = arrays.endogenous[owner]
        return cls(block, owner, np.flatnonzero(endogenous), ~endogenous)

    def of_construct(self, j: int) -> Flags:
        """(items,) whether an item belongs to a construct or to a part of it."""
        return (self.owner == j) | (self.block == j)


def wholes(arrays: ModelArrays) -> list[int]:
    """Higher-order constructs whose parts act through them, having no paths of their own."""
    found = []
    for whole, parts in enumerate(arrays.parts):
        own = list(parts)
        if own and not arrays.is_path[:, own].any() and not arrays.is_path[own].any():
            found.append(whole)
    return found


def item_loadings(estimates: Estimates) -> Array:
    """What one unit of each construct makes of its standardised items; (b, J, items).

    The items of a higher-order construct are those of its parts: its loading on the part times
    that of the part on the item.
    """
    arrays = estimates.arrays
    roles = Roles.of(arrays)
    loadings = estimates.loadings[:, arrays.items]
    M = np.eye(len(arrays.constructs))[:, roles.block] * loadings[:, None]
    for whole in wholes(arrays):
        on_parts = estimates.loadings[:, arrays.block_slice(whole)]
        for place, part in enumerate(arrays.parts[whole]):
            M[:, whole] += on_parts[:, place, None] * M[:, part]
            M[:, part] = 0.0
    return M


def refuse_unpredictable(arrays: ModelArrays, settings: Settings, antecedents: Antecedents) -> None:
    """Refuse models for which a prediction is not defined here.

    Raises
    ------
    UnavailableError
        Products are not made of final scores, or a higher-order construct that repeats the items
        to be predicted would predict them.
    """
    problems = []
    if arrays.needs_cases and settings.interactions != "two_stage":
        problems.append(
            "Prediction multiplies the scores of constructs; with "
            f'interactions="{settings.interactions}" products are made of something else. '
            'Estimate the model with interactions="two_stage".'
        )
    for whole, parts in enumerate(arrays.parts):
        if antecedents == "direct" and arrays.is_path[list(parts), whole].any():
            problems.append(
                f"{arrays.constructs[whole]} repeats the items of its parts, which it would "
                'predict from themselves. Use antecedents="earliest", or estimate the model with '
                'higher_order="disjoint_two_stage".'
            )
    if problems:
        raise UnavailableError(problems)
