"""The compiled engine does what the SimPy model does, to the last bit."""

import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, reject, settings
from hypothesis import strategies as st

from mlops_study.lifecycle import (
    PARAMETERS,
    SCENARIOS,
    Horizon,
    Organisation,
    Practices,
    Process,
    Scenario,
    indicators,
    load_scenario,
    simulate,
)
from mlops_study.lifecycle.rules import StandstillError

FIELDS = ["time", "item", "event", "stage", "resource"]

SCENARIOS_DRAWN = int(os.environ.get("SCENARIOS", "300"))


def outcome(scenario, engine, **how):
    """Return log and indicators of a run, or the error with which it ends."""
    try:
        run = simulate(scenario, engine=engine, **how)
    except StandstillError as error:
        return str(error), b""
    log = [run.rows[field].tobytes() for field in FIELDS]
    return log, np.array(list(indicators(run).values())).tobytes()


def agree(scenario, **how):
    assert outcome(scenario, "compiled", **how) == outcome(scenario, "simpy", **how)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_scenarios_of_the_paper_run_alike(name):
    short = replace(load_scenario(name), run=Horizon(warm_up=100.0, measured=400.0))
    agree(short, seed=1, replication=3)
    agree(short, seed=1, unlimited=True)


WHOLE = [0.0, 1.0, 2.0, 3.0]


@st.composite
def processes(draw, whole):
    """Draw a process: each value as it is, or one that is a whole number or an edge."""
    values = {}
    for name, of in PARAMETERS["process"].items():
        if isinstance(of.default, str):
            choice = ["replaced", "kept"] if name == "superseded" else None
            values[name] = draw(st.sampled_from(choice or ["lognormal", "gamma"]))
        elif of.unit in ("days", "person-days"):
            usual = [of.default, of.full, of.default / 3]
            values[name] = max(draw(st.sampled_from(WHOLE if whole else usual)), of.low)
        elif of.unit == "probability" and name != "stable_share":
            values[name] = draw(st.sampled_from([0.0, 0.5, of.default, of.full]))
        elif name == "alarm_threshold":
            values[name] = draw(st.sampled_from([-1.0, 0.0, 0.01, 0.05]))
        elif name.endswith("_cv") and name != "ageing_cv":
            values[name] = 0.0 if whole else draw(st.sampled_from([0.0, of.default]))
        elif name == "baseline_labels":
            values[name] = draw(st.sampled_from([0.0, 100.0]))
        else:
            values[name] = draw(st.sampled_from([of.default, of.full]))
    return values


@st.composite
def scenarios(draw):
    """Draw scenarios of all kinds; half of them with many events at one instant.

    These have whole durations, windows and checks, at which every alarm is raised.
    """
    whole = draw(st.booleans())
    without, full = draw(processes(whole)), draw(processes(whole))
    intervals = [6.0, 12.0] if whole else [1 / 24, 0.7, 7.0, 90.0, float("inf")]
    share = st.sampled_from([0.0, 1.0]) if whole else st.floats(0, 1)
    levels = {name: draw(share) for name in ("ci_cd", "automation", "collaboration")}
    try:
        return Scenario(
            without=Process(**without),
            full=Process(**full | {"family": without["family"]}),
            practices=Practices(
                **levels,
                cloud=draw(st.sampled_from([0.0, 0.5, 1.0])),
                monitoring_interval=draw(st.sampled_from(intervals)),
            ),
            organisation=Organisation(
                models=draw(st.sampled_from([1, 2, 3, 6])),
                data_scientists=draw(st.integers(1, 3)),
                operations_engineers=draw(st.integers(1, 2)),
                training_nodes=draw(st.integers(1, 2)),
                cloud_quota=draw(st.integers(1, 2)),
                improvement_interval=draw(st.sampled_from([1.0, 20.0, float("inf")])),
            ),
            run=Horizon(
                warm_up=draw(st.sampled_from([0.0, 40.0])),
                measured=draw(st.sampled_from([60.0, 110.5])),
            ),
        )
    except ValueError:
        reject()


def drawn(examples):
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def check(scenario, seed):
    event("monitored" if scenario.practices.monitoring_interval < 1e9 else "not")
    agree(scenario, seed=seed, replication=seed % 7)


@drawn(40)
@given(scenario=scenarios(), seed=st.integers(0, 2**64 - 1))
def test_drawn_scenarios_run_alike(scenario, seed):
    check(scenario, seed)


@pytest.mark.slow
@drawn(SCENARIOS_DRAWN)
@given(scenario=scenarios(), seed=st.integers(0, 2**64 - 1))
def test_many_drawn_scenarios_run_alike(scenario, seed):
    check(scenario, seed)
