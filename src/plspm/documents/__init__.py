"""Reports: what was computed, written for a paper in the format that its readers open."""

from plspm.documents.report import write_report

__all__ = ["write_report"]
