"""Tables of accuracy, from predictions of items and scores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.estimation.arrays import Array, Flags, Indices
from plspm.prediction.accuracy import (
    mae,
    mape,
    power,
    q2_predict,
    rmse,
    skewed,
    skewness,
)
from plspm.prediction.held_out import Predicted


@dataclass(frozen=True, slots=True, eq=False)
class Accuracy:
    """Predictions beside what was observed, and the names of both.

    Attributes
    ----------
    items : MultiIndex of length q
        (construct, indicator) of the items predicted.
    constructs : Index of length e
        The endogenous constructs.
    endogenous : (e,) array
        Their places among all constructs.
    cases : Index of length n
    observed : (n, q) array
    share : (n,) array
        Weights of the cases.
    held_out, own : Predicted
        Out of sample and in sample.
    """

    items: pd.MultiIndex
    constructs: pd.Index
    endogenous: Indices
    cases: pd.Index
    observed: Array
    share: Array
    held_out: Predicted
    own: Predicted

    @property
    def errors(self) -> Array:
        """Observed less predicted, out of sample; (repeats, n, q)."""
        return self.observed - self.held_out.items

    def errors_of_scores(self, predicted: Predicted) -> Array:
        """Observed less predicted scores of the endogenous constructs; (repeats, n, e)."""
        at = self.endogenous
        differences: Array = predicted.scores[..., at] - predicted.constructs[..., at]
        return differences

    def of_items(self) -> pd.DataFrame:
        """Accuracy by item, beside the linear model and training means."""
        share, errors = self.share, self.errors
        linear = self.observed - self.held_out.linear
        naive = self.observed - self.held_out.mean
        skew = skewness(errors, share)
        columns = {
            "q2_predict": q2_predict(errors, naive, share),
            "rmse": rmse(errors, share),
            "rmse_lm": rmse(linear, share),
            "rmse_ia": rmse(naive, share),
            "rmse_difference": rmse(errors, share) - rmse(linear, share),
            "mae": mae(errors, share),
            "mae_lm": mae(linear, share),
            "mae_ia": mae(naive, share),
            "mae_difference": mae(errors, share) - mae(linear, share),
            "mape": mape(errors, self.observed, share),
            "skewness": skew,
            "read": np.where(skewed(skew), "mae", "rmse"),
        }
        return pd.DataFrame(columns, index=self.items)

    def of_constructs(self, items: pd.DataFrame) -> pd.DataFrame:
        """Accuracy of scores, and the predictive power of every construct."""
        scores = self.held_out.scores[..., self.endogenous]
        errors = self.errors_of_scores(self.held_out)
        columns = {
            "q2_predict": q2_predict(errors, scores, self.share),
            "rmse": rmse(errors, self.share),
            "mae": mae(errors, self.share),
        }
        return pd.DataFrame(columns, index=self.constructs).join(verdicts_of(items))

    def in_sample(self) -> pd.DataFrame:
        """In-sample beside out-of-sample errors, of items and scores."""
        items = self._beside(self.observed - self.own.items, self.errors)
        scores = self._beside(self.errors_of_scores(self.own), self.errors_of_scores(self.held_out))
        scores.index = pd.MultiIndex.from_product([self.constructs, ["(score)"]])
        items.index = self.items
        both = pd.concat([items, scores])
        order = [key for name in self.constructs for key in both.index if key[0] == name]
        return both.loc[order].rename_axis(index=["construct", "indicator"])

    def _beside(self, own: Array, held_out: Array) -> pd.DataFrame:
        inside, outside = rmse(own, self.share), rmse(held_out, self.share)
        return pd.DataFrame(
            {
                "rmse_in_sample": inside,
                "rmse": outside,
                "rmse_growth": outside / inside - 1.0,
                "mae_in_sample": mae(own, self.share),
                "mae": mae(held_out, self.share),
            }
        )

    def predictions(self) -> pd.DataFrame:
        """Every case and item: observed, and predicted in and out of sample."""
        n = len(self.cases)
        columns = {
            "observed": self.observed,
            "predicted": self.held_out.items.mean(axis=0),
            "in_sample": self.own.items[0],
            "lm": self.held_out.linear.mean(axis=0),
            "ia": self.held_out.mean.mean(axis=0),
        }
        names = self.items.get_level_values("indicator")
        index = pd.MultiIndex.from_arrays(
            [np.repeat(names, n), np.tile(self.cases, len(names))], names=["indicator", "case"]
        )
        return pd.DataFrame({name: table.T.ravel() for name, table in columns.items()}, index=index)

    def overfit(self) -> pd.DataFrame:
        """How far each case's predicted score moves when the case is held out; n x e."""
        at = self.endogenous
        moved = self.own.constructs[0][:, at] - self.held_out.constructs.mean(axis=0)[:, at]
        return pd.DataFrame(moved, index=self.cases, columns=self.constructs)


def verdicts_of(items: pd.DataFrame) -> pd.DataFrame:
    """By construct: its items, those that the linear model predicts worse, and the verdict."""
    difference = items["mae_difference"].where(items["read"] == "mae", items["rmse_difference"])
    rows = {}
    for name, part in difference.groupby(level="construct", sort=False):
        better: Flags = part.to_numpy() < 0
        verdict = None if part.isna().any() else power(better)
        rows[name] = {"items": better.size, "better_than_lm": better.sum(), "power": verdict}
    return pd.DataFrame.from_dict(rows, orient="index")
