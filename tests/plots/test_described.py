"""Pictures remain what they were: every artist, its place, its colour, its size.

See `described.py` for how to write them again where a change is meant.
"""

import functools
import warnings

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from tests.plots.described import PIXEL, STORED, VERSION, described
from tests.plots.pictures import MODELS, invented
from tests.stored import differences

import plspm
from plspm import plots
from plspm.plots import Look, path_drawing
from plspm.plots.render import render

QUIET = {"progress": False}


@functools.cache
def result():
    return plspm.datasets.describe("customer_engagement").estimate()


@functools.cache
def boot():
    return result().bootstrap(99, seed=1, **QUIET)


@functools.cache
def groups():
    data = plspm.datasets.load("customer_engagement")
    sides = np.where(np.arange(len(data)) % 2, "left", "right")
    fit = plspm.estimate(result().model, data)
    return plspm.compare_groups(fit, sides, draws=49, permutations=19, seed=1, **QUIET)


@functools.cache
def moderated():
    rng = np.random.default_rng(3)
    a, noise = rng.normal(size=(2, 200))
    m, d = 0.3 * a + rng.normal(size=200), rng.integers(0, 2, 200)
    y = 0.2 * a + 0.3 * m + 0.3 * a * m + 0.4 * d * a + 0.15 * a**2 + noise
    data = {f"a{k}": a + 0.5 * rng.normal(size=200) for k in range(3)}
    data |= {f"m{k}": m + 0.5 * rng.normal(size=200) for k in range(2)}
    data |= {f"y{k}": y + 0.5 * rng.normal(size=200) for k in range(3)} | {"d": d}
    text = "A =~ a0 + a1 + a2; M =~ m0 + m1; D =~ d; Y =~ y0 + y1 + y2; Y ~ A + M + D + A:M + A:D"
    fit = plspm.estimate(f"{text}; Y ~ A^2", pd.DataFrame(data))
    return fit.bootstrap(99, seed=1, **QUIET)


@functools.cache
def necessary():
    return plspm.nca(result(), target="MPE", permutations=99, seed=1)


@functools.cache
def curve():
    study = plspm.datasets.describe("customer_engagement")
    text = study.model.to_text()
    return plspm.specification_curve(
        {
            "SMU before": text,
            "SMU left out": text.replace("ECE ~ EXP + ORE + SMU", "ECE ~ EXP + ORE; MPE ~ SMU"),
        },
        study.data,
        paths="EXP -> MPE",
        measurement={"EXP": ["=~", "<~"]},
        schemes=["path", "centroid"],
        estimators=["pls", "plsc"],
    )


@functools.cache
def segments():
    return plspm.fimix(result(), numbers=range(1, 4), seed=1)


def drawn(name, **look):
    """A diagram of a model, with numbers of every sign and size."""
    model = MODELS[name]
    return render(
        path_drawing(model, invented(model), Look(**look)), font_size=8.0, font="DejaVu Sans"
    )


FONTS = {"long names"}  # in signs that not every machine can draw
WRITERS = {"dot": plots.to_dot, "mermaid": plots.to_mermaid, "tikz": plots.to_tikz}
PICTURES = {
    **{
        f"diagram, {name}": functools.partial(drawn, name)
        for name in MODELS
        if name != "long names"
    },
    "diagram, without items": lambda: drawn("higher order", items=False, show="ci", decimals=2),
    "diagram, half a page": lambda: plots.path_diagram(result(), boot(), width="8cm", show="p"),
    "diagram, structure": lambda: drawn("satisfaction", structure_only=True, show="t"),
    "diagram, result": lambda: plots.path_diagram(result(), boot(), note="A note below it."),
    "diagram, model": lambda: plots.path_diagram(result().model, width="12cm", font_size=9.0),
    "forest, paths": lambda: plots.forest_plot(boot()),
    "forest, loadings": lambda: plots.forest_plot(boot(), "loadings"),
    "forest, htmt": lambda: plots.forest_plot(boot(), "htmt"),
    "forest, groups": lambda: plots.forest_plot(groups()),
    "forest, standard errors": lambda: plots.forest_plot(result().standard_errors(), "r_squared"),
    "draws, paths": lambda: plots.bootstrap_plot(boot()),
    "draws, one": lambda: plots.bootstrap_plot(boot(), "paths", "ECE -> MPE"),
    "loadings": lambda: plots.loadings_plot(result()),
    "loadings, draws": lambda: plots.loadings_plot(result(), boot()),
    "effect sizes": lambda: plots.effect_size_plot(result(), boot()),
    "r squared": lambda: plots.effect_size_plot(result(), measure="r_squared"),
    "htmt": lambda: plots.htmt_map(result()),
    "htmt2": lambda: plots.htmt_map(result(), measure="htmt2"),
    "cross loadings": lambda: plots.cross_loadings_map(result()),
    "residuals": lambda: plots.residual_map(result(), large=0.05),
    "importance": lambda: plots.importance_map(plspm.ipma(result(), target="MPE")),
    "importance, items": lambda: plots.importance_map(
        plspm.ipma(result(), target="MPE", bootstrap=boot()), "indicators"
    ),
    "importance, necessity": lambda: plots.combined_map(
        plspm.cipma(result(), target="MPE", level=80, permutations=99, seed=1)
    ),
    "ceilings": lambda: plots.ceiling_plot(necessary(), "ORE"),
    "sensitivity": lambda: plots.sensitivity_plot(necessary().effect_size_sensitivity(), "ORE"),
    "errors": lambda: plots.error_plot(plspm.cross_validate(result(), seed=1), "MPE_a"),
    "errors, all": lambda: plots.error_plot(plspm.cross_validate(result(), seed=1)),
    "segments": lambda: plots.segments_plot(segments()),
    "specifications": lambda: plots.specification_plot(curve()),
    "slopes": lambda: plots.simple_slopes(moderated(), "A:M"),
    "slopes, codes": lambda: plots.simple_slopes(moderated(), "A:D", focal="A"),
    "slopes, curve": lambda: plots.simple_slopes(moderated(), "A^2"),
    "regions": lambda: plots.johnson_neyman(moderated(), "A:M", focal="A"),
}
TEXTS = {
    f"{kind}, {name}": functools.partial(write, **options)
    for kind, write in {
        "dot": plots.to_dot,
        "mermaid": plots.to_mermaid,
        "tikz": plots.to_tikz,
    }.items()
    for name, options in {
        "result": {},
        "intervals": {"show": "ci", "decimals": 2, "items": False},
        "p": {"show": "p"},
        "structure": {"structure_only": True},
    }.items()
} | {
    "tikz, half a page": functools.partial(
        plots.to_tikz, width="8cm", note="A note.", font_size=7.0
    ),
}


def shown(name):
    with warnings.catch_warnings():
        # Few draws and small letters are warned of; here only the ink counts.
        warnings.simplefilter("ignore", plspm.PlspmWarning)
        if name in TEXTS:
            return TEXTS[name](result(), boot()) + "\n"
        picture = PICTURES[name]()
    return described(picture if isinstance(picture, Figure) else picture.figure)


@pytest.mark.parametrize("name", [*PICTURES, *TEXTS])
def test_a_picture_remains_what_it_was(name):
    stored = (STORED / "matplotlib.txt").read_text(encoding="utf-8").strip()
    if stored != VERSION:
        pytest.skip(f"pictures were described with matplotlib {stored}")
    before = (STORED / f"{name}.txt").read_text(encoding="utf-8")
    assert differences(shown(name), before, near=PIXEL) == []
