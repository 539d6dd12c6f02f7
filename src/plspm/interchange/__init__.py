"""Models from other programs and for them: read what they write, write what they read."""

from plspm.interchange.guess import Syntax
from plspm.interchange.translation import Target, read_model, write_model

__all__ = ["Syntax", "Target", "read_model", "write_model"]
