"""The structural truth of a population: from stated numbers to equations with unit variances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from plspm.design import polynomials
from plspm.design.polynomials import Polynomial
from plspm.errors import SpecificationError
from plspm.estimation.arrays import Array

SMALLEST_EIGENVALUE = 1e-10
"""Below it correlations count as contradictory."""


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of an equation: a coefficient times a construct or a product of them.

    Attributes
    ----------
    factors : tuple of int
        The constructs multiplied, one for an ordinary path.
    coefficient : float
    mean : float
        Expectation of the product, which is taken out; 0 for a construct.
    """

    factors: tuple[int, ...]
    coefficient: float
    mean: float = 0.0


@dataclass(frozen=True, slots=True)
class Equation:
    """How an endogenous construct arises.

    Attributes
    ----------
    target : int
    terms : tuple of Term
    residual : float
        Standard deviation of the residual; 0 for a construct made of others.
    """

    target: int
    terms: tuple[Term, ...]
    residual: float


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """A population of constructs, all of mean 0 and variance 1.

    Attributes
    ----------
    names : tuple of str, length J
    exogenous : tuple of int, length K
        Constructs that nothing explains.
    root : (K, K) array
        Lower triangular root of their correlations.
    equations : tuple of Equation
        In causal order.
    covariance : (J, J) array
        Correlations of all constructs, exact.
    r_squared : (J,) array
        Explained variance, NaN for exogenous constructs and those made of others.
    normal : bool
        Whether all constructs are jointly normal: no product has an effect.
    polynomials : tuple of J polynomials
        The constructs as :mod:`plspm.design.polynomials` writes them.
    """

    names: tuple[str, ...]
    exogenous: tuple[int, ...]
    root: Array
    equations: tuple[Equation, ...]
    covariance: Array
    r_squared: Array
    normal: bool
    polynomials: tuple[Polynomial, ...]

    def covariances(self, terms: Sequence[tuple[int, ...]]) -> Array:
        """Exact covariances of products of constructs, each given by its factors; (m, m)."""
        products = [polynomials.multiplied(self.polynomials[j] for j in term) for term in terms]
        basis = [polynomials.in_hermite(product) for product in products]
        return np.array([[polynomials.covariance(a, b) for b in basis] for a in basis])

    def drawn(self, z: Array) -> Array:
        """Construct scores from independent standard normal values.

        Parameters
        ----------
        z : (n, J) array
            Column j belongs to construct j: to the root of the exogenous ones, and to the
            residuals.

        Returns
        -------
        (n, J) array
        """
        eta = np.empty_like(z)
        eta[:, list(self.exogenous)] = z[:, list(self.exogenous)] @ self.root.T
        for equation in self.equations:
            value = equation.residual * z[:, equation.target]
            for term in equation.terms:
                values = eta[:, list(term.factors)].prod(axis=1)
                value = value + term.coefficient * (values - term.mean)
            eta[:, equation.target] = value
        return eta


def truth_of(
    names: Sequence[str],
    order: Sequence[int],
    paths: Mapping[int, Sequence[tuple[tuple[int, ...], float]]],
    made_of: Mapping[int, Sequence[tuple[int, float]]],
    correlations: Array,
) -> Truth:
    """Compile stated numbers; see :class:`Truth`.

    Parameters
    ----------
    names : sequence of str
    order : sequence of int
        Causal order of the constructs; parts before the wholes.
    paths : mapping
        For every explained construct the factors and the coefficient of each term.
    made_of : mapping
        For every construct made of others its parts and their weights, up to scale.
    correlations : (J, J) array
        Of exogenous constructs; other entries are not looked at.

    Raises
    ------
    SpecificationError
        The correlations contradict each other, or an equation explains all variance or more.
    """
    exogenous = tuple(j for j in range(len(names)) if j not in paths and j not in made_of)
    Phi = correlations[np.ix_(exogenous, exogenous)]
    check_definite(Phi, [names[j] for j in exogenous])
    root = np.asarray(np.linalg.cholesky(Phi), dtype=np.float64)
    known: dict[int, Polynomial] = {
        j: polynomials.combined(
            (root[a, b], polynomials.variable(k)) for b, k in enumerate(exogenous[: a + 1])
        )
        for a, j in enumerate(exogenous)
    }
    equations, problems = [], []
    r_squared = np.full(len(names), np.nan)
    for j in order:
        if j in known:
            continue
        if j in made_of:
            equation = _made(j, made_of[j], known)
        else:
            equation, r_squared[j] = _explained(j, paths[j], known)
            if not 0.0 <= r_squared[j] < 1.0:
                problems.append(
                    f"The equation of {names[j]} explains {r_squared[j]:.3f} of its variance, "
                    "which is 1 in all: make its paths, or the correlations of its predecessors, "
                    "smaller."
                )
                break  # what depends on it has no meaning
        equations.append(equation)
        known[j] = _polynomial(equation, known)
    if problems:
        raise SpecificationError(problems)
    ordered = tuple(known[j] for j in range(len(names)))
    basis = [polynomials.in_hermite(polynomial) for polynomial in ordered]
    covariance = np.array([[polynomials.covariance(a, b) for b in basis] for a in basis])
    normal = all(len(t.factors) == 1 or t.coefficient == 0 for e in equations for t in e.terms)
    return Truth(
        tuple(names), exogenous, root, tuple(equations), covariance, r_squared, normal, ordered
    )


def _made(
    target: int, parts: Sequence[tuple[int, float]], known: Mapping[int, Polynomial]
) -> Equation:
    total = polynomials.combined((w, known[part]) for part, w in parts)
    basis = polynomials.in_hermite(total)
    scale = polynomials.covariance(basis, basis) ** 0.5
    return Equation(target, tuple(Term((part,), w / scale) for part, w in parts), 0.0)


def _explained(
    target: int,
    terms: Sequence[tuple[tuple[int, ...], float]],
    known: Mapping[int, Polynomial],
) -> tuple[Equation, float]:
    made = []
    for factors, coefficient in terms:
        product = polynomials.multiplied(known[j] for j in factors)
        mean = polynomials.mean(product) if len(factors) > 1 else 0.0
        made.append(Term(factors, coefficient, mean))
    equation = Equation(target, tuple(made), 0.0)
    basis = polynomials.in_hermite(_polynomial(equation, known))
    explained = polynomials.covariance(basis, basis)
    residual = max(1.0 - explained, 0.0) ** 0.5
    return Equation(target, tuple(made), residual), explained


def _polynomial(equation: Equation, known: Mapping[int, Polynomial]) -> Polynomial:
    parts: list[tuple[float, Polynomial]] = [
        (equation.residual, polynomials.variable(equation.target))
    ]
    for term in equation.terms:
        product = polynomials.multiplied(known[j] for j in term.factors)
        parts += [(term.coefficient, product), (-term.coefficient * term.mean, {(): 1.0})]
    return {m: value for m, value in polynomials.combined(parts).items() if value != 0.0}


def check_definite(R: Array, names: Sequence[str]) -> None:
    """Refuse correlations that no variables can have, and name the pairs at fault.

    Raises
    ------
    SpecificationError
        R is not positive definite. Every pair that would mend it alone is named, with the range
        it must lie in; where none would, the constructs that contradict each other most.
    """
    values, vectors = np.linalg.eigh(R)
    if values[0] > SMALLEST_EIGENVALUE:
        return
    mends = [
        f"the correlation of {names[i]} and {names[j]} is {R[i, j]:g}; with all others as stated "
        f"it must lie between {low:.3f} and {high:.3f}"
        for i in range(len(names))
        for j in range(i)
        for low, high in _admissible(R, i, j)
    ]
    if not mends:
        worst = np.argsort(-np.abs(vectors[:, 0]))[:3]
        involved = ", ".join(names[k] for k in sorted(worst))
        mends = [f"no single one is at fault; those of {involved} contradict each other most"]
    raise SpecificationError(
        f"No variables have these correlations (smallest eigenvalue {values[0]:.3g}): "
        + "; or ".join(mends)
        + "."
    )


def _admissible(R: Array, i: int, j: int) -> list[tuple[float, float]]:
    """The range in which r_ij makes R positive definite, if there is one (none or one)."""
    rest = [k for k in range(R.shape[0]) if k not in (i, j)]
    if rest and np.linalg.eigvalsh(R[np.ix_(rest, rest)])[0] <= SMALLEST_EIGENVALUE:
        return []
    slopes = np.linalg.solve(R[np.ix_(rest, rest)], R[np.ix_(rest, [i, j])])
    left = np.eye(2) - R[np.ix_([i, j], rest)] @ slopes
    middle = float(R[i, rest] @ slopes[:, 1])
    if left[0, 0] <= 0 or left[1, 1] <= 0:
        return []
    half = float(np.sqrt(left[0, 0] * left[1, 1]))
    return [(middle - half, middle + half)]
