"""Which data sets there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, overload

from plspm.calls import plainly
from plspm.datasets.dataset import Dataset
from plspm.datasets.simulated import SimulatedDataset
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
            "print when the data were searched, so they are no independent confirmation. It was "
            "needless: the printed t-values are those of regressions, which follow from the "
            "printed correlations (an inference; the text says bootstrap)."
        ),
        subject=(
            "119 Slovenian firms that sell to consumers (B2C): what drives them to start customer "
            "engagement, and what it does for their marketing performance; PLS-PM in Mode A, "
            "4999 bootstrap samples."
        ),
        citation=(
            "Marolt, M., Zimmermann, H.-D. & Pucihar, A. (2020). Enhancing Marketing Performance "
            "Through Enterprise-Initiated Customer Engagement. Sustainability 12(9), 3931. "
            "https://doi.org/10.3390/su12093931"
        ),
        doi="10.3390/su12093931",
        scheme="centroid",
    )
}

Planned = Literal[
    "engagement_projects", "experience_implementation", "touchpoints", "customer_intimacy"
]

SIMULATED: Final = {
    "engagement_projects": SimulatedDataset(
        name="engagement_projects",
        title="Motives that moderate the response to customer engagement projects",
        citation=(
            "Pawłowski & Wiechetek (2022), Customer engagement projects within the organizational "
            "context: a case of B2B e-commerce, Organization and Management Series 157"
        ),
        contradicts=(
            "The motives of the text's projects were never measured per person: there a motive is "
            "a type of project, each in another year and with another task. Here every respondent "
            "has motives of their own."
        ),
        seed=157,
    ),
    "experience_implementation": SimulatedDataset(
        name="experience_implementation",
        title="Service and functional dimensions of customer experience, and advantage",
        citation=(
            "Enwe (2020), B2B firms and their customers: re-strategizing customer experience for "
            "competitive advantage, master's thesis, University of Eastern Finland"
        ),
        contradicts=(
            "The thesis holds that experience is better studied qualitatively, and rules out the "
            "language of necessary conditions. It places measurement in the service dimension "
            "first and in the functional one at the end."
        ),
        seed=2020,
    ),
    "touchpoints": SimulatedDataset(
        name="touchpoints",
        title="Touchpoints of business customers in relational and transactional exchange",
        citation=(
            "Witell, Kowalkowski, Perks, Raddats, Schwabe, Benedettini & Burton (2020), "
            "Characterizing customer experience management in business markets, Journal of "
            "Business Research 116, 420-430"
        ),
        contradicts=(
            "What kind of relationship it is the parties may dispute, and it changes with time: a "
            "fixed label of groups simplifies. Control shares of touchpoints sum to one and are "
            "collinear."
        ),
        seed=116,
        nested=True,
    ),
    "customer_intimacy": SimulatedDataset(
        name="customer_intimacy",
        title="Ten themes that form customer intimacy",
        citation=(
            "Lakso (2021), Developing B2B relationships by promoting customer intimacy in "
            "e-commerce, master's thesis, University of Vaasa"
        ),
        contradicts=(
            "Intimacy and the collection of customer data form a loop in the thesis; a recursive "
            "model cuts one of its arrows."
        ),
        seed=2021,
    ),
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
    ('customer_engagement', 'engagement_projects', 'experience_implementation', 'touchpoints',
     'customer_intimacy')
    """
    return (*CATALOGUE, *SIMULATED)


@overload
def describe(name: Literal["customer_engagement"]) -> Dataset: ...


@overload
def describe(name: Planned) -> SimulatedDataset: ...


@overload
def describe(name: str) -> Dataset | SimulatedDataset: ...


@plainly("plspm.datasets.describe")
def describe(name: str) -> Dataset | SimulatedDataset:
    """Describe a data set: provenance, wording of the items, model, printed results.

    Parameters
    ----------
    name : str
        One of :func:`names`.

    Returns
    -------
    Dataset or SimulatedDataset
        Of simulated data: the study with its population and statements, and what speaks against
        it, in place of printed results.

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
    problems = choice_problems("name", name, names())
    if problems:
        raise OptionError(problems)
    return CATALOGUE[name] if name in CATALOGUE else SIMULATED[name]


@plainly("plspm.datasets.load")
def load(name: str) -> pd.DataFrame:
    """Load a data set.

    "customer_engagement" has 119 rows (firms) and 17 columns (answers from 1 to 5; SMU counts
    from 0 to 6). It is **reconstructed**: whole answers found by search so that PLS-PM (Mode A,
    centroid scheme) gives the printed tables of a published study (Marolt, Zimmermann & Pucihar
    2020, doi 10.3390/su12093931) back to three decimals. It is one of very many data sets that do;
    it is not the authors' data, and no finding about firms should rest on it. The t-values of two
    hypotheses were steered towards the print in the search, so that they are no independent
    confirmation. More in :func:`describe`.

    The others are **simulated** from stated populations (``attrs["simulated"]``): studies that
    readers of published texts could carry out, with moderation ("engagement_projects"), constructs
    of constructs ("experience_implementation", "customer_intimacy"), groups and firms
    ("touchpoints", columns ``relationship`` and ``firm``).

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
