"""Models of several shapes, with numbers to write, and what must not overlap in a picture."""

from itertools import combinations

from plspm.model import PathModel
from plspm.plots.drawing import Drawing, Edge, Node, samples
from plspm.plots.numbers import Numbers


def items(prefix: str, count: int) -> str:
    return " + ".join(f"{prefix}{number + 1}" for number in range(count))


WORKED_EXAMPLE = """
    EXP =~ EXP_a + EXP_b + EXP_c
    ORE =~ ORE_a + ORE_b + ORE_c + ORE_d
    SMU =~ SMU
    ECE =~ ECE_b + ECE_d + ECE_e + ECE_f + ECE_h
    MPE =~ MPE_a + MPE_b + MPE_c + MPE_d
    ECE ~ EXP + ORE + SMU
    MPE ~ ECE
"""
SATISFACTION = f"""
    Image =~ {items("IMAG", 5)}
    Expectations =~ {items("CUEX", 3)}
    Quality =~ {items("PERQ", 7)}
    Value =~ {items("PERV", 2)}
    Satisfaction =~ {items("CUSA", 3)}
    Complaints =~ CUSCO
    Loyalty =~ {items("CUSL", 3)}
    Expectations ~ Image
    Quality ~ Expectations
    Value ~ Expectations + Quality
    Satisfaction ~ Image + Expectations + Quality + Value
    Complaints ~ Satisfaction
    Loyalty ~ Image + Satisfaction + Complaints
"""
TEN_CONSTRUCTS = f"""
    A =~ {items("a", 3)}; B <~ {items("b", 4)}; C =~ {items("c", 5)}; D =~ {items("d", 3)}
    E =~ {items("e", 4)}; F <~ {items("f", 5)}; G =~ {items("g", 3)}; H =~ {items("h", 4)}
    I =~ {items("i", 5)}; J =~ {items("j", 3)}
    E ~ A + B + C
    F ~ B + C + D
    G ~ A + E + F
    H ~ D + E + F
    I ~ A + G + H
    J ~ C + F + G + H
"""
LONG_NAMES = """
    `organisational readiness of the enterprise` =~ `$ spent on tools` + `Ärger`
    W =~ w
    `customer satisfaction` <~ satisfaction_overall + satisfaction_expected + x
    Loyalty =~ 意向 + stay
    W ~ `organisational readiness of the enterprise`
    `customer satisfaction` ~ W
    Loyalty ~ `customer satisfaction` + `organisational readiness of the enterprise`
"""
ONE_TO_MANY = """
    A =~ a; B =~ b; C =~ c; D =~ d; E =~ e; F =~ f; G =~ g; H =~ h
    B ~ A
    C ~ A + B
    D ~ B
    E ~ B
    F ~ B
    G ~ B
    H ~ B
"""
MODERATION = f"""
    Image =~ {items("i", 3)}; `customer expectations` =~ {items("e", 3)}; Price <~ {items("p", 2)}
    Satisfaction =~ {items("s", 4)}; Loyalty =~ {items("l", 3)}
    Satisfaction ~ Image + `customer expectations` + Image:`customer expectations` + Image^2
    Loyalty ~ Satisfaction + Price + Price:Satisfaction + Image + Image:Satisfaction
"""
THREE_WAY = """
    A =~ a1 + a2; B =~ b; C =~ c1 + c2 + c3; Y =~ y
    Y ~ A + B + C + A:B + A:C + B:C + A:B:C
"""
HIGHER_ORDER = f"""
    Sense =~ {items("s", 3)}; Affect <~ {items("a", 2)}; Mind =~ Mind
    Experience <~ Sense + Affect + Mind
    Price =~ {items("p", 2)}; Trust =~ {items("t", 3)}
    Warm =~ {items("w", 4)}; Able =~ {items("b", 2)}; Brand =~ Warm + Able
    Stay =~ {items("y", 2)}; Tell =~ {items("z", 3)}; Loyalty =~ Stay + Tell
    Brand ~ Price + Trust
    Loyalty ~ Brand + Experience + Brand:Experience + Trust
"""
TWELVE_ITEMS = f"""
    A =~ {items("a", 12)}; B <~ {items("b", 12)}; C =~ {items("c", 12)}; D =~ {items("d", 12)}
    C ~ A + B; D ~ C + A
"""
GERMAN = f"""
    Dienstleistungsqualitätswahrnehmung =~ {items("Dienstleistungsqualität_", 4)}
    `Wahrgenommene Preisgerechtigkeit` =~ {items("Preisgerechtigkeit_", 3)}
    Kundenzufriedenheitsindex =~ {items("Zufriedenheit_mit_der_gesamten_Abwicklung_", 3)}
    `Weiterempfehlungs-Bereitschaft` =~ {items("Weiterempfehlung_", 2)}
    Kundenzufriedenheitsindex ~ Dienstleistungsqualitätswahrnehmung
    Kundenzufriedenheitsindex ~ `Wahrgenommene Preisgerechtigkeit`
    `Weiterempfehlungs-Bereitschaft` ~ Kundenzufriedenheitsindex
"""
MODELS = {
    "worked example": PathModel.parse(WORKED_EXAMPLE),
    "satisfaction": PathModel.parse(SATISFACTION),
    "ten constructs": PathModel.parse(TEN_CONSTRUCTS),
    "long names": PathModel.parse(LONG_NAMES),
    "one to many": PathModel.parse(ONE_TO_MANY),
    "moderation": PathModel.parse(MODERATION),
    "three-way": PathModel.parse(THREE_WAY),
    "higher order": PathModel.parse(HIGHER_ORDER),
    "twelve items": PathModel.parse(TWELVE_ITEMS),
    "German": PathModel.parse(GERMAN),
    "two constructs": PathModel.parse("A =~ a; B =~ b; B ~ A"),
}


def invented(model: PathModel) -> Numbers:
    """Numbers of every sign and size, with a bootstrap."""
    arrows = [(path.source, path.target) for path in model.paths]
    wave = [(-1) ** k * (0.05 + 0.11 * (k % 8)) for k in range(len(arrows))]
    explained = [name for name in model.construct_names if model.predecessors(name)]
    return Numbers(
        outer={name: (-1) ** k * 0.731 for k, name in enumerate(model.indicators)},
        r_squared=dict.fromkeys(explained, 0.275),
        paths=dict(zip(arrows, wave, strict=True)),
        t={arrow: 10 * value for arrow, value in zip(arrows, wave, strict=True)},
        p={arrow: (0.0004, 0.004, 0.04, 0.4)[k % 4] for k, arrow in enumerate(arrows)},
        draws=4999,
        intervals={
            arrow: (value - 0.1, value + 0.1) for arrow, value in zip(arrows, wave, strict=True)
        },
        interval="95 % percentile intervals",
        parts={(whole, part): 0.666 for whole in model.higher_order for part in model.parts(whole)},
    )


def collisions(drawing: Drawing) -> list[str]:
    """Name everything that stands upon something else."""
    marks = [(node.name, node.box) for node in drawing.nodes]
    marks += [("".join(edge.label.lines), edge.label.box) for edge in drawing.edges if edge.label]
    found = [f"{a} upon {b}" for (a, x), (b, y) in combinations(marks, 2) if x.overlaps(y)]
    for edge in drawing.edges:
        line = samples(edge.route)
        found += [
            f"{edge.source} -> {edge.target} through {node.name}"
            for node in drawing.nodes
            if _is_stranger(node, edge) and any(map(node.box.contains, line))
        ]
        found += [
            f"label {other.label.lines} upon {edge.source} -> {edge.target}"
            for other in drawing.edges
            if other is not edge and other.label and any(map(other.label.box.contains, line))
        ]
    return found


def _is_stranger(node: Node, edge: Edge) -> bool:
    """Whether the edge does not end at the node; a construct may bear the name of its item."""
    ends = edge.source, edge.target
    return node.name not in ends
