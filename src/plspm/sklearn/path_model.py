"""A path model as an estimator of scikit-learn: scores out of it, outcomes predicted by it."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Self, get_args

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, MultiOutputMixin, RegressorMixin, TransformerMixin
from sklearn.metrics import r2_score
from sklearn.utils.validation import check_is_fitted, validate_data

from plspm.api import estimate
from plspm.data import Missing
from plspm.data.checks import FEWEST_ROWS
from plspm.data.frames import read_frame
from plspm.errors import DataWarning, Gathering, OptionError
from plspm.estimation.arrays import Array
from plspm.estimation.settings import Estimator, HigherOrder, Interactions, Scheme, choice_problems
from plspm.model import PathModel
from plspm.prediction.measurement import Antecedents
from plspm.prediction.new_cases import Prediction, predict
from plspm.results import PLSResult
from plspm.sklearn.columns import (
    check_input_features,
    has_names,
    joined,
    named_columns,
    read_outcomes,
)
from plspm.sklearn.stated import stated_model
from plspm.sklearn.targets import known_constructs, target_names

Predicts = Literal["indicators", "constructs"]


# scikit-learn has no types
class PLSPathModel(TransformerMixin, RegressorMixin, MultiOutputMixin, BaseEstimator):  # type: ignore[misc]
    """PLS path model that follows the protocol of scikit-learn.

    ``transform`` gives construct scores, ``predict`` what the model expects of its outcomes. It
    can be cloned, stand in pipelines, and be searched over schemes and whole models.

    Parameters
    ----------
    model : PathModel or str, optional
        The model, or its text. By default all columns of X are one composite, all columns of y
        another one that it explains, both in Mode A.
    feature_names, target_names : sequence of str, optional
        What the model calls the columns of X and of y where these are arrays; by default x0, x1,
        ... and y (or y0, y1, ...). Data frames have names of their own.
    scheme, estimator, missing, standardize, interactions, higher_order, dominant_indicators
        As in :func:`plspm.estimate`.
    tolerance : float, default 1e-7
    max_iterations : int, default 300
        As in :func:`plspm.estimate`.
    antecedents : {"earliest", "direct"}, default "earliest"
        As in :func:`plspm.predict`.
    predicts : {"indicators", "constructs"}, default "indicators"
        Whether the items of endogenous constructs are predicted, or their scores.

    Attributes
    ----------
    result_ : PLSResult
        The fit, with everything that :func:`plspm.estimate` gives.
    targets_ : (k,) array of str
        The columns of `predict`: those of y; of a fit without y, or with a y that is no part of
        the model, the items of all endogenous constructs. With ``predicts="constructs"`` the
        constructs that these belong to.
    constructs_ : (j,) array of str
        The columns of `transform`: the constructs whose items X holds.
    n_features_in_ : int
    feature_names_in_ : array of str
        Where X is a data frame.

    Notes
    -----
    Either X holds all items, or y those of the outcomes: then X does without them, in `predict` as
    in `fit`, and models of the same y can be compared by their scores. A y without any column of
    the model, as in a pipeline that goes on from the scores, is not looked at.

    Products that are not made of final scores cannot be predicted, nor transformed.

    Of the checks of scikit-learn one fails, as it should: cases of weight 2 are no two cases, by
    whose number scores of variance 1 (n - 1) differ. With ``predicts="constructs"`` there are
    fewer predictions than columns in y, which another check expects.

    Examples
    --------
    >>> import plspm
    >>> from sklearn.model_selection import cross_val_score
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> outcomes = [name for name in study.data.columns if name.startswith("MPE")]
    >>> X, y = study.data.drop(columns=outcomes), study.data[outcomes]
    >>> model = plspm.PLSPathModel(study.model, scheme="centroid")
    >>> model.set_output(transform="pandas").fit_transform(X, y).head(2).round(2)
        EXP   ORE   SMU   ECE
    0 -0.07 -0.17 -0.66 -0.44
    1  0.81  0.54  0.13  0.70
    >>> cross_val_score(model, X, y, cv=5).round(2)
    array([...])
    """

    def __init__(
        self,
        model: PathModel | str | None = None,
        *,
        feature_names: Sequence[str] | None = None,
        target_names: Sequence[str] | None = None,
        scheme: Scheme = "path",
        estimator: Estimator = "pls",
        missing: Missing = "error",
        standardize: bool = True,
        interactions: Interactions = "two_stage",
        higher_order: HigherOrder = "disjoint_two_stage",
        dominant_indicators: Mapping[str, str] | None = None,
        tolerance: float = 1e-7,
        max_iterations: int = 300,
        antecedents: Antecedents = "earliest",
        predicts: Predicts = "indicators",
    ) -> None:
        self.model = model
        self.feature_names = feature_names
        self.target_names = target_names
        self.scheme = scheme
        self.estimator = estimator
        self.missing = missing
        self.standardize = standardize
        self.interactions = interactions
        self.higher_order = higher_order
        self.dominant_indicators = dominant_indicators
        self.tolerance = tolerance
        self.max_iterations = max_iterations
        self.antecedents = antecedents
        self.predicts = predicts

    def fit(self, X: object, y: object = None, sample_weight: object = None) -> Self:
        """Estimate the model. Errors are those of :func:`plspm.estimate`.

        Parameters
        ----------
        X : data frame or array of shape (n, features)
        y : data frame, series or array of shape (n,) or (n, targets), optional
            Items of the outcomes. Needed where there is no model.
        sample_weight : array of shape (n,), optional
            Case weights, as `weights` of :func:`plspm.estimate`.

        Returns
        -------
        PLSPathModel
            Itself.
        """
        gathering = Gathering(
            [
                *choice_problems("antecedents", self.antecedents, get_args(Antecedents)),
                *choice_problems("predicts", self.predicts, get_args(Predicts)),
            ]
        )
        frame = self._frame(X, reset=True)
        gaps = self.missing != "error"
        outcomes = None if y is None else read_outcomes(y, self.target_names, gaps=gaps)
        with gathering:
            nameless = not has_names(X) and self.feature_names is None
            model, outcomes = stated_model(self.model, frame, outcomes, nameless=nameless)
            self.result_ = self._estimated(model, joined(frame, outcomes), sample_weight)
        gathering.tell()
        wanted = None if outcomes is None else list(outcomes.columns)
        self.targets_ = target_names(self.result_, wanted, self.predicts)
        self.constructs_ = known_constructs(self.result_, list(frame.columns), self.antecedents)
        self._given_y = outcomes is not None
        self._single = self._given_y and not has_names(y) and np.asarray(y).ndim == 1
        return self

    def transform(self, X: object) -> Array:
        """Scores of the constructs whose items X holds.

        Returns
        -------
        (n, constructs) array, or what `set_output` asks for
            With the weights, means and standard deviations of the fit.
        """
        scores = self._predicted(X).scores
        return scores.reindex(columns=list(self.constructs_)).to_numpy()

    def predict(self, X: object) -> Array:
        """What the model expects of its outcomes.

        Returns
        -------
        (n, targets) array, or (n,) where y had no columns
            The columns are `targets_`.
        """
        values = self._tables(self._predicted(X)).to_numpy()
        return values[:, 0] if self._single and values.shape[1] == 1 else values

    def score(self, X: object, y: object = None, sample_weight: object = None) -> float:
        """R² of the predictions, averaged over the targets.

        Parameters
        ----------
        X : data frame or array of shape (n, features)
        y : as in `fit`, optional
            None for a fit without y: the outcomes are those in X.
        sample_weight : array of shape (n,), optional

        Returns
        -------
        float
            It compares with the means of the cases given; Q²_predict of
            :func:`plspm.cross_validate` with those of the training sets.

        Raises
        ------
        OptionError
            y was part of the fit and is not given.
        """
        predicted = self._tables(self._predicted(X))
        data = self._frame(X, reset=False)
        if self._given_y:
            if y is None:
                raise OptionError("y was part of the fit; give it to score predictions of it.")
            gaps = self.missing != "error"
            data = joined(data, read_outcomes(y, self.target_names, gaps=gaps))
        if self.predicts == "constructs":
            data = predict(self.result_, data, antecedents=self.antecedents).scores
        found: float = r2_score(
            data[list(self.targets_)].to_numpy(float),
            predicted.to_numpy(),
            sample_weight=sample_weight,
        )
        return found

    def get_feature_names_out(self, input_features: Sequence[str] | None = None) -> np.ndarray:
        """Names of the columns of `transform`: those of the constructs.

        Parameters
        ----------
        input_features : sequence of str, optional
            Names of the columns of X, which are checked and nothing else.

        Returns
        -------
        (constructs,) array of str
        """
        check_is_fitted(self)
        if input_features is not None:
            known = getattr(self, "feature_names_in_", None)
            check_input_features(list(input_features), known, self.n_features_in_)
        return self.constructs_.copy()

    def _estimated(self, model: PathModel, data: pd.DataFrame, weights: object) -> PLSResult:
        with warnings.catch_warnings():
            if self.model is None:  # any variables, which nobody claims to be keyed alike
                warnings.filterwarnings("ignore", "Items load against", DataWarning)
            return estimate(
                model,
                data,
                scheme=self.scheme,
                estimator=self.estimator,
                missing=self.missing,
                weights=None if weights is None else np.asarray(weights),
                standardize=self.standardize,
                interactions=self.interactions,
                higher_order=self.higher_order,
                dominant_indicators=self.dominant_indicators,
                tolerance=self.tolerance,
                max_iterations=self.max_iterations,
            )

    def _predicted(self, X: object) -> Prediction:
        check_is_fitted(self)
        return predict(self.result_, self._frame(X, reset=False), antecedents=self.antecedents)

    def _tables(self, found: Prediction) -> pd.DataFrame:
        table = found.indicators if self.predicts == "indicators" else found.constructs
        return table[list(self.targets_)]

    def _frame(self, X: object, *, reset: bool) -> pd.DataFrame:
        """X as columns with names; what is in frames is judged where the model reads it."""
        if has_names(X):
            validate_data(self, X, reset=reset, skip_check_array=True)
            return read_frame(X)
        values = validate_data(
            self,
            X,
            reset=reset,
            dtype=np.float64,
            ensure_all_finite=True if self.missing == "error" else "allow-nan",
            ensure_min_samples=FEWEST_ROWS if reset else 1,
        )
        return named_columns(values, self.feature_names, "x")

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401  (a type of scikit-learn)
        tags = super().__sklearn_tags__()
        tags.target_tags.required = self.model is None
        tags.input_tags.allow_nan = self.missing == "mean"
        return tags
