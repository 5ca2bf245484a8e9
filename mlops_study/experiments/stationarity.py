"""Whether runs say what holds in the long run, or only how long they were."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from mlops_study.lifecycle import RESOURCES
from mlops_study.numerals import estimate, quantity

SURE = 0.999
"""Confidence with which a trend is one."""

RELEVANT = 0.1
"""Mean growth from which on a trend counts."""

FEWEST = 3
"""Replications from which on there is a test of trend."""


class Fault(NamedTuple):
    """Why the runs of a scenario support neither interval nor comparison.

    A ``word``, ``overloaded`` or ``not stationary``, and the ``reason``.
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

    *Overloaded*, where the `loads` of ``offered_loads`` reach a capacity. A queue of
    open demand then grows for ever; retrainings, of which a model has one at a time,
    keep each other waiting.

    *Not stationary*, where over the replications of the `results` the mean growth of
    the work in progress is :math:`\pm 10\,\%` at least and by Student's test at 99.9 %
    not zero: the warm-up is too short, or a queue grows. Fewer than three replications,
    and results that lack the growth, show no trend.

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
            reason = f"{found[scenario].reason}; {trend}"
            found[scenario] = Fault("overloaded", reason)
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
    reasons: dict[str, list[str]] = {}
    over = loads[loads["share"] >= 1]
    columns = ["scenario", "resource", "offered", "capacity"]
    for scenario, resource, offered, capacity in over[columns].to_numpy():
        load = f"offered load {quantity(offered)} for {capacity}"
        reasons.setdefault(scenario, []).append(f"{RESOURCES[resource]}, {load}")
    return {name: Fault("overloaded", "; ".join(own)) for name, own in reasons.items()}


def _trend(growth: np.ndarray) -> str:
    """Say by how much work in progress surely grows or falls, if it does."""
    n, mean = len(growth), abs(float(np.mean(growth))) if len(growth) else 0.0
    # equal values, as of runs with a single item, are no measure of luck
    if n < FEWEST or mean < RELEVANT or np.ptp(growth) == 0:
        return ""
    half = float(scipy.stats.t.ppf((1 + SURE) / 2, n - 1) * scipy.stats.sem(growth))
    if mean <= half:
        return ""
    way = "grows" if growth.mean() > 0 else "falls"
    grown = estimate(100 * mean, 100 * half, "%", places=0)
    halves = "from the first half of the measured time to the second"
    return f"work in progress {way} by {grown} {halves}"
