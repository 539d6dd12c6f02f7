"""A published PLS study from data to conclusions: copy this file and put in your own study.

What drives enterprises to start customer engagement, and what does it do for their marketing
performance? 119 Slovenian firms (Marolt, Zimmermann & Pucihar 2020, doi 10.3390/su12093931). The
data are RECONSTRUCTED so that the estimates equal the printed ones; they are not the authors' data,
and prove nothing about firms.

Run it: python examples/customer_engagement.py
"""

import pandas as pd

import plspm

pd.options.display.width = 100
pd.options.display.max_columns = 20
pd.options.display.float_format = "{:.3f}".format

MODEL = """
    # Measurement: =~ reflective constructs, weighted in Mode A
    EXP =~ EXP_a + EXP_b + EXP_c                  # external pressure
    ORE =~ ORE_a + ORE_b + ORE_c + ORE_d          # organisational readiness
    SMU =~ SMU                                    # social media use, a single item
    ECE =~ ECE_b + ECE_d + ECE_e + ECE_f + ECE_h  # enterprise-initiated engagement
    MPE =~ MPE_a + MPE_b + MPE_c + MPE_d          # marketing performance

    # Structure: outcome ~ predictors
    ECE ~ EXP + ORE + SMU                         # H1, H2, H3
    MPE ~ ECE                                     # H4
"""


def show(title: str, table: pd.DataFrame) -> None:
    print(f"\n{title}\n{table}")


print("Customer engagement: RECONSTRUCTED data, not the authors' data")
data = plspm.datasets.load("customer_engagement")  # for your own: pd.read_csv("answers.csv")

# Drop items that load below .6, one at a time (here all of them suffice).
purified = plspm.purify(MODEL, data, threshold=0.6, scheme="centroid")
print(f"\nItems dropped: {', '.join(purified.dropped) or 'none'}")
result = purified.result

show("Descriptives", result.descriptives[["mean", "sd", "skewness", "kurtosis"]])
show("Loadings", result.loadings)
show("Reliability and convergent validity", result.reliability)
show("Fornell-Larcker: square roots of AVE on the diagonal", result.fornell_larcker)
show("Cross-loadings", result.cross_loadings)
show("HTMT", result.htmt)
show("Model fit", result.fit)

boot = result.bootstrap(draws=4999, seed=1)
columns = ["estimate", "std_error", "t", "p_value", "ci_lower", "ci_upper"]
hypotheses = boot.paths[columns].assign(supported=boot.paths["p_value"] < 0.05)
show("Hypotheses H1-H4", hypotheses)
show("The same paths as regressions of the scores, taken as given", result.regressions)
show("Paths left out (hints, not a search)", result.absent_paths)
show("Indirect effects", boot.specific_indirect_effects[columns])
show("Direct, indirect and total effects", result.effects)
show("Explained variance", result.r_squared)

# The printed path coefficients beside ours.
printed = plspm.datasets.describe("customer_engagement").published("figure2")
printed = printed.set_index(["source", "target"])[["beta"]]
show("Print and reconstruction", printed.assign(ours=boot.paths["estimate"]))
