"""Two groups that differ by design: invariance that fails, differences, and answers in firms.

Do touchpoints matter in another way to relational and to transactional business customers? The
data are SIMULATED from stated populations, motivated by Witell et al. (2020); the text holds no
such data. What contradicts it: the kind of a relationship is disputed, and changes with time.

Run it: python examples/touchpoints.py
"""

import pandas as pd

import plspm

pd.options.display.width = 110
pd.options.display.max_columns = 20
pd.options.display.float_format = "{:.3f}".format


def compared(answers: pd.DataFrame) -> plspm.GroupComparison:
    """Compare the kinds of relationship; answers from one firm stay together."""
    return plspm.compare_groups(
        plspm.estimate(study.model, answers),
        answers["relationship"],
        clusters=answers["firm"],
        permutations=499,
        draws=499,
        seed=1,
        statistics=["paths", "weights"],
        progress=False,
    )


def invariance(groups: plspm.GroupComparison) -> pd.DataFrame:
    """The second step of MICOM: are the composites the same?"""
    columns = ["correlation", "quantile", "p_compositional", "invariance"]
    return groups.micom[columns].droplevel(["group_a", "group_b"])


study = plspm.datasets.describe("touchpoints")
print(study.provenance, study.contradicts, sep="\n")
groups = compared(study.data)
print(f"\nSizes\n{groups.sizes}")
for group, result in groups.fits.items():
    print(f"\nWeights of touchpoint quality, {group}\n{result.weights.loc['TPQ']}")

# The weights of TPQ differ by design: under both, scores correlate .887. The test finds it in 8 of
# 10 samples of this size, and in this one: not refused would not be proved. It also refuses blocks
# whose items are the same, PCT and MIS in 2 of 10 samples: their effects, and so the errors of
# their weights, differ.
print(f"\nMICOM, 350 answers a group\n{invariance(groups)}")
larger = plspm.simulate(study.population, {"relational": 1400, "transactional": 1400}, seed=1)
print(f"\nMICOM, 1400 answers a group\n{invariance(compared(larger))}")

# What may be compared: paths between constructs whose composites are the same.
differences = groups.differences("paths").droplevel(["group_a", "group_b"])
columns = ["estimate_a", "estimate_b", "difference", "p_permutation", "p_permutation_holm"]
print(f"\nDifferences of paths\n{differences[columns]}")
print(*differences.loc[differences["note"] != "", "note"].unique(), sep="\n")
print(f"\nAll implied correlations\n{groups.distance}")

# Answers from one firm resemble each other: standard errors that know it are wider.
relational = study.data[study.data["relationship"] == "relational"]
fit = plspm.estimate(study.model, relational)
errors = pd.DataFrame(
    {
        "cases": fit.standard_errors().paths["std_error"],
        "firms": fit.standard_errors(clusters=relational["firm"]).paths["std_error"],
    }
)
print(f"\nStandard errors, relational\n{errors}")

# Would the differences be found again?
power = plspm.power_analysis(
    study.population, [400, 700], replications=40, inference="delta", seed=1, progress=False
)
rates = power.power.xs("paths", level="statistic").xs("relational - transactional", level="group")
print(f"\nPower of the differences\n{rates}")
