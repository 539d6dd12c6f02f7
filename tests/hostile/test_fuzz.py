"""The whole road on random models, data and options: sound results, or errors of the library."""

import warnings

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.hostile.survey import gaps_without_reason
from tests.strategies import examples

import plspm
from plspm import PlspmError, PlspmWarning

ITEMS = ["a", "b", "c", "d", "e", "f"]
NAMES = st.sampled_from(["A", "B", "C", "D", "a", "Ü"])


def joined(name, operator, others):
    return f"{name} {operator} {' + '.join(others)}"


BLOCKS = st.builds(
    joined,
    NAMES,
    st.sampled_from(["=~", "=~", "<~"]),
    st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3),
)
PATHS = st.builds(joined, NAMES, st.just("~"), st.lists(NAMES, min_size=1, max_size=2))
NOISE = st.text("AB ab=~<+#`;\n*1", max_size=8)
ANY_TEXT = st.lists(BLOCKS | PATHS | NOISE, max_size=8).map("\n".join)


@st.composite
def model_texts(draw):
    """Valid models: items dealt out to constructs, each with a path from one before it."""
    number = draw(st.integers(2, 4))
    items = draw(st.permutations(ITEMS))
    cuts = sorted(draw(st.sets(st.integers(1, 5), min_size=number - 1, max_size=number - 1)))
    blocks = [items[low:high] for low, high in zip([0, *cuts], [*cuts, 6], strict=True)]
    lines = [
        joined(f"C{j}", draw(st.sampled_from(["=~", "=~", "<~"])), block)
        for j, block in enumerate(blocks)
    ]
    for j in range(1, number):
        sources = draw(st.sets(st.integers(0, j - 1), min_size=1))
        lines.append(joined(f"C{j}", "~", [f"C{i}" for i in sorted(sources)]))
    return "\n".join(lines)


@st.composite
def frames(draw):
    """Few cases of few values, so that constant, equal, opposite and singular happen."""
    n = draw(st.sampled_from([3, 4, 5, 8, 20, 40]))
    values = draw(st.sampled_from([2, 3, 5, 10**6]))
    rng = np.random.default_rng(draw(st.integers(0, 2**20)))
    data = pd.DataFrame(rng.integers(0, values, size=(n, 6)).astype(float), columns=ITEMS)
    for _ in range(draw(st.integers(0, 3))):
        source, target = draw(st.permutations(ITEMS))[:2]
        data[target] = draw(st.sampled_from([1.0, -1.0, 1e9, 1e-9])) * data[source]
        data[target] += draw(st.sampled_from([0.0, 1.0, 1e6])) * rng.integers(0, 2, size=n)
    if draw(st.integers(0, 9)) == 0:
        data.iloc[0, 0] = draw(st.sampled_from([np.nan, np.inf, -99.0, 1e200]))
    return data


OPTIONS = st.fixed_dictionaries(
    {
        "scheme": st.sampled_from(["path", "factorial", "centroid"]),
        "estimator": st.sampled_from(["pls", "plsc"]),
        "missing": st.sampled_from(["error", "listwise", "mean"]),
        "max_iterations": st.sampled_from([1, 300]),
        "tolerance": st.sampled_from([1e-7, 1e-12]),
    }
)
RESAMPLING = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["percentile", "basic", "normal", "bc", "bca", "studentized"]),
        "alignment": st.sampled_from(["construct", "individual", "none"]),
        "inadmissible": st.sampled_from(["keep", "drop", "redraw"]),
        "poisson": st.booleans(),
        "clusters": st.none() | st.sampled_from(ITEMS),
    }
)

MUCH = settings(examples(150), suppress_health_check=[HealthCheck.too_slow])


def survives(call):
    """What a call returns, or None after an error of the library; no foreign warning escapes."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", PlspmWarning)
        try:
            return call()
        except PlspmError as error:
            assert error.problems
            assert all(problem.strip() for problem in error.problems)
            return None


@MUCH
@given(text=model_texts() | ANY_TEXT, data=frames(), options=OPTIONS)
def test_any_fit(text, data, options):
    before = data.copy(deep=True)
    result = survives(lambda: plspm.estimate(text, data, **options))
    if result is not None:
        assert survives(lambda: gaps_without_reason(result)) == []
        assert survives(result.summary)
        assert np.isfinite(result.weights.to_numpy()).all()
        if not result.conditioning["flagged"].any():
            assert (np.abs(result.cross_loadings.to_numpy()) <= 1 + 1e-6).all()
            np.testing.assert_allclose(result.scores.std(), 1, rtol=1e-6)
    pd.testing.assert_frame_equal(data, before)


@MUCH
@given(text=model_texts(), data=frames(), options=OPTIONS, resampling=RESAMPLING)
def test_any_bootstrap(text, data, options, resampling):
    result = survives(lambda: plspm.estimate(text, data, **options))
    if result is None:
        return
    boot = survives(lambda: result.bootstrap(30, 1, threads=1, progress=False, **resampling))
    if boot is None:
        return
    for statistic in boot.statistics:
        table = survives(lambda name=statistic: boot.table(name))
        assert (
            table is None or not np.isinf(table.select_dtypes("number").to_numpy(dtype=float)).any()
        )
    survives(boot.mediation)
    assert survives(boot.summary) is not None or resampling["kind"] in {"bca", "studentized"}


@MUCH
@given(text=model_texts(), data=frames(), options=OPTIONS)
def test_any_inference_without_drawing(text, data, options):
    result = survives(lambda: plspm.estimate(text, data, **options))
    if result is None:
        return
    for method in ("delta", "jackknife"):
        errors = survives(lambda how=method: result.standard_errors(how))
        if errors is not None:
            assert not np.isinf(errors.table("paths").to_numpy()).any()
    survives(lambda: result.influence().largest())
    survives(lambda: result.exact_fit(draws=20, seed=1, progress=False))


@MUCH
@given(text=model_texts(), data=frames(), options=OPTIONS)
def test_correlations_give_what_cases_give(text, data, options):
    options |= {"missing": "error"}
    of_cases = survives(lambda: plspm.estimate(text, data, **options))
    if of_cases is None or not of_cases.converged:
        return
    matrix = of_cases.indicator_correlations
    result = survives(lambda: plspm.estimate(text, correlations=matrix, n=len(data), **options))
    if result is not None:
        assert survives(lambda: gaps_without_reason(result)) == []
        survives(lambda: result.bootstrap(30, 1, parametric=True, progress=False))
