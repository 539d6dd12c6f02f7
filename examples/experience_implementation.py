"""Two higher-order constructs, their interaction, and two placements of one factor.

How do the service and the functional dimension of customer experience bring advantage? The data
are SIMULATED from a stated population, motivated by Enwe (2020); the text holds no such data. What
contradicts it: the thesis holds that experience is better studied qualitatively.

Run it: python examples/experience_implementation.py
"""

import pandas as pd

import plspm

pd.options.display.width = 100
pd.options.display.max_columns = 20
pd.options.display.float_format = "{:.3f}".format

study = plspm.datasets.describe("experience_implementation")
print(study.provenance, study.contradicts, sep="\n")

result = plspm.estimate(study.model, study.data)
print(f"\nR²\n{result.r_squared}")
print(f"\nPaths\n{result.standard_errors().paths}")
parts = result.weights.loc[["SRV", "FUN"]]
print(f"\nWhat the dimensions are made of\n{parts}")

# The text has measurement in the service dimension first, in the functional one at the end.
placed = study.study.facts["variant_placement"]
constructs = {name: plspm.higher_order(name, placed[name], mode="B") for name in ("SRV", "FUN")}
other = plspm.estimate(study.model.with_constructs(*constructs.values()), study.data)
print(f"\nR² with measurement as a service factor\n{other.r_squared}")
