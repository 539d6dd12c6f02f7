"""Cases of like deviance, grouped by a regression tree on their construct scores."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import pandas as pd

from plspm.errors import MissingDependencyError
from plspm.estimation.arrays import Array, Flags
from plspm.prediction.refit import paths_without
from plspm.results import PLSResult


def leaves(
    result: PLSResult, deviance: pd.Series[float], depth: int, smallest: int
) -> pd.DataFrame:
    """One row a leaf: its rule, its cases, and the path that changes most without them.

    Raises
    ------
    MissingDependencyError
        scikit-learn is not installed.

    References
    ----------
    Danks, Ray & Shmueli (2024), Management Science 70(1), 647-669.
    """
    try:
        from sklearn.tree import DecisionTreeRegressor
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "sklearn":
            raise
        raise MissingDependencyError(
            "Deviance trees need scikit-learn, which is not installed: pip install scikit-learn"
        ) from error
    scores = result.scores
    grown = DecisionTreeRegressor(max_depth=depth, min_samples_leaf=smallest, random_state=0)
    grown.fit(scores.to_numpy(), deviance.to_numpy())
    leaf = grown.apply(scores.to_numpy())
    rules = _rules(grown.tree_, list(scores.columns))
    rows = [
        {
            "rule": rules[node],
            "cases": int((leaf == node).sum()),
            "deviance": float(deviance[leaf == node].mean()),
            **_most_changed(result, leaf == node),
        }
        for node in np.unique(leaf)
    ]
    table = pd.DataFrame(rows).sort_values(by="deviance", ignore_index=True)
    return table.set_axis(pd.RangeIndex(1, len(table) + 1, name="group"))


def _most_changed(result: PLSResult, members: Flags) -> dict[str, object]:
    change = paths_without(result, members)["change"]
    if change.isna().all():
        return {"path": None, "change": None}
    most = int(np.argmax(change.abs().fillna(0.0).to_numpy()))
    return {"path": " -> ".join(change.index[most]), "change": float(change.iloc[most])}


class _Tree(Protocol):
    """What is needed of a grown tree of scikit-learn, which has no types; one entry a node."""

    children_left: Array
    children_right: Array
    feature: Array
    threshold: Array


def _rules(tree: _Tree, names: list[str]) -> dict[int, str]:
    """The splits that lead to every leaf, in words."""
    left, right = tree.children_left, tree.children_right
    feature, threshold = tree.feature, tree.threshold
    rules: dict[int, str] = {}
    waiting: list[tuple[int, list[str]]] = [(0, [])]
    while waiting:
        node, splits = waiting.pop()
        if left[node] == right[node]:  # a leaf has no children
            rules[node] = " and ".join(splits) or "all cases"
            continue
        name, at = names[int(feature[node])], threshold[node]
        waiting.append((int(left[node]), [*splits, f"{name} <= {at:.3f}"]))
        waiting.append((int(right[node]), [*splits, f"{name} > {at:.3f}"]))
    return rules
