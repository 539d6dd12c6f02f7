"""Hold the library against SmartPLS, ADANCO and stated populations, from files kept elsewhere.

The data come from packages under the GPL and are not part of this project. With a folder that
holds them (``smartpls_2_0_M3/``, ``adanco_2_2_1/``, ``cSEM_dgp/``, ``seminr_mobi.csv``):

    python -m tests.parity.external FOLDER

prints the largest absolute difference of every table; the tests hold each below its tolerance when
the environment variable PLSPM_EXTERNAL_NUMBERS names the folder. SmartPLS and ADANCO stop at their
own tolerances (about 1e-5 to 1e-7), so agreement beyond that is not to be expected.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

import plspm

ECSI = """
    Image =~ IMAG1 + IMAG2 + IMAG3 + IMAG4 + IMAG5
    Expectation =~ CUEX1 + CUEX2 + CUEX3
    Quality =~ PERQ1 + PERQ2 + PERQ3 + PERQ4 + PERQ5 + PERQ6 + PERQ7
    Value =~ PERV1 + PERV2
    Satisfaction =~ CUSA1 + CUSA2 + CUSA3
    Complaints =~ CUSCO
    Loyalty =~ CUSL1 + CUSL2 + CUSL3
    Expectation ~ Image
    Quality ~ Expectation
    Value ~ Expectation + Quality
    Satisfaction ~ Image + Expectation + Quality + Value
    Complaints ~ Satisfaction
    Loyalty ~ Image + Satisfaction + Complaints
"""
SATISFACTION = {"IMAG": 5, "EXPE": 5, "QUAL": 5, "VAL": 4, "SAT": 4, "LOY": 4}
SATISFACTION_PATHS = """
    EXPE ~ IMAG
    QUAL ~ EXPE
    VAL ~ EXPE + QUAL
    SAT ~ IMAG + EXPE + QUAL + VAL
    LOY ~ IMAG + SAT
"""
TIGHT = {"tolerance": 1e-14, "max_iterations": 5000}


def smartpls(folder: Path) -> dict[str, float]:
    """Weights, cross-loadings, paths and total effects of SmartPLS 2.0.M3 for three schemes."""
    data = pd.read_csv(folder / "seminr_mobi.csv")
    differences = {}
    for name, scheme in {
        "centroid": "centroid",
        "factorial": "factorial",
        "pathWeighting": "path",
    }.items():
        result = plspm.estimate(ECSI, data, scheme=scheme, **TIGHT)
        weights = result.weights["weight"].unstack("construct", fill_value=0.0)
        total = result.effects["total"].unstack("target", fill_value=0.0)
        ours = {
            "outerWeights": weights,
            "crossLoadings": result.cross_loadings,
            "pathCoefficients": result.path_coefficients,
            "totalEffects": total,
        }
        for table, values in ours.items():
            path = folder / "smartpls_2_0_M3" / name / f"{table}.txt"
            printed = _smartpls(path)
            same = values.reindex(index=printed.index, columns=printed.columns, fill_value=0.0)
            differences[f"SmartPLS {scheme} {table}"] = _largest(same, printed)
    return differences


def _smartpls(path: Path) -> pd.DataFrame:
    """A table of SmartPLS: padded names, decimal commas, at times a tab too many."""
    lines = path.read_text(encoding="latin-1").replace(",", ".").splitlines()
    cells = [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()]
    names = cells[0][1:]
    rows = {row[0]: [float(cell) for cell in row[1 : len(names) + 1]] for row in cells[1:]}
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)


KINDS = {"cf": ("=~", "plsc"), "composite": ("<~", "pls")}


def _of_cases(*arguments: object, **options: object) -> plspm.PLSResult:
    """Estimate from data in which two of 25 items alone have answers of 0, as they were used."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Some values look like codes", plspm.DataWarning)
        return plspm.estimate(*arguments, **options)


def _satisfaction(kind: str) -> str:
    """The model of ADANCO's example, of common factors or of composites."""
    blocks = (
        f"{name} {KINDS[kind][0]} " + " + ".join(f"{name.lower()}{i + 1}" for i in range(size))
        for name, size in SATISFACTION.items()
    )
    return "\n".join([*blocks, SATISFACTION_PATHS])


def adanco(folder: Path) -> dict[str, float]:
    """Tables of ADANCO 2.2.1: all Mode B, and all PLSc, from the data and from its own S."""
    data = pd.read_csv(folder / "cSEM_satisfaction.csv")
    differences = {}
    for kind, (_, estimator) in KINDS.items():
        model = _satisfaction(kind)
        S = _adanco(folder, kind, "Empirical_correlation_matrix")
        fits = {
            "data": _of_cases(model, data, scheme="centroid", estimator=estimator, **TIGHT),
            "S": plspm.estimate(
                model, correlations=S, n=250, scheme="centroid", estimator=estimator, **TIGHT
            ),
        }
        for source, result in fits.items():
            for table, difference in _adanco_tables(folder, kind, result).items():
                differences[f"ADANCO {kind} from {source} {table}"] = difference
        name = f"ADANCO {kind} from data unstandardised scores"
        differences[name] = _unstandardised(folder, kind, fits["data"])
    return differences


def _unstandardised(folder: Path, kind: str, result: plspm.PLSResult) -> float:
    """Scores on the items' scale, which ADANCO prints where no weight is negative; in SDs."""
    printed = _adanco(folder, kind, "Unstandardized_Construct_Scores").dropna(axis=1)
    ours = result.unstandardized.scores[printed.columns.to_list()]
    return _largest(ours / ours.std().to_numpy(), printed.to_numpy() / ours.std().to_numpy())


def adanco_exact_fit(folder: Path) -> dict[str, float]:
    """Quantiles of SRMR under the model, relative to ADANCO's: two Monte Carlo errors apart.

    With the inadmissible draws of PLSc among them the 99 % quantile would be four times as large.
    """
    data = pd.read_csv(folder / "cSEM_satisfaction.csv")
    differences = {}
    for kind, (_, estimator) in KINDS.items():
        result = _of_cases(
            _satisfaction(kind), data, scheme="centroid", estimator=estimator, **TIGHT
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", plspm.AdmissibilityWarning)
            table = result.exact_fit(draws=1999, seed=1, progress=False)
        for model, name in {"saturated": "saturate", "estimated": "estimate"}.items():
            printed = _adanco(folder, kind, f"Goodness_of_model_fit_{name}")
            for ours, theirs in {"q95": "HI95", "q99": "HI99"}.items():
                ratio = table.loc[(model, "srmr"), ours] / printed[theirs].iloc[0]
                differences[f"ADANCO {kind} exact fit {model} {theirs}"] = abs(ratio - 1)
    return differences


def _adanco_tables(folder: Path, kind: str, result: plspm.PLSResult) -> dict[str, float]:
    fit = result.fit.loc[["srmr", "d_uls", "d_g"]]
    overview = _adanco(folder, kind, "Effect_Overview")
    total = result.effects["total"].rename(index=str)
    total.index = [f"{source} -> {target}" for source, target in total.index]
    r_squared = _adanco(folder, kind, "R_Squared")
    found = {
        "SRMR, d_ULS, d_G saturated": _largest(
            fit["saturated"].to_numpy(),
            _adanco(folder, kind, "Goodness_of_model_fit_saturate")["Value"].to_numpy(),
        ),
        "SRMR, d_ULS, d_G estimated": _largest(
            fit["estimated"].to_numpy(),
            _adanco(folder, kind, "Goodness_of_model_fit_estimate")["Value"].to_numpy(),
        ),
        "total effects": _largest(total.reindex(overview.index), overview["Total effect"]),
        "R squared": _largest(
            result.r_squared, r_squared.set_axis(result.r_squared.columns, axis=1)
        ),
        "implied correlations": max(
            _largest(result.implied_correlations(m), _adanco(folder, kind, f"Impl_Cor_{n}_Model"))
            for m, n in {"saturated": "Saturated", "estimated": "Estimated"}.items()
        ),
    }
    if kind == "cf":
        reliability = _adanco(folder, kind, "Construct_Reliability")
        ours = result.reliability[["rho_a", "rho_c", "cronbach_alpha"]]
        found["reliability"] = _largest(ours, reliability.set_axis(ours.columns, axis=1))
        printed = _adanco(folder, kind, "Discriminant_Validity_Heterotr")
        lower = np.tril_indices(len(printed), -1)
        htmt = result.htmt.loc[printed.index, printed.columns].to_numpy()
        found["HTMT"] = _largest(htmt[lower], printed.to_numpy()[lower])
    return found


def populations(folder: Path) -> dict[str, float]:
    """An estimate from exactly a population matrix returns the population's paths."""
    differences = {}
    for path in sorted((folder / "cSEM_dgp").glob("DGP_linear_*.json")):
        described = json.loads(path.read_text())
        matrix = described["Sigma"]["Sigma"]
        S = pd.DataFrame(matrix["values"], index=matrix["rows"], columns=matrix["cols"])
        common = "commonfactors" in path.name
        model = described["model_Sigma"]
        if not common:
            model = "\n".join(line for line in model.splitlines() if "~~" not in line)
        result = plspm.estimate(
            model, correlations=S, n=1000, estimator="plsc" if common else "pls", **TIGHT
        )
        for claim, value in described["pop_params_Sigma"]["Path_coefficients"].items():
            target, source = (part.strip() for part in claim.split("~"))
            difference = abs(result.path_coefficients.loc[source, target] - value)
            name = f"population {path.stem}"
            differences[name] = max(differences.get(name, 0.0), float(difference))
    return differences


def _adanco(folder: Path, kind: str, table: str) -> pd.DataFrame:
    """A table of ADANCO: empty and title lines, a line of names, numbers, perhaps a title again."""
    path = folder / "adanco_2_2_1" / f"{kind}__{table}.csv"
    raw = pd.read_csv(path, header=None, skip_blank_lines=False).iloc[:, 1:]
    numbers = raw.iloc[:, 1:].apply(pd.to_numeric, errors="coerce")
    first = int(numbers.notna().any(axis=1).to_numpy().argmax())
    names = raw.iloc[first - 1, 1:].to_numpy()
    if table == "Discriminant_Validity_Heterotr":  # its first line of numbers is empty
        first, names = first - 1, raw.iloc[first - 2, 1:].to_numpy()
    found = numbers.iloc[first:].set_axis(raw.iloc[first:, 0]).set_axis(names, axis=1)
    return found[[not str(name).startswith("Implied correlation") for name in found.index]]


def _largest(ours: object, theirs: object) -> float:
    """Over the numbers that are printed; NaN where one of them is missing in ours."""
    if isinstance(ours, pd.DataFrame) and isinstance(theirs, pd.DataFrame):
        ours = ours.loc[theirs.index, theirs.columns]
    difference = np.abs(np.asarray(ours, float) - np.asarray(theirs, float))
    return float(difference[np.isfinite(np.asarray(theirs, float))].max())


# A comparison gives the differences by table; none may exceed the tolerance.
TOLERANCES = {smartpls: 3e-8, adanco: 2e-7, adanco_exact_fit: 0.1, populations: 1e-14}


def main(arguments: list[str]) -> None:
    """Print every difference."""
    for compare in TOLERANCES:
        for name, difference in compare(Path(arguments[0])).items():
            print(f"{name:<60} {difference:.1e}")


if __name__ == "__main__":
    main(sys.argv[1:])
