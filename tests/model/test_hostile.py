"""Large texts, made to exhaust a reader: each ends, with a message one can read.

Anything quadratic or recursive would take minutes at these sizes, or crash.
"""

import random

import pytest

from plspm.errors import SpecificationError
from plspm.model import PathModel, count_directed_paths, topological_order

MEGABYTE = 1_000_000
PLENTY = 200_000


def random_tokens():
    pieces = ["=~", "<~", "~", "+", ";", "\n", "`", "a", "b", " ", "#", "*", "->", "é", "(", "~~"]
    return "".join(random.Random(1).choices(pieces, k=700_000))


def repeated(pattern, number):
    return "".join(map(pattern.format, range(number)))


def measured(number):
    return repeated("C{0} =~ c{0}\n", number)


def chain(number):
    return measured(number) + "".join(f"C{i} ~ C{i - 1}\n" for i in range(1, number))


HOSTILE = {
    "random tokens": random_tokens,
    "one name": lambda: "a" * MEGABYTE,
    "one long name in a path": lambda: "A =~ a; A ~ " + "b" * MEGABYTE,
    "an arrow between long names": lambda: "a" * MEGABYTE + " -> " + "b" * MEGABYTE,
    "pluses": lambda: "+" * MEGABYTE,
    "operators": lambda: "=~ " * (PLENTY // 3),
    "one endless operator": lambda: "=" * PLENTY,
    "brackets": lambda: "(" * PLENTY,
    "backticks, even": lambda: "`" * PLENTY,
    "backticks, odd": lambda: "`" * (PLENTY + 1),
    "unclosed backticks": lambda: "`\n" * (PLENTY // 2),
    "blanks": lambda: " " * PLENTY,
    "empty lines": lambda: "\n" * PLENTY,
    "comments": lambda: "#\n" * (PLENTY // 2),
    "combining marks": lambda: "\u0301" * PLENTY,
    "constructs without paths": lambda: measured(40_000),
    "unknown constructs": lambda: measured(1000) + repeated("X{0} ~ Y{0}\n", 20_000),
    "one item in a block": lambda: "A =~ x" + " + x" * (PLENTY // 4),
    "one item in all blocks": lambda: repeated("C{0} =~ x\n", 40_000),
    "one construct": lambda: repeated("A =~ x{0}\n", 40_000),
    "one path": lambda: "A =~ a; B =~ b\n" + "B ~ A\n" * 40_000,
    "self-paths": lambda: "A =~ a; B =~ b\n" + "A ~ A\n" * 40_000,
    "a circle": lambda: chain(15_000) + "C0 ~ C14999",
    "nested circles": lambda: (
        chain(20_000) + "".join(f"C{i} ~ C{19999 - i}\n" for i in range(9000))
    ),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_gets_a_short_error(text):
    with pytest.raises(SpecificationError) as caught:
        PathModel.parse(text())
    assert len(caught.value.problems) <= 21
    assert len(str(caught.value)) < 10_000


def test_deep_chain_is_a_model():
    length = 15_000
    model = PathModel.parse(chain(length))
    assert topological_order(model) == model.construct_names
    assert count_directed_paths(model) == length * (length - 1) // 2


def test_wide_block_is_a_model():
    model = PathModel.parse("B ~ A; B =~ b; A =~ a" + repeated(" + a{0}", 50_000))
    assert len(model.indicators) == 50_002
