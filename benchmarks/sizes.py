"""The three problems that are timed: a model with data of a stated size each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

import plspm

LOADING = 0.8
EXPLAINED = 0.5
"""Share of an outcome's variance that its predictors, taken as uncorrelated, would explain."""


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A model and the data to estimate it on, always with the path scheme and plain PLS.

    The path scheme because all programs have it.
    """

    name: str
    model: plspm.PathModel
    data: pd.DataFrame

    def estimate(self) -> plspm.PLSResult:
        """Fit anew, so that no bootstrap finds anything kept from the one before."""
        return plspm.estimate(self.model, self.data, scheme="path")

    @property
    def size(self) -> str:
        """The size in words."""
        model = self.model
        return (
            f"n = {len(self.data)}, {len(model.indicators)} items, "
            f"{len(model.constructs)} constructs, {len(model.paths)} paths"
        )


def problems() -> tuple[Problem, ...]:
    """Small, middle and large: the worked example, a satisfaction index, a wide survey."""
    study = plspm.datasets.describe("customer_engagement")
    return (
        Problem("worked example", study.model, study.data[list(study.model.indicators)]),
        simulated("satisfaction index", SATISFACTION_ITEMS, SATISFACTION_PATHS, n=250, seed=250),
        simulated("wide survey", SURVEY_ITEMS, SURVEY_PATHS, n=1000, seed=1000),
    )


# The European Customer Satisfaction Index: its constructs and numbers of items, in causal order.
SATISFACTION_ITEMS = {
    "Image": 5,
    "Expectation": 3,
    "Quality": 7,
    "Value": 2,
    "Satisfaction": 3,
    "Complaints": 1,
    "Loyalty": 3,
}
SATISFACTION_PATHS = {
    "Expectation": ["Image"],
    "Quality": ["Expectation"],
    "Value": ["Expectation", "Quality"],
    "Satisfaction": ["Image", "Expectation", "Quality", "Value"],
    "Complaints": ["Satisfaction"],
    "Loyalty": ["Image", "Satisfaction", "Complaints"],
}

# Three drivers, three attitudes, two intentions, behaviour and its consequence.
SURVEY_ITEMS = dict.fromkeys(("D1", "D2", "D3", "A1", "A2", "A3", "I1", "I2", "B", "C"), 4)
SURVEY_PATHS = {
    "A1": ["D1", "D2", "D3"],
    "A2": ["D1", "D2", "D3"],
    "A3": ["D1", "D2", "D3"],
    "I1": ["A1", "A2", "A3"],
    "I2": ["A1", "A2", "A3"],
    "B": ["I1", "I2"],
    "C": ["B"],
}


def simulated(
    name: str, items: Mapping[str, int], paths: Mapping[str, Sequence[str]], *, n: int, seed: int
) -> Problem:
    """Seven-point answers that follow the model; constructs stand in causal order."""
    rng = np.random.default_rng(seed)
    factors: dict[str, np.ndarray] = {}
    columns: dict[str, np.ndarray] = {}
    for construct, count in items.items():
        sources = paths.get(construct, ())
        own = rng.standard_normal(n)
        if sources:
            caused = sum(factors[source] for source in sources) / np.sqrt(len(sources))
            own = np.sqrt(EXPLAINED) * caused + np.sqrt(1 - EXPLAINED) * own
        factors[construct] = own / own.std()
        for number in range(1, count + 1):
            noise = np.sqrt(1 - LOADING**2) * rng.standard_normal(n)
            answer = LOADING * factors[construct] + noise
            columns[f"{construct}_{number}"] = np.clip(np.rint(4 + 1.3 * answer), 1, 7)
    lines = [
        *(f"{c} =~ {' + '.join(f'{c}_{k + 1}' for k in range(m))}" for c, m in items.items()),
        *(f"{target} ~ {' + '.join(sources)}" for target, sources in paths.items()),
    ]
    return Problem(name, plspm.PathModel.parse("\n".join(lines)), pd.DataFrame(columns))
