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
    pieces += [":", "^", "2", "[", "]", "A", "fixed", "-"]
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
    "one endless product": lambda: measured(3) + "C2 ~ C0" + ":C1" * PLENTY,
    "powers of powers": lambda: measured(3) + "C2 ~ C0" + "^2" * PLENTY,
    "an endless power": lambda: measured(3) + "C2 ~ C0^" + "9" * MEGABYTE,
    "stars": lambda: measured(3) + "C2 ~ C0" + "*C1" * PLENTY,
    "products without lower order": lambda: (
        measured(1000) + "".join(f"C{i} ~ C{i - 1}:C{i - 2}\n" for i in range(2, 1000))
    ),
    "squares of one construct": lambda: measured(2) + "C1 ~ C0" + " + C0:C0" * (PLENTY // 10),
    "controls": lambda: measured(3) + "C2 ~ C0" + " + control(x)" * (PLENTY // 20),
    "unknown controls": lambda: measured(3) + repeated("X{0} ~ control(x{0})\n", PLENTY // 20),
    "an endless control": lambda: (
        measured(3) + "C2 ~ control(x" + ", numbers=True" * (PLENTY // 20)
    ),
    "brackets of controls": lambda: measured(3) + "C2 ~ " + "control(" * (PLENTY // 20),
    "weights": lambda: "A <~ [fixed] a" + " + 2*x" * PLENTY,
    "long weights": lambda: "A <~ [fixed] " + "9" * MEGABYTE + "*a; B =~ b; B ~ A",
    "brackets of modes": lambda: "A <~ " + "[A] " * PLENTY,
    "blocks of constructs and items": lambda: (
        measured(2000) + repeated("H{0} =~ C0 + C1 + x{0}\n", 2000)
    ),
    "one part of many": lambda: measured(3) + repeated("H{0} =~ C0 + C1\n", 20_000),
    "orders upon orders": lambda: "".join(f"C{i} =~ C{i - 1} + C{i - 2}\n" for i in range(20_000)),
    "paths of parts": lambda: (
        measured(20_000) + "H =~ C0" + repeated(" + C{0}", 20_000) + "\nC1 ~ C2\nH ~ C3"
    ),
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


def test_wide_block_of_constructs_is_a_model():
    parts = [f"C{number}" for number in range(10_000)]
    model = PathModel.parse(measured(10_000) + f"H <~ {' + '.join(parts)}\nY =~ y; Y ~ H")
    assert model.parts("H") == tuple(parts)
    assert model.indicators[-1] == "y"


def test_wide_block_is_a_model():
    model = PathModel.parse("B ~ A; B =~ b; A =~ a" + repeated(" + a{0}", 50_000))
    assert len(model.indicators) == 50_002
