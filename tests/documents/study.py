"""A fit whose names try what they can."""

from itertools import pairwise

import numpy as np

import plspm

HOSTILE = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"


def hostile_fit():
    data = plspm.datasets.load("customer_engagement")
    names = {"EXP_a": HOSTILE, "EXP_b": FORMULA, "EXP_c": "a|b*c*_d_ `e` 50% \\input{x} 中"}
    data = data.rename(columns=names)
    data.attrs["variable_labels"] = {HOSTILE: f"{HOSTILE}\x0b", FORMULA: FORMULA}
    model = plspm.PathModel(
        plspm.reflective("<i>X</i> & {y}", list(names.values())),
        plspm.reflective("ECE", ["ECE_b", "ECE_d"]),
        plspm.path("<i>X</i> & {y}", to="ECE"),
    )
    return plspm.estimate(model, data)


def long_names_fit():
    """A chain of constructs with long German names, whose diagram is taller than it is wide."""
    names = [
        "Führungskräftezufriedenheit",
        "Wahrgenommene_Arbeitsplatzqualität",
        "Mitarbeiterbindungsbereitschaft",
        "Weiterempfehlungswahrscheinlichkeit",
    ]
    rng = np.random.default_rng(1)
    data, blocks, score = {}, [], rng.standard_normal(90)
    for name in names:
        items = [f"{name}_Frage_{k}" for k in range(1, 6)]
        score = 0.6 * score + 0.8 * rng.standard_normal(90)
        data |= {item: score + 0.6 * rng.standard_normal(90) for item in items}
        blocks.append(plspm.reflective(name, items))
    paths = [plspm.path(one, to=other) for one, other in pairwise(names)]
    return plspm.estimate(plspm.PathModel(*blocks, *paths), data)
