"""Data and models of the tests of prediction."""

import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd

FIXTURES = Path(__file__).parents[1] / "fixtures"
ECSI = pd.read_csv(FIXTURES / "data" / "ecsi_interaction.csv")
SEMINR = json.loads(
    gzip.decompress((FIXTURES / "r" / "ecsi_interaction_predict.json.gz").read_bytes())
)


def ecsi_text(measured="<~ [A]"):
    model = json.loads((FIXTURES / "data" / "ecsi_interaction.model.json").read_text("utf-8"))
    blocks = [f"{name} {measured} {' + '.join(b)}" for name, b in model["blocks"].items()]
    return "\n".join([*blocks, *(f"{target} ~ {source}" for source, target in model["paths"])])


def table(output):
    return pd.DataFrame(output["values"], index=output["rows"], columns=output["cols"])


def simulated(n=80, seed=3):
    """Items of A, B, C, D with three each, and a single item e."""
    random = np.random.default_rng(seed)
    a, b = random.normal(size=(2, n))
    b = 0.6 * a + 0.8 * b
    c = 0.5 * a + 0.4 * b + 0.3 * a * b + random.normal(size=n) * 0.7
    d = 0.6 * c + 0.2 * a + random.normal(size=n) * 0.7
    columns = {"e": 2.0 + 0.5 * d + random.normal(size=n)}
    for name, factor, count in (("a", a, 3), ("b", b, 3), ("c", c, 3), ("d", d, 3)):
        for k in range(count):
            columns[f"{name}{k}"] = 4.0 + k + (1 + k) * (factor + random.normal(size=n) * 0.6)
    return pd.DataFrame(columns)


MEASURED = "A =~ a0 + a1 + a2\nB =~ b0 + b1 + b2\nC =~ c0 + c1 + c2\nD <~ d0 + d1 + d2\nE =~ e\n"
LINEAR = MEASURED + "C ~ A + B\nD ~ C + A\nE ~ D"
COMPOSITES = LINEAR.replace("=~", "<~ [A]")
INTERACTION = MEASURED + "C ~ A + B + A:B\nD ~ C + A + A:C\nE ~ D + D^2"
HIGHER = (
    "A <~ [A] a0 + a1 + a2\nB <~ [A] b0 + b1 + b2\nH <~ A + B\n"
    "C <~ [A] c0 + c1 + c2\nD <~ [A] d0 + d1 + d2\nG <~ [A] C + D\nE <~ [A] e\nG ~ H\nE ~ G + H"
)
