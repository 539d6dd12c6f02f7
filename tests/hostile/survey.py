"""A small survey to spoil, and what must hold of every result."""

import numpy as np
import pandas as pd

import plspm

MODEL = "A =~ a1 + a2 + a3\nB =~ b1 + b2 + b3\nC =~ c1 + c2 + c3\nB ~ A\nC ~ A + B"
MODE_B = MODEL.replace("A =~", "A <~")

CELLS = {
    "r_squared": ["r_squared_adjusted"],
    "reliability": ["ave", "rho_a", "cronbach_alpha"],
    "unidimensionality": ["cronbach_alpha"],
    "fornell_larcker": ["ave"],
    "fit": ["d_g"],
    "descriptives": ["kurtosis"],
    "htmt_plus": ["htmt"],
}
"""What `undefined` may call the cells of a table, beside the name of the table."""

TABLES = [
    *("weights", "loadings", "cross_loadings", "construct_correlations", "score_correlations"),
    *("path_coefficients", "r_squared", "effects", "specific_indirect_effects", "f_squared"),
    *("vif_inner", "vif_outer", "reliability", "unidimensionality", "fornell_larcker", "htmt"),
    *("htmt_plus", "htmt2", "fit", "scores", "descriptives"),
]


def survey(n=60, seed=0, **columns):
    """Answers of n people to nine items; columns given by name replace them."""
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(n, 3)) @ [[1, 0.6, 0.3], [0, 0.8, 0.5], [0, 0, 0.8]]
    items = np.repeat(factors, 3, axis=1) + 0.7 * rng.normal(size=(n, 9))
    return pd.DataFrame(items, columns=[f"{b}{k}" for b in "abc" for k in "123"]).assign(**columns)


def likert(n=60, seed=0):
    """The same answers on a scale of five points."""
    return survey(n, seed).apply(lambda column: pd.cut(column, 5, labels=False) + 1)


def chain(constructs, items, n=200, *, dense=False, operator="=~"):
    """A model of many constructs, with paths from the last one or all before, and its data."""
    rng = np.random.default_rng(1)
    factors = rng.normal(size=(n, constructs)).cumsum(axis=1) / np.sqrt(1 + np.arange(constructs))
    blocks = [[f"x{j}_{k}" for k in range(items)] for j in range(constructs)]
    data = np.repeat(factors, items, axis=1) + rng.normal(size=(n, constructs * items))
    lines = [f"C{j} {operator} {' + '.join(block)}" for j, block in enumerate(blocks)]
    for j in range(1, constructs):
        lines.append(f"C{j} ~ " + " + ".join(f"C{i}" for i in range(0 if dense else j - 1, j)))
    return "\n".join(lines), pd.DataFrame(
        data, columns=[item for block in blocks for item in block]
    )


def gaps_without_reason(result):
    """Tables with cells that are not finite although `undefined` does not say why."""
    reasons = ", ".join(result.undefined["statistic"])
    found = []
    for name in TABLES:
        try:
            table = getattr(result, name)
        except plspm.UnavailableError:
            continue
        values = table.to_numpy(dtype=float)
        gaps = ~np.isfinite(values)
        if name.startswith("htmt"):
            gaps &= ~np.eye(len(values), dtype=bool)
        if name == "effects":  # no direct effect where the model has no path
            gaps[:, 0] &= table.index.isin(result.f_squared.index)
            gaps[:, 1] &= table.index.isin(indirect_effects(result, set(table.index)))
        told = any(word in reasons for word in [name, *CELLS.get(name, []), "all that follows"])
        if np.isinf(values).any() or (gaps.any() and not told):
            found.append(name)
    return found


def indirect_effects(result, effects):
    """Pairs of constructs between which a route leads over a third."""
    paths = [(path.source, path.target) for path in result.model.paths]
    return [
        (source, target)
        for source, target in effects
        if any((source, third) in effects for third, end in paths if end == target)
    ]


def usable(result):
    """Every table, the summary and a bootstrap can be had, and every gap has a reason."""
    assert gaps_without_reason(result) == []
    assert "Versions" in result.summary()
    boot = result.bootstrap(draws=99, seed=1, progress=False)
    assert boot.draws_usable > 1
    tables = [boot.table(statistic) for statistic in boot.statistics]
    numbers = [table.select_dtypes("number").to_numpy(dtype=float) for table in tables]
    assert not any(np.isinf(values).any() for values in numbers)
    return boot
