"""The one entry point: a model and data in, a result out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from numpy.typing import ArrayLike

from plspm.calls import plainly
from plspm.data import Missing, read_indicators
from plspm.data.controlled_model import with_controls
from plspm.data.controls import Controls
from plspm.data.correlations import read_covariances
from plspm.data.imputed import MeanImputed
from plspm.data.missing import treatment_problems
from plspm.data.moments import Pearson
from plspm.data.recoding import MissingCodes, Reverse
from plspm.errors import (
    Gathering,
    OptionError,
    SpecificationError,
)
from plspm.estimation.settings import (
    Estimator,
    HigherOrder,
    Interactions,
    Scheme,
    Settings,
    count_problems,
    read_dominant,
)
from plspm.estimation.staging import model_arrays
from plspm.inference.fitted import fit_cases, fit_correlations
from plspm.model import PathModel
from plspm.report.fit_warnings import warn_about
from plspm.results import PLSResult


@plainly("plspm.estimate")
def estimate(
    model: PathModel | str,
    data: object = None,
    *,
    scheme: Scheme = "path",
    estimator: Estimator = "pls",
    missing: Missing = "error",
    weights: str | ArrayLike | None = None,
    missing_codes: MissingCodes = (),
    reverse: Reverse | None = None,
    controls: Controls | None = None,
    encoding: str | None = None,
    sheet: str | int | None = None,
    standardize: bool = True,
    tolerance: float = 1e-7,
    max_iterations: int = 300,
    interactions: Interactions = "two_stage",
    higher_order: HigherOrder = "disjoint_two_stage",
    dominant_indicators: Mapping[str, str] | None = None,
    correlations: object = None,
    n: int | None = None,
) -> PLSResult:
    """Estimate a PLS path model.

    Parameters
    ----------
    model : PathModel or str
        The model, or its text; :meth:`PathModel.parse` explains how it is written.
    data : data frame or path
        A pandas DataFrame, any other data frame (polars, pyarrow, ...), a mapping of columns,
        or the path of a data file, as for :func:`plspm.read_data`. One row a case. Of the columns
        the result keeps the indicators, nothing else.
    scheme : {"path", "factorial", "centroid"}, default "path"
        Inner weighting scheme. With Mode B blocks the centroid scheme can have several
        solutions; where items hardly correlate, any scheme may go in a circle for ever, which a
        ConvergenceWarning tells.
    estimator : {"pls", "plsc"}, default "pls"
        Plain PLS, or consistent PLS, which corrects reflective constructs for attenuation.
    missing : {"error", "listwise", "mean"}, default "error"
        What to do about missing values: refuse them, drop their rows, or put the mean of the
        indicator in their place; resamples put in means of their own.
    weights : str or array-like of shape (n,), optional
        Case (survey) weights: a column of `data`, or one non-negative number a row. A row of
        weight zero has scores, but is not counted in n; nothing is asked of its values, and it
        is left out where they cannot be used.
    missing_codes : number, text, sequence of these, or mapping of str to these, optional
        Values that stand for a missing answer, such as ``[-9, 99, "k.A."]``; of all indicators, or
        by their names.
    reverse : mapping of str to (low, high), optional
        Indicators keyed the other way, each with the lowest and the highest answer of its scale:
        ``{"a2": (1, 7)}`` makes 7 of 1. Codes for missing answers are taken out before.
    controls : str, sequence of str, or mapping of str to str, optional
        Control variables: columns of `data` that point at every endogenous construct. Numbers
        enter as they are; categories (text, categorical or labelled columns) as dummies named
        ``INDUSTRY[Trade]`` beside a reference category: the most frequent one, or the one stated
        in a mapping, ``{"INDUSTRY": "Services", "AGE": None}``. :func:`plspm.control` says more
        of one, such as the constructs that it points at; in a model text,
        ``SAT ~ TRUST + control(INDUSTRY)``. They are constructs of one item in the
        result; :func:`plspm.compare_controls` sets it beside the fit without them.
    encoding : str, optional
        Of a data file; found out by default.
    sheet : str or int, optional
        Of a workbook; by default the first.
    standardize : bool, default True
        Find the weights from correlations. With False they come from covariances: indicators are
        analysed in their own units, those that vary more count more in Modes A, sum and pca, and
        weights are per unit. Scores, loadings and paths are standardised all the same. For items
        of one scale whose variances mean something; other programs say ``scaled=False``.
    tolerance : float, default 1e-7
        The weights have settled when none changes by as much.
    max_iterations : int, default 300
        Iterations allowed.
    interactions : str, default "two_stage"
        How products of constructs (`A:B`, `A^2`) are made: "two_stage" multiplies the scores of
        the model without products, which all constructs keep; "two_stage_reestimated" iterates
        all weights again with the products in the model; "product_indicator" multiplies the
        standardised items, the products being items in Mode A; "orthogonal" takes from these
        what the items explain of them.
    higher_order : str, default "disjoint_two_stage"
        How constructs made of constructs are estimated: "disjoint_two_stage" puts the parts in
        the place of the whole, and then takes their scores as its items; "repeated_indicators"
        gives it the items of its parts once more; "embedded_two_stage" takes the scores of the
        parts from these repeated items.
    dominant_indicators : mapping of str to str, optional
        For a construct, the indicator that shall load positively. By default a construct is
        turned so that its loadings sum to a positive number.
    correlations : DataFrame, optional
        Correlation (or covariance) matrix of the indicators, labelled on both sides, in place
        of `data`: all but scores and descriptives follow from it. Needs `n`.
    n : int, optional
        Number of cases behind `correlations`.

    Returns
    -------
    PLSResult

    Raises
    ------
    SpecificationError
        The model contradicts itself.
    DataError
        The data lack what the model needs; all problems are named at once.
    OptionError
        An option has a value that it cannot take.
    InputError
        Of model, options and data more than one is wrong: all problems are named at once.
    EstimationError
        No finite estimate exists, for example because items in Mode B are collinear.

    Warns
    -----
    ConvergenceWarning
        The weights did not settle.
    AdmissibilityWarning
        The result exists but is outside the range in which it can be interpreted.
    DataWarning
        Values look like codes for missing answers, items are keyed the other way than the rest
        of their block, means were put in for many answers, collinearity costs most of the digits
        that double precision has, or so few cases are left that any data would fit exactly.

    References
    ----------
    Wold (1982); Lohmöller (1989); Tenenhaus et al. (2005); Hair et al. (2022); for PLSc
    Dijkstra & Henseler (2015); for case weights Becker & Ismail (2016).

    Examples
    --------
    >>> import plspm
    >>> data = plspm.datasets.load("customer_engagement")
    >>> model = '''
    ...     ORE =~ ORE_a + ORE_b + ORE_c + ORE_d
    ...     MPE =~ MPE_a + MPE_b + MPE_c + MPE_d
    ...     MPE ~ ORE
    ... '''
    >>> result = plspm.estimate(model, data)
    >>> result.r_squared.round(3)
               r_squared  r_squared_adjusted
    construct
    MPE            0.335               0.329
    """
    gathering = Gathering(treatment_problems(missing))
    with gathering:
        model = as_model(model)
    with gathering:
        settings = Settings(
            scheme=scheme,
            estimator=estimator,
            tolerance=tolerance,
            max_iterations=max_iterations,
            interactions=interactions,
            higher_order=higher_order,
            standardize=standardize,
        )
    with gathering:
        cases = _cases_behind(
            data,
            correlations,
            n,
            missing=missing,
            weights=weights,
            missing_codes=missing_codes,
            reverse=reverse,
            controls=controls,
        )
    if isinstance(model, PathModel):
        with gathering:
            dominant = read_dominant(model, dominant_indicators)
        with gathering:
            if correlations is None:
                higher = set(model.higher_order)
                indicators = read_indicators(
                    data,
                    model.indicators,
                    missing=missing,
                    weights=weights,
                    missing_codes=missing_codes,
                    reverse=reverse,
                    encoding=encoding,
                    sheet=sheet,
                    blocks=[c.indicators for c in model.constructs if c.name not in higher],
                    controls=controls,
                    stated=model.controls,
                )
                model = with_controls(model, indicators.controls)
            else:
                if model.controls:
                    raise OptionError(
                        "The model states control variables, columns of cases; a correlation "
                        "matrix has none. State them as constructs of one item of the matrix."
                    )
                S, deviations = read_covariances(correlations, model.indicators)
    gathering.tell()
    assert isinstance(model, PathModel)  # or it would have been told
    settings = replace(settings, dominant=dominant)
    arrays = model_arrays(model, settings)
    if cases is not None:
        units = None if settings.standardize else deviations
        fitted = fit_correlations(S, cases, arrays, settings, units)
        warn_about(fitted)
        return PLSResult(model, fitted, None)
    complete = Pearson.of(indicators.values, indicators.case_weights)
    observed = indicators.observed
    source = complete if observed is None else MeanImputed(complete, observed)
    units = None if settings.standardize else complete.data.sd
    fitted = fit_cases(source, indicators.case_weights, arrays, settings, units)
    fitted = replace(fitted, value_labels=indicators.value_labels)
    warn_about(fitted, indicators)
    return PLSResult(model, fitted, indicators)


def _cases_behind(
    data: object,
    correlations: object,
    n: int | None,
    *,
    missing: object,
    weights: object,
    missing_codes: object,
    reverse: object,
    controls: object,
) -> int | None:
    """Return the number of cases behind a correlation matrix, None where there is none.

    Raises
    ------
    OptionError
        Some options do not go together with a correlation matrix, or without one.
    """
    if correlations is None:
        if n is not None:
            raise OptionError("n goes with `correlations`; with data the number of cases is known.")
        return None
    problems = count_problems("n", n, at_least=3)
    if data is not None:
        problems.append("Give either data or `correlations`, not both.")
    no_codes = isinstance(missing_codes, Sequence | Mapping) and not missing_codes
    treated = not isinstance(missing, str) or missing != "error"
    no_reversal = reverse is None or (isinstance(reverse, Mapping) and not reverse)
    if treated or weights is not None or not no_codes or not no_reversal or controls is not None:
        problems.append(
            "`missing`, `weights`, `missing_codes`, `reverse` and `controls` are about cases; a "
            "correlation matrix has none."
        )
    if problems or n is None:
        raise OptionError(problems)
    return int(n)


def as_model(model: object) -> PathModel:
    """Return a model as it is, and a model text parsed."""
    if isinstance(model, PathModel):
        return model
    if isinstance(model, str):
        return PathModel.parse(model)
    raise SpecificationError(
        f"The model is a {type(model).__name__}; it must be a PathModel or a model text (of a "
        "file, what Path(...).read_text() returns). The order is estimate(model, data)."
    )
