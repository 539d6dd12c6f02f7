"""A model with control variables, and the one without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plspm.data.dummies import IN_NAMES, CodedControl
from plspm.data.labels import nearest
from plspm.data.wording import listed, quoted
from plspm.errors import SpecificationError
from plspm.model import Path, PathModel, single_item
from plspm.model.tokens import written


def with_controls(model: PathModel, controls: Sequence[CodedControl]) -> PathModel:
    """Add control variables as constructs of one item each, with their paths.

    Parameters
    ----------
    model : PathModel
    controls : sequence of CodedControl

    Raises
    ------
    SpecificationError
        A control is to point at what is no construct, or bears the name of one.

    Examples
    --------
    >>> model = PathModel.parse("A =~ a; B =~ b; B ~ A")
    >>> print(with_controls(model, [CodedControl("AGE", ("AGE",))]).to_text())
    A =~ a
    B =~ b
    AGE =~ AGE
    B ~ A + AGE
    """
    problems = [
        f"controls names {quoted(name)}, but the model has a construct of this name; rename one."
        for name in _names(controls)
        if name in model.construct_names
    ]
    for each in controls:
        for target in each.on or ():
            if target not in model.construct_names:
                near = nearest(target, model.construct_names)
                others = listed(map(quoted, model.construct_names))
                meant = f"did you mean {quoted(near)}?" if near else f"it has {others}."
                problems.append(
                    f"The control {quoted(each.column)} is to point at {quoted(target)}, which is "
                    f"no construct of the model; {meant}"
                )
    if problems:
        raise SpecificationError(list(dict.fromkeys(problems)))
    endogenous = [name for name in model.construct_names if model.predecessors(name)]
    constructs = [single_item(name) for name in _names(controls)]
    paths = [
        Path(name, target)
        for each in controls
        for name in each.names
        for target in (endogenous if each.on is None else each.on)
    ]
    return PathModel(model.constructs, constructs, model.paths, paths)


def with_columns(model: PathModel) -> PathModel:
    """Put every control that a model states as one construct, where no data tell its dummies.

    Examples
    --------
    >>> model = PathModel.parse("A =~ a; B =~ b; B ~ A + control(AGE)")
    >>> print(with_columns(model).to_text())
    A =~ a
    B =~ b
    AGE =~ AGE
    B ~ A + AGE
    """
    columns = [(each, each.column.translate(IN_NAMES)) for each in model.controls]
    return with_controls(
        model, [CodedControl(each.column, (name,), on=each.on) for each, name in columns]
    )


def uncontrolled(model: PathModel) -> PathModel:
    """Return a model that is used without data, which alone tell what its controls are made of.

    Raises
    ------
    SpecificationError
        It states controls.
    """
    if model.controls:
        columns = [each.column for each in model.controls]
        raise SpecificationError(
            f"The model states control variables, {listed(map(quoted, columns))}; which dummies "
            "these are made of only data tell, and there are none here. State them as constructs "
            f"of one item, such as `{written(columns[0])} =~ {written(columns[0])}`."
        )
    return model


def without_controls(model: PathModel, controls: Sequence[CodedControl]) -> PathModel:
    """Take control variables out of a model that they were added to.

    Examples
    --------
    >>> age = [CodedControl("AGE", ("AGE",))]
    >>> model = PathModel.parse("A =~ a; B =~ b; B ~ A")
    >>> without_controls(with_controls(model, age), age) == model
    True
    """
    out = set(_names(controls))
    return PathModel(
        (each for each in model.constructs if each.name not in out),
        (path for path in model.paths if path.source not in out),
    )


def _names(controls: Iterable[CodedControl]) -> list[str]:
    return [name for each in controls for name in each.names]
