"""Ten themes that form one construct: their weights, redundancy, importance, and sample size.

What is customer intimacy made of, and what does it bring? The data are SIMULATED from a stated
population, motivated by Lakso (2021); the text holds no such data. What contradicts it: intimacy
and the collection of customer data form a loop, of which a recursive model cuts one arrow.

Run it: python examples/customer_intimacy.py
"""

import pandas as pd

import plspm

pd.options.display.width = 110
pd.options.display.max_columns = 20
pd.options.display.float_format = "{:.3f}".format

study = plspm.datasets.describe("customer_intimacy")
print(study.provenance, study.contradicts, sep="\n")

data = study.data  # kept: the global item is no column of the model

result = plspm.estimate(study.model, data)
boot = result.bootstrap(draws=999, seed=1, progress=False)
columns = ["estimate", "ci_lower", "ci_upper", "p_value"]
print(f"\nWeights of the ten themes\n{boot.weights.loc['INT', columns]}")
print(f"\nTotal effects of intimacy\n{boot.total_effects.loc['INT', columns]}")

# Do the themes together cover what a global item asks for (redundancy analysis, Chin 1998)?
verdicts = plspm.check(boot, global_items={"INT": "int_global"})
shown = ["value", "threshold", "verdict"]
print(f"\nRedundancy\n{verdicts.table.loc[['redundancy'], shown]}")
print(f"\nTo look at\n{verdicts.to_do[shown]}")

# What to improve for loyalty: important themes that perform badly.
scales = dict.fromkeys(result.model.indicators, (1, 7))
themes = plspm.ipma(result, target="LOY", scales=scales, bootstrap=boot)
print(f"\nImportance and performance\n{themes.constructs}")
print(themes.indicators.loc["INT", ["importance", "performance", "weight"]])
print(*themes.notes, sep="\n")

# How many cases do ten weights need? Each theme adds little to what the other nine say.
power = plspm.power_analysis(
    study.population,
    [400, 800, 1600],
    replications=40,
    inference="delta",
    statistics=["weights"],
    seed=1,
    progress=False,
)
needed = power.required(0.80).xs("weights", level="statistic").droplevel("group").round()
of_themes = needed[needed.index.str.startswith("INT, ")]
print("\nCases for power .80, of 400, 800, 1600 tried (NaN: fewer than 400, or more than 1600)")
print(of_themes)

# The text: the link to commitment is strongest at the beginning and the end of a relationship.
stages = study.study.variant("stages")
answers = plspm.simulate(stages.population, seed=1)
by_stage = plspm.compare_groups(
    plspm.estimate(stages.model, answers),
    "stage",
    permutations=199,
    draws=199,
    seed=1,
    statistics=["paths"],
    progress=False,
)
tested = ["p_permutation", "p_permutation_holm"]
links = {stage: fit.path_coefficients.loc["INT", "CMT"] for stage, fit in by_stage.fits.items()}
print(f"\nINT -> CMT by stage\n{pd.Series(links)}")
print(f"\nAre the paths the same in all stages?\n{by_stage.omnibus[tested]}")
