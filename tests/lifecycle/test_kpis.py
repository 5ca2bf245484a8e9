"""Indicators of logs small enough to compute by hand."""

import dataclasses
import math

import numpy as np
import pytest

from mlops_study.ageing import Ageing, Curve
from mlops_study.lifecycle import (
    Horizon,
    Observations,
    Organisation,
    Practices,
    Prices,
    Process,
    Run,
    Scenario,
    indicators,
)
from mlops_study.lifecycle.compiling import table
from mlops_study.lifecycle.draws import identity
from mlops_study.lifecycle.events import EVENTS, KINDS, LOG, RESOURCES, STAGES, to_frame
from mlops_study.lifecycle.settings import curves, settings
from mlops_study.lifecycle.tally import tally

PRICES = Prices(
    data_scientist=10.0,
    operations_engineer=0.0,
    training_node=0.0,
    cloud_node=100.0,
    incident=50.0,
    check=0.5,
    alarm=30.0,
    validation=4.0,
    missed=2.0,
    wrong=1.0,
    delay=7.0,
    upkeep=9.0,
)
LINE = Ageing(
    "a line",
    tpr=Curve((0.0, 100.0), (0.0, -0.5)),
    fpr=Curve((0.0, 100.0), (0.0, 0.0)),
)


STILL = {
    "ageing_cv": 0.0,
    "stable_share": 0.0,
    "fresh_tpr": 0.54,
    "fresh_fpr": 0.28,
}


def written(rows) -> np.ndarray:
    """Write (time, item, event, stage, resource) in order, of one model."""
    codes = [list(words) for words in (EVENTS, STAGES, RESOURCES)]
    names, log = list(dict.fromkeys(name for _, name, *_ in rows)), []
    for time, name, *words in sorted(rows, key=lambda row: row[0]):
        kind, number = name.split("-")
        item = identity(0, list(KINDS).index(kind), int(number))
        found = [code.index(w) for code, w in zip(codes, words, strict=False)]
        log.append((time, item, names.index(name), *[*found, -1, -1][:3]))
    found = table(len(log), LOG)
    found[:] = log
    return found


def handmade(*rows, measured=100.0, warm_up=0.0, strength=0.0, **process) -> Run:
    """Make a run of one model from (time, item, event, ...), with its first version.

    It loses half of its recall in 100 days, times its `strength`.
    """
    still = dataclasses.replace(
        Process(), **STILL | {"ageing_strength": strength} | process
    )
    scenario = Scenario(
        practices=Practices(),
        organisation=Organisation(models=1, data_scientists=1),
        prices=PRICES,
        run=Horizon(warm_up=warm_up, measured=measured),
        without=still,
        full=still,
        ageing=LINE,
    )
    log = written([(0, "initial-0", "live"), *rows])
    return Run(
        scenario=scenario,
        seed=0,
        replication=0,
        tally=tally(settings(scenario, 0, 0), curves(LINE), [log]),
        rows=log,
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
    missed, wrong = 0.25 * (1 - 0.54 * 0.9), 0.75 * 0.28
    cost = 10 + 0.04 * 100 + 0.2 * 50 + (1 * 0.5 + 2 * 4) / 100 + 0.2 * 7
    expected = {
        "improvement_time": 20,
        "improvement_median": 20,
        "improvement_p90": 20,
        "development_time": 17,
        "developed_in_month": 1,
        "deployed_in_month": 1,
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
        "cost": cost + 80 * (missed * 2 + wrong),
        "cost_per_improvement": 100 * (cost + 80 * (missed * 2 + wrong)),
        "recall": 0.54 * 0.9,
        "balanced_accuracy": (0.54 * 0.9 + 0.72) / 2,
        "accuracy_gain": 0.25 * 0.54 * 0.9 + 0.75 * 0.72 - 0.75,
        "above_threshold": 0,
        "alarm_rate": 0,
        "stale_releases": 0,
        "open_items": 0,
        "adoption": 0,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert found["accuracy"] == pytest.approx(0.25 * 0.54 * 0.9 + 0.75 * 0.72)
    assert found["error_rate"] == pytest.approx(1 - found["accuracy"])
    never = ("drift_delay", "drift_time", "drift_caught", "retraining_time")
    assert all(math.isnan(found[name]) for name in (*never, "open_age"))


def test_growth_is_from_one_half_of_the_measured_time_to_the_other():
    """Twice the mean where all is in one half; nothing can grow where nothing is."""
    asked, live = ("improvement-0", "requested"), ("improvement-0", "live")
    late = indicators(handmade((40, *asked), (70, *live)))
    assert late["growth"] == pytest.approx((20 / 50 - 10 / 50) / (30 / 100))
    assert indicators(handmade((10, *asked), (30, *live)))["growth"] == -2
    warmed = handmade((40, *asked), (70, *live), warm_up=50.0, measured=50.0)
    assert indicators(warmed)["growth"] == -2
    assert indicators(handmade((75, *asked)))["growth"] == 2
    assert math.isnan(indicators(handmade())["growth"])


def test_development_and_deployment_are_told_apart():
    """One on each side of 30 days; the 30th day counts; other kinds do not."""
    found = indicators(
        handmade(
            (0, "improvement-0", "requested"),
            (31, "improvement-0", "passed"),
            (61, "improvement-0", "live"),
            (1, "improvement-1", "requested"),
            (31, "improvement-1", "passed"),
            (62, "improvement-1", "live"),
            (0, "retraining-0", "requested"),
            (1, "retraining-0", "passed"),
            (63, "retraining-0", "live"),
        )
    )
    assert found["development_time"] == pytest.approx(30.5)
    assert found["developed_in_month"] == found["deployed_in_month"] == 0.5


def test_development_ends_with_the_first_validation_that_is_passed():
    """What was overtaken and is trained again has been developed before."""
    found = indicators(
        handmade(
            (0, "improvement-0", "requested"),
            (5, "improvement-0", "passed"),
            (8, "improvement-0", "superseded"),
            (12, "improvement-0", "passed"),
            (13, "improvement-0", "live"),
        )
    )
    assert (found["development_time"], found["release_time"]) == (5, 8)


def test_who_is_busy_with_retrainings_is_told_apart():
    """Four of the six days in which someone works, whoever waits meanwhile."""
    run = handmade(
        (10, "improvement-0", "requested"),
        (10, "improvement-0", "queued", *PREPARED),
        (10, "improvement-0", "started", *PREPARED),
        (11, "retraining-0", "requested"),
        (11, "retraining-0", "queued", "triage", "scientists"),
        (12, "improvement-0", "ended", *PREPARED),
        (12, "retraining-0", "started", "triage", "scientists"),
        (16, "retraining-0", "ended", "triage", "scientists"),
    )
    levels = run.tally.levels
    assert levels["scientists busy"] == pytest.approx(0.06)
    assert levels["scientists retrainings"] == pytest.approx(0.04)
    assert levels["scientists queue"] == pytest.approx(0.01)


def test_the_warm_up_does_not_count():
    """Only what lies in the measured part enters, and only as far as it does."""
    found = indicators(handmade(*ROWS, warm_up=50.0, measured=50.0))
    assert found["deployments"] == 0
    assert math.isnan(found["improvement_time"])
    assert found["harmed"] == pytest.approx(0.2)
    assert found["recall"] == pytest.approx(0.54 * (1 - 0.5 * 0.2))
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
    assert service["item"].str[4:-4].tolist() == ["initial", "improvement", "initial"]
    assert service["start"].tolist() == [0, 30, 60]
    assert service["harm"].tolist() == [30, 40, 100]
    assert seen.incidents["restored"].tolist() == [60]


# loses 0.05 of 0.5 in 20 days, half of that in 10
DRIFT = [
    (30, "initial-0", "alarm"),
    (30, "retraining-0", "requested"),
    (40, "retraining-0", "cut"),
    (50, "retraining-0", "live"),
    (45, "improvement-0", "requested"),
    (52, "retraining-0", "alarm"),
    (65, "improvement-0", "cut"),
    (70, "improvement-0", "live"),
    (71, "improvement-0", "alarm"),
    (90, "repair-0", "requested"),
]
HALF = {"strength": 1.0, "fresh_tpr": 0.5, "alarm_threshold": 0.05}


def test_an_episode_of_drift_lasts_until_the_loss_is_low_again():
    """One caught after 10 days, one replaced after 10, one still open after 15."""
    seen = Observations(handmade(*DRIFT, **HALF))
    assert seen.episodes.to_numpy().tolist() == [
        [30, True, 10, True],
        [10, True, 10, False],
        [15, False, 15, False],
    ]
    found = indicators(seen.run)
    assert found["drift_caught"] == 0.5
    assert found["above_threshold"] == pytest.approx((30 + 10 + 15) / 100)
    # two of three go on after 10 days, and none is seen to end after that
    assert found["drift_delay"] == pytest.approx(10 + 355 * 2 / 3)
    # ends after 30 and after 10 days, and one that is open after 15
    assert found["drift_time"] == pytest.approx(10 + 20 * 2 / 3)


def test_an_episode_goes_on_through_versions_that_go_live_too_old():
    """Data of day 10 that go live on day 40 are above the threshold from the start."""
    rows = [
        (5, "improvement-0", "requested"),
        (10, "improvement-0", "cut"),
        (40, "improvement-0", "live"),
        (50, "initial-0", "alarm"),
        (50, "retraining-0", "requested"),
        (58, "retraining-0", "cut"),
        (60, "retraining-0", "live"),
    ]
    seen = Observations(handmade(*rows, measured=70.0, **HALF))
    assert seen.episodes.to_numpy().tolist() == [[40, True, 30, True]]
    assert indicators(seen.run)["drift_time"] == 40


def test_a_retraining_asked_for_in_time_catches_drift_at_once():
    """An early alarm whose retraining is under way when the threshold is passed."""
    early = [
        (15, "initial-0", "alarm"),
        (15, "retraining-0", "requested"),
        (25, "retraining-0", "cut"),
        (35, "retraining-0", "live"),
    ]
    seen = Observations(handmade(*early, measured=40.0, **HALF))
    assert seen.episodes[["caught", "days"]].to_numpy().tolist() == [[True, 0]]
    assert indicators(seen.run)["drift_delay"] == 0


def test_alarms_are_told_apart_by_the_true_loss():
    """At 30 days of age the loss is 0.075, at 12 it is 0.03, at 6 it is 0.015."""
    seen = Observations(handmade(*DRIFT, **HALF))
    found = indicators(seen.run)
    kinds = ("right_alarms", "early_alarms", "spurious_alarms")
    assert [found[kind] for kind in kinds] == pytest.approx([1 / 3] * 3)
    # at 0.025 or less up to an age of ten days: ten, none and five of them live
    assert found["spurious_rate"] == pytest.approx(1 / ((10 + 0 + 5) / 30))
    assert found["alarm_rate"] == pytest.approx(3 / (100 / 30))


@pytest.mark.parametrize(
    ("threshold", "expected"), [(0.0, [1, 0, 0]), (-1.0, [1, 0, 0]), (1.0, [0, 0, 1])]
)
def test_alarms_are_told_apart_at_the_ends_of_what_a_threshold_may_be(
    threshold, expected
):
    """Every alarm is of one kind, also where half the threshold is not less."""
    run = handmade(*DRIFT, **HALF | {"alarm_threshold": threshold})
    kinds = ("right_alarms", "early_alarms", "spurious_alarms")
    assert list(indicators(run, kinds).values()) == expected


def test_what_is_unfinished_has_an_age():
    """A repair asked for ten days before the end; what was cancelled has ended."""
    found = indicators(handmade(*DRIFT, **HALF))
    assert (found["open_items"], found["open_age"]) == (1, 10)
    dropped = indicators(handmade(*DRIFT, (95, "repair-0", "cancelled"), **HALF))
    assert dropped["open_items"] == 0
    assert dropped["in_progress"] == pytest.approx((20 + 25 + 5) / 100)


def test_older_data_over_younger_are_counted():
    """The improvement was cut before the retraining that went live first."""
    rows = [
        (10, "improvement-0", "requested"),
        (20, "improvement-0", "cut"),
        (15, "retraining-0", "requested"),
        (25, "retraining-0", "cut"),
        (30, "retraining-0", "live"),
        (40, "improvement-0", "live"),
    ]
    assert indicators(handmade(*rows))["stale_releases"] == 0.5


def test_the_log_is_a_frame_in_words():
    """Columns as they are described; an item is named by model, kind and number."""
    rows = written([(1.0, "repair-7", "started", "training", "cloud")])
    rows["item"] += identity(12, 0, 0)
    assert to_frame(rows).to_dict("records") == [
        {
            "time": 1.0,
            "item": "m12-repair-007",
            "model": 12,
            "kind": "repair",
            "event": "started",
            "stage": "training",
            "resource": "cloud",
        }
    ]
