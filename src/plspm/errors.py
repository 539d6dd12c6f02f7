"""What can go wrong, said in plain words.

Every error a wrong input can cause derives from :class:`PlspmError` and carries *all*
problems found, so that a user mends an input once and not once per problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Final

LONGEST: Final = 60
"""Characters of a wrong value that a message repeats."""


class PlspmError(Exception):
    """Base of every error that this library raises on a wrong input.

    Parameters
    ----------
    problems : str or sequence of str
        One complete sentence per problem: what is wrong, where, and what to do.

    Attributes
    ----------
    problems : tuple of str
        All problems found, in the order of the input.

    Examples
    --------
    >>> print(PlspmError(["first problem", "second problem"]))
    2 problems:
      1. first problem
      2. second problem
    """

    def __init__(self, problems: str | Sequence[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__(_as_text(self.problems))


class SpecificationError(PlspmError, ValueError):
    """The model text, or the objects a model is made of, contradict themselves."""


class DataError(PlspmError, ValueError):
    """The data do not hold what the model needs."""


class OptionError(PlspmError, ValueError):
    """An option has a value that it cannot take."""


class InputError(SpecificationError, OptionError, DataError):
    """Of model, options and data more than one is wrong; each of their errors catches it."""


class CallError(OptionError, TypeError):
    """A call names an option that does not exist, or leaves out what it needs."""


class Gathering:
    """What several checks find wrong with a call, told at once: its model, options and data.

    A check that raises runs in a ``with`` block of its own; :meth:`tell` ends the call if there
    is anything to tell.

    Examples
    --------
    >>> gathering = Gathering(["draws is 0."])
    >>> with gathering:
    ...     raise OptionError("level is 95.")
    >>> gathering.tell()
    Traceback (most recent call last):
    plspm.errors.OptionError: 2 problems:
      1. draws is 0.
      2. level is 95.
    """

    def __init__(self, problems: Sequence[str] = ()) -> None:
        self._errors: list[PlspmError] = [OptionError(problems)] if problems else []

    def __enter__(self) -> None:
        """Begin a check."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Keep what the check says about the input; let everything else pass."""
        if not isinstance(error, _KINDS_OF_INPUT):
            return False
        self._errors.append(error)
        return True

    def tell(self) -> None:
        """Raise one error of all problems found, if there are any.

        Raises
        ------
        SpecificationError, OptionError, DataError
            All problems are of this kind.
        InputError
            They are of several.
        """
        if not self._errors:
            return
        problems = dict.fromkeys(said for error in self._errors for said in error.problems)
        kinds = {
            kind for error in self._errors for kind in _KINDS_OF_INPUT if isinstance(error, kind)
        }
        [kind] = kinds if len(kinds) == 1 else [InputError]
        raise kind(list(problems))


_KINDS_OF_INPUT = (SpecificationError, OptionError, DataError)


class EstimationError(PlspmError, ArithmeticError):
    """No finite estimate exists for this model and these data."""


class UnavailableError(PlspmError, AttributeError):
    """The quantity asked for does not exist for this result, for the reason given."""


class MissingDependencyError(PlspmError, ImportError):
    """An optional package is needed; the message says which and how to install it."""


class Interrupted(KeyboardInterrupt):
    """The user stopped a long computation; nothing was changed.

    No :class:`PlspmError`: a loop over simulated samples that passes over failed fits with
    ``except PlspmError`` must still end at Ctrl-C.
    """


class PlspmWarning(UserWarning):
    """Base of every warning that this library gives."""


class ConvergenceWarning(PlspmWarning):
    """The outer weights did not settle within the iterations allowed."""


class AdmissibilityWarning(PlspmWarning):
    """A result exists but lies outside the range in which it can be interpreted."""


class ConsistencyWarning(PlspmWarning):
    """An estimator does not find what the model states, however many cases there are."""


class DataWarning(PlspmWarning):
    """The data were usable, but something about them deserves a second look."""


class TranslationWarning(PlspmWarning):
    """A model for or from another program is not all that was stated; says what differs."""


def _as_text(problems: tuple[str, ...]) -> str:
    if len(problems) == 1:
        return problems[0]
    lines = [f"  {number}. {problem}" for number, problem in enumerate(problems, start=1)]
    return "\n".join([f"{len(problems)} problems:", *lines])


def written(value: object) -> str:
    """Write a wrong value for a message, cut short where it is long, whatever it may be.

    Examples
    --------
    >>> written("a"), written(10**5000)
    ("'a'", 'a whole number of more than 60 digits')
    """
    if isinstance(value, int) and abs(value) >= 10**LONGEST:
        return f"a whole number of more than {LONGEST} digits"
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
