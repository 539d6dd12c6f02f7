"""Screening of answers before a model is estimated."""

from __future__ import annotations

import numpy as np

from plspm.api import as_model
from plspm.calls import plainly
from plspm.data.recoding import MissingCodes, Reverse
from plspm.errors import CallError, Gathering
from plspm.inference.blas import one_blas_thread
from plspm.inference.seeds import Seed, as_seed_sequence
from plspm.model import PathModel
from plspm.screening.answers import read_answers
from plspm.screening.record import Screening
from plspm.screening.scales import Scales, read_scales
from plspm.screening.screened import screened


@plainly("plspm.screen")
def screen(
    data: object,
    model: PathModel | str | None = None,
    *,
    missing_codes: MissingCodes = (),
    reverse: Reverse | None = None,
    scales: Scales | None = None,
    encoding: str | None = None,
    sheet: str | int | None = None,
    seed: Seed = 1,
) -> Screening:
    """Say on one page what is wrong with answers, and what to do about it.

    Nothing is removed. Shares and patterns of missing answers, Little's test; values that look
    like codes for a missing answer, or lie outside the stated scales; items keyed the other way,
    constant, copied or following from others; empty and copied rows; straight-lining, long
    strings of one answer, little variation; Mahalanobis distances; skewness and kurtosis of
    every item and of all together.

    Whether equal answers are too many to be chance depends on the items. Cases are therefore
    compared with simulated honest respondents, whose answers are distributed and correlated as
    those given; a finding is what none of these comes near.

    Parameters
    ----------
    data : data frame or path
        As for :func:`plspm.estimate`.
    model : PathModel or str, optional
        The model or its text: its indicators are screened, and items are compared with the rest
        of their construct; so are the control variables of numbers that it states. By default all
        columns of numbers are screened.
    missing_codes, reverse, encoding, sheet : optional
        As for :func:`plspm.estimate`.
    scales : (low, high) or mapping of str to (low, high), optional
        Lowest and highest possible answer of all items (not of control variables), or by item;
        after `reverse`.
    seed : int, SeedSequence, Generator or None, default 1
        Of the honest respondents.

    Returns
    -------
    Screening

    Raises
    ------
    CallError
        Data and model stand in the wrong order.
    SpecificationError
        The model contradicts itself.
    DataError
        Columns are missing or hold no numbers; all problems are named at once.
    OptionError
        An option has a value that it cannot take.

    References
    ----------
    Little (1988); Mardia (1970, 1974); Johnson (2005); Curran (2016); Dunn et al. (2018);
    Hair et al. (2022), chapter 2.

    Examples
    --------
    >>> import plspm
    >>> answers = plspm.datasets.load("customer_engagement")
    >>> answers.loc[3, "EXP_a"] = -99
    >>> print(plspm.screen(answers, scales=(1, 7)).findings.loc[0, "action"])
    look them up in the codebook; if they are codes, say missing_codes=[-99]
    """
    if isinstance(data, PathModel) or (
        model is not None and not isinstance(model, PathModel | str)
    ):
        raise CallError("plspm.screen() takes the data first: plspm.screen(data, model).")
    gathering = Gathering()
    if model is not None:
        with gathering:
            model = as_model(model)
    with gathering:
        rng = np.random.default_rng(as_seed_sequence(seed))
    gathering.tell()
    assert model is None or isinstance(model, PathModel)  # or it would have been told
    answers = read_answers(
        data,
        None if model is None else model.indicators,
        controls=() if model is None else model.controls,
        missing_codes=missing_codes,
        reverse=reverse,
        sheet=sheet,
        encoding=encoding,
    )
    items = answers.names if model is None else model.indicators
    stated = read_scales(scales, answers.names, items)
    with one_blas_thread():  # many small matrices, which several threads wait for longer
        return screened(answers, model, stated, rng)
