"""Indicators of logs small enough to compute by hand."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest

from mlops_study.lifecycle import (
    Event,
    Horizon,
    Observations,
    Organisation,
    Practices,
    Prices,
    Process,
    Run,
    Scenario,
    indicators,
    simulate,
)
from mlops_study.lifecycle.events import to_frame
from mlops_study.lifecycle.model import Counters


def handmade(*rows, measured=100.0, warm_up=0.0, **process) -> Run:
    """Make a run of one model that does not age from (time, item, event, ...)."""
    still = dataclasses.replace(Process(), **process)
    scenario = Scenario(
        practices=Practices(),
        organisation=Organisation(models=1, data_scientists=1),
        prices=Prices(
            data_scientist=10.0,
            operations_engineer=0.0,
            training_node=0.0,
            cloud_node=100.0,
            incident=50.0,
        ),
        run=Horizon(warm_up=warm_up, measured=measured),
        without=still,
        full=still,
    )
    events = [
        Event(float(time), item, 0, item.split("-")[0], event, *more)
        for time, item, event, *more in rows
    ]
    first = Event(0.0, "initial-0", 0, "initial", "live")
    return Run(
        scenario=scenario,
        seed=0,
        replication=0,
        log=to_frame([first, *events]),
        strengths=(0.0,),
        areas={},
        checks=0,
        misses=0,
    )


PREPARED = ("preparation", "scientists")
ROWS = [
    (10, "improvement-0", "requested"),
    (10, "improvement-0", "queued", *PREPARED),
    (14, "improvement-0", "started", *PREPARED),
    (20, "improvement-0", "ended", *PREPARED),
    (20, "improvement-0", "cut"),
    (20, "improvement-0", "caught"),
    (20, "improvement-0", "queued", *PREPARED),
    (20, "improvement-0", "started", *PREPARED),
    (23, "improvement-0", "ended", *PREPARED),
    (23, "improvement-0", "cut"),
    (23, "improvement-0", "queued", "training", "cloud"),
    (23, "improvement-0", "started", "provisioning", "cloud"),
    (24, "improvement-0", "ended", "provisioning", "cloud"),
    (24, "improvement-0", "started", "training", "cloud"),
    (27, "improvement-0", "ended", "training", "cloud"),
    (27, "improvement-0", "passed"),
    (30, "improvement-0", "live"),
    (40, "improvement-0", "incident"),
    (45, "improvement-0", "detected"),
    (60, "improvement-0", "restored"),
    (60, "initial-0", "rolled back"),
]


def test_an_item_is_followed_from_request_to_live():
    """Its life in the log: the last data cut counts."""
    life = Observations(handmade(*ROWS)).items.iloc[0]
    assert life[["requested", "cut", "passed", "live"]].tolist() == [10, 23, 27, 30]
    assert life["lead_time"] == 20


def test_the_indicators_of_a_small_log():
    """Every number below follows from the rows above on one's fingers."""
    found = indicators(handmade(*ROWS, defect_severity=0.5))
    expected = {
        "lead_time": 20,
        "lead_time_median": 20,
        "lead_time_p90": 20,
        "release_time": 3,
        "deployments": 0.3,
        "change_failure_rate": 1,
        "time_to_restore": 20,
        "time_to_detect": 5,
        "rework": 0.5,
        "harmed": 0.2,
        "scientists_utilisation": 0.09,
        "engineers_utilisation": 0,
        "nodes_utilisation": 0.03 / (3 + 0.04),
        "scientists_queue": 0.04,
        "engineers_queue": 0,
        "nodes_queue": 0,
        "in_progress": 0.2,
        "cost": 10 + 0.04 * 100 + 0.2 * 50,
        "cost_per_deployment": 2400,
        "recall": 0.54 * 0.9,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert found["accuracy"] == pytest.approx(0.25 * 0.54 * 0.9 + 0.75 * 0.72)
    assert found["error_rate"] == pytest.approx(1 - found["accuracy"])
    assert math.isnan(found["drift_delay"])
    assert math.isnan(found["false_alarms"])


def test_the_warm_up_does_not_count():
    """Only what lies in the measured part enters, and only as far as it does."""
    found = indicators(handmade(*ROWS, warm_up=50.0, measured=50.0))
    assert found["deployments"] == 0
    assert math.isnan(found["lead_time"])
    assert found["harmed"] == pytest.approx(0.2)
    assert found["scientists_utilisation"] == 0


def test_spells_say_what_was_waited_for():
    """Waiting and work alternate; provisioning belongs to the cloud."""
    table = Observations(handmade(*ROWS)).spells
    shown = table[["activity", "stage", "start", "end"]].to_numpy().tolist()
    assert shown == [
        ["queued", "preparation", 10, 14],
        ["started", "preparation", 14, 20],
        ["queued", "preparation", 20, 20],
        ["started", "preparation", 20, 23],
        ["queued", "training", 23, 23],
        ["started", "provisioning", 23, 24],
        ["started", "training", 24, 27],
    ]
    assert not table["open"].any()


def test_a_spell_without_an_end_is_open():
    """What has not ended lasts to the end of the log."""
    table = Observations(handmade(*ROWS[:3])).spells
    last = table.iloc[-1]
    assert (last["start"], last["end"], last["open"]) == (14, 100, True)


def test_a_rollback_puts_the_former_version_back():
    """Versions in service: the first, the harmed one, the first again."""
    seen = Observations(handmade(*ROWS))
    service = seen.versions
    assert service["item"].tolist() == ["initial-0", "improvement-0", "initial-0"]
    assert service["start"].tolist() == [0, 30, 60]
    assert service["harm"].tolist() == [30, 40, 100]
    assert seen.incidents["restored"].tolist() == [60]


def test_drift_is_timed_from_the_crossing_of_the_threshold():
    """Right alarms against the age at which the curve passes the threshold."""
    scenario = Scenario(practices=Practices(monitoring_interval=7.0))
    run = simulate(scenario, seed=2)
    service = Observations(run).versions
    from mlops_study.lifecycle.quality import Quality

    quality = Quality.of(scenario)
    delays = []
    alarms = run.log[(run.log["event"] == "alarm") & (run.log["time"] > 365)]
    for model, time in alarms[["model", "time"]].to_numpy():
        own = service[(service["model"] == model) & (service["start"] < time)].iloc[-1]
        age = quality.age_of_loss(0.05, run.strengths[int(model)])
        delays.append(time - max(own["start"], own["cut"] + age))
    assert min(delays) >= 0
    assert indicators(run)["drift_delay"] == pytest.approx(np.mean(delays))


def test_counters_integrate_levels_over_time():
    """Two at once for three days, one for two more."""
    counters = Counters()
    for time, step in [(0.0, 1), (1.0, 1), (4.0, -1), (6.0, -1)]:
        counters.move("busy", step, time)
    assert counters.areas(10.0) == {"busy": 1 + 6 + 2}


def test_the_log_is_a_frame_with_named_columns():
    """Columns are those of an event."""
    frame = to_frame([Event(1.0, "a", 0, "repair", "live")])
    expected = ["time", "item", "model", "kind", "event", "stage", "resource"]
    assert list(frame.columns) == expected
    assert isinstance(frame, pd.DataFrame)
