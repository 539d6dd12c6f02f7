"""Overlap of the intervals of two groups."""

from __future__ import annotations

from plspm.estimation.arrays import Array, Flags

Interval = tuple[Array, Array]


def overlapping(a: Interval, b: Interval) -> Flags:
    """Whether the intervals share a value; (k,)."""
    flags: Flags = (a[0] <= b[1]) & (b[0] <= a[1])
    return flags


def holds_other(estimate: Array, other: Interval) -> Flags:
    """Whether the estimate of one group lies in the interval of the other; (k,).

    If it does, groups do not differ; if intervals do not overlap at all, they do; in between
    nothing is said.

    References
    ----------
    Sarstedt, Henseler & Ringle (2011), Advances in International Marketing 22, 195-218.
    """
    flags: Flags = (other[0] <= estimate) & (estimate <= other[1])
    return flags
