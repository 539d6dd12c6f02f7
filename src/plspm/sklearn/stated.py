"""Which model is estimated, and whether y is part of it."""

from __future__ import annotations

import pandas as pd

from plspm.api import as_model
from plspm.data.wording import listed, quoted
from plspm.errors import DataError, OptionError
from plspm.model import PathModel, composite, path


def stated_model(
    model: object, frame: pd.DataFrame, outcomes: pd.DataFrame | None, *, nameless: bool
) -> tuple[PathModel, pd.DataFrame | None]:
    """The model, and the columns of y that are part of it.

    Parameters
    ----------
    model : PathModel, str or None
    frame, outcomes : DataFrame
        X and y.
    nameless : bool
        Whether the columns of X got their names here.

    Raises
    ------
    SpecificationError, OptionError, DataError
        The model is none, or X and y do not go with it.
    """
    if model is not None:
        known = as_model(model)
        if nameless:
            _refuse_unnamed(frame, known)
        return known, None if outcomes is None else _outcomes_of_model(outcomes, known)
    if outcomes is None:
        raise OptionError(
            "PLSPathModel requires y to be passed, but the target y is None; give y, or a model."
        )
    return _two_blocks(frame, outcomes), outcomes


def _outcomes_of_model(outcomes: pd.DataFrame, model: PathModel) -> pd.DataFrame | None:
    """The outcomes that a model explains; None where y is no part of it.

    Raises
    ------
    DataError
        The model has some of the columns of y, but not all.
    """
    known = [name for name in outcomes.columns if name in model.indicators]
    unknown = [name for name in outcomes.columns if name not in model.indicators]
    if known and unknown:
        raise DataError(
            f"y holds {listed(map(quoted, unknown))}, which the model does not have, beside "
            f"{listed(map(quoted, known))}; give the outcomes of the model only."
        )
    return outcomes if known else None


def _refuse_unnamed(frame: pd.DataFrame, model: PathModel) -> None:
    """Refuse an array of whose columns a model says nothing.

    Raises
    ------
    DataError
        The model has none of the names that the columns of an array get.
    """
    if not set(frame.columns) & set(model.indicators):
        raise DataError(
            f"X is an array, whose columns are called {listed(frame.columns)}; the model has "
            f"{listed(model.indicators)}. Give a data frame, or the names as "
            "PLSPathModel(model, feature_names=[...], target_names=[...])."
        )


def _two_blocks(frame: pd.DataFrame, outcomes: pd.DataFrame) -> PathModel:
    """All columns of X as a composite that explains a composite of all those of y (Mode A)."""
    shared = [name for name in outcomes.columns if name in frame.columns]
    if shared:
        raise DataError(
            f"X and y both hold {listed(map(quoted, shared))}; without a model y explains itself "
            "then."
        )
    return PathModel(
        composite("X", list(frame.columns)),
        composite("Y", list(outcomes.columns)),
        path("X", to="Y"),
    )
