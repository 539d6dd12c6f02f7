"""Rival models side by side: criteria, support, fit and prediction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import pandas as pd

from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.information import InformationCriteria, information_criteria
from plspm.prediction.benchmark import Benchmark
from plspm.prediction.cross_validation import CrossValidation
from plspm.prediction.folds import Folds
from plspm.prediction.measurement import Antecedents
from plspm.prediction.validation import cross_validate
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult

TITLE = "Rival models"
NOTES: Final = (
    "BIC and GM: smaller is better, within a construct. bic_weight: support of each model among "
    "those that explain the construct (Akaike weights from BIC).",
    "CVPAT: a negative difference says that the first model predicts better.",
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ModelComparison(Record):
    """Rival models of the same cases, compared.

    Made by :func:`plspm.compare_models`.

    Attributes
    ----------
    constructs : DataFrame
        Index (construct, model). Columns ``r_squared``, ``r_squared_adjusted``, ``bic``, ``gm``,
        ``bic_weight`` (NaN where no other model explains the construct), ``q2_predict`` and
        ``rmse`` of the scores out of sample, and ``power``.
    models : DataFrame
        Index model. Columns ``srmr`` and ``d_uls`` of the estimated model, ``loss`` (mean squared
        error out of sample of all indicators that every model predicts) and ``paths``, their
        number.
    cvpat : DataFrame
        Index (pair, construct), the pairs as "A against B". Columns as those of
        :class:`PredictiveAbility`.
    criteria : InformationCriteria
        All criteria and Akaike weights.
    validations : dict of str to CrossValidation
        Those of the models, all in the same folds.
    seed : int, SeedSequence or None
        Give it again for the same folds.
    """

    constructs: pd.DataFrame
    models: pd.DataFrame
    cvpat: pd.DataFrame
    criteria: InformationCriteria
    validations: dict[str, CrossValidation]
    seed: Seed

    def page(self) -> Page:
        """Models side by side, then by construct and by pairs."""
        return Page(
            TITLE,
            (
                Table("Models", self.models),
                Table("Constructs", self.constructs),
                Table(
                    "Cross-validated predictive ability test (CVPAT), by pairs",
                    self.cvpat,
                    name="cvpat",
                ),
            ),
            (("Models", ", ".join(self.validations)), ("Cases", str(self.criteria.n))),
            NOTES,
        )


@plainly("plspm.compare_models")
def compare_models(
    models: Mapping[str, PLSResult],
    *,
    folds: Folds = 10,
    repeats: int = 10,
    seed: Seed = None,
    antecedents: Antecedents = "earliest",
    benchmark: Benchmark = "exogenous",
) -> ModelComparison:
    """Compare rival models of the same cases: criteria, support, fit and prediction.

    Parameters
    ----------
    models : mapping of str to PLSResult
        Two or more fits by their names.
    folds, repeats, seed, antecedents, benchmark : optional
        Of the cross-validation, see :func:`plspm.cross_validate`; all models get the same folds.

    Returns
    -------
    ModelComparison

    Raises
    ------
    OptionError
        There are fewer than two models, they rest on different cases, or an option is wrong.
    UnavailableError
        A fit has no cases, or its cases have weights.

    Notes
    -----
    The models should be few and come from theory: the best of many is best by chance as well.

    References
    ----------
    Sharma, Shmueli, Sarstedt, Danks & Ray (2021), Decision Sciences 52(3), 567-607; Danks, Sharma
    & Sarstedt (2020), Journal of Business Research 113, 13-24; Liengaard et al. (2021), Decision
    Sciences 52(2), 362-392.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> text = study.model.to_text().replace("ECE ~ EXP + ORE + SMU", "ECE ~ EXP + ORE")
    >>> rival = plspm.estimate(text.replace("SMU =~ SMU", ""), study.data, scheme="centroid")
    >>> models = {"with": study.estimate(), "without": rival}
    >>> compared = plspm.compare_models(models, seed=1)
    >>> compared.constructs.loc["ECE", ["r_squared", "bic", "q2_predict"]].round(3)
             r_squared     bic  q2_predict
    model
    with         0.275 -20.220       0.221
    without      0.262 -22.801       0.219
    """
    criteria = information_criteria(models)
    if isinstance(models, PLSResult) or len(models) < 2:
        raise OptionError('Two models at least are compared; give {"A": result, "B": other}.')
    fits = {str(name): result for name, result in models.items()}
    sequence = as_seed_sequence(seed)
    validations: dict[str, CrossValidation] = {}
    for name, result in fits.items():
        same = next(iter(validations.values())).folds if validations else folds
        validations[name] = cross_validate(
            result,
            folds=same,
            repeats=repeats,
            seed=sequence,
            antecedents=antecedents,
            benchmark=benchmark,
        )
    pairs = {
        f"{one} against {other}": validations[one].cvpat(against=validations[other]).table
        for one, other in combinations(fits, 2)
    }
    drawn = next(iter(validations.values())).seed
    return ModelComparison(
        constructs=_constructs(fits, validations, criteria),
        models=_models(fits, validations),
        cvpat=pd.concat(pairs, names=["pair"]),
        criteria=criteria,
        validations=validations,
        seed=None if drawn is None else to_repeat(sequence),
        simulated_from=criteria.simulated_from,
    )


def _constructs(
    fits: Mapping[str, PLSResult],
    validations: Mapping[str, CrossValidation],
    criteria: InformationCriteria,
) -> pd.DataFrame:
    parts = {}
    for name, result in fits.items():
        predicted = validations[name].constructs[["q2_predict", "rmse", "power"]]
        of_model = criteria.criteria.loc[name][["bic", "gm"]]
        parts[name] = result.r_squared.join(of_model).join(predicted)
    table = pd.concat(parts, names=["model", "construct"]).swaplevel()
    weights = criteria.akaike_weights["bic"].swaplevel()
    table.insert(4, "bic_weight", weights.reindex(table.index))
    order = list(dict.fromkeys(table.index.get_level_values("construct")))
    return table.loc[order]


def _models(
    fits: Mapping[str, PLSResult], validations: Mapping[str, CrossValidation]
) -> pd.DataFrame:
    known = [validation.indicators.index for validation in validations.values()]
    shared = known[0]
    for items in known[1:]:
        shared = shared[shared.isin(items)]
    rows = {}
    for name, result in fits.items():
        fit = result.fit["estimated"]
        rmse = validations[name].indicators["rmse"].loc[shared]
        rows[name] = {
            "srmr": fit["srmr"],
            "d_uls": fit["d_uls"],
            "loss": float((rmse**2).mean()),
            "paths": len(result.model.paths),
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index="model")
