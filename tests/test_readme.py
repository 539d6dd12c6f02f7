"""What the README shows is what happens."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```)?", README, re.M | re.S)
COMMANDS = re.findall(r"^```sh\n(.*?)^```", README, re.M | re.S)


def lines(text):
    return [line.rstrip() for line in text.strip().splitlines()]


def test_blocks_run_in_order_and_print_what_is_shown(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "readme"}
    for code, shown in BLOCKS:
        printed = StringIO()
        with redirect_stdout(printed):
            exec(code, names)
        assert lines(printed.getvalue()) == lines(shown)
    assert (tmp_path / "model.pdf").read_bytes().startswith(b"%PDF")


def test_the_quick_start_comes_first_and_shows_its_output():
    code, shown = BLOCKS[0]
    assert "plspm.estimate(" in code
    assert "ECE    MPE" in shown


def test_two_commands_do_the_whole_set_up():
    assert COMMANDS == [
        "python -m pip install . && plspm example\n",
        'python -m pip install ".[test]" && pytest -n auto\n',
    ]


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_links_lead_somewhere(target):
    assert (ROOT / target).exists()


def test_the_picture_is_called_what_it_is():
    caption = README.split("docs/images/customer_engagement.png)")[1].split("## ")[0]
    assert "reconstructed" in caption
    assert "not its authors' data" in caption.replace("\n", " ")
