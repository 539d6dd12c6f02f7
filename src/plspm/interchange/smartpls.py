"""Models that SmartPLS 2 has saved (files ``*.splsm``).

The format is not published. What is read here is what a model file of SmartPLS 2.0 shows: a list
of latent and manifest variables, and of connections between them by number. Files with anything
else in them are refused, and so are those of later versions, which are not XML.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from plspm.errors import SpecificationError
from plspm.interchange.reading import Reading
from plspm.model.claims import Stated
from plspm.model.elements import Construct, Path
from plspm.model.problems import NOWHERE, Problem, enumerated, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN: Final = {
    "latent": {"visible", "name", "x", "y", "id", "width", "height", "folded", "alignment"},
    "manifest": {"visible", "name", "x", "y", "id", "width", "height", "datacolumn"},
    "connection": {"visible", "source", "target"},
}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The variables by number, and the connections between them."""

    latents: dict[str, str]
    items: dict[str, str]
    connections: list[tuple[str, str]]


def read_smartpls(text: str) -> Reading:
    """Read the model of a SmartPLS 2 file.

    A connection from a construct to an item makes it reflective (Mode A), one from an item to a
    construct formative (Mode B), one between constructs is a path.

    Parameters
    ----------
    text : str
        What the file holds.

    Returns
    -------
    Reading

    Raises
    ------
    SpecificationError
        This is no such file.

    Examples
    --------
    >>> reading = read_smartpls('''<model>
    ...     <manifest name="a1" datacolumn="a1" id="1" /> <latent name="A" id="2" />
    ...     <manifest name="b1" datacolumn="b1" id="3" /> <latent name="B" id="4" />
    ...     <connection source="2" target="1" /> <connection source="3" target="4" />
    ...     <connection source="2" target="4" /> </model>''')
    >>> print(reading.model)
    A =~ a1
    B <~ b1
    B ~ A
    """
    try:
        root = ET.fromstring(text.lstrip("\ufeff \n"))
    except (ET.ParseError, ValueError) as error:
        raise SpecificationError(f"this is no XML file of SmartPLS 2: {error}") from error
    strangers = [*_strangers(root)]
    if strangers:
        return Reading((), (), refused=tuple(strangers))
    parts = _parts(root)
    inward, outward = _blocks(parts)
    refused = [*_refusals(parts, inward, outward)]
    constructs = []
    for number, name in parts.latents.items():
        items = tuple(parts.items[item] for item in outward[number] or inward[number])
        is_formative = bool(inward[number]) and not outward[number]
        made = Construct(name, items, "composite", "B") if is_formative else Construct(name, items)
        constructs.append(Stated(made))
    paths = [
        Stated(Path(parts.latents[source], parts.latents[target]))
        for source, target in parts.connections
        if source in parts.latents and target in parts.latents
    ]
    return Reading(tuple(constructs), tuple(paths), tuple(_loose(parts)), tuple(refused))


def _strangers(root: ET.Element) -> Iterator[Problem]:
    """Name what the format as it is known here does not have."""
    if root.tag != "model":
        yield Problem(NOWHERE, f"the file holds <{root.tag}>, and SmartPLS 2 saves a <model>")
        return
    counts = Counter(
        f"<{part.tag}>" if part.tag not in KNOWN else f"{key}= of <{part.tag}>"
        for part in root
        for key in (part.attrib if part.tag in KNOWN else ["any"])
        if part.tag not in KNOWN or key not in KNOWN[part.tag]
    )
    for what, count in counts.items():
        yield Problem(
            NOWHERE,
            f"the file has {what} ({count} times), whose meaning is not established; moderating "
            "effects and the like are stated anew, as in `Y ~ A + B + A:B`",
        )
    for part in root:
        needed = {"connection": ("source", "target")}.get(part.tag, ("name", "id"))
        lacking = [key for key in needed if key not in part.attrib]
        if part.tag in KNOWN and lacking:
            yield Problem(NOWHERE, f"a <{part.tag}> of the file lacks {' and '.join(lacking)}")


def _parts(root: ET.Element) -> _Parts:
    latents = {part.attrib["id"]: part.attrib["name"] for part in root.iter("latent")}
    items = {
        part.attrib["id"]: part.attrib.get("datacolumn", part.attrib["name"])
        for part in root.iter("manifest")
    }
    ends = [(part.attrib["source"], part.attrib["target"]) for part in root.iter("connection")]
    return _Parts(latents, items, ends)


def _blocks(parts: _Parts) -> tuple[defaultdict[str, list[str]], defaultdict[str, list[str]]]:
    """Gather the items whose arrows lead into each construct, and those that it leads to."""
    inward, outward = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    order = {number: at for at, number in enumerate(parts.items)}
    for source, target in parts.connections:
        if source in parts.items and target in parts.latents:
            inward[target].append(source)
        elif source in parts.latents and target in parts.items:
            outward[source].append(target)
    for block in (*inward.values(), *outward.values()):
        block.sort(key=order.__getitem__)
    return inward, outward


def _refusals(
    parts: _Parts, inward: defaultdict[str, list[str]], outward: defaultdict[str, list[str]]
) -> Iterator[Problem]:
    for number, name in parts.latents.items():
        if inward[number] and outward[number]:
            yield Problem(NOWHERE, f"arrows lead to and from the items of {shown(name)}; turn some")
    known = {*parts.latents, *parts.items}
    for source, target in parts.connections:
        if not {source, target} <= known:
            yield Problem(NOWHERE, f"a connection leads from {source} to {target}, which are not")
        elif {source, target} <= {*parts.items}:
            names = shown(parts.items[source]), shown(parts.items[target])
            yield Problem(NOWHERE, f"a connection leads from item {names[0]} to item {names[1]}")


def _loose(parts: _Parts) -> Iterator[Problem]:
    """Name items that are drawn and not connected."""
    connected = {end for ends in parts.connections for end in ends}
    names = [shown(name) for number, name in parts.items.items() if number not in connected]
    if names:
        yield Problem(NOWHERE, f"the items {enumerated(names)} are connected with nothing")
