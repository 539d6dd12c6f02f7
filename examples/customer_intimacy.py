"""Ten themes that form one construct: redundancy, and the sample size that ten weights need.

What is customer intimacy made of, and what does it bring? The data are SIMULATED from a stated
population, motivated by Lakso (2021); the text holds no such data. What contradicts it: intimacy
and the collection of customer data form a loop, of which a recursive model cuts one arrow.

Run it: python examples/customer_intimacy.py
"""

import pandas as pd

import plspm

pd.options.display.width = 100
pd.options.display.max_columns = 20
pd.options.display.float_format = "{:.3f}".format

study = plspm.datasets.describe("customer_intimacy")
print(study.provenance, study.contradicts, sep="\n")
data = study.data

result = plspm.estimate(study.model, data)
weights = result.standard_errors(statistics=["weights"]).table("weights").loc["INT"]
print(f"\nWeights of the ten themes\n{weights[['estimate', 'std_error', 'p_value']]}")
print(f"\nTotal effects\n{result.standard_errors().total_effects}")

# Redundancy (Chin 1998): do the themes together cover what a global item asks for?
themes = [study.model.construct(name) for name in (*study.model.parts("INT"), "INT")]
covered = plspm.PathModel(
    themes, plspm.single_item("GLOBAL", "int_global"), plspm.path("INT", to="GLOBAL")
)
redundancy = plspm.estimate(covered, data)
print(f"\nRedundancy: path to the global item\n{redundancy.effects.loc[('INT', 'GLOBAL')]}")

# How many cases do ten weights need?
power = plspm.power_analysis(
    study.population,
    [400, 800],
    replications=40,
    inference="delta",
    statistics=["weights"],
    seed=1,
    progress=False,
)
rates = power.power.reset_index()
of_themes = rates[rates["component"].str.startswith("INT, ")]
of_themes = of_themes.pivot_table("rejection", "component", "n")
print(f"\nPower of the weights\n{of_themes}")
