"""The model is exact where queueing theory is.

The cases simulate replications and ask whether the theoretical value lies in the
confidence interval of 99.9 %: a right model fails one such comparison in a thousand
seeds. The seed is fixed, so a test that passes once passes always.
"""

import math

import pytest

from mlops_study.experiments import QUEUEING, queueing_cases, queueing_check
from mlops_study.experiments.verification import erlang_c
from mlops_study.lifecycle import Observations, simulate

# tracing lines makes long runs slow, and other tests cover them
pytestmark = pytest.mark.no_cover


def brute_force_waiting(servers: int, load: float) -> float:
    """Return the mean queue of M/M/c from the balance equations of 4000 states."""
    weights, weight = [1.0], 1.0
    for state in range(1, 4000):
        weight *= load / min(state, servers)
        weights.append(weight)
    queued = sum(w * max(n - servers, 0) for n, w in enumerate(weights))
    return queued / sum(weights)


def test_the_cases_are_solved_right():
    """Erlang's formula against the balance equations that it solves."""
    single, triple, tandem = queueing_cases()
    assert single.waiting == pytest.approx(brute_force_waiting(1, 0.6))
    assert triple.waiting == pytest.approx(brute_force_waiting(3, 2.1))
    assert triple.time == pytest.approx(triple.waiting / 2.1 + 1)
    assert tandem.waiting == pytest.approx(brute_force_waiting(1, 0.5 / 0.9))
    assert erlang_c(1, 0.3) == pytest.approx(0.3)


def test_theory_lies_inside_every_stored_interval():
    """The table of the verification chapter."""
    stored = QUEUEING.read()
    assert (stored["inside"] == "yes").all()
    cases = {case.name: case for case in queueing_cases()}
    for row in stored.itertuples():
        assert row.theory == pytest.approx(getattr(cases[row.case], row.measure))


@pytest.mark.parametrize(
    "place", [0, *(pytest.param(i, marks=pytest.mark.slow) for i in (1, 2))]
)
@pytest.mark.parametrize(
    ("replications", "measured"),
    [(12, 300.0), pytest.param(40, 2000.0, marks=pytest.mark.slow)],
)
def test_the_model_is_the_queue_that_its_parameters_make_it(
    place, replications, measured
):
    """M/M/1, M/M/3 and a Jackson tandem: mean time and mean queue of each."""
    case = queueing_cases(measured)[place]
    check = queueing_check([case], seed=11, replications=replications)
    assert (check["inside"] == "yes").all(), check.to_string()


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
    life = Observations(simulate(scenario, seed=3)).items
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
