"""How often does screening raise a false alarm, and how often does it find what is wrong?

    python benchmarks/screening_rates.py                  # the tables of docs/screening.md
    python benchmarks/screening_rates.py --surveys 20     # a quick look

Surveys of honest respondents: four constructs that correlate, measured by three to six items with
loadings of .6 to .9, answered by 100, 300 or 1000 people on a scale of 5 or 7 steps that may be
skewed, in counts, incomes, percentages or yes and no. Every second one lacks .5 % of its answers,
completely at random. Into the same surveys faults are planted.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

import plspm

Array = npt.NDArray[np.float64]
SIZES = (100, 300, 1000)
CONSTRUCTS = 4
CORRELATION = 0.4
MISSING = 0.005


def _ratings(steps: int) -> Callable[[np.random.Generator, Array], Array]:
    def answers(rng: np.random.Generator, z: Array) -> Array:
        bounds = np.linspace(-1.6, 1.6, steps - 1)
        skew = rng.choice([-0.8, 0.0, 0.8])
        thresholds = bounds * rng.uniform(0.8, 1.2, (z.shape[1], 1)) + skew
        thresholds += rng.normal(0.0, 0.2, (z.shape[1], 1))
        return (
            1.0
            + np.array(
                [np.searchsorted(t, x) for t, x in zip(thresholds, z.T, strict=True)], dtype=float
            ).T
        )

    return answers


def _incomes(rng: np.random.Generator, z: Array) -> Array:
    unit = rng.choice([1, 10, 100])
    return np.round(np.exp(7.6 + 0.6 * z) / unit) * unit


def _percentages(rng: np.random.Generator, z: Array) -> Array:
    unit = rng.choice([1, 5, 10])
    return np.clip(np.round((rng.choice([30, 50, 70]) + 20 * z) / unit) * unit, 0, 100)


KINDS: dict[str, Callable[[np.random.Generator, Array], Array]] = {
    "1 to 5": _ratings(5),
    "1 to 7": _ratings(7),
    "counts": lambda rng, z: rng.poisson(np.exp(rng.uniform(0.5, 2.0) + 0.4 * z)).astype(float),
    "incomes": _incomes,
    "percentages": _percentages,
    "yes or no": lambda rng, z: (z > rng.normal(0.0, 0.5, z.shape[1])).astype(float),
}


def survey(kind: str, seed: int, n: int | None = None) -> tuple[pd.DataFrame, str]:
    """Honest answers, and the model of who wrote the questionnaire."""
    rng = np.random.default_rng([seed, *kind.encode()])
    n = int(rng.choice(SIZES)) if n is None else n
    common = np.sqrt(CORRELATION) * rng.standard_normal((n, 1))
    columns, lines = [], []
    for c in range(CONSTRUCTS):
        own = common + np.sqrt(1.0 - CORRELATION) * rng.standard_normal((n, 1))
        loadings = rng.uniform(0.6, 0.9, rng.integers(3, 7))
        noise = np.sqrt(1.0 - loadings**2) * rng.standard_normal((n, len(loadings)))
        columns.append(loadings * own + noise)
        lines.append(f"C{c} =~ " + " + ".join(f"c{c}_{k}" for k in range(len(loadings))))
    names = [name for line in lines for name in line.split(" =~ ")[1].split(" + ")]
    data = pd.DataFrame(KINDS[kind](rng, np.hstack(columns)), columns=names)
    if seed % 2:
        data = data.mask(rng.random(data.shape) < MISSING)
    paths = [f"C{CONSTRUCTS - 1} ~ " + " + ".join(f"C{c}" for c in range(CONSTRUCTS - 1))]
    return data, "\n".join([*lines, *paths])


# -- faults: each takes honest answers and gives them back with the rows or items at fault ---------


def straight_liners(rng: np.random.Generator, data: pd.DataFrame) -> list[int]:
    """1 % tick the same answer throughout, one they choose by chance."""
    rows = _some_rows(rng, data, 0.01)
    for row in rows:
        data.iloc[row] = rng.choice(np.unique(data.to_numpy()[data.notna()]))
    return rows


def random_answers(rng: np.random.Generator, data: pd.DataFrame) -> list[int]:
    """1 % tick anything between the least and the greatest answer."""
    rows = _some_rows(rng, data, 0.01)
    low, high = int(data.min().min()), int(data.max().max())
    for row in rows:
        data.iloc[row] = rng.integers(low, high + 1, data.shape[1]).astype(float)
    return rows


def codes(rng: np.random.Generator, data: pd.DataFrame) -> list[str]:
    """3 % of the answers to an item are -9, -1, 99 or 999."""
    name = str(rng.choice(data.columns))
    code = float(rng.choice([-9, -1, 99, 999]))
    data.loc[data.index[_some_rows(rng, data, 0.03)], name] = code
    return [name]


def reversed_item(rng: np.random.Generator, data: pd.DataFrame) -> list[str]:
    """One item is keyed the other way."""
    name = str(rng.choice(data.columns))
    data[name] = data[name].max() + data[name].min() - data[name]
    return [name]


def block_of_rows(rng: np.random.Generator, data: pd.DataFrame) -> list[int]:
    """Ten rows stand in the file once more, further down."""
    start = int(rng.integers(0, len(data) // 2 - 10))
    to = int(rng.integers(len(data) // 2, len(data) - 10))
    data.iloc[to : to + 10] = data.iloc[start : start + 10].to_numpy()
    return list(range(to, to + 10))


def _some_rows(rng: np.random.Generator, data: pd.DataFrame, share: float) -> list[int]:
    size = max(1, round(share * len(data)))
    return [int(row) for row in rng.choice(len(data), size, replace=False)]


FAULTS = {
    "1 % straight-liners": (straight_liners, ("straight-lining",)),
    "1 % random answers": (random_answers, ("unusual answers",)),
    "3 % codes": (codes, ("missing codes",)),
    "one reversed item": (reversed_item, ("keyed the other way",)),
    "ten rows twice": (block_of_rows, ("duplicate row",)),
}


def alarms(kind: str, surveys: int) -> Counter[str]:
    """Surveys of honest respondents with a finding, by what was found; `any` counts surveys."""
    found: Counter[str] = Counter()
    for seed in range(surveys):
        data, model = survey(kind, seed)
        kinds = list(plspm.screen(data, model).findings["kind"])
        found.update(kinds)
        found["any"] += bool(kinds)
    return found


def detection(kind: str, fault: str, surveys: int, n: int | None = None) -> tuple[float, float]:
    """Share of the surveys in which a fault is found, and of the rows or items at fault."""
    plant, wanted = FAULTS[fault]
    surveys_found, parts = 0, []
    for seed in range(surveys):
        data, model = survey(kind, seed, n)
        at_fault = plant(np.random.default_rng([7, seed]), data)
        result = plspm.screen(data, model)
        table = result.items if isinstance(at_fault[0], str) else result.cases
        hit = [any(w in table["findings"].loc[one] for w in wanted) for one in at_fault]
        surveys_found += any(hit)
        parts.append(np.mean(hit))
    return surveys_found / surveys, float(np.mean(parts))


def tried() -> list[tuple[str, str, int]]:
    """Fault, kind of answers and cases of everything that is planted."""
    ratings = [(f, kind, n) for f in FAULTS for kind in ("1 to 5", "1 to 7") for n in SIZES]
    others = [kind for kind in KINDS if kind not in {"1 to 5", "1 to 7"}]
    return ratings + [("one reversed item", kind, 300) for kind in others]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--surveys", type=int, default=100, help="honest ones of each kind")
    parser.add_argument("--planted", type=int, default=50, help="surveys with each fault")
    chosen = parser.parse_args()
    print("| answers | surveys with a finding | which |\n| --- | --- | --- |")
    for kind in KINDS:
        found = alarms(kind, chosen.surveys)
        what = ", ".join(f"{name} {n}" for name, n in found.items() if name != "any")
        print(f"| {kind} | {found['any']} of {chosen.surveys} | {what} |", flush=True)
    print(
        "\n| planted | answers | cases | surveys | rows or items |\n| --- | --- | --- | --- | --- |"
    )
    for fault, kind, n in tried():
        some, parts = detection(kind, fault, chosen.planted, n)
        print(f"| {fault} | {kind} | {n} | {some:.0%} | {parts:.0%} |", flush=True)


if __name__ == "__main__":
    main()
