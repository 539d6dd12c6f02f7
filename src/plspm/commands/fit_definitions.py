"""One model fit under every definition that a study may have meant."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pandas as pd

from plspm.api import estimate
from plspm.errors import AdmissibilityWarning
from plspm.model import composite

if TYPE_CHECKING:
    from plspm.datasets import Dataset
    from plspm.results import PLSResult


def srmr_definitions(study: Dataset) -> pd.DataFrame:
    """SRMR of a study's model under each definition.

    Parameters
    ----------
    study : Dataset

    Returns
    -------
    DataFrame
        One row an estimator and kind of block; columns ``saturated``, ``estimated`` and
        ``inadmissible`` (why the fit cannot be interpreted, or nothing).
    """
    model, data, scheme = study.model, study.data, study.scheme
    as_composites = model.with_constructs(
        *(composite(c.name, c.indicators) for c in model.constructs)
    )
    with warnings.catch_warnings():
        # The table says itself which fit is inadmissible.
        warnings.simplefilter("ignore", AdmissibilityWarning)
        fits = {
            "PLS, common factors": estimate(model, data, scheme=scheme),
            "PLS, composites": estimate(as_composites, data, scheme=scheme),
            "PLSc, common factors": estimate(model, data, scheme=scheme, estimator="plsc"),
        }
    return pd.DataFrame({name: _row(fit) for name, fit in fits.items()}).T


def _row(fit: PLSResult) -> dict[str, object]:
    checks = fit.admissibility
    failed = checks.loc[~checks["holds"], "detail"]
    return {
        "saturated": fit.fit["saturated"]["srmr"],
        "estimated": fit.fit["estimated"]["srmr"],
        "inadmissible": "; ".join(f"{check}: {detail}" for check, detail in failed.items()),
    }
