"""What a document refers to, in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from types import MappingProxyType
from typing import Final

from plspm.assessment.criteria import REFERENCES as OF_CRITERIA
from plspm.documents.parts import Block, Listing, Section, Tabulated, Text
from plspm.documents.words import Words, as_plain, plain

YEAR: Final = re.compile(r"(?<!,) (?=\d{4})")
CITED: Final = re.compile(r"(\bal\.|\b[A-ZÀ-Þ][\w-]+) (?=(?:19|20)\d\d[,;)])")
"""The end of authors in brackets, before the year."""
FULL: Final = re.compile(r"(?P<authors>.+?) \((?P<year>\d{4})\), ")

CITED_HERE: Final = MappingProxyType(
    {
        "The plspm authors 2026": "The plspm authors (2026), plspm: PLS path modelling in Python "
        "[Computer software]",
        "Becker & Ismail 2016": "Becker & Ismail (2016), European Management Journal 34(6), "
        "606-617",
        "Becker et al. 2018": "Becker, Ringle & Sarstedt (2018), Journal of Applied Structural "
        "Equation Modeling 2(2), 1-21",
        "Becker et al. 2022": "Becker, Proksch & Ringle (2022), Journal of the Academy of "
        "Marketing Science 50(1), 46-66",
        "Becker et al. 2023": "Becker, Cheah, Gholamzade, Ringle & Sarstedt (2023), "
        "International Journal of Contemporary Hospitality Management 35(1), 321-346",
        "Dijkstra & Henseler 2015": "Dijkstra & Henseler (2015), MIS Quarterly 39(2), 297-316",
        "Fornell & Larcker 1981": "Fornell & Larcker (1981), Journal of Marketing Research 18(1), "
        "39-50",
        "Gudergan et al. 2008": "Gudergan, Ringle, Wende & Will (2008), Journal of Business "
        "Research 61(12), 1238-1249",
        "Guenther et al. 2023": "Guenther, Guenther, Ringle, Zaefarian & Cartwright (2023), "
        "Industrial Marketing Management 111, 127-142",
        "Hair et al. 2024": "Hair, Sarstedt, Ringle & Gudergan (2024), Advanced Issues in PLS-SEM, "
        "2nd edition, Sage",
        "Hauff et al. 2024": "Hauff, Richter, Sarstedt & Ringle (2024), Journal of Retailing and "
        "Consumer Services 78, 103723",
        "Henseler et al. 2016": "Henseler, Ringle & Sarstedt (2016), International Marketing "
        "Review 33(3), 405-431",
        "Chin et al. 2013": "Chin, Thatcher, Wright & Steel (2013), in New Perspectives in Partial "
        "Least Squares and Related Methods, Springer",
        "de Rooij et al. 2023": "de Rooij, Karch, Fokkema, Bakk, Pratiwi & Kelderman (2023), "
        "Structural Equation Modeling 30(1), 132-148",
        "Franke et al. 2021": "Franke, Sarstedt & Danks (2021), Journal of Business Research 130, "
        "318-334",
        "Klesel et al. 2019": "Klesel, Schuberth, Henseler & Niehaves (2019), Internet Research "
        "29(3), 464-477",
        "Lindell & Whitney 2001": "Lindell & Whitney (2001), Journal of Applied Psychology 86(1), "
        "114-121",
        "Park & Gupta 2012": "Park & Gupta (2012), Marketing Science 31(4), 567-586",
        "Podsakoff et al. 2003": "Podsakoff, MacKenzie, Lee & Podsakoff (2003), Journal of Applied "
        "Psychology 88(5), 879-903",
        "Shmueli et al. 2016": "Shmueli, Ray, Velasquez Estrada & Chatla (2016), Journal of "
        "Business Research 69(10), 4552-4564",
        "Yang et al. 2024": "Yang, Qian & Xie (2024), Journal of Marketing Research, "
        "doi 10.1177/00222437241296453",
        "Liengaard et al. 2021": "Liengaard et al. (2021), Decision Sciences 52(2), 362-392",
        "Ringle & Sarstedt 2016": "Ringle & Sarstedt (2016), Industrial Management & Data "
        "Systems 116(9), 1865-1886",
        "Ringle et al. 2023": "Ringle, Sarstedt, Sinkovics & Sinkovics (2023), Data in Brief 48, "
        "109074",
        "Roemer et al. 2021": "Roemer, Schuberth & Henseler (2021), Industrial Management & Data "
        "Systems 121(12), 2637-2650",
        "Sarstedt et al. 2019": "Sarstedt, Hair, Cheah, Becker & Ringle (2019), Australasian "
        "Marketing Journal 27(3), 197-211",
        "Sarstedt et al. 2022": "Sarstedt, Hair, Pick, Liengaard, Radomir & Ringle (2022), "
        "Psychology & Marketing 39(5), 1035-1064",
        "Sharma et al. 2019": "Sharma, Sarstedt, Shmueli, Kim & Thiele (2019), Journal of the "
        "Association for Information Systems 20(4), 346-397",
        "Sharma et al. 2023": "Sharma, Liengaard, Hair, Sarstedt & Ringle (2023), European Journal "
        "of Marketing 57(6), 1662-1677",
        "Zhao et al. 2010": "Zhao, Lynch & Chen (2010), Journal of Consumer Research 37(2), "
        "197-206",
    }
)


def references(words: Words, sections: Iterable[Section]) -> Section:
    """Every source that the sections name, as "Hair et al., 2019" or with all its authors."""
    said = "\n".join(chain.from_iterable(map(_said, sections)))
    known = {**OF_CRITERIA, **CITED_HERE}
    cited = {
        full
        for short, full in known.items()
        if in_text(short) in said or _with_all_authors(full) in said
    }
    entries = tuple(plain(f"{full}.") for full in sorted(cited, key=str.casefold))
    return Section("references", words["references"], (Listing(entries),))


def _with_all_authors(full: str) -> str:
    """How a source is cited where all its authors are named."""
    named = FULL.match(full)
    assert named is not None, full
    return f"{named['authors']}, {named['year']}"


def cited(text: str) -> str:
    """Text in whose brackets sources are cited as elsewhere in a document.

    Examples
    --------
    >>> cited("a score (Park & Gupta 2012; Shmueli et al. 2016, 2019) of 2000 cases")
    'a score (Park & Gupta, 2012; Shmueli et al., 2016, 2019) of 2000 cases'
    """
    return CITED.sub(r"\1, ", text)


def in_text(short: str) -> str:
    """Sources as they are cited in brackets.

    Examples
    --------
    >>> in_text("Cohen 1988; Becker et al. 2018, 2023")
    'Cohen, 1988; Becker et al., 2018, 2023'
    """
    return YEAR.sub(", ", short)


def _said(section: Section) -> Iterator[str]:
    for block in section.blocks:
        yield from map(as_plain, _texts(block))


def _texts(block: Block) -> Iterable[Text]:
    if isinstance(block, Listing):
        return block.items
    if isinstance(block, Tabulated):
        cells = (plain(cell) for row in block.rows for cell in row if isinstance(cell, str))
        return [*block.notes, *(cells if block.key in {"guidelines", "verdicts"} else ())]
    return [block.text] if hasattr(block, "text") else block.notes
