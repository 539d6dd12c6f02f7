"""Common method variance, and whether constructs keep their place among others."""

from plspm.nomology.common import common_method
from plspm.nomology.record import CommonMethod
from plspm.nomology.similarity import Congruence, congruence

__all__ = ["CommonMethod", "Congruence", "common_method", "congruence"]
