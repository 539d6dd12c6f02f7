"""What was observed: data frames and CSV files in, complete tables of numbers out."""

from plspm.data.controls import control
from plspm.data.frames import read_frame
from plspm.data.indicators import Indicators
from plspm.data.missing import Missing, MissingTreatment
from plspm.data.read_data import read_data
from plspm.data.read_indicators import read_indicators

__all__ = [
    "Indicators",
    "Missing",
    "MissingTreatment",
    "control",
    "read_data",
    "read_frame",
    "read_indicators",
]
