"""What a user holds: thin, lazily computed, delegates to the rooms before."""

from plspm.results.bootstrap import BootstrapResult
from plspm.results.fit import PLSResult

__all__ = ["BootstrapResult", "PLSResult"]
