"""Whether runs say what holds in the long run, or only how long they were."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from mlops_study.lifecycle import RESOURCES
from mlops_study.numerals import estimate, quantity

TREND = 0.99
"""Confidence with which a trend is one."""

RELEVANT = 0.1
"""Mean growth from which on a trend counts."""

FEWEST = 3
"""Replications from which on there is a test of trend."""

FEW = 10
"""Replications below which even a trend of some size is hardly told from chance."""


class Fault(NamedTuple):
    """Why the runs of a scenario support neither interval nor comparison.

    A ``word``, ``overloaded``, ``saturated`` or ``not stationary``, and the
    ``reason``.
    """

    word: str
    reason: str

    def __str__(self) -> str:
        """Return both."""
        return f"{self.word}: {self.reason}"


def faults(
    results: pd.DataFrame | None = None, loads: pd.DataFrame | None = None
) -> dict[str, Fault]:
    r"""Return the scenarios whose runs are faulty, by name.

    *Overloaded*, where of the `loads` of ``offered_loads`` improvements and repairs
    alone reach a capacity, so that nothing ever catches up; or where a load with its
    retrainings does and the work in progress is seen to grow.

    *Saturated*, where a load reaches the capacity only through retrainings. They wait
    for one another, a model having one at a time, so that the queue looks calm; but the
    resource is busy all the time, and what it gives to improvements hangs on that.

    *Not stationary*, where over the replications of the `results` the mean growth of
    the work in progress is :math:`\pm 10\,\%` at least and by Student's test not zero
    at 99 %: the warm-up is too short, or a queue grows. Fewer than three
    replications, and results that lack the growth, show no trend.

    Few show little: with a standard deviation of 12.5 points a run, as in A, a growth
    of 12 % is seen by 4 % of the sets of 3 runs, 12 % of 5, 46 % of 10, 76 % of 20 and
    84 % of 40, one of 25 % by 13, 55, 99, 100 and 100 %. Of runs without a trend 0.7 %
    of the sets of 3 are flagged, 0.4 % of 10 and 0.05 % of 20, as the mean must also be
    large.

    >>> runs = pd.DataFrame({"scenario": "A", "growth": [0.41, 0.44, 0.45, 0.42]})
    >>> faults(runs)["A"].word
    'not stationary'
    """
    found = {} if loads is None else _overloads(loads)
    if results is None or "growth" not in results:
        return found
    for name, growth in results.groupby("scenario", sort=False)["growth"]:
        trend, scenario = _trend(growth.dropna().to_numpy(float)), str(name)
        if trend and scenario in found:
            grows = growth.mean() > 0
            word, reason = found[scenario]
            word = "overloaded" if grows else word
            found[scenario] = Fault(word, f"{reason}; {trend}")
        elif trend:
            reason = f"{trend}; a longer warm-up or run may mend it"
            found[scenario] = Fault("not stationary", reason)
    return found


def sound(results: pd.DataFrame, faulty: Collection[str]) -> pd.DataFrame:
    """Return the results without the values of the faulty scenarios.

    >>> runs = pd.DataFrame({"scenario": ["A", "B"], "replication": 0, "cost": 1.5})
    >>> sound(runs, ["B"])["cost"].tolist()
    [1.5, nan]
    """
    found, values = results.copy(), results.columns.drop(["scenario", "replication"])
    found[values] = found[values].mask(results["scenario"].isin(list(faulty)))
    return found


def _overloads(loads: pd.DataFrame) -> dict[str, Fault]:
    found: dict[str, Fault] = {}
    columns = ["scenario", "resource", "offered", "half_width", "retrainings"]
    over = loads.loc[loads["share"] >= 1, [*columns, "capacity"]]
    for scenario, resource, offered, half, retrainings, capacity in over.to_numpy():
        word, load = strain(offered, retrainings, capacity), estimate(offered, half)
        reason = f"{RESOURCES[resource]}, offered load {load} for {capacity}"
        if word == "saturated":
            own = quantity(retrainings)
            reason += f", {own} of it by retrainings, which wait for one another"
        if scenario in found:
            before = found[scenario]
            # the worse word is the first by letter
            word, reason = min(word, before.word), f"{before.reason}; {reason}"
        found[scenario] = Fault(word, reason)
    return found


def strain(offered: float, retrainings: float, capacity: float) -> str:
    """Say what an offered load is: ``overloaded``, ``saturated`` or nothing.

    >>> strain(1.2, 0.1, 1), strain(1.2, 0.5, 1), strain(0.9, 0.5, 1)
    ('overloaded', 'saturated', '')
    """
    if offered - retrainings >= capacity:
        return "overloaded"
    return "saturated" if offered >= capacity else ""


def _trend(growth: np.ndarray) -> str:
    """Say by how much work in progress grows or falls, if significantly."""
    n, mean = len(growth), abs(float(np.mean(growth))) if len(growth) else 0.0
    # equal values, as of runs with a single item, are no measure of chance
    if n < FEWEST or mean < RELEVANT or np.ptp(growth) == 0:
        return ""
    half = float(scipy.stats.t.ppf((1 + TREND) / 2, n - 1) * scipy.stats.sem(growth))
    if mean <= half:
        return ""
    way = "grows" if growth.mean() > 0 else "falls"
    grown = estimate(100 * mean, 100 * half, "%", places=0)
    halves = "from the first half of the measured time to the second"
    return f"work in progress {way} by {grown} {halves}"
