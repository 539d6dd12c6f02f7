"""Where definitions differ, in words: who does what, for someone who changes programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One topic; `covers` names the comparisons in which it is computed."""

    topic: str
    ours: str
    others: dict[str, str]
    covers: tuple[tuple[str, str], ...] = ()


DIFFERENCES = (
    Difference(
        "Signs of constructs",
        "A construct is turned so that the sum of its own loadings is positive; "
        "`dominant_indicators` overrides this.",
        {
            "plspm": "turns a construct when most of its items correlate negatively with its "
            "score, and leaves its printed outer weights as they were.",
            "cSEM": "does not turn, unless told the dominant indicators.",
            "seminr": "does not turn.",
        },
    ),
    Difference(
        "Default scheme and stop rule",
        "`path`; weights have settled when max |Δ|w|| < 1e-7. The comparisons on this page use "
        "tight tolerances on both sides; with defaults, expect agreement to 5 or 6 decimals.",
        {
            "plspm": "`centroid`; Σ (|w_old| − |w_new|)² of the weights before they are rescaled.",
            "cSEM": "`path`; max |Δw|.",
            "seminr": "`path_weighting`; Σ |Δw|. It has no centroid scheme.",
        },
    ),
    Difference(
        "Modes",
        "`=~` and `reflective()` mean Mode A and a common factor, `composite()` and "
        "`<~ [A]` Mode A, `<~` and `formative()` Mode B.",
        {
            "cSEM": "`<~` means a composite in Mode B unless `.PLS_modes` says otherwise.",
            "seminr": "`composite()` means Mode A (`mode_B` on request), `reflective()` a common "
            "factor.",
        },
    ),
    Difference(
        "Standardised scores",
        "Variance 1 with divisor n − 1.",
        {
            "plspm": "variance 1 with divisor n: its scores are ours times √(n/(n − 1)).",
            "cSEM, seminr": "as ours.",
            "SmartPLS": "divisor n, as plspm.",
        },
        (("plspm", "scores"),),
    ),
    Difference(
        "Standardised indicators, and indicators in their own units",
        "Every indicator has a standard deviation of its own, divisor n − 1. With "
        "`standardize=False` weights come from covariances: PLS on the centred data; weights are "
        "per unit, scores have variance 1, loadings are correlations.",
        {
            "plspm": "`scaled=FALSE` is `standardize=False`.",
            "plspm on the Python package index": "`scaled=True` divides every column by one "
            "number, the standard deviation of all cells, so that items that vary more count more: "
            "loadings, paths and R² are those of `standardize=False`, paths up to .33 away from "
            "those of standardised items. `scaled=False` is `standardize=False` as well. See "
            "[its own page](coming-from-plspm.md).",
            "SmartPLS": "binary items are left in their units.",
        },
    ),
    Difference(
        "Case weights",
        "The weighted variance is Σw(x − x̄)² / (Σw (n − 1)/n), n the cases of positive weight: "
        "doubling all weights changes nothing. It cancels out of correlations and of all that "
        "follows from them; it shows in standard deviations and in scores.",
        {
            "others": "divide by Σw − Σw²/Σw, the divisor of reliability weights (R's `cov.wt`), "
            "or by Σw − 1, that of frequencies. With equal weights all are n − 1.",
        },
    ),
    Difference(
        "Skewness and kurtosis",
        "Sample-adjusted G1 and G2 (Joanes & Gill 1998), as in SPSS, SAS, Excel and pandas.",
        {
            "seminr, R's moments": "ratios of moments with divisor n, g1 = m₃/m₂^(3/2) and "
            "m₄/m₂², kurtosis without 3 taken off: G1 = g1 √(n(n − 1))/(n − 2) and "
            "G2 = (n − 1)/((n − 2)(n − 3)) · ((n + 1)(m₄/m₂² − 3) + 6).",
        },
    ),
    Difference(
        "Missing values in resamples",
        "`missing=` says what is done to the data, and the same is done in every draw where it "
        "depends on the cases drawn; what a version does is in the docstring of `estimate`.",
        {
            "seminr": "puts the mean of the draw in the place of a missing value, in every draw "
            "anew; its default treats missing values so without a word.",
            "SmartPLS": "mean replacement, listwise and pairwise deletion; as set.",
        },
    ),
    Difference(
        "Total and indirect effects",
        "Only pairs of constructs that a directed path joins; total = (I − B)⁻¹ − I.",
        {"plspm": "lists all pairs, with 0 where nothing leads from one to the other."},
        (("plspm", "total_effects"), ("plspm", "indirect_effects")),
    ),
    Difference(
        "What PLSc corrects",
        "Reflective constructs in Mode A with more than one item. Composites keep reliability 1.",
        {
            "cSEM": "as ours.",
            "seminr": "as soon as one construct is reflective, correlations, paths and R² are "
            "corrected for Mode A composites too; the loadings of these composites, and what "
            "follows from them, are not. To get its paths here, state them as reflective.",
            "ADANCO": "as ours.",
        },
        (("seminr", "loadings"),),
    ),
    Difference(
        "Construct correlations under PLSc",
        "`construct_correlations` are corrected, `score_correlations` are not.",
        {"seminr": "the correlations of its construct scores are not corrected."},
    ),
    Difference(
        "Cross-loadings under PLSc",
        "Correlations of indicators with scores, not corrected.",
        {
            "cSEM, seminr": "as ours.",
            "ADANCO": "corrected: our cross-loadings divided by √ρ_A of the construct, and the "
            "corrected loadings in the own block.",
        },
    ),
    Difference(
        "Cronbach's α",
        "Standardised, K r̄ / (1 + (K − 1) r̄), of Mode A blocks; 1 for a single item. The raw "
        "one, of covariances, is in `unidimensionality`.",
        {
            "plspm": "prints 0 for a negative α and for Mode B.",
            "cSEM": "gives none for a single item; gives one in Mode B as well.",
            "seminr": "gives one in Mode B as well.",
            "others": "print α, ρ_C, AVE and HTMT for blocks weighted by their first principal "
            "component; here these are NaN with a reason. State such a block in Mode A for them.",
            "ADANCO": "as ours; empty in Mode B.",
        },
        (("plspm", "cronbach_alpha"),),
    ),
    Difference(
        "ρ_A",
        "From the weights of any multi-item Mode A block, with PLSc or without.",
        {
            "cSEM": "1 for every construct that it does not correct.",
            "seminr": "1 in Mode B; computed for unit weights too.",
        },
        (("csem", "rho_a"),),
    ),
    Difference(
        "ρ_C and AVE",
        "From the loadings of the estimator in use, for Mode A blocks; NaN with a reason in "
        "Mode B.",
        {
            "plspm": "AVE is 0 in Mode B. Its `DG.rho` is another statistic: ρ_C of the loadings "
            "on the block's first principal component (here `unidimensionality`); 0 in Mode B.",
            "cSEM": "both in Mode B as well. Its reliability based on S is another statistic.",
            "seminr": "both in Mode B as well.",
            "ADANCO": "as ours; empty in Mode B.",
        },
        (
            ("plspm", "ave"),
            ("plspm", "dillon_goldstein_rho"),
            ("csem", "rho_c"),
            ("csem", "ave"),
            ("seminr", "rho_c"),
            ("seminr", "ave"),
        ),
    ),
    Difference(
        "Fornell–Larcker table",
        "√AVE on the diagonal, construct correlations (corrected under PLSc) elsewhere.",
        {
            "cSEM, ADANCO": "AVE on the diagonal, squared construct correlations elsewhere: ours, "
            "squared.",
            "seminr": "√AVE on the diagonal, correlations of scores elsewhere, under PLSc too.",
        },
        (("csem", "fornell_larcker"), ("seminr", "fornell_larcker")),
    ),
    Difference(
        "HTMT",
        "`htmt`: signed correlations, then the absolute value of the ratio. `htmt_plus`: absolute "
        "correlations. They differ where items correlate negatively. Mode A blocks only.",
        {
            "cSEM": "signed; in Mode B as well.",
            "seminr": "absolute, so compare it with `htmt_plus`; in Mode B as well.",
            "SmartPLS": "HTMT+ comes from its makers (Ringle et al. 2023); where a recent version "
            "differs from `htmt`, look at `htmt_plus`.",
            "ADANCO": "equal to ours on data whose correlations are all positive.",
        },
    ),
    Difference(
        "HTMT2",
        "Geometric means of absolute correlations.",
        {
            "cSEM": "undefined where the correlations within a block, or between two blocks, are "
            "not all of one sign; otherwise equal.",
        },
        (("csem", "htmt2"),),
    ),
    Difference(
        "VIF of predictors",
        "From the construct correlations that the regressions use: corrected under PLSc. 1 for a "
        "single predictor.",
        {
            "cSEM": "as ours; none for a single predictor.",
            "seminr": "from correlations of scores, under PLSc too; none for a single predictor.",
        },
        (("seminr", "vif_inner"),),
    ),
    Difference(
        "VIF of items",
        "For every block.",
        {"cSEM": "Mode B blocks only.", "seminr, ADANCO": "as ours."},
    ),
    Difference(
        "f²",
        "(R² − R²_excl)/(1 − R²): the regression is done again without the predictor, with the "
        "same construct correlations.",
        {
            "cSEM, ADANCO": "as ours.",
            "seminr": "the whole model is estimated again without the path, weights included.",
        },
        (("seminr", "f_squared"),),
    ),
    Difference(
        "Model fit",
        "Σ̂ copies S within composite blocks. SRMR and d_ULS count the diagonal; d_G takes base-10 "
        "logarithms. Saturated and estimated, also for NFI and χ² = (n − 1) F_ML.",
        {
            "cSEM, ADANCO": "as ours. cSEM gives NFI and χ² of the estimated model only.",
            "literature": "writes d_G with natural logarithms: ours times ln(10)² = 5.3019.",
        },
    ),
    Difference(
        "Products of constructs",
        "Two stages; every construct keeps its scores of the first (`two_stage`, what SmartPLS "
        "does), or all weights settle again with the product (`two_stage_reestimated`). "
        "`path_coefficients` holds the coefficient b of the product of standardised scores as it "
        "is: the standardised one divided by the SD (n − 1) of the product. Products of items "
        "divide by Σλ SD / Σλ, the mean SD of the products of items weighted by their loadings. "
        "R² and f² are those of the standardised product.",
        {
            "seminr": "settles all weights again; coefficients as ours. Loadings of products are "
            "multiplied by that SD, and with them ρ_C and AVE of products of items, of which we "
            "give none; a single product has 1.",
            "seminr, PLSc": "takes products for constructs of reliability 1 and does not divide "
            "their coefficients. Here `two_stage` corrects the moments of products of two common "
            "factors too (Dijkstra & Schermelleh-Engel 2014); what would stay attenuated is "
            "refused.",
        },
    ),
    Difference(
        "Higher-order constructs",
        "Disjoint two-stage approach; all weights settle again in the second stage. Under PLSc "
        "the scores of lower-order common factors are corrected before they become indicators. "
        "HTMT of a construct with its own parts is undefined.",
        {
            "seminr": "as ours without PLSc; gives the HTMT of a construct with its parts.",
            "seminr, PLSc": "the second stage takes the uncorrected scores for observed, and "
            "corrects the higher-order construct by their ρ_A, so that its correlations may "
            "exceed 1: in the model compared R² is 1.07 and 1.31. Its loadings and AVE of that "
            "construct are not corrected.",
        },
    ),
    Difference(
        "Bootstrap and intervals",
        "Signs aligned by construct; t = estimate / SD of the draws; quantiles of type 7. The "
        "normal interval is θ̂ ± z SE, the basic one 2θ̂ − q; BCa takes its acceleration from the "
        "influence of the cases on each component.",
        {
            "seminr": "no alignment of signs; t and percentile interval as ours. HTMT is tested "
            "against 1, with p = 2 min(k, R − k)/R, k of R draws below 1; here compare the "
            "interval with the bound that you hold HTMT to.",
            "cSEM": "moves the normal interval by −bias and the basic one by −2 bias; percentile "
            "and BC as ours. Its BCa acceleration is Σ(θ̂ − θ*)³ / {6 [Σ(θ̂ − θ*)²]^(3/2)} over "
            "the bootstrap draws θ*, where the definition has the influence of the cases; the "
            "intervals differ visibly in small samples.",
        },
    ),
    Difference(
        "Not computed here",
        "",
        {
            "plspm, cSEM": "the goodness-of-fit index GoF, which does not tell valid from invalid "
            "models (Henseler & Sarstedt 2013).",
        },
    ),
)
