"""Statistics under resampling: the core of a bootstrap result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plspm.assessment.statistics import STATISTICS
from plspm.errors import Gathering
from plspm.inference.choices import check_choices
from plspm.inference.components import Components
from plspm.inference.drawn import Drawn, components_of, drawn_statistics, drawn_values
from plspm.inference.fitted import Fitted
from plspm.inference.intervals import Alternative, Kind, PValue
from plspm.inference.null_values import null_value
from plspm.inference.options import Options
from plspm.inference.plans import Plan
from plspm.inference.resample import Replicates
from plspm.inference.seeds import Seed
from plspm.report import tables
from plspm.report.inference import drawn_table
from plspm.report.outside import with_notes
from plspm.results.inference_tables import InferenceTables

if TYPE_CHECKING:
    from plspm.results.fit import PLSResult


class Resampled(InferenceTables):
    """Draws of every statistic, and the tables and intervals that follow from them."""

    def __init__(
        self,
        fitted: Fitted,
        plan: Plan,
        replicates: Replicates,
        options: Options,
        *,
        method: str,
        seed: Seed,
        level: float,
        kind: Kind,
        result: PLSResult,
    ) -> None:
        self._result = result
        self._fitted = fitted
        self._plan = plan
        self._replicates = replicates
        self._options = options
        self._method = method
        self._components: dict[str, Components] = {}
        self.seed = seed
        self.level = level
        self.kind = kind

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is computed again when asked for, so that results can be pickled."""
        return {**self.__dict__, "_components": {}}

    def __repr__(self) -> str:
        used, asked = self.draws_usable, self.draws_requested
        return f"<BootstrapResult: {used} of {asked} draws usable>"

    @property
    def result(self) -> PLSResult:
        """The fit that was resampled, as it was before."""
        return self._result

    @property
    def draws_requested(self) -> int:
        """Draws asked for."""
        return self._replicates.requested

    @property
    def draws_usable(self) -> int:
        """Draws that every table rests on, cells with fewer excepted (column ``draws``)."""
        return self._replicates.usable

    @property
    def failures(self) -> pd.Series[int]:
        """Draws that did not end well, by cause, whatever became of them."""
        counts = {outcome.name.lower(): n for outcome, n in self._replicates.failures.items()}
        return pd.Series(counts, name="draws").rename_axis("cause")

    @property
    def statistics(self) -> tuple[str, ...]:
        """Names of the statistics that were computed on every draw."""
        return drawn_statistics(self._replicates)

    def draws(self, statistic: str) -> pd.DataFrame:
        """The raw draws of a statistic, as they were estimated.

        Draws of subsampling vary otherwise than the estimate does: tables and intervals rescale
        them, this does not.

        Parameters
        ----------
        statistic : str
            One of :attr:`statistics`.

        Returns
        -------
        DataFrame
            One row a usable draw (its number in the plan), one column a component.

        Raises
        ------
        OptionError
            The statistic was not computed.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.bootstrap(draws=99, seed=1).draws("paths").shape
        (99, 4)
        """
        columns = tables.index_of(self._part(statistic).labels)
        numbers = pd.Index(self._replicates.numbers, name="draw")
        return tables.labelled(self._replicates.values[statistic], numbers, columns)

    def table(
        self,
        statistic: str,
        *,
        kind: Kind | None = None,
        level: float | None = None,
        alternative: Alternative = "two-sided",
        p_value: PValue = "normal",
        null: float | None = None,
    ) -> pd.DataFrame:
        """The full table of a statistic, without drawing again.

        Parameters
        ----------
        statistic : str
            One of :attr:`statistics`.
        kind, level, alternative
            As in :meth:`interval`; `alternative` also is that of the p-value.
        p_value : {"normal", "percentile"}
            From t under the standard normal, or the level at which the percentile interval
            touches the null value.
        null : float, optional
            Value that t and p hold the statistic against, for example .85 for "htmt" with
            ``alternative="less"``. By default 0 for weights, loadings, correlations and effects;
            for all others, where 0 is no hypothesis, t and p are given on request only.

        Returns
        -------
        DataFrame
            Columns ``estimate``, ``mean``, ``bias``, ``std_error``, ``t`` and ``p_value`` (where
            there is a null value), ``ci_lower``, ``ci_upper``, ``draws``. Where an interval
            leaves out its own estimate, also ``note``, which says why; always of the measures of
            misfit.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> boot = result.bootstrap(draws=499, seed=1)
        >>> table = boot.table("htmt", null=0.85, alternative="less")
        >>> table.loc[("MPE", "ECE"), "p_value"].round(3)
        np.float64(0.415)
        """
        gathering = Gathering()
        with gathering:
            part = self._part(statistic)
            held_against = null_value(STATISTICS[statistic], null)
        with gathering:
            of_kind, at_level = self._checked(kind, level, alternative, p_value)
        gathering.tell()
        table = drawn_table(part, of_kind, at_level, alternative, p_value, held_against)
        entry = STATISTICS[statistic]
        return with_notes(table, entry.range, misfit=entry.misfit)

    @property
    def _kind_of_errors(self) -> str:
        return self._method

    @property
    def _source(self) -> Drawn:
        return Drawn(self._fitted, self._plan, self._replicates, self._options)

    def _part(self, statistic: str) -> Components:
        values = drawn_values(self._source, statistic)
        if statistic not in self._components:
            part = components_of(self._source, STATISTICS[statistic], values)
            self._components[statistic] = part
        return self._components[statistic]

    def _checked(
        self,
        kind: Kind | None,
        level: float | None,
        alternative: Alternative = "two-sided",
        p_value: PValue = "normal",
    ) -> tuple[Kind, float]:
        kind, level = self.kind if kind is None else kind, self.level if level is None else level
        check_choices(kind, level, alternative, p_value)
        return kind, level
