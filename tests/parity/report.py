"""Writes docs/parity.md from the comparisons that the tests make.

python -m tests.parity.report docs/parity.md
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from tests.parity import resampling, stages, stages_plsc
from tests.parity.definitions import DIFFERENT, largest_difference, ours
from tests.parity.differences import DIFFERENCES, Difference
from tests.parity.library import cached_subject
from tests.parity.programs import PROGRAMS, comparisons
from tests.parity.references import DATA_SETS, data, model, runs

NAMES = {"plspm": "plspm", "csem": "cSEM", "seminr": "seminr"}

INTRODUCTION = """\
# The same numbers as other programs

Made by `python -m tests.parity.report docs/parity.md` from the comparisons that the tests make.
The references were computed in R; data, models and outputs are in `tests/fixtures/`.

Every statistic that a program and this library both define is compared, for every data set,
inner scheme and estimator, with tight tolerances on both sides and signs aligned. A cell gives a
bound of the largest |difference| / (1 + |value|) that was found. With * the definitions differ,
and the program's version is computed from our tables before comparing;
[below](#where-definitions-differ) says how. Empty: the program does not give the statistic.
"""

OF_STAGES = """\
Models of seminr 2.3.4 on `ecsi_interaction`: one or two products by three methods
(`two_stage_reestimated`, `product_indicator` and `orthogonal` here), four kinds of second-order
constructs, one of them beside a product, schemes path and factorial; last, the same kinds under
PLSc, where seminr's last stage is derived from models of observed columns.
"""

ELSEWHERE = """\
## SmartPLS and ADANCO

Their outputs come with data that may not be passed on. The tests compare them where the files are
at hand, in the folder that the environment variable PLSPM_EXTERNAL_NUMBERS names:

- **SmartPLS 2.0 M3**, the ECSI model (7 constructs, 24 items, 250 cases, Mode A), all three
  schemes: weights, cross-loadings, path coefficients and total effects, printed with 8 decimals,
  agree within 3e-8; it stops at 1e-7.
- **ADANCO 2.2.1**, a satisfaction model (6 constructs, 27 items, 250 cases), centroid, once as
  common factors (PLSc) and once as composites in Mode B: total effects, R², ρ_A, ρ_C, α, HTMT,
  SRMR, d_ULS, d_G and implied correlations (saturated and estimated) agree within 2e-7. Compared
  by hand: weights, loadings, AVE and descriptives within 1e-6, f² within 2e-6.
- **plspm 0.5.7 of the Python package index**, three constructs of items that vary differently:
  weights, loadings, communality, redundancy and path coefficients with `standardize=False` agree
  with its `scaled=False` in all digits printed, once weights are multiplied by √(n/(n − 1)); its
  `scaled=True` prints the same but for the unit of the weights. See
  [coming from plspm](coming-from-plspm.md).
- **Stated populations**, two and three common factors or composites: from exactly the
  population's correlations come its path coefficients, within 1e-14.

## Holzinger and Swineford (1939)

The first 100 children, three common factors of three tests each: SRMR, d_ULS and d_G of the
saturated model are the six decimals expected, for PLS and PLSc. The data are those that ship with
semopy.
"""


def text() -> str:
    """The whole page."""
    parts = [
        INTRODUCTION,
        "## Largest differences\n",
        estimates_table(),
        "## Products and higher-order constructs\n",
        OF_STAGES,
        stages_table(),
        "## Resampling\n",
        "The programs' own draws, done again row by row, or their intervals on given draws. "
        "seminr stops its refits at 1e-7, which bounds the agreement.\n",
        resampling_table(),
        "## Data sets\n",
        data_table(),
        "All are simulated, except for `customer_engagement`, which was reconstructed from the "
        "printed tables of a published study and is not the authors' data.\n",
        "## Where definitions differ\n",
        *map(in_words, DIFFERENCES),
        ELSEWHERE,
    ]
    return "\n".join(parts)


def largest_differences() -> dict[tuple[str, str], float]:
    """Of each statistic and family of programs, over all runs."""
    largest: dict[tuple[str, str], float] = {}
    for run, statistic in comparisons():
        theirs = PROGRAMS[run.family][statistic](run)
        found = largest_difference(theirs, ours(run, statistic, cached_subject(run)))
        key = (statistic, run.family)
        largest[key] = max(found, largest.get(key, 0.0))
    return largest


def estimates_table() -> str:
    largest = largest_differences()
    versions = {
        run.family: f"{NAMES[run.family]} {run.output['meta']['version']}" for run in runs()
    }
    rows = [
        [f"`{statistic}`", *(_cell(largest, statistic, family) for family in versions)]
        for statistic in dict.fromkeys(statistic for statistic, _ in largest)
    ]
    return _table(["statistic", *versions.values()], rows)


STAGE_KINDS = {
    "two_stage": "products, two stages",
    "product_indicator": "product indicator",
    "orthogonal": "orthogonal",
    "hoc": "higher order",
}
SCALED = {"loadings", "rho_c", "ave", "fornell_larcker", "f_squared", "vif_inner"}


def stages_table() -> str:
    """Largest differences of models of several stages, by kind."""
    largest: dict[tuple[str, str], float] = {}
    for run, statistic in stages.comparisons():
        kind = next(name for name in STAGE_KINDS if name in run.name)
        theirs = stages.defined_here(run, statistic)
        found = largest_difference(theirs, stages.ours(run, statistic))
        largest[statistic, kind] = max(found, largest.get((statistic, kind), 0.0))
    for run, statistic in stages_plsc.comparisons():
        theirs = stages_plsc.theirs(run, statistic)
        found = largest_difference(theirs, stages_plsc.ours(run, statistic))
        largest[statistic, "plsc"] = max(found, largest.get((statistic, "plsc"), 0.0))
    rows = []
    for statistic in dict.fromkeys(statistic for statistic, _ in largest):
        kinds = (*STAGE_KINDS, "plsc")
        cells = [bound(largest[statistic, k]) if (statistic, k) in largest else "" for k in kinds]
        starred = [
            f"{cell} *" if cell and (statistic in SCALED or kind == "plsc") else cell
            for cell, kind in zip(cells, kinds, strict=True)
        ]
        rows.append([f"`{statistic}`", *starred])
    return _table(["statistic", *STAGE_KINDS.values(), "PLSc"], rows)


def _cell(largest: dict[tuple[str, str], float], statistic: str, family: str) -> str:
    if (statistic, family) not in largest:
        return ""
    mark = " *" if (family, statistic) in DIFFERENT else ""
    return bound(largest[statistic, family]) + mark


def resampling_table() -> str:
    rows = []
    for (family, statistic), comparison in resampling.COMPARISONS.items():
        mark = " *" if (family, statistic) in resampling.DIFFERENT else ""
        rows.append([statistic, NAMES[family], bound(largest_difference(*comparison())) + mark])
    return _table(["", "program", "largest difference"], rows)


def data_table() -> str:
    rows = []
    for name in DATA_SETS:
        claimed = model(name)
        kinds = dict.fromkeys(claimed["modes"].values())
        modes = ", ".join(kind if len(kind) > 1 else f"Mode {kind}" for kind in kinds)
        size = len(claimed["blocks"]), sum(map(len, claimed["blocks"].values())), len(data(name))
        rows.append([f"`{name}`", *map(str, size), modes])
    return _table(["name", "constructs", "items", "cases", "blocks"], rows)


def in_words(difference: Difference) -> str:
    lines = [f"### {difference.topic}\n"]
    if difference.ours:
        lines.append(f"- **here**: {difference.ours}")
    lines += [f"- **{program}**: {what}" for program, what in difference.others.items()]
    return "\n".join(lines) + "\n"


def bound(difference: float) -> str:
    """The power of ten above it, not below the resolution of the printed references."""
    if difference == 0:
        return "< 1e-15"
    return f"< 1e{max(-15, math.floor(math.log10(difference)) + 1):03d}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(text(), encoding="utf-8")
