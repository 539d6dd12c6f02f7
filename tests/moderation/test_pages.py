"""The examples of the pages on moderation and higher-order constructs run as they stand."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", ["moderation.md", "higher_order.md"])
def test_the_example_runs(page, capsys):
    (code,) = re.findall(r"```python\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)
    exec(compile(code, page, "exec"), {})
    assert len(capsys.readouterr().out.splitlines()) > 3
