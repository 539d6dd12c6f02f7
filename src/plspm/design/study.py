"""Studies stated in TOML files: a model, its population, and what each number rests on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from plspm.api import as_model
from plspm.data.text_files import unfit_for_reading
from plspm.design.clusters import Clusters
from plspm.design.groups import Groups
from plspm.design.population import Population
from plspm.design.variants import varied
from plspm.errors import DataError, OptionError, SpecificationError
from plspm.estimation.settings import choice_problems
from plspm.held import gives_copies
from plspm.model import PathModel

TABLES = frozenset(
    [
        "name", "text", "categories", "n", "group", "model", "global_item", "loadings",
        "formative", "exogenous_correlations", "lower_order_correlations",
        "higher_order_weights", "themes", "paths", "implied",
    ]
)  # fmt: skip
"""What a file may hold, beside tables whose names begin with ``variant_``."""

CONCERNS = "CON"
"""The construct that ``concerns_with_all`` is about."""

LOWEST = 1.0


@gives_copies
@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """A study that could be carried out, with a stated population.

    A file holds ``name``, ``text`` (what motivates it), ``categories``, ``n`` (one number, or one
    for each group, whose variable ``group`` names), ``model`` (its text), and the tables

    - ``loadings``, by construct; ``themes`` are those of the parts of a higher-order construct,
    - ``formative``: ``item_correlation`` by construct, and ``weights`` (by group),
    - ``exogenous_correlations``, by ``"A,B"``; ``lower_order_correlations`` of the parts of
      higher-order constructs, and ``higher_order_weights`` by construct,
    - ``themes``: of every part its weight, its performance from 0 to 100 (which gives the mean of
      its items) and the statement it rests on,
    - ``paths``, by ``"A -> B"``: the value (of every group), then the statement it rests on,
    - ``global_item``: a further item that measures a construct,
    - ``implied``: R², total effects and rough figures of power, for comparison,
    - ``variant_nested``: ``firms`` and ``intraclass_correlation``,
    - ``variant_NAME``: what differs in :meth:`variant`: constructs left out (``without``), groups
      (``group``, ``sizes``), values of paths by group, other parts of higher-order constructs.

    Attributes
    ----------
    name, text : str
    model_text : str
    n : mapping of str to int
        Cases by group; one entry "" without groups.
    group : str
        Column of the groups; "" without.
    facts : mapping
        The file as it was read.
    """

    name: str
    text: str
    model_text: str
    n: Mapping[str, int]
    group: str
    facts: Mapping[str, Any] = field(repr=False)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Study:
        """Read a file.

        Raises
        ------
        DataError
            There is no such file, or it is no TOML.
        SpecificationError
            It lacks what a study needs, or holds what is not understood.
        """
        file = Path(path)
        try:
            reason = unfit_for_reading(file)
            text = "" if reason else file.read_text(encoding="utf-8")
        except OSError as error:
            raise DataError(f"{str(path)!r} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise DataError(f"{str(path)!r} is not UTF-8 text, as TOML is.") from error
        if reason:
            raise DataError(f"{str(path)!r} is {reason}; give the path of a TOML file.")
        return cls.parse(text)

    @classmethod
    def parse(cls, text: str) -> Study:
        """Read a text of TOML; errors as of :meth:`read`."""
        try:
            facts = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise DataError(f"This is no TOML: {error}.") from error
        problems = [
            f"The study has no {key}."
            for key in ("name", "text", "n", "model", "paths")
            if key not in facts
        ]
        problems += [
            f"The study holds {key!r}, which is not understood; known are "
            f"{', '.join(sorted(TABLES))} and variant_…."
            for key in facts
            if key not in TABLES and not key.startswith("variant_")
        ]
        if problems:
            raise SpecificationError(problems)
        return cls._of(facts)

    @classmethod
    def _of(cls, facts: Mapping[str, Any]) -> Study:
        n = facts["n"] if isinstance(facts["n"], dict) else {"": facts["n"]}
        return cls(facts["name"], facts["text"], facts["model"], n, facts.get("group", ""), facts)

    @property
    def model(self) -> PathModel:
        """The model."""
        return PathModel.parse(self.model_text)

    @property
    def population(self) -> Population | Groups:
        """The population, or those of the groups."""
        return self.populations()

    @property
    def statements(self) -> pd.DataFrame:
        """What every path, and every weight of a theme, rests on; one row each."""
        rows = [(label, stated[-1]) for label, stated in self.facts["paths"].items()]
        rows += [
            (f"weight of {k}", stated[-1]) for k, stated in self.facts.get("themes", {}).items()
        ]
        return pd.DataFrame(rows, columns=["number", "statement"]).set_index("number")

    def populations(self, *, nested: bool = False) -> Population | Groups:
        """The population, or those of the groups.

        Parameters
        ----------
        nested : bool, default False
            Respondents in firms, as ``variant_nested`` says.

        Raises
        ------
        OptionError
            The file has no such variant.
        """
        clusters = self._clusters() if nested else None
        labels = list(self.n)
        members = {label: self._member(k, label, clusters) for k, label in enumerate(labels)}
        if labels == [""]:
            return members[""]
        return Groups(self.group, members, self.n, name=self._named(), source=self.text)

    def variant(self, name: str) -> Study:
        """The study in one of its variants, with a model and a population of its own.

        Parameters
        ----------
        name : str
            Of a table ``variant_NAME`` of the file.

        Raises
        ------
        OptionError
            There is no such variant.
        SpecificationError
            It holds what is not understood.

        Examples
        --------
        >>> import plspm
        >>> study = plspm.datasets.describe("engagement_projects").study.variant("groups")
        >>> study.population
        <Groups: the stated population of 'engagement_projects, variant groups', motivated by ...>
        """
        return Study._of(varied(self.facts, name))

    def _named(self) -> str:
        return f"the stated population of {self.name!r}, motivated by {self.text}"

    def _clusters(self) -> Clusters:
        problems = choice_problems("variant", "variant_nested", list(self.facts))
        if problems:
            raise OptionError(f"The study {self.name!r} states no nested variant.")
        nested = self.facts["variant_nested"]
        firms = nested["firms"] // len(self.n)  # a firm belongs to one group
        return Clusters(firms, nested["intraclass_correlation"], "firm")

    def _member(self, k: int, label: str, clusters: Clusters | None) -> Population:
        facts = self.facts
        model = as_model(self.model_text)
        parts = {name: model.parts(name) for name in model.higher_order}
        themes = facts.get("themes", {})
        formative = facts.get("formative", {})
        within = formative.get("item_correlation", {})
        weights = dict(facts.get("higher_order_weights", {}))
        weights |= {
            whole: [themes[part][0] for part in of]
            for whole, of in parts.items()
            if all(part in themes for part in of)
        }
        given = formative.get("weights", {})
        weights |= dict.fromkeys(within, given.get(label, given))
        item = facts.get("global_item")
        shared = facts.get("loadings", {})
        theme_loadings = shared.get("themes")
        loadings = {name: values for name, values in shared.items() if name != "themes"}
        loadings |= {part: theme_loadings for of in parts.values() for part in of if theme_loadings}
        return Population(
            model,
            {
                path: stated[k]
                for path, stated in facts["paths"].items()
                if not isinstance(stated[k], str)
            },
            loadings=loadings,
            weights=weights,
            correlations={
                **facts.get("exogenous_correlations", {}),
                **_lower_order(facts.get("lower_order_correlations", {}), parts),
            },
            item_correlations=within,
            categories=facts.get("categories"),
            means={name: self._mean(stated[1]) for name, stated in themes.items()},
            markers={
                item["item"]: (item["construct"], item[f"correlation_with_{item['construct']}"])
            }
            if item
            else {},
            clusters=clusters,
            name=self._named() + (f", {label}" if label else ""),
            source=self.text,
        )

    def _mean(self, performance: float) -> float:
        """Mean answer at a performance from 0 to 100."""
        return LOWEST + (self.facts["categories"] - LOWEST) * performance / 100.0


def _lower_order(
    stated: Mapping[str, float], parts: Mapping[str, tuple[str, ...]]
) -> dict[str, float]:
    """Correlations of all parts of higher-order constructs, by pair."""
    if not stated:
        return {}
    home = {part: whole for whole, of in parts.items() for part in of}
    found = {}
    for a, b in combinations(home, 2):
        if "concerns_with_all" in stated and CONCERNS in (a, b):
            kind = "concerns_with_all"
        elif "themes" in stated:
            kind = "themes"
        else:
            kind = "within_a_dimension" if home[a] == home[b] else "across"
        if kind not in stated:
            raise SpecificationError(f"lower_order_correlations do not state {kind!r}.")
        found[f"{a},{b}"] = stated[kind]
    return found
