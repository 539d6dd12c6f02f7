"""Information criteria of a fit, and of rival fits side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plspm.assessment.information import (
    CRITERIA,
    LIKELIHOOD_BASED,
    akaike_weights,
)
from plspm.assessment.information import information_criteria as criteria_of
from plspm.calls import plainly
from plspm.errors import OptionError, written
from plspm.report.page import Page, Record, Table
from plspm.results import PLSResult


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InformationCriteria(Record):
    """Criteria of every endogenous construct, and what they say about rival models.

    Made by :func:`plspm.information_criteria`.

    Attributes
    ----------
    criteria : DataFrame
        Index ``construct``, or (``model``, ``construct``) for several models. Columns ``aic``,
        ``aicc``, ``aicu``, ``bic``, ``hq``, ``hqc``, ``fpe``, ``cp`` and ``gm``. Smaller is
        better; only differences between models of one construct mean anything.
    akaike_weights : DataFrame
        Index (``model``, ``construct``), for constructs that several models explain: the support
        of each model, which sums to 1 over the models. Columns ``aic`` to ``hqc``. Empty for one
        model.
    n : int
        Cases.
    """

    criteria: pd.DataFrame
    akaike_weights: pd.DataFrame
    n: int

    def page(self) -> Page:
        """Criteria, and what support they give to each model."""
        return Page(
            "Information criteria",
            (
                Table("Information criteria", self.criteria),
                Table(
                    "Akaike weights (support of each model)",
                    self.akaike_weights,
                    name="akaike_weights",
                ),
            ),
            (("Cases", str(self.n)), ("Reading", "smaller is better, within a construct")),
        )


@plainly("plspm.information_criteria")
def information_criteria(
    result: PLSResult | Mapping[str, PLSResult],
) -> InformationCriteria:
    """Information criteria of every structural equation, to choose among rival models.

    Parameters
    ----------
    result : PLSResult, or mapping of str to PLSResult
        A fit, or rival fits of the same cases by their names.

    Returns
    -------
    InformationCriteria

    Raises
    ------
    OptionError
        `result` is no fit, or the fits rest on different numbers of cases.

    Notes
    -----
    SSE is (1 - R²)(n - 1), and k counts the predecessors and the intercept. The mean squared
    error in Cp and GM is that of the construct regressed on every construct that is no effect
    of it, with the scores as they are, so that Cp of that full equation is k. Other programs
    estimate the weights anew for it and divide by n - 1. Under consistent PLS R² is corrected
    for attenuation; a criterion is NaN where it reaches 1.

    References
    ----------
    Sharma, Sarstedt, Shmueli, Kim & Thiele (2019), Journal of the Association for Information
    Systems 20(4), 346-397; Sharma, Shmueli, Sarstedt, Danks & Ray (2021), Decision Sciences
    52(3), 567-607; for Akaike weights Danks, Sharma & Sarstedt (2020), Journal of Business
    Research 113, 13-24.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> information_criteria(study.estimate()).criteria[["aic", "bic", "gm"]].round(2)
                 aic    bic      gm
    construct
    ECE       -31.34 -20.22  134.12
    MPE       -71.51 -65.95  147.05

    Is social media use needed to explain engagement?

    >>> text = study.model.to_text().replace("ECE ~ EXP + ORE + SMU", "ECE ~ EXP + ORE")
    >>> text = text.replace("SMU =~ SMU", "")
    >>> rival = plspm.estimate(text, study.data, scheme="centroid")
    >>> compared = information_criteria({"with": study.estimate(), "without": rival})
    >>> compared.akaike_weights.xs("ECE", level="construct")["bic"].round(2)
    model
    with       0.22
    without    0.78
    Name: bic, dtype: float64
    """
    if isinstance(result, PLSResult):
        table = _of_one(result)
        return InformationCriteria(
            table,
            _weights({"": table}).iloc[:0],
            result.n,
            simulated_from=result.simulated_from,
        )
    models = _checked(result)
    tables = {name: _of_one(model) for name, model in models.items()}
    first = next(iter(models.values()))
    return InformationCriteria(
        pd.concat(tables, names=["model"]),
        _weights(tables),
        first.n,
        simulated_from=first.simulated_from,
    )


def _checked(result: object) -> dict[str, PLSResult]:
    if not isinstance(result, Mapping) or not result:
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate(), or several "
            'by their names, {"A": result, "B": other}.'
        )
    problems = [
        f"Model {written(name)} is a {type(model).__name__}; give the result of plspm.estimate()."
        for name, model in result.items()
        if not isinstance(model, PLSResult)
    ]
    if problems:
        raise OptionError(problems)
    cases = {str(name): model.n for name, model in result.items()}
    if len(set(cases.values())) > 1:
        counts = ", ".join(f"{name} on {n}" for name, n in cases.items())
        raise OptionError(
            f"The models rest on different cases ({counts}); criteria compare models of the same "
            "data only. Drop the rows that some model lacks first."
        )
    return {str(name): model for name, model in result.items()}


def _of_one(result: PLSResult) -> pd.DataFrame:
    estimates = result._fitted.estimates
    with np.errstate(invalid="ignore", divide="ignore"):
        values = criteria_of(estimates)[0]
    names = pd.Index(estimates.arrays.constructs, name="construct")
    table = pd.DataFrame(values, index=names, columns=list(CRITERIA))
    return table[estimates.arrays.endogenous]


def _weights(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Akaike weights of the constructs that more than one model explains."""
    columns = list(LIKELIHOOD_BASED)
    constructs = dict.fromkeys(name for table in tables.values() for name in table.index)
    parts = {}
    for construct in constructs:
        rivals = [name for name, table in tables.items() if construct in table.index]
        values = np.array([tables[name].loc[construct, columns].to_numpy(float) for name in rivals])
        parts[construct] = pd.DataFrame(
            akaike_weights(values), index=pd.Index(rivals, name="model"), columns=columns
        )
    stacked = pd.concat(parts, names=["construct"]).swaplevel()
    rivals_of = stacked.groupby(level="construct")["aic"].transform("size")
    return stacked[rivals_of > 1]
