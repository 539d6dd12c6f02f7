"""Two groups that differ by design, respondents nested in firms, and the power of a difference.

Do touchpoints matter in another way to relational and to transactional business customers? The
data are SIMULATED from stated populations, motivated by Witell et al. (2020); the text holds no
such data. What contradicts it: the kind of a relationship is disputed, and changes with time.

Run it: python examples/touchpoints.py
"""

import pandas as pd

import plspm

pd.options.display.width = 100
pd.options.display.max_columns = 20
pd.options.display.float_format = "{:.3f}".format

study = plspm.datasets.describe("touchpoints")
print(study.provenance, study.contradicts, sep="\n")
data = study.data

for group, answers in data.groupby("relationship"):
    result = plspm.estimate(study.model, answers)
    # Answers from one firm resemble each other: standard errors go by firms.
    tested = result.standard_errors(clusters="firm")
    print(f"\n{group}: {result.n} answers from {answers['firm'].nunique()} firms\n{tested.paths}")
    print(f"\nWeights of touchpoint quality\n{result.weights.loc['TPQ']}")

# Would the difference of a path be found, answers nested in firms as they are?
power = plspm.power_analysis(
    study.population,
    [400, 700],
    replications=40,
    inference="delta",
    statistics=["paths"],
    seed=1,
    progress=False,
)
print(f"\nPower\n{power.power.xs('relational - transactional', level='group')}")
