"""What reporting guidelines ask for, in the order of a paper, and which criteria answer it."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist.

    Attributes
    ----------
    number : int
    item, rule, source : str
    criteria : mapping of str to str
        What :func:`plspm.check` judges of it: titles by names. Empty where there is only to tell.
    told : str
        Where the numbers to be told are, or why there is nothing to compute.
    """

    number: int
    item: str
    rule: str
    source: str
    criteria: MappingProxyType[str, str]
    told: str = ""


def _item(number: int, item: str, rule: str, source: str, told: str = "", **criteria: str) -> Item:
    return Item(number, item, rule, source, MappingProxyType(criteria), told)


CHECKLIST: Final = (
    _item(
        1,
        "why PLS, aim, population, sampling, answers, n",
        "text",
        "Hair et al. 2019; Sarstedt et al. 2022",
        "in words; n is result.n",
    ),
    _item(
        2,
        "minimum n and how it was found; power for the smallest path",
        "inverse square root, gamma-exponential, simulation; never the 10-times rule alone",
        "Hair et al. 2022; Guenther et al. 2023",
        "plspm.sample_size(), plspm.power_analysis()",
        sample_size="Sample size for the smallest path",
    ),
    _item(
        3,
        "missing values: share by item, mechanism, treatment",
        "up to 5 % an item mean replacement is tolerable; regression, EM, multiple imputation are "
        "better",
        "Hair et al. 2022",
        "result.descriptives",
        missing="Missing answers",
    ),
    _item(
        4,
        "careless answers, outliers, skewness and kurtosis, common method",
        "screening; full-collinearity VIF",
        "Kock 2015; Sarstedt et al. 2022",
        "plspm.screen(), plspm.common_method()",
        screening="Careless answers and outliers",
        keying="Items keyed the other way",
        shape="Skewness and kurtosis",
        full_vif="Full-collinearity VIF",
    ),
    _item(
        5,
        "software and version, mode of every block, inner scheme, start, tolerance, maximum and "
        "used iterations, sign rule, dominant indicator, standardisation",
        "all of them",
        "Benitez et al. 2020; Becker et al. 2023",
        "result.settings, result.model, result.iterations",
        admissibility="Admissibility",
    ),
    _item(
        6,
        "wording, mean, SD of items, correlation matrix",
        "so that others can estimate again",
        "Benitez et al. 2020; Ringle et al. 2023",
        "result.descriptives, result.indicator_correlations",
    ),
    _item(
        7,
        "reflective: loadings with intervals; α, ρ_A, ρ_C; AVE",
        "loading ≥ .708 (.40 to .70: drop only if it helps); .70 to .95; AVE ≥ .50",
        "Hair et al. 2019",
        loading="Loadings",
        cronbach_alpha="Cronbach's α",
        rho_a="ρ_A",
        rho_c="ρ_C",
        ave="AVE",
        single_item="Single items",
    ),
    _item(
        8,
        "HTMT with one-sided bootstrap bound; HTMT2 for congeneric items; Fornell–Larcker second",
        "upper 95 % bound below .85 (.90 when alike)",
        "Henseler et al. 2015; Hair et al. 2022; Roemer et al. 2021",
        htmt="HTMT, upper bound",
        htmt2="HTMT2, upper bound",
        fornell_larcker="Fornell-Larcker",
        cross_loadings="Cross-loadings",
    ),
    _item(
        9,
        "formative and composite: redundancy, VIF, weights with intervals, then loadings",
        "redundancy ≥ .70 (.708), VIF < 3 (5), weight significant or loading ≥ .50",
        "Hair et al. 2019",
        redundancy="Redundancy with a global item",
        outer_vif="VIF of items",
        weights="Weights",
    ),
    _item(
        10,
        "fit of the saturated model first (SRMR, d_ULS, d_G with 95 and 99 % reference), then the "
        "estimated",
        "SRMR < .08 beside the test",
        "Henseler 2021; Benitez et al. 2020",
        exact_fit="Exact fit",
        srmr="SRMR",
    ),
    _item(11, "inner VIF", "< 3 (5)", "Hair et al. 2019", inner_vif="VIF of predictors"),
    _item(
        12,
        "paths: estimate, SE, t, p and interval; draws, kind of interval, sides, seed, failed "
        "draws",
        "≥ 10,000 draws for the final run; percentile, BCa where skewed",
        "Streukens & Leroi-Werelds 2016; Hair et al. 2022; Becker et al. 2023",
        paths="Path coefficients",
        draws="Bootstrap draws",
        failed_draws="Failed draws",
    ),
    _item(
        13,
        "R², adjusted R², f²",
        ".02 / .15 / .35; for products .005 / .01 / .025",
        "Cohen 1988; Kenny 2018",
        r_squared="R²",
        f_squared="f²",
        product_f_squared="f² of products",
    ),
    _item(
        14,
        "PLSpredict: k = 10, r = 10; Q²_predict > 0; PLS against LM for the key construct's items",
        "all / most / few / none better: high / medium / low / no predictive power; RMSE unless "
        "errors are skewed (MAE)",
        "Shmueli et al. 2019",
        q2_predict="Q²_predict",
        predictive_power="Predictive power",
    ),
    _item(
        15,
        "CVPAT against IA and LM; between rival models",
        "p < .05",
        "Liengaard et al. 2021; Sharma et al. 2023",
        cvpat_ia="CVPAT against means",
        cvpat_lm="CVPAT against the linear model",
    ),
    _item(
        16,
        "model comparison: BIC, GM, Akaike weights",
        "smallest",
        "Sharma et al. 2019",
        model_selection="Rival models",
    ),
    _item(
        17,
        "mediation: specific effects with intervals, type, total effect",
        "not Sobel, not Baron–Kenny",
        "Zhao et al. 2010; Hair et al. 2022",
        "boot.mediation()",
        mediation="Specific indirect effects",
    ),
    _item(
        18,
        "moderation: two-stage, product unstandardised, binary moderators as coded, simple slopes, "
        "f²",
        "",
        "Becker et al. 2018, 2023",
        "result.interactions, boot.simple_slopes()",
        moderation="Method of products",
    ),
    _item(
        19,
        "higher order: type, method, both levels assessed, own parts left out of HTMT",
        "disjoint or embedded two-stage",
        "Sarstedt et al. 2019",
        "both levels have lines in items 7 to 9",
        higher_order="Method of higher order",
    ),
    _item(
        20,
        "groups: MICOM 1 to 3 before comparing; several tests; correction for many",
        "",
        "Henseler et al. 2016; Hair et al. 2024",
        micom="Measurement invariance",
        group_differences="Differences of groups",
    ),
    _item(
        21,
        "robustness: nonlinearity, endogeneity, heterogeneity, tetrads",
        "RESET, quadratic; copula only where non-normal; FIMIX then POS",
        "Sarstedt et al. 2022; Becker et al. 2022",
        nonlinearity="Nonlinearity",
        endogeneity="Endogeneity",
        heterogeneity="Unobserved heterogeneity",
        tetrads="Tetrads",
    ),
    _item(
        22,
        "practical use: IPMA, cIPMA, NCA with d, p and bottleneck",
        "d ≥ .1, p < .05",
        "Ringle & Sarstedt 2016; Hauff et al. 2024",
        importance="Importance and performance",
        necessity="Necessary conditions",
    ),
    _item(
        23,
        "sampling weights where the sample is not representative",
        "",
        "Becker & Ismail 2016",
        'plspm.estimate(..., weights="column")',
    ),
    _item(24, "data, script and model open", "", "Ringle et al. 2023", "in words"),
)
"""The checklist; what is asked for is worded as in the guidelines' summary in docs/verdicts.md."""

NUMBER: Final = MappingProxyType({name: i.number for i in CHECKLIST for name in i.criteria})
"""The item of every criterion."""

TITLES: Final = MappingProxyType(
    {name: title for i in CHECKLIST for name, title in i.criteria.items()}
)
"""The criteria in the order of the checklist, by name."""
