"""What docs/verdicts.md shows is what happens."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", PAGE, re.M | re.S)


def lines(text):
    return [line.rstrip() for line in text.strip().splitlines()]


def test_blocks_run_in_order_and_print_what_is_shown():
    names = {"__name__": "page"}
    for code, shown in BLOCKS:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(code, names)
        assert lines(printed.getvalue()) == lines(shown)
