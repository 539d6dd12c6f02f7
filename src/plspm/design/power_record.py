"""What a simulation of power found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plspm.design.curves import required
from plspm.design.replication import Findings
from plspm.design.tallies import LEVELS
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems, fraction_problems
from plspm.report.page import Page, Record, Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PowerAnalysis(Record):
    """What would be found in samples of a population.

    Attributes
    ----------
    table : DataFrame
        One row for each sample size ``n``, ``group`` ("" without groups; "a - b" is a difference),
        ``statistic`` and ``component``. Columns: ``true``, the value for the constructs
        themselves (NaN for what items enter), and ``limit``, that of ever larger samples: they
        differ where the estimator is inconsistent; ``mean`` of the estimates; ``bias`` against
        `true` with its Monte Carlo error ``bias_error``; ``sd`` of the estimates and mean
        ``std_error`` found in the samples; ``rejection`` rate of "is zero" (power, or type I error
        where `true` is 0) with ``rejection_error``; ``coverage`` of `true` and of `limit` by the
        interval, with ``coverage_error`` and ``coverage_of_limit_error``; ``replications`` with
        an estimate.
    failures : DataFrame
        By sample size: ``replications``; the shares ``failed`` (no estimate), ``not_converged``
        and ``inadmissible``, each with its Monte Carlo error; ``draws_lost``, the share of draws
        without an estimate.
    simulated : str
        What the samples were drawn from, and with which options and seed.
    alpha : float
    replicates : mapping
        By sample size all estimates, standard errors and bounds, one row a replication.

    Examples
    --------
    >>> import plspm
    >>> population = plspm.Population(
    ...     "A =~ a1 + a2; B =~ b1 + b2; B ~ A",
    ...     {"A -> B": 0.4},
    ...     loadings={"A": [0.8, 0.7], "B": [0.8, 0.7]},
    ... )
    >>> found = plspm.power_analysis(
    ...     population, [50, 150], replications=40, inference="delta", seed=1
    ... )
    >>> found.power.loc[(150, "paths", "A -> B")] > 0.8
    np.True_
    """

    table: pd.DataFrame
    failures: pd.DataFrame
    simulated: str
    alpha: float
    replicates: dict[int, Findings]

    @property
    def power(self) -> pd.Series[float]:
        """Rejection rates, without the level of groups where there are none."""
        rates = self.table["rejection"]
        grouped = set(rates.index.get_level_values("group")) != {""}
        return rates if grouped else rates.droplevel("group")

    def required(self, power: float = 0.80) -> pd.DataFrame:
        """Sample size at which each component is found with a given power.

        Parameters
        ----------
        power : float, default 0.80

        Returns
        -------
        DataFrame
            One row a component: ``n``, interpolated between two of the sizes (probit of the rate
            linear in √n; NaN where they do not enclose it), its ``std_error`` from the Monte
            Carlo error of both, and the bounds ``lower`` and ``upper`` from the rates plus and
            less 1.96 errors (0 or infinite where that is beyond the sizes).

        Raises
        ------
        OptionError
            `power` is no number between 0 and 1.
        """
        problems = fraction_problems("power", power, example="0.80")
        if problems:
            raise OptionError(problems)
        rows = {}
        for key, part in self.table.groupby(level=LEVELS[1:], sort=False):
            sizes = part.index.get_level_values("n").to_numpy(dtype=float)
            rates, counts = part["rejection"].to_numpy(), part["replications"].to_numpy(dtype=float)
            seen = counts > 0
            rows[key] = required(sizes[seen], rates[seen], counts[seen], power)
        index = pd.MultiIndex.from_tuples(list(rows), names=LEVELS[1:])
        return pd.DataFrame(list(rows.values()), index=index)

    def plot(self, statistic: str = "paths", *, power: float = 0.80) -> Figure:
        """Draw the rejection rate of every component of a statistic against the sample size.

        Parameters
        ----------
        statistic : str, default "paths"
        power : float, default 0.80
            Where a line is drawn.

        Returns
        -------
        matplotlib.figure.Figure

        Raises
        ------
        OptionError
            The statistic was not tested.
        MissingDependencyError
            matplotlib is not installed.
        """
        from plspm.design.picture import power_curves

        known = list(dict.fromkeys(self.table.index.get_level_values("statistic")))
        problems = [
            *choice_problems("statistic", statistic, known),
            *fraction_problems("power", power, example="0.80"),
        ]
        if problems:
            raise OptionError(problems)
        shown = self.table[self.table.index.get_level_values("statistic") == statistic]
        return power_curves(shown, power, self.simulated)

    def page(self) -> Page:
        """Rejection rates with the sizes needed for .80, and what did not end well."""
        rates = self.power.unstack("n")  # noqa: PD010  (nothing is to be aggregated)
        needed = self.required()[["n", "lower", "upper"]].add_suffix(" for .80")
        if rates.index.nlevels < needed.index.nlevels:
            needed = needed.droplevel("group")
        whole = needed.map(lambda n: "" if np.isnan(n) else f"{n:.0f}")
        rates.columns = pd.Index([f"n = {n}" for n in rates.columns])
        largest = self.table["rejection_error"].max()
        return Page(
            "Power by simulation",
            (
                Table(
                    f"Rejection rates, Monte Carlo errors of at most {largest:.3f}",
                    rates.reindex(whole.index).join(whole),
                    name="power",
                ),
                Table(
                    "Replications that did not end well, shares",
                    self.failures[["replications", "failed", "not_converged", "inadmissible"]],
                    name="failures",
                ),
            ),
            (("SIMULATED", f"{self.simulated}."),),
        )
