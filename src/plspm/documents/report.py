"""From results to a report in a file: the front of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plspm.calls import plainly
from plspm.documents.contents import record_document, study_document
from plspm.documents.given import (
    label_problems,
    record_problems,
    subject_problems,
    text_problems,
)
from plspm.documents.numbers import NumberStyle
from plspm.documents.study import Study
from plspm.documents.words import Language, Words, read_words
from plspm.documents.writing import check_packages, file_problems, write_document
from plspm.errors import Gathering
from plspm.estimation.settings import count_problems, flag_problems
from plspm.report.page import Record
from plspm.results import BootstrapResult, PLSResult

if TYPE_CHECKING:
    import pandas as pd

MOST_DECIMALS = 15


@plainly("plspm.write_report")
def write_report(
    result: PLSResult | Record | Sequence[Record],
    path: str | Path,
    *,
    bootstrap: BootstrapResult | None = None,
    exact_fit: pd.DataFrame | None = None,
    records: Sequence[Record] = (),
    labels: Mapping[str, str] | None = None,
    language: Language = "en",
    title: str = "",
    author: str = "",
    decimals: int = 3,
    diagram: bool = True,
) -> Path:
    """Write a report: every table that guidelines ask for, in the order of a paper.

    A paragraph on method ready to paste; observed answers; measurement by kind of construct;
    discriminant validity; paths with their uncertainty; effects and mediation; moderation; fit;
    further records where they belong; checks; and an index of what guidelines ask for and the
    analysis lacks. Layout and numbers follow APA; simulated data are named so at every table.

    Parameters
    ----------
    result : PLSResult, a record, or several records
        A fit; or comparisons of groups, predictions and the like by themselves.
    path : str or Path
        The ending tells the format: .docx (Word), .html (one file that needs no network), .xlsx (a
        workbook in full precision), .tex (booktabs; the diagram stands beside as PDF) or .md (the
        diagram beside as SVG). A report that is there is replaced; a workbook that is none, which
        may hold data, is refused.
    bootstrap : BootstrapResult, optional
        Of this fit: standard errors, t, p, intervals, mediation, simple slopes.
    exact_fit : DataFrame, optional
        Of :meth:`plspm.PLSResult.exact_fit`.
    records : sequence of records, optional
        What else was computed: groups, cross-validation, importance, sample size ...
    labels : mapping of str to str, optional
        Constructs in words and wording of items, by their names. Labels that the data carry
        (``data.attrs["variable_labels"]``, files of SPSS and Stata) are known without.
    language : {"en", "de", "es"}, path or mapping
        Of headings and terms. A file (.toml) like those in ``plspm/documents/languages``, or a
        mapping from names there to words, makes another; what it leaves out is English.
    title, author : str, optional
    decimals : int, default 3
        Of coefficients; means and VIF have two at most.
    diagram : bool, default True
        Whether the path diagram is drawn; it needs matplotlib.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        Options are wrong, or the file cannot be written; nothing was written.
    MissingDependencyError
        The package that writes the format is not installed.

    References
    ----------
    Hair, Risher, Sarstedt & Ringle (2019), European Business Review 31(1), 2-24; Benitez,
    Henseler, Castillo & Schuberth (2020), Information & Management 57(2), 103168.

    Examples
    --------
    >>> import plspm
    >>> result = plspm.datasets.describe("customer_engagement").estimate()
    >>> boot = result.bootstrap(draws=4999, seed=1)  # doctest: +SKIP
    >>> plspm.write_report(result, "study.docx", bootstrap=boot)  # doctest: +SKIP
    PosixPath('study.docx')
    """
    words = _checked(
        result,
        path,
        bootstrap,
        exact_fit,
        records,
        labels,
        language,
        title,
        author,
        decimals,
        diagram,
    )
    style = NumberStyle.of(words, int(decimals))
    if isinstance(result, PLSResult):
        said = labels or {}
        named = {name: said[name] for name in result.model.construct_names if name in said}
        wording = {**_wording(result), **said}
        document = study_document(
            Study(result, bootstrap, exact_fit, words, named, wording),
            records,
            title=title,
            author=author,
            decimals=int(decimals),
            diagram=bool(diagram),
        )
    else:
        own = [result] if isinstance(result, Record) else list(result)
        document = record_document([*own, *records], words, title=title, author=author)
    return write_document(document, Path(path), style)


def _wording(result: PLSResult) -> Mapping[str, str]:
    return {} if result._indicators is None else result._indicators.labels


def _checked(
    result: object,
    path: object,
    bootstrap: object,
    exact_fit: object,
    records: object,
    labels: object,
    language: Language,
    title: object,
    author: object,
    decimals: object,
    diagram: object,
) -> Words:
    """Refuse all wrong options at once; the words of the language otherwise."""
    gathering = Gathering(
        [
            *subject_problems(result, bootstrap, exact_fit),
            *file_problems(path),
            *text_problems(title=title, author=author),
            *record_problems(records),
            *label_problems(labels, result),
            *count_problems("decimals", decimals, at_least=0, at_most=MOST_DECIMALS),
            *flag_problems("diagram", diagram),
        ]
    )
    with gathering:
        words = read_words(language)
    gathering.tell()
    check_packages(Path(str(path)))
    return words
