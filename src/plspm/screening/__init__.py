"""Before a fit: what is wrong with answers, and what to do about it."""

from plspm.screening.front import screen
from plspm.screening.record import Screening

__all__ = ["Screening", "screen"]
