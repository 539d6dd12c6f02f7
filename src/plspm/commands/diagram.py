"""From a user's own model, and data if there are any, to a path diagram."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final

from plspm.commands.files import path_in_words, read_model, replacing
from plspm.commands.fitting import Fitting, bootstrap_of, fit_of, gathered
from plspm.data.controlled_model import with_columns
from plspm.data.wording import listed, quoted
from plspm.errors import OptionError
from plspm.estimation.settings import Settings
from plspm.model import PathModel
from plspm.plots.diagram import font_size_problems, on_page
from plspm.plots.drawing import Drawing
from plspm.plots.graphviz import dot_text
from plspm.plots.layout import path_drawing
from plspm.plots.look import Arrow, Look, Show, look_problems
from plspm.plots.mermaid import mermaid_text
from plspm.plots.needs import needing_matplotlib
from plspm.plots.page_width import width_problems
from plspm.plots.subject import read_subject
from plspm.plots.tikz import tikz_text
from plspm.results import BootstrapResult, PLSResult

PICTURES: Final = (".svg", ".pdf", ".png")
LAID_OUT_ELSEWHERE: Final[Mapping[str, Callable[[Drawing], str]]] = MappingProxyType(
    {".dot": dot_text, ".mmd": mermaid_text}
)
ENDINGS: Final = (*PICTURES, *LAID_OUT_ELSEWHERE, ".tex")
UNDATED: Final = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
"""The same diagram is the same file."""

RESOLUTION: Final = 300
"""Dots an inch of a picture that is made of dots; journals ask for 300 and more."""

FITTED_BY: Final = (
    *("scheme", "estimator", "interactions", "higher_order", "tolerance", "max_iterations"),
)
UNASKED: Final[Mapping[str, object]] = MappingProxyType(
    {
        **{name: getattr(Settings(), name) for name in FITTED_BY},
        "missing": "error",
        "missing_codes": [],
        "reverse": {},
        "controls": {},
        **dict.fromkeys(("weights", "encoding", "sheet", "bootstrap", "seed", "level")),
    }
)
"""Options about data as they are where nothing is asked for."""

ON_PAGE: Final[Mapping[str, object]] = MappingProxyType(
    {"width": None, "note": "", "font_size": 8.0, "font": "DejaVu Sans"}
)


@dataclass(frozen=True, slots=True)
class Request(Fitting):
    """What was asked for on the command line; see ``plspm diagram --help``."""

    width: float | str | None
    no_items: bool
    structure_only: bool
    show: Show
    labels: dict[str, str]
    alpha: float
    decimals: int
    note: str
    font_size: float
    font: str
    out: Path
    overwrite: bool


def run_diagram(request: Request) -> str:
    """Draw a model, with its results where there are data.

    Returns
    -------
    str
        Where the diagram is.

    Raises
    ------
    PlspmError
        The files or options are at fault; nothing was written.
    """
    _check(request)
    if not request.data:
        drawn = _drawn(request, read_model(request.model, request.syntax), None)
    else:
        result = fit_of(request)
        drawn = _drawn(request, result, bootstrap_of(request, result))
    try:
        request.out.write_bytes(drawn)
    except OSError as error:
        raise OptionError(
            f"--out {request.out} cannot be written: {error.strerror}. Give another name."
        ) from error
    return f"Diagram written to {path_in_words(request.out)}"


def _drawn(request: Request, subject: PLSResult | PathModel, boot: BootstrapResult | None) -> bytes:
    """The content of the file."""
    model = subject if isinstance(subject, PathModel) else subject.model
    look = _look(request, model)
    ending = request.out.suffix.lower()
    if ending in LAID_OUT_ELSEWHERE:
        drawing = path_drawing(*read_subject(subject, boot, look), look)
        return LAID_OUT_ELSEWHERE[ending](drawing).encode()
    drawing, size = on_page(subject, boot, look, request.width, request.font_size)
    if ending == ".tex":
        return tikz_text(drawing, size).encode()
    from plspm.plots.render import render  # loads matplotlib

    ink = BytesIO()
    render(drawing, font_size=size, font=request.font).savefig(
        ink, format=ending[1:], dpi=RESOLUTION, metadata=UNDATED.get(ending)
    )
    return ink.getvalue()


def _look(request: Request, model: PathModel | None) -> Look:
    """What is to be shown; of labels those of paths by both ends, once the model is known."""
    model = None if model is None else with_columns(model)
    names = set() if model is None else {*model.construct_names, *model.indicators}
    labels = {
        name if name in names else _arrow(name): words for name, words in request.labels.items()
    }
    return Look(
        not request.no_items,
        labels,
        request.show,
        request.structure_only,
        request.alpha,
        request.decimals,
        request.note,
    )


def _arrow(name: str) -> str | Arrow:
    source, sign, target = name.partition("->")
    return (source.strip(), target.strip()) if sign else name


def _check(request: Request) -> None:
    """Refuse all wrong options at once, before anything is computed or written."""
    model = None
    gathering = gathered(request, [*_path_problems(request), *_needless(request)])
    with gathering:
        model = read_model(request.model, request.syntax)
    with gathering:
        problems = [*width_problems(request.width), *font_size_problems(request.font_size)]
        # that some options need a bootstrap is said above, in words of the command line
        problems += look_problems(
            _look(request, model), model and with_columns(model), resampled=True
        )
        if problems:
            raise OptionError(problems)
    gathering.tell()
    if request.out.suffix.lower() in PICTURES:
        with needing_matplotlib():
            import_module("matplotlib")


def _path_problems(request: Request) -> Iterator[str]:
    out = request.out
    if out.suffix.lower() not in ENDINGS:
        *first, last = ENDINGS
        yield (
            f"--out {out} has an ending that tells no format; it must be {', '.join(first)} or "
            f"{last}."
        )
    elif out.is_dir():
        yield f"--out {out} is a folder; give the name of a file in it."
    elif not out.absolute().parent.is_dir():
        folder = quoted(str(out.absolute().parent))
        yield f"--out {out}: there is no folder {folder}; make it first."
    else:
        inputs = [request.model, *([Path(request.data)] if request.data else [])]
        yield from replacing([out], inputs, overwrite=request.overwrite)


def _needless(request: Request) -> Iterator[str]:
    """Say which options want another one, or mean nothing here."""
    ending = request.out.suffix.lower()
    if not request.data:
        given = [name for name, value in UNASKED.items() if getattr(request, name) != value]
        if given:
            options = listed("--" + name.replace("_", "-") for name in given)
            yield f"{options}: about data; give DATA.csv after the model."
    if request.show in {"p", "t", "ci"} and request.bootstrap is None:
        yield f"--show {request.show} needs draws; add --bootstrap, for example --bootstrap 4999."
    if ending in LAID_OUT_ELSEWHERE:
        given = [name for name, value in ON_PAGE.items() if getattr(request, name) != value]
        if given:
            options = listed("--" + name.replace("_", "-") for name in given)
            yield f"{options}: not for {ending}, which other programs lay out."
