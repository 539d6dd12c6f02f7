"""The paragraph on method, ready to paste."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from plspm.documents.parts import Paragraph, Section, Text
from plspm.documents.study import Study, enumerated
from plspm.documents.tabulating import percent
from plspm.documents.words import joined
from plspm.inference.seeds import seed_in_words
from plspm.report.versions import versions
from plspm.results import BootstrapResult

CITATION = "The plspm authors, 2026"


def method(study: Study) -> Section:
    """Software, model, estimation, sample and inference, each in a paragraph."""
    parts = (_estimation(study), _cases(study), _inference(study))
    paragraphs = tuple(Paragraph(joined(list(part))) for part in parts)
    return Section("method", study.words["section.method"], paragraphs)


def _estimation(study: Study) -> Iterator[Text]:
    result, words = study.result, study.words
    settings, model = result.settings, result.model
    program, _, others = versions().partition(", ")
    yield words.text(
        "method.model",
        constructs=len(model.constructs),
        indicators=len(model.indicators),
        paths=len(model.paths),
    )
    yield words.text(
        "method.software",
        estimator=words[f"estimator.{settings.estimator}"],
        program=program,
        others=others,
        citation=CITATION,
    )
    yield from _kinds(study)
    yield words.text("method.modes", modes=_modes(study))
    state = "converged" if result.converged else "diverged"
    yield words.text(
        "method.scheme",
        scheme=words[f"scheme.{settings.scheme}"],
        tolerance=_exact(settings.tolerance, words["decimal_mark"]),
        most=settings.max_iterations,
        state=words.plain(f"method.{state}", iterations=result.iterations),
    )
    yield words.text("method.standardized" if settings.standardize else "method.units")
    pairs = [f"{item} ({study.name(name)})" for name, item in settings.dominant]
    yield (
        words.text("method.dominant", pairs=enumerated(pairs, words["and"]))
        if pairs
        else words.text("method.signs")
    )
    if model.products:
        yield words.text(f"interactions.{settings.interactions}")
    if model.higher_order:
        names = study.listed(model.higher_order)
        yield words.text(f"higher_order.{settings.higher_order}", names=names)


def _exact(value: float, mark: str) -> str:
    """A number as it was given, 1e-7 without a zero in its exponent."""
    return f"{value:g}".replace("e-0", "e-").replace(".", mark)


def _kinds(study: Study) -> Iterator[Text]:
    words, constructs = study.words, study.result.model.constructs
    factors = [construct.name for construct in constructs if construct.kind == "reflective"]
    others = [construct.name for construct in constructs if construct.kind != "reflective"]
    if factors and others:
        yield words.text(
            "method.reflective", names=study.listed(factors), others=study.listed(others)
        )
    else:
        yield words.text("method.all_reflective" if factors else "method.all_composite")
    measured = [name for name in factors if len(study.result.model.construct(name).indicators) > 1]
    if measured and study.result.settings.estimator == "pls":
        yield words.text("method.proxies")


def _modes(study: Study) -> str:
    names = defaultdict(list)
    for construct in study.result.model.constructs:
        names[construct.mode].append(construct.name)
    words = study.words
    if len(names) == 1:
        return words[f"mode.{next(iter(names))}"]
    return "; ".join(f"{words[f'mode.{mode}']}: {study.listed(own)}" for mode, own in names.items())


def _cases(study: Study) -> Iterator[Text]:
    words, result = study.words, study.result
    indicators = result._indicators
    if indicators is None:
        yield words.text("method.matrix", n=result.n)
        return
    if indicators.simulated:
        yield words.text("method.simulated", origin=words.said(indicators.simulated))
    yield words.text("method.cases", n=result.n)
    missing = indicators.missing
    of_column = indicators.missing_by_column
    cells = sum(of_column)
    if missing.treatment == "listwise" and missing.rows_dropped:
        dropped = len(missing.rows_dropped)
        yield words.text("method.listwise", total=missing.rows_total, dropped=dropped)
    elif cells:
        share = 100 * cells / (missing.rows_used * len(of_column))
        said = f"{share:.1f}".replace(".", words["decimal_mark"])
        yield words.text("method.mean", cells=cells, share=said)
    else:
        yield words.text("method.none_missing")
    if result._fitted.case_weights is not None:
        yield words.text("method.weighted")
    if indicators.controls:
        said = "; ".join(control.in_words() for control in indicators.controls)
        yield words.text("method.controls", names=said)


def _inference(study: Study) -> Iterator[Text]:
    words, boot = study.words, study.boot
    if boot is None:
        yield words.text("method.no_bootstrap")
    else:
        yield from _bootstrap(study, boot)
    if study.exact_fit is not None:
        counts = [str(count) for count in study.exact_fit["draws"].unique()]  # by model
        yield words.text("method.exact_fit", draws=enumerated(counts, words["and"]))


def _bootstrap(study: Study, boot: BootstrapResult) -> Iterator[Text]:
    words = study.words
    yield words.text(
        "method.bootstrap",
        usable=boot.draws_usable,
        requested=boot.draws_requested,
        how=words.known(f"drawn.{boot._method}") or boot._method,
        seed=words["method.unseeded"] if boot.seed is None else seed_in_words(boot.seed),
    )
    level = percent(boot.level).replace(".", words["decimal_mark"])
    yield words.text("method.interval", kind=words[f"kind.{boot.kind}"], level=level)
    if boot._options.alignment != "none":
        yield words.text("method.aligned")
    failed = [words.plain(f"failure.{cause}", n=n) for cause, n in boot.failures.items() if n]
    if failed:
        fate = words[f"fate.{boot._options.inadmissible}"]
        yield words.text("method.failed", causes=", ".join(failed), fate=fate)
    else:
        yield words.text("method.failed_none")
