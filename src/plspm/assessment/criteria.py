"""Every cut-off that the library judges by, once: its value, what it says, and who set it.

What warns, stars, names an effect or passes a verdict reads its numbers here. Rule sets change
some of them (:data:`RULES`); :func:`plspm.check` lets a user change any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isnan
from types import MappingProxyType
from typing import Final, Literal

from plspm.data.missing import MOST_OF_CASE, MOST_OF_ITEM

Relation = Literal["≥", ">", "≤", "<"]
Rules = Literal["hair2022", "henseler"]

HAIR_2019: Final = "Hair et al. 2019"
HAIR_2022: Final = "Hair et al. 2022"
HENSELER_2015: Final = "Henseler et al. 2015"
BENITEZ: Final = "Benitez et al. 2020"
COHEN: Final = "Cohen 1988"
KENNY: Final = "Kenny 2018"
DUL: Final = "Dul 2016"
RINGLE_2010: Final = "Ringle et al. 2010"
SARSTEDT_2020: Final = "Sarstedt et al. 2020"

REFERENCES: Final = MappingProxyType(
    {
        HAIR_2019: "Hair, Risher, Sarstedt & Ringle (2019), European Business Review 31(1), 2-24",
        HAIR_2022: "Hair, Hult, Ringle & Sarstedt (2022), A Primer on PLS-SEM, 3rd edition, Sage",
        HENSELER_2015: "Henseler, Ringle & Sarstedt (2015), Journal of the Academy of Marketing "
        "Science 43(1), 115-135",
        BENITEZ: "Benitez, Henseler, Castillo & Schuberth (2020), Information & Management 57(2), "
        "103168",
        COHEN: "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd edition",
        KENNY: "Kenny (2018), Moderation, davidakenny.net/cm/moderation.htm",
        DUL: "Dul (2016), Organizational Research Methods 19(1), 10-52",
        RINGLE_2010: "Ringle, Sarstedt & Mooi (2010), Annals of Information Systems 8, 19-49",
        SARSTEDT_2020: "Sarstedt, Ringle, Cheah, Ting, Moisescu & Radomir (2020), Structural model "
        "robustness checks in PLS-SEM, Tourism Economics 26(4), 531-554",
        "Henseler 2021": "Henseler (2021), Composite-Based Structural Equation Modeling, Guilford",
        "Hu & Bentler 1999": "Hu & Bentler (1999), Structural Equation Modeling 6(1), 1-55",
        "Lorenzo-Seva & ten Berge 2006": "Lorenzo-Seva & ten Berge (2006), Methodology 2(2), 57-64",
        "Kock 2015": "Kock (2015), International Journal of e-Collaboration 11(4), 1-10",
        "Kock & Hadaya 2018": "Kock & Hadaya (2018), Information Systems Journal 28(1), 227-261",
        "Streukens & Leroi-Werelds 2016": "Streukens & Leroi-Werelds (2016), European Management "
        "Journal 34(6), 618-632",
        "Shmueli et al. 2019": "Shmueli et al. (2019), European Journal of Marketing 53(11), "
        "2322-2347",
        "Weijters et al. 2013": "Weijters, Baumgartner & Schillewaert (2013), Psychological "
        "Methods 18(3), 320-334",
    }
)
"""In full what stands as a source beside the cut-offs."""


@dataclass(frozen=True, slots=True)
class CutOff:
    """A number that values are held against.

    Attributes
    ----------
    name : str
        As in ``thresholds={"htmt": 0.9}``.
    relation : {"≥", ">", "≤", "<"}
        How a value stands to it that is in order.
    value : float
    wording : str
        What it means to be on the right side.
    source : str
        Author and year; :data:`REFERENCES` has some in full.
    """

    name: str
    relation: Relation
    value: float
    wording: str
    source: str

    def holds(self, value: float) -> bool:
        """Whether a value is in order; an undefined one is not.

        Examples
        --------
        >>> CUT_OFFS["loading"].holds(0.708), CUT_OFFS["htmt"].holds(0.85)
        (True, False)
        """
        bound = self.value
        return {
            "≥": value >= bound,
            ">": value > bound,
            "≤": value <= bound,
            "<": value < bound,
        }[self.relation]

    def __str__(self) -> str:
        """As it is printed.

        Examples
        --------
        >>> print(CUT_OFFS["loading"], CUT_OFFS["draws"])
        ≥ .708 ≥ 10,000
        """
        return f"{self.relation} {short(self.value)}"


def short(value: float) -> str:
    """A bound as journals write it.

    Examples
    --------
    >>> short(0.70), short(3.0), short(10000), short(0.005)
    ('.70', '3', '10,000', '.005')
    """
    if value == int(value):
        return f"{int(value):,}"
    text = f"{value:.2f}" if round(value, 2) == value else f"{value:g}"
    return text.replace("0.", ".", 1) if abs(value) < 1 else f"{value:g}"


_LIST: Final = (
    # -- data and sample
    CutOff(
        "missing_item",
        "≤",
        MOST_OF_ITEM,
        "so few missing answers to an item that means in their place do little harm",
        HAIR_2022,
    ),
    CutOff("missing_case", "≤", MOST_OF_CASE, "a case that answered most questions", HAIR_2022),
    CutOff("shape", "≤", 2.0, "absolute skewness and excess kurtosis near normal", HAIR_2022),
    CutOff(
        "keying",
        "≥",
        0.3,
        "absolute loading from which a wrong sign is no accident of an item that measures nothing",
        "Weijters et al. 2013",
    ),
    CutOff("full_vif", "≤", 3.3, "no sign of common method variance", "Kock 2015"),
    CutOff("power", "≥", 0.80, "the sample detects the smallest path", "Kock & Hadaya 2018"),
    # -- reflective measurement
    CutOff("loading", "≥", 0.708, "half of the item's variance is the construct's", HAIR_2019),
    CutOff(
        "loading_least",
        "≥",
        0.40,
        "an item that stays unless reliability or AVE need it to go",
        HAIR_2022,
    ),
    CutOff("reliability", "≥", 0.70, "satisfactory internal consistency", HAIR_2019),
    CutOff("reliability_least", "≥", 0.60, "enough for exploratory research", HAIR_2022),
    CutOff("reliability_most", "≤", 0.95, "items do not say the same thing twice", HAIR_2019),
    CutOff("ave", "≥", 0.50, "the construct explains half of its items' variance", HAIR_2019),
    CutOff("htmt", "<", 0.85, "constructs that differ in content are told apart", HENSELER_2015),
    CutOff("htmt_most", "<", 0.90, "constructs alike in content are told apart", HENSELER_2015),
    CutOff("htmt_one", "<", 1.0, "two constructs are not one and the same", HENSELER_2015),
    CutOff("congruence", "≥", 0.95, "loadings that are the same", "Lorenzo-Seva & ten Berge 2006"),
    CutOff(
        "congruence_least", "≥", 0.85, "fairly similar loadings", "Lorenzo-Seva & ten Berge 2006"
    ),
    # -- formative and composite measurement
    CutOff("redundancy", "≥", 0.708, "the block says half of what a global item says", HAIR_2019),
    CutOff("redundancy_least", "≥", 0.70, "nearly half of what a global item says", HAIR_2022),
    CutOff("vif", "<", 3.0, "no collinearity to speak of", HAIR_2019),
    CutOff("vif_most", "<", 5.0, "no critical collinearity", HAIR_2019),
    CutOff(
        "formative_loading",
        "≥",
        0.50,
        "an item that matters by itself, if not beside the others",
        HAIR_2019,
    ),
    # -- model
    CutOff("srmr", "<", 0.08, "good approximate fit", "Hu & Bentler 1999"),
    CutOff("srmr_most", "<", 0.10, "acceptable approximate fit", HAIR_2022),
    CutOff("exact_fit", "≥", 0.05, "the model is not refuted at 5 %", "Henseler 2021"),
    CutOff("exact_fit_least", "≥", 0.01, "the model is not refuted at 1 %", "Henseler 2021"),
    CutOff("significance", "<", 0.05, "more than chance", HAIR_2022),
    CutOff("significance_1", "<", 0.01, "more than chance, at 1 %", "convention"),
    CutOff("significance_0.1", "<", 0.001, "more than chance, at .1 %", "convention"),
    CutOff("draws", "≥", 10_000, "draws of a final run", "Streukens & Leroi-Werelds 2016"),
    CutOff("failed_draws", "≤", 0.05, "so few draws failed that it does not matter", "convention"),
    CutOff("r_squared", "≥", 0.25, "at least weakly explained", HAIR_2022),
    CutOff("r_squared_medium", "≥", 0.50, "moderately explained", HAIR_2022),
    CutOff("r_squared_large", "≥", 0.75, "substantially explained", HAIR_2022),
    CutOff("r_squared_most", "<", 0.90, "not so much that it speaks of overfit", HAIR_2019),
    CutOff("f_squared", "≥", 0.02, "a small effect", COHEN),
    CutOff("f_squared_medium", "≥", 0.15, "a medium effect", COHEN),
    CutOff("f_squared_large", "≥", 0.35, "a large effect", COHEN),
    CutOff("product_f_squared", "≥", 0.005, "a small moderation", KENNY),
    CutOff("product_f_squared_medium", "≥", 0.01, "a medium moderation", KENNY),
    CutOff("product_f_squared_large", "≥", 0.025, "a large moderation", KENNY),
    CutOff("near_normal", "≤", 0.99, "a copula term that is not its score again", "convention"),
    # -- prediction and use
    CutOff("q2_predict", ">", 0.0, "better than means", "Shmueli et al. 2019"),
    CutOff(
        "error_skewness",
        "≤",
        1.0,
        "absolute skewness of errors up to which squares are not ruled by a few",
        "Shmueli et al. 2019",
    ),
    CutOff("nca_effect", "≥", 0.1, "a necessity that matters, of medium size", DUL),
    CutOff("nca_effect_medium", "≥", 0.3, "a large necessity", DUL),
    CutOff("nca_effect_large", "≥", 0.5, "a very large necessity", DUL),
    CutOff("entropy", ">", 0.5, "segments that are told apart", RINGLE_2010),
)

CUT_OFFS: Final[Mapping[str, CutOff]] = MappingProxyType({one.name: one for one in _LIST})
"""All cut-offs by name, as Hair et al. (2019, 2022) and the sources beside them have them."""

RULES: Final[Mapping[Rules, Mapping[str, tuple[float, str]]]] = MappingProxyType(
    {
        "hair2022": MappingProxyType({}),
        "henseler": MappingProxyType(
            {
                "loading": (0.707, BENITEZ),
                "reliability": (0.707, BENITEZ),
                "htmt": (0.90, HENSELER_2015),
                "htmt_most": (1.0, HENSELER_2015),
                "vif": (5.0, BENITEZ),
                "vif_most": (5.0, BENITEZ),
                "srmr_most": (0.08, BENITEZ),
            }
        ),
    }
)
"""What a rule set sees otherwise than :data:`CUT_OFFS`: value and source by name."""

SIZES: Final = ("small", "medium", "large")


def cut_offs(rules: Rules) -> dict[str, CutOff]:
    """The cut-offs of a rule set by name."""
    changed = {
        name: replace(CUT_OFFS[name], value=value, source=source)
        for name, (value, source) in RULES[rules].items()
    }
    return {**CUT_OFFS, **changed}


def necessity_of(d: float) -> str:
    """Word for a necessity, whose bounds are those that it stays below (Dul 2016).

    Examples
    --------
    >>> necessity_of(0.05), necessity_of(0.1), necessity_of(0.5)
    ('small', 'medium', 'very large')
    """
    below = (size for size, bound in bounds("nca_effect").items() if d < bound)
    return next(below, "very large")


def bounds(name: str) -> dict[str, float]:
    """From which value an effect is small, medium and large.

    Examples
    --------
    >>> bounds("f_squared")
    {'small': 0.02, 'medium': 0.15, 'large': 0.35}
    """
    steps = (name, f"{name}_medium", f"{name}_large")
    return {size: CUT_OFFS[step].value for size, step in zip(SIZES, steps, strict=True)}


def size_of(value: float, name: str) -> str:
    """Word for an effect: small, medium, large or "below small"; none for an undefined one.

    Examples
    --------
    >>> size_of(0.012, "product_f_squared"), size_of(0.012, "f_squared")
    ('medium', 'below small')
    """
    if isnan(value):
        return ""
    reached = [size for size, bound in bounds(name).items() if value >= bound]
    return reached[-1] if reached else "below small"
