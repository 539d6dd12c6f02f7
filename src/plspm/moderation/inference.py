"""What the functions of this room ask of draws, or of standard errors without drawing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.errors import OptionError, written
from plspm.estimation.arrays import ModelArrays
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Kind
from plspm.inference.slopes import Combined, Quantity
from plspm.model.problems import nearest
from plspm.model.products import Product, product_of


class Inference(ABC):
    """What a bootstrap, and standard errors without drawing, have to offer."""

    @property
    @abstractmethod
    def fitted(self) -> Fitted:
        """The fit."""

    @property
    @abstractmethod
    def simulated_from(self) -> str:
        """What the data were drawn from, where they are simulated; else empty."""

    @abstractmethod
    def _of_coefficients(
        self,
        name: str,
        quantities: Sequence[Quantity],
        labels: Labels,
        *,
        kind: Kind | None = None,
        level: float | None = None,
        null: float | None = 0.0,
    ) -> pd.DataFrame:
        """Table of functions of the coefficients, one row a function."""

    @abstractmethod
    def _combined(
        self,
        quantities: Sequence[Quantity],
        *,
        kind: Kind | None = None,
        level: float | None = None,
    ) -> Combined:
        """Intervals of linear combinations of functions of the coefficients."""


def product_named(arrays: ModelArrays, label: str | Product) -> int:
    """Find a product of the model by its label, whatever the order of its factors.

    Raises
    ------
    OptionError
        The model has no such product.
    """
    wanted = label if isinstance(label, Product) else product_of(as_text(label))
    if isinstance(wanted, Product):
        for j, factors in enumerate(arrays.factors):
            if factors and Product(tuple(arrays.constructs[k] for k in factors)) == wanted:
                return j
    known = [
        name for name, factors in zip(arrays.constructs, arrays.factors, strict=True) if factors
    ]
    if not known:
        raise OptionError(
            f"The model has no products, so there is no {written(label)}. Write `Y ~ A + B + A:B` "
            "for moderation, `Y ~ A + A^2` for curvature."
        )
    guess = nearest(as_text(label), known)
    hint = f" Did you mean {guess!r}?" if guess else ""
    raise OptionError(
        f"The model has no product {written(label)}; it has {', '.join(known)}.{hint}"
    )


def as_text(label: object) -> str:
    """Text as it is, and what should have been text as messages write it."""
    return label if isinstance(label, str) else written(label)


def construct_named(arrays: ModelArrays, name: str, option: str) -> int:
    """Find a construct of the model.

    Raises
    ------
    OptionError
        The model has no such construct.
    """
    if isinstance(name, str) and name in arrays.constructs:
        return arrays.constructs.index(name)
    guess = nearest(as_text(name), arrays.constructs)
    hint = f" Did you mean {guess!r}?" if guess else ""
    raise OptionError(f"{option} is {written(name)}, which is no construct of the model.{hint}")
