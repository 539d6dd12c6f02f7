"""What in data looks like something else: codes for missing answers, orders of the alphabet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from plspm.data.code_warning import further_codes, sentinel_warning
from plspm.data.columns import FloatArray
from plspm.data.observed import Observed
from plspm.data.recoding import Recoding
from plspm.data.worded_answers import (
    alphabet_warnings,
    categories_warning,
    labelled_no_answers,
)

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Suspects:
    """Answers that are looked at.

    Attributes
    ----------
    answers : mapping of str to array
        The columns that can be used, in the rows that count.
    blocks : list of sequences of str
        Which of them are looked at together.
    labelled : mapping of str to mapping of float to int
        Values whose labels say "no answer", and how often each occurs.
    """

    answers: Mapping[str, FloatArray]
    blocks: list[Sequence[str]]
    labelled: Mapping[str, Mapping[float, int]]

    def further_codes(self) -> list[str]:
        """Say what else looks like a code, where texts among numbers may be codes."""
        return further_codes(self.answers, self.blocks, self.labelled)

    def warnings(
        self,
        frame: pd.DataFrame,
        found: Observed,
        names: Sequence[str],
        steps: Mapping[str, tuple[Hashable, ...]],
    ) -> list[str]:
        """Everything that is to be told of data that can be used."""
        codes = sentinel_warning(self.answers, self.blocks, self.labelled)
        categories = categories_warning(found.controls)
        items = {name: self.answers[name] for name in names}
        order = alphabet_warnings(frame, items, self.blocks, steps)
        return [*filter(None, (codes, categories)), *order]


def suspects_among(
    frame: pd.DataFrame,
    found: Observed,
    names: Sequence[str],
    blocks: Sequence[Sequence[str]] | None,
    rows: npt.NDArray[np.bool_],
    recoding: Recoding,
) -> Suspects:
    """What is looked at in data.

    Controls are looked at each by itself, dummies not at all; items that were turned round no
    longer have the values that labels speak of.
    """
    answers = found.in_rows(found.columns, rows)
    as_labelled = {name: each for name, each in answers.items() if name not in recoding.reverse}
    together = [[name] for name in names] if blocks is None else [*blocks]
    alone = [[each.column] for each in found.controls if not each.categories]
    return Suspects(answers, [*together, *alone], labelled_no_answers(frame, as_labelled))
