"""A moderated model planned and estimated: two products, one of which the sample is too small for.

Do economic and emotional motives change how business customers respond to engagement projects?
The data are SIMULATED from a stated population, motivated by Pawłowski & Wiechetek (2022); the
text holds no such data. What contradicts it: motives were never measured per person there.

Run it: python examples/engagement_projects.py
"""

import pandas as pd

import plspm

pd.options.display.width = 100
pd.options.display.max_columns = 20
pd.options.display.float_format = "{:.3f}".format

study = plspm.datasets.describe("engagement_projects")
print(study.provenance, study.contradicts, sep="\n")
print(f"\nWhat each path rests on\n{study.statements['statement'].to_string()}")

# Before the study: how many cases do the products need? The delta method answers in seconds;
# for a report take 1000 replications and confirm with inference="bootstrap".
power = plspm.power_analysis(
    study.population,
    [200, 461, 900],
    replications=60,
    inference="delta",
    statistics=["paths"],
    seed=1,
    progress=False,
)
print(f"\n{power}")

# The study: 461 answers.
result = plspm.estimate(study.model, study.data)
print(f"\nR²\n{result.r_squared}")
print(f"\nPaths; those of products for the product as it is\n{result.standard_errors().paths}")
