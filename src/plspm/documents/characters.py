"""Characters that files of text can hold."""

from __future__ import annotations

import re
from typing import Final

UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML and HTML forbid, and half characters."""


def printable(text: str) -> str:
    """Text with a sign in the place of every character that no page can show.

    Examples
    --------
    >>> printable("a" + chr(11) + "b")
    'a�b'
    """
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
