"""What is claimed: constructs, paths, and the text that states them."""

from plspm.model.arrows import path, paths
from plspm.model.builders import composite, formative, higher_order, reflective, single_item
from plspm.model.elements import Construct, Control, Kind, Mode, Path
from plspm.model.graph import count_directed_paths, directed_paths, topological_order
from plspm.model.products import Product, interaction, power
from plspm.model.specification import PathModel

__all__ = [
    "Construct",
    "Control",
    "Kind",
    "Mode",
    "Path",
    "PathModel",
    "Product",
    "composite",
    "count_directed_paths",
    "directed_paths",
    "formative",
    "higher_order",
    "interaction",
    "path",
    "paths",
    "power",
    "reflective",
    "single_item",
    "topological_order",
]
