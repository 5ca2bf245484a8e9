"""What a scenario asks of each resource, whatever there is of it."""

from collections.abc import Mapping

import pandas as pd

from mlops_study.experiments.estimates import intervals
from mlops_study.experiments.runner import replicate
from mlops_study.lifecycle import RESOURCES, Run, Scenario

PILOT = 4
"""Runs of each scenario without limits."""


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
    :math:`\rho = a / c` is taken: the resource with the largest limits throughput, all
    demand could grow to :math:`1 / \rho` times, and at :math:`\rho \ge 1` more is asked
    for than can be done.

    One row a scenario and resource that it has: ``scenario``, ``resource``,
    ``offered`` with the ``half_width`` of its interval at ``level``, ``capacity``,
    ``share``.
    """
    measured = replicate(
        scenarios, runs, seed=seed, measure=_busy, unlimited=True, workers=workers
    )
    found = intervals(measured).rename(columns={"kpi": "resource", "mean": "offered"})
    pairs = zip(found["scenario"], found["resource"], strict=True)
    found["capacity"] = [scenarios[s].organisation.capacity[r] for s, r in pairs]
    found["share"] = found["offered"] / found["capacity"]
    columns = ["scenario", "resource", "offered", "half_width", "capacity", "share"]
    present = found.loc[found["capacity"] > 0, [*columns, "level"]]
    return present.reset_index(drop=True)


def _busy(run: Run) -> dict[str, float]:
    days = run.scenario.run.measured
    return {name: run.areas.get(f"{name} busy", 0.0) / days for name in RESOURCES}
