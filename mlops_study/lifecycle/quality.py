"""Quality of predictions from one confusion matrix per live version.

A version has a true and a false positive rate; both age along the curves that the
scenario names, see :mod:`mlops_study.ageing.curves`, times the strength of the model's
ageing. A defect that has surfaced takes away a share of the true positives. Accuracy,
precision and recall follow from the two rates and the base rate, so they cannot
contradict each other.

Curves come in segments, see :func:`~mlops_study.lifecycle.settings.segments`.
"""

import math

import numpy as np

from mlops_study.lifecycle.compiling import compiled


@compiled
def segment(curve: np.ndarray, age: float, i: int) -> int:
    """Return the segment of an age, which is the `i`-th or follows it."""
    while i + 1 < len(curve) and curve[i + 1, 0] <= age:
        i += 1
    return i


@compiled
def change(curve: np.ndarray, age: float, i: int) -> float:
    """Return the change at an age that lies in the `i`-th segment."""
    return curve[i, 1] + (age - curve[i, 0]) * curve[i, 2]


@compiled
def days(curve: np.ndarray, strength: float, young: float, old: float) -> float:
    """Return a rate, as a share of its fresh value, integrated over ages, in days."""
    total = old - young
    for age, sign in ((old, strength), (young, -strength)):
        i = segment(curve, age, 0)
        since = age - curve[i, 0]
        total += sign * (curve[i, 3] + since * (curve[i, 1] + curve[i, 2] * since / 2))
    return total


@compiled
def age_of_loss(curve: np.ndarray, full: float, loss: float) -> float:
    """Return the age at which a rate has fallen by `loss`, infinite where it does not.

    The `full` change of the rate is that of which the curve holds shares.
    """
    if loss < 0:
        return 0.0
    if full == 0:
        return math.inf
    least = -loss / full
    for i in range(len(curve)):
        start, level, slope = curve[i, 0], curve[i, 1], curve[i, 2]
        if level <= least:
            return start
        if i + 1 < len(curve) and level + (curve[i + 1, 0] - start) * slope <= least:
            return start + (least - level) / slope
    return math.inf
