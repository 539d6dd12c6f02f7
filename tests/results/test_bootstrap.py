"""What a user holds after a bootstrap: tables, options, words."""

import pickle

import numpy as np
import pandas as pd
import pytest
from tests.inference.cases import QUIET, TEXT, factor_data, same, triangle
from tests.naive import resample as naive

import plspm
from plspm.assessment.statistics import BOOTSTRAPPED, STATISTICS

COLUMNS = [
    "estimate",
    "mean",
    "bias",
    "std_error",
    "t",
    "p_value",
    "ci_lower",
    "ci_upper",
    "draws",
]
TESTED = {
    "weights",
    "loadings",
    "paths",
    "total_effects",
    "indirect_effects",
    "specific_indirect_effects",
    "construct_correlations",
}
"""Of these 0 is a hypothesis."""


def columns_of(statistic):
    shown = [c for c in COLUMNS if statistic in TESTED or c not in {"t", "p_value"}]
    return [*shown, "note"] if statistic.startswith("fit") else shown


@pytest.mark.parametrize("statistic", ["paths", "htmt", "fit"])
@pytest.mark.parametrize("width", [50, 80])
def test_no_column_is_hidden_where_a_terminal_is_narrow(statistic, width, boot, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    table = boot.table(statistic)
    with pd.option_context("display.max_columns", 0, "display.width", 80):
        for shown in (repr(table), repr(table.round(3)), repr(table.iloc[:1])):
            assert set(columns_of(statistic)) <= set(shown.split())
            assert max(map(len, shown.splitlines())) <= width


def test_many_rows_are_shortened_as_in_other_frames(boot):
    tall = pd.concat([boot.paths] * 30)
    with pd.option_context("display.max_rows", 20):
        assert "90 rows x 9 columns" in repr(tall)
        assert len(repr(tall).splitlines()) < 50
    with pd.option_context("display.max_rows", None):
        assert len(repr(tall).splitlines()) > 90


@pytest.mark.parametrize("kind", ["draws", "delta"])
def test_the_long_table_holds_every_table(kind, boot):
    fit = triangle()
    inference = boot if kind == "draws" else fit.standard_errors(statistics=tuple(STATISTICS))
    tidy = inference.tidy()
    assert tidy["statistic"].unique().tolist() == list(inference.statistics)
    assert not tidy.duplicated(["statistic", "component"]).any()
    for name in inference.statistics:
        table = inference.table(name).drop(columns="note", errors="ignore")
        rows = tidy[tidy["statistic"] == name]
        np.testing.assert_array_equal(rows[table.columns].to_numpy(float), table.to_numpy(float))
    of_fit = fit.tidy()
    assert of_fit[["statistic", "component"]].equals(tidy[["statistic", "component"]])
    np.testing.assert_allclose(of_fit["estimate"], tidy["estimate"], atol=1e-12)
    assert "A1 -> C1" in of_fit.query("statistic == 'paths'")["component"].tolist()


@pytest.fixture(scope="module")
def boot():
    return triangle().bootstrap(199, seed=1, statistics=tuple(STATISTICS), **QUIET)


@pytest.mark.parametrize("statistic", STATISTICS)
def test_every_table_from_its_draws(statistic, boot):
    table, draws = boot.table(statistic, level=0.9), boot.draws(statistic)
    beyond = (table["estimate"] < table["ci_lower"]) | (table["estimate"] > table["ci_upper"])
    noted = ["note"] if beyond.any() and not statistic.startswith("fit") else []
    assert table.columns.tolist() == [*columns_of(statistic), *noted]
    table = table.drop(columns="note", errors="ignore")
    assert table.index.tolist() == draws.columns.tolist()
    ranges = np.broadcast_arrays(*STATISTICS[statistic].range, np.zeros(len(table)))[:2]
    for (label, row), lowest, highest in zip(table.iterrows(), *ranges, strict=True):
        values = draws[label].to_numpy()
        usable = values[np.isfinite(values)]
        assert row["draws"] == usable.size
        if not usable.size:
            assert row.drop("draws").isna().all()
            continue
        assert row["mean"] == pytest.approx(usable.mean(), abs=1e-11)
        assert row["bias"] == pytest.approx(usable.mean() - row["estimate"], abs=1e-11)
        spread = naive.standard_error(usable)
        assert row["std_error"] == pytest.approx(spread, abs=1e-10)
        if statistic not in TESTED:
            assert "t" not in row
        elif spread > 1e-9:
            assert row["t"] == pytest.approx(row["estimate"] / spread, rel=1e-9)
            assert row["p_value"] == pytest.approx(
                naive.p_value(row["estimate"], usable), abs=1e-10
            )
        else:
            assert np.isnan(row["t"])
            assert np.isnan(row["p_value"])
        bounds = naive.interval_percentile(usable, 0.9)
        expected = naive.within(bounds, row["estimate"], lowest, highest)
        assert (row["ci_lower"], row["ci_upper"]) == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("statistic", BOOTSTRAPPED)
def test_named_tables_are_the_tables(statistic, boot):
    assert getattr(boot, statistic) is not getattr(boot, statistic)
    same(getattr(boot, statistic), boot.table(statistic))


def test_estimates_are_those_of_the_fit(boot):
    result = triangle()
    assert boot.weights["estimate"].tolist() == result.weights["weight"].tolist()
    assert boot.loadings["estimate"].tolist() == result.loadings["loading"].tolist()
    assert boot.r_squared["estimate"].tolist() == result.r_squared["r_squared"].tolist()
    total = result.effects["total"]
    assert boot.total_effects["estimate"].to_dict() == total.to_dict()
    for (first, second), value in boot.htmt["estimate"].items():
        assert value == result.htmt.loc[first, second]


def test_options_chosen_at_the_start_are_those_of_the_tables():
    chosen = triangle().bootstrap(99, seed=1, level=0.8, kind="bca", **QUIET)
    default = triangle().bootstrap(99, seed=1, **QUIET)
    same(chosen.paths, default.table("paths", kind="bca", level=0.8))
    same(chosen.interval("paths"), default.interval("paths", kind="bca", level=0.8))
    assert (chosen.kind, chosen.level, default.kind, default.level) == (
        "bca",
        0.8,
        "percentile",
        0.95,
    )


def test_the_interval_is_that_of_the_table(boot):
    for kind in ("percentile", "basic", "normal", "bc", "bca"):
        bounds = ["estimate", "ci_lower", "ci_upper"]
        same(boot.interval("htmt", kind=kind), boot.table("htmt", kind=kind)[bounds])


def test_other_levels_need_no_new_draws(boot, monkeypatch):
    from plspm.inference import resample

    def refuse(*arguments):
        raise AssertionError("drawn again")

    monkeypatch.setattr(resample, "evaluate", refuse)
    for level in (0.5, 0.9, 0.99):
        boot.table("paths", level=level, alternative="less", p_value="percentile")
    boot.expression("A1->B1")
    boot.mediation()


def test_p_values_of_both_kinds(boot):
    percentile = boot.table("paths", p_value="percentile")["p_value"]
    normal = boot.table("paths")["p_value"]
    assert (percentile >= 2 / 200).all()
    assert percentile.to_numpy() == pytest.approx(normal.to_numpy(), abs=0.2)
    assert (percentile != normal).all()


WRONG = {
    "draws": [{"draws": 1}, {"draws": 2.5}, {"draws": "many"}],
    "level": [{"level": 0}, {"level": 1}, {"level": 95}, {"level": "0.95"}],
    "kind": [{"kind": "BCa"}, {"kind": None}],
    "alignment": [{"alignment": "sign"}],
    "inadmissible": [{"inadmissible": "replace"}],
    "threads": [{"threads": 0}, {"threads": 1.5}],
    "batch_size": [{"batch_size": 0}],
    "statistics": [{"statistics": ["path"]}, {"statistics": []}],
}


@pytest.mark.parametrize(("name", "options"), [(n, o) for n, all_ in WRONG.items() for o in all_])
def test_wrong_options_are_refused_by_name(name, options):
    with pytest.raises(plspm.OptionError, match=name):
        triangle().bootstrap(**({"draws": 20, "seed": 1} | QUIET | options))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "bcA"}, "kind"),
        ({"level": 2}, "level"),
        ({"alternative": "two"}, "alternative"),
        ({"p_value": "t"}, "p_value"),
    ],
)
def test_wrong_options_of_a_table_are_refused_by_name(options, message, boot):
    with pytest.raises(plspm.OptionError, match=message):
        boot.table("paths", **options)


def test_several_wrong_options_are_named_at_once(boot):
    with pytest.raises(plspm.OptionError) as caught:
        boot.table("paths", kind="x", level=3, alternative="y", p_value="z")
    assert len(caught.value.problems) == 4


def test_a_statistic_that_was_not_drawn_is_said_to_be_so():
    few = triangle().bootstrap(20, seed=1, statistics=["paths"], **QUIET)
    assert few.statistics == ("paths",)
    with pytest.raises(plspm.OptionError, match=r"'htmt' was not computed.*statistics=\['htmt'\]"):
        few.table("htmt")
    with pytest.raises(plspm.UnavailableError, match=r"htmt was not .*statistics=\['htmt'\]"):
        _ = few.htmt
    assert [hasattr(few, name) for name in ("paths", "htmt")] == [True, False]
    with pytest.raises(plspm.OptionError, match="hmt"):
        few.table("hmt")


def test_the_raw_draws(boot):
    draws = boot.draws("paths")
    assert draws.shape == (199, 3)
    assert draws.index.name == "draw"
    assert draws.columns.names == ["source", "target"]
    draws.iloc[:] = 0.0
    assert (boot.draws("paths").to_numpy() != 0).any()


def test_words(boot):
    assert repr(boot) == "<BootstrapResult: 199 of 199 draws usable>"
    text = boot.summary()
    for part in (
        "199 requested, 199 usable",
        "Seed",
        "percentile, 95%",
        "Path coefficients",
        "HTMT",
        "Loadings",
    ):
        assert part in text
    clustered = plspm.estimate(TEXT, factor_data(40, 1)).bootstrap(
        20, seed=1, clusters=np.arange(40) // 4, poisson=True, **QUIET
    )
    assert "Poisson bootstrap, 10 clusters" in clustered.summary()


def test_a_result_can_be_pickled():
    boot = triangle().bootstrap(30, seed=1, **QUIET)
    again = pickle.loads(pickle.dumps(boot))
    same(again.paths, boot.paths)
    same(again.interval("paths", kind="bca"), boot.interval("paths", kind="bca"))
    assert (
        pickle.loads(pickle.dumps(triangle()))
        .bootstrap(30, seed=1, **QUIET)
        .paths.equals(boot.paths)
    )


def test_the_fit_and_the_data_are_left_as_they_were():
    frame = factor_data(50, 3)
    before, result = frame.copy(), plspm.estimate(TEXT, frame)
    weights = result.weights.copy()
    boot = result.bootstrap(30, seed=1, **QUIET)
    boot.table("paths", kind="studentized")
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(result.weights, weights)


def test_missing_values_and_listwise_deletion_keep_groups_with_their_cases():
    """Rows that are dropped take their labels with them."""
    frame = factor_data(60, 5).assign(firm=np.arange(60) // 5)
    frame.loc[[3, 17], "a11"] = np.nan
    with_gaps = plspm.estimate(TEXT, frame, missing="listwise")
    dropped = frame.drop(index=[3, 17])
    without = plspm.estimate(TEXT, dropped)
    first, second = (
        r.bootstrap(50, seed=1, clusters="firm", **QUIET) for r in (with_gaps, without)
    )
    same(first.draws("paths"), second.draws("paths"))
    for labels in (frame["firm"], frame["firm"].tolist(), dropped["firm"]):
        given = with_gaps.bootstrap(50, seed=1, clusters=labels, **QUIET)
        same(given.draws("paths"), second.draws("paths"))
    with pytest.raises(plspm.DataError, match="59 labels, but 58 cases"):
        with_gaps.bootstrap(50, clusters=frame["firm"].tolist()[1:], **QUIET)
