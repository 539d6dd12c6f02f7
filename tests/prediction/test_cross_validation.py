"""Cross-validation beside other programs and beside a plain loop, and what it must not know."""

import pickle
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.prediction.cases import (
    COMPOSITES,
    ECSI,
    HIGHER,
    INTERACTION,
    LINEAR,
    SEMINR,
    ecsi_text,
    simulated,
    table,
)
from tests.prediction.naive import (
    conditional_expectation,
    linear_predictions,
    predicted_items,
)
from tests.strategies import examples

import plspm
from plspm.errors import CallError, OptionError, UnavailableError
from plspm.prediction.held_out import predict_held_out, predict_own
from plspm.prediction.validation import validation_of

FOLDS = np.random.default_rng(5).permutation(np.arange(80) % 4)


@pytest.fixture(scope="module")
def ecsi():
    return plspm.estimate(ecsi_text(), ECSI, tolerance=1e-12)


def wide(validation, column):
    """Held-out predictions as cases x indicators."""
    return validation.predictions[column].unstack("indicator")


@pytest.mark.parametrize("key", ["direct/10", "earliest/10", "direct/loo"])
def test_seminr_predicts_the_same(ecsi, key):
    theirs = SEMINR[key]
    validation = plspm.cross_validate(
        ecsi,
        folds=theirs["fold_of_row"],
        antecedents=key.split("/")[0],
        benchmark="others",
    )
    ours = validation.indicators.droplevel("construct")
    for program, suffix in (("PLS", ""), ("LM", "_lm")):
        accuracy = table(theirs[f"{program}_out_of_sample"])
        for measure in ("rmse", "mae"):
            expected = accuracy.loc[measure.upper()]
            pd.testing.assert_series_equal(
                ours[f"{measure}{suffix}"][expected.index],
                expected,
                check_names=False,
                rtol=1e-8,
            )
    for name, column in (("predictions", "predicted"), ("lm_predictions", "lm")):
        first = table(theirs[f"{name}_out_of_sample_first10"])
        found = wide(validation, column)[first.columns].iloc[:10]
        np.testing.assert_allclose(found, first, rtol=1e-8)


def test_seminr_means_of_in_sample_predictions_are_those_of_its_training_sets(ecsi):
    theirs = SEMINR["direct/10"]
    folds = np.array(theirs["fold_of_row"])
    total, names = 0.0, None
    for fold in np.unique(folds):
        trained = plspm.estimate(ecsi_text(), ECSI[folds != fold], tolerance=1e-12)
        task = validation_of(trained, "direct")
        own = pd.DataFrame(predict_own(task).items[0], index=ECSI.index[folds != fold])
        total = total + own.reindex(ECSI.index, fill_value=0.0)
        names = [name for name in trained.model.indicators if not name.startswith("IMAG")]
    mean = (total / 9.0).set_axis(names, axis=1)
    first = table(theirs["predictions_in_sample_first10"])
    np.testing.assert_allclose(mean[first.columns].iloc[:10], first, rtol=1e-8)


def test_the_linear_model_beside_consistent_pls_is_seminrs():
    result = plspm.estimate(ecsi_text("=~"), ECSI, estimator="plsc")
    theirs = SEMINR["plsc/10"]
    validation = plspm.cross_validate(result, folds=theirs["fold_of_row"], benchmark="others")
    expected = table(theirs["LM_out_of_sample"]).loc["RMSE"]
    ours = validation.indicators.droplevel("construct")["rmse_lm"][expected.index]
    np.testing.assert_allclose(ours, expected, rtol=1e-8)


@pytest.mark.parametrize("antecedents", ["earliest", "direct"])
@pytest.mark.parametrize("model", [COMPOSITES, INTERACTION, HIGHER])
def test_a_plain_loop_over_training_sets_predicts_the_same(model, antecedents):
    frame = simulated()
    result = plspm.estimate(model, frame, tolerance=1e-12)
    validation = plspm.cross_validate(result, folds=FOLDS, antecedents=antecedents)
    found = validation.predictions["predicted"]
    for fold in range(4):
        held = np.flatnonzero(fold == FOLDS)
        expected = predicted_items(model, frame, np.flatnonzero(fold != FOLDS), antecedents)
        for construct, item in expected.columns:
            np.testing.assert_allclose(
                found[item].to_numpy()[held],
                expected[construct, item].to_numpy()[held],
                rtol=1e-9,
            )


@pytest.mark.parametrize(
    "approach", ["disjoint_two_stage", "embedded_two_stage", "repeated_indicators"]
)
def test_higher_order_constructs_predict_however_they_are_estimated(approach):
    frame = simulated(200)
    result = plspm.estimate(HIGHER, frame, higher_order=approach)
    validation = plspm.cross_validate(result, folds=5, repeats=1, seed=1)
    assert validation.indicators["q2_predict"].between(0.02, 0.6).all()
    assert set(validation.indicators.index.get_level_values("indicator")) == {
        "c0", "c1", "c2", "d0", "d1", "d2", "e",
    }  # fmt: skip


@pytest.mark.parametrize("benchmark", ["exogenous", "others"])
def test_the_linear_model_is_least_squares_and_ia_the_training_mean(benchmark):
    frame = simulated()
    result = plspm.estimate(COMPOSITES, frame)
    validation = plspm.cross_validate(result, folds=FOLDS, benchmark=benchmark)
    blocks = {c.name: list(c.indicators) for c in result.model.constructs}
    for fold in range(4):
        held, train = np.flatnonzero(fold == FOLDS), np.flatnonzero(fold != FOLDS)
        for name in ("C", "D", "E"):
            used = ("A", "B") if benchmark == "exogenous" else set("ABCDE") - {name}
            predictors = [item for block in sorted(used) for item in blocks[block]]
            expected = linear_predictions(frame, train, blocks[name], predictors).iloc[held]
            found = validation.predictions.unstack("indicator")
            np.testing.assert_allclose(found["lm"][blocks[name]].iloc[held], expected, rtol=1e-9)
            np.testing.assert_allclose(
                found["ia"][blocks[name]].iloc[held],
                np.tile(frame[blocks[name]].iloc[train].mean(), (held.size, 1)),
                rtol=1e-12,
            )


@pytest.mark.parametrize("antecedents", ["earliest", "direct"])
def test_consistent_pls_predicts_by_the_implied_conditional_expectation(antecedents):
    model = LINEAR.replace("<~", "=~")
    frame = simulated(240)
    folds = np.arange(240) % 3
    result = plspm.estimate(model, frame, estimator="plsc", tolerance=1e-12)
    validation = plspm.cross_validate(result, folds=folds, antecedents=antecedents)
    blocks = {c.name: list(c.indicators) for c in result.model.constructs}
    sources = {"C": "AB", "D": "CA", "E": "D"}
    for fold in range(3):
        held, train = folds == fold, folds != fold
        trained = plspm.estimate(model, frame[train], estimator="plsc", tolerance=1e-12)
        for name, direct in sources.items():
            used = "AB" if antecedents == "earliest" else direct
            given = [item for block in used for item in blocks[block]]
            expected = conditional_expectation(
                trained, frame[train], frame[held], given, blocks[name]
            )
            found = validation.predictions["predicted"].unstack("indicator")
            np.testing.assert_allclose(found[blocks[name]][held], expected, rtol=1e-9)


@pytest.mark.parametrize("model", [LINEAR, INTERACTION, HIGHER])
@pytest.mark.parametrize("missing", ["error", "mean"])
def test_rows_held_out_change_nothing_that_is_learnt_from_the_others(model, missing):
    frame = simulated()
    if missing == "mean":
        frame.iloc[2, 3] = frame.iloc[40, 5] = np.nan
    changed = frame.copy()
    held = FOLDS == 1
    changed.loc[held, "a0":] = changed.loc[held, "a0":] * 37.1 + 1e5
    learnt = []
    for data in (frame, changed):
        task = validation_of(plspm.estimate(model, data, missing=missing), "earliest")
        from plspm.prediction.folds import training_rows

        learnt.append(everything_learnt(task, training_rows([np.flatnonzero(held)] * 3, 80)))
    for before, after in zip(*learnt, strict=True):
        np.testing.assert_array_equal(before, after)
        assert np.isfinite(before).all()


def everything_learnt(task, training):
    from plspm.estimation.estimate import estimate_stack
    from plspm.prediction.benchmark import linear_model
    from plspm.prediction.predictor import Predictor
    from plspm.prediction.training import training_sample

    sample = training_sample(task.source, task.fitted, training)
    settings = task.fitted.settings
    estimates = estimate_stack(sample, task.fitted.arrays, settings)
    predictor = Predictor.of(estimates, sample, settings, task.antecedents)
    linear = linear_model(sample.S, task.fitted.arrays, task.benchmark)
    return [
        sample.S,
        predictor.centre,
        predictor.scale,
        predictor.W,
        predictor.M,
        predictor.means,
        estimates.B,
        estimates.w,
        linear,
    ]


def test_predictions_of_other_folds_are_the_same_bit_for_bit():
    frame = simulated()
    folds = np.arange(80) % 4
    before = plspm.cross_validate(plspm.estimate(LINEAR, frame), folds=folds)
    changed = frame.copy()
    changed.loc[folds == 1, "e"] += 100.0
    after = plspm.cross_validate(plspm.estimate(LINEAR, changed), folds=folds)
    same = before.predictions["predicted"].xs("c0", level="indicator")[folds == 1]
    also = after.predictions["predicted"].xs("c0", level="indicator")[folds == 1]
    assert (same == also).all()


def test_an_executor_and_batches_change_nothing(ecsi):
    plain = plspm.cross_validate(ecsi, folds=5, repeats=30, seed=1)
    with ThreadPoolExecutor(2) as executor:
        other = plspm.cross_validate(ecsi, folds=5, repeats=30, seed=1, executor=executor)
    np.testing.assert_array_equal(plain.errors, other.errors)
    assert plain.seed == 1


def test_random_folds_are_balanced_repeatable_and_nested(ecsi):
    few = plspm.cross_validate(ecsi, folds=7, repeats=2, seed=4)
    more = plspm.cross_validate(ecsi, folds=7, repeats=3, seed=4)
    np.testing.assert_array_equal(few.folds, more.folds[:2])
    sizes = np.bincount(few.folds[0])
    assert sizes.max() - sizes.min() <= 1
    assert (few.folds[0] != few.folds[1]).any()


def test_the_seed_that_a_record_has_gives_its_folds_again(ecsi):
    first = plspm.cross_validate(ecsi, folds=5, repeats=2)
    again = plspm.cross_validate(ecsi, folds=5, repeats=2, seed=first.seed)
    np.testing.assert_array_equal(first.folds, again.folds)


def test_labels_are_folds_of_one_repeat_or_of_several(ecsi):
    firms = np.array(["north", "south", "west"])[np.arange(ecsi.n) % 3]
    halves = np.arange(ecsi.n) % 2
    both = plspm.cross_validate(ecsi, folds=np.stack([np.arange(ecsi.n) % 3, halves]))
    assert both.repeats == 2
    for repeat, labels in enumerate((firms, halves)):
        alone = plspm.cross_validate(ecsi, folds=labels)
        assert alone.seed is None
        np.testing.assert_allclose(alone.errors[0], both.errors[repeat], rtol=0, atol=1e-12)


def test_accuracy_is_that_of_the_predictions(ecsi):
    validation = plspm.cross_validate(ecsi, folds=10, repeats=1, seed=2)
    cases = validation.predictions
    errors = cases["observed"] - cases["predicted"]
    naive = cases["observed"] - cases["ia"]
    by_item = "indicator"
    found = validation.indicators.droplevel("construct")
    expected = {
        "rmse": (errors**2).groupby(level=by_item).mean() ** 0.5,
        "mae": errors.abs().groupby(level=by_item).mean(),
        "mape": 100 * (errors / cases["observed"]).abs().groupby(level=by_item).mean(),
        "q2_predict": 1
        - (errors**2).groupby(level=by_item).sum() / (naive**2).groupby(level=by_item).sum(),
        "skewness": errors.groupby(level=by_item).apply(lambda e: ((e - e.mean()) ** 3).mean())
        / errors.groupby(level=by_item).std(ddof=0) ** 3,
    }
    for name, series in expected.items():
        np.testing.assert_allclose(found[name], series.reindex(found.index), rtol=1e-12)


def test_the_verdict_counts_items_predicted_better_than_by_the_linear_model(ecsi):
    validation = plspm.cross_validate(ecsi, folds=10, repeats=2, seed=2, benchmark="others")
    items = validation.indicators
    assert (items["read"] == np.where(items["skewness"].abs() > 1, "mae", "rmse")).all()
    for name, row in validation.constructs.iterrows():
        part = items.loc[name]
        difference = part["rmse_difference"].where(part["read"] == "rmse", part["mae_difference"])
        better = int((difference < 0).sum())
        share = better / len(part)
        expected = (
            "high" if share == 1 else "medium" if share >= 0.5 else "low" if better else "none"
        )
        assert (row["better_than_lm"], row["power"]) == (better, expected)


def test_case_weights_count_in_training_and_in_errors():
    frame = simulated()
    twice = pd.concat([frame, frame.iloc[:20]], ignore_index=True)
    weights = np.where(np.arange(80) < 20, 2.0, 1.0)
    folds = np.arange(80) % 4
    weighted = plspm.cross_validate(plspm.estimate(COMPOSITES, frame, weights=weights), folds=folds)
    repeated = plspm.cross_validate(
        plspm.estimate(COMPOSITES, twice), folds=np.concatenate([folds, folds[:20]])
    )
    np.testing.assert_allclose(weighted.indicators["rmse"], repeated.indicators["rmse"], rtol=1e-6)
    with pytest.raises(UnavailableError, match="weights"):
        weighted.cvpat()


def test_in_sample_is_the_fit_of_all_cases(ecsi):
    validation = plspm.cross_validate(ecsi, folds=5, repeats=1, seed=1)
    own = plspm.predict(ecsi, ECSI).indicators
    found = wide(validation, "in_sample")[own.columns]
    np.testing.assert_allclose(found, own, rtol=1e-9)
    inside = validation.in_sample
    assert (inside["rmse_growth"] > 0).mean() > 0.9
    moved = validation.overfit
    assert moved.shape == (len(ECSI), 6)


def test_a_training_set_without_an_estimate_is_told_and_left_out():
    frame = simulated()
    frame["e"] = np.where(np.arange(80) == 7, 1.0, 0.0)
    result = plspm.estimate(COMPOSITES, frame)
    validation = plspm.cross_validate(result, folds="loo")
    assert any("1 of 80 training sets have no estimate" in note for note in validation.notes)
    assert np.isnan(validation.errors[0, 7]).all()
    assert np.isfinite(np.delete(validation.errors[0], 7, axis=0)).all()
    assert np.isfinite(validation.indicators["rmse"]).all()


def test_wrong_options_are_told(ecsi):
    with pytest.raises(OptionError, match="earliest"):
        plspm.cross_validate(ecsi, antecedents="early")
    with pytest.raises(OptionError, match="benchmark"):
        plspm.cross_validate(ecsi, benchmark="lm")
    with pytest.raises(OptionError, match="folds is 1"):
        plspm.cross_validate(ecsi, folds=1)
    with pytest.raises(OptionError, match=r"labels of shape \(260,\)"):
        plspm.cross_validate(ecsi, folds=[1, 2, 3])
    with pytest.raises(OptionError, match="same label"):
        plspm.cross_validate(ecsi, folds=[1] * 260)
    with pytest.raises(OptionError, match="lacks the label"):
        plspm.cross_validate(ecsi, folds=[np.nan] + [1.0] * 259)
    with pytest.raises(OptionError, match="loo"):
        plspm.cross_validate(ecsi, folds="lo")
    with pytest.raises(OptionError, match=r"plspm\.estimate"):
        plspm.cross_validate(ECSI)
    with pytest.raises(OptionError, match="Executor"):
        plspm.cross_validate(ecsi, executor=4)


def test_options_of_other_names_are_answered(ecsi):
    with pytest.raises(CallError, match="fold"):
        plspm.cross_validate(ecsi, fold=5)
    with pytest.raises(CallError, match="seed"):
        plspm.cross_validate(ecsi, random_state=5)


def test_answers_not_observed_are_not_predicted_about():
    frame = simulated()
    frame.loc[[4, 9], "c1"] = np.nan
    result = plspm.estimate(COMPOSITES, frame, missing="mean")
    validation = plspm.cross_validate(result, folds=FOLDS)
    cases = validation.predictions.loc["c1"]
    assert cases["predicted"].notna().all()
    errors = (cases["observed"] - cases["predicted"]).dropna()
    assert len(errors) == 78
    found = validation.indicators.loc[("C", "c1"), "rmse"]
    np.testing.assert_allclose(found, np.sqrt((errors**2).mean()))
    assert len(validation.cvpat().losses) == 78


def test_models_without_a_defined_prediction_are_refused():
    frame = simulated()
    products = plspm.estimate(INTERACTION, frame, interactions="product_indicator")
    with pytest.raises(UnavailableError, match="two_stage"):
        plspm.cross_validate(products)
    S = frame.corr()
    with pytest.raises(UnavailableError, match="need the cases"):
        plspm.cross_validate(plspm.estimate(COMPOSITES, correlations=S, n=80))


def test_records_print(ecsi):
    validation = plspm.cross_validate(ecsi, folds=5, repeats=1, seed=1)
    assert "Out-of-sample prediction" in validation.summary()
    assert "<table" in validation._repr_html_()
    assert max(map(len, validation.summary().splitlines())) <= 88


def test_the_picture_of_errors(ecsi):
    validation = plspm.cross_validate(ecsi, folds=5, repeats=1, seed=1)
    axes = validation.plot("CUSA1")
    assert axes.get_xlabel() == "CUSA1: observed less predicted, out of sample"
    assert axes.get_ylabel() == "cases"
    row = validation.indicators.droplevel("construct").loc["CUSA1"]
    skewness = f"{row['skewness']:.2f}".replace("-", "\N{MINUS SIGN}")
    assert axes.get_title() == f"skewness {skewness}: read {row['read'].upper()}"
    cases = validation.predictions.loc["CUSA1"]
    bars = axes.containers[0]
    edges = [*(bar.get_x() for bar in bars), bars[-1].get_x() + bars[-1].get_width()]
    counts, _ = np.histogram(cases["observed"] - cases["predicted"], edges)
    assert [bar.get_height() for bar in bars] == counts.tolist()
    assert counts.sum() == len(ECSI)
    linear, _ = np.histogram(cases["observed"] - cases["lm"], edges)
    named = [text.get_text() for text in axes.get_legend().get_texts()]
    assert named == ["model", "linear model"]
    outline = axes.patches[-1].get_xy()  # two corners a step
    assert outline[1 : 2 * len(linear) + 1 : 2, 1].tolist() == linear.tolist()
    [zero] = axes.lines
    assert list(zero.get_xdata()) == [0, 0]
    with pytest.raises(OptionError, match="indicator"):
        validation.plot("CUSA9")


def test_direct_calls_of_the_engine_agree_with_the_record(ecsi):
    task = validation_of(ecsi, "earliest")
    folds = np.arange(260)[None] % 6
    found = predict_held_out(task, folds, None)
    validation = plspm.cross_validate(ecsi, folds=folds)
    np.testing.assert_array_equal(validation.errors, validation._accuracy.observed - found.items)


@pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")
def test_a_linear_model_with_too_many_regressors_is_told():
    result = plspm.estimate(COMPOSITES, simulated(14))
    validation = plspm.cross_validate(result, folds=2, repeats=1, seed=1, benchmark="others")
    assert any("left out" in note for note in validation.notes)
    assert validation.indicators["rmse_lm"].isna().any()
    assert np.isfinite(validation.indicators["rmse"]).all()
    assert validation.constructs["power"].isna().any()
    with pytest.raises(UnavailableError, match="predicted by both"):
        validation.cvpat(against="lm")


def test_processes_give_the_same():
    result = plspm.estimate(COMPOSITES, simulated())
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        other = plspm.cross_validate(result, folds=3, repeats=2, seed=1, executor=executor)
    plain = plspm.cross_validate(result, folds=3, repeats=2, seed=1)
    np.testing.assert_array_equal(plain.errors, other.errors)


def test_records_can_be_saved(ecsi):
    validation = plspm.cross_validate(ecsi, folds=3, repeats=1, seed=1)
    again = pickle.loads(pickle.dumps(validation))
    pd.testing.assert_frame_equal(validation.indicators, again.indicators)


@examples(15)
@given(
    seed=st.integers(0, 10**6),
    shift=st.floats(-1e3, 1e3),
    scale=st.floats(1e-3, 1e3),
    antecedents=st.sampled_from(["earliest", "direct"]),
)
def test_units_of_items_change_nothing_but_the_units(seed, shift, scale, antecedents):
    frame = simulated(60, seed=seed % 50)
    folds = np.random.default_rng(seed).permutation(np.arange(60) % 3)
    moved = frame.assign(a1=shift + scale * frame["a1"], d2=shift + scale * frame["d2"])
    options = {"folds": folds, "antecedents": antecedents}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", plspm.errors.PlspmWarning)
        before, after = (
            plspm.cross_validate(plspm.estimate(COMPOSITES, data, tolerance=1e-12), **options)
            for data in (frame, moved)
        )
    np.testing.assert_allclose(
        after.predictions["predicted"].loc["d2"],
        shift + scale * before.predictions["predicted"].loc["d2"],
        rtol=1e-6,
        atol=1e-6 * scale,
    )
    columns = ["q2_predict", "skewness"]
    np.testing.assert_allclose(
        after.indicators[columns], before.indicators[columns], rtol=1e-5, atol=1e-7
    )
