"""Pictures of models and results. Drawing needs matplotlib: ``pip install matplotlib``."""

from plspm.plots.diagram import path_diagram
from plspm.plots.drawing import Drawing
from plspm.plots.layout import path_drawing

__all__ = ["Drawing", "path_diagram", "path_drawing"]
