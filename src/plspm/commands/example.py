"""The worked example: a published study from its data to every printed number."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from plspm import datasets
from plspm.assessment.significance import p_value
from plspm.commands.comparison import Comparison, side_by_side
from plspm.commands.fit_definitions import srmr_definitions
from plspm.commands.printed_regressions import printed_correlations, t_ranges, with_path
from plspm.commands.replication import monte_carlo_error, replicate
from plspm.errors import OptionError
from plspm.estimation.settings import count_problems
from plspm.purification import purify
from plspm.report.text import WIDTH, heading, key_values, rule, table

if TYPE_CHECKING:
    from plspm.datasets import Dataset
    from plspm.results import BootstrapResult, PLSResult

FEWEST_DRAWS = 100
"""With fewer draws the Monte Carlo error of a t-value cannot be told."""

Comparisons = Mapping[str, Sequence[Comparison]]


def run_example(*, draws: int = 4999, seed: int = 1) -> str:
    """Work the customer engagement study through, each printed number beside ours.

    Parameters
    ----------
    draws : int, default 4999
        Bootstrap samples, at least 100.
    seed : int, default 1
        Of the bootstrap.

    Returns
    -------
    str
        The report, at most 88 columns wide; ends with what is not reproduced, and why.

    Raises
    ------
    OptionError
        An option has a value that it cannot take.

    Examples
    --------
    >>> report = run_example(draws=499)
    >>> "205 of 216 printed numbers reproduced at the printed precision" in report
    True
    """
    problems = count_problems("draws", draws, at_least=FEWEST_DRAWS)
    if problems:
        raise OptionError(problems)
    study = datasets.describe("customer_engagement")
    result = study.estimate()
    boot = result.bootstrap(draws=draws, seed=seed)
    compared = replicate(study, result)
    parts = [
        *_title(study),
        *_sample(study, result, compared),
        *_measurement(result, compared),
        *_fit(study, compared),
        *_hypotheses(study, result, boot, compared),
        *_effects(compared),
        *_absent(study, result),
        *_purification(study),
        *_verdict([cell for cells in compared.values() for cell in cells]),
    ]
    return "\n".join(parts)


def _title(study: Dataset) -> Iterator[str]:
    yield rule()
    yield f"{study.title:^{WIDTH}}".rstrip()
    yield rule()
    yield _wrapped(study.citation)
    yield ""
    yield _wrapped(study.subject)
    yield ""
    yield _wrapped(f"DATA: {study.provenance}")
    yield heading("The model")
    yield study.model_text.rstrip()


def _sample(study: Dataset, result: PLSResult, compared: Comparisons) -> Iterator[str]:
    (planned,) = (cell for cell in compared["text"] if cell.column == "minimum sample size")
    printed = study.published("scalars")["value"].map("{:g}".format)
    yield heading("1. Sample and descriptives (reconstructed data)")
    yield key_values(
        [
            ("Addressed", f"{printed['firms_addressed']} firms, {printed['responses']} answered"),
            ("Complete", f"{printed['complete']}, after {printed['incomplete']} were set aside"),
            ("Used", f"{result.n} that sell to consumers (printed: {printed['cases']})"),
            (
                "Planned",
                f"printed: at least {planned.printed:g}; Westland (2010) for "
                f"{printed['apriori_indicators']} indicators of "
                f"{printed['apriori_latent_variables']} latents: {planned.ours:g}",
            ),
        ]
    )
    yield ""
    yield table(result.descriptives.astype({"min": int, "max": int}))


def _measurement(result: PLSResult, compared: Comparisons) -> Iterator[str]:
    yield heading("2. Convergent validity (printed table 2; * = not as printed, see the end)")
    yield side_by_side(compared["table 2, items"])
    yield ""
    yield side_by_side(compared["table 2, constructs"])
    yield _wrapped("CR: composite reliability, rho_C. alpha: Cronbach's, standardised.")
    yield heading("3. Discriminant validity: Fornell-Larcker (printed table 3)")
    described = {"mean", "sd"}
    cells = compared["table 3"]
    yield side_by_side(cell for cell in cells if cell.column in described)
    yield "Means and SDs are those of all answers to the items of a block, pooled."
    yield ""
    yield side_by_side(cell for cell in cells if cell.column not in described)
    holds = "holds for every construct" if result.fornell_larcker_holds.all() else "DOES NOT HOLD"
    yield _wrapped(
        "Correlations of constructs, square roots of AVE on the diagonal. The Fornell-Larcker "
        f"criterion {holds}. Largest HTMT (not printed): {result.htmt.max().max():.3f}."
    )
    yield heading("4. Cross-loadings (printed table A1)")
    yield side_by_side(compared["table A1"])


def _fit(study: Dataset, compared: Comparisons) -> Iterator[str]:
    definitions = srmr_definitions(study)
    (printed,) = (cell.printed for cell in compared["text"] if cell.column == "SRMR")
    yield heading("5. Model fit: SRMR by every definition")
    shown = definitions.copy()
    for model in ("saturated", "estimated"):
        shown[model] = [
            f"{value:.4f}{' =' if abs(value - printed) <= 0.0005 else '  '}"
            for value in definitions[model]
        ]
    yield table(shown.rename(columns={"inadmissible": "not admissible because"}))
    yield _wrapped(
        f"Printed: {printed:.3f}, without a definition. '=' marks what rounds to it; that the "
        "study used this definition cannot be concluded."
    )


def _hypotheses(
    study: Dataset, result: PLSResult, boot: BootstrapResult, compared: Comparisons
) -> Iterator[str]:
    figure = study.published("figure2").reset_index().set_index(["source", "target"])
    ours, regressions = boot.paths.loc[figure.index], result.regressions.loc[figure.index]
    supported = ours["p_value"] < 0.05
    yield heading("6. Hypotheses (printed figure 2)")
    yield side_by_side(compared["figure 2"])
    yield _wrapped(
        "t is that of a regression of the scores (~: within what the print allows; "
        "see below). The same beside the bootstrap:"
    )
    yield ""
    yield table(
        pd.DataFrame(
            {
                "path": figure.index.map(" -> ".join),
                "OLS t": regressions["t"].to_numpy(),
                "boot t": ours["t"].to_numpy(),
                "+/-": [monte_carlo_error(boot, *arrow) for arrow in figure.index],
                "p": ours["p_value"].map(p_value).to_numpy(),
                "lower": ours["ci_lower"].to_numpy(),
                "upper": ours["ci_upper"].to_numpy(),
                "supported": supported.to_list(),
                "in print": figure["supported"].to_list(),
            },
            index=figure["hypothesis"].to_list(),
        )
    )
    agree = int((supported == figure["supported"]).sum())
    yield _wrapped(
        f"{boot.draws_usable} of {boot.draws_requested} bootstrap samples, seed {boot.seed}; "
        f"{boot.level:.0%} {boot.kind} intervals; p two-sided from the bootstrap t under the "
        "standard normal; supported: p < .05. '+/-' is the Monte Carlo standard error of the "
        f"bootstrap t. {agree} of {len(figure)} decisions are those of the study."
    )
    yield ""
    yield from _t_values(study, figure)


def _t_values(study: Dataset, figure: pd.DataFrame) -> Iterator[str]:
    """Where the printed t-values come from, and what the lost ones were."""
    ranges = t_ranges(study)
    yield _wrapped(
        "The text calls its t-values those of the bootstrap; but least squares gives the two "
        "printed ones, from table 3's correlations and n alone, without any data. This is an "
        "INFERENCE from the numbers, not a statement of the study; and the t-values of H1 and H3, "
        "which stand in a part of the figure that did not survive, are DERIVED from it:"
    )
    ends = ranges.loc[figure.index].to_numpy(float).tolist()
    printed = figure["t"].to_numpy(float).tolist()
    for hypothesis, t, (low, high) in zip(figure["hypothesis"], printed, ends, strict=True):
        said = f"derived {(low + high) / 2:.2f}" if math.isnan(t) else f"printed {t:.3f}"
        yield f"  {hypothesis}  {said:<15}  range {low:.3f} to {high:.3f}"
    yield _wrapped(
        "Range: over all correlations that round to the printed ones and whose coefficients, R² "
        "and effects do. The bootstrap t-values were "
        "steered towards the print when the data were searched, so they confirm nothing."
    )


def _effects(compared: Comparisons) -> Iterator[str]:
    yield heading("7. Direct, indirect and total effects (printed table 4)")
    yield side_by_side(compared["table 4"])
    yield heading("8. Explained variance (printed in the text)")
    yield side_by_side(cell for cell in compared["text"] if cell.row)


def _absent(study: Dataset, result: PLSResult) -> Iterator[str]:
    source, target = "ORE", "MPE"  # the path that its authors ask for
    coefficients, before, after = with_path(study, source, target)
    equation = " + ".join(f"{value:.3f} {name}" for name, value in coefficients.items())
    names = study.model.construct_names
    C = printed_correlations(study)
    x, m, y = (names.index(name) for name in (source, "ECE", target))
    yield heading("9. Paths that the model leaves out (hints, not a search)")
    absent = result.absent_paths
    shown = absent[absent.index.get_level_values("target") == target]
    yield table(shown.set_axis(shown.index.map(" -> ".join), axis=0))
    yield _wrapped(
        f"Under further research the authors ask for {source} -> {target}. By the printed "
        f"correlations alone: {target} = {equation}, R² {after:.3f} instead of {before:.3f}, f² "
        f"{(after - before) / (1 - after):.3f}. As published the model implies a correlation of "
        f"{source} and {target} of {C[x, m] * C[m, y]:.3f}; printed is {C[x, y]:.3f}."
    )


def _purification(study: Dataset) -> Iterator[str]:
    purified = purify(study.model, study.data, scheme=study.scheme)
    dropped = study.items.loc[~study.items["retained"], "item"]
    yield heading("10. Item purification: drop the weakest item below .6, estimate again, repeat")
    yield _wrapped(
        f"The study dropped {', '.join(dropped)}. Their answers are not among the reconstructed "
        "data, so its purification cannot be run again; on the items retained it finds:"
    )
    trace = purified.trace
    yield table(trace) if len(trace) else "nothing to drop: every loading is at least .6."


def _verdict(cells: Sequence[Comparison]) -> Iterator[str]:
    differing = [cell for cell in cells if not cell.reproduced]
    within = sum(cell.reproduced and not cell.digits_agree for cell in cells)
    given = sum(cell.by_construction for cell in cells)
    yield heading("11. Print and reconstruction")
    yield _wrapped(
        f"Compared are all numbers of tables 2, 3, 4 and A1 and of figure 2, and R², SRMR and the "
        f"planned sample size of the text. {given} of them hold for any data: the 1 of a single "
        "item, the 0 where no path leads. Ours come from reconstructed data, made to give the "
        "print: agreement shows that the method is the same, not that the findings are right. "
        f"{within} (~) agree within what the printed numbers, from which they follow, allow: "
        "the last digits of a t-value cannot be had from correlations of three decimals."
    )
    yield ""
    yield (
        f"{len(cells) - len(differing)} of {len(cells)} printed numbers reproduced "
        "at the printed precision"
    )
    yield ""
    yield f"Not reproduced: {len(differing)}"
    for cell in differing:
        values = f"printed {cell.printed:.{cell.decimals}f}, ours {cell.ours:.{cell.decimals}f}"
        yield f"- {cell.quantity}: {values}"
        yield _wrapped(f"{cell.reason}.", indent="    ")


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
