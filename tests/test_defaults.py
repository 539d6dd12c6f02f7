"""Every default that a docstring names is the one of the signature."""

import ast
import importlib
import inspect
import pkgutil
import re

import pytest

import plspm

NAMED = re.compile(r"^([*\w]+(?:, \w+)*) : (?:.*default (.+)|\{([^,}]+),.*\})$", re.MULTILINE)
"""A parameter with its default, or with its choices, of which the first is the default."""


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
