"""What findings mean and what to do about them, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from plspm.assessment.criteria import CUT_OFFS


@dataclass(frozen=True, slots=True)
class Wording:
    """Of one kind of finding.

    Attributes
    ----------
    of_items : bool
        Whether it is about items; else about cases.
    meaning : str
        What it says, without a full stop.
    action : str
        What to do; ``{...}`` is filled with what was found.
    """

    of_items: bool
    meaning: str
    action: str


def _percent(name: str) -> str:
    return f"{CUT_OFFS[name].value:.0%}"


KINDS: Final = MappingProxyType(
    {
        "missing codes": Wording(
            True,
            "values that look like codes for a missing answer; a fit takes them for numbers",
            "look them up in the codebook; if they are codes, say missing_codes={codes}",
        ),
        "impossible values": Wording(
            True,
            "values outside the stated scale, or infinite",
            "correct them at the source, or say that they are missing: missing_codes={codes}",
        ),
        "keyed the other way": Wording(
            True,
            "items that load against the rest of their construct, so that its reliability, AVE "
            "and HTMT mean nothing",
            "if the questionnaire asks them the other way round, say reverse={scales}, with the "
            "ends of its scale",
        ),
        "no answers": Wording(
            True, "items that nobody answered", "leave them out of the model, or mend the import"
        ),
        "constant item": Wording(
            True, "items that everybody answered alike", "leave them out of the model"
        ),
        "duplicate item": Wording(
            True,
            "items whose answers are the same in every case as those of another",
            "one is a copy: mend the import, or leave one out",
        ),
        "dependent item": Wording(
            True,
            "items that follow exactly from others, such as sums, means and reversed copies",
            "leave them out, or what they are made of",
        ),
        "missing by item": Wording(
            True,
            f"items of which more than {_percent('missing_item')} of the answers are missing "
            f"({CUT_OFFS['missing_item'].source})",
            'ask why; do not put in means, compare missing="listwise" with a fit without the item',
        ),
        "missing by case": Wording(
            False,
            f"cases that left out more than {_percent('missing_case')} of the items "
            f"({CUT_OFFS['missing_case'].source})",
            "leave them out, and say so",
        ),
        "empty row": Wording(False, "cases without any answer", "leave them out"),
        "missing not at random": Wording(
            False,
            "who did not answer differs from who did (Little's test, p < .01), so that cases left "
            "out or means put in may change results",
            "look in the patterns for what is left out together; report the test, and compare "
            "fits with and without the cases",
        ),
        "duplicate row": Wording(
            False,
            "rows that repeat others, as honest answers to these items do not by chance",
            "look whether one person answered twice or rows were pasted twice; keep one of each",
        ),
        "straight-lining": Wording(
            False,
            "the same answer to every rating, as honest respondents do not give to these items",
            "look at response times and reversed items; fit with and without these cases",
        ),
        "long string": Wording(
            False,
            "the same answer so many times in a row as honest respondents do not give it",
            "as for straight-lining: fit with and without these cases",
        ),
        "little variation": Wording(
            False,
            "answers that hardly vary over all ratings, less than those of honest respondents",
            "as for straight-lining: fit with and without these cases",
        ),
        "unusual answers": Wording(
            False,
            "combinations of answers far from all others (Mahalanobis distance, p < .01/n), as of "
            "people who tick at random, or of a slip in a value",
            "look at the answers themselves; correct slips, and fit with and without these cases",
        ),
    }
)
"""Kinds of findings."""

ORDER: Final = tuple(KINDS)
