"""What a user holds is theirs: all is given in copies, settings stay, wrong names are answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, NoReturn, TypeVar

import numpy as np
import pandas as pd

from plspm.calls import no_attribute, plain_methods
from plspm.errors import UnavailableError

Table = TypeVar("Table", bound="pd.DataFrame | pd.Series[Any]")
Class = TypeVar("Class", bound=type)


class computed_table(cached_property[Table]):  # noqa: N801  (used like a decorator of the language)
    """A table that is computed when first asked for.

    Parameters
    ----------
    compute : callable
        From the instance to the table.
    doc : str, optional
        Docstring; by default that of `compute`.
    """

    def __init__(self, compute: Callable[[Any], Table], doc: str | None = None) -> None:
        super().__init__(compute)
        self.__doc__ = doc or compute.__doc__


def gives_copies(owner: Class) -> Class:
    """Decorate a class whose instances give everyone a copy of each attribute.

    It holds for fields, properties and what is computed once alike; attributes that begin with an
    underscore are the instance's own, and are given as they are.
    """
    # Not written into the class itself, where type checkers would take any name for known.
    setattr(owner, "__getattribute__", _given)  # noqa: B010
    return owner


def _given(instance: object, name: str) -> object:
    value = object.__getattribute__(instance, name)
    return value if name.startswith("_") else own_copy(value)


def own_copy(value: object) -> object:
    """Copy what can be written into: tables, arrays, and dictionaries and lists of these."""
    if isinstance(value, (pd.DataFrame, pd.Series, pd.Index, np.ndarray)):
        return value.copy()
    if isinstance(value, dict):
        return {key: own_copy(part) for key, part in value.items()}
    if isinstance(value, list):
        return list(map(own_copy, value))
    return value


def held(instance: str) -> Callable[[Class], Class]:
    """Decorate the class of a result: plain answers to wrong calls and names, nothing to be set.

    Parameters
    ----------
    instance : str
        What users call an instance, for example "result".
    """

    def decorate(owner: Class) -> Class:
        # Not written into the class itself, where type checkers would take any name for known.
        methods = {"__getattr__": no_attribute, "__setattr__": _set_once}
        for name, method in {**methods, "__init__": _completed(owner)}.items():
            setattr(owner, name, method)
        return plain_methods(instance)(owner)

    return decorate


def _completed(owner: type) -> Callable[..., None]:
    """How instances are made, and closed to further attributes after it."""
    name = "__init__"  # asked for by name, as type checkers take owner.__init__ for a mistake
    begin: Callable[..., None] = getattr(owner, name)

    @wraps(begin)
    def init(self: object, *args: object, **options: object) -> None:
        begin(self, *args, **options)
        object.__setattr__(self, "_complete", True)

    return init


def _set_once(instance: object, name: str, value: object) -> None:
    if not name.startswith("_") and (_knows(instance, name) or "_complete" in vars(instance)):
        refuse_change(instance, name)
    object.__setattr__(instance, name, value)


def refuse_change(instance: object, name: str, _: object = None) -> NoReturn:
    """Refuse to set, to add or to delete an attribute of what was computed."""
    if _knows(instance, name):
        _refuse_setting(instance, name)
    raise UnavailableError(
        f"{type(instance).__name__} has no {name!r}, and nothing can be added to it; keep what "
        "belongs to it in a variable or a dictionary of your own."
    )


def _knows(instance: object, name: str) -> bool:
    """Whether there is such an attribute; it is not computed for the answer."""
    return name in getattr(instance, "__dict__", {}) or hasattr(type(instance), name)


def _refuse_setting(instance: object, name: str) -> NoReturn:
    raise UnavailableError(
        f"{name} of a {type(instance).__name__} cannot be set: its tables would no longer belong "
        "together. Compute it again with other options, or change a copy of a table."
    )
