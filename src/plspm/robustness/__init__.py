"""What would change the conclusions: endogeneity, the kind of measurement, unseen segments."""

from plspm.robustness.segment_record import Segments, SegmentSolution
from plspm.robustness.segments import fimix

__all__ = ["SegmentSolution", "Segments", "fimix"]
