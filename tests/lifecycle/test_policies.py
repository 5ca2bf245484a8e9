"""Policies of teams: each has an effect of its own, and can be turned off."""

import dataclasses
import math

import numpy as np
import pytest
from scipy import stats

from mlops_study.lifecycle import (
    Horizon,
    Observations,
    Organisation,
    Practices,
    Scenario,
    indicators,
    simulate,
)

CHANCE = 0.001
"""How often a right model would fail a test of chances."""

EXACT = {"labels_per_day": 1e9, "improvement_interval": math.inf}


def changed(scenario: Scenario, *, practices=None, **process) -> Scenario:
    """Return a scenario whose process is the same at every level of practice."""
    same = dataclasses.replace(scenario.without, **process)
    levels = dataclasses.replace(scenario.practices, **(practices or {}))
    return dataclasses.replace(scenario, practices=levels, without=same, full=same)


def test_younger_data_are_not_replaced_by_older():
    """What one policy keeps the other replaces: it is dropped or taken up again."""
    counts = {}
    for policy in ("kept", "replaced"):
        run = simulate(changed(Scenario(), superseded=policy), seed=4)
        counts[policy] = run.log["event"].value_counts()
        stale = indicators(run)["stale_releases"]
        assert stale == 0 if policy == "replaced" else stale > 0
    assert not {"superseded", "cancelled"} & set(counts["kept"].index)
    assert {"superseded", "cancelled"} <= set(counts["replaced"].index)


def test_an_improvement_that_was_overtaken_is_trained_again_and_goes_live():
    """It is cut anew, passed before, and neither prepared again nor dropped."""
    run = simulate(Scenario(), seed=4)
    life = Observations(run).items.set_index("item")
    overtaken = run.log[run.log["event"] == "superseded"]
    assert len(overtaken) > 5
    for row, item, time in overtaken[["item", "time"]].itertuples():
        own = life.loc[item]
        assert own["kind"] == "improvement"
        assert math.isnan(own["cancelled"])
        assert own["cut"] >= time
        assert own["passed"] <= time
        after = run.log[run.log["item"] == item].loc[row + 1 :]
        ends = after["event"].isin(("superseded", "caught", "live")).cumsum()
        stages = set(after.loc[ends == 0, "stage"]) - {""}
        assert stages <= {"provisioning", "training", "deployment"}


def test_a_rollback_puts_back_the_last_version_that_did_no_harm():
    """Of those that were live before, by hand from the log."""
    log = simulate(changed(Scenario(), rollback_probability=1.0), seed=4).log
    harmful = set(log.loc[log["event"] == "incident", "item"])
    assert (log["event"] == "rolled back").sum() > 20
    for _, own in log.groupby("model"):
        sound = ""
        for item, event in own[["item", "event"]].to_numpy():
            if event == "live" and item not in harmful:
                sound = item
            assert event != "rolled back" or item == sound


def test_data_are_cut_when_they_are_prepared():
    """A version knows nothing of the time in which it is selected or trained."""
    log = simulate(Scenario(), seed=4).log
    prepared = log[(log["event"] == "ended") & (log["stage"] == "preparation")]
    cuts = log[log["event"] == "cut"]
    same = prepared.merge(cuts, on=["item", "time"])
    assert len(cuts) >= len(same) == len(prepared) > 100


def test_only_repairs_do_not_wait_for_the_release_window():
    """They go live between windows."""
    log = simulate(Scenario(), seed=4).log
    waited = set(log.loc[log["stage"] == "window", "kind"])
    assert waited == {"improvement", "retraining"}
    repaired = log[(log["event"] == "live") & (log["kind"] == "repair")]
    assert len(repaired) > 10


def test_a_model_whose_retraining_is_dropped_can_be_retrained():
    """Nothing is under way any more: a later alarm asks again."""
    run = simulate(Scenario(practices=Practices(monitoring_interval=1.0)), seed=4)
    life = Observations(run).items
    dropped = life[life["cancelled"].notna() & (life["kind"] == "retraining")]
    later = life[life["kind"] == "retraining"].groupby("model")["requested"].max()
    assert (dropped["model"].map(later) > dropped["cancelled"]).mean() > 0.8


def test_no_alarm_rests_on_labels_from_before_the_version_or_not_yet_known():
    """After going live the label delay passes before anything is known."""
    scenario = changed(
        Scenario(), practices={"monitoring_interval": 0.5}, label_delay=10.0
    )
    run = simulate(scenario, seed=2)
    start = Observations(run).versions[["model", "start"]].to_numpy()
    alarms = run.log.loc[run.log["event"] == "alarm", ["model", "time"]].to_numpy()
    waited = [
        time - max(began for own, began in start if own == model and began < time)
        for model, time in alarms
    ]
    assert len(waited) > 100
    assert 10 < min(waited) < 15


@pytest.mark.parametrize("delay", [0.0, 5.0])
def test_an_alarm_comes_with_the_labels_of_a_loss(queue, delay):
    """Without errors: at the first check that knows of cases beyond the threshold."""
    scenario = changed(
        queue(EXACT, {}),
        practices={"monitoring_interval": 1.0},
        label_delay=delay,
        smoothing_time=0.01,
        stable_share=0.0,
        ageing_cv=0.0,
        training_time=1000.0,
        effort_cv=0.0,
    )
    log = simulate(scenario, seed=1).log
    tpr, lost = scenario.ageing.tpr, 0.05 / scenario.process.fresh_tpr
    age = np.interp(-lost, tpr.changes[::-1], tpr.days[::-1])
    first = log.loc[log["event"] == "alarm", "time"].iloc[0]
    assert first == math.ceil(age + delay)


def test_a_baseline_estimated_too_high_raises_alarms_for_ever(queue):
    """Versions that do not age alarm as often as the normal tail of its error says."""
    models, labels, threshold = 1000, 400.0, 0.03
    scenario = changed(
        queue(EXACT | {"models": models}, {}),
        practices={"monitoring_interval": 100.0},
        baseline_labels=labels,
        alarm_threshold=threshold,
        smoothing_time=0.01,
        stable_share=1.0,
        training_time=3000.0,
    )
    once = dataclasses.replace(scenario, run=Horizon(warm_up=0.0, measured=100.0))
    alarms = (simulate(once, seed=1).log["event"] == "alarm").sum()
    fresh = once.process.fresh_tpr
    tail = stats.norm.sf(threshold / math.sqrt(fresh * (1 - fresh) / labels))
    low, high = stats.binom.interval(1 - CHANCE, models, tail)
    assert low <= alarms <= high
    known = changed(once, baseline_labels=0.0)
    assert (simulate(known, seed=1).log["event"] == "alarm").sum() == 0


@pytest.mark.parametrize(
    ("stage", "resource", "effort"),
    [
        ("triage", "scientists", "triage_effort"),
        ("approval", "engineers", "approval_effort"),
    ],
)
def test_triage_and_approval_take_people(stage, resource, effort):
    """Someone is held for them; without effort the stage does not exist."""
    run = simulate(changed(Scenario(), **{effort: 1.5}, effort_cv=0.0), seed=1)
    spells = Observations(run).spells
    own = spells[(spells["stage"] == stage) & (spells["activity"] == "started")]
    done = own[~own["open"]]
    assert set(own["resource"]) == {resource}
    assert (done["end"] - done["start"]).to_numpy() == pytest.approx(1.5)
    asked = {"triage": "alarm", "approval": "passed"}[stage]
    # all but those that still wait, were dropped, or passed again with an approval
    assert 0.9 < len(own) / (run.log["event"] == asked).sum() <= 1
    off = simulate(changed(Scenario(), **{effort: 0.0}), seed=1).log
    assert stage not in set(off["stage"])


def test_triage_is_needed_once_and_for_alarms_only():
    """Not when rework repeats the other stages, nor for improvements."""
    log = simulate(changed(Scenario(), catch_probability=1.0), seed=1).log
    triage = log[(log["stage"] == "triage") & (log["event"] == "started")]
    assert set(triage["kind"]) == {"retraining"}
    assert triage["item"].is_unique


def test_trainings_fail_as_often_as_they_are_said_to():
    """Each failed run is repeated on the node; without failures none is."""
    log = simulate(changed(Scenario(), training_failure=0.4), seed=1).log
    runs = ((log["stage"] == "training") & (log["event"] == "ended")).sum()
    failed = (log["event"] == "failed").sum()
    low, high = stats.binom.interval(1 - CHANCE, runs, 0.4)
    assert low <= failed <= high
    off = simulate(changed(Scenario(), training_failure=0.0), seed=1).log
    assert (off["event"] == "failed").sum() == 0


@pytest.mark.slow
def test_a_harm_shows_when_its_labels_are_known():
    """Without complaints an incident is not detected before the label delay."""
    scenario = Scenario(
        organisation=Organisation(models=20),
        practices=Practices(monitoring_interval=0.1),
    )
    late = changed(scenario, label_delay=20.0, complaint_time=3650.0, evidence=0.0)
    seen = Observations(simulate(late, seed=1)).incidents
    waited = (seen["detected"] - seen["incident"]).dropna()
    assert len(waited) > 10
    assert 20 < waited.quantile(0.9) < 20.2
