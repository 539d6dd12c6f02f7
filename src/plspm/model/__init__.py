"""What is claimed: constructs, paths, and the text that states them."""

from plspm.model.graph import count_directed_paths, directed_paths, topological_order
from plspm.model.specification import (
    Construct,
    Kind,
    Mode,
    Path,
    PathModel,
    composite,
    formative,
    path,
    paths,
    reflective,
    single_item,
)

__all__ = [
    "Construct",
    "Kind",
    "Mode",
    "Path",
    "PathModel",
    "composite",
    "count_directed_paths",
    "directed_paths",
    "formative",
    "path",
    "paths",
    "reflective",
    "single_item",
    "topological_order",
]
