"""What matters, how well it does, and what cannot be done without.

Importance-performance maps, necessary conditions, both joined, and the results of a model on
the scales of its items.
"""

from plspm.importance.ceiling_analysis import nca
from plspm.importance.combined import CombinedMap, cipma
from plspm.importance.importance_performance import ImportancePerformance, ipma
from plspm.importance.necessary_conditions import NecessaryConditions
from plspm.importance.sensitivity import EffectSizeSensitivity
from plspm.importance.unstandardised import Unstandardized, unstandardized

__all__ = [
    "CombinedMap",
    "EffectSizeSensitivity",
    "ImportancePerformance",
    "NecessaryConditions",
    "Unstandardized",
    "cipma",
    "ipma",
    "nca",
    "unstandardized",
]
