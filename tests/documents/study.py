"""A fit whose names try what they can."""

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
