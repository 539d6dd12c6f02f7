"""One fit with its bootstrap, and the document made of it."""

import pytest

import plspm


@pytest.fixture(scope="session")
def fit():
    return plspm.datasets.describe("customer_engagement").estimate()


@pytest.fixture(scope="session")
def boot(fit):
    return fit.bootstrap(99, seed=1, progress=False)
