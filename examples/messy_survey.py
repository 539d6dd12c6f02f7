"""From the file of a survey tool to a Word report: codes, turned items, gaps, checks, tables.

The answers are those of customer_engagement.py, RECONSTRUCTED and not its authors' data, spoiled
here as survey files are: semicolons, -9 and "k.A." for no answer, an item keyed the other way, two
empty rows, a case twice.

Run it: python examples/messy_survey.py
"""

import tempfile
from pathlib import Path

import pandas as pd

import plspm

pd.options.display.width = 100
pd.options.display.max_columns = 20
pd.options.display.float_format = "{:.3f}".format

print("A messy survey: RECONSTRUCTED data, spoiled on purpose")
study = plspm.datasets.describe("customer_engagement")
folder = Path(tempfile.mkdtemp())

# -- the file, as it came ------------------------------------------------------------------------
answers = study.data.astype(object)
answers["ORE_c"] = 6 - study.data["ORE_c"]  # "Our staff lacks the skills": 1 is the best answer
answers.loc[[4, 30, 77], "EXP_b"] = "k.A."
answers.loc[[9, 51], ["MPE_a", "MPE_b"]] = -9
answers = pd.concat([answers.reindex(range(121)), answers.iloc[[17]]])  # empty rows, a copy
answers.insert(0, "firm", [f"Müller & Söhne {k}" for k in range(len(answers))])
file = folder / "survey.csv"
answers.to_csv(file, sep=";", index=False, encoding="latin-1")

# -- 1. read it ----------------------------------------------------------------------------------
data = plspm.read_data(file, missing_codes=[-9, "k.A."], encoding="latin-1")
items = list(study.model.indicators)
print(f"\n{len(data)} rows; answers missing\n{data[items].isna().sum().loc[lambda gaps: gaps > 0]}")

# -- 2. what is wrong with it? Leave out what is no answer ---------------------------------------
found = plspm.screen(data, study.model)
print(f"\nScreening\n{found.findings[['kind', 'where', 'action']].to_string()}")
data = data.dropna(subset=items, how="all").drop_duplicates(subset=items)
print(f"\n{len(data)} cases are left")

# -- 3. estimate -----------------------------------------------------------------------------------
result = plspm.estimate(
    study.model, data, scheme="centroid", missing="mean", reverse={"ORE_c": (1, 5)}
)
print(f"\nLoadings\n{result.loadings.loc['ORE']}")

# -- 4. is it good? ------------------------------------------------------------------------------
boot = result.bootstrap(draws=999, seed=1, progress=False)
verdicts = boot.check()
print(f"\nTo look at\n{verdicts.to_do[['value', 'threshold', 'verdict']]}")
print(f"\nHypotheses\n{boot.paths[['estimate', 'p_value', 'ci_lower', 'ci_upper']]}")

# -- 5. the report: everything above, as tables of a paper -----------------------------------------
report = plspm.write_report(
    result,
    folder / "engagement.docx",
    bootstrap=boot,
    records=[verdicts],
    title="Drivers of customer engagement",
    labels={
        "EXP": "External pressure",
        "ORE": "Organisational readiness",
        "SMU": "Social media use",
        "ECE": "Enterprise-initiated engagement",
        "MPE": "Marketing performance",
    },
)
print(f"\n{report} ({report.stat().st_size // 1000} kB)")
