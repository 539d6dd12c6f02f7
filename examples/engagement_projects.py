"""A moderated model planned, estimated and read: two products, and the slopes that they make.

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
INTERVAL = ["estimate", "ci_lower", "ci_upper"]

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
boot = result.bootstrap(draws=999, seed=1, progress=False)
print(f"\nR²\n{result.r_squared}")
print(f"\nThe products: f² and their coefficients\n{result.interactions}")
print(f"\nPaths; those of products for the product as it is\n{boot.paths[INTERVAL]}")

# What a coefficient of a product means: the slope of stimulation at few, average and many motives.
for product in ("STIM:ECM", "STIM:EMM"):
    slopes = boot.simple_slopes(product, at=(-1, 0, 1))
    print(f"\nSlope of stimulation, {product}\n{slopes[INTERVAL]}")
    print(boot.johnson_neyman(product).regions)

# Does stimulation reach experience and sharing, and for whom?
ends = ["source", "target"]
indices = boot.moderated_mediation()[INTERVAL].xs(("STIM", "SHA"), level=ends)
print(f"\nIndices of moderated mediation, stimulation to sharing\n{indices}")
effects = boot.conditional_effects("STIM", "SHA", at={"ECM": (-1, 1), "EMM": (0,)})
print(f"\nEffect of stimulation on sharing\n{effects[INTERVAL].xs(('STIM', 'SHA'), level=ends)}")

# Nearer to the text: three kinds of project as groups, without motives of single persons.
kinds = study.study.variant("groups")
answers = plspm.simulate(kinds.population, seed=1)
groups = plspm.compare_groups(
    plspm.estimate(kinds.model, answers),
    "project",
    permutations=499,
    draws=499,
    seed=1,
    statistics=["paths"],
    progress=False,
)
differences = groups.differences("paths").xs(("STIM", "CE"), level=ends)
columns = ["difference", "p_permutation", "p_permutation_holm"]
print(f"\nThree kinds of project: stimulation to engagement\n{differences[columns]}")
