"""Prediction of cases that a model has not seen, and what its predictions are worth."""

from plspm.prediction.ability import PredictiveAbility
from plspm.prediction.cross_validation import CrossValidation
from plspm.prediction.new_cases import Prediction, predict
from plspm.prediction.rivals import ModelComparison, compare_models
from plspm.prediction.stone_geisser import Blindfolding, blindfolding
from plspm.prediction.validation import cross_validate

__all__ = [
    "Blindfolding",
    "CrossValidation",
    "ModelComparison",
    "Prediction",
    "PredictiveAbility",
    "blindfolding",
    "compare_models",
    "cross_validate",
    "predict",
]
