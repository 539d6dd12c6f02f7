"""What every record is printed from: one list of tables, whatever it is printed as.

A record says what its page holds; text, HTML, files and other formats are made from that, so that
a new record prints everywhere on the day it is written.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace

import pandas as pd

from plspm.calls import no_attribute
from plspm.held import gives_copies, refuse_change
from plspm.report.as_json import page_to_dict
from plspm.report.html import page_as_html
from plspm.report.summary import Text, page_as_text


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table to be printed.

    Attributes
    ----------
    title : str
        In words, with a capital.
    frame : DataFrame
        In full precision; an empty one is left out. A table with a column ``detail`` (and
        ``holds``) is a checklist and prints as one paragraph a row.
    notes : tuple of str
        Printed below it.
    aside : tuple of str
        Columns that a narrow page leaves out: they stand elsewhere, or matter to few.
    name : str
        What files, sheets and data formats call it, in lower case with underscores; by default
        made from the title.
    named : bool
        Whether its columns are called by names out of data and model, which nothing may change.
    """

    title: str
    frame: pd.DataFrame
    notes: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    name: str = ""
    named: bool = False

    @property
    def key(self) -> str:
        """Its name, or one made from its title."""
        words = "".join(c if c.isalnum() else " " for c in self.title.lower()).split()
        return self.name or "_".join(words)

    @property
    def shown(self) -> pd.DataFrame:
        """The table of a narrow page."""
        return self.frame.drop(columns=list(self.aside), errors="ignore")


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Everything that a record prints.

    Attributes
    ----------
    title : str
    tables : tuple of Table
        In the order of reading.
    facts : tuple of (str, str)
        What was done: cases, draws, options.
    notes : tuple of str
        What to keep in mind, printed at the end.
    """

    title: str
    tables: tuple[Table, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def filled(self) -> tuple[Table, ...]:
        """The tables that have rows."""
        return tuple(table for table in self.tables if len(table.frame))


@dataclass(frozen=True, eq=False, repr=False)
class Record(ABC):
    """Something that prints: it says what its page holds and has the rest from here.

    Dataclasses that are records are made with ``repr=False``.

    Attributes
    ----------
    simulated_from : str
        What the data were drawn from, where they are simulated; else empty. Every format says so.
    """

    __slots__ = ()

    simulated_from: str = field(default="", kw_only=True)

    def __init_subclass__(cls) -> None:
        # Those that dataclasses write look in vain for the class which slots made anew.
        for name in ("__setattr__", "__delattr__"):
            if name in vars(cls):
                setattr(cls, name, refuse_change)
        # Not written into the class, where type checkers would take any name for known.
        setattr(cls, "__getattr__", no_attribute)  # noqa: B010
        gives_copies(cls)

    @abstractmethod
    def page(self) -> Page:
        """Title, facts, tables and notes of the record itself."""

    def _marked_page(self) -> Page:
        """The page as it is printed: that data are simulated is said before all else."""
        page = self.page()
        if not self.simulated_from:
            return page
        return replace(page, facts=(("Data", f"SIMULATED, {self.simulated_from}"), *page.facts))

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables that are printed, by their titles."""
        return {table.title: table.frame for table in self.page().tables}

    def summary(self, *, width: int | None = None) -> Text:
        """Text of the whole, to be read from top to bottom.

        Parameters
        ----------
        width : int, optional
            Characters in a line, at least 40; by default 88, or what a narrower terminal has.

        Returns
        -------
        str
            It prints itself where it is the last line of a cell or of a prompt.
        """
        return page_as_text(self._marked_page(), width)

    def to_dict(self) -> dict[str, object]:
        """Return the page as dictionaries, lists, texts and numbers, in full precision.

        Returns
        -------
        dict
            Its form is described in :mod:`plspm.report.as_json`.
        """
        return page_to_dict(self._marked_page(), type(self).__name__)

    def to_json(self) -> str:
        """Return the page as JSON, which :func:`plspm.from_json` reads.

        Returns
        -------
        str
        """
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1, allow_nan=False)

    def _repr_html_(self) -> str:
        return page_as_html(self._marked_page())

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.page().title}; print() shows it>"
