"""Path models as estimators: the protocol, other estimators of the same, and the library itself."""

import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.cross_decomposition import PLSSVD, PLSRegression
from sklearn.ensemble import RandomForestRegressor
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import parametrize_with_checks
from tests.prediction.cases import COMPOSITES, HIGHER, INTERACTION, LINEAR, simulated

import plspm
from plspm import PLSPathModel
from plspm.errors import DataError, InputError, OptionError, SpecificationError

FRAME = simulated(90)
OUTCOMES = ["d0", "d1", "d2", "e"]
X, Y = FRAME.drop(columns=OUTCOMES), FRAME[OUTCOMES]

NOT_HERE = {
    "check_sample_weight_equivalence_on_dense_data": "Case weights are survey weights: a case of "
    "weight 2 is one case and not two, so that scores of variance 1 (n - 1) differ."
}
"""Checks of scikit-learn that a path model fails, and why it should."""
CONSTRUCTS_ASKED_FOR = {
    "check_regressor_multioutput": "Of constructs there are fewer than of columns in y."
}


@pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")
@parametrize_with_checks(
    [PLSPathModel(), PLSPathModel(scheme="centroid", missing="mean", predicts="constructs")],
    expected_failed_checks=lambda estimator: (
        NOT_HERE | (CONSTRUCTS_ASKED_FOR if estimator.predicts == "constructs" else {})
    ),
)
def test_the_protocol_of_scikit_learn(estimator, check):
    check(estimator)


@pytest.fixture
def plain():
    rng = np.random.default_rng(5)
    x = rng.normal(size=(60, 4)) @ rng.normal(size=(4, 4))
    return x, x @ rng.normal(size=(4, 3)) + rng.normal(size=(60, 3))


def test_two_blocks_and_one_outcome_are_pls_regression_of_one_component(plain):
    x, y = plain
    ours = PLSPathModel().fit(x, y[:, 0]).predict(x)
    assert ours.shape == (60,)
    expected = PLSRegression(1).fit(x, y[:, 0]).predict(x)
    np.testing.assert_allclose(ours, expected.ravel(), rtol=1e-10)


def test_two_blocks_are_the_first_singular_vectors(plain):
    x, y = plain
    ours = PLSPathModel(tolerance=1e-12).fit(x, y)
    assert list(ours.targets_) == ["y0", "y1", "y2"]
    assert list(ours.get_feature_names_out()) == ["X"]
    expected = PLSSVD(1).fit(x, y).transform(x).ravel()
    scores = ours.transform(x).ravel()
    correlation = np.corrcoef(scores, expected)[0, 1]
    assert abs(correlation) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("antecedents", ["earliest", "direct"])
@pytest.mark.parametrize("text", [COMPOSITES, LINEAR, INTERACTION, HIGHER])
def test_it_predicts_held_out_cases_as_cross_validation_does(text, antecedents):
    labels = np.arange(90) % 5
    splits = [(np.flatnonzero(labels != k), np.flatnonzero(labels == k)) for k in range(5)]
    estimator = PLSPathModel(text, antecedents=antecedents)
    ours = cross_val_predict(estimator, FRAME, cv=splits)
    validation = plspm.cross_validate(
        plspm.estimate(text, FRAME), folds=labels, antecedents=antecedents
    )
    items = validation.indicators.index.get_level_values("indicator")
    expected = validation.predictions["predicted"].unstack("indicator")[list(items)]
    np.testing.assert_allclose(ours, expected, rtol=1e-9)
    assert list(estimator.fit(FRAME).targets_) == list(items)


def test_scores_are_those_of_the_fit_and_of_new_cases():
    estimator = PLSPathModel(INTERACTION).set_output(transform="pandas")
    scores = estimator.fit_transform(FRAME)
    expected = estimator.result_.scores
    assert list(estimator.get_feature_names_out()) == list(expected.columns)
    pd.testing.assert_frame_equal(scores, expected, check_names=False, check_exact=False)
    new = estimator.transform(FRAME.iloc[:3])
    pd.testing.assert_frame_equal(new, expected.iloc[:3], check_names=False, check_exact=False)


def test_outcomes_in_y_need_not_be_known_to_predict():
    both = PLSPathModel(COMPOSITES).fit(FRAME)
    apart = PLSPathModel(COMPOSITES).fit(X, Y)
    at = [list(both.targets_).index(name) for name in OUTCOMES]
    np.testing.assert_array_equal(apart.predict(X), both.predict(FRAME)[:, at])
    assert list(apart.constructs_) == ["A", "B", "C"]
    np.testing.assert_array_equal(apart.transform(X), both.transform(FRAME)[:, :3])
    observed = Y - apart.predict(X)
    r2 = 1 - (observed**2).sum() / ((Y - Y.mean()) ** 2).sum()
    assert apart.score(X, Y) == pytest.approx(r2.mean())
    listed_twice = PLSPathModel(COMPOSITES).fit(FRAME, Y)
    np.testing.assert_array_equal(listed_twice.predict(FRAME), apart.predict(X))
    one = PLSPathModel(COMPOSITES).fit(FRAME, FRAME["e"])
    assert one.predict(FRAME).shape == (90,)
    assert both.score(FRAME) == pytest.approx(
        np.mean(
            [
                PLSPathModel(COMPOSITES).fit(FRAME, FRAME[t]).score(FRAME, FRAME[t])
                for t in both.targets_
            ]
        )
    )


def test_constructs_can_be_what_is_predicted():
    estimator = PLSPathModel(COMPOSITES, predicts="constructs").fit(FRAME)
    found = plspm.predict(estimator.result_, FRAME)
    np.testing.assert_array_equal(estimator.predict(FRAME), found.constructs)
    assert list(estimator.targets_) == ["C", "D", "E"]
    observed = found.scores[["C", "D", "E"]]
    r2 = 1 - ((observed - found.constructs) ** 2).sum() / (observed**2).sum()
    assert estimator.score(FRAME) == pytest.approx(r2.mean())
    assert list(PLSPathModel(COMPOSITES, predicts="constructs").fit(X, Y).targets_) == ["D", "E"]


def test_arrays_are_the_same_as_frames_once_their_names_are_told():
    named = PLSPathModel(COMPOSITES, feature_names=list(X), target_names=list(Y))
    ours = named.fit(X.to_numpy(), Y.to_numpy())
    frames = PLSPathModel(COMPOSITES).fit(X, Y)
    np.testing.assert_array_equal(ours.predict(X.to_numpy()), frames.predict(X))
    short = PLSPathModel("A <~ [A] x0 + x1\nB <~ [A] x2 + x3\nB ~ A").fit(X.to_numpy())
    assert list(short.targets_) == ["x2", "x3"]
    polars = PLSPathModel(COMPOSITES).fit(pl.from_pandas(X), pl.from_pandas(Y))
    np.testing.assert_array_equal(polars.predict(pl.from_pandas(X)), frames.predict(X))


def test_it_is_searched_over_schemes_and_models():
    rival = COMPOSITES.replace("C ~ A + B", "C ~ B").replace("D ~ C + A", "D ~ A")
    grid = {"scheme": ["path", "centroid"], "model": [COMPOSITES, plspm.PathModel.parse(rival)]}
    search = GridSearchCV(PLSPathModel(), grid, cv=4).fit(X, Y)
    assert search.best_params_["model"] == COMPOSITES
    by_hand = [
        cross_val_score(PLSPathModel(**options), X, Y, cv=4).mean()
        for options in search.cv_results_["params"]
    ]
    np.testing.assert_allclose(search.cv_results_["mean_test_score"], by_hand)
    assert search.predict(X).shape == (90, 4)


def test_scores_go_on_in_a_pipeline():
    """A y that the model does not have is left to the last step."""
    churn = pd.Series(np.random.default_rng(1).normal(size=90) + FRAME["e"], name="churn")
    forest = RandomForestRegressor(10, random_state=1)
    steps = make_pipeline(PLSPathModel(COMPOSITES), forest).fit(FRAME, churn)
    by_hand = RandomForestRegressor(10, random_state=1)
    scores = plspm.estimate(COMPOSITES, FRAME).scores
    by_hand.fit(scores.to_numpy(), churn)
    np.testing.assert_allclose(steps.predict(FRAME), by_hand.predict(scores.to_numpy()))
    before = make_pipeline(
        FunctionTransformer(np.negative).set_output(transform="pandas"), PLSPathModel(COMPOSITES)
    )
    np.testing.assert_allclose(
        before.fit(X, Y).predict(X), PLSPathModel(COMPOSITES).fit(X, Y).predict(X), rtol=1e-6
    )


def test_it_is_cloned_and_pickled():
    estimator = PLSPathModel(plspm.PathModel.parse(COMPOSITES), scheme="factorial")
    copy = clone(estimator.fit(X, Y))
    assert copy.get_params() == estimator.get_params()
    assert not hasattr(copy, "result_")
    saved = pickle.loads(pickle.dumps(estimator))
    np.testing.assert_array_equal(saved.predict(X), estimator.predict(X))
    copy.set_params(scheme="centroid", model=COMPOSITES)
    assert copy.fit(X, Y).result_.settings.scheme == "centroid"


def test_case_weights_are_those_of_the_fit():
    weights = np.random.default_rng(2).uniform(0.5, 2, 90)
    ours = PLSPathModel(COMPOSITES).fit(FRAME, sample_weight=weights)
    expected = plspm.estimate(COMPOSITES, FRAME, weights=weights)
    np.testing.assert_allclose(ours.transform(FRAME), expected.scores, rtol=1e-9)


def test_gaps_and_categories():
    gaps = FRAME.copy()
    gaps.loc[3, "a0"] = np.nan
    with pytest.raises(DataError, match="'a0'"):
        PLSPathModel(COMPOSITES).fit(gaps)
    filled = PLSPathModel(COMPOSITES, missing="mean").fit(gaps)
    assert np.isfinite(filled.predict(gaps)).all()
    assert PLSPathModel(COMPOSITES, missing="listwise").fit(gaps).result_.n == 89
    steps = ["low", "middle", "high"]
    answers = pd.Categorical.from_codes(np.digitize(FRAME["a0"], [3.5, 4.5]), steps, ordered=True)
    worded = FRAME.assign(a0=answers)
    fitted = PLSPathModel(COMPOSITES).fit(worded)
    same = plspm.predict(plspm.estimate(COMPOSITES, worded), worded)
    np.testing.assert_array_equal(fitted.predict(worded), same.indicators)
    other = worded.assign(a0=pd.Categorical(["rare"] * 90, ordered=True))
    with pytest.raises(DataError, match="'rare', which the fit has not seen"):
        fitted.predict(other)


def test_what_is_wrong_is_said():
    fitted = PLSPathModel(COMPOSITES).fit(X, Y)
    direct = PLSPathModel(COMPOSITES, antecedents="direct")
    for error, words, job in (
        (OptionError, "requires y", lambda: PLSPathModel().fit(X)),
        (DataError, "both hold 'e'", lambda: PLSPathModel().fit(FRAME, Y[["e"]])),
        (DataError, "feature_names=", lambda: PLSPathModel(COMPOSITES).fit(X.to_numpy())),
        (
            DataError,
            "'zz', which the model",
            lambda: PLSPathModel(COMPOSITES).fit(X, Y.assign(zz=1.0)),
        ),
        (
            DataError,
            "y holds 'a0' of constructs",
            lambda: PLSPathModel(COMPOSITES).fit(FRAME, FRAME["a0"]),
        ),
        (DataError, "X lacks 'd0', 'd1', 'd2', which direct", lambda: direct.fit(X, Y)),
        (DataError, "no column 'd0'", lambda: PLSPathModel(COMPOSITES).fit(X, Y[["e"]])),
        (DataError, "X has 90 rows, y has 80", lambda: PLSPathModel(COMPOSITES).fit(X, Y[:80])),
        (
            OptionError,
            "feature_names has 1 name, but X has 9 columns",
            lambda: PLSPathModel(COMPOSITES, feature_names=["a"]).fit(X.to_numpy()),
        ),
        (OptionError, "y was part of the fit", lambda: fitted.score(X)),
        (SpecificationError, "line 1", lambda: PLSPathModel("A =~").fit(FRAME)),
        (NotFittedError, "not fitted", lambda: PLSPathModel(COMPOSITES).predict(X)),
        (ValueError, "now missing:\n- a0", lambda: fitted.predict(X.drop(columns="a0"))),
    ):
        with pytest.raises(error, match=words):
            job()
    wrong = PLSPathModel(COMPOSITES, scheme="pth", predicts="item", antecedents="all")
    with pytest.raises(OptionError) as refused:
        wrong.fit(FRAME)
    assert len(refused.value.problems) == 3
    with pytest.raises(InputError) as refused:
        PLSPathModel("A =~", predicts="item").fit(FRAME)
    assert len(refused.value.problems) == 2


def test_without_scikit_learn_it_says_what_to_install():
    program = (
        "import sys; sys.modules['sklearn'] = None\n"
        "import plspm\n"
        "try: plspm.PLSPathModel\n"
        "except plspm.MissingDependencyError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "pip install scikit-learn" in done.stdout
