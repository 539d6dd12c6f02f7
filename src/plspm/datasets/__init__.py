"""Data that ship with the package, with their model, their wording and their printed results.

Examples
--------
>>> from plspm import datasets
>>> datasets.names()
('customer_engagement',)
"""

from plspm.datasets.catalogue import describe, load, names
from plspm.datasets.dataset import Dataset, Table

__all__ = ["Dataset", "Table", "describe", "load", "names"]
