"""Prediction of cases that a model has not seen, and what its predictions are worth."""

from plspm.prediction.ability import PredictiveAbility
from plspm.prediction.cross_validation import CrossValidation
from plspm.prediction.mediators import MediatorContribution, mediator_contribution
from plspm.prediction.new_cases import Prediction, predict
from plspm.prediction.overfit import CompositeOverfit, composite_overfit
from plspm.prediction.rivals import ModelComparison, compare_models
from plspm.prediction.stone_geisser import Blindfolding, blindfolding
from plspm.prediction.validation import cross_validate

__all__ = [
    "Blindfolding",
    "CompositeOverfit",
    "CrossValidation",
    "MediatorContribution",
    "ModelComparison",
    "Prediction",
    "PredictiveAbility",
    "blindfolding",
    "compare_models",
    "composite_overfit",
    "cross_validate",
    "mediator_contribution",
    "predict",
]
