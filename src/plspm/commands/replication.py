"""Every printed number of the customer engagement study beside ours, with reasons."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from plspm.commands.comparison import Comparison, compare_tables
from plspm.commands.fit_definitions import srmr_definitions
from plspm.commands.printed_regressions import t_ranges

if TYPE_CHECKING:
    from plspm.datasets import Dataset
    from plspm.results import BootstrapResult, PLSResult

NO_REASON: Final = "no reason is known"


def replicate(study: Dataset, result: PLSResult) -> dict[str, tuple[Comparison, ...]]:
    """Compare all printed numbers that data can give.

    Parameters
    ----------
    study : Dataset
        The customer engagement study.
    result : PLSResult
        Its fit, as in the study.

    Returns
    -------
    dict of str to tuple of Comparison
        By table; each number that is not reproduced has its reason.
    """
    tables = {
        "table 2, items": _items(study, result),
        "table 2, constructs": _constructs(study, result),
        "table 3": _fornell_larcker(study, result),
        "table A1": compare_tables("table A1", study.published("tableA1"), result.cross_loadings),
        "table 4": compare_tables("table 4", study.published("table4"), _effects(study, result)),
        "figure 2": (*_betas(study, result), *_t_values(study, result)),
        "text": _scalars(study, result),
    }
    return {
        name: tuple(_with_reason(cell, study, result) for cell in cells)
        for name, cells in tables.items()
    }


def pooled(study: Dataset) -> pd.DataFrame:
    """Mean and SD of all answers to the items of each block: how table 3 describes constructs."""
    data = study.data
    answers = {c.name: data[list(c.indicators)].to_numpy() for c in study.model.constructs}
    described = {name: (block.mean(), block.std(ddof=1)) for name, block in answers.items()}
    return pd.DataFrame.from_dict(described, orient="index", columns=["mean", "sd"])


def minimum_sample(indicators: float, latent_variables: float) -> float:
    """Lower bound 50 r² - 450 r + 1100, r indicators per latent variable (Westland 2010)."""
    r = indicators / latent_variables
    return 50 * r**2 - 450 * r + 1100


def monte_carlo_error(boot: BootstrapResult, source: str, target: str) -> float:
    """Standard error of a path's bootstrap t-value that stems from drawing at random.

    The standard error of an SD of B draws is SD √((κ - 1)/(4B)), κ their kurtosis; t, inverse
    to the SD, has the same relative error.
    """
    draws = boot.draws("paths")[(source, target)]
    centred = draws - draws.mean()
    kurtosis = (centred**4).mean() / (centred**2).mean() ** 2
    t = float(boot.paths["t"][(source, target)])
    return abs(t) * math.sqrt((kurtosis - 1) / (4 * len(draws)))


def _items(study: Dataset, result: PLSResult) -> tuple[Comparison, ...]:
    printed = study.published("table2_items").droplevel("construct")
    loadings = result.loadings.droplevel("construct")
    return compare_tables("table 2", printed, result.descriptives.join(loadings))


def _constructs(study: Dataset, result: PLSResult) -> tuple[Comparison, ...]:
    ours = result.reliability.rename(columns={"rho_c": "composite_reliability"})
    return compare_tables("table 2", study.published("table2_constructs"), ours)


def _fornell_larcker(study: Dataset, result: PLSResult) -> tuple[Comparison, ...]:
    return compare_tables(
        "table 3", study.published("table3"), pooled(study).join(result.fornell_larcker)
    )


def _effects(study: Dataset, result: PLSResult) -> pd.DataFrame:
    """Effects of all printed pairs; zero, as printed, where no path leads."""
    return result.effects.reindex(study.published("table4").index).fillna(0.0)


def _betas(study: Dataset, result: PLSResult) -> tuple[Comparison, ...]:
    printed = study.published("figure2").set_index(["source", "target"])[["beta"]]
    ours = result.effects.rename(columns={"direct": "beta"})
    return compare_tables("figure 2", printed, ours)


def _t_values(study: Dataset, result: PLSResult) -> tuple[Comparison, ...]:
    """The printed t-values are those of regressions: they follow from other printed numbers."""
    printed = study.published("figure2").set_index(["source", "target"])[["t"]]
    cells = compare_tables("figure 2", printed, result.regressions)
    ends = t_ranges(study).loc[printed.dropna().index].to_numpy(float).tolist()
    return tuple(
        replace(cell, allowed=(low, high)) for cell, (low, high) in zip(cells, ends, strict=True)
    )


def _scalars(study: Dataset, result: PLSResult) -> tuple[Comparison, ...]:
    printed = study.published("scalars")["value"]
    sample = minimum_sample(printed["apriori_indicators"], printed["apriori_latent_variables"])
    return (
        *(
            Comparison("text", str(name), "R²", printed[f"r_squared_{name}"], value)
            for name, value in result.r_squared["r_squared"].items()
        ),
        Comparison("text", "", "SRMR", printed["srmr"], result.fit["saturated"]["srmr"]),
        Comparison("text", "", "minimum sample size", printed["apriori_cases"], sample, decimals=0),
    )


def _with_reason(cell: Comparison, study: Dataset, result: PLSResult) -> Comparison:
    if cell.reproduced or cell.reason:
        return cell
    if cell.column == "composite_reliability":
        reason = _reliability_reason(cell, study, result)
    elif (cell.table, cell.column) == ("table 3", "mean"):
        reason = _mean_reason(cell, study)
    elif cell.column == "SRMR":
        reason = _srmr_reason(cell, study)
    elif cell.truncated:
        reason = (
            f"truncated in the print, not rounded: ours is {cell.ours:.5f}, and no 119 whole "
            "answers give a value that rounds to the print"
        )
    else:
        reason = NO_REASON
    return replace(cell, reason=reason)


def _reliability_reason(cell: Comparison, study: Dataset, result: PLSResult) -> str:
    loadings = study.published("table2_items")["loading"].xs(cell.row)
    common = loadings.sum() ** 2
    from_print = common / (common + (1 - loadings**2).sum())
    rho_a = result.reliability["rho_a"][cell.row]
    return (
        f"misprint, or another statistic that is not named: the printed loadings themselves give "
        f"{from_print:.3f}; rho_A ({rho_a:.3f}) is not meant either"
    )


def _mean_reason(cell: Comparison, study: Dataset) -> str:
    means = study.published("table2_items")["mean"].xs(cell.row)
    return (
        f"misprint: the printed means of its {len(means)} items average {means.mean():.3f} "
        "(the printed SD is that of these items)"
    )


def _srmr_reason(cell: Comparison, study: Dataset) -> str:
    definitions = srmr_definitions(study)
    values = definitions[["saturated", "estimated"]].astype(float)
    agrees = (values - cell.printed).abs() <= 0.5 * 10**-cell.decimals
    named = [
        f"{fit}, {model}: {values.loc[fit, model]:.4f}"
        + (" (a fit that is not admissible)" if definitions.loc[fit, "inadmissible"] else "")
        for fit in values.index[agrees.any(axis=1)]
        for model in values.columns[agrees.loc[fit]]
    ]
    return (
        "the study names no definition; ours is that of plain PLS, common factors, saturated. Of "
        f"the {values.size} definitions shown under model fit, those that give the print: "
        f"{'; '.join(named) or 'none'}. That the study used it cannot be concluded"
    )
