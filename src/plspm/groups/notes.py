"""What to keep in mind of a comparison of groups."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from plspm.assessment.keying import keyed_otherwise
from plspm.data.worded_answers import NO_ANSWER
from plspm.data.wording import counted, listed, quoted, warn_user
from plspm.groups.pairs import Pair
from plspm.report.keying_warning import items_in_words
from plspm.results import PLSResult


def tell_of_no_answers(labels: Iterable[object]) -> None:
    """Warn of groups of people who gave no answer."""
    found = [quoted(label) for label in labels if NO_ANSWER.search(str(label))]
    if found:
        warn_user(
            f"Groups that look like missing answers are compared with the others: {listed(found)}. "
            "If their cases belong to no group, leave them out before the fit."
        )


def tell_of_keying(fits: Mapping[Hashable, PLSResult], pooled: PLSResult) -> None:
    """Warn of items that are keyed the other way in some groups, though not in all cases."""
    everywhere = {each.sides for each in keyed_otherwise(pooled._fitted.estimates)}
    for label, fit in fits.items():
        here = keyed_otherwise(fit._fitted.estimates)
        own = [each for each in here if each.sides not in everywhere]
        if own:
            warn_user(
                f"Group {quoted(label)}: {items_in_words(own, fit._fitted.arrays.indicators)} If "
                "they are keyed the other way in this group alone, turn them round in its rows of "
                "the data (lowest + highest answer of the scale - answer), and fit anew: as they "
                "are, the group measures something else."
            )


def notes_of(fits: dict[Hashable, PLSResult], pairs: Sequence[Pair]) -> Iterator[str]:
    """What to keep in mind of this comparison."""
    for label, fit in fits.items():
        free = int(fit._fitted.arrays.sizes.sum() + fit._fitted.arrays.is_path.sum())
        if fit.n < free:
            yield (
                f"Group {quoted(label)} has {counted(fit.n, 'case')}, fewer than the {free} "
                "weights and paths estimated from them: its estimates vary much."
            )
    smallest, largest = min(fit.n for fit in fits.values()), max(fit.n for fit in fits.values())
    if largest > 2 * smallest:
        yield (
            f"The largest group has {largest} cases, the smallest {smallest}. Where estimates of "
            "the smallest vary more for another reason as well, such as outliers, all tests find "
            "differences too often."
        )
    yield from (pair.told for pair in pairs if pair.told)
