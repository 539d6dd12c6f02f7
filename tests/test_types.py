"""What the README shows passes a type checker that its readers use in their editors."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import plspm

ROOT = Path(__file__).parents[1]


PICTURES = """
import plspm
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from plspm import plots

study = plspm.datasets.describe("customer_engagement")
result = study.estimate()
boot = result.bootstrap(99, seed=1)
errors = result.standard_errors()
figure: Figure = plots.path_diagram(
    result,
    boot,
    width="17cm",
    items=False,
    labels={"EXP": "Experience", ("EXP", "ECE"): "H1"},
    show="ci",
    structure_only=True,
)
plots.path_diagram(result.model, width=8).savefig("model.svg")
texts: list[str] = [
    plots.to_dot(result, boot),
    plots.to_mermaid(result.model),
    plots.to_tikz(result, width=8),
]
axes: Axes = plots.forest_plot(boot, "htmt", axes=figure.add_subplot())
groups = plspm.compare_groups(result, study.data["SMU"] > 3, seed=1)
everything: list[Axes] = [
    plots.forest_plot(errors),
    plots.forest_plot(groups, "paths"),
    plots.bootstrap_plot(boot, "paths", "EXP -> ECE"),
    plots.loadings_plot(result),
    plots.loadings_plot(result, errors),
    plots.htmt_map(result, measure="htmt2"),
    plots.cross_loadings_map(result),
    plots.residual_map(result, model="estimated"),
    plots.effect_size_plot(result, boot, measure="r_squared"),
    plots.importance_map(plspm.ipma(result, target="MPE")),
    plots.combined_map(plspm.cipma(result, target="MPE")),
    plots.ceiling_plot(plspm.nca(result, target="MPE"), "ORE"),
    plots.segments_plot(plspm.fimix(result, numbers=range(1, 4), seed=1), ["bic", "caic"]),
    plots.sensitivity_plot(plspm.nca(result, target="MPE").effect_size_sensitivity(), "ORE"),
    plots.error_plot(plspm.cross_validate(result, seed=1)),
    plots.simple_slopes(boot, "EXP:SMU"),
    plots.johnson_neyman(boot, "EXP:SMU"),
    plots.specification_plot(
        plspm.specification_curve(study.model, study.data, paths="ORE -> MPE")
    ),
]
"""
"""Every picture as a user types it; it is checked, not run."""


@pytest.mark.skipif(shutil.which("pyright") is None, reason="pyright is not installed")
def test_pyright_accepts_the_readme_and_the_examples(tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert any("path_diagram(result, boot)" in block for block in shown)
    (tmp_path / "readme.py").write_text("\n".join(shown), encoding="utf-8")
    (tmp_path / "pictures.py").write_text(PICTURES, encoding="utf-8")
    drawn = [name for name in plspm.plots.__all__ if name[0].islower() and "_" in name]
    assert [name for name in drawn if f"plots.{name}(" not in PICTURES] == [
        *("path_drawing", "region_drawing", "slope_lines"),
    ]
    for example in (ROOT / "examples").glob("*.py"):
        shutil.copy(example, tmp_path)
    settings = {"extraPaths": [str(Path(plspm.__file__).parents[1])]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    done = subprocess.run(
        ["pyright", "--outputjson", "--project", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = json.loads(done.stdout)
    assert said["summary"]["filesAnalyzed"] >= 2
    assert [found["message"] for found in said["generalDiagnostics"]] == []
