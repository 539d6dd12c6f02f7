"""Every default that a docstring names is the one of the signature."""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from operator import attrgetter

import pytest

import plspm

NAMED = re.compile(r"^([*\w]+(?:, \w+)*) : (?:.*default (.+)|\{([^,}]+),.*\})$", re.MULTILINE)
"""A parameter with its default, or with its choices, of which the first is the default."""

SHARED = re.compile(
    r"^(\w+(?:, \w+)*)(?: : .*)?\n    As in :(?:func|meth):`~?([\w.]+)`", re.MULTILINE
)
"""Parameters that are those of another function, and its name."""


def functions():
    for module in pkgutil.walk_packages(plspm.__path__, "plspm."):
        if module.name.endswith("__main__"):
            continue
        held = list(vars(importlib.import_module(module.name)).values())
        classes = [value for value in held if inspect.isclass(value)]
        for value in held + [each for owner in classes for each in vars(owner).values()]:
            if inspect.isfunction(value) and value.__module__ == module.name:
                yield value


def told():
    for function in dict.fromkeys(functions()):
        parameters = inspect.signature(function).parameters
        for names, default, first in NAMED.findall(inspect.getdoc(function) or ""):
            words = (default or first).split(" and ")
            for number, name in enumerate(names.split(", ")):
                if name in parameters and parameters[name].default is not inspect.Parameter.empty:
                    word = words[min(number, len(words) - 1)]
                    where = f"{function.__module__}.{function.__qualname__}({name})"
                    yield pytest.param(parameters[name].default, word, id=where)


TOLD = list(told())


@pytest.mark.parametrize(("default", "word"), TOLD)
def test_a_default_is_the_one_that_is_told(default, word):
    value = ast.literal_eval(word)
    assert default == value
    assert isinstance(default, bool) == isinstance(value, bool)


def test_most_of_them_are_found():
    assert len(TOLD) > 120


def named(function, name):
    """What a docstring calls by its public name, or by the one beside it."""
    if name.startswith("plspm."):
        return attrgetter(name.removeprefix("plspm."))(plspm)
    beside = sys.modules[function.__module__]
    owner = function.__qualname__.rpartition(".")[0]
    places = (getattr(beside, owner), *heirs(getattr(beside, owner))) if owner else (beside,)
    return next(getattr(place, name) for place in places if hasattr(place, name))


def heirs(owner):
    for heir in owner.__subclasses__():
        yield from (heir, *heirs(heir))


def shared():
    for function in dict.fromkeys(functions()):
        own = inspect.signature(function).parameters
        for names, other in SHARED.findall(inspect.getdoc(function) or ""):
            theirs = inspect.signature(named(function, other)).parameters
            for name in names.split(", "):
                if name in own and name in theirs:
                    where = f"{function.__module__}.{function.__qualname__}({name}), {other}"
                    yield pytest.param(own[name].default, theirs[name].default, id=where)


BOTH = [each for each in shared() if inspect.Parameter.empty not in each.values]


@pytest.mark.parametrize(("default", "other"), BOTH)
def test_what_is_as_in_another_function_has_its_default(default, other):
    assert default == other
    assert type(default) is type(other)


def test_most_that_share_them_are_found():
    assert len(BOTH) > 60
