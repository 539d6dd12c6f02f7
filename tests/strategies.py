"""Random studies, a valid model with data that follow it, for the property tests.

A failing example prints the model as Python and the seed of its data, and shrinks towards two
constructs of one item. With PLSPM_TEST_EFFORT=20 in the environment each property is looked
for in 20 times as many examples, and in other ones each time.
"""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from tests.naive import estimate as naive

import plspm
from plspm.estimation.arrays import ModelArrays
from plspm.estimation.settings import Settings

EFFORT = int(os.environ.get("PLSPM_TEST_EFFORT", "1"))
SCHEMES = ("path", "factorial", "centroid")
ESTIMATORS = ("pls", "plsc")
MODES = ("A", "B", "sum", "pca", "fixed")
TIGHT = {"tolerance": 1e-13, "max_iterations": 3000}


OPTIONS = [
    {"scheme": scheme, "estimator": estimator} for scheme in SCHEMES for estimator in ESTIMATORS
]


def over(options):
    """Parametrise a test by `options`, a list of schemes and estimators."""
    return pytest.mark.parametrize("options", options, ids=lambda chosen: "-".join(chosen.values()))


every_option = over(OPTIONS)


def examples(number):
    """How many examples to try; the same ones every time unless more effort is asked for."""
    return settings(max_examples=number * EFFORT)


@dataclass(frozen=True, eq=False)
class Study:
    """A model, and cases drawn from a population in which its paths and items are strong."""

    model: plspm.PathModel
    cases: int
    seed: int

    def _repr_pretty_(self, printer, cycle: bool) -> None:
        """How hypothesis prints a failing example."""
        printer.text(f"Study(cases={self.cases}, seed={self.seed}, model=\n{self.model.to_text()})")

    @property
    def data(self) -> pd.DataFrame:
        rng = np.random.default_rng(self.seed)
        values: dict[str, np.ndarray] = {}
        waiting = list(self.model.constructs)
        sources = {
            c.name: [p.source for p in self.model.paths if p.target == c.name] for c in waiting
        }
        while waiting:
            construct = next(c for c in waiting if set(sources[c.name]) <= set(values))
            waiting.remove(construct)
            effects = rng.uniform(0.4, 0.7, len(sources[construct.name]))
            effects *= rng.choice([1.0, 1.0, -1.0], effects.size)
            causes = sum(
                b * values[s] for b, s in zip(effects, sources[construct.name], strict=True)
            )
            values[construct.name] = causes + 0.8 * rng.normal(size=self.cases)
        columns = {}
        for construct in self.model.constructs:
            latent = values[construct.name] / values[construct.name].std()
            for item in construct.indicators:
                noise = rng.normal(size=self.cases)
                columns[item] = rng.uniform(0.7, 0.95) * latent + 0.5 * noise
        return pd.DataFrame(columns)

    @property
    def arrays(self) -> ModelArrays:
        return ModelArrays.from_model(self.model)

    @property
    def naive_model(self) -> naive.Model:
        """The model as the naive road takes it."""
        constructs = self.model.constructs
        return naive.Model(
            blocks={c.name: list(c.indicators) for c in constructs},
            paths=[(p.source, p.target) for p in self.model.paths],
            modes={c.name: c.mode for c in constructs},
            reflective=frozenset(c.name for c in constructs if c.kind == "reflective"),
            fixed={c.name: c.weights for c in constructs if c.weights},
        )

    def fit(self, data: pd.DataFrame | None = None, **options) -> plspm.PLSResult:
        """The model estimated until nothing moves; examples that never settle are passed over."""
        return estimated(self.model, self.data if data is None else data, **options)


def estimated(model, data, **options) -> plspm.PLSResult:
    """An estimate that settled; whether it is admissible is no concern of these tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
        warnings.filterwarnings("ignore", "Items load against the rest")
        warnings.simplefilter("ignore", plspm.ConvergenceWarning)
        result = plspm.estimate(model, data, **(TIGHT | options))
    assume(result.converged)
    return result


@st.composite
def models(draw, *, modes=MODES, sizes=(1, 4), most_constructs=4):
    """Acyclic models in which every construct has a path, of any kinds and modes."""
    number = draw(st.integers(2, most_constructs))
    names = [f"C{k}" for k in range(1, number + 1)]
    constructs = [draw(_constructs(name, modes, sizes)) for name in names]
    paths = []
    for k in range(1, number):
        sources = draw(st.sets(st.sampled_from(names[:k]), min_size=1, max_size=3))
        paths += [plspm.path(source, to=names[k]) for source in sorted(sources)]
    return plspm.PathModel(draw(st.permutations(constructs)), paths)


@st.composite
def _constructs(draw, name, modes, sizes):
    size = draw(st.integers(*sizes))
    items = tuple(f"{name.lower()}_{item}" for item in "abcdef"[:size])
    mode = draw(st.sampled_from(modes))
    reflective = mode == "A" and draw(st.booleans())
    if reflective:
        return plspm.reflective(name, items)
    weights = range(1, size + 1) if mode == "fixed" else None
    return plspm.composite(name, items, mode=mode, weights=weights)


@st.composite
def studies(draw, *, modes=MODES, sizes=(1, 4), most_constructs=4):
    """Models with data that follow them."""
    model = draw(models(modes=modes, sizes=sizes, most_constructs=most_constructs))
    return Study(model, draw(st.integers(40, 90)), draw(st.integers(0, 10_000)))


def settings_of(scheme, estimator="pls"):
    return Settings(scheme=scheme, estimator=estimator, **TIGHT)


def numbers(result: plspm.PLSResult) -> dict[tuple, float]:
    """Every number of a result that does not need the cases, by table, row and column."""
    found = {}
    for table in TABLES:
        frame = getattr(result, table)
        for column in frame.columns:
            for row, value in frame[column].items():
                found[table, row, column] = float(value)
    return found


TABLES = (
    "weights",
    "loadings",
    "cross_loadings",
    "construct_correlations",
    "score_correlations",
    "path_coefficients",
    "r_squared",
    "effects",
    "specific_indirect_effects",
    "f_squared",
    "vif_inner",
    "vif_outer",
    "reliability",
    "fornell_larcker",
    "htmt",
    "htmt_plus",
    "htmt2",
    "fit",
)


def assert_same(found, expected, tolerance=1e-7):
    """Both hold the same entries, and those are equal (NaN where NaN)."""
    assert found.keys() == expected.keys()
    keys = list(expected)
    np.testing.assert_allclose(
        [found[key] for key in keys],
        [expected[key] for key in keys],
        rtol=tolerance,
        atol=tolerance,
        err_msg=str(keys),
    )
