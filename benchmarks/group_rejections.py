"""How often tests of groups reject what is true.

    python benchmarks/group_rejections.py
    python benchmarks/group_rejections.py --replications 50    # a quick look

Three constructs of three items, A -> B, A -> C, B -> C. The same population in all groups but in
the scenarios of power, where A -> B differs, or all items of the first group. Share of replications
in which the path A -> B differs at .05 (by intervals: they do not overlap), MICOM denies that A is
the same, or all implied correlations differ.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd

import plspm

PERMUTATIONS = DRAWS = 199
ALPHA = 0.05
SCENARIOS = {
    "equal sizes": {"sizes": (80, 80)},
    "sizes 40 and 160": {"sizes": (40, 160)},
    "heavy tails in both": {"sizes": (80, 80), "tails": (4, 4)},
    "heavy tails in one": {"sizes": (80, 80), "tails": (4, None)},
    "heavy tails in 40 of 200": {"sizes": (40, 160), "tails": (4, None)},
    "heavy tails in 160 of 200": {"sizes": (40, 160), "tails": (None, 4)},
    "three groups": {"sizes": (60, 60, 60)},
    "three groups of 40, 80, 160": {"sizes": (40, 80, 160)},
    "common factors, PLSc": {"sizes": (80, 80), "estimator": "plsc"},
    "PLSc, 40 and 160": {"sizes": (40, 160), "estimator": "plsc"},
    "PLSc, three groups": {"sizes": (60, 60, 60), "estimator": "plsc"},
    "items 1.5 times as wide in one": {"sizes": (80, 80), "scales": (1.5, 1.0)},
    "items half a unit higher in one": {"sizes": (80, 80), "means": (0.5, 0.0)},
    "power, .5 and .1": {"sizes": (80, 80), "effects": (0.5, 0.1)},
    "power, .5 and .1, PLSc": {"sizes": (80, 80), "effects": (0.5, 0.1), "estimator": "plsc"},
    "power, .5 and .1, 40 and 160": {"sizes": (40, 160), "effects": (0.5, 0.1)},
    "power, .5, .1 and .3": {"sizes": (60, 60, 60), "effects": (0.5, 0.1, 0.3)},
}


def model(estimator: str) -> str:
    """Common factors under PLSc, composites else."""
    sign = "=~" if estimator == "plsc" else "<~ [A]"
    blocks = [f"{name} {sign} {name}1 + {name}2 + {name}3" for name in "ABC"]
    return "\n".join([*blocks, "B ~ A", "C ~ A + B"])


def cases(n: int, tails: int | None, effect: float, rng: np.random.Generator) -> pd.DataFrame:
    """Three factors with three items each (loading .8); with `tails`, t of as many degrees."""
    z = rng.standard_normal((n, 12))
    if tails is not None:
        z *= np.sqrt((tails - 2) / rng.chisquare(tails, (n, 1)))  # variance 1, as without
    a = z[:, 0]
    b = effect * a + np.sqrt(1 - effect**2) * z[:, 1]
    c = 0.2 * a + 0.3 * b + np.sqrt(1 - 0.04 - 0.09 - 2 * 0.06 * effect) * z[:, 2]
    factors = np.column_stack([a, b, c]).repeat(3, axis=1)
    items = 0.8 * factors + 0.6 * z[:, 3:]
    return pd.DataFrame(items, columns=[f"{name}{k}" for name in "ABC" for k in (1, 2, 3)])


def rejections(
    sizes: tuple[int, ...],
    tails: tuple[int | None, ...] | None = None,
    estimator: str = "pls",
    effects: tuple[float, ...] | None = None,
    scales: tuple[float, ...] | None = None,
    means: tuple[float, ...] | None = None,
    *,
    replications: int,
    permutations: int = PERMUTATIONS,
    draws: int = DRAWS,
    seed: int = 1,
) -> pd.DataFrame:
    """Whether each test rejected, one row a replication.

    Those are left out whose groups would be inadmissible in nearly all permutations, though they
    are not: they are refused.
    """
    rows = []
    for rng in np.random.default_rng(seed).spawn(replications):
        kinds, paths = tails or (None,) * len(sizes), effects or (0.4,) * len(sizes)
        widths, levels = scales or (1.0,) * len(sizes), means or (0.0,) * len(sizes)
        parts = [
            level + width * cases(n, kind, path, rng)
            for n, kind, path, width, level in zip(sizes, kinds, paths, widths, levels, strict=True)
        ]
        data = pd.concat(parts, ignore_index=True)
        by = np.repeat(np.arange(len(sizes)), sizes)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", plspm.PlspmWarning)
            result = plspm.estimate(model(estimator), data, estimator=estimator)
            with contextlib.suppress(plspm.EstimationError):
                found = plspm.compare_groups(
                    result,
                    by,
                    permutations=permutations,
                    draws=draws,
                    seed=rng,
                    statistics=["paths"],
                    threads=1,
                    progress=False,
                )
                rows.append(dict(of_one(found)))
    return pd.DataFrame(rows)


def of_one(found: plspm.GroupComparison) -> Iterator[tuple[str, bool]]:
    """Which tests reject in one comparison, of the first two groups and of all."""
    first = found.differences("paths").loc[("A", "B", 0, 1)]
    for test in ("permutation", "henseler", "parametric", "welch"):
        yield test, bool(first[f"p_{test}"] <= ALPHA)
    yield "overlap", not found.overlap("paths").loc[("A", "B", 0, 1), "overlap"]
    micom = found.micom.iloc[0]
    for test in ("compositional", "mean", "variance"):
        yield test, bool(micom[f"p_{test}"] <= ALPHA)
    if len(found.fits) > 2:
        omnibus = found.omnibus.loc[("paths", "A -> B")]
        yield "omnibus", bool(omnibus["p_permutation"] <= ALPHA)
        yield "f of draws", bool(omnibus["p_draws"] <= ALPHA)
    for name in ("d_uls", "d_g"):
        yield name, bool(found.distance.loc[name, "p_permutation"] <= ALPHA)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replications", type=int, default=1000)
    parser.add_argument("--only", nargs="*", default=list(SCENARIOS), help="names of scenarios")
    options = parser.parse_args()
    table: dict[str, pd.Series] = {}
    for name in options.only:
        found = rejections(**SCENARIOS[name], replications=options.replications)
        table[name] = pd.concat([found.mean(), pd.Series({"compared": len(found)})])
        print(pd.DataFrame(table).T.round(3).to_string(na_rep=""), flush=True)
    error = np.sqrt(ALPHA * (1 - ALPHA) / options.replications)
    print(f"Nominal {ALPHA}, Monte Carlo error {error:.3f}; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
