"""Every option of a command reaches what does the work."""

import inspect

import pytest
from tests.commands.study import DATA, MODEL

import plspm.data
from plspm.__main__ import main
from plspm.commands import estimate, fitting, screen

OF_DATA = {
    "weights": ("w", "w"),
    "missing_codes": ("-9 99", [-9.0, 99.0]),
    "reverse": ("EXP_a=1:7", {"EXP_a": (1.0, 7.0)}),
    "controls": ("age sex=m", {"age": None, "sex": "m"}),
    "encoding": ("cp1252", "cp1252"),
    "sheet": ("two", "two"),
    "missing": ("mean", "mean"),
}
OF_FIT = OF_DATA | {
    "scheme": ("centroid", "centroid"),
    "estimator": ("plsc", "plsc"),
    "interactions": ("orthogonal", "orthogonal"),
    "higher_order": ("repeated_indicators", "repeated_indicators"),
    "tolerance": ("1e-5", 1e-5),
    "max_iterations": ("77", 77),
}
OF_SCREEN = {name: OF_DATA[name] for name in ("missing_codes", "reverse", "encoding", "sheet")}
OF_SCREEN |= {"seed": ("5", 5)}
COMMANDS = {
    "estimate": (fitting, "estimate", OF_FIT),
    "check": (plspm.data, "read_indicators", OF_DATA),
    "screen": (screen, "screen", OF_SCREEN),
}
"""Where a command hands on its options; what is typed, and what arrives."""


class Arrived(Exception):
    pass


def arrived(monkeypatch, module, function, order):
    """What the function is called with, by name, defaults filled in."""
    signature = inspect.signature(getattr(module, function))

    def stop(*positional, **named):
        bound = signature.bind(*positional, **named)
        bound.apply_defaults()
        raise Arrived(bound.arguments)

    monkeypatch.setattr(module, function, stop)
    with pytest.raises(Arrived) as caught:
        main(order)
    return caught.value.args[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_arrives_and_changes_no_other(command, monkeypatch):
    module, function, options = COMMANDS[command]
    default = inspect.signature(getattr(module, function)).parameters
    plain, typed = [command, str(MODEL), str(DATA)], []
    for name, (words, _) in options.items():
        typed += [f"--{name.replace('_', '-')}", *words.split()]
    with monkeypatch.context() as patch:
        unasked = arrived(patch, module, function, plain)
    asked = arrived(monkeypatch, module, function, plain + typed)
    for name, (_, value) in options.items():
        assert asked[name] == value
        assert unasked[name] == default[name].default or not unasked[name]
    same = set(asked) - set(options)
    assert {name: asked[name] for name in same} == {name: unasked[name] for name in same}
    assert str(DATA) in map(str, asked.values())


def test_checking_asks_which_items_stand_beside_each_other(monkeypatch, tmp_path):
    """Codes are looked for among the answers of a block; parts of constructs are no answers."""
    model = tmp_path / "model.txt"
    model.write_text("A =~ EXP_a + EXP_b\nB =~ ORE_a\nH <~ A + B\nM =~ MPE_a\nM ~ H")
    order = ["check", str(model), str(DATA)]
    asked = arrived(monkeypatch, plspm.data, "read_indicators", order)
    assert asked["blocks"] == [("EXP_a", "EXP_b"), ("ORE_a",), ("MPE_a",)]


@pytest.mark.parametrize("level", [None, "0.8"])
def test_options_of_the_bootstrap_arrive(level, monkeypatch):
    asked = {}

    class Result:
        def bootstrap(self, draws, seed, *, level):
            asked.update(draws=draws, seed=seed, level=level)
            raise Arrived

        def summary(self):
            return ""

    monkeypatch.setattr(fitting, "estimate", lambda *_, **__: Result())
    order = ["estimate", str(MODEL), str(DATA), "--bootstrap", "77", "--seed", "5"]
    with pytest.raises(Arrived):
        main(order + ([] if level is None else ["--level", level]))
    assert asked == {"draws": 77, "seed": 5, "level": 0.95 if level is None else 0.8}


def test_tables_of_all_that_was_asked_for_are_written(tmp_path):
    order = ["estimate", str(MODEL), str(DATA), "--out", str(tmp_path)]
    order += ["--check", "--bootstrap", "20", "--seed", "1", "--save-draws"]
    assert main(order) == 0
    written = {path.stem for path in tmp_path.glob("*.csv")}
    assert written >= set(estimate.FIT_TABLES)
    assert written >= {"bootstrap_failures", "bootstrap_paths", "draws_paths"}
    assert [name for name in written if "verdict" in name]
