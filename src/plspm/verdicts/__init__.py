"""Is this value good? Every criterion of the reporting guidelines, held against its cut-off."""

from plspm.verdicts.judging import check
from plspm.verdicts.record import Verdicts

__all__ = ["Verdicts", "check"]
