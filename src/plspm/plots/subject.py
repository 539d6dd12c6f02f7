"""What is drawn: a result with or without its bootstrap, or a model alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from plspm.data.controlled_model import with_columns
from plspm.errors import OptionError
from plspm.model import PathModel
from plspm.plots.look import Look, look_problems
from plspm.plots.numbers import Fit, Numbers, Resampled, read_numbers

Subject: TypeAlias = Fit | PathModel


def read_subject(
    subject: Subject, boot: Resampled | None, look: Look, problems: Sequence[str] = ()
) -> tuple[PathModel, Numbers]:
    """Return the model and the numbers, once all options are in order.

    Parameters
    ----------
    subject : PLSResult or PathModel
    boot : BootstrapResult, optional
    look : Look
    problems : sequence of str
        What is wrong with further options.

    Raises
    ------
    OptionError
        With everything that is wrong.
    """
    model = subject.model if isinstance(subject, Fit) else subject
    wrong = [
        *_kind_problems(subject, boot),
        *look_problems(
            look,
            with_columns(model) if isinstance(model, PathModel) else None,
            resampled=isinstance(boot, Resampled),
        ),
        *problems,
    ]
    if wrong:
        raise OptionError(wrong)
    if isinstance(subject, PathModel):
        return with_columns(subject), Numbers()
    return subject.model, read_numbers(subject, boot)


def _kind_problems(subject: object, boot: object) -> list[str]:
    problems = []
    if not isinstance(subject, Fit | PathModel):
        problems.append(
            f"result is a {type(subject).__name__}; the order is (result, boot), result from "
            "plspm.estimate(), or a PathModel alone."
        )
    if isinstance(subject, PathModel) and boot is not None:
        problems.append("boot is given with a model; give the result that it belongs to.")
    elif not (boot is None or isinstance(boot, Resampled)):
        problems.append(
            f"boot is a {type(boot).__name__}; it must be the result of result.bootstrap()."
        )
    return problems
