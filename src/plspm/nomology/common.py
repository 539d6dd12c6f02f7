"""Common method variance: full collinearity, markers, and the one factor."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from plspm.assessment.collinearity import full_vif
from plspm.assessment.criteria import CUT_OFFS
from plspm.assessment.fit import item_correlations
from plspm.calls import plainly
from plspm.data.moments import Pearson
from plspm.data.wording import listed
from plspm.errors import OptionError
from plspm.estimation.arrays import Array, Flags, ModelArrays
from plspm.estimation.structural import inverse_of_correlations
from plspm.inference.fitted import fit_cases
from plspm.nomology.formulas import (
    explained,
    partial_test,
    residuals,
    smallest_positive,
    with_controls,
    without_marker,
)
from plspm.nomology.markers import Marker, Markers, correlations, read_marker
from plspm.nomology.record import CommonMethod
from plspm.results import PLSResult


@plainly("plspm.common_method")
def common_method(result: PLSResult, marker: Marker | None = None) -> CommonMethod:
    """Look for variance that constructs share because they were asked for in the same way.

    Parameters
    ----------
    result : PLSResult
    marker : str or sequence of str, optional
        What theory does not relate to the constructs, but was asked for in the same way: columns
        of the data beside the model, or one construct of the model. With two or more items paths
        are also corrected by the measured latent marker.

    Returns
    -------
    CommonMethod

    Raises
    ------
    OptionError
        `result` is no fit, or `marker` no marker.
    DataError
        The data lack the marker, or it has gaps.
    UnavailableError
        A marker is given, but there are no cases.

    Notes
    -----
    None of these shows that there is no common method variance; procedures before the survey do
    more than statistics after it (Podsakoff et al. 2003). Scores are taken as they are, also under
    consistent PLS.

    References
    ----------
    Kock (2015), International Journal of e-Collaboration 11(4), 1-10; Lindell & Whitney (2001),
    Journal of Applied Psychology 86(1), 114-121; Chin, Thatcher, Wright & Steel (2013), in: New
    Perspectives in Partial Least Squares and Related Methods; Podsakoff, MacKenzie, Lee &
    Podsakoff (2003), Journal of Applied Psychology 88(5), 879-903.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> found = plspm.common_method(result)
    >>> found.full_collinearity["vif"].round(2).tolist()
    [1.13, 1.59, 1.16, 1.99, 2.26]
    """
    if not isinstance(result, PLSResult):
        raise OptionError(
            f"result is a {type(result).__name__}; give the result of plspm.estimate()."
        )
    given = read_marker(result, marker)
    kept = _substantive(result, "" if given is None else given.construct)
    C = result._fitted.score_correlations[0]
    names = [result._fitted.arrays.constructs[j] for j in kept]
    of_marker = None if given is None else _with_constructs(result, given)[:, kept]
    r_m = _that_stands_for_the_method(result, C[np.ix_(kept, kept)], of_marker, names)
    return CommonMethod(
        _full_collinearity(result, kept),
        _pairs(C[np.ix_(kept, kept)], names, r_m, result.n),
        _marker_table(given, of_marker, names, result),
        _paths(result, C, kept, r_m, given),
        _one_factor(result),
        r_m,
        tuple(_facts(result, given, r_m, kept)),
        simulated_from=result.simulated_from,
    )


def _substantive(result: PLSResult, marker: str) -> list[int]:
    """Numbers of the constructs that are judged: no products, no parts, not the marker."""
    arrays = result._fitted.arrays
    parts = {j for of_one in arrays.parts for j in of_one}
    return [
        j
        for j, name in enumerate(arrays.constructs)
        if not arrays.is_product[j] and j not in parts and name != marker
    ]


def _that_stands_for_the_method(
    result: PLSResult, C: Array, of_marker: Array | None, names: list[str]
) -> tuple[float, float]:
    """The smallest correlations of what was asked for alike, which control variables are not.

    Those of a marker's score with constructs, or, without a marker, of these with each other.
    """
    cases = result._indicators
    controls = frozenset() if cases is None else cases.of_controls
    asked = np.array([name not in controls for name in names])
    if of_marker is not None:
        return smallest_positive(of_marker[-1, asked])
    among = C[np.ix_(asked, asked)]
    return smallest_positive(among[np.tril_indices_from(among, -1)])


def _with_constructs(result: PLSResult, given: Markers) -> Array:
    """Correlations of the marker's items, and in the last row of its score; (m + 1, J)."""
    scores = result.scores.to_numpy()
    both = np.column_stack([given.items, given.score])
    return correlations(both, scores, result._fitted.case_weights)


def _full_collinearity(result: PLSResult, kept: list[int]) -> pd.DataFrame:
    arrays, cut = result._fitted.arrays, CUT_OFFS["full_vif"]
    C = result._fitted.score_correlations[:, kept][:, :, kept]
    vif = full_vif(C)[0]
    return pd.DataFrame(
        {
            "vif": vif,
            "threshold": str(cut),
            "verdict": ["pass" if cut.holds(value) else "look" for value in vif],
        },
        index=pd.Index([arrays.constructs[j] for j in kept], name="construct"),
    )


def _pairs(C: Array, names: list[str], r_m: tuple[float, float], n: int) -> pd.DataFrame:
    i, j = np.tril_indices(len(names), -1)
    index = pd.MultiIndex.from_arrays(
        [[names[k] for k in i], [names[k] for k in j]], names=["construct", "other"]
    )
    columns = {"correlation": C[i, j]}
    for value, ending in zip(r_m, ("", "_second"), strict=True):
        adjusted = without_marker(C[i, j], value)
        t, p = partial_test(adjusted, n)
        columns |= {f"adjusted{ending}": adjusted, f"t{ending}": t, f"p_value{ending}": p}
    return pd.DataFrame(columns, index=index)


def _marker_table(
    given: Markers | None, of_marker: Array | None, names: list[str], result: PLSResult
) -> pd.DataFrame:
    index = pd.Index(names, name="construct")
    if given is None or of_marker is None:
        return pd.DataFrame(columns=["correlation", "share"], index=index[:0])
    S_mm = correlations(given.items, given.items, result._fitted.case_weights)
    shares, _ = explained(S_mm, of_marker[:-1])
    return pd.DataFrame({"correlation": of_marker[-1], "share": shares}, index=index)


def _paths(
    result: PLSResult, C: Array, kept: list[int], r_m: tuple[float, float], given: Markers | None
) -> pd.DataFrame:
    """Paths whose equation has constructs in it that are judged, and no others."""
    arrays = result._fitted.arrays
    is_path: Flags = arrays.is_path & ~_partly_judged(arrays, kept)[:, None]
    labels = [(arrays.constructs[j], arrays.constructs[i]) for i, j in np.argwhere(is_path)]
    index = pd.MultiIndex.from_tuples(labels, names=["source", "target"]) if labels else None
    columns = {"path_coefficient": _regressed(C, is_path)[is_path]}
    for value, ending in zip(r_m, ("", "_second"), strict=True):
        columns[f"adjusted{ending}"] = _regressed(without_marker(C, value), is_path)[is_path]
    if given is not None and given.items.shape[1] > 1:
        S_mm = correlations(given.items, given.items, result._fitted.case_weights)
        R = _with_constructs(result, given)[:-1]
        columns["construct_level"] = with_controls(C, S_mm, R, is_path)[is_path]
        if not given.construct:  # nothing would be left of its own items
            columns["item_level"] = _regressed(_from_residuals(result, given), is_path)[is_path]
    return pd.DataFrame(columns, index=index)


def _partly_judged(arrays: ModelArrays, kept: list[int]) -> Flags:
    """Constructs that are not judged, or have a predictor that is not; (J,)."""
    inside = np.isin(np.arange(len(arrays.constructs)), kept)
    partly: Flags = ~inside | (arrays.is_path & ~inside).any(axis=1)
    return partly


def _regressed(R: Array, is_path: Flags) -> Array:
    """Paths from construct correlations; NaN where these are not those of any variables."""
    B = np.full_like(R, np.nan)
    for i in np.flatnonzero(is_path.any(axis=1)):
        x = np.flatnonzero(is_path[i])
        both = np.append(x, i)
        if np.linalg.eigvalsh(R[np.ix_(both, both)])[0] > 0:
            B[i, x] = inverse_of_correlations(R[np.ix_(x, x)][None])[0] @ R[i, x]
    return B


def _from_residuals(result: PLSResult, given: Markers) -> Array:
    """Score correlations of the model of items less what the marker's explain of them; (J, J)."""
    fitted = result._fitted
    cases = result._cases("Marker variables")
    values = residuals(cases.values, given.items, cases.case_weights)
    source = Pearson.of(values, cases.case_weights)
    units = None if fitted.deviations is None else source.data.sd
    again = fit_cases(
        source, cases.case_weights, fitted.arrays, fitted.settings, units, fitted.estimates
    )
    C: Array = again.score_correlations[0]
    return C


def _one_factor(result: PLSResult) -> pd.DataFrame:
    values = np.linalg.eigvalsh(item_correlations(result._fitted.estimates)[0])[::-1]
    rows = {
        "first_eigenvalue": values[0],
        "share": values[0] / values.sum(),
        "eigenvalues_above_1": float((values > 1).sum()),
    }
    index = pd.Index(list(rows), name="statistic")
    return pd.DataFrame({"value": list(rows.values())}, index=index)


def _facts(
    result: PLSResult, given: Markers | None, r_m: tuple[float, float], kept: list[int]
) -> Iterator[tuple[str, str]]:
    arrays = result._fitted.arrays
    stands = "none; the smallest correlation of the constructs stands for it"
    yield "Cases", str(result.n)
    yield "Marker", stands if given is None else given.named
    yield "Taken for the method", f"r = {r_m[0]:.3f}, second {r_m[1]:.3f}"
    left_out = np.flatnonzero(arrays.is_path.any(axis=1) & _partly_judged(arrays, kept))
    names = listed(arrays.constructs[j] for j in left_out if not arrays.is_product[j])
    if names:
        yield "Equations left out", f"{names} (products, parts of constructs or the marker in them)"
