"""How constructs are written down in Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Real

from plspm.calls import plainly
from plspm.model.elements import Construct, Kind, Mode
from plspm.model.naming import name_problems, names_of
from plspm.model.problems import NOWHERE, Problem, refuse, shown


@plainly("plspm.reflective")
def reflective(name: str, indicators: str | Sequence[str]) -> Construct:
    """State a reflective construct: a common factor, weighted in Mode A.

    Parameters
    ----------
    name : str
        Name of the construct.
    indicators : str or sequence of str
        Its indicators; a single one may be given as a plain string.

    Returns
    -------
    Construct

    Raises
    ------
    SpecificationError
        If an argument has the wrong type.

    Examples
    --------
    >>> reflective("EXP", ["EXP_a", "EXP_b"]).mode
    'A'
    """
    return _construct("reflective", name, indicators)


@plainly("plspm.composite")
def composite(
    name: str,
    indicators: str | Sequence[str],
    *,
    mode: Mode = "A",
    weights: Sequence[float] | None = None,
) -> Construct:
    """State a composite: a weighted sum of its indicators.

    The default is Mode A, as in seminr's ``composite()``. In the model text ``<~`` alone means
    Mode B, as in cSEM, and a composite in Mode A is written ``<~ [A]``.

    Parameters
    ----------
    name : str
        Name of the construct.
    indicators : str or sequence of str
        Its indicators; a single one may be given as a plain string.
    mode : {"A", "B", "sum", "pca", "fixed"}, default "A"
        Correlation weights, regression weights, equal weights, first principal component, or
        the weights given.
    weights : sequence of float, optional
        With mode "fixed", one finite weight per indicator, not all zero.

    Returns
    -------
    Construct

    Raises
    ------
    SpecificationError
        If an argument has the wrong type.

    Examples
    --------
    >>> composite("IDX", ["a", "b"], mode="fixed", weights=[2, 1]).weights
    (2.0, 1.0)
    """
    return _construct("composite", name, indicators, mode=mode, weights=weights)


@plainly("plspm.formative")
def formative(name: str, indicators: str | Sequence[str]) -> Construct:
    """State a formative construct: a composite weighted in Mode B.

    Parameters
    ----------
    name, indicators : str, and str or sequence of str
        As :func:`reflective` takes them, with the same errors.

    Returns
    -------
    Construct

    Examples
    --------
    >>> formative("IDX", ["a", "b"]) == composite("IDX", ["a", "b"], mode="B")
    True
    """
    return _construct("composite", name, indicators, mode="B")


@plainly("plspm.single_item")
def single_item(name: str, indicator: str | None = None) -> Construct:
    """State a construct observed by one indicator.

    Parameters
    ----------
    name : str
        Name of the construct.
    indicator : str, optional
        Its indicator, by default of the same name.

    Returns
    -------
    Construct

    Raises
    ------
    SpecificationError
        If an argument has the wrong type.

    Examples
    --------
    >>> single_item("SMU") == reflective("SMU", ["SMU"])
    True
    """
    return _construct("reflective", name, name if indicator is None else indicator)


@plainly("plspm.higher_order")
def higher_order(
    name: str,
    constructs: str | Sequence[str],
    *,
    mode: Mode = "A",
    kind: Kind | None = None,
    weights: Sequence[float] | None = None,
) -> Construct:
    """State a higher-order construct: one that is made of other constructs, its parts.

    The parts are constructs of the model without paths of their own: what leads to them or from
    them leads through the higher-order construct.

    Parameters
    ----------
    name : str
        Name of the construct.
    constructs : sequence of str
        Names of its parts, at least two.
    mode : {"A", "B", "sum", "pca", "fixed"}, default "A"
        How its parts are weighted; see :func:`composite`.
    kind : {"reflective", "composite"}, optional
        By default "reflective" in mode "A" and "composite" in the other modes, which a common
        factor does not have.
    weights : sequence of float, optional
        With mode "fixed", one finite weight per part, not all zero.

    Returns
    -------
    Construct
        Its indicators are the names of its parts.

    Raises
    ------
    SpecificationError
        If an argument has the wrong type.

    Examples
    --------
    >>> higher_order("ERL", ["SEN", "AFF", "KOG"], mode="B").kind
    'composite'
    """
    in_mode_a = isinstance(mode, str) and mode == "A"
    by_mode: Kind = "reflective" if in_mode_a else "composite"
    chosen: Kind = by_mode if kind is None else kind
    return _construct(chosen, name, constructs, mode=mode, weights=weights)


def _construct(
    kind: Kind,
    name: str,
    indicators: str | Sequence[str],
    *,
    mode: Mode = "A",
    weights: Sequence[float] | None = None,
) -> Construct:
    problems = name_problems(f"the items of {shown(name)}", indicators)
    if not isinstance(name, str):
        problems.append(Problem(NOWHERE, f"the name of a construct is a string, not {shown(name)}"))
    problems += [
        Problem(NOWHERE, f"the {what} of construct {shown(name)} is text, not {shown(value)}")
        for what, value in (("kind", kind), ("mode", mode))
        if not isinstance(value, str)
    ]
    numbers = None if weights is None else _numbers(weights)
    if weights is not None and numbers is None:
        problems.append(
            Problem(
                NOWHERE,
                f"the weights of construct {shown(name)} are not a list of numbers; "
                "give one number per item, e.g. weights=[1.0, 0.5]",
            )
        )
    refuse(problems)
    return Construct(str(name), names_of(indicators), kind, mode, numbers)


def _numbers(given: Iterable[object]) -> tuple[float, ...] | None:
    numbers = []
    try:
        for weight in given:
            if not isinstance(weight, Real):
                return None
            numbers.append(float(weight))
    except (TypeError, OverflowError):  # not iterable after all; an integer past every float
        return None
    return tuple(numbers)
