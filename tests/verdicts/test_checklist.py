"""The checklist and the code stay together."""

import re
from pathlib import Path

import pytest
from tests.verdicts.cases import everything

import plspm
from plspm.assessment.criteria import CUT_OFFS
from plspm.verdicts.checklist import CHECKLIST, NUMBER, TITLES

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.filterwarnings("ignore::plspm.errors.PlspmWarning")


def original():
    """The checklist that the project was given, where it is at hand."""
    for folder in ROOT.parents:
        file = folder / "shared" / "checklist.md"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return None


def rows_of(text):
    found = re.findall(r"^\| (\d+) \|(.*)\|(.*)\|(.*)\|$", text, re.M)
    return [(int(number), *(cell.strip() for cell in cells)) for number, *cells in found]


def test_the_list_is_the_one_that_was_given():
    text = original()
    if text is None:
        pytest.skip("the original is not here")
    assert rows_of(text) == [(i.number, i.item, i.rule, i.source) for i in CHECKLIST]


def test_the_page_shows_the_list():
    page = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    assert rows_of(page) == [
        (i.number, i.item, i.rule, ", ".join(i.criteria) or "in words") for i in CHECKLIST
    ]


def test_the_page_shows_the_cut_offs():
    page = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| `(\w+(?:\.\d)?)` \| (.*?) \| (.*?) \| (.*?) \|$", page, re.M)
    assert found == [(c.name, str(c), c.wording, c.source) for c in CUT_OFFS.values()]


def test_numbers_run_and_names_are_unique():
    assert [item.number for item in CHECKLIST] == list(range(1, 25))
    assert sum(len(item.criteria) for item in CHECKLIST) == len(TITLES) == len(NUMBER)
    assert len(set(TITLES.values())) == len(TITLES)


def test_every_criterion_that_can_be_computed_has_its_line():
    found = everything()
    judged = set(found.table.index.get_level_values("criterion"))
    assert judged == set(TITLES)


def test_every_criterion_is_judged_or_lacking_or_does_not_apply():
    result = plspm.datasets.describe("customer_engagement").estimate()
    found = result.check()
    lacking = set(found.lacking.index.get_level_values("criterion"))
    for criterion, row in found.overview.iterrows():
        applies = row["state"] != "does not apply"
        assert applies == (row["lines"] > 0 or criterion in lacking), criterion
    assert list(found.overview.index) == list(TITLES)


def test_what_is_to_be_run_exists():
    """A call that a check tells of is one of the library."""
    result = plspm.datasets.describe("customer_engagement").estimate()
    boot = result.bootstrap(19, 1, progress=False)
    told = " ".join([*result.check().lacking["run"], *boot.check().to_do["what_to_do"]])
    told += " ".join(item.told for item in CHECKLIST)
    for name in re.findall(r"plspm\.(\w+)", told):
        assert hasattr(plspm, name), name
    for name in re.findall(r"result\.(\w+)", told):
        assert hasattr(result, name), name
    for name in re.findall(r"boot\.(\w+)", told):
        assert hasattr(boot, name), name


def test_the_checklist_has_the_worst_state_of_its_criteria():
    found = everything()
    states = found.overview.groupby("item")["state"].agg(set)
    for item, state in found.checklist["state"].items():
        if item not in states.index:
            assert state == "in words"
        elif "fail" in states[item]:
            assert state == "fail"
        else:
            assert state in states[item]
