"""The model text: what it says, and how what it cannot say is refused."""

from pathlib import Path

import pytest

from plspm.errors import SpecificationError
from plspm.model import PathModel, composite, formative, path, paths, reflective, single_item

PAIR = PathModel(reflective("A", ["a"]), reflective("B", ["b"]), path("A", to="B"))

UNDERSTOOD = {
    "one line": ("A =~ a; B =~ b; B ~ A", PAIR),
    "lines": ("A =~ a\nB =~ b\nB ~ A\n", PAIR),
    "order of statements": ("B ~ A; A =~ a; B =~ b", PAIR),
    "no blanks": ("A=~a;B=~b;B~A", PAIR),
    "Windows line ends and byte order mark": ("\ufeffA =~ a\r\nB =~ b\r\nB ~ A\r\n", PAIR),
    "old Macintosh line ends": ("A =~ a\rB =~ b\rB ~ A", PAIR),
    "separators of Unicode": ("A =~ a\u2028B =~ b\u2029B ~ A\x85", PAIR),
    "tabs and other blanks": ("\tA\u00a0=~\u2003a\nB\t=~\u3000b\n\x0cB ~ A", PAIR),
    "comments": ("# model\nA =~ a # ; B\nB =~ b#c\n\n#\nB ~ A # A ~ B", PAIR),
    "empty statements": (";;A =~ a;\n;B =~ b;;B ~ A;", PAIR),
    "backticks around plain names": ("`A` =~ `a`; B =~ b; B ~ `A`", PAIR),
    "goes on after an operator": ("A =~\n\n  # items\n a; B =~ b; B ~\nA", PAIR),
    "goes on after a plus": (
        "A =~ a1 +\n a2 + # more\n\n a3\nB =~ b\nB ~ A",
        PathModel(reflective("A", ["a1", "a2", "a3"]), single_item("B", "b"), path("A", to="B")),
    ),
    "goes on with a plus": (
        "A =~ a1\n + a2\n\n # more\n + a3\nB =~ b\nB ~ A",
        PathModel(reflective("A", ["a1", "a2", "a3"]), single_item("B", "b"), path("A", to="B")),
    ),
    "formative": (
        "A <~ a1 + a2; B =~ b; B ~ A",
        PathModel(formative("A", ["a1", "a2"]), single_item("B", "b"), path("A", to="B")),
    ),
    "composites of every mode": (
        "A <~ [A] a1+a2; B<~[B]b; C <~ [sum] c1 + `c 2`; D <~ [ pca ] d; D ~ A + B + C",
        PathModel(
            composite("A", ["a1", "a2"]),
            formative("B", ["b"]),
            composite("C", ["c1", "c 2"], mode="sum"),
            composite("D", ["d"], mode="pca"),
            paths(list("ABC"), to="D"),
        ),
    ),
    "given weights": (
        "A <~ [fixed] 1*a1 + -.5*a2 + 2.*`a*3` + 1e2*4 + `3`*2; B =~ b; B ~ A",
        PathModel(
            composite(
                "A", ["a1", "a2", "a*3", "4", "2"], mode="fixed", weights=[1, -0.5, 2, 100, 3]
            ),
            single_item("B", "b"),
            path("A", to="B"),
        ),
    ),
    "an outcome on several lines": (
        "A =~ a; B =~ b; C =~ c; C ~ B; C ~ A",
        PathModel(map(single_item, "ABC", "abc"), paths(["A", "B"], to="C")),
    ),
    "a construct named as its item": (
        "SMU =~ SMU; B =~ b; B ~ SMU",
        PathModel(single_item("SMU"), single_item("B", "b"), path("SMU", to="B")),
    ),
    "digits": (
        "1 =~ 2; 2.5 =~ 3; 2.5 ~ 1",
        PathModel(single_item("1", "2"), single_item("2.5", "3"), path("1", to="2.5")),
    ),
    "other scripts": (
        "Güte =~ प्रश्न_१; 満足 =~ é; 満足 ~ Güte",
        PathModel(single_item("Güte", "प्रश्न_१"), single_item("満足", "é"), path("Güte", to="満足")),
    ),
    "backticks": (
        "`a b` =~ `=~` + `;#+` + ```x```; B =~ b; B ~ `a b`",
        PathModel(
            reflective("a b", ["=~", ";#+", "`x`"]), single_item("B", "b"), path("a b", to="B")
        ),
    ),
    "two unconnected pieces": (
        "A =~ a; B =~ b; C =~ c; D =~ d; B ~ A; D ~ C",
        PathModel(map(single_item, "ABCD", "abcd"), path("A", to="B"), path("C", to="D")),
    ),
}


@pytest.mark.parametrize(("text", "model"), UNDERSTOOD.values(), ids=UNDERSTOOD.keys())
def test_text_is_understood(text, model):
    assert PathModel.parse(text) == model


@pytest.mark.parametrize("model", [model for _, model in UNDERSTOOD.values()])
def test_text_of_a_model_states_the_same_model(model):
    assert PathModel.parse(model.to_text()) == model


REST = "\nA =~ a; B =~ b; B ~ A"

REFUSED = {
    # text of line 1 (a valid model follows on line 2): column, words of the message
    "covariance": ("A ~~ B", 3, ["`~~`", "covariances"]),
    "defined parameter": ("ind := x*y", 5, ["`:=`", "effects of every kind"]),
    "equality": ("x == y", 3, ["`==`", "constrained"]),
    "less": ("x < 1", 3, ["`<`", "constrained"]),
    "greater": ("x > 0", 3, ["`>`", "constrained"]),
    "threshold": ("x | t1", 3, ["`|`", "thresholds"]),
    "scaling factor": ("x ~*~ x", 3, ["`~*~`", "scaling"]),
    "label": ("C =~ c1 + c*c2", 12, ["`*`", "labels", "write the name alone"]),
    "label of a path": ("B ~ c*A", 6, ["`*`", "labels", "a product of constructs as `A:B`"]),
    "starting value": ("C =~ 0.5*c1", 9, ["`*`", "starting values"]),
    "blavaan label": ("C ~ x?A", 6, ["`?`", "labels"]),
    "brackets": ("C =~ (a + b)", 6, ["`(`", "brackets"]),
    "function": ("C =~ c(1, 2)*x", 7, ["`(`", "brackets"]),
    "double quotes": ('C =~ "item 1"', 6, ['`"`', "backticks"]),
    "typographic quotes": ("C =~ “item”", 6, ["`“`", "backticks"]),
    "tilde operator": ("B ∼ A", 3, ["U+223C TILDE OPERATOR", "type `~`"]),
    "full-width plus": ("C =~ c1 ＋ c2", 9, ["U+FF0B FULLWIDTH PLUS SIGN", "type `+`"]),
    "full-width semicolon": ("C =~ c1； D =~ d", 8, ["U+FF1B", "type `;`"]),
    "Greek question mark": ("C =~ c1\u037e", 8, ["U+037E", "type `;`"]),
    "long dash": ("C =~ c–1", 7, ["U+2013 EN DASH", "type `-`"]),
    "arrow right": ("A -> B", 3, ["`->`", "write B ~ A"]),
    "arrow left": ("A <- B", 3, ["`<-`", "write A ~ B"]),
    "arrow of Unicode": ("A → `b 1`", 3, ["`→`", "write `b 1` ~ A"]),
    "arrow to several": ("A -> B + C", 3, ["`->`", "OUTCOME ~ PREDICTOR"]),
    "arrow both ways": ("A <-> B", 3, ["`<->`", "covariances"]),
    "equals": ("C = c1 + c2", 3, ["`=`", "`=~`"]),
    "turned operator": ("C ~= c1 + c2", 3, ["`~=`", "`=~`"]),
    "turned formative": ("C ~> c1 + c2", 3, ["`~>`", "`<~`"]),
    "comma": ("C =~ c1, c2", 8, ["`,`", "joined by `+`"]),
    "hyphen": ("C =~ item-1", 10, ["`-`", "backticks"]),
    "slash": ("C =~ and/or", 9, ["`/`", "backticks"]),
    "blank in a name": ("C =~ item 1 + item 2", 11, ["`+`", "'item' and '1'", "backticks"]),
    "no operator": ("C c1 + c2", 3, ["`=~`, `<~` or `~` is missing", "'C' and 'c1'"]),
    "alone": ("C", 1, ["'C' stands alone"]),
    "no left side": ("=~ c1", 1, ["nothing stands before `=~`"]),
    "no right side": ("C =~;", 3, ["missing after `=~`"]),
    "plus at the end": ("C =~ c1 + ;", 9, ["missing after `+`"]),
    "two pluses": ("C =~ c1 + + c2", 11, ["between `+` and `+`"]),
    "plus after the operator": ("C =~ + c1", 6, ["between `=~` and `+`"]),
    "two left sides": ("C + D =~ c1", 3, ["only one name", "a statement for each"]),
    "two operators": ("C =~ c1 ~ A", 9, ["second operator, `~`", "one statement per line"]),
    "two operators in a row": ("C =~ ~ A", 6, ["between `=~` and `~`"]),
    "unclosed backtick": ("C =~ `c1 + c2", 6, ["never closed", "doubled"]),
    "empty backticks": ("C =~ `` + c2", 6, ["empty"]),
    "lavaan comment": ("! a comment", 1, ["`!`", "begins with `#`"]),
    "sum sign": ("C =~ c1 ∑ c2", 9, ["U+2211 N-ARY SUMMATION", "backticks"]),
    "unknown operator": ("C =:~ c1", 3, ["'=:~'", "no meaning"]),
    "invisible": ("C =~ c\u200b1", 7, ["U+200B ZERO WIDTH SPACE", "cannot be seen", "delete"]),
    "null": ("C =~ c\x001", 7, ["U+0000", "cannot be seen"]),
    "unknown mode": ("C <~ [C] c1 + c2", 6, ["'C' is no mode", "`<~ [A]`", "`<~ [fixed]`"]),
    "mode in small letters": ("C <~ [b] c1 + c2", 6, ["'b' is no mode", "did you mean `[B]`"]),
    "mode of a common factor": ("C =~ [B] c1", 6, ["common factor", "`<~ [B]`"]),
    "mode before the operator": ("C [A] <~ c1", 3, ["behind the operator", "`<~ [A]`"]),
    "mode at the end": ("C <~ c1 + c2 [A]", 14, ["`[`", "without brackets"]),
    "mode without a bracket": ("C <~ [A c1", 6, ["`[`", "without brackets"]),
    "mode of a path": ("B ~ [A] A", 5, ["`[`", "without brackets"]),
    "mode alone": ("C <~ [A]", 3, ["missing after `<~`"]),
    "weights without mode": ("C <~ 2*c1 + c2", 7, ["`*`", "<~ [fixed]"]),
    "weights of another mode": ("C <~ [sum] 2*c1 + c2", 13, ["`*`", "<~ [fixed]"]),
    "minus between items": ("C <~ [fixed] 2*c1 - 1*c2", 19, ["`-`", "`0.5*a + -2*b`"]),
    "exponent of a weight": ("C <~ [fixed] 1e-5*c1", 16, ["`-`", "without exponent"]),
    "two weights": ("C <~ [fixed] 1*2*c1", 17, ["`*`", "<~ [fixed]"]),
    "a name for a weight": ("C <~ [fixed] w*c1", 15, ["`*`", "<~ [fixed]"]),
}


@pytest.mark.parametrize(("line", "column", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_statement_is_refused_with_place_and_remedy(line, column, words):
    with pytest.raises(SpecificationError) as caught:
        PathModel.parse(line + REST)
    (problem,) = caught.value.problems
    assert problem.startswith(f"line 1, column {column}: ")
    for word in words:
        assert word in problem


CONTRADICTORY = {
    "too few weights": (
        "A <~ [fixed] 2*a + b; B =~ c; B ~ A",
        ["line 1, column 1: construct 'A' has 1 weights for 2 items"],
    ),
    "no weights": ("A <~ [fixed] a; B =~ c; B ~ A", ["'A' has 0 weights for 1 items"]),
    "zero weights": ("A <~ [fixed] 0*a; B =~ c; B ~ A", ["only zero weights"]),
    "infinite weight": ("A <~ [fixed] 1e999*a; B =~ c; B ~ A", ["not finite"]),
    "unknown construct": (
        "EXP =~ a; ECE =~ b; ECE ~ EPX + EXP",
        ["line 1, column 27: a path names the construct 'EPX'", "did you mean 'EXP'"],
    ),
    "unknown construct on several lines": (
        "A =~ a; B =~ b; B ~ A\nQ ~ A\nB ~ Q",
        ["line 2, column 1: a path names the construct 'Q' (lines 2 and 3), which is not measured"],
    ),
    "other case": ("Exp =~ a; B =~ b; B ~ EXP + Exp", ["did you mean 'Exp'"]),
    "intercept": ("A =~ a; B =~ b; B ~ 1 + A", ["line 1, column 21:", "intercept"]),
    "item in a path": ("A =~ a; B =~ b; B ~ A + a", ["column 25", "it is an item of 'A'"]),
    "measured twice": (
        "A =~ a1\nB =~ b\nA =~ a2\nB ~ A",
        ["line 3, column 1: construct 'A' is measured 2 times, on lines 1 and 3"],
    ),
    "item in two blocks": (
        "A =~ x\nB =~ b +\n x\nB ~ A",
        ["line 3, column 2: item 'x' belongs to 2 constructs, 'A' (line 1) and 'B' (line 3)"],
    ),
    "item twice in a block": ("A =~ x + y + x; B =~ b; B ~ A", ["line 1, column 14: item 'x'"]),
    "path twice": (
        "A =~ a; B =~ b\nB ~ A\nB ~ A",
        ["line 3, column 5: the path from 'A' to 'B' is stated 2 times, on lines 2 and 3"],
    ),
    "self-path": (
        "A =~ a; B =~ b; B ~ A\nB ~ B",
        ["line 2, column 5: construct 'B' has a path to"],
    ),
    "cycle": ("A =~ a; B =~ b; B ~ A\nA ~ B", ["line 2, column 5:", "A -> B -> A"]),
    "no path to a construct": (
        "A =~ a; B =~ b\nC =~ c\nB ~ A",
        ["line 2, column 1: construct 'C' has no path"],
    ),
    "no paths": ("A =~ a; B =~ b", ["the model has no paths"]),
    "nothing": ("", ["the model is empty"]),
    "only comments": ("# A =~ a\n  ;\n", ["the model is empty"]),
    "blank name": ("A =~ ` `; B =~ b; B ~ A", ["column 6: the name of an item", "is blank"]),
    "tab in a name": ("A =~ `a\tb`; B =~ b; B ~ A", ["'a\\tb'", "control character"]),
}


@pytest.mark.parametrize(("text", "words"), CONTRADICTORY.values(), ids=CONTRADICTORY.keys())
def test_contradiction_is_reported_once(text, words):
    with pytest.raises(SpecificationError) as caught:
        PathModel.parse(text)
    (problem,) = caught.value.problems
    for word in words:
        assert word in problem


def test_all_problems_come_at_once_in_the_order_of_the_text():
    text = """
    A =~ a1 + 0.5*a2
    B =~ b1 + b2
    C =~ b2, c1
    D =~ b2
    B ~~ C
    B ~ A + Q
    B ~ B
    """
    with pytest.raises(SpecificationError) as caught:
        PathModel.parse(text)
    begun = [problem.split(":")[0] for problem in caught.value.problems]
    assert begun == [
        "line 2, column 18",  # starting value
        "line 4, column 12",  # comma
        "line 5, column 5",  # D has no path; C might have one, in the statement refused
        "line 5, column 10",  # b2 in two blocks
        "line 6, column 7",  # covariance
        "line 7, column 13",  # Q is not known; A is, although its statement was refused
        "line 8, column 9",  # B on itself
    ]


def test_dangling_operator_names_the_line_to_complete():
    with pytest.raises(SpecificationError, match=r"line 2.*because of the `=~` on line 1"):
        PathModel.parse("A =~\nB ~ C")


def test_operator_on_the_next_line_is_refused_on_both_lines():
    with pytest.raises(SpecificationError) as caught:
        PathModel.parse("A\n=~ a; B =~ b; B ~ A")
    assert [problem.split(":")[0] for problem in caught.value.problems] == [
        "line 1, column 1",
        "line 2, column 1",
    ]


NO_TEXT = {
    "bytes": (b"A =~ a", "decode"),
    "path object": (Path("model.txt"), "read it first"),
    "path": ("models/ce.txt", "looks like the path of a file"),
    "Windows path": (r"C:\Users\JANE~1\model.txt", "looks like the path of a file"),
    "None": (None, "must be a str"),
    "list": (["A =~ a"], "must be a str"),
    "number": (1.5, "must be a str"),
}


@pytest.mark.parametrize(("given", "words"), NO_TEXT.values(), ids=NO_TEXT.keys())
def test_what_is_no_model_text_is_named(given, words):
    with pytest.raises(SpecificationError, match=words):
        PathModel.parse(given)


def test_names_may_end_as_files_do():
    assert PathModel.parse("A =~ a; b.txt =~ b; A ~ b.txt").construct_names == ("A", "b.txt")
    with pytest.raises(SpecificationError, match=r"names the construct 'b\.txt'"):
        PathModel.parse("A ~ b.txt")


def test_to_text_writes_statements_grouped_by_outcome():
    model = PathModel(
        single_item("A", "it`em"),
        formative("B", ["b1", "b 2"]),
        reflective("C", ["c"]),
        paths(["B", "A"], to="C"),
        path("A", to="B"),
    )
    assert model.to_text() == "A =~ `it``em`\nB <~ b1 + `b 2`\nC =~ c\nB ~ A\nC ~ A + B"


def test_to_text_says_every_mode():
    model = PathModel(
        reflective("A", ["a"]),
        composite("B", ["b"]),
        composite("C", ["c"], mode="sum"),
        composite("D", ["d"], mode="pca"),
        composite("E", ["e 1", "e2"], mode="fixed", weights=[1, -1e-7]),
        composite("F", ["f"], mode="B"),
        paths("A", to=list("BCDEF")),
    )
    assert model.to_text().splitlines()[:6] == [
        "A =~ a",
        "B <~ [A] b",
        "C <~ [sum] c",
        "D <~ [pca] d",
        "E <~ [fixed] 1*`e 1` + -0.0000001*e2",
        "F <~ f",
    ]
    assert PathModel.parse(model.to_text()) == model
