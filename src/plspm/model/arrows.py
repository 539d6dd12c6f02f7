"""How paths are written down in Python."""

from __future__ import annotations

from collections.abc import Sequence

from plspm.calls import plainly
from plspm.model.elements import Path
from plspm.model.naming import name_problems, names_of
from plspm.model.problems import NOWHERE, Problem, refuse, shown
from plspm.model.products import Product


@plainly("plspm.path")
def path(source: str | Product, *, to: str) -> Path:
    """State one path of the structural model.

    Parameters
    ----------
    source : str or Product
        Name of the predictor, or a product of constructs as :func:`interaction` makes it or as
        its label, ``"A:B"`` or ``"A^2"``.
    to : str
        Name of the outcome.

    Returns
    -------
    Path

    Raises
    ------
    SpecificationError
        If an argument is not a string; several paths at once are made by :func:`paths`.

    Examples
    --------
    >>> path("EXP", to="ECE")
    Path(source='EXP', target='ECE')
    >>> from plspm.model import interaction
    >>> path("EXP:SMU", to="ECE") == path(interaction("EXP", "SMU"), to="ECE")
    True
    """
    source = source.name if isinstance(source, Product) else source
    refuse(
        Problem(
            NOWHERE,
            f"path() takes the {role} as one name (str), not {shown(name)}; "
            "for several names at once use paths()",
        )
        for role, name in (("source", source), ("target `to`", to))
        if not isinstance(name, str)
    )
    return Path(str(source), str(to))


@plainly("plspm.paths")
def paths(
    sources: str | Product | Sequence[str | Product], *, to: str | Sequence[str]
) -> tuple[Path, ...]:
    """State the paths from every source to every target.

    Parameters
    ----------
    sources : str, Product, or sequence of these
        Predictors; see :func:`path`.
    to : str or sequence of str
        Names of the outcomes.

    Returns
    -------
    tuple of Path
        Source by source.

    Raises
    ------
    SpecificationError
        If an argument has the wrong type.

    Examples
    --------
    >>> len(paths(["EXP", "SMU"], to=["ECE", "MPE"]))
    4
    """
    labels = _labels(sources)
    refuse([*name_problems("sources", labels), *name_problems("to", to)])
    return tuple(Path(source, target) for source in names_of(labels) for target in names_of(to))


def _labels(given: str | Product | Sequence[str | Product]) -> str | Sequence[str]:
    if isinstance(given, Product):
        return given.name
    if isinstance(given, str) or not isinstance(given, Sequence):
        return given
    return [one.name if isinstance(one, Product) else one for one in given]
