"""What is asked of a specification curve, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from plspm.api import as_model
from plspm.data.wording import listed, quoted
from plspm.errors import Gathering, OptionError, written
from plspm.estimation.settings import Estimator, Scheme, choice_problems
from plspm.model import PathModel
from plspm.specifications.alternatives import MEASURED


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """Rival models and what varies in each, and the paths of interest.

    Attributes
    ----------
    models : dict of str to PathModel
    paths : dict of str to (source, target)
        By how they are written.
    measurement : dict of str to tuple of str
    controls, schemes, estimators : tuple of str
    """

    models: dict[str, PathModel]
    paths: dict[str, tuple[str, str]]
    measurement: dict[str, tuple[str, ...]]
    controls: tuple[str, ...]
    schemes: tuple[str, ...]
    estimators: tuple[str, ...]


def read_stated(
    models: object,
    paths: object,
    measurement: object,
    controls: object,
    schemes: object,
    estimators: object,
) -> Stated:
    """The alternatives stated.

    Raises
    ------
    SpecificationError, OptionError, InputError
        A model or an option is wrong; all problems at once.
    """
    if measurement is not None and not isinstance(measurement, Mapping):
        raise OptionError(
            f"measurement is {written(measurement)}; give the ways by construct, for example "
            '{"EXP": ["=~", "<~"]}.'
        )
    gathering = Gathering()
    known: dict[str, PathModel] = {}
    given = models if isinstance(models, Mapping) else {"model": models}
    for name, model in given.items():
        with gathering:
            known[_text(name)] = as_model(model)
    stated = Stated(
        models=known,
        paths=dict(map(_claimed, several(paths))),
        measurement={_text(name): several(ways) for name, ways in (measurement or {}).items()},
        controls=several(controls),
        schemes=several(schemes),
        estimators=several(estimators),
    )
    with gathering:
        _check(stated, complete=len(known) == len(given))
    gathering.tell()
    return stated


def several(value: object) -> tuple[str, ...]:
    """One or several of a thing, each once."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(dict.fromkeys(map(_text, value)))
    return (_text(value),)


def _text(value: object) -> str:
    """Text as it is, of another value what a message calls it."""
    return value if isinstance(value, str) else written(value)


def _claimed(text: str) -> tuple[str, tuple[str, str]]:
    """A path in one way of writing it, and its ends; as it is where it has no two ends."""
    source, _, target = (part.strip() for part in text.replace("→", "->").partition("->"))
    return (f"{source} -> {target}" if source and target else text), (source, target)


def _check(stated: Stated, *, complete: bool) -> None:
    """Refuse what no model has, and choices that are none.

    Parameters
    ----------
    complete : bool
        Whether all models could be read: else names may be those of the others.
    """
    problems = [] if stated.models or not complete else ["models is empty; give one at least."]
    for name in stated.schemes or [""]:
        problems += choice_problems("schemes", name, get_args(Scheme))
    for name in stated.estimators or [""]:
        problems += choice_problems("estimators", name, get_args(Estimator))
    if not stated.paths:
        problems.append('paths is empty; give one at least, for example "EXP -> MPE".')
    for text, (source, target) in stated.paths.items():
        if not source or not target:
            problems.append(f'paths holds {quoted(text)}; write it "EXP -> MPE".')
    for name, ways in stated.measurement.items():
        for way in ways or [""]:
            problems += choice_problems(f"measurement[{quoted(name)}]", way, tuple(MEASURED))
    if complete:
        problems += _unknown(stated)
    if problems:
        raise OptionError(problems)


def _unknown(stated: Stated) -> list[str]:
    """Name what is asked about and stands in no model."""
    constructs = dict.fromkeys(c for m in stated.models.values() for c in m.construct_names)
    columns = {each.column for m in stated.models.values() for each in m.controls}
    products = {product.name for m in stated.models.values() for product in m.products}
    asked = [
        *(("measurement", name) for name in stated.measurement),
        *(("controls", name) for name in stated.controls),
        *(("paths", name) for ends in stated.paths.values() for name in ends if name),
    ]
    problems = [
        f"{option} names {quoted(name)}, which is in no model; there are {listed(constructs)}."
        for option, name in asked
        if name not in constructs
        and not (option == "controls" and name in columns)
        and not (option == "paths" and name in products)
    ]
    ends = {name for pair in stated.paths.values() for name in pair}
    problems += [
        f"controls names {quoted(name)}, an end of a path of interest; that cannot be left out."
        for name in stated.controls
        if name in ends
    ]
    return problems
