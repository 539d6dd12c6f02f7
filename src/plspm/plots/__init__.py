"""Pictures of models and results. Drawing needs matplotlib: ``pip install matplotlib``."""

from plspm.plots.ceilings import ceiling_plot
from plspm.plots.diagram import path_diagram
from plspm.plots.drawing import Drawing
from plspm.plots.importance import combined_map, importance_map
from plspm.plots.layout import path_drawing
from plspm.plots.prediction import error_plot

__all__ = [
    "Drawing",
    "ceiling_plot",
    "combined_map",
    "error_plot",
    "importance_map",
    "path_diagram",
    "path_drawing",
]
