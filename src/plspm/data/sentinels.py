"""Codes for missing answers, such as -99, left among the values of a questionnaire item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from plspm.data.wording import counted, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plspm.data.columns import FloatArray

CODES = (-9.0, -99.0, -999.0, -9999.0, 99.0, 999.0, 9999.0)
HIGHEST_ANSWER = 20
TIMES_AS_WIDE = 5


def suspected_codes(values: FloatArray) -> dict[float, int]:
    """Find values that look like codes for a missing answer, and how often each occurs.

    A value is suspected when it is one of the customary codes, all other values are whole numbers
    from 0 to 20, and it lies outside of them by a gap at least five times as wide as the widest
    gap between them.

    Parameters
    ----------
    values : numpy.ndarray of float64, shape (n,)
        One column, NaN where a value is missing.

    Returns
    -------
    dict of float to int
        How often each suspected code occurs.

    Examples
    --------
    >>> suspected_codes(np.array([1.0, 4.0, 5.0, 2.0, -99.0]))
    {-99.0: 1}
    >>> suspected_codes(np.array([88.0, 91.0, 99.0]))
    {}
    """
    is_code = np.isin(values, CODES)
    if not is_code.any():
        return {}
    answers = np.unique(values[~is_code & ~np.isnan(values)])
    whole = (answers == np.round(answers)) & (answers >= 0) & (answers <= HIGHEST_ANSWER)
    if not len(answers) or not whole.all():
        return {}
    widest = np.diff(answers).max(initial=1.0)
    codes, counts = np.unique(values[is_code], return_counts=True)
    away = np.maximum(answers[0] - codes, codes - answers[-1])
    far = away >= TIMES_AS_WIDE * widest
    return dict(zip(codes[far].tolist(), counts[far].tolist(), strict=True))


def sentinel_warning(columns: Mapping[str, FloatArray]) -> str | None:
    """Write one warning for all columns that hold suspected codes, or None.

    Examples
    --------
    >>> print(sentinel_warning({"a": np.array([1.0, 2.0, 5.0, 999.0])}))
    Some values look like codes for missing answers: 999 in column 'a' (1 time). They were used as
    numbers; if they are codes, recode them first: data = data.replace(999, float("nan")).
    """
    places, codes = [], set()
    for name, values in columns.items():
        for code, count in suspected_codes(values).items():
            places.append(f"{code:.0f} in column {quoted(name)} ({counted(count, 'time')})")
            codes.add(int(code))
    if not places:
        return None
    them = sorted(codes)
    return (
        f"Some values look like codes for missing answers: {listed(places)}. They were used as "
        "numbers; if they are codes, recode them first: "
        f'data = data.replace({them[0] if len(them) == 1 else them}, float("nan")).'
    )
