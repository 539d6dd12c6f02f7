"""Pictures of models and results. Drawing needs matplotlib: ``pip install matplotlib``."""

from plspm.plots.ceilings import ceiling_plot
from plspm.plots.densities import bootstrap_plot
from plspm.plots.diagram import path_diagram
from plspm.plots.drawing import Drawing
from plspm.plots.forest import forest_plot
from plspm.plots.graphviz import to_dot
from plspm.plots.importance import combined_map, importance_map
from plspm.plots.johnson_neyman import Region, RegionDrawing, johnson_neyman, region_drawing
from plspm.plots.layout import path_drawing
from plspm.plots.look import Look
from plspm.plots.maps import cross_loadings_map, htmt_map, residual_map
from plspm.plots.mermaid import to_mermaid
from plspm.plots.prediction import error_plot
from plspm.plots.quality import effect_size_plot, loadings_plot
from plspm.plots.segments import segments_plot
from plspm.plots.sensitivity import sensitivity_plot
from plspm.plots.slope_lines import Line, SlopeLines, slope_lines
from plspm.plots.slopes import simple_slopes
from plspm.plots.specifications import specification_plot
from plspm.plots.tikz import to_tikz

__all__ = [
    "Drawing",
    "Line",
    "Look",
    "Region",
    "RegionDrawing",
    "SlopeLines",
    "bootstrap_plot",
    "ceiling_plot",
    "combined_map",
    "cross_loadings_map",
    "effect_size_plot",
    "error_plot",
    "forest_plot",
    "htmt_map",
    "importance_map",
    "johnson_neyman",
    "loadings_plot",
    "path_diagram",
    "path_drawing",
    "region_drawing",
    "residual_map",
    "segments_plot",
    "sensitivity_plot",
    "simple_slopes",
    "slope_lines",
    "specification_plot",
    "to_dot",
    "to_mermaid",
    "to_tikz",
]


def __getattr__(name: str) -> object:
    """Answer a name that there is none of with the one that is meant."""
    from plspm.calls import unknown_name

    raise unknown_name("plspm.plots", name, __all__)


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
