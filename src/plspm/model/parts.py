"""Constructs that are made of other constructs, told from those that are measured by items."""

from __future__ import annotations

from collections.abc import Iterable

from plspm.model.elements import Construct


def constructs_named_in(construct: Construct, known: Iterable[str]) -> tuple[str, ...]:
    """Name the indicators of a construct that are constructs themselves.

    A construct's own name among its indicators is an item, as in ``SMU =~ SMU``.

    Parameters
    ----------
    construct : Construct
        The construct.
    known : set-like of str
        Names of all constructs.
    """
    return tuple(name for name in construct.indicators if name in known and name != construct.name)


def parts_of(constructs: Iterable[Construct]) -> dict[str, tuple[str, ...]]:
    """Return the higher-order constructs, each with the constructs that it is made of.

    Parameters
    ----------
    constructs : iterable of Construct
        All constructs of a model.

    Examples
    --------
    >>> blocks = Construct("H", ("A", "B")), Construct("A", ("a",)), Construct("B", ("B",))
    >>> parts_of(blocks)
    {'H': ('A', 'B')}
    """
    constructs = tuple(constructs)
    known = {construct.name for construct in constructs}
    named = {c.name: constructs_named_in(c, known) for c in constructs}
    return {
        c.name: named[c.name]
        for c in constructs
        if named[c.name] and len(named[c.name]) == len(c.indicators)
    }
