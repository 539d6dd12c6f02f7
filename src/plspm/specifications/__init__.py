"""One claim under every specification that could be defended."""

from plspm.specifications.curve import specification_curve
from plspm.specifications.record import SpecificationCurve

__all__ = ["SpecificationCurve", "specification_curve"]
