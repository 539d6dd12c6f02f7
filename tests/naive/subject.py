"""A fit by the naive road, asked for statistics by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.naive import assess, estimate, fit, measurement, structure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.parity.references import Run

MEASURES = {
    "srmr": fit.srmr,
    "d_uls": fit.d_uls,
    "d_g": fit.d_g,
    "nfi": fit.nfi,
    "chi_square": fit.chi_square,
}


class NaiveSubject:
    """Tables keyed by names, computed when asked for."""

    def __init__(
        self, data: Mapping[str, Sequence[float]], model: estimate.Model, **options
    ) -> None:
        self.data, self.model, self.options = data, model, options
        self.fit = estimate.estimate(data, model, **options)

    @classmethod
    def of(cls, run: Run) -> NaiveSubject:
        """The model of a reference run, estimated until nothing moves any more."""
        data = {name: run.data[name].to_numpy(float) for name in run.data}
        model = estimate.Model(run.blocks, run.paths, run.modes, run.common_factors)
        options = {"scheme": run.scheme, "estimator": run.estimator}
        return cls(data, model, tolerance=1e-14, max_iterations=5000, **options)

    def r_squared_without(self, path: tuple[str, str]) -> float:
        """R² of the path's target when the whole model is estimated again without the path."""
        paths = [other for other in self.model.paths if other != path]
        if all(target != path[1] for _, target in paths):
            return 0.0
        connected = {construct for other in paths for construct in other}
        blocks = {c: block for c, block in self.model.blocks.items() if c in connected}
        reduced = replace(self.model, blocks=blocks, paths=paths)
        return NaiveSubject(self.data, reduced, **self.options).table("r_squared")[path[1]]

    def table(self, statistic: str) -> dict:
        return getattr(self, f"_{statistic}", lambda: OF_FIT[statistic](self.fit))()

    def _weights(self) -> dict:
        return self.fit.weights

    def _scores(self) -> dict:
        return {(k, c): y for c, column in self.fit.Y.items() for k, y in enumerate(column)}

    def _cronbach_alpha_raw(self) -> dict:
        return assess.cronbach_alpha_raw(self.fit, self.data)

    def _eigenvalues(self) -> dict:
        values = {c: [*assess.eigenvalues(self.fit, c), 0.0] for c in self.model.blocks}
        return {(c, k): values[c][k - 1] for c in values for k in (1, 2)}

    def _fit(self) -> dict:
        return {
            (name, kind): measure(self.fit, kind)
            for name, measure in MEASURES.items()
            for kind in ("saturated", "estimated")
        }

    def _implied_correlations(self) -> dict:
        return fit.implied_correlations(self.fit, "estimated")


OF_FIT = {
    "loadings": measurement.loadings,
    "cross_loadings": measurement.cross_loadings,
    "score_correlations": measurement.score_correlations,
    "construct_correlations": measurement.construct_correlations,
    "path_coefficients": structure.path_coefficients,
    "r_squared": structure.r_squared,
    "r_squared_adjusted": structure.r_squared_adjusted,
    "total_effects": structure.total_effects,
    "indirect_effects": structure.indirect_effects,
    "f_squared": structure.f_squared,
    "vif_inner": structure.vif_inner,
    "vif_outer": assess.vif_outer,
    "cronbach_alpha": assess.cronbach_alpha,
    "rho_a": assess.reliability_rho_a,
    "rho_c": assess.rho_c,
    "ave": assess.ave,
    "fornell_larcker": assess.fornell_larcker,
    "htmt": assess.htmt,
    "htmt_plus": assess.htmt_plus,
    "htmt2": assess.htmt2,
    "dillon_goldstein_rho": assess.dillon_goldstein_rho,
    "specific_indirect_effects": structure.specific_indirect_effects,
}
