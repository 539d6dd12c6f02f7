"""Which data sets there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from plspm.calls import plainly
from plspm.datasets.dataset import Dataset
from plspm.errors import OptionError
from plspm.estimation.settings import choice_problems

if TYPE_CHECKING:
    import pandas as pd

CATALOGUE: Final = {
    "customer_engagement": Dataset(
        name="customer_engagement",
        title="Drivers and outcome of enterprise-initiated customer engagement",
        provenance=(
            "Reconstructed data, NOT the authors' data: 119 rows of whole answers found by search "
            "so that PLS-PM gives the printed tables back to three decimals. They are one of very "
            "many data sets that do: the printed numbers fix 58 of the 117 degrees of freedom of "
            "the correlation matrix. The bootstrap t-values of H2 and H4 were steered towards the "
            "print when the data were searched, so they are no independent confirmation."
        ),
        citation=(
            "A published study of 119 Slovenian firms that sell to consumers (B2C): what drives "
            "them to start customer engagement, and what it does for their marketing "
            "performance; PLS-PM in Mode A, 4999 bootstrap samples. Its authors and journal are "
            "not recorded with the transcribed tables."
        ),
        scheme="centroid",
    )
}


@plainly("plspm.datasets.names")
def names() -> tuple[str, ...]:
    """Names of the data sets that ship with the package.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> import plspm
    >>> plspm.datasets.names()
    ('customer_engagement',)
    """
    return tuple(CATALOGUE)


@plainly("plspm.datasets.describe")
def describe(name: str) -> Dataset:
    """Describe a data set: provenance, wording of the items, model, printed results.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Returns
    -------
    Dataset

    Raises
    ------
    OptionError
        There is no such data set.

    Examples
    --------
    >>> import plspm
    >>> study = plspm.datasets.describe("customer_engagement")
    >>> study.items.loc[study.items["item"] == "SMU", ["min", "max"]]
       min  max
    7    0    6
    """
    problems = choice_problems("name", name, CATALOGUE)
    if problems:
        raise OptionError(problems)
    return CATALOGUE[name]


@plainly("plspm.datasets.load")
def load(name: str) -> pd.DataFrame:
    """Load a data set.

    "customer_engagement" has 119 rows (firms) and 17 columns (answers from 1 to 5; SMU counts
    from 0 to 6). It is **reconstructed**: whole answers found by search so that PLS-PM (Mode A,
    centroid scheme) gives the printed tables of a published study back to three decimals. It is
    one of very many data sets that do; it is not the authors' data, and no finding about firms
    should rest on it. The t-values of two hypotheses were steered towards the print in the
    search, so that they are no independent confirmation. More in :func:`describe`.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Returns
    -------
    DataFrame
        One row a case, one column an indicator; a copy that is yours to change.

    Raises
    ------
    OptionError
        There is no such data set.

    Examples
    --------
    >>> import plspm
    >>> plspm.datasets.load("customer_engagement").shape
    (119, 17)
    """
    return describe(name).data
