"""Data that ship with the package, with their model, their wording and their printed results.

Examples
--------
>>> from plspm import datasets
>>> datasets.names()
('customer_engagement', 'engagement_projects', 'experience_implementation', 'touchpoints',
 'customer_intimacy')
"""

from plspm.datasets.catalogue import describe, load, names
from plspm.datasets.dataset import Dataset, Table
from plspm.datasets.simulated import SimulatedDataset

__all__ = ["Dataset", "SimulatedDataset", "Table", "describe", "load", "names"]
