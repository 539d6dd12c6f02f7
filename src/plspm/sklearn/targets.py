"""What a fit can predict and transform, once it is known which items stand in X."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from plspm.data.wording import listed, quoted
from plspm.errors import DataError
from plspm.prediction.measurement import Antecedents, Roles
from plspm.prediction.new_cases import antecedent_items, predict
from plspm.prediction.validation import validation_of
from plspm.results import PLSResult

Names = npt.NDArray[np.object_]


def target_names(result: PLSResult, wanted: Sequence[str] | None, predicts: str) -> Names:
    """The items or constructs that are predicted: those wanted, or all that are endogenous.

    Raises
    ------
    DataError
        An item is wanted that no path leads to.
    """
    roles = Roles.of(result._fitted.arrays)
    names = result._cases("Predictions").names
    owner = {names[k]: result._fitted.arrays.constructs[roles.owner[k]] for k in roles.outcomes}
    exogenous = [name for name in wanted or () if name not in owner]
    if exogenous:
        raise DataError(
            f"y holds {listed(map(quoted, exogenous))} of constructs that no path leads to; items "
            "that predict stand in X."
        )
    chosen = list(owner) if wanted is None else list(wanted)
    if predicts == "constructs":
        constructs = {owner[name] for name in chosen}
        chosen = [name for name in result._fitted.arrays.constructs if name in constructs]
    return np.array(chosen, dtype=object)


def known_constructs(result: PLSResult, features: Sequence[str], antecedents: Antecedents) -> Names:
    """The constructs whose scores follow from the features.

    Raises
    ------
    DataError
        The features lack items that predict.
    """
    arrays = validation_of(result, antecedents).fitted.arrays
    items = result._cases("Predictions")
    needed = antecedent_items(arrays, antecedents)
    lacking = [
        name
        for name, must in zip(items.names, needed, strict=True)
        if must and name not in set(features)
    ]
    if lacking:
        raise DataError(
            f"X lacks {listed(map(quoted, lacking))}, which {antecedents} antecedents predict "
            "from; y holds outcomes only."
        )
    middle = pd.DataFrame([items.values.mean(axis=0)], columns=list(items.names))
    there = [name for name in items.names if name in set(features)]
    scores = predict(result, middle[there], antecedents=antecedents).scores
    return np.array(scores.columns, dtype=object)
