"""What was read of a foreign model, and the model that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plspm.model import PathModel
from plspm.model.claims import Claims, Stated
from plspm.model.problems import refuse
from plspm.model.validation import problems_of

if TYPE_CHECKING:
    from plspm.model.elements import Construct, Path
    from plspm.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Reading:
    """What the statements of a foreign text say in terms of constructs and paths.

    Attributes
    ----------
    constructs : tuple of Stated[Construct]
        With the places of their names.
    paths : tuple of Stated[Path]
        With the places of their names.
    notes : tuple of Problem
        Statements without a counterpart in a path model, which does not change without them.
    refused : tuple of Problem
        Statements without which it would be another model.
    in_doubt : frozenset of str
        Names in refused statements.
    """

    constructs: tuple[Stated[Construct], ...]
    paths: tuple[Stated[Path], ...]
    notes: tuple[Problem, ...] = ()
    refused: tuple[Problem, ...] = ()
    in_doubt: frozenset[str] = frozenset()

    @property
    def model(self) -> PathModel:
        """The model.

        Raises
        ------
        SpecificationError
            With every statement refused, and all that is wrong with the rest.
        """
        claims = Claims(self.constructs, self.paths, self.in_doubt, bool(self.refused))
        refuse([*self.refused, *problems_of(claims)])
        return PathModel(
            (stated.element for stated in self.constructs),
            (stated.element for stated in self.paths),
        )
