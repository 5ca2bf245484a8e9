"""What holds on every log, whatever the scenario."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_study.lifecycle import (
    EVENTS,
    KPIS,
    PRACTICES,
    RESOURCES,
    STAGES,
    Observations,
    Organisation,
    Practices,
    Process,
    Scenario,
    indicators,
    simulate,
    size,
)
from mlops_study.lifecycle.model import Lifecycle
from mlops_study.lifecycle.rules import StandstillError
from mlops_study.lifecycle.settings import capacities, curves
from mlops_study.lifecycle.settings import settings as settings_of

# tracing lines makes long runs slow, and other tests cover them
pytestmark = pytest.mark.no_cover

checked = settings(max_examples=15, suppress_health_check=list(HealthCheck))


def step_area(log: pd.DataFrame, up: str, down: list[str], name: str, end: float):
    """Integrate a level that an event raises and others lower, event by event."""
    level, area, last = 0, 0.0, 0.0
    for row in log[log["resource"] == name].itertuples():
        change = (row.event == up) - (row.event in down)
        area, last = area + level * (row.time - last), row.time
        level += change
        assert level >= 0
    return area + level * (end - last)


@checked
@given(data=st.data())
def test_littles_law_holds_on_every_queue(runs, data):
    """The area under a queue's length is the sum of the waits in it."""
    run = data.draw(runs)
    scenario = run.scenario
    end = scenario.run.warm_up + scenario.run.measured
    spell = Observations(run).spells
    queued = spell[spell["activity"] == "queued"]
    # provisioning and training start one after the other on the same node
    log = run.log[
        ~((run.log["event"] == "started") & (run.log["stage"] == "training"))
        | (run.log["resource"] != "cloud")
        | (scenario.process.provisioning_time == 0)
    ]
    for name in RESOURCES:
        own = queued[queued["resource"] == name]
        waited = float((own["end"] - own["start"]).sum())
        area = step_area(log, "queued", ["started"], name, end)
        assert area == pytest.approx(waited, abs=1e-6)


@checked
@given(data=st.data())
def test_items_are_conserved(runs, data):
    """What was asked for is live or in progress; one retraining at a time a model."""
    run = data.draw(runs)
    scenario = run.scenario
    log, life = run.log, Observations(run).items
    events = log["event"].value_counts()
    in_progress = int(life["ended"].isna().sum())
    ended = events["live"] - scenario.organisation.models + events.get("cancelled", 0)
    assert ended + in_progress == events.get("requested", 0)
    assert life["item"].is_unique
    done = life[life["live"].notna()]
    assert (done["live"] >= done["passed"]).all()
    assert (done["live"] >= done["cut"]).all()
    assert (done["cut"] >= done["requested"]).all()
    assert (log["time"].diff().dropna() >= 0).all()
    assert events.get("restored", 0) <= events.get("incident", 0)
    assert events.get("detected", 0) <= events.get("incident", 0)
    assert (life["kind"] == "retraining").sum() == events.get("alarm", 0)
    assert (life.loc[life["cancelled"].notna(), "kind"] != "improvement").all()
    assert (life["kind"] == "repair").sum() == events.get("detected", 0)
    for _, own in life[life["kind"] == "retraining"].groupby("model"):
        ends = own["ended"].fillna(np.inf).to_numpy()
        assert (own["requested"].to_numpy()[1:] >= ends[:-1]).all()


@checked
@given(data=st.data())
def test_no_more_are_busy_than_there_are(runs, data):
    """Of each resource, on average."""
    run = data.draw(runs)
    levels = run.tally.levels
    staff = run.scenario.organisation
    capacity = {
        "scientists": staff.data_scientists,
        "nodes": staff.training_nodes,
        "cloud": staff.cloud_quota,
        "engineers": staff.operations_engineers,
    }
    for name, most in capacity.items():
        assert levels[f"{name} busy"] <= most + 1e-9


@checked
@given(data=st.data())
def test_indicators_stay_in_their_range(runs, data):
    """Shares lie between 0 and 1, times and counts are not negative; growth may be."""
    found = indicators(data.draw(runs))
    assert list(found) == list(KPIS)
    for name, value in found.items():
        if not np.isnan(value):
            assert value >= KPIS[name].low - 1e-12, name
            # a version may fail, and be counted, after the window it went live in; all
            # work in progress may be in one half of the time
            most = ("change_failure_rate", "growth")
            if KPIS[name].unit == "share" and name not in most:
                assert value <= 1 + 1e-12, name
    kinds = [found[f"{kind}_alarms"] for kind in ("right", "early", "spurious")]
    assert found["alarm_rate"] == 0 or sum(kinds) == pytest.approx(1)


@checked
@given(data=st.data())
def test_every_model_always_has_one_live_version(runs, data):
    """The spells in service of a model follow each other without a gap."""
    run = data.draw(runs)
    scenario = run.scenario
    end = scenario.run.warm_up + scenario.run.measured
    for _, own in Observations(run).versions.groupby("model"):
        assert own["start"].iloc[0] == 0
        assert own["end"].iloc[-1] == end
        assert (own["start"].to_numpy()[1:] == own["end"].to_numpy()[:-1]).all()
        assert (own["cut"] <= own["start"]).all()


@checked
@given(data=st.data())
def test_older_data_go_live_after_younger_only_where_they_are_kept(runs, data):
    """Under "replaced" only a harmed version gives way to one of older data."""
    run = data.draw(runs)
    scenario = run.scenario
    versions, events = Observations(run).versions, set(run.log["event"])
    sound = versions["cut"].where(versions["harm"] == versions["end"])
    older = versions["cut"] < sound.groupby(versions["model"]).shift()
    if scenario.process.superseded == "replaced":
        assert (versions.loc[older, "event"] == "rolled back").all()
    else:
        assert not events & {"superseded", "cancelled"}
    if scenario.process.training_failure == 0:
        assert "failed" not in events


def test_the_log_uses_its_own_words():
    """Every event, stage and resource is one that the log's description names."""
    log = simulate(Scenario(), seed=1).log
    assert set(log["event"]) <= set(EVENTS)
    assert set(log["stage"]) <= {"", *STAGES}
    assert set(log["resource"]) <= {"", *RESOURCES}


def test_without_demand_and_monitoring_nothing_happens():
    """No arrivals, no checks: the log holds the first versions and no more."""
    quiet = Scenario(
        practices=Practices(monitoring_interval=float("inf")),
        organisation=Organisation(improvement_interval=float("inf")),
    )
    run = simulate(quiet, seed=1)
    assert len(run.log) == quiet.organisation.models
    assert run.tally.checks == 0
    found = indicators(run)
    assert np.isnan(found["improvement_time"])
    assert found["deployments"] == found["in_progress"] == 0


def test_an_overloaded_organisation_does_not_keep_up():
    """With one data scientist for the whole portfolio, work in progress grows."""
    busy = Scenario(organisation=Organisation(data_scientists=1))
    run = simulate(busy, seed=1)
    found = indicators(run)
    assert found["scientists_utilisation"] > 0.999
    life = Observations(run).items
    half, end = 730.0, 1095.0
    then = ((life["requested"] <= half) & ~(life["live"] <= half)).sum()
    now = ((life["requested"] <= end) & ~(life["live"] <= end)).sum()
    assert now > then > 20


@pytest.mark.parametrize("caught", [0.0, 0.999999999])
def test_time_that_stands_still_is_said(caught):
    """Instant failures and instant repairs, or rework, would never end.

    It is said after little work, however many models there are.
    """
    instant = dict.fromkeys(
        (
            "access_wait",
            "preparation_effort",
            "selection_effort",
            "training_time",
            "handoff_wait",
            "deployment_effort",
            "surfacing_time",
            "complaint_time",
            "approval_effort",
            "rollback_probability",
        ),
        0.0,
    )
    process = Process(**instant, defect_probability=1.0, catch_probability=caught)
    scenario = Scenario(without=process, full=process)
    of = settings_of(scenario, 1, 0), curves(scenario.ageing)
    lifecycle = Lifecycle(*of, capacities(scenario, unlimited=False), "Ours")
    with pytest.raises(StandstillError, match="Ours: work makes work without time"):
        lifecycle.run()
    assert len(lifecycle.log) < 50_000
    with pytest.raises(StandstillError, match="Untitled: work makes work without"):
        simulate(scenario, seed=1)
    assert size(scenario).seconds("simpy") > 1e6


def test_a_threshold_below_zero_is_passed_from_the_start(queue):
    """By models that do not age too: always above it, and no episode ever begins."""
    scenario = queue({"models": 3}, {"alarm_threshold": -1.0, "stable_share": 1.0})
    weekly = dataclasses.replace(
        scenario, practices=Practices(monitoring_interval="weekly")
    )
    found = indicators(simulate(weekly, seed=1))
    assert found["above_threshold"] == 1
    assert np.isnan(found["drift_delay"])


def test_one_engineer_is_enough_where_releases_are_automatic():
    """CI/CD takes the deployment off the engineers: one does not hold up the work."""
    practices = Practices(ci_cd=1.0)
    one = Scenario(
        practices=practices, organisation=Organisation(operations_engineers=1)
    )
    assert indicators(simulate(one, seed=1))["engineers_utilisation"] < 0.2


def test_the_seed_and_the_replication_decide_everything():
    """Same seed, same log; another seed or replication, another log."""
    logs = {
        (seed, replication): simulate(Scenario(), seed=seed, replication=replication)
        .log.to_csv()
        .encode()
        for seed, replication in [(1, 0), (2, 0), (1, 1)]
    }
    assert simulate(Scenario(), seed=1).log.to_csv().encode() == logs[1, 0]
    assert len(set(logs.values())) == 3


@pytest.mark.parametrize("practice", PRACTICES)
def test_practices_are_the_five_of_the_paper(practice):
    """Each practice changes the course of events."""
    level = 1.0 if practice == "monitoring_interval" else 0.7
    adopted = Scenario(practices=Practices(**{practice: level}))
    assert not simulate(adopted, seed=1).log.equals(simulate(Scenario(), seed=1).log)
