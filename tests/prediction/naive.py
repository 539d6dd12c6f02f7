"""Prediction written slowly and plainly: one training set, one equation, one case at a time."""

import numpy as np
import pandas as pd

import plspm


def construct_scores(result, frame, mean, sd):
    """Scores of any cases, of constructs of items and constructs of constructs; a dict."""
    weights = result.weights["weight"]
    scores = {}
    for name in result.model.construct_names:
        if name in result.model.higher_order:
            continue
        items = weights[name]
        scores[name] = sum(
            (frame[item] - mean[item]) / sd[item] * weight for item, weight in items.items()
        )
    for name in result.model.higher_order:
        scores[name] = sum(scores[part] * w for part, w in weights[name].items())
    return scores


def regression(y, columns):
    """Coefficients of a regression with an intercept, the intercept left out."""
    X = np.column_stack([np.ones(len(y)), *columns])
    return np.linalg.lstsq(X, y, rcond=None)[0][1:]


def factors_of(source):
    if "^" in source:
        name, power = source.split("^")
        return [name] * int(power)
    return source.split(":")


def predicted_items(model, frame, train, antecedents, **options):
    """Predict the items of all cases from the training rows alone; cases x items."""
    training = frame.iloc[train]
    result = plspm.estimate(model, training, tolerance=1e-12, **options)
    mean, sd = training.mean(), training.std()
    own = construct_scores(result, training, mean, sd)
    known = construct_scores(result, frame, mean, sd)
    equations = {}
    for path in result.model.paths:
        equations.setdefault(path.target, []).append(path.source)
    order = []
    while len(order) < len(equations):
        for target, sources in equations.items():
            waiting = {f for s in sources for f in factors_of(s)} & (set(equations) - set(order))
            if target not in order and not waiting:
                order.append(target)
    used, predicted = dict(known), {}
    for target in order:
        sources = equations[target]
        columns = []
        for source in sources:
            product = np.ones(len(training))
            for factor in factors_of(source):
                product = product * own[factor].to_numpy()
            columns.append(product)
        slopes = regression(own[target].to_numpy(), columns)
        total = 0.0
        for source, slope in zip(sources, slopes, strict=True):
            column = 1.0
            for factor in factors_of(source):
                column = column * used[factor]
            if len(factors_of(source)) > 1:
                column = column - column.iloc[train].mean()
            total = total + slope * column
        predicted[target] = total
        if antecedents == "earliest":
            used[target] = total
    items = {}
    loadings = result.loadings["loading"]
    for target in order:
        if target in result.model.higher_order:
            for part, on_whole in loadings[target].items():
                for item, loading in loadings[part].items():
                    items[target, item] = predicted[target] * on_whole * loading
        else:
            for item, loading in loadings[target].items():
                items[target, item] = predicted[target] * loading
    return pd.DataFrame({key: mean[key[1]] + sd[key[1]] * column for key, column in items.items()})


def linear_predictions(frame, train, target_items, predictors):
    """Predict items by least squares on others; cases x items."""
    ones = np.ones((len(frame), 1))
    X = np.hstack([ones, frame[predictors].to_numpy()])
    slopes = np.linalg.lstsq(X[train], frame[target_items].to_numpy()[train], rcond=None)[0]
    return pd.DataFrame(X @ slopes, index=frame.index, columns=target_items)


def conditional_expectation(result, training, frame, given, wanted):
    """E[wanted | given] under the covariances that a model of common factors implies.

    Loadings, correlations and paths are those of consistent PLS; the implied correlations of the
    constructs are built up in causal order.
    """
    names = list(result.model.construct_names)
    equations = {}
    for path in result.model.paths:
        equations.setdefault(path.target, []).append(path.source)
    P = result.construct_correlations.loc[names, names]
    Phi = pd.DataFrame(np.eye(len(names)), index=names, columns=names)
    done = [name for name in names if name not in equations]
    for a in done:
        for b in done:
            Phi.loc[a, b] = P.loc[a, b] if a != b else 1.0
    B = result.path_coefficients
    while len(done) < len(names):
        for target, sources in equations.items():
            if target in done or not set(sources) <= set(done):
                continue
            for other in done:
                r = sum(B.loc[s, target] * Phi.loc[s, other] for s in sources)
                Phi.loc[target, other] = Phi.loc[other, target] = r
            done.append(target)
    loadings = result.loadings["loading"]
    Sigma = {}
    for ca, a in loadings.index:
        for cb, b in loadings.index:
            Sigma[a, b] = loadings[ca, a] * loadings[cb, b] * Phi.loc[ca, cb] if a != b else 1.0
    mean, sd = training.mean(), training.std()
    xx = np.array([[Sigma[a, b] for b in given] for a in given])
    yx = np.array([[Sigma[a, b] for b in given] for a in wanted])
    z = ((frame[given] - mean[given]) / sd[given]).to_numpy()
    predicted = z @ np.linalg.solve(xx, yx.T)
    return mean[wanted].to_numpy() + sd[wanted].to_numpy() * predicted
