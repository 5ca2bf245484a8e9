"""Runs of which it is said that they have no steady state have none, and only they."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mlops_study import evidence
from mlops_study.evidence import GOALS
from mlops_study.experiments import (
    STUDIES,
    Fault,
    faults,
    load_study,
    offered_loads,
    practice_design,
    replicate,
)
from mlops_study.experiments.verification import solvable
from mlops_study.lifecycle import PRACTICES, Horizon, Practices, Scenario
from mlops_study.lifecycle.kpis import Indicators

OVER = Fault("overloaded", "data scientists, offered load 9.00 for 3")


def results(*growth: float) -> pd.DataFrame:
    return pd.DataFrame({"scenario": "A", "growth": growth})


def loads(
    resource: str, offered: float, capacity: int, retrainings: float = 0.0
) -> pd.DataFrame:
    rows = {"scenario": "A", "resource": resource, "offered": offered}
    rows |= {"half_width": 0.1, "retrainings": retrainings}
    return pd.DataFrame([{**rows, "capacity": capacity, "share": offered / capacity}])


def queue(load: float, horizon: Horizon) -> Scenario:
    """Return M/M/1 with the offered load."""
    staff = {"data_scientists": 1, "improvement_interval": 1 / load}
    return replace(solvable(staff, {"preparation_effort": 1.0}), run=horizon)


@pytest.mark.slow
def test_the_growth_of_a_steady_queue_is_zero_and_seldom_called_a_trend():
    """Of 20 studies of five runs at 99 % two at most, but in 1 of 1,000 seeds."""
    steady = queue(0.6, Horizon(warm_up=40.0, measured=40.0))
    found = replicate(
        {"A": steady},
        100,
        seed=8,
        workers=1,
        measure=lambda run: {"growth": Indicators(run).growth()},
    )
    growth = found["growth"].to_numpy()
    assert abs(np.nanmean(growth)) < 3 * np.nanstd(growth) / np.sqrt(len(growth))
    called = sum(bool(faults(results(*growth[i : i + 5]))) for i in range(0, 100, 5))
    assert called <= 2


def test_a_queue_that_grows_for_ever_is_overloaded_by_load_and_by_growth():
    """Both are said; each alone would tell."""
    busy = {"A": queue(2.0, Horizon(warm_up=100.0, measured=100.0))}
    found, asked = replicate(busy, 5, seed=1, workers=1), offered_loads(busy, seed=1)
    assert faults(found)["A"].word == "not stationary"
    assert faults(loads=asked)["A"].word == "overloaded"
    both = faults(found, asked)["A"]
    assert both.word == "overloaded"
    assert both.reason.startswith("data scientists, offered load ")
    assert "work in progress grows by " in both.reason


def test_a_warm_up_that_is_too_short_is_named():
    """From an idle start the first sixty days fill the organisation with work."""
    cold = {"A": Scenario(run=Horizon(warm_up=0.0, measured=60.0))}
    found = faults(replicate(cold, 8, seed=1, workers=1), offered_loads(cold, seed=1))
    assert found["A"].word == "not stationary"
    assert "a longer warm-up" in found["A"].reason


@pytest.mark.slow
def test_retrainings_that_wait_for_each_other_saturate_without_growth():
    """One node, three practices: only the load tells, as a model asks for one only."""
    start = Scenario(run=Horizon(warm_up=365.0, measured=365.0))
    node = {
        "A": replace(
            start,
            practices=Practices(ci_cd=1.0, automation=0.4, monitoring_interval=7.0),
            organisation=replace(start.organisation, training_nodes=1),
        )
    }
    assert not faults(replicate(node, 4, seed=1, workers=1))
    word, reason = faults(loads=offered_loads(node, seed=1))["A"]
    assert word == "saturated"
    assert reason.startswith("training nodes, offered load 1.")
    assert reason.endswith(" of it by retrainings, which wait for one another")


def test_a_load_is_an_overload_without_retrainings_or_with_growth():
    """Of two resources the worse word counts; work that falls is no overload."""
    waits = loads("nodes", 1.2, 1, retrainings=0.5)
    assert faults(loads=waits)["A"].word == "saturated"
    assert (
        faults(loads=loads("nodes", 1.2, 1, retrainings=0.2))["A"].word == "overloaded"
    )
    assert faults(results(0.5, 0.51, 0.49), waits)["A"].word == "overloaded"
    falls = faults(results(-0.5, -0.51, -0.49), waits)["A"]
    assert falls.word == "saturated"
    assert "falls by 50" in falls.reason
    for order in (1, -1):
        both = pd.concat([waits, loads("scientists", 4.0, 3)][::order])
        assert faults(loads=both)["A"].word == "overloaded"


def test_few_runs_tell_little():
    """What the docstring says: sets of runs that grow by 12 % with an sd of 12.5."""
    rng = np.random.default_rng(1)
    for n, seen in ((3, 0.04), (5, 0.12), (10, 0.46), (20, 0.76), (40, 0.84)):
        sets = rng.normal(0.12, 0.125, (150, n))
        share = np.mean([bool(faults(results(*growth))) for growth in sets])
        assert abs(share - seen) < 4 * np.sqrt(seen * (1 - seen) / 150), n
    assert faults(results(0.45, 0.5, 0.55))


def test_a_trend_is_sure_and_large():
    """Small, unsure, from too few runs, equal, or unknown growth is none."""
    assert faults(results(0.5, 0.51, 0.49, 0.5))["A"].word == "not stationary"
    assert "falls by 50" in faults(results(-0.5, -0.51, -0.49, -0.5))["A"].reason
    for growth in (
        (0.05, 0.051, 0.049, 0.05),
        (0.5, -0.4, 1.0, 0.9),
        (0.5, 0.51),
        (2.0, 2.0, 2.0, 2.0),
        (np.nan, np.nan, np.nan),
        (),
    ):
        assert not faults(results(*growth)), growth
    assert not faults(results(0.5, 0.5, 0.5).drop(columns="growth"))


def test_a_load_is_one_from_its_capacity_on():
    """Whatever the number of runs; of several resources each is named."""
    assert not faults(loads=loads("nodes", 2.99, 3))
    both = pd.concat([loads("nodes", 3.0, 3), loads("scientists", 33.4, 3)])
    assert faults(results(0.0), both) == {
        "A": Fault(
            "overloaded",
            "training nodes, offered load 3.00\xa0±\xa00.10 for 3; "
            "data scientists, offered load 33.40\xa0±\xa00.10 for 3",
        )
    }


@pytest.mark.parametrize("name", STUDIES)
def test_the_stored_studies_are_stationary(name):
    """What the book shows as the long run is it."""
    assert not faults(load_study(name))


def unsteady(*names: str) -> pd.DataFrame:
    """Return made-up replications of the practice design in which some grow."""
    rng, design = np.random.default_rng(1), practice_design()
    runs = pd.DataFrame(
        [(name, r) for name in design for r in range(4)],
        columns=["scenario", "replication"],
    )
    for kpi in [*GOALS, "adoption"]:
        runs[kpi] = rng.uniform(1, 2, len(runs))
    growing = runs["scenario"].isin(names)
    return runs.assign(growth=np.where(growing, 0.5, 0.0) + rng.normal(0, 0.01, 48))


def test_there_is_no_advice_on_an_organisation_without_a_steady_state():
    """Neither where its runs show it nor where its load does; nor a ranking."""
    for found, said in (
        (faults(unsteady("A")), "not stationary: work in progress"),
        ({"A": OVER}, "overloaded: data scientists"),
    ):
        with pytest.raises(evidence.NoAdviceError, match=said):
            replace(evidence.scenario_a(), faults=found)
    for found in (
        evidence.triangulate(n=100, results=unsteady("A")),
        evidence.triangulate(n=100, results=unsteady(), faults={"A": OVER}),
    ):
        assert {ranking.kind for ranking in found.values()} == {"survey", "literature"}


def test_a_practice_that_leads_to_overload_is_left_out():
    """The others are advised on; where all practices lead there, nothing is last."""
    runs = unsteady("+ ci_cd")
    advice = replace(evidence.scenario_a(), assumed=runs, faults=faults(runs)).next
    assert set(advice.loc[advice["gain"].isna(), "practice"]) == {"CI/CD"}
    ranking = evidence.triangulate(n=100, results=unsteady("+ ci_cd"))
    first = ranking["simulation, lead time, first"].values
    assert first.isna().tolist() == [name == "CI/CD" for name in first.index]
    ranking = evidence.triangulate(n=100, results=unsteady(), faults={"C": OVER})
    assert not any("last" in title for title in ranking)
    every = {f"+ {practice}": OVER for practice in PRACTICES}
    advice = replace(evidence.scenario_a(), faults=every)
    assert advice.next["gain"].isna().all()
    assert all("offered load 9.00 for 3" in note for note in advice.notes[2:])
