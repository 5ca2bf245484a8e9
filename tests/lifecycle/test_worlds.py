"""Each indicator in worlds of which the better one is known.

A world is a scenario that differs from another by one thing that helps or harms without
doubt. An indicator that says which way is better must take its side, on the mean of
runs that share their luck.
"""

import dataclasses
from functools import cache

import pandas as pd
import pytest

from mlops_study.experiments import replicate
from mlops_study.lifecycle import KPIS, Horizon, Organisation, Practices, Scenario

# tracing lines makes long runs slow, and other tests cover them
pytestmark = pytest.mark.no_cover

RUNS = 3


def world(*, staff=None, practices=None, prices=None, **process) -> Scenario:
    """Make an organisation of ten models in which what is named is changed.

    Its waits are short, so that a run has many release windows.
    """
    start = Scenario(
        organisation=Organisation(
            models=10, data_scientists=6, improvement_interval=60.0
        ),
        practices=Practices(monitoring_interval=7.0),
        run=Horizon(warm_up=100.0, measured=300.0),
    )
    same = dataclasses.replace(start.without, **(SHORT_WAITS | process))
    return dataclasses.replace(
        start,
        organisation=dataclasses.replace(start.organisation, **(staff or {})),
        practices=dataclasses.replace(start.practices, **(practices or {})),
        prices=dataclasses.replace(start.prices, **(prices or {})),
        without=same,
        full=same,
    )


SHORT_WAITS = {"access_wait": 5.0, "handoff_wait": 2.0, "release_interval": 14.0}
SLOW_TRAINING = {"training_time": 6.0}
SLOW_DEPLOYMENT = {"deployment_effort": 4.0}
NO_DEFECTS = {"defect_probability": 0.0}
NO_ALARMS = NO_DEFECTS | {"alarm_threshold": 1.0}
NEVER = {"practices": {"monitoring_interval": "never"}}
DAILY = {"practices": {"monitoring_interval": "daily"}}

WORLDS = {
    "usual": {},
    "frequent releases": {"release_interval": 1.0},
    "seldom releases": {"release_interval": 30.0},
    "good tests": {"catch_probability": 0.9},
    "bad tests": {"catch_probability": 0.1},
    "always rolled back": {"rollback_probability": 1.0},
    "never rolled back": {"rollback_probability": 0.0},
    "unseen": NEVER,
    "no defects": NO_DEFECTS,
    "no defects, unseen": NO_DEFECTS | NEVER,
    "few labels": {"staff": {"labels_per_day": 1.0}},
    "many labels": {"staff": {"labels_per_day": 500.0}},
    "no ageing, few labels": {"stable_share": 1.0, "staff": {"labels_per_day": 2.0}},
    "no ageing, many labels": {"stable_share": 1.0, "staff": {"labels_per_day": 500.0}},
    "older over younger": {"superseded": "kept"},
    "one scientist": {"staff": {"data_scientists": 1}},
    "one node": SLOW_TRAINING | {"staff": {"training_nodes": 1}},
    "many nodes": SLOW_TRAINING | {"staff": {"training_nodes": 9}},
    "one engineer": SLOW_DEPLOYMENT | {"staff": {"operations_engineers": 1}},
    "many engineers": SLOW_DEPLOYMENT | {"staff": {"operations_engineers": 9}},
    "with CI/CD": {"practices": {"ci_cd": 1.0}},
    "no failed trainings": {"training_failure": 0.0},
    "failed trainings": {"training_failure": 0.8},
    "idle people": {"staff": {"data_scientists": 12}},
    "seldom checks in vain": NO_ALARMS,
    "many checks in vain": NO_ALARMS | DAILY,
    "work never finished": {"training_time": 60.0},
}
"""What each world changes."""

BETTER = {
    "improvement_time": ("frequent releases", "seldom releases"),
    "improvement_median": ("frequent releases", "seldom releases"),
    "improvement_p90": ("frequent releases", "seldom releases"),
    "retraining_time": ("frequent releases", "seldom releases"),
    "development_time": ("usual", "one scientist"),
    "developed_in_month": ("usual", "one scientist"),
    "deployed_in_month": ("frequent releases", "seldom releases"),
    "release_time": ("frequent releases", "seldom releases"),
    "change_failure_rate": ("good tests", "bad tests"),
    "time_to_restore": ("always rolled back", "never rolled back"),
    "time_to_detect": ("usual", "unseen"),
    "drift_caught": ("usual", "unseen"),
    "above_threshold": ("usual", "unseen"),
    "drift_delay": ("usual", "unseen"),
    "drift_time": ("usual", "unseen"),
    "spurious_rate": ("many labels", "few labels"),
    "stale_releases": ("usual", "older over younger"),
    "harmed": ("no defects", "usual"),
    "accuracy": ("no defects", "usual"),
    "accuracy_gain": ("no defects", "usual"),
    "balanced_accuracy": ("no defects", "no defects, unseen"),
    "precision": ("no defects", "usual"),
    "recall": ("usual", "unseen"),
    "error_rate": ("no defects", "usual"),
    "scientists_queue": ("usual", "one scientist"),
    "engineers_queue": ("many engineers", "one engineer"),
    "nodes_queue": ("many nodes", "one node"),
    "in_progress": ("usual", "one scientist"),
    "open_items": ("usual", "one scientist"),
    "open_age": ("usual", "one scientist"),
    "cost": ("no defects", "usual"),
    "cost_per_improvement": ("usual", "one scientist"),
    "adoption": ("usual", "with CI/CD"),
}
"""The better and the worse world by indicator."""

WASTE = {
    "spurious alarms": ("no ageing, many labels", "no ageing, few labels"),
    "failed trainings": ("no failed trainings", "failed trainings"),
    "idle people": ("usual", "idle people"),
    "checks in vain": ("seldom checks in vain", "many checks in vain"),
    "work never finished": ("usual", "work never finished"),
}
"""The lean and the wasteful world."""


@cache
def means(name: str) -> pd.Series:
    """Return the mean indicators of a world."""
    scenario = world(**WORLDS[name])
    results = replicate({name: scenario}, RUNS, seed=3, workers=1)
    return results.drop(columns="scenario").mean()


def test_every_indicator_with_a_better_side_is_tried():
    """Those that say so, and no others."""
    assert set(BETTER) == {name for name, of in KPIS.items() if of.sign}


@pytest.mark.parametrize(
    "kpi",
    [
        pytest.param(kpi, marks=pytest.mark.slow) if i % 4 else kpi
        for i, kpi in enumerate(BETTER)
    ],
)
def test_an_indicator_prefers_the_better_world(kpi):
    """By the mean of runs that share their luck."""
    better, worse = (means(name)[kpi] for name in BETTER[kpi])
    assert KPIS[kpi].sign * (better - worse) > 0


@pytest.mark.slow
@pytest.mark.parametrize("waste", WASTE)
@pytest.mark.parametrize("kpi", ["cost", "cost_per_improvement"])
def test_waste_makes_nothing_cheaper(waste, kpi):
    """Neither more retrainings for nothing, nor work that is never done."""
    lean, wasteful = (means(name)[kpi] for name in WASTE[waste])
    assert wasteful > lean


def test_shares_of_alarms_that_are_right_may_mislead():
    """Who looks seldom has only right alarms, and catches less drift."""
    seldom = replicate(
        {"": world(practices={"monitoring_interval": "quarterly"})},
        RUNS,
        seed=3,
        workers=1,
    ).mean(numeric_only=True)
    assert seldom["right_alarms"] > means("usual")["right_alarms"]
    assert seldom["drift_caught"] < means("usual")["drift_caught"]
    assert KPIS["right_alarms"].sign == 0
