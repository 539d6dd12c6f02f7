"""What the page of a bootstrap shows of its tables."""

import plspm

STUDY = plspm.datasets.describe("customer_engagement")


def test_routes_stand_for_their_source_and_target_and_paths_keep_both():
    boot = STUDY.estimate().bootstrap(draws=19, seed=1, progress=False)
    routes = boot.tables["Specific indirect effects"]
    assert routes.index.names == ["path"]
    assert routes.index.tolist() == ["EXP -> ECE -> MPE", "ORE -> ECE -> MPE", "SMU -> ECE -> MPE"]
    whole = boot.specific_indirect_effects
    assert routes["estimate"].tolist() == whole["estimate"].tolist()
    assert boot.tables["Path coefficients"].index.names == ["source", "target"]
