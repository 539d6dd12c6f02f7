"""Functions of the path coefficients under resampling: effects compared, mediation, slopes."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from plspm.assessment.statistics import Labels
from plspm.errors import Gathering, OptionError
from plspm.inference.components import Components
from plspm.inference.expressions import Value, read_expression
from plspm.inference.intervals import Alternative, Kind, PValue
from plspm.inference.mediation import shares_of_total
from plspm.inference.null_values import null_problems
from plspm.inference.quantities import combined_from_draws, from_drawn_paths, from_draws
from plspm.inference.slopes import Combined, Quantity
from plspm.report.inference import drawn_table
from plspm.report.mediation import drawn_mediation_table
from plspm.report.outside import with_notes
from plspm.results.resampled import Resampled


class ResampledPaths(Resampled):
    """What follows from the draws of the paths; see :class:`plspm.results.BootstrapResult`."""

    def expression(
        self,
        *texts: str,
        kind: Kind | None = None,
        level: float | None = None,
        alternative: Alternative = "two-sided",
        p_value: PValue = "normal",
        null: float = 0.0,
    ) -> pd.DataFrame:
        """Inference for arithmetic over path coefficients, such as the contrast of two effects.

        ``EXP->ECE`` is a path coefficient, ``EXP->ECE->MPE`` the product along a route,
        ``total(EXP->MPE)`` and ``indirect(EXP->MPE)`` are effects; they combine by
        ``+ - * / ^``, numbers and parentheses. Names with other characters stand in backticks.

        Parameters
        ----------
        *texts : str
            One or more expressions.
        kind, level, alternative, p_value
            As in :meth:`table`.
        null : float, default 0
            Value that t and p hold the expressions against, for example 1 for a ratio.

        Returns
        -------
        DataFrame
            One row an expression, columns as in :meth:`table`.

        Raises
        ------
        OptionError
            A text is no expression, or names what the model lacks.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> boot = result.bootstrap(draws=499, seed=1)
        >>> boot.expression("EXP->ECE->MPE - ORE->ECE->MPE")["estimate"].round(3)
        expression
        EXP->ECE->MPE - ORE->ECE->MPE   -0.128
        Name: estimate, dtype: float64
        """
        values = {}
        gathering = Gathering(null_problems(null))
        for text in texts:
            with gathering:
                values[text] = read_expression(text, self._fitted.arrays)
        with gathering:
            of_kind, at_level = self._checked(kind, level, alternative, p_value)
        gathering.tell()
        if not values:
            raise OptionError('Give at least one expression, for example "A->B - C->B".')
        rows = tuple((text,) for text in values)
        part = self._of_paths("expression", list(values.values()), Labels(("expression",), rows))
        table = drawn_table(part, of_kind, at_level, alternative, p_value, null)
        return with_notes(table, part.range)

    def mediation(self, *, kind: Kind | None = None, level: float | None = None) -> pd.DataFrame:
        """Every specific indirect effect beside the direct and the total effect.

        Parameters
        ----------
        kind, level
            As in :meth:`interval`.

        Returns
        -------
        DataFrame
            Index (source, target, path). Columns ``indirect``, ``direct`` (NaN where the model
            has no direct path) and ``total``, each with ``_lower`` and ``_upper``; ``vaf``, the
            share of the total effect that takes this route, with bounds; ``type``:
            complementary, competitive, indirect-only, direct-only or none; and ``reason``: why
            the type is NA, empty where it is not.

        Raises
        ------
        OptionError
            An option has a value that it cannot take.

        References
        ----------
        Zhao, Lynch & Chen (2010), Journal of Consumer Research 37(2), 197-206; for the variance
        accounted for, Hair et al. (2022), chapter 7. It means little where effects compete.

        Examples
        --------
        >>> import plspm
        >>> result = plspm.datasets.describe("customer_engagement").estimate()
        >>> result.bootstrap(draws=499, seed=1).mediation()["type"].tolist()
        ['indirect-only', 'indirect-only', 'none']
        """
        kind, level = self._checked(kind, level)
        arrays = self._fitted.arrays
        indirect = self._part("specific_indirect_effects")
        parts = {
            "indirect": indirect,
            "direct": self._part("paths"),
            "total": self._part("total_effects"),
            "vaf": self._of_paths("vaf", shares_of_total(arrays), indirect.labels),
        }
        return drawn_mediation_table(arrays, parts, kind, level)

    def _of_coefficients(
        self,
        name: str,
        quantities: Sequence[Quantity],
        labels: Labels,
        *,
        kind: Kind | None = None,
        level: float | None = None,
        null: float | None = 0.0,
    ) -> pd.DataFrame:
        """Table of functions of the path coefficients, such as slopes, from the draws of these.

        Parameters
        ----------
        name : str
            What they are.
        quantities : sequence of functions
            See :mod:`plspm.inference.slopes`.
        labels : Labels
            Of the functions.
        kind, level
            As in :meth:`interval`.
        null : float or None, default 0
            Value that t and p hold them against; None for no test.

        Returns
        -------
        DataFrame
            One row a function, columns as in :meth:`table`.

        Raises
        ------
        OptionError
            An option has a value that it cannot take, or paths were not drawn.
        """
        of_kind, at_level = self._checked(kind, level)
        part = from_draws(self._source, name, quantities, labels)
        return drawn_table(part, of_kind, at_level, "two-sided", "normal", null)

    def _combined(
        self,
        quantities: Sequence[Quantity],
        *,
        kind: Kind | None = None,
        level: float | None = None,
    ) -> Combined:
        """Intervals of linear combinations of functions of the path coefficients.

        Parameters
        ----------
        quantities : sequence of k functions
            See :mod:`plspm.inference.slopes`.
        kind, level
            As in :meth:`interval`.

        Returns
        -------
        callable
            Takes combinations (r, k), returns their estimates, lower and upper bounds, (r,) each.

        Raises
        ------
        OptionError
            As :meth:`_of_coefficients`.
        """
        of_kind, at_level = self._checked(kind, level)
        return combined_from_draws(self._source, quantities, of_kind, at_level)

    def _of_paths(self, name: str, values: Sequence[Value], labels: Labels) -> Components:
        """Kept by what they are called, so that other levels need no computation anew."""
        known = f"{name} {labels.rows}"
        if known not in self._components:
            self._components[known] = from_drawn_paths(self._source, name, values, labels)
        return self._components[known]
