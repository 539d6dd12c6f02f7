"""What the library says to those who write Python, in the words of the command line.

The one place where names of arguments become names of options. Messages are written where an
error is known, and there they speak Python; what cannot be typed on a command line is replaced by
what can be done there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

Said = TypeVar("Said", bound=str)
Words = Callable[[str], str]

TEXT = r"""(?:"[^"]*"|'[^']*')"""
SCALE = rf"({TEXT}): \(([^,)]+), ([^,)]+)\)"
OF_ITEM = rf"({TEXT}): \[([^\]]*)\]"
LIST = rf"""\[(?:{TEXT}|[^\]"'])*\]|\{{(?:{TEXT}|[^}}"'])*\}}"""
VALUE = rf"(?:{TEXT}(?: or {TEXT})*|-?\d[\d.e+-]*|{LIST})"
QUOTES = "\"'"
TABLE = re.compile(r"result\.(\w+)(?!\w|\()")
PLAIN = re.compile(r"[\w.,:/=+-]+")
"""What a shell takes as it is."""
END = r"(?:\.(?=\s|$)|$)"
CODE = re.compile(rf"(?<=[;:.,] )(?:(?![;:.] ).)*?(?:\bpd\.|\bdata(?: = |\[)|io\.StringIO).*?{END}")
REMEDIES = {
    "convert_categoricals": "give the file of SPSS or Stata itself.",
    "pd.Categorical": "write the steps as numbers into the file, the lowest as 1.",
    ".cat.rename_categories": "write the numbers that are meant into the file.",
    "read_": "save it as CSV in UTF-8, with commas, semicolons or tabs, and give that file.",
    "": "do this in the file itself.",
}
"""What is done on a command line, by a part of what is written in Python."""


def in_words_of(options: Mapping[str, str]) -> Words:
    """Make what turns a message of the library into one of a command.

    Parameters
    ----------
    options : mapping of str to str
        The option of the command by the name that the argument has in Python.

    Returns
    -------
    callable
        From one message to the other.

    Examples
    --------
    >>> words = in_words_of({"missing": "--missing", "draws": "--bootstrap"})
    >>> words('Drop these rows with missing="listwise".')
    'Drop these rows with --missing listwise.'
    >>> words("draws is 1; it must be a whole number of at least 2.")
    '--bootstrap is 1; it must be a whole number of at least 2.'
    >>> words("'a.xlsx' is an Excel workbook; read it with pd.read_excel(path).")
    "'a.xlsx' is an Excel workbook; save it as CSV in UTF-8, ... and give that file."
    """
    names = "|".join(map(re.escape, options)) or "(?!)"
    given = re.compile(rf"\b({names})=({VALUE})")
    subject = re.compile(rf"^(?:{names})(?= is | has | goes | names | gives )|`(?:{names})`")
    compound = "|".join(name for name in options if "_" in name) or "(?!)"
    unquoted = re.compile(rf"""(?<![\w'"])(?:{compound})(?![\w'"])""")

    def option(match: re.Match[str]) -> str:
        return options[match[0].strip("`")]

    def words(message: str) -> str:
        from plspm.inference.seeds import OR_AN_OBJECT  # --help loads no NumPy

        message = given.sub(lambda m: f"{options[m[1]]} {_typed(m[2])}", message)
        message = message.replace(OR_AN_OBJECT, "")
        message = unquoted.sub(option, subject.sub(option, message))
        return TABLE.sub(r"the table \1 (--out DIR writes it)", CODE.sub(_remedy, message))

    return words


def _remedy(code: re.Match[str]) -> str:
    """What is done on a command line where the message has a line of Python."""
    remedy = next(said for marks, said in REMEDIES.items() if marks in code[0])
    return remedy[0].upper() + remedy[1:] if code.string[: code.start()].endswith(". ") else remedy


def _typed(value: str) -> str:
    """A value as it is typed: quotation marks around blanks only, the parts of a list one by one.

    Examples
    --------
    >>> _typed('["k.A.", "weiß nicht", -9]')
    'k.A. "weiß nicht" -9'
    >>> _typed('"listwise" or "mean"'), _typed('{"a2": (1, 7)}')
    ('listwise or mean', 'a2=1:7')
    >>> _typed('{"a2": [8, 9], "b1": ["k.A."]}')
    'a2=8 a2=9 b1=k.A.'
    """
    value = re.sub(SCALE, lambda m: f'"{m[1][1:-1]}={m[2]}:{m[3]}"', value.strip("{}"))
    value = re.sub(OF_ITEM, _by_item, value)
    parts = re.findall(rf"{TEXT}|[^\s,\[\]]+", value)
    plain = [part[1:-1] if part[0] in "\"'" else part for part in parts]
    return " ".join(part if PLAIN.fullmatch(part) else f'"{part}"' for part in plain)


def _by_item(match: re.Match[str]) -> str:
    """Codes of an item, each with its name."""
    codes = re.findall(rf"{TEXT}|[^\s,]+", match[2])
    return " ".join(f'"{match[1][1:-1]}={code.strip(QUOTES)}"' for code in codes)
