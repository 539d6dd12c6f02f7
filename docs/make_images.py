"""Draw the pictures of README and docs from the library itself: python docs/make_images.py."""

from pathlib import Path

import plspm
from plspm.plots import bootstrap_plot, path_diagram, residual_map

IMAGES = Path(__file__).parent / "images"


def main() -> None:
    """Write the path diagram of the worked example, and the pictures of the pages in docs."""
    result = plspm.datasets.describe("customer_engagement").estimate()
    boot = result.bootstrap(draws=4999, seed=1)
    IMAGES.mkdir(exist_ok=True)
    figure = path_diagram(result, boot, note="Reconstructed data, not the authors' data.")
    scales = dict.fromkeys(result.model.indicators, (1, 5)) | {"SMU": (0, 6)}
    combined = plspm.cipma(result, target="MPE", level=80, scales=scales, seed=1)
    figures = {
        "customer_engagement": figure,
        "importance_map": plspm.ipma(result, target="MPE", scales=scales, bootstrap=boot)
        .plot()
        .figure,
        "ceilings": plspm.nca(result, target="MPE", seed=1).plot("ORE").figure,
        "combined_map": combined.plot().figure,
        "errors": plspm.cross_validate(result, seed=1).plot("MPE_a").figure,
        "specification_curve": _curve().plot().figure,
        "half_page": path_diagram(result, boot, width="8cm", items=False, show="ci", decimals=2),
        "draws": bootstrap_plot(boot).figure,
        "residuals": residual_map(result).figure,
    }
    for name, drawn in figures.items():
        drawn.savefig(
            IMAGES / f"{name}.png",
            dpi=200 if name == "customer_engagement" else 120,
            metadata={"Software": None},
        )


def _curve() -> plspm.SpecificationCurve:
    """The claim of the page about prediction, in every specification."""
    study = plspm.datasets.describe("customer_engagement")
    text = study.model.to_text()
    beside = text.replace("ECE ~ EXP + ORE + SMU", "ECE ~ EXP + ORE")
    return plspm.specification_curve(
        {"SMU before": text, "SMU beside": beside.replace("MPE ~ ECE", "MPE ~ ECE + SMU")},
        study.data,
        paths="EXP -> MPE",
        measurement={"EXP": ["=~", "<~"], "ORE": ["=~", "<~ [A]"]},
        controls="SMU",
        schemes=["path", "centroid"],
        estimators=["pls", "plsc"],
    )


if __name__ == "__main__":
    main()
