"""Congruence: of one construct in two fits, and of two constructs in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from plspm.assessment.criteria import CUT_OFFS
from plspm.calls import plainly
from plspm.errors import OptionError
from plspm.estimation.arrays import Array
from plspm.nomology.formulas import congruent_pairs, tucker
from plspm.report.page import Page, Record, Table
from plspm.results import BootstrapResult, PLSResult

OF_TWO: Final = (
    "Tucker's φ: .95 and more is called the same, .85 to .94 fairly similar (Lorenzo-Seva & ten "
    "Berge 2006). nomological: of a construct's correlations with the others."
)
OF_ONE: Final = (
    "Two constructs are congruent where their correlations with the others are proportional "
    "(Franke, Sarstedt & Danks 2021); with an upper bound of 1 the network of constructs does not "
    "tell them apart."
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Congruence(Record):
    """Whether constructs are alike.

    Made by :func:`plspm.congruence`.

    Attributes
    ----------
    table : DataFrame
        Of two fits: index construct; columns ``loadings`` and ``weights``, φ over the items that
        both have, their number ``items``; ``nomological``, φ over the correlations with the other
        constructs that both have; ``verdict`` by the loadings ("pass" from .95, "look" from .85).
        Of one fit: index (construct, other); columns ``congruence``, and with a bootstrap
        ``upper``, its one-sided upper 95 % bound.
    between : str
        "fits" or "constructs".
    """

    table: pd.DataFrame
    between: str

    def page(self) -> Page:
        """The table."""
        of_two = self.between == "fits"
        title = "Congruence of two fits" if of_two else "Congruence of constructs"
        note = OF_TWO if of_two else OF_ONE
        return Page(title, (Table(title, self.table, name="congruence"),), notes=(note,))


@plainly("plspm.congruence")
def congruence(a: PLSResult | BootstrapResult, b: PLSResult | None = None) -> Congruence:
    """Coefficients of congruence, of two fits or of the constructs of one.

    Parameters
    ----------
    a : PLSResult or BootstrapResult
        A fit; for the constructs of one also its bootstrap, for bounds.
    b : PLSResult, optional
        A second fit, of another sample or with other options. Without it, every pair of constructs
        of `a` is compared by correlations with the others.

    Returns
    -------
    Congruence

    Raises
    ------
    OptionError
        What is given is no fit, or the fits share no construct with two items or more.

    References
    ----------
    Tucker (1951), Personnel Research Section Report 984; Lorenzo-Seva & ten Berge (2006),
    Methodology 2(2), 57-64; Franke, Sarstedt & Danks (2021), Journal of Business Research 130,
    318-334.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> halves = [plspm.estimate(study.model, study.data.iloc[k::2]) for k in (0, 1)]
    >>> plspm.congruence(*halves).table[["loadings", "nomological"]].round(3)
               loadings  nomological
    construct
    EXP           0.987        0.860
    ORE           0.991        0.951
    ECE           0.999        0.995
    MPE           0.999        0.979
    >>> plspm.congruence(halves[0]).table.shape
    (10, 1)
    """
    problems = []
    if not isinstance(a, PLSResult | BootstrapResult) or (
        b is not None and isinstance(a, BootstrapResult)
    ):
        problems.append(f"a is a {type(a).__name__}; give the result of plspm.estimate().")
    if b is not None and not isinstance(b, PLSResult):
        problems.append(f"b is a {type(b).__name__}; give the result of plspm.estimate().")
    if problems:
        raise OptionError(problems)
    if b is None:
        return Congruence(_of_constructs(a), "constructs", simulated_from=a.simulated_from)
    first = a.result if isinstance(a, BootstrapResult) else a
    origins = dict.fromkeys(fit.simulated_from for fit in (first, b) if fit.simulated_from)
    return Congruence(_of_fits(first, b), "fits", simulated_from="; ".join(origins))


def _of_fits(a: PLSResult, b: PLSResult) -> pd.DataFrame:
    shared = [name for name in a.reliability.index if name in set(b.reliability.index)]
    rows = {}
    for name in shared:
        row = _of_construct(a, b, str(name), [str(x) for x in shared])
        if row is not None:
            rows[name] = row
    if not rows:
        raise OptionError(
            "a and b share no construct with two or more of the same items, so that there is "
            "nothing to compare."
        )
    table = pd.DataFrame.from_dict(rows, orient="index")
    table["items"] = table["items"].astype(int)
    return table.rename_axis("construct")


def _of_construct(
    a: PLSResult, b: PLSResult, name: str, shared: list[str]
) -> dict[str, object] | None:
    loadings = _beside(a.loadings["loading"], b.loadings["loading"], name)
    if loadings.shape[1] < 2:
        return None
    weights = _beside(a.weights["weight"], b.weights["weight"], name)
    others = [other for other in shared if other != name]
    tables = [fit.construct_correlations.loc[others, name] for fit in (a, b)]
    known = np.array([table.to_numpy(float) for table in tables])
    phi = tucker(*loadings)
    return {
        "loadings": phi,
        "weights": tucker(*weights),
        "items": loadings.shape[1],
        "nomological": tucker(*known) if len(others) > 1 else np.nan,
        "verdict": _verdict(phi),
    }


def _verdict(phi: float) -> str:
    if CUT_OFFS["congruence"].holds(phi):
        return "pass"
    return "look" if CUT_OFFS["congruence_least"].holds(phi) else "fail"


def _beside(a: pd.Series[float], b: pd.Series[float], name: str) -> Array:
    """The values of the items that both have; (2, items)."""
    blocks = [values[values.index.get_level_values("construct") == name] for values in (a, b)]
    both = pd.concat([block.droplevel("construct") for block in blocks], axis=1, join="inner")
    return both.to_numpy(float).T


def _of_constructs(a: PLSResult | BootstrapResult) -> pd.DataFrame:
    boot = a if isinstance(a, BootstrapResult) else None
    fitted = a._fitted
    arrays = fitted.arrays
    parts = {j for of_one in arrays.parts for j in of_one}
    kept = [j for j in range(len(arrays.constructs)) if not arrays.is_product[j] and j not in parts]
    i, j = np.tril_indices(len(kept), -1)
    names = [arrays.constructs[k] for k in kept]
    index = pd.MultiIndex.from_arrays(
        [[names[k] for k in i], [names[k] for k in j]], names=["construct", "other"]
    )
    P = fitted.estimates.P[:, kept][:, :, kept]
    columns = {"congruence": congruent_pairs(P)[0, i, j]}
    if boot is not None:
        drawn = _square(boot.draws("construct_correlations").to_numpy(), len(arrays.constructs))
        values = congruent_pairs(drawn[:, kept][:, :, kept])[:, i, j]
        columns["upper"] = np.nanquantile(values, 0.95, axis=0) if len(kept) > 3 else np.nan
    return pd.DataFrame(columns, index=index)


def _square(below: Array, J: int) -> Array:
    """Matrices with unit diagonal from what is below it; (b, J, J)."""
    P = np.ones((below.shape[0], J, J))
    i, j = np.tril_indices(J, -1)
    P[:, i, j] = P[:, j, i] = below
    return P
