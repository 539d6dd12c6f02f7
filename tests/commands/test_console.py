"""What is printed, and what becomes of the rest where nobody reads on."""

import os

import pytest

from plspm.commands.console import speak


@pytest.mark.parametrize(("options", "made"), [({}, 1), ({"to_the_end": True}, 3)])
def test_parts_are_made_no_further_than_they_are_read_unless_asked_for(options, made, monkeypatch):
    reading, writing = os.pipe()
    os.close(reading)
    parts = []

    def part(number):
        parts.append(number)
        return str(number)

    with os.fdopen(writing, "w", encoding="utf-8") as unread:
        monkeypatch.setattr("sys.stdout", unread)
        assert speak(lambda: map(part, range(3)), **options) == 141
    assert parts == list(range(made))
