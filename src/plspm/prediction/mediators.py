"""What a mediator adds to the prediction of its outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
import pandas as pd

from plspm.calls import plainly
from plspm.data.wording import listed, quoted
from plspm.errors import OptionError, UnavailableError
from plspm.inference.seeds import Seed, seed_fact
from plspm.model import PathModel
from plspm.model.elements import Path
from plspm.prediction.cross_validation import CrossValidation
from plspm.prediction.folds import Folds
from plspm.prediction.measurement import Antecedents
from plspm.prediction.refit import refitted
from plspm.prediction.validation import cross_validate
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

TITLE: Final = "Predictive contribution of mediators"
NOTES: Final = (
    "Without the mediator its predecessors lead to its outcomes directly. Contribution: 1 less the "
    "RMSE over that without the mediator; 0 or less: it adds nothing. A negative difference of "
    "mean losses (CVPAT) speaks for the mediator.",
    "earliest: the mediator is predicted itself. direct: its own score is known.",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class MediatorContribution(Record):
    """How much better outcomes are predicted with a mediator than without it.

    Made by :func:`plspm.mediator_contribution`.

    Attributes
    ----------
    outcomes : DataFrame
        Index (mediator, outcome, antecedents). Columns ``rmse`` and ``rmse_without``, out of
        sample, over all items of the outcome, in their units; ``contribution``, 1 less their
        ratio; and of the cross-validated predictive ability test ``difference`` of the mean
        losses, ``std_error``, ``t``, ``p_value``, ``lower`` and ``upper``.
    n : int
        Cases.
    seed : int, SeedSequence or None
        Give it again for the same folds; None where folds were given.
    """

    outcomes: pd.DataFrame
    n: int
    seed: Seed

    def page(self) -> Page:
        """Errors with and without each mediator, and their tests."""
        return Page(
            TITLE,
            (
                Table(
                    "Errors with and without the mediator",
                    self.outcomes,
                    aside=("std_error", "lower", "upper"),
                    name="mediators",
                ),
            ),
            (("Cases", str(self.n)), *seed_fact(self.seed)),
            NOTES,
        )


@plainly("plspm.mediator_contribution")
def mediator_contribution(
    result: PLSResult,
    mediator: str | None = None,
    *,
    folds: Folds = 10,
    repeats: int = 10,
    seed: Seed = None,
) -> MediatorContribution:
    """Ask whether a mediator helps to predict its outcomes out of sample.

    Parameters
    ----------
    result : PLSResult
    mediator : str, optional
        By default every construct with predecessors and successors.
    folds, repeats, seed : optional
        As in :func:`plspm.cross_validate`; all models get the same folds.

    Returns
    -------
    MediatorContribution

    Raises
    ------
    OptionError
        `mediator` is none, or another option is wrong.
    UnavailableError
        The fit has no cases, its cases have weights, or the mediator is part of a product or of
        a higher-order construct.

    Notes
    -----
    The model without the mediator has a path from each of its predecessors to each of its
    successors, and is estimated anew in every training set. Both models predict from the same
    kind of antecedents. Danks (2021) compares such predictions; the ratio here is of root mean
    squared errors of items.

    References
    ----------
    Danks (2021), The DATA BASE for Advances in Information Systems 52(SI), 24-42.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = plspm.mediator_contribution(result, seed=1)
    >>> found.outcomes[["rmse", "rmse_without", "contribution", "p_value"]].round(3)
                                   rmse  rmse_without  contribution  p_value
    mediator outcome antecedents
    ECE      MPE     earliest     0.881         0.864        -0.020    0.226
                     direct       0.819         0.864         0.052    0.389
    """
    if not isinstance(result, PLSResult):
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate()."
        )
    names = _mediators(result.model, mediator)
    shorter = {name: without_mediator(result.model, name) for name in names}
    known: dict[Antecedents, CrossValidation] = {}
    labels: Folds = folds
    for kind in get_args(Antecedents):
        known[kind] = cross_validate(
            result, folds=labels, repeats=repeats, seed=seed, antecedents=kind
        )
        labels = known["earliest"].folds
    tests: dict[tuple[str, str], pd.DataFrame] = {}
    for name, model in shorter.items():
        rival = refitted(result, model)
        for kind, validation in known.items():
            without = cross_validate(rival, folds=labels, antecedents=kind)
            table = validation.cvpat(against=without).table
            tests[name, kind] = table.loc[list(result.model.successors(name))]
    first = known["earliest"]
    return MediatorContribution(
        _outcomes(tests), first.n, first.seed, simulated_from=result.simulated_from
    )


def _outcomes(tests: Mapping[tuple[str, str], pd.DataFrame]) -> pd.DataFrame:
    """Root mean squared errors, what the mediator takes away of them, and the test."""
    table = pd.concat(tests, names=["mediator", "antecedents", "outcome"])
    table = table.reorder_levels(["mediator", "outcome", "antecedents"])
    rmse, without = np.sqrt(table["loss"]), np.sqrt(table["loss_rival"])
    found = pd.DataFrame(
        {"rmse": rmse, "rmse_without": without, "contribution": 1.0 - rmse / without}
    )
    return found.join(table.drop(columns=["loss", "loss_rival"]))


def without_mediator(model: PathModel, name: str) -> PathModel:
    """The model in which what leads to a construct leads to its successors directly.

    Raises
    ------
    UnavailableError
        It is a factor of a product or a part of a higher-order construct.
    """
    needing = _made_of(model, name)
    if needing:
        raise UnavailableError(
            f"{name} cannot be left out of the model: {listed(map(quoted, needing))} needs it."
        )
    targets = [path.target for path in model.paths if path.source == name]
    kept = [path for path in model.paths if name not in (path.source, path.target)]
    new = [Path(s, t) for t in targets for s in model.predecessors(name)]
    constructs = [construct for construct in model.constructs if construct.name != name]
    return PathModel(constructs, kept, [path for path in new if path not in kept])


def _mediators(model: PathModel, mediator: str | None) -> list[str]:
    """The constructs that are asked about, checked.

    Raises
    ------
    OptionError
        There is none.
    """
    between = [
        name
        for name in model.construct_names
        if model.predecessors(name) and model.successors(name)
    ]
    if mediator is None:
        chosen = [name for name in between if not _made_of(model, name)]
        if not chosen:
            raise OptionError("The model has no mediator that could be left out.")
        return chosen
    if not isinstance(mediator, str) or mediator not in between:
        raise OptionError(
            f"mediator is {quoted(mediator)}; it must have predecessors and successors, as "
            f"{listed(between) or 'none here'}."
        )
    return [mediator]


def _made_of(model: PathModel, name: str) -> list[str]:
    """The products and the higher-order constructs that need a construct, itself among these."""
    return [
        *(product.name for product in model.products if name in product.factors),
        *(whole for whole in model.higher_order if name in (*model.parts(whole), whole)),
    ]
