"""The model against what is known exactly: queueing theory and the raw measurement.

Each case is the lifecycle model itself with parameters under which it is a queue
that can be solved, not a model of its own.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import scipy

from mlops_study import ageing
from mlops_study.datafiles import datasets
from mlops_study.lifecycle import (
    Horizon,
    Observations,
    Organisation,
    Practices,
    Process,
    Scenario,
    indicators,
    simulate,
)

QUEUEING_REPLICATIONS = 100

FALSE_ALARM = 0.001
"""Chance that an interval of a right model misses the theoretical value."""

QUEUEING = datasets("derived")["queueing"]

INSTANT: dict[str, Any] = dict.fromkeys(
    (
        "triage_effort",
        "access_wait",
        "preparation_effort",
        "selection_effort",
        "training_time",
        "training_failure",
        "defect_probability",
        "handoff_wait",
        "approval_effort",
        "release_interval",
        "deployment_effort",
        "label_delay",
        "baseline_labels",
    ),
    0.0,
) | {"superseded": "kept"}
"""A process in which nothing takes time, and the policies are off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueingCase:
    """Parameters under which the model is a queue with a known answer.

    In theory `time` is the mean time from request to live in days, and `waiting` the
    mean number of items that wait for data scientists.
    """

    name: str
    scenario: Scenario
    time: float
    waiting: float


def erlang_c(servers: int, load: float) -> float:
    r"""Return the chance that a customer of M/M/c has to wait.

    With :math:`c` `servers` and the offered `load` :math:`a`, arrival by service rate,

    .. math:: C(c, a) = \frac{a^c / c!}{(1 - \rho) \sum_{k<c} a^k / k! + a^c / c!},
              \qquad \rho = a / c < 1.

    >>> round(erlang_c(1, 0.6), 3), round(erlang_c(3, 2.1), 3)
    (0.6, 0.492)
    """
    top = load**servers / math.factorial(servers)
    below = sum(load**k / math.factorial(k) for k in range(servers))
    return top / ((1 - load / servers) * below + top)


def solvable(
    staff: dict[str, Any],
    process: dict[str, Any],
    *,
    warm_up: float = 200.0,
    measured: float = 1000.0,
) -> Scenario:
    """Return a scenario of one model in which only what is named takes time.

    Fields of the organisation and of the process by name; durations are exponential.
    """
    same = Process(**{**INSTANT, "family": "gamma", **process})
    return Scenario(
        practices=Practices(monitoring_interval=math.inf),
        organisation=replace(Organisation(models=1), **staff),
        run=Horizon(warm_up=warm_up, measured=measured),
        without=same,
        full=same,
    )


def _multi_server(servers: int, load: float, measured: float) -> QueueingCase:
    waiting = erlang_c(servers, load) * load / (servers - load)
    staff = {"data_scientists": servers, "improvement_interval": 1 / load}
    return QueueingCase(
        name=f"M/M/{servers}, load {load:g}",
        scenario=solvable(staff, {"preparation_effort": 1.0}, measured=measured),
        time=waiting / load + 1,
        waiting=waiting,
    )


def _jackson(measured: float) -> QueueingCase:
    """Return a tandem of three stages in which one item in ten is sent back."""
    rate, back = 0.5, 0.1
    services = {
        "preparation_effort": 1.0,
        "training_time": 1.2,
        "deployment_effort": 0.9,
    }
    staff = {"data_scientists": 1, "operations_engineers": 1, "training_nodes": 1}
    rework = {"defect_probability": back, "catch_probability": 1.0, "rework_share": 1.0}
    demand, flow = {"improvement_interval": 1 / rate}, rate / (1 - back)
    loads = [flow * 1.0, flow * 1.2, rate * 0.9]
    return QueueingCase(
        name="Jackson tandem, 10 % rework",
        scenario=solvable(staff | demand, services | rework, measured=measured),
        time=sum(load / (1 - load) for load in loads) / rate,
        waiting=loads[0] ** 2 / (1 - loads[0]),
    )


def queueing_cases(measured: float = 2000.0) -> list[QueueingCase]:
    """Return M/M/1, M/M/3 and a Jackson tandem with rework, run for `measured` days."""
    servers = (_multi_server(c, load, measured) for c, load in ((1, 0.6), (3, 2.1)))
    return [*servers, _jackson(measured)]


def queueing_check(
    cases: Iterable[QueueingCase], *, seed: int, replications: int = 12
) -> pd.DataFrame:
    """Simulate each case and hold it against theory, see ``QUEUEING``."""
    rows = []
    for case in cases:
        found = [_measure(case.scenario, seed, r) for r in range(replications)]
        for measure, values in zip(
            ("time", "waiting"), np.transpose(found), strict=True
        ):
            theory, test = getattr(case, measure), scipy.stats.ttest_1samp(values, 0)
            low, high = test.confidence_interval(1 - FALSE_ALARM)
            inside = "yes" if low < theory < high else "no"
            mean = values.mean()
            rows.append((case.name, measure, theory, mean, low, high, inside))
    return pd.DataFrame(rows, columns=list(QUEUEING.columns))


def _measure(scenario: Scenario, seed: int, replication: int) -> tuple[float, float]:
    run = simulate(scenario, seed=seed, replication=replication)
    items, waiting = Observations(run).items, indicators(run, ["scientists_queue"])
    counted = items[items["requested"] > scenario.run.warm_up]
    return float(counted["lead_time"].mean()), waiting["scientists_queue"]


def scheduled_retraining(weeks: int) -> Scenario:
    """Return a scenario that retrains every so many weeks, at once and without work.

    Its versions start from the rates measured on the flights and all age alike.
    """
    fresh = ageing.fresh_rates(ageing.load_counts())
    process = Process(
        **INSTANT,
        stable_share=0.0,
        ageing_cv=0.0,
        alarm_threshold=-1.0,
        fresh_tpr=fresh["tpr"],
        fresh_fpr=fresh["fpr"],
        base_rate=fresh["base_rate"],
    )
    return Scenario(
        practices=Practices(monitoring_interval=7.0 * weeks),
        organisation=Organisation(models=1, improvement_interval=math.inf),
        run=Horizon(warm_up=0.0, measured=70.0 * weeks),
        without=process,
        full=process,
    )


def retraining_check(weeks: Iterable[int]) -> pd.DataFrame:
    """Set side by side what retraining every so many weeks does to recall.

    One row a policy of 1 to the oldest weeks: ``weeks``, and the recall
    ``measured`` on the flights and ``simulated``, each less that of weekly retraining.
    """
    counts = ageing.load_counts()
    oldest = ageing.SITES["flights"].knots[-1]

    def recalls(every: int) -> np.ndarray:
        simulated = indicators(simulate(scheduled_retraining(every), seed=0))
        measured = ageing.retraining_policy(counts, every, oldest)
        return np.array([measured, simulated["recall"]])

    lost = {every: recalls(every) - recalls(1) for every in weeks}
    table = pd.DataFrame.from_dict(lost, "index", columns=["measured", "simulated"])
    return table.rename_axis("weeks").reset_index()
