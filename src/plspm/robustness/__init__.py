"""What would change the conclusions: endogeneity, the kind of measurement, unseen segments."""

from plspm.robustness.endogeneity import gaussian_copula
from plspm.robustness.endogeneity_record import Endogeneity
from plspm.robustness.segment_record import Segments, SegmentSolution
from plspm.robustness.segments import fimix
from plspm.robustness.tetrad_analysis import tetrads
from plspm.robustness.tetrad_record import TetradAnalysis

__all__ = [
    "Endogeneity",
    "SegmentSolution",
    "Segments",
    "TetradAnalysis",
    "fimix",
    "gaussian_copula",
    "tetrads",
]
