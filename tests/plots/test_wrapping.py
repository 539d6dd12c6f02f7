"""Names on several lines: nothing is lost, and lines end where they may."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.plots.pictures import MODELS

from plspm.model import PathModel
from plspm.plots import Look
from plspm.plots.numbers import Numbers
from plspm.plots.texts import texts_of
from plspm.plots.wrapping import one_line, wrapped


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("short", ("short",)),
        ("Weiterempfehlungs-Bereitschaft", ("Weiterempfehlungs-", "Bereitschaft")),
        ("satisfaction_with_the_order", ("satisfaction_", "with_the_order")),
        ("Kundenzufriedenheitsindex", ("Kundenzufriedenheitsindex",)),
        ("one\ntwo", ("one", "two")),
        ("a-b_c/d", ("a-b_c/d",)),
        (" ", (" ",)),
    ],
)
def test_lines_end_at_spaces_and_after_signs(name, lines):
    assert wrapped(name) == lines


def test_soft_hyphens_are_seen_only_where_a_line_ends():
    assert wrapped("Kunden\u00adzufriedenheit", 10) == ("Kunden-", "zufriedenheit")
    assert wrapped("Kunden\u00adtreue", 16) == ("Kundentreue",)
    assert one_line("Kunden\u00adtreue  neu") == "Kundentreue neu"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("CustomerEngagementBehaviour", ("Customer-", "Engagement-", "Behaviour")),
        ("Nachhaltigkeitsorientierung", ("Nachhaltig-", "keits-", "orientie-", "rung")),
        ("Weiterempfehlungsbereitschaft", ("Weiteremp-", "fehlungs-", "bereit-", "schaft")),
        ("Kundenzufriedenheit", ("Kundenzu-", "friedenheit")),
        ("satisfacción_del_cliente", ("satisfac-", "ción_del_", "cliente")),
        ("a" * 14, ("a" * 10 + "-", "a" * 4)),
        ("Kundentreue", ("Kundentreue",)),
    ],
)
def test_long_words_are_parted_where_they_are_read_best(name, lines):
    assert wrapped(name, 11, parted=True) == lines


@example("11111111_")
@given(st.text(st.sampled_from("abschBÄu1 _-/"), min_size=1, max_size=40).filter(str.strip))
def test_parted_words_fit_and_keep_their_letters(name):
    lines = wrapped(name, 8, parted=True)
    assert max(map(len, lines)) <= 8
    bare = "".join(lines).replace("-", "").replace(" ", "")
    assert bare == name.replace("-", "").replace(" ", "")


@given(st.text(st.sampled_from("ab -_/"), min_size=1, max_size=40).filter(str.strip))
def test_no_letter_is_lost(name):
    assert "".join(wrapped(name)).replace(" ", "") == name.replace(" ", "")


@pytest.mark.parametrize("limit", [8, 11])
@pytest.mark.parametrize("name", MODELS)
def test_where_words_are_parted_no_line_of_any_name_is_longer(name, limit):
    said = texts_of(MODELS[name], Numbers(), Look(), limit, parted=True)
    lines = [line for of in (said.nodes, said.items) for each in of.values() for line in each]
    assert max(map(len, lines)) <= limit


def test_names_of_indicators_stay_on_one_line_for_longer_than_those_of_constructs():
    short, long = "x" * 11 + " " + "y" * 12, "x" * 11 + " " + "y" * 13
    text = f"A =~ `{short}` + `{long}`; B =~ b; B ~ A"
    items = texts_of(PathModel.parse(text), Numbers(), Look(), 16).items
    assert (items[short], items[long]) == ((short,), tuple(long.split()))


def test_products_stay_on_one_line_for_longer_than_constructs():
    text = "Price =~ p; `big market` =~ b; Y =~ y; Y ~ Price + `big market` + Price:`big market`"
    nodes = texts_of(PathModel.parse(text), Numbers(), Look(), 8).nodes
    assert nodes["big market"] == ("big", "market")
    assert nodes["Price:big market"] == ("Price:big market",)
