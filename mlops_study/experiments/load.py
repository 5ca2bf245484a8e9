"""What a scenario asks of each resource, whatever there is of it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from mlops_study.experiments.estimates import intervals
from mlops_study.experiments.runner import replicate
from mlops_study.lifecycle import PARAMETERS, RESOURCES, Run, Scenario

PILOT = 4
"""Runs of each scenario without limits."""

HIGHER = 1.5
"""Demand, by that of the scenario, of the second pilot of ``saturations``."""


def offered_loads(
    scenarios: Mapping[str, Scenario],
    *,
    seed: int,
    runs: int = PILOT,
    workers: int | None = 1,
) -> pd.DataFrame:
    r"""Return the offered load of every resource of every scenario.

    The offered load :math:`a` (in Erlangs) is the mean number busy in the measured time
    of runs in which nothing waits, as resources are without limit; for a queue
    M/M/c it is the arrival by the service rate. Of a capacity :math:`c` the share
    :math:`\rho = a / c` is taken. At :math:`\rho \ge 1` more is asked for than can be
    done, and the resource is busy all the time. Improvements and repairs then wait ever
    longer, if they alone reach the capacity. Retrainings, of which a model has one at a
    time, are asked for less often where they wait, so that the queue may look calm.

    One row a scenario and resource that it has: ``scenario``, ``resource``,
    ``offered`` with the ``half_width`` of its interval at ``level``, how much of it is
    by ``retrainings``, ``capacity``, ``share``.
    """
    measured = replicate(
        scenarios, runs, seed=seed, measure=_busy, unlimited=True, workers=workers
    )
    means = intervals(measured).rename(columns={"kpi": "resource", "mean": "offered"})
    of = means.set_index(["scenario", "resource"])["offered"]
    found = means[means["resource"].isin(list(RESOURCES))].copy()
    pairs = list(zip(found["scenario"], found["resource"], strict=True))
    found["retrainings"] = [of[s, f"{r} retrainings"] for s, r in pairs]
    found["capacity"] = [scenarios[s].organisation.capacity[r] for s, r in pairs]
    found["share"] = found["offered"] / found["capacity"]
    columns = ["scenario", "resource", "offered", "half_width", "retrainings"]
    present = found.loc[found["capacity"] > 0, [*columns, "capacity", "share", "level"]]
    return present.reset_index(drop=True)


def saturations(
    scenarios: Mapping[str, Scenario], *, seed: int, runs: int = PILOT
) -> pd.DataFrame:
    r"""Return the offered loads, and at how many times the demand each is the capacity.

    Retrainings do not grow as improvements do, which even take their place. So the load
    is measured at the scenario's demand, :math:`a_1`, and at 1.5 times,
    :math:`a_{1.5}`, and taken as a straight line between and beyond, which reaches the
    capacity at the ``factor``

    .. math:: 1 + 0.5\, \frac{c - a_1}{a_{1.5} - a_1}.

    It is infinite where the load does not grow below its capacity, zero where no demand
    is small enough. The resource with the smallest limits throughput.
    """
    measured = partial(offered_loads, seed=seed, runs=runs)
    found, busier = measured(scenarios), {n: _busier(s) for n, s in scenarios.items()}
    more = {n: _interval(s) / _interval(busier[n]) - 1 for n, s in scenarios.items()}
    grown = measured(busier)["offered"] - found["offered"]
    grown /= found["scenario"].map(more)
    room = found["capacity"] - found["offered"]
    line = 1 + room / grown.where(grown > 0)
    found["factor"] = line.fillna(pd.Series(np.where(room > 0, np.inf, 0.0))).clip(0)
    return found


def _busier(scenario: Scenario) -> Scenario:
    least = PARAMETERS["organisation"]["improvement_interval"].low or 0.0
    interval = max(_interval(scenario) / HIGHER, least)
    staff = replace(scenario.organisation, improvement_interval=interval)
    return replace(scenario, organisation=staff)


def _interval(scenario: Scenario) -> float:
    return scenario.organisation.improvement_interval


def _busy(run: Run) -> dict[str, float]:
    levels = run.tally.levels
    busy = {name: levels[f"{name} busy"] for name in RESOURCES}
    return busy | {f"{n} retrainings": levels[f"{n} retrainings"] for n in RESOURCES}
