"""Importance, performance and necessity written out: loops over cases, one data set at a time."""

from __future__ import annotations

import numpy as np

# -- scores on the scale of the items -------------------------------------------------------------


def scores_on_scales(result, data):
    """Weighted means of the indicators, the weights unstandardised and summing to 1.

    Indicators are items, or the scores of constructs that stand before in the model.
    """
    scores = {}
    for construct in result.model.constructs:
        columns = {name: scores.get(name, data.get(name)) for name in construct.indicators}
        raw = {
            name: result.weights["weight"][construct.name, name] / columns[name].std()
            for name in columns
        }
        total = sum(raw.values())
        scores[construct.name] = sum(columns[name] * w / total for name, w in raw.items())
    return scores


def regressions(scores, paths):
    """Intercepts and slopes of every equation, by least squares on the scores themselves."""
    intercepts, slopes = {}, {}
    for target in dict.fromkeys(target for _, target in paths):
        sources = [source for source, other in paths if other == target]
        y = np.asarray(scores[target])
        X = np.column_stack([np.ones(len(y)), *[scores[source] for source in sources]])
        found = np.linalg.lstsq(X, y)[0]
        intercepts[target] = found[0]
        slopes |= {(source, target): b for source, b in zip(sources, found[1:], strict=True)}
    return intercepts, slopes


def total_effect(slopes, source, target):
    """The sum over all directed paths of the product of their slopes."""
    return sum(
        b * (1.0 if via == target else total_effect(slopes, via, target))
        for (start, via), b in slopes.items()
        if start == source
    )


def points(data, scales):
    """Items between 0 and 100."""
    return data.assign(
        **{item: 100 * (data[item] - low) / (high - low) for item, (low, high) in scales.items()}
    )


# -- ceilings -------------------------------------------------------------------------------------


def corners(x, y):
    """Points that no other point lies left of (or on) and above (or on), from left to right."""
    found = []
    for a, b in sorted(set(zip(x, y, strict=True))):
        if all(not (c <= a and d >= b) for c, d in zip(x, y, strict=True) if (c, d) != (a, b)):
            found.append((a, b))
    return found


def ce_fdh(x, y, scope):
    """Effect size: the rectangles above the step function, one a gap between its corners."""
    low_x, high_x, low_y, high_y = scope
    steps = [(low_x, low_y), *corners(x, y)]
    ends = [a for a, _ in steps[1:]] + [high_x]
    empty = sum((end - a) * (high_y - b) for (a, b), end in zip(steps, ends, strict=True))
    return empty / ((high_x - low_x) * (high_y - low_y))


def line(x, y):
    """Intercept and slope of the line through the corners; level through a single one."""
    points_ = np.array(corners(x, y))
    if len(points_) == 1:
        return points_[0, 1], 0.0
    slope, intercept = np.polyfit(points_[:, 0], points_[:, 1], 1)
    return intercept, slope


def cr_fdh(x, y, scope, steps=20_000):
    """Effect size: the mean gap between the line, kept within the scope, and its top."""
    low_x, high_x, low_y, high_y = scope
    intercept, slope = line(x, y)
    middles = low_x + (np.arange(steps) + 0.5) * (high_x - low_x) / steps
    height = np.clip(intercept + slope * middles, low_y, high_y)
    return float((high_y - height).mean() / (high_y - low_y))


def least_condition(x, y, level):
    """The least condition of all cases that reach a level of the outcome (CE-FDH)."""
    reaching = [a for a, b in zip(x, y, strict=True) if b >= level]
    return min(reaching) if reaching else np.inf


def scope_of(x, y):
    return min(x), max(x), min(y), max(y)
