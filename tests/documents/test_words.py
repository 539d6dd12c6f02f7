"""Words of languages: every file says the same things, marks and fields included."""

import re
import tomllib
from importlib import resources

import pytest

import plspm
from plspm.documents.parts import Run
from plspm.documents.phrases import slots
from plspm.documents.records import _heading
from plspm.documents.words import FIELD, LANGUAGES, SAID, as_plain, read_words, rich


def in_file(language):
    path = resources.files("plspm.documents").joinpath("languages", f"{language}.toml")

    def flat(tree, before=""):
        for name, value in tree.items():
            if isinstance(value, dict):
                yield from flat(value, f"{before}{name}.")
            else:
                yield before + name, value

    return dict(flat(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_words_with_the_same_fields(language):
    english, words = (
        {name: said for name, said in in_file(of).items() if not name.startswith(SAID)}
        for of in ("en", language)
    )
    assert list(words) == list(english)
    for name, said in words.items():
        assert sorted(FIELD.findall(said)) == sorted(FIELD.findall(english[name])), name
        assert said.count("~") % 2 == 0, name


def test_sentences_of_the_program_are_in_every_other_language():
    german, spanish = (
        {name: x for name, x in in_file(language).items() if name.startswith(SAID)}
        for language in ("de", "es")
    )
    assert list(german) == list(spanish)
    assert german.keys() >= {name for name in in_file("en") if name.startswith(SAID)}
    for said in (german, spanish):
        for name, sentence in said.items():
            assert sorted(slots(sentence)) == sorted(slots(name)), name


def test_marks_become_styles_and_what_is_filled_in_stays_as_it_is():
    assert rich("*R*² of {name}, ρ~A~", name="*a* {b} ~c~") == (
        Run("R", "italic"),
        Run("² of *a* {b} ~c~, ρ"),
        Run("A", "sub"),
    )
    assert as_plain(rich("* *p* < .05, ** *p* < .01")) == "* p < .05, ** p < .01"


def test_own_words_stand_in_place_of_the_english_ones(tmp_path):
    words = read_words({"column.loading": "Ladung"})
    assert (words["column.loading"], words["column.weight"]) == ("Ladung", "Weight")
    file = tmp_path / "fr.toml"
    file.write_text('language = "fr"\n[column]\nloading = "Saturation"\n', encoding="utf-8")
    assert read_words(file).language == "fr"
    assert read_words(str(file))["column.loading"] == "Saturation"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", 'it must be "en", "de" or "es"'),
        (3, "language is 3"),
        ({"caption.loading": "x"}, "Did you mean 'caption.loadings'"),
        ({"caption.loadings": 3}, "it must be text"),
        ({"method.cases": "{m} Fälle"}, "fills m into"),
        ("nowhere.toml", "cannot be read"),
    ],
)
def test_a_language_that_does_not_exist_is_refused(language, said):
    with pytest.raises(plspm.OptionError, match=re.escape(said)):
        read_words(language)


@pytest.mark.parametrize(
    ("column", "heading"),
    [
        ("rmse_difference", "RMSE difference"),
        ("d_ce_fdh_without", "d (CE-FDH) without"),
        ("p_welch_holm", "p Welch (Holm)"),
        ("n for .80", "n for .80"),
        ("share_positive", "Share positive"),
        ("ECE_b", "ECE_b"),  # an item
        ("n = 60", "n = 60"),
    ],
)
def test_headings_of_records_read_well(column, heading):
    assert as_plain(_heading(column, read_words("en"))) == heading
