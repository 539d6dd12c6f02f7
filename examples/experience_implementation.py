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
tested = result.standard_errors(
    statistics=["paths", "weights", "indirect_effects", "specific_indirect_effects"]
)
columns = ["estimate", "ci_lower", "ci_upper", "p_value"]
print(f"\nR²\n{result.r_squared}")
print(f"\nPaths\n{tested.paths[columns]}")
print(f"\nWhat the dimensions are made of\n{tested.weights.loc[['SRV', 'FUN'], columns]}")

# The interaction of the dimensions: what service is worth where competence is low, and high.
slopes = tested.simple_slopes("SRV:FUN", at=(-1, 0, 1), focal="SRV")
print(f"\nSlope of the service dimension\n{slopes[columns]}")
print(f"Where it differs from 0\n{tested.johnson_neyman('SRV:FUN', focal='SRV').regions}")

# From experience to advantage, at once and through the success of the firm.
serial = tested.specific_indirect_effects[columns]
print(f"\nIndirect effects, route by route\n{serial}")

# The text has measurement in the service dimension first, in the functional one at the end.
placed = study.study.variant("placement")
other = plspm.estimate(placed.model, study.data)
print(f"\nR² with measurement as a service factor\n{other.r_squared}")
rivals = plspm.compare_models({"functional": result, "service": other}, repeats=2, seed=1)
columns = ["r_squared", "bic", "q2_predict"]
print(f"\nThe two placements, experience\n{rivals.constructs.loc['MCX', columns]}")
