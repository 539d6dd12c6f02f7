"""Cases that come in clusters."""

from __future__ import annotations

from dataclasses import dataclass

from plspm.calls import plain_constructor
from plspm.errors import OptionError
from plspm.estimation.settings import count_problems, fraction_problems


@plain_constructor("plspm.Clusters")
@dataclass(frozen=True, slots=True)
class Clusters:
    """Cases that come in clusters.

    Parameters
    ----------
    number : int
        Clusters in a sample, of equal size up to one case.
    intraclass_correlation : float
        Correlation of two cases of a cluster in every exogenous construct and residual; items
        have none of their own.
    name : str, default "cluster"
        Column that holds the number of the cluster.
    """

    number: int
    intraclass_correlation: float
    name: str = "cluster"

    def __post_init__(self) -> None:
        rho = self.intraclass_correlation
        problems = [
            *count_problems("number", self.number, at_least=2),
            *fraction_problems("intraclass_correlation", rho, example="0.15"),
        ]
        if problems:
            raise OptionError(problems)
