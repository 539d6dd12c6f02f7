"""The worked example: every printed number beside ours, and an honest count."""

import math
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from plspm import datasets, estimate
from plspm.commands.comparison import Comparison, compare_tables, side_by_side
from plspm.commands.example import run_example
from plspm.commands.fit_definitions import srmr_definitions
from plspm.commands.printed_regressions import printed_correlations, t_ranges, with_path
from plspm.commands.replication import NO_REASON, minimum_sample, monte_carlo_error, replicate
from plspm.errors import OptionError

STUDY = datasets.describe("customer_engagement")
SCRIPT = Path(__file__).parents[1] / "examples" / "customer_engagement.py"

TRUNCATED = {
    ("table 2", "ECE_d", "sd"),
    ("table 2", "ECE_f", "sd"),
    ("table 2", "MPE_a", "sd"),
    ("table 2", "MPE_c", "sd"),
    ("table 2", "MPE_d", "mean"),
}
MISPRINTED = {
    *(("table 2", name, "composite_reliability") for name in ("EXP", "ORE", "ECE", "MPE")),
    ("table 3", "ECE", "mean"),
}
UNDEFINED = {("text", "", "SRMR")}
NOT_REPRODUCIBLE = TRUNCATED | MISPRINTED | UNDEFINED
REGRESSION_T = {("figure 2", "ORE -> ECE", "t"), ("figure 2", "ECE -> MPE", "t")}
"""They follow from printed correlations, which have three decimals only."""


@pytest.fixture(scope="module")
def fitted():
    result = STUDY.estimate()
    return result, result.bootstrap(draws=999, seed=1)


@pytest.fixture(scope="module")
def compared(fitted):
    cells = [cell for table in replicate(STUDY, fitted[0]).values() for cell in table]
    return {(cell.table, cell.row, cell.column): cell for cell in cells}


def printed_cells(title, table):
    """Every number printed in a table, with the labels a comparison has."""
    frame = STUDY.published(table).select_dtypes("number")
    if table == "table2_items":
        frame = frame.droplevel("construct")
    if table == "figure2":
        arrows = STUDY.published(table)[["source", "target"]]
        frame.index = arrows.apply(" -> ".join, axis=1)
    for row in frame.index:
        label = " -> ".join(row) if isinstance(row, tuple) else row
        for column in frame.columns:
            if not math.isnan(frame.loc[row, column]):
                yield title, label, column, frame.loc[row, column]


PRINTED = [
    *printed_cells("table 2", "table2_items"),
    *printed_cells("table 2", "table2_constructs"),
    *printed_cells("table 3", "table3"),
    *printed_cells("table A1", "tableA1"),
    *printed_cells("table 4", "table4"),
    *printed_cells("figure 2", "figure2"),
    ("text", "ECE", "R²", 0.275),
    ("text", "MPE", "R²", 0.465),
    ("text", "", "SRMR", 0.077),
    ("text", "", "minimum sample size", 100),
]
REPRODUCIBLE = [cell for cell in PRINTED if cell[:3] not in NOT_REPRODUCIBLE]


@pytest.mark.parametrize(
    ("table", "row", "column", "printed"),
    REPRODUCIBLE,
    ids=["-".join(cell[:3]).replace(" ", "") for cell in REPRODUCIBLE],
)
def test_reproduced_at_the_printed_precision(compared, table, row, column, printed):
    cell = compared[table, row, column]
    assert cell.printed == printed
    assert cell.reproduced
    within = (table, row, column) in REGRESSION_T
    assert abs(cell.ours - printed) <= (0.006 if within else 0.0005 + 1e-9)


def test_every_printed_number_is_compared_once(fitted):
    cells = [cell for table in replicate(STUDY, fitted[0]).values() for cell in table]
    labels = [(cell.table, cell.row, cell.column) for cell in cells]
    assert sorted(labels) == sorted(cell[:3] for cell in PRINTED)
    assert len(labels) == len(set(labels)) == 216


def test_what_is_not_reproduced_is_known_and_has_a_reason(compared):
    differing = {label: cell for label, cell in compared.items() if not cell.reproduced}
    assert set(differing) == NOT_REPRODUCIBLE
    assert all(cell.reason and cell.reason != NO_REASON for cell in differing.values())
    assert not any(cell.reason for label, cell in compared.items() if label not in differing)


def test_other_data_do_not_reproduce_the_print(fitted):
    """Our numbers come from the fit and not from the printed tables."""
    data = STUDY.data
    data["ECE_b"] = data["ECE_b"].to_numpy()[::-1]
    other = estimate(STUDY.model, data, scheme="centroid")
    tables = replicate(STUDY, other)
    cells = [cell for table in tables.values() for cell in table]
    assert sum(cell.reproduced for cell in cells) < 150
    assert any(cell.reason == NO_REASON for cell in cells)


@pytest.mark.parametrize("label", sorted(TRUNCATED))
def test_no_whole_answers_round_to_a_truncated_number(compared, label):
    """Of n whole numbers sum and sum of squares are whole too, and both odd or both even."""
    cell, n = compared[label], 119
    _, item, statistic = label
    total = int(STUDY.data[item].sum())
    if statistic == "mean":
        candidates = [(total + step) / n for step in range(-3, 4)]
    else:
        squares = int((STUDY.data[item] ** 2).sum())
        candidates = [
            math.sqrt((squares + step - total**2 / n) / (n - 1)) for step in range(-20, 21, 2)
        ]
    assert cell.truncated
    assert not any(abs(value - cell.printed) <= 0.0005 for value in candidates)


def test_the_sum_behind_a_truncated_sd_follows_from_the_printed_mean():
    printed = STUDY.published("table2_items").droplevel("construct")["mean"]
    for item in ("ECE_d", "ECE_f", "MPE_a", "MPE_c"):
        sums = [s for s in range(119, 596) if abs(s / 119 - printed[item]) <= 0.0005]
        assert sums == [STUDY.data[item].sum()]


def test_composite_reliability_follows_from_the_printed_loadings_as_ours_does(fitted):
    loadings = STUDY.published("table2_items")["loading"]
    for construct, ours in fitted[0].reliability["rho_c"].items():
        block = loadings[construct]
        common = block.sum() ** 2
        assert ours == pytest.approx(common / (common + (1 - block**2).sum()), abs=5e-4)


def test_exactly_one_definition_of_srmr_agrees_and_its_fit_is_inadmissible():
    definitions = srmr_definitions(STUDY)
    values = definitions[["saturated", "estimated"]].astype(float)
    assert np.round(values.to_numpy(), 4).tolist() == [
        [0.0824, 0.1006],
        [0.0624, 0.0851],
        [0.0774, 0.0868],
    ]
    agrees = (values - 0.077).abs() <= 0.0005
    assert agrees.to_numpy().sum() == 1
    assert agrees.loc["PLSc, common factors", "saturated"]
    assert "ORE_b" in definitions.loc["PLSc, common factors", "inadmissible"]


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        (0.077, "PLSc, common factors, saturated: 0.0774 (a fit that is not admissible)"),
        (0.078, "none"),
    ],
)
def test_definitions_of_srmr_are_named_where_they_give_the_print(
    fitted, monkeypatch, printed, named
):
    published = type(STUDY).published

    def as_if_printed(study, table):
        found = published(study, table)
        if table == "scalars":
            found.loc["srmr", "value"] = printed
        return found

    monkeypatch.setattr(type(STUDY), "published", as_if_printed)
    (reason,) = (c.reason for c in replicate(STUDY, fitted[0])["text"] if c.column == "SRMR")
    assert f"those that give the print: {named}. " in reason


def test_decisions_on_the_hypotheses_are_the_study_s(fitted):
    figure = STUDY.published("figure2").set_index(["source", "target"])
    p = fitted[1].paths["p_value"]
    assert ((p < 0.05).reindex(figure.index) == figure["supported"]).all()


def test_westland_s_bound():
    assert minimum_sample(20, 5) == 100


def test_monte_carlo_error_is_what_seeds_differ_by(fitted):
    result, _ = fitted
    boots = [result.bootstrap(draws=499, seed=seed, statistics=["paths"]) for seed in range(60)]
    t = [boot.paths["t"]["ECE", "MPE"] for boot in boots]
    expected = np.mean([monte_carlo_error(boot, "ECE", "MPE") for boot in boots])
    assert np.std(t, ddof=1) == pytest.approx(expected, rel=0.35)


def test_monte_carlo_error_grows_with_the_tails_of_the_draws():
    """SD of an SD: from the fourth moment; that of a negative t is no other."""
    draws = np.random.default_rng(1).gamma(2, size=500)
    tails = stats.kurtosis(draws, fisher=False)
    boot = SimpleNamespace(draws=lambda _: {("A", "B"): draws}, paths={"t": {("A", "B"): -3.0}})
    expected = 3.0 * math.sqrt((tails - 1) / (4 * 500))
    assert monte_carlo_error(boot, "A", "B") == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("printed", "ours", "decimals", "reproduced"),
    [
        (0.500, 0.5004, 3, True),
        (0.500, 0.5005, 3, True),
        (0.501, 0.5005, 3, True),
        (0.500, 0.50051, 3, False),
        (-0.002, -0.0024, 3, True),
        (100, 100.5, 0, True),
        (100, 100.6, 0, False),
    ],
)
def test_half_way_either_neighbour_is_right(printed, ours, decimals, reproduced):
    assert Comparison("t", "r", "c", printed, ours, decimals).reproduced is reproduced


@pytest.mark.parametrize(
    ("printed", "ours", "reproduced"),
    [
        (4.549, 4.554, True),
        (4.549, 4.549, True),
        (4.549, 4.545, False),  # our data do not give the correlations
        (4.549, 4.56, False),
        (4.545, 4.55, False),  # the correlations do not give the print
        (4.5456, 4.55, True),  # which is rounded itself
    ],
)
def test_within_a_range_both_must_lie(printed, ours, reproduced):
    cell = Comparison("t", "r", "c", printed, ours, allowed=(4.546, 4.559))
    assert cell.reproduced is reproduced


def test_regression_t_values_are_reproduced_within_what_the_print_allows(compared):
    for label in REGRESSION_T:
        cell = compared[label]
        low, high = cell.allowed
        assert high - low < 0.025
        assert low < cell.ours < high
        assert low < cell.printed < high
        assert not cell.digits_agree
    assert sum(cell.allowed is not None for cell in compared.values()) == 2


def test_ranges_of_t_are_the_widest_that_the_print_allows():
    """Beside random correlations near the print, of which some give it and none goes beyond."""
    ranges = t_ranges(STUDY)
    rng = np.random.default_rng(1)
    C = printed_correlations(STUDY)
    x, y, z = [0, 1, 2], 3, 4
    beta = {0: 0.197, 1: 0.384, 2: 0.129}
    effect = {0: 0.134, 1: 0.262, 2: 0.088}
    seen = []
    for _ in range(60_000):
        D = C + np.triu(rng.choice([-1, 1, 0.5, 0], (5, 5)) * rng.uniform(0, 5e-4, (5, 5)), 1)
        D = np.triu(D, 1) + np.triu(D, 1).T + np.eye(5)
        inverse = np.linalg.inv(D[:3, :3])
        b = inverse @ D[x, y]
        r2, c = b @ D[x, y], D[y, z]
        gives = (
            all(abs(b[k] - beta[k]) <= 5e-4 and abs(b[k] * c - effect[k]) <= 5e-4 for k in x)
            and abs(r2 - 0.275) <= 5e-4
            and abs(c - 0.682) <= 5e-4
            and abs(c**2 - 0.465) <= 5e-4
        )
        if gives:
            t = b / np.sqrt((1 - r2) * np.diag(inverse) / 115)
            seen.append([*t, c * np.sqrt(117 / (1 - c**2))])
    order = [("EXP", "ECE"), ("ORE", "ECE"), ("SMU", "ECE"), ("ECE", "MPE")]
    low, high = ranges.loc[order].to_numpy().T
    assert len(seen) > 100
    assert (np.min(seen, axis=0) >= low - 1e-5).all()
    assert (np.max(seen, axis=0) <= high + 1e-5).all()
    assert ((np.max(seen, axis=0) - np.min(seen, axis=0)) > 0.3 * (high - low)).all()


def test_the_path_its_authors_ask_for():
    coefficients, before, after = with_path(STUDY, "ORE", "MPE")
    assert coefficients.round(3).to_dict() == {"ORE": 0.333, "ECE": 0.527}
    assert (round(before, 3), round(after, 3)) == (0.465, 0.552)
    assert (after - before) / (1 - after) == pytest.approx(0.195, abs=5e-4)
    ours = STUDY.estimate().absent_paths.loc[("ORE", "MPE")]
    assert ours["coefficient"] == pytest.approx(0.333, abs=0.002)
    assert ours["f_squared"] == pytest.approx(0.195, abs=0.001)


def test_what_holds_by_construction_is_told_apart():
    assert Comparison("t", "r", "c", 1.0, 1.0).by_construction
    assert not Comparison("t", "r", "c", 0.0, 0.0001).by_construction


def test_quantities_are_named_in_words():
    named = Comparison("table 2", "EXP", "composite_reliability", 0.878, 0.917).quantity
    assert named == "composite reliability of EXP, table 2"


def test_side_by_side_marks_what_differs():
    printed = STUDY.published("table2_constructs")[["ave"]]
    cells = compare_tables("table 2", printed, printed.assign(ave=[0.788, 0.6, 1.0, 0.544, 0.691]))
    lines = side_by_side(cells).splitlines()
    assert lines[2].split() == ["EXP", "0.788", "0.788"]
    assert lines[3].split() == ["ORE", "0.692", "0.600*"]


@pytest.mark.parametrize("name", ["EXP", "ORE", "ECE", "MPE"])
def test_a_misprinted_reliability_is_told_beside_that_of_the_printed_loadings(compared, name):
    printed = STUDY.published("table2_items")["loading"].xs(name).tolist()
    errors = sum(1 - loading**2 for loading in printed)
    expected = sum(printed) ** 2 / (sum(printed) ** 2 + errors)
    reason = compared["table 2", name, "composite_reliability"].reason
    assert f"the printed loadings themselves give {expected:.3f};" in reason


def test_report_says_what_it_must():
    report = run_example(draws=999, seed=3)
    assert "\n205 of 216 printed numbers reproduced at the printed precision\n" in report
    words = " ".join(report.split())
    title, _, model = report.partition("\nThe model\n")
    assert STUDY.title in title.splitlines()[1]
    assert STUDY.model_text.rstrip() in model.partition("\n1. ")[0]
    assert "The same beside the bootstrap:" in words
    assert "NOT the authors' data" in words
    assert "Not reproduced: 11" in report
    assert "for 20 indicators of 5 latents: 100" in words
    assert "Means and SDs are those of all answers to the items of a block, pooled." in words
    correlations = report.partition("items of a block, pooled.\n\n")[2].splitlines()
    assert correlations[0].split() == ["EXP", "ORE", "SMU", "ECE", "MPE"]
    assert "Fornell-Larcker criterion holds for every construct" in words
    assert "22 of them hold for any data" in words
    assert "2 (~) agree within what the printed numbers" in words
    assert "4 of 4 decisions are those of the study" in words
    assert "INFERENCE" in words
    assert "H1 derived 2.39" in words
    assert "H3 derived 1.53" in words
    assert "MPE = 0.333 ORE + 0.527 ECE, R² 0.552 instead of 0.465, f² 0.195" in words
    assert "10.3390/su12093931" in words
    assert "999 of 999 bootstrap samples, seed 3" in words
    assert max(map(len, report.splitlines())) <= 100
    variances = report.partition("\n8. ")[2].partition("\n9. ")[0].splitlines()
    assert [line.split() for line in variances[2:] if line] == [
        ["R²"], ["print", "ours"], ["ECE", "0.275", "0.275"], ["MPE", "0.465", "0.465"],
    ]  # fmt: skip
    titles = re.findall(r"^(\d+)\. ", report, flags=re.MULTILINE)
    assert titles == [str(number) for number in range(1, 12)]


def test_every_printed_table_stands_beside_ours(fitted):
    report = run_example(draws=100, seed=3)
    tables = replicate(STUDY, fitted[0])
    for name in ("table 2, items", "table 2, constructs", "table A1", "figure 2", "table 4"):
        assert side_by_side(tables[name]) in report, name


def test_too_few_draws_are_refused():
    with pytest.raises(OptionError, match="at least 100"):
        run_example(draws=99)


def test_the_script_runs_and_says_that_the_data_are_reconstructed():
    done = subprocess.run(
        [sys.executable, str(SCRIPT)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert "RECONSTRUCTED data, not the authors' data" in done.stdout
    assert "Items dropped: none" in done.stdout
    assert re.search(r"ECE +MPE +0\.682 +0\.682", done.stdout)
