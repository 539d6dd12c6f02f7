"""Groups of cases compared: measurement invariance, and differences of every parameter."""

from plspm.groups.compare import compare_groups
from plspm.groups.comparison import GroupComparison

__all__ = ["GroupComparison", "compare_groups"]
