"""The path diagram as text: read back by a reader of each language, with names of every kind."""

import json
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.plots.pictures import MODELS, invented

import plspm
from plspm.model import PathModel
from plspm.plots import Look, path_drawing, to_dot, to_mermaid, to_tikz
from plspm.plots.drawing import ends_of
from plspm.plots.graphviz import dot_text
from plspm.plots.markup import mermaid, tex
from plspm.plots.mermaid import mermaid_text
from plspm.plots.notes import BORDER, NOTE_LINE
from plspm.plots.tikz import tikz_text

HOSTILE = PathModel.parse(r"""
    `R&D <b>"x"</b> 50% \n $5_{} #1` =~ `1. list` + `- a` + `a|b;c` + `\alpha{` + `[x]~*^` + `%% c`
    end <~ graph + subgraph + `click` + `*b*` + `_i_` + `a&lt;b` + `\N\G\l`
    `Größe (ß)` =~ `ä` + `]])` + `}}` + `#35;`
    `Größe (ß)` ~ end + `R&D <b>"x"</b> 50% \n $5_{} #1`
""")
ALL = {**MODELS, "hostile": HOSTILE}


def drawn(name, **options):
    return path_drawing(ALL[name], invented(ALL[name]), Look(**options))


def test_ends_are_found_where_an_item_bears_the_name_of_its_construct():
    model = PathModel.parse("A =~ A; B <~ B; H =~ A + B; C =~ c; C ~ H")
    drawing = path_drawing(model, invented(model))
    shapes = {
        (edge.source, edge.target): tuple(drawing.nodes[end].shape for end in ends)
        for edge, ends in zip(drawing.edges, ends_of(drawing), strict=True)
    }
    assert shapes["A", "A"] == ("ellipse", "rectangle")
    assert shapes["B", "B"] == ("rectangle", "hexagon")
    assert shapes["H", "A"] == ("ellipse", "ellipse")


# -- Graphviz ------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("name", ["worked example", "higher order", "moderation", "hostile"])
def test_graphviz_reads_every_node_and_edge(name):
    drawing = drawn(name, show="ci")
    done = subprocess.run(
        ["dot", "-Tjson"], input=dot_text(drawing), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    read = json.loads(done.stdout)
    texts = [
        "\n".join(part["text"] for part in node["_ldraw_"] if part["op"] == "T")
        for node in read["objects"]
    ]
    assert texts == ["\n".join(node.lines) for node in drawing.nodes]
    found = {tuple(sorted((edge["tail"], edge["head"]))) for edge in read["edges"]}
    assert found == {tuple(sorted(ends)) for ends in ends_of(drawing)}
    heads = [edge["head"] if edge.get("dir") != "back" else edge["tail"] for edge in read["edges"]]
    assert sorted(heads) == sorted(target for _, target in ends_of(drawing))


def test_graphviz_text_has_numbers_dashes_and_notes():
    text = dot_text(drawn("worked example"))
    assert re.search(r'\[label="−0\.380", penwidth=1\.5, style=dashed\];', text)
    assert "4999 bootstrap draws" in text
    assert "style=dotted, arrowhead=none" in dot_text(drawn("moderation"))


# -- Mermaid -------------------------------------------------------------------------------------

NODE = re.compile(r'  n(\d+)(\(\[|\{\{|\(|\[)"([^"]*)"(\]\)|\}\}|\)|\])')
LINK = re.compile(r'  n(\d+) (==>|-->|-\.->|-\.-)(?:\|"([^"]*)"\|)? n(\d+)')


def decoded(text):
    text = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text.replace("<br/>", "\n"))
    return text.replace("\u200b", "")


@pytest.mark.parametrize("name", ALL)
def test_mermaid_lines_are_nodes_links_and_comments(name):
    drawing = drawn(name, show="ci")
    first, *lines = mermaid_text(drawing).splitlines()
    assert first == "flowchart LR"
    nodes = [found for line in lines if (found := NODE.fullmatch(line))]
    links = [found for line in lines if (found := LINK.fullmatch(line))]
    comments = [line for line in lines if line.startswith("  %% ")]
    assert len(nodes) + len(links) + len(comments) == len(lines)
    assert [decoded(node[3]) for node in nodes] == ["\n".join(n.lines) for n in drawing.nodes]
    assert [(int(link[1]), int(link[4])) for link in links] == ends_of(drawing)
    labels = [decoded(link[3] or "") for link in links]
    assert labels == ["\n".join(edge.label.lines) if edge.label else "" for edge in drawing.edges]


@given(st.text(min_size=1, max_size=20))
@example('#35; "a" <b> `c` 1. - *')
def test_nothing_in_a_name_is_a_sign_of_mermaid(name):
    text = mermaid([name])
    assert not set('"<>`*_~[](){}|.\\\n') & set(text[1:-1])
    assert decoded(text[1:-1]).replace("\u200b", "") == name.replace("\u200b", "")


# -- LaTeX ---------------------------------------------------------------------------------------

DOCUMENT = r"""
\documentclass{{article}}
\usepackage[T1]{{fontenc}}
\usepackage{{lmodern,tikz}}
\usetikzlibrary{{arrows.meta}}
\begin{{document}}
{}
\end{{document}}
"""


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
def test_latex_sets_every_picture(tmp_path):
    pictures = [
        tikz_text(drawn(name, show="ci"), 4.0)
        for name in ("worked example", "higher order", "moderation", "hostile")
    ]
    text = DOCUMENT.format("\\newpage\n".join(pictures))
    (tmp_path / "models.tex").write_text(text, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "models.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-800:]
    assert b"Missing character" not in done.stdout


@pytest.mark.parametrize("name", ALL)
def test_every_construct_has_its_outline_in_a_tikz_picture(name):
    drawing = drawn(name)
    outlines = [x for x in tikz_text(drawing, 8.0).splitlines() if x.startswith(r"\filldraw")]
    shapes = Counter(node.shape for node in drawing.nodes)
    assert sum(" ellipse [" in outline for outline in outlines) == shapes["ellipse"]
    assert sum(" -- cycle" in outline for outline in outlines) == shapes["hexagon"]
    assert sum("rounded corners" in outline for outline in outlines) == shapes["bar"]
    assert sum(" rectangle " in x for x in outlines) == shapes["bar"] + shapes["rectangle"]


@pytest.mark.parametrize("name", ["worked example", "moderation", "higher order"])
def test_lines_and_texts_of_a_tikz_picture_stand_where_the_drawing_says(name):
    drawing = drawn(name)
    text = tikz_text(replace(drawing, notes=()), 8.0)
    point = re.compile(r"\((-?[\d.]+),(-?[\d.]+)\)")
    lines = re.findall(r"\\draw\[(.*?)\] (.*);", text)
    for (look, way), edge in zip(lines, drawing.edges, strict=True):
        assert look.partition(",")[0] == {"path": "path", "factor": "factor"}.get(edge.kind, "part")
        assert ("dash pattern" in look) == edge.dashed
        found = [tuple(map(float, each)) for each in point.findall(way)]
        assert found == [
            (pytest.approx(x, abs=0.006), pytest.approx(y, abs=0.006)) for x, y in edge.route
        ]
    texts = re.findall(r"\\node\[(\w+)\] at \(([\d.]+),([\d.]+)\)", text)
    numbers = [("number", edge.label.box) for edge in drawing.edges if edge.label]
    names = [
        ("name" if node.shape in {"ellipse", "hexagon"} else "item", node.box)
        for node in drawing.nodes
    ]
    for (style, x, y), (kind, box) in zip(texts, numbers + names, strict=True):
        assert (style, float(x), float(y)) == (
            kind,
            pytest.approx(box.x, abs=0.006),
            pytest.approx(box.y, abs=0.006),
        )


@pytest.mark.parametrize("name", ALL)
def test_braces_of_a_tikz_picture_close(name):
    text = tikz_text(drawn(name), 8.0)
    plain = re.sub(r"\\[{}]", "", text)
    assert plain.count("{") == plain.count("}")
    assert text.count(r"\draw[") == len(drawn(name).edges)
    assert text.count(r"\filldraw") == len(drawn(name).nodes)


@given(st.text(st.characters(codec="ascii", categories=["P", "S", "L"]), min_size=1, max_size=12))
def test_signs_of_latex_are_escaped(name):
    plain = re.sub(r"\\(?:[{}$&#_%]|[a-z]+(?:\d+)?\{\})", "", tex([name]))
    assert not set("\\$&#_%^~") & set(plain)


# -- from results --------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [to_dot, to_mermaid, to_tikz])
def test_results_models_and_labels_are_written(write):
    result = plspm.datasets.describe("customer_engagement").estimate()
    boot = result.bootstrap(99, 1, progress=False)
    assert "384" in write(result)
    assert "bootstrap draws" in write(result, boot)
    model = write(result.model, labels={"EXP": "Experience", ("EXP", "ECE"): "H1"})
    assert "Experience" in model
    assert "H1" in model
    assert not re.search(r"\bR(²|\\textsuperscript)", model)
    assert write(result.model).count("ORE") == 5
    assert write(result.model, structure_only=True).count("ORE") == 1
    for wrong in ({"show": "ci"}, {"labels": {"no such": "x"}}, {"decimals": -1}):
        with pytest.raises(plspm.errors.OptionError):
            write(result, **wrong)
    with pytest.raises(plspm.errors.OptionError, match="PathModel"):
        write("model.txt")


def test_notes_of_a_tikz_picture_stand_line_by_line_from_the_lower_edge_upwards():
    text = tikz_text(replace(drawn("worked example"), notes=("first", "second")), 8.0)
    heights = re.findall(r"anchor=west\] at \([\d.]+,(-?[\d.]+)\) \{(\w+)\}", text)
    above = f"{BORDER + 1.5 * NOTE_LINE:.2f}"
    assert heights == [(f"{BORDER + 0.5 * NOTE_LINE:.2f}", "second"), (above, "first")]


def test_a_tikz_picture_is_as_wide_as_asked():
    result = plspm.datasets.describe("customer_engagement").estimate()
    text = to_tikz(result, width="10cm", items=False)
    unit = float(re.search(r"x=([\d.]+)bp", text)[1])
    width = float(re.search(r"\(0,0\) rectangle \(([\d.]+),", text)[1])
    assert unit * width == pytest.approx(72 * 10 / 2.54, rel=1e-3)
