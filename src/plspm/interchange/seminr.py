"""Models in the R code of seminr: the calls of `constructs()` and `relationships()`.

Written from the public documentation of its functions (seminr 2.3, https://cran.r-project.org).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from plspm.interchange.r_code import Call, Name, calls_of, depths, tokens_of
from plspm.interchange.r_values import Unreadable, Values, arguments_of
from plspm.interchange.reading import Reading
from plspm.model.claims import Stated
from plspm.model.elements import Construct, Mode, Path
from plspm.model.problems import NOWHERE, Problem, enumerated, shown
from plspm.model.products import fault_of, origins, product_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plspm.interchange.r_code import Expression, RToken
    from plspm.model.problems import Place

DEEPEST: Final = 100
MODES: Final[Mapping[str, Mode]] = {
    "mode_A": "A",
    "correlation_weights": "A",
    "mode_B": "B",
    "regression_weights": "B",
    "unit_weights": "sum",
}
METHODS: Final = {
    "two_stage": "two_stage_reestimated",
    "product_indicator": "product_indicator",
    "orthogonal": "orthogonal",
}
"""Of interaction terms: what the option ``interactions`` calls them."""

MEASURES: Final = {
    "composite": ("construct_name", "item_names", "weights"),
    "reflective": ("construct_name", "item_names"),
    "higher_composite": ("construct_name", "dimensions", "method", "weights"),
    "higher_reflective": ("construct_name", "dimensions"),
    "interaction_term": ("iv", "moderator", "method", "weights"),
    "quadratic_term": ("iv", "method", "weights"),
}
ELSEWHERE: Final = {
    "as.reflective": "constructs are turned by as.reflective(), which makes another model; write "
    "reflective() where they are stated",
    "associations": "covariances of errors belong to seminr's CB-SEM; PLS has none",
    "estimate_pls": "settings of the estimation are no part of a model; plspm.estimate() has "
    "`scheme`, `missing` and the like",
}


def read_seminr(code: str) -> Reading:
    """Read the model of a script that uses seminr.

    Parameters
    ----------
    code : str
        R code with one call of ``constructs()`` and one of ``relationships()``; what they need
        of variables, ``c()``, ranges and ``paste0()`` is looked up.

    Returns
    -------
    Reading

    Examples
    --------
    >>> reading = read_seminr('''
    ...     constructs(
    ...         composite("IMG", multi_items("img_", 1:3)),
    ...         reflective("LOY", c("loy1", "loy2"))
    ...     )
    ...     relationships(paths(from = "IMG", to = "LOY"))
    ... ''')
    >>> print(reading.model)
    IMG <~ [A] img_1 + img_2 + img_3
    LOY =~ loy1 + loy2
    LOY ~ IMG
    """
    tokens = tokens_of(code)
    for token, depth in zip(tokens, depths(tokens), strict=True):
        if depth > DEEPEST:
            said = "brackets are nested more than a hundred deep here; no model needs that"
            return Reading((), (), refused=(Problem(token.place, said),))
    return _Reader(tokens).reading()


class _Reader:
    """Gathers what the calls say, and what is wrong with them."""

    def __init__(self, tokens: Sequence[RToken]) -> None:
        self.tokens, self.values = tokens, Values(tokens)
        self.constructs: list[Stated[Construct]] = []
        self.paths: list[Stated[Path]] = []
        self.products: dict[str, Place] = {}
        self.reflective: list[tuple[Place, str]] = []
        self.notes: list[Problem] = []
        self.refused: list[Problem] = []

    def reading(self) -> Reading:
        for call in self._only("constructs"):
            self._each(call, self._construct)
        for call in self._only("relationships"):
            self._each(call, self._arrows)
        self._said_elsewhere()
        in_doubt = frozenset(
            token.text for token in self.tokens if self.refused and token.kind == "string"
        )
        return Reading(
            tuple(self.constructs),
            tuple(self.paths),
            (*self._corrected(), *self.notes, *self._unused()),
            tuple(self.refused),
            in_doubt,
        )

    def _only(self, name: str) -> Iterator[Call]:
        """Find the one call of a function; none or several are refused."""
        calls = list(calls_of(self.tokens, name))
        if len(calls) == 1:
            yield calls[0]
        elif not calls:
            self.refused.append(Problem(NOWHERE, f"there is no call of {name}() to be read"))
        else:
            lines = ", ".join(str(call.place.line) for call in calls)
            message = f"{name}() is called {len(calls)} times (lines {lines}); keep one of them"
            self.refused.append(Problem(calls[1].place, message))

    def _each(self, call: Call, read: Callable[[Expression], None]) -> None:
        for _, value in call.arguments:
            try:
                read(self.values.resolved(value))
            except Unreadable as error:
                self.refused.append(error.problem)

    def _construct(self, expression: Expression) -> None:
        if not isinstance(expression, Call) or expression.name not in MEASURES:
            known = ", ".join(f"{name}()" for name in MEASURES)
            raise Unreadable(expression.place, f"{_said(expression)} is none of {known}")
        given = arguments_of(expression, MEASURES[expression.name])
        lacking = [n for n in MEASURES[expression.name][:2] if n not in given and n != "method"]
        if lacking:
            raise Unreadable(expression.place, f"{expression.name}() lacks {' and '.join(lacking)}")
        if expression.name in {"interaction_term", "quadratic_term"}:
            self._product(expression, given)
        else:
            self._measured(expression, given)

    def _measured(self, call: Call, given: Mapping[str, Expression]) -> None:
        name = self.values.string(given["construct_name"])
        block = given.get("item_names") or given["dimensions"]
        items = self.values.strings(block)
        places = (given["construct_name"].place, *(block.place for _ in items))
        if call.name.endswith("reflective"):
            construct = Construct(name, items)
            self.reflective.append((call.place, name))
        else:
            construct = Construct(name, items, "composite", self._mode(given))
        self.constructs.append(Stated(construct, places))

    def _mode(self, given: Mapping[str, Expression]) -> Mode:
        weights = given.get("weights", Name("mode_A", NOWHERE))
        if isinstance(weights, Name) and weights.name in MODES:
            return MODES[weights.name]
        raise Unreadable(weights.place, f"{_said(weights)} is none of {', '.join(MODES)}")

    def _product(self, call: Call, given: Mapping[str, Expression]) -> None:
        """Note how a product is to be estimated; that there is one, paths say."""
        factors = [self.values.string(given[n]) for n in ("iv", "moderator") if n in given]
        label = "*".join(factors * (3 - len(factors)) if len(factors) == 1 else factors)
        self.products[label] = call.place
        method = given.get("method", Name("two_stage", NOWHERE))
        if not isinstance(method, Name) or method.name not in METHODS:
            raise Unreadable(method.place, f"{_said(method)} is none of {', '.join(METHODS)}")
        self.notes.append(
            Problem(
                call.place,
                f"the method of {label} is no part of a model; what seminr's {method.name} does "
                f'is interactions="{METHODS[method.name]}"',
            )
        )
        if self._mode(given) != "A":
            raise Unreadable(given["weights"].place, "products are weighted in mode_A only")

    def _arrows(self, expression: Expression) -> None:
        if not isinstance(expression, Call) or expression.name != "paths":
            raise Unreadable(expression.place, f"{_said(expression)} is not paths(from=, to=)")
        given = arguments_of(expression, ("from", "to"))
        if len(given) < 2:
            raise Unreadable(expression.place, "paths() needs both from= and to=")
        sources, targets = (self.values.strings(given[end]) for end in ("from", "to"))
        place, end = given["from"].place, given["to"].place
        for source in map(_label, sources):
            factors = tuple(place for _ in origins(source))
            self.paths += [Stated(Path(source, to), (place, end, *factors)) for to in targets]

    def _said_elsewhere(self) -> None:
        for name, said in ELSEWHERE.items():
            for call in calls_of(self.tokens, name):
                is_plain = name == "estimate_pls" and not any(
                    label in {"inner_weights", "missing", "missing_value", "maxIt", "stopCriterion"}
                    for label, _ in call.arguments
                )
                if not is_plain:
                    found = self.refused if name == "as.reflective" else self.notes
                    found.append(Problem(call.place, said))

    def _corrected(self) -> Iterator[Problem]:
        """Say once that reflective constructs are estimated in another way."""
        names = [shown(name) for _, name in self.reflective]
        if names:
            yield Problem(
                self.reflective[0][0],
                f"seminr corrects reflective constructs ({enumerated(names)}) for attenuation; "
                'that is estimator="plsc", and the default here is plain PLS',
            )

    def _unused(self) -> Iterator[Problem]:
        used = {arrow.element.source for arrow in self.paths}
        for label, place in self.products.items():
            if _label(label) not in used:
                yield Problem(place, f"no path begins at {label}: the model does not have it")


def _label(source: str) -> str:
    """Write a product of seminr, ``A*B``, as the label that it has here."""
    if "*" not in source:
        return source
    label = ":".join(factor.strip() for factor in source.split("*"))
    return label if fault_of(label) else product_of(label).name


def _said(expression: Expression) -> str:
    if isinstance(expression, Call):
        return f"{expression.name}()"
    return shown(expression.name) if isinstance(expression, Name) else "what stands here"
