"""Models of every kind on one small survey: what the whole public surface is run over."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

CASES = 90


@dataclass(frozen=True)
class Entry:
    """A model text, what `estimate` is told besides, and where the numbers come from."""

    name: str
    text: str
    options: dict[str, object] = field(default_factory=dict)
    source: str = "answers"

    def __str__(self) -> str:
        return self.name

    @property
    def has_products(self) -> bool:
        return ":" in self.text or "^" in self.text

    @property
    def has_higher_order(self) -> bool:
        return "H " in self.text

    @property
    def arguments(self) -> dict[str, object]:
        """Arguments of `plspm.estimate`."""
        if self.source == "correlations":
            return {"correlations": survey().corr(), "n": CASES, **self.options}
        return {"data": self.data, **self.options}

    @property
    def data(self) -> pd.DataFrame:
        return with_gaps() if self.source == "gaps" else survey()


@functools.cache
def survey() -> pd.DataFrame:
    """Five constructs of three items, a binary one, and one of many values; case weights."""
    rng = np.random.default_rng(20)
    a, b, e, noise = rng.normal(size=(4, CASES))
    b = 0.3 * a + b
    group = rng.integers(0, 2, CASES)
    c = 0.4 * a + 0.4 * b + 0.25 * a * b + 0.3 * a * group + 0.6 * noise
    d = 0.5 * c + 0.2 * a + 0.4 * b + 0.6 * e
    f = 0.4 * a + 0.4 * b + 0.3 * d + 0.7 * rng.normal(size=CASES)
    columns = {
        f"{name}{item}": np.round(4 + 1.2 * eta + 0.9 * rng.normal(size=CASES), 1)
        for name, eta in {"a": a, "b": b, "c": c, "d": d, "f": f}.items()
        for item in (1, 2, 3)
    }
    columns |= {"group": group, "age": np.round(40 + 9 * rng.normal(size=CASES) + 3 * c)}
    columns |= {"weight": rng.uniform(0.5, 2.0, CASES)}
    return pd.DataFrame(columns)


@functools.cache
def with_gaps() -> pd.DataFrame:
    data = survey().copy()
    data.loc[3, "a1"] = data.loc[9, "c2"] = data.loc[40, "d3"] = np.nan
    return data


FACTORS = "\n".join(f"{c} =~ {c.lower()}1 + {c.lower()}2 + {c.lower()}3" for c in "ABCDF")
COMPOSITES = FACTORS.replace("=~", "<~ [A]")
FORMED = FACTORS.replace("=~", "<~")
EVERY_MODE = """
A <~ [sum] a1 + a2 + a3
B <~ [pca] b1 + b2 + b3
C <~ [fixed] 2*c1 + 1*c2 + 1*c3
D <~ [A] d1 + d2 + d3
F =~ f1 + f2 + f3
"""
PATHS = "C ~ A + B\nD ~ C + A\nF ~ D + A"
PRODUCT = "C ~ A + B + A:B\nD ~ C + A\nF ~ D + A"
OBSERVED = "A =~ a1\nB =~ b1\nC =~ c1\nD =~ d1\nG =~ group"
PLACES = {
    "exogenous": "{H}\nD ~ H + C\nF ~ D",
    "endogenous": "{H}\nH ~ C + D\nF ~ C",
    "mediating": "{H}\nH ~ C\nD ~ H + C\nF ~ D",
}
HIGHER = {"formed": "H <~ A + B", "reflected": "H =~ A + B", "composed": "H <~ [A] A + B"}
METHODS = ("disjoint_two_stage", "embedded_two_stage", "repeated_indicators")

CATALOGUE = (
    Entry("common factors", f"{FACTORS}\n{PATHS}"),
    Entry("common factors, consistent", f"{FACTORS}\n{PATHS}", {"estimator": "plsc"}),
    Entry("composites, centroid", f"{COMPOSITES}\n{PATHS}", {"scheme": "centroid"}),
    Entry("Mode B, factorial", f"{FORMED}\n{PATHS}", {"scheme": "factorial"}),
    Entry("every mode", f"{EVERY_MODE}\n{PATHS}"),
    Entry("single items", "A =~ a1\nC =~ c1\nD =~ d1\nC ~ A\nD ~ C + A"),
    Entry("two constructs", "A =~ a1 + a2 + a3\nC =~ c1 + c2 + c3\nC ~ A"),
    Entry("weighted cases", f"{FACTORS}\n{PATHS}", {"weights": "weight"}),
    Entry("gaps filled with means", f"{FACTORS}\n{PATHS}", {"missing": "mean"}, "gaps"),
    Entry("items in their own units", f"{FACTORS}\n{PATHS}", {"standardize": False}),
    Entry("a matrix of correlations", f"{FACTORS}\n{PATHS}", {}, "correlations"),
    *(
        Entry(f"a product, {method}", f"{FACTORS}\n{PRODUCT}", {"interactions": method})
        for method in ("two_stage", "two_stage_reestimated", "product_indicator", "orthogonal")
    ),
    Entry(
        "a product, consistent",
        f"{FACTORS}\nC ~ A + B + A:B\nD ~ C\nF ~ D",
        {"estimator": "plsc"},
    ),
    Entry("a product of composites of every mode", f"{EVERY_MODE}\n{PRODUCT}"),
    Entry("a power", f"{FACTORS}\nC ~ A + B + A^2\nD ~ C\nF ~ D"),
    Entry("a cubic", f"{FACTORS}\nC ~ A + A^2 + A^3\nD ~ C + B\nF ~ D"),
    Entry("three factors", f"{FACTORS}\nC ~ A + B + D + A:B + A:D + B:D + A:B:D\nF ~ C"),
    Entry("a binary moderator", f"{FACTORS}\nG =~ group\nC ~ A + G + A:G\nD ~ C + B\nF ~ D + A"),
    Entry(
        "both stages moderated",
        f"{FACTORS}\nG =~ group\nC ~ A + B + A:B\nD ~ C + G + C:G + A\nF ~ D + A",
    ),
    Entry("products of single items", f"{OBSERVED}\nC ~ A + B + A:B\nD ~ C + G + C:G"),
    Entry(
        "a product, weighted cases",
        f"{FACTORS}\n{PRODUCT}",
        {"weights": "weight", "interactions": "two_stage_reestimated"},
    ),
    Entry(
        "a product, gaps filled with means",
        f"{FACTORS}\n{PRODUCT}",
        {"missing": "mean", "scheme": "factorial"},
        "gaps",
    ),
    *(
        Entry(
            f"{kind}, {place}, {method}",
            f"{FACTORS}\n{PLACES[place].format(H=HIGHER[kind])}",
            {"higher_order": method},
        )
        for place, kind, method in (
            ("exogenous", "formed", METHODS[0]),
            ("exogenous", "reflected", METHODS[1]),
            ("exogenous", "composed", METHODS[2]),
            ("endogenous", "formed", METHODS[1]),
            ("endogenous", "reflected", METHODS[0]),
            ("endogenous", "composed", METHODS[0]),
            ("mediating", "formed", METHODS[2]),
            ("mediating", "reflected", METHODS[2]),
            ("mediating", "composed", METHODS[1]),
        )
    ),
    Entry(
        "reflected, consistent",
        f"{FACTORS}\nH =~ C + D\nH ~ A\nF ~ H + B",
        {"estimator": "plsc"},
    ),
    Entry("two of higher order", f"{FACTORS}\nH <~ A + B\nK =~ C + D\nK ~ H\nF ~ K + H"),
    Entry("two of higher order interact", f"{FACTORS}\nH =~ A + B\nK <~ C + D\nF ~ K + H + H:K"),
    Entry("higher order moderates", f"{FACTORS}\nH <~ [A] A + B\nC ~ D + H + D:H\nF ~ C"),
    Entry(
        "of higher order, from correlations",
        f"{FACTORS}\n{PLACES['exogenous'].format(H=HIGHER['formed'])}",
        {},
        "correlations",
    ),
    Entry(
        "of higher order, weighted cases",
        f"{FACTORS}\n{PLACES['mediating'].format(H=HIGHER['formed'])}",
        {"weights": "weight", "scheme": "centroid"},
    ),
)
