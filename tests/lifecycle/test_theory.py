"""The model is exact where queueing theory is.

Each test simulates replications and asks whether the theoretical value lies in the
confidence interval of 99.9 %: a right model fails one such comparison in a thousand
seeds. The seed is fixed, so a test that passes once passes always.
"""

import math

import numpy as np
import pytest
from scipy import stats

from mlops_study.lifecycle import simulate
from mlops_study.lifecycle.kpis import items, levels

FALSE_ALARM = 0.001
REPLICATIONS = 16


def interval(values) -> tuple[float, float]:
    """Return the confidence interval of a mean at the stated false-alarm rate."""
    found = stats.ttest_1samp(values, 0).confidence_interval(1 - FALSE_ALARM)
    return found.low, found.high


def erlang_c(servers: int, load: float) -> float:
    """Return the chance to wait in M/M/c, from the sum that defines it."""
    terms = [load**k / math.factorial(k) for k in range(servers)]
    last = load**servers / math.factorial(servers) / (1 - load / servers)
    return last / (sum(terms) + last)


def measured(scenario, kind="lead_time") -> np.ndarray:
    """Return a mean a replication: of lead times, or of the queue of scientists."""
    values = []
    for replication in range(REPLICATIONS):
        run = simulate(scenario, seed=11, replication=replication)
        if kind == "lead_time":
            life = items(run.log)
            counted = life[life["requested"] > scenario.run.warm_up]
            values.append(counted["lead_time"].mean())
        else:
            values.append(levels(run)[kind])
    return np.array(values)


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (3, 2.1)])
def test_one_stage_is_m_m_c(queue, servers, load):
    """Only preparation takes time: M/M/1 and M/M/3, time in system and queue."""
    scenario = queue(
        {"data_scientists": servers, "improvement_interval": 1 / load},
        {"preparation_effort": 1.0},
        warm_up=100.0,
        measured=900.0,
    )
    waiting = erlang_c(servers, load) / (servers - load)
    low, high = interval(measured(scenario))
    assert low < waiting + 1 < high
    low, high = interval(measured(scenario, "scientists queue"))
    assert low < load * waiting < high


def test_a_tandem_with_rework_is_a_jackson_network(queue):
    """Three exponential stages, one item in ten sent back: each stage is M/M/1."""
    rate, back = 0.5, 0.1
    service = {"preparation_effort": 1.0, "training_time": 1.2}
    scenario = queue(
        {
            "data_scientists": 1,
            "operations_engineers": 1,
            "training_nodes": 1,
            "improvement_interval": 1 / rate,
        },
        {
            **service,
            "deployment_effort": 0.9,
            "defect_probability": back,
            "catch_probability": 1.0,
            "rework_share": 1.0,
        },
        warm_up=200.0,
        measured=1500.0,
    )
    visits = rate / (1 - back)
    loads = [visits * 1.0, visits * 1.2, rate * 0.9]
    in_system = sum(load / (1 - load) for load in loads)
    low, high = interval(measured(scenario))
    assert low < in_system / rate < high


def test_without_variation_times_are_those_of_a_calendar(queue):
    """Two days to prepare, one to train, half to deploy, releases every five days."""
    scenario = queue(
        {"data_scientists": 1, "improvement_interval": 40.0},
        {
            "effort_cv": 0.0,
            "preparation_effort": 2.0,
            "training_time": 1.0,
            "release_interval": 5.0,
            "deployment_effort": 0.5,
        },
    )
    life = items(simulate(scenario, seed=3).log)
    free = 0.0
    for requested, live in life[["requested", "live"]].to_numpy():
        free = max(requested, free) + 2.0
        released = math.ceil((free + 1.0) / 5.0) * 5.0
        assert live == pytest.approx(released + 0.5) or math.isnan(live)
    assert life["live"].notna().sum() > 10


def test_a_priority_queue_serves_repairs_first(queue):
    """No item starts on a resource while a repair has been waiting for it."""
    scenario = queue(
        {"data_scientists": 1, "models": 10, "improvement_interval": 14.0},
        {
            "preparation_effort": 1.0,
            "defect_probability": 0.5,
            "catch_probability": 0.0,
            "repair_share": 1.0,
            "surfacing_time": 1.0,
            "complaint_time": 1.0,
            "rollback_probability": 0.0,
        },
    )
    log = simulate(scenario, seed=5).log
    waiting: set[str] = set()
    overtaken = 0
    for row in log[log["resource"] == "scientists"].itertuples():
        if row.event == "queued" and row.kind == "repair":
            waiting.add(row.item)
        elif row.event == "started":
            waiting.discard(row.item)
            assert row.kind == "repair" or not waiting
            overtaken += row.kind == "repair"
    assert overtaken > 20
