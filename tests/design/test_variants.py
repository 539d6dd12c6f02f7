"""Variants of the planned studies: other groups, values of paths, and parts of wholes."""

import numpy as np
import pytest

import plspm


def variant(name, of):
    return plspm.datasets.describe(name).study.variant(of)


def test_three_kinds_of_project_without_motives():
    study = variant("engagement_projects", "groups")
    groups = study.population
    assert dict(groups.sizes) == {"economic": 461, "emotional": 300, "social": 435}
    assert not {"ECM", "EMM"} & {*study.model.construct_names}
    assert not study.model.products
    for kind, b in {"economic": 0.43, "emotional": 0.35, "social": 0.25}.items():
        member = groups.members[kind]
        assert member.r_squared["CE"] == pytest.approx(b**2)
        assert member.construct_correlations.loc["STIM", "CE"] == pytest.approx(b)
        assert member.construct_correlations.loc["STIM", "OFF"] == pytest.approx(0.25)
    frame = plspm.simulate(groups, seed=1)
    assert frame["project"].value_counts().to_dict() == dict(groups.sizes)
    assert "variant groups" in frame.attrs["simulated"]
    assert {*study.statements.index} == {f"{p.source} -> {p.target}" for p in study.model.paths}


def test_stages_of_a_relationship():
    study = variant("customer_intimacy", "stages")
    assert study.model == plspm.datasets.describe("customer_intimacy").model
    for stage, b in {"early": 0.50, "middle": 0.25, "late": 0.45}.items():
        member = study.population.members[stage]
        expected = b**2 + 0.30**2 + 2 * b * 0.30 * 0.55  # TRU ~ .55 INT
        assert member.r_squared["CMT"] == pytest.approx(expected, abs=0.002)
        assert "int_global" in member.columns


def test_a_part_that_moves_takes_its_weight_along():
    study = variant("experience_implementation", "placement")
    assert study.model.parts("SRV") == ("EDS", "COM", "CUN", "DEL", "MEA")
    assert study.model.parts("FUN") == ("MGP", "CUL", "PRO", "EMP")
    a, b = np.array([0.35, 0.25, 0.30, 0.35, 0.15]), np.array([0.30, 0.35, 0.25, 0.30])
    sd = [
        np.sqrt(w @ (np.full((w.size, w.size), 0.45) + 0.55 * np.eye(w.size)) @ w) for w in (a, b)
    ]
    expected = 0.35 * a.sum() * b.sum() / np.prod(sd)
    found = study.population.construct_correlations.loc["FUN", "SRV"]
    assert found == pytest.approx(expected, abs=1e-9)
    assert "implied" not in study.facts


def test_there_is_no_such_variant():
    with pytest.raises(plspm.OptionError, match="'sgroups'; it must be 'groups'"):
        variant("engagement_projects", "sgroups")
    with pytest.raises(plspm.OptionError, match="has no variant"):
        variant("touchpoints", "nested")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[variant_groups]", "[variant_groups]\nsise = 3", "holds sise"),
        ('group = "project"\n', "", "holds sizes or group alone"),
        ('"STIM -> CE" = { eco', '"STIM -> XX" = { eco', "holds STIM -> XX"),
        ("social = 0.25 }", "socail = 0.25 }", "STIM -> CE names socail"),
    ],
)
def test_what_a_variant_cannot_hold_is_refused(old, new, said):
    source = plspm.datasets.describe("engagement_projects").source
    assert old in source
    with pytest.raises(plspm.SpecificationError, match=said):
        plspm.Study.parse(source.replace(old, new)).variant("groups")
