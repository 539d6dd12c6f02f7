"""Populations that the tests of design share."""

import functools

import plspm

TRIANGLE = """
    A =~ a1 + a2 + a3
    B =~ b1 + b2 + b3
    C =~ c1 + c2 + c3
    B ~ A
    C ~ A + B
"""
LOADINGS = {"A": [0.8, 0.8, 0.7], "B": [0.8, 0.7, 0.7], "C": [0.9, 0.8, 0.7]}


@functools.cache
def triangle(ab=0.4, ac=0.2, bc=0.3, **observed):
    """A -> B, A -> C, B -> C; common factors of three items."""
    paths = {"A -> B": ab, "A -> C": ac, "B -> C": bc}
    return plspm.Population(TRIANGLE, paths, loadings=LOADINGS, **observed)


@functools.cache
def moderated(**observed):
    """C from A, B, their product and a square; A and B correlate."""
    return plspm.Population(
        "A =~ a1 + a2; B =~ b1 + b2; C =~ c1 + c2; C ~ A + B + A:B + A^2",
        {"A -> C": 0.3, "B -> C": 0.2, "A:B -> C": 0.2, "A^2 -> C": -0.1},
        loadings={"A": [0.9, 0.8], "B": [0.8, 0.8], "C": [0.9, 0.9]},
        correlations={"A,B": 0.4},
        **observed,
    )
