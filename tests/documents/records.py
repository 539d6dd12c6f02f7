"""One record of every kind, small ones, to be written in every language."""

import numpy as np

import plspm


def moderated_study():
    """A fit with parts, a product and gaps, by cases of two groups, and its bootstrap."""
    study = plspm.datasets.describe("experience_implementation")
    data = study.data.assign(SECTOR=["services", "goods"] * 200, AGE=np.arange(400) % 37)
    data.iloc[::29, 3] = np.nan
    result = plspm.estimate(study.model, data, scheme="path", missing="mean")
    return result, data


def every_record(result, boot, data, by):
    """What is computed for a fit by everything that prints.

    Parameters
    ----------
    result, boot
    data : DataFrame
    by : str
        A column of two groups.
    """
    model, target = result.model, result.model.paths[-1].target
    drawn = {"seed": 1, "progress": False}
    yield plspm.sample_size(result)
    yield plspm.screen(data, model)
    yield result
    yield boot
    yield plspm.compare_groups(result, data[by], draws=19, permutations=19, **drawn)
    yield plspm.check(boot)
    if model.products:
        yield boot.johnson_neyman(model.products[0].name)
        return
    small = {"folds": 3, "repeats": 1, "seed": 1}
    halves = [plspm.estimate(model, data.iloc[k::2]) for k in (0, 1)]
    validation = plspm.cross_validate(result, **small)
    rivals = {"all": result, "centroid": plspm.estimate(model, data, scheme="centroid")}
    controlled = plspm.estimate(model, data, controls=[by])
    population = plspm.Population.from_result(result)
    yield plspm.common_method(result)
    yield plspm.common_method(result, marker=model.construct_names[0])
    yield plspm.purify(model, data, threshold=0.75)
    yield result.standard_errors()
    yield result.influence()
    yield validation
    yield validation.cvpat()
    yield plspm.compare_models(rivals, **small)
    yield plspm.information_criteria(rivals)
    yield plspm.blindfolding(result)
    yield plspm.predict(result, data)
    yield plspm.mediator_contribution(result, **small)
    yield plspm.composite_overfit(result, **small)
    yield plspm.regression_diagnostics(result)
    for method in ("gaussian_copula", "two_stage"):
        yield plspm.gaussian_copula(result, method=method, draws=19, **drawn)
    yield plspm.tetrads(result, draws=19, **drawn)
    yield plspm.tetrads(result, correction="none", draws=19, **drawn)
    segments = plspm.fimix(result, numbers=[2, 3], starts=2, **drawn)
    yield segments
    yield segments.solutions[2]
    yield plspm.stability(result, subsamples=5, **drawn)
    yield plspm.ipma(result, target=target)
    yield plspm.cipma(result, target=target, permutations=9, **drawn)
    necessity = plspm.nca(result, target=target, permutations=9, **drawn)
    yield necessity
    yield necessity.effect_size_sensitivity()
    yield plspm.unstandardized(result, boot)
    yield plspm.congruence(*halves)
    yield plspm.congruence(result)
    yield plspm.compare_controls(controlled)
    yield plspm.specification_curve(
        model, data, paths=f"{model.paths[-1].source} -> {target}", schemes=["path", "centroid"]
    )
    yield plspm.power_analysis(population, n=60, replications=9, draws=19, **drawn)
