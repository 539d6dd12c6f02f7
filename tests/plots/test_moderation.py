"""Pictures of moderation: what is drawn is what the coefficients say, and no more."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import plspm
from plspm.plots import johnson_neyman, region_drawing, simple_slopes, slope_lines

MODEL = """
    A =~ a0 + a1 + a2
    M =~ m0 + m1
    D =~ d
    Y =~ y0 + y1 + y2
    Z =~ z
    Y ~ A + M + D + A:M + A:D + A^2
    Z ~ A + M + A:M + Y
"""


@pytest.fixture(scope="module")
def result():
    rng = np.random.default_rng(3)
    a = rng.normal(size=250)
    m = 0.3 * a + rng.normal(size=250)
    d = rng.integers(0, 2, 250)
    y = 0.2 * a + 0.3 * m + 0.3 * a * m + 0.4 * d * a + 0.15 * a**2 + rng.normal(size=250)
    data = {f"a{k}": a + 0.5 * rng.normal(size=250) for k in range(3)}
    data |= {f"m{k}": m + 0.5 * rng.normal(size=250) for k in range(2)}
    data |= {f"y{k}": y + 0.5 * rng.normal(size=250) for k in range(3)}
    data |= {"d": d, "z": 0.3 * y + 0.2 * a * m + rng.normal(size=250)}
    return plspm.estimate(MODEL, pd.DataFrame(data))


@pytest.fixture(scope="module")
def boot(result):
    return result.bootstrap(199, seed=1, progress=False)


@pytest.fixture(scope="module")
def errors(result):
    return result.standard_errors()


def level(b, x, m=0.0, d=0.0):
    """Of Y, from its path coefficients."""
    return (
        b["A"] * x + b["M"] * m + b["D"] * d + b["A:M"] * x * m + b["A:D"] * x * d + b["A^2"] * x**2
    )


def test_lines_by_hand(result, boot):
    b = result.path_coefficients["Y"]
    drawn = slope_lines(boot, "M:A", target="Y", focal="A")
    assert (drawn.source, drawn.target, drawn.in_codes) == ("A", "Y", False)
    assert [line.label for line in drawn.lines] == ["M = -1 SD", "M = 0 SD", "M = 1 SD"]
    for m, line in zip((-1, 0, 1), drawn.lines, strict=True):
        np.testing.assert_allclose(line.level, level(b, drawn.value, m), atol=1e-12)
    scores = result.scores["A"]
    assert drawn.value[[0, -1]] == pytest.approx([scores.min(), scores.max()])


def test_bands_are_percentiles_of_the_draws(boot):
    draws = boot.draws("paths").xs("Y", axis=1, level="target")
    drawn = slope_lines(boot, "A:M", target="Y", at=(1.5,), level=0.9)
    for k in (0, 17, 40):
        values = level(draws, drawn.value[k], 1.5)
        line = drawn.lines[0]
        assert line.lower[k] == pytest.approx(np.percentile(values, 5))
        assert line.upper[k] == pytest.approx(np.percentile(values, 95))


@pytest.mark.parametrize("inference", ["boot", "errors"])
def test_lines_have_the_simple_slopes(inference, request):
    """The slope of Z, in whose equation no square is."""
    inference = request.getfixturevalue(inference)
    table = inference.simple_slopes("A:M", at=(-2, 0.5))
    drawn = slope_lines(inference, "A:M", target="Z", at=(-2, 0.5))
    slopes = [np.polyfit(drawn.value, line.level, 1)[0] for line in drawn.lines]
    np.testing.assert_allclose(slopes, table.xs("Z", level="target")["estimate"], rtol=1e-8)


def test_codes_of_a_focal_item(result, boot):
    b = result.path_coefficients["Y"]
    drawn = slope_lines(boot, "A:D", focal="D", at=(1,))
    assert drawn.in_codes
    assert drawn.value.tolist() == [0.0, 1.0]
    d = result._indicators.values[:, list(result.descriptives.index).index("d")]
    standard = (np.array([0, 1]) - d.mean()) / d.std(ddof=1)
    np.testing.assert_allclose(drawn.lines[0].level, level(b, 1.0, 0.0, standard), atol=1e-10)
    axes = simple_slopes(boot, "A:D", focal="D")
    assert [text.get_text() for text in axes.get_xticklabels()] == ["0", "1"]
    bars = [c for c in axes.collections if type(c).__name__ == "LineCollection"]
    assert [len(bar.get_segments()) for bar in bars] == [2, 2, 2]
    for k, line in enumerate(slope_lines(boot, "A:D", focal="D").lines):
        ink, bar = axes.lines[k], bars[k].get_segments()
        np.testing.assert_array_equal(ink.get_ydata(), line.level)
        np.testing.assert_allclose(ink.get_xdata(), np.array([0.0, 1.0]) + 0.03 * (k - 1))
        ends = [np.column_stack([ink.get_xdata(), end]) for end in (line.lower, line.upper)]
        np.testing.assert_allclose(np.swapaxes(bar, 0, 1), ends)


def test_a_curve_is_one_line(result, errors):
    drawn = slope_lines(errors, "A^2")
    assert [line.label for line in drawn.lines] == [""]
    b = result.path_coefficients["Y"]
    np.testing.assert_allclose(drawn.lines[0].level, level(b, drawn.value), atol=1e-12)
    axes = simple_slopes(errors, "A^2")
    assert axes.get_legend() is None
    with pytest.raises(plspm.OptionError, match="no moderators"):
        simple_slopes(errors, "A^2", at=(1,))


def test_two_moderators_have_four_lines():
    rng = np.random.default_rng(8)
    data = pd.DataFrame(rng.normal(size=(200, 4)), columns=list("abcy"))
    data["d"] = rng.integers(0, 2, 200)
    data["y"] += 0.4 * data["a"] * data["b"] * data["c"]
    model = """
        A =~ a
        B =~ b
        C =~ c
        D =~ d
        Y =~ y
        Y ~ A + B + C + D + A:B + A:C + B:C + A:B:C + A:D + B:D + A:B:D
    """
    result = plspm.estimate(model, data)
    errors = result.standard_errors()
    drawn = slope_lines(errors, "A:B:C")
    assert [line.label for line in drawn.lines] == [
        f"B = {b} SD, C = {c} SD" for b in (-1, 1) for c in (-1, 1)
    ]
    coefficients = result.path_coefficients["Y"]
    for line, (b, c) in zip(drawn.lines, [(b, c) for b in (-1, 1) for c in (-1, 1)], strict=True):
        slope = (
            coefficients["A"]
            + coefficients["A:B"] * b
            + coefficients["A:C"] * c
            + coefficients["A:B:C"] * b * c
        )
        start = coefficients["B"] * b + coefficients["C"] * c + coefficients["B:C"] * b * c
        np.testing.assert_allclose(line.level, start + slope * drawn.value, atol=1e-12)
    assert [line.label for line in slope_lines(errors, "A:B:D").lines] == [
        f"B = {b} SD, D = {d}" for b in (-1, 1) for d in (0, 1)
    ]
    assert len(simple_slopes(errors, "A:B:C").lines) == 4


def test_axes_show_the_drawing(boot):
    axes = Figure().subplots()
    assert simple_slopes(boot, "A:M", target="Y", axes=axes) is axes
    drawn = slope_lines(boot, "A:M", target="Y")
    assert len(axes.lines) == len(axes.collections) == 3
    for line, ink in zip(drawn.lines, axes.lines, strict=True):
        np.testing.assert_array_equal(ink.get_ydata(), line.level)
    assert len({line.get_color() for line in axes.lines}) == 3
    assert len({str(line.get_linestyle()) for line in axes.lines}) == 3
    assert axes.get_xlabel() == "A (SD)"
    assert axes.get_ylabel() == "Y (SD, 0 at the means)"
    for line, band in zip(drawn.lines, axes.collections, strict=True):
        low, high = line.lower.min(), line.upper.max()
        assert band.get_paths()[0].get_extents().extents == pytest.approx(
            (drawn.value[0], low, drawn.value[-1], high)
        )
    FigureCanvasAgg(axes.figure).draw()


def test_what_slopes_cannot_show_is_refused(boot):
    with pytest.raises(plspm.OptionError, match="acts on 'Y', 'Z'"):
        simple_slopes(boot, "A:M")
    with pytest.raises(plspm.OptionError, match="asks for 8 lines"):
        simple_slopes(boot, "A:M", target="Y", at=tuple(range(8)))
    with pytest.raises(plspm.OptionError, match="no product 'A:X'"):
        simple_slopes(boot, "A:X")
    with pytest.raises(plspm.OptionError, match="axes is a str"):
        simple_slopes(boot, "A^2", axes="here")


def test_regions_are_cut_at_the_bounds(result, boot):
    found = boot.johnson_neyman("A:M", target="Y")
    drawing = region_drawing(found)
    observed = found.bounds[found.bounds["observed"]]
    assert len(observed) > 0
    assert list(drawing.bounds) == observed["value"].tolist()
    ends = [found.slopes["value"].iloc[0], *drawing.bounds, found.slopes["value"].iloc[-1]]
    for region, low, high in zip(drawing.regions, ends[:-1], ends[1:], strict=True):
        assert region.value[[0, -1]] == pytest.approx([low, high])
        assert (np.diff(region.value) > 0).all()
        middle = slice(1, -1)
        if region.kind == "positive":
            assert (region.lower[middle] > 0).all()
        elif region.kind == "negative":
            assert (region.upper[middle] < 0).all()
        else:
            assert (region.lower[middle] <= 0).all()
            assert (region.upper[middle] >= 0).all()
    np.testing.assert_allclose(drawing.scores, result.scores["M"])


def test_slopes_of_regions_by_hand(result, boot):
    b = result.path_coefficients["Z"]
    for region in region_drawing(boot.johnson_neyman("A:M", target="Z")).regions:
        np.testing.assert_allclose(region.slope, b["A"] + b["A:M"] * region.value, atol=1e-10)


def test_a_slope_without_bounds_is_one_region(result):
    found = result.standard_errors().johnson_neyman("A:M", target="Y", level=0.9999999)
    drawing = region_drawing(found)
    assert len(drawing.regions) == len(drawing.bounds) + 1


def test_johnson_neyman_draws_what_it_found(boot):
    found = boot.johnson_neyman("A:M", target="Y")
    drawing = region_drawing(found)
    axes = Figure().subplots()
    assert johnson_neyman(found, axes=axes) is axes
    again = johnson_neyman(boot, "A:M", target="Y")
    assert [t.get_text() for t in axes.texts] == [
        f"{bound:.2f}".replace("-", "−") for bound in drawing.bounds
    ]
    assert [t.get_text() for t in again.texts] == [t.get_text() for t in axes.texts]
    assert len(axes.collections) == len(drawing.regions)
    rug = axes.lines[-1]
    np.testing.assert_array_equal(rug.get_xdata(), drawing.scores)
    words = [text.get_text() for text in axes.get_legend().get_texts()]
    assert sorted(words) == sorted({region.kind for region in drawing.regions})
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("M (SD)", "Slope of A for Y")
    assert [t.xy for t in axes.texts] == [(bound, 1.0) for bound in drawing.bounds]  # at the top
    upright = [line.get_xdata()[0] for line in axes.lines if line.get_linestyle() == "--"]
    assert upright == list(drawing.bounds)
    for region, band in zip(drawing.regions, axes.collections, strict=True):
        low, high = region.lower.min(), region.upper.max()
        assert band.get_paths()[0].get_extents().extents == pytest.approx(
            (region.value[0], low, region.value[-1], high)
        )
    FigureCanvasAgg(axes.figure).draw()


def test_johnson_neyman_needs_a_product_once(boot):
    with pytest.raises(plspm.OptionError, match="product is missing"):
        johnson_neyman(boot)
    found = boot.johnson_neyman("A:M", target="Y")
    with pytest.raises(plspm.OptionError, match="product, level: what was found"):
        johnson_neyman(found, "A:M", level=0.9)
