"""Every specification estimated, and the paths of interest in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Final, get_args

import pandas as pd

from plspm.calls import plainly
from plspm.data import Missing
from plspm.data.frames import read_frame
from plspm.data.wording import counted
from plspm.errors import EstimationError, Gathering, OptionError
from plspm.estimation.settings import (
    MOST_DRAWS,
    Estimator,
    Scheme,
    choice_problems,
    count_problems,
    flag_problems,
    fraction_problems,
)
from plspm.inference.progress import Progress
from plspm.inference.seeds import Seed, as_seed_sequence, to_repeat
from plspm.model import PathModel
from plspm.specifications.alternatives import Specification, alternatives
from plspm.specifications.asked import Stated, read_stated
from plspm.specifications.fits import Asked, Effect, Found, Intervals, estimated
from plspm.specifications.record import SpecificationCurve
from plspm.specifications.tables import by_choice, by_path

KINDS: Final = get_args(Intervals)
MOST: Final = 20_000
"""Specifications at most."""


@plainly("plspm.specification_curve")
def specification_curve(
    models: PathModel | str | Mapping[str, PathModel | str],
    data: object,
    *,
    paths: str | Sequence[str],
    effect: Effect = "total",
    measurement: Mapping[str, str | Sequence[str]] | None = None,
    controls: str | Sequence[str] = (),
    schemes: Scheme | Sequence[Scheme] = "path",
    estimators: Estimator | Sequence[Estimator] = "pls",
    intervals: Intervals | None = "delta",
    draws: int = 999,
    seed: Seed = None,
    level: float = 0.95,
    missing: Missing = "error",
    progress: bool = True,
) -> SpecificationCurve:
    """Estimate one claim under every combination of choices that could be defended.

    Parameters
    ----------
    models : PathModel, str, or mapping of str to these
        Rival models by their names, such as the places where a factor could stand.
    data : data frame or path
        As for :func:`plspm.estimate`.
    paths : str or sequence of str
        What is of interest, written ``"EXP -> MPE"``.
    effect : {"total", "direct", "indirect"}, default "total"
        Which effect of the one on the other. Total effects compare models that put a mediator
        between and models that do not.
    measurement : mapping of str to str or sequence of str, optional
        For a construct the ways in which it could be measured, as the model text says it: "=~",
        "<~" (Mode B), "<~ [A]", "<~ [sum]", "<~ [pca]".
    controls : str or sequence of str, optional
        Constructs that could be left out, with all paths from and to them; each by itself.
    schemes, estimators : optional
        One or several of what :func:`plspm.estimate` takes as `scheme` and `estimator`.
    intervals : {"delta", "bootstrap"} or None, default "delta"
        By standard errors of the delta method, by percentiles of a bootstrap, or none.
    draws : int, default 999
    seed : int, SeedSequence, Generator or None
        Of a bootstrap; every specification gets the same draws of the cases.
    level : float, default 0.95
        Of the intervals.
    missing : {"error", "listwise", "mean"}, default "error"
        As for :func:`plspm.estimate`. With "listwise" specifications that have fewer items may
        have more cases.
    progress : bool, default True
        Show a bar when it takes more than a second or two.

    Returns
    -------
    SpecificationCurve

    Raises
    ------
    SpecificationError, DataError, OptionError, InputError
        A model, the data or an option are wrong, or a path or control is in no model.
    EstimationError
        No specification can be estimated.

    Notes
    -----
    Models that two combinations share are estimated once. Specifications that contradict
    themselves or have no estimate are listed in `failed`. Warnings of single fits become the
    columns ``converged`` and ``admissible``.

    References
    ----------
    Simonsohn, Simmons & Nelson (2020), Nature Human Behaviour 4, 1208-1214; Steegen, Tuerlinckx,
    Gelman & Vanpaemel (2016), Perspectives on Psychological Science 11(5), 702-712.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> curve = plspm.specification_curve(
    ...     study.model,
    ...     study.data,
    ...     paths="ORE -> MPE",
    ...     measurement={"ORE": ["=~", "<~"]},
    ...     controls="SMU",
    ...     schemes=["path", "centroid"],
    ... )
    >>> curve.paths[["specifications", "median", "lowest", "share_significant"]].round(3)
                specifications  median  lowest  share_significant
    path
    ORE -> MPE               8   0.294   0.262                1.0
    """
    gathering = Gathering(
        [
            *choice_problems("effect", effect, get_args(Effect)),
            *([] if intervals is None else choice_problems("intervals", intervals, KINDS)),
            *count_problems("draws", draws, at_least=99, at_most=MOST_DRAWS),
            *fraction_problems("level", level, example="0.95"),
            *flag_problems("progress", progress),
        ]
    )
    with gathering:
        sequence = as_seed_sequence(seed)
    with gathering:
        stated = read_stated(models, paths, measurement, controls, schemes, estimators)
        specifications = _combined(stated)
    gathering.tell()
    asked = Asked(stated.paths, effect, intervals, int(draws), sequence, float(level))
    frame = read_frame(data)
    found: dict[int, Found] = {}
    failed: dict[int, str] = {}
    bar = Progress(len(specifications), shown=bool(progress), unit="specification")
    try:
        for number, specification in enumerate(specifications, start=1):
            result = estimated(specification, frame, missing, asked)
            if isinstance(result, Found):
                found[number] = result
            else:
                failed[number] = str(result)
            bar.advance(1)
    finally:
        bar.close()
    if not found:
        raise EstimationError(
            f"None of {counted(len(failed), 'specification')} can be estimated; the first: "
            f"{failed[1]}"
        )
    estimates = _estimates(found, list(stated.paths))
    chosen = pd.DataFrame([s.choices for s in specifications], dtype=object)
    chosen.index = pd.RangeIndex(1, len(chosen) + 1, name="specification")
    made = chosen.loc[list(found)].assign(
        converged=[one.converged for one in found.values()],
        admissible=[one.admissible for one in found.values()],
    )
    first = next(iter(found.values()))
    return SpecificationCurve(
        paths=by_path(estimates),
        choices=by_choice(estimates, made),
        estimates=estimates,
        specifications=made,
        failed=chosen.loc[list(failed)].assign(reason=list(failed.values())),
        effect=effect,
        intervals=intervals,
        level=float(level),
        n=first.n,
        seed=to_repeat(sequence) if intervals == "bootstrap" else None,
        simulated_from=first.simulated_from,
    )


def _estimates(found: Mapping[int, Found], paths: Sequence[str]) -> pd.DataFrame:
    """All tables, by path and specification."""
    tables = {number: one.table for number, one in found.items()}
    stacked = pd.concat(tables, names=["specification"]).swaplevel()
    return stacked.loc[[(path, number) for path in paths for number in found]]


def _combined(stated: Stated) -> list[Specification]:
    """Every combination of the alternatives.

    Raises
    ------
    OptionError
        There are too many.
    """
    models = len(stated.models) * 2 ** len(stated.controls)
    count = models * prod(map(len, stated.measurement.values()))
    count *= len(stated.schemes) * len(stated.estimators)
    if count > MOST:
        raise OptionError(
            f"The alternatives make up to {count} specifications; at most {MOST} are computed. "
            "State fewer."
        )
    return [
        Specification(s.choices | {"scheme": scheme, "estimator": estimator}, s.model)
        for s in alternatives(stated.models, stated.measurement, stated.controls)
        for scheme, estimator in product(stated.schemes, stated.estimators)
    ]
