"""Which practice to adopt next, by plain means and paired tests."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mlops_study import evidence, experiments
from mlops_study.evidence import GOALS, WORDS, Goal
from mlops_study.evidence.advice import added, ahead
from mlops_study.lifecycle import KPIS, PRACTICES, Interest
from mlops_study.percentages import SURE, each_of


def runs(effects: dict[str, float], noise: float, n: int = 30) -> pd.DataFrame:
    """Make replications of A and of each practice added, all indicators alike."""
    rng = np.random.default_rng(3)
    luck = rng.normal(0, 5, n)
    rows = []
    for name in ("A", *[f"+ {p}" for p in PRACTICES]):
        values = 50 + luck + effects.get(name[2:], 0.0) + rng.normal(0, noise, n)
        rows += [
            {
                "scenario": name,
                "replication": r,
                **dict.fromkeys(GOALS, v),
            }
            for r, v in enumerate(values)
        ]
    return pd.DataFrame(rows)


def luck(results: pd.DataFrame, interest: Interest | None = None) -> pd.DataFrame:
    """Return what each practice gains for each goal, all at 95 % together."""
    found = {}
    for word, kpi in WORDS.items():
        goal = Goal.of(word, interest or Interest())
        gains = added(results, goal.weights, ())
        found[kpi] = ahead(gains, goal.interest, each_of(len(WORDS), SURE))
    return pd.concat(found, names=["kpi"]).reset_index("kpi")


def test_stored_effects_are_paired_means_whose_intervals_hold_together():
    """For every goal and practice, each at a fortieth of 5 %, by another path."""
    stored = experiments.load_study("practices").set_index(["scenario", "replication"])
    found = evidence.scenario_a().next.set_index(["goal", "practice"])
    for kpi, goal in GOALS.items():
        for name, title in PRACTICES.items():
            d = (stored.loc[f"+ {name}", kpi] - stored.loc["A", kpi]).to_numpy()
            d = KPIS[kpi].sign * d
            t = stats.ttest_1samp(d, 0).confidence_interval(1 - 0.05 / 40)
            row = found.loc[(goal, title)]
            assert row["gain"] == pytest.approx(d.mean())
            ends = row[["luck_low", "luck_high"]].tolist()
            assert ends == pytest.approx([t.low, t.high])


def test_the_best_comes_first_and_what_is_as_good_is_tied():
    """Two practices with the same effect cannot be told apart, a third can."""
    effects = {"ci_cd": -10.0, "automation": -10.0, "cloud": -4.0}
    found = luck(runs(effects, noise=1.0))
    own = found[found["kpi"] == "improvement_time"].set_index("practice")
    assert set(own.index[:2]) == {"CI/CD", "Automation"}
    assert own.index[2] == "Cloud"
    assert own["tied"].tolist() == [True, True, False, False, False]
    assert own["verdict"].tolist()[:3] == ["better"] * 3
    # more of it is wanted: what lowers it is last, and does not help
    recall = found[found["kpi"] == "recall"].set_index("practice")
    assert set(recall.index[-2:]) == {"CI/CD", "Automation"}
    assert recall.loc["CI/CD", "verdict"] == "worse"


def test_with_equal_practices_hardly_one_is_said_to_be_better():
    """All statements of the table hold together: seldom one is false, of all goals."""
    rng = np.random.default_rng(8)
    false = 0
    for _ in range(40):
        results = runs({}, noise=0.0, n=10)
        for kpi in GOALS:
            results[kpi] += rng.normal(0, 5, len(results))
        interest = Interest(improvement_time=0, change_failure_rate=0, recall=0, cost=0)
        found = luck(results, interest)
        false += (~found["tied"]).any() or found["verdict"].isin(
            ["better", "worse"]
        ).any()
    assert false <= stats.binom.ppf(0.9999, 40, 0.05)


def test_nothing_left_to_adopt_helps_nobody():
    """Effects of nothing are no help, and none is better than another."""
    found = luck(runs({}, noise=0.0))
    assert (found["verdict"] == "too small to matter").all()
    assert found["tied"].all()


def test_what_is_too_small_to_matter_is_no_help():
    """A sure effect within the smallest of interest; and twice that makes no lead."""
    effects = {"ci_cd": -3.0, "automation": -4.5, "cloud": -1.0}
    # luck enough for an interval, and no more
    results = runs(effects, noise=0.01)
    for days, verdicts, tied in (
        (0.1, ["better"] * 3, [True, False, False]),
        (2.0, ["better", "better", "too small to matter"], [True, True, False]),
        (5.0, ["too small to matter"] * 3, [True, True, True]),
        (3.0, ["better", "not sure", "too small to matter"], [True, True, False]),
    ):
        interest = Interest(improvement_time=days)
        found = luck(results, interest)
        own = found[found["kpi"] == "improvement_time"].set_index("practice")
        assert own["verdict"].tolist()[:3] == verdicts
        assert own["tied"].tolist()[:3] == tied


def test_the_cloud_does_not_help_the_stored_organisation():
    """The hours that it takes off a month do not matter, however sure they are."""
    own = evidence.scenario_a().next.set_index(["goal", "practice"])["verdict"]
    assert own[GOALS["improvement_time"], "Cloud"] == "too small to matter"


def test_every_goal_has_a_smallest_effect_of_interest():
    """A scenario names one for each, by the indicator of the goal."""
    assert list(GOALS) == [field.name for field in dataclasses.fields(Interest)]


def test_a_practice_pays_back_when_its_savings_reach_its_cost():
    """The savings of a linear ramp-up, summed numerically to the day it names."""
    for saving, adoption, ramp_up in [
        (100, 30_000, 90),
        (100, 2_000, 90),
        (50, 2_250, 90),
        (10, 100, 0),
        (10, 0, 30),
    ]:
        days = evidence.payback(saving, adoption, ramp_up)
        time = np.linspace(0, days, 100_001)
        working = np.minimum(time / ramp_up, 1) if ramp_up else np.ones_like(time)
        assert np.trapezoid(saving * working, time) == pytest.approx(adoption, abs=1e-3)


@given(
    saving=st.floats(0.01, 1e4), adoption=st.floats(0, 1e6), ramp_up=st.floats(0, 1e3)
)
def test_pay_back_comes_later_with_cost_and_earlier_with_savings(
    saving, adoption, ramp_up
):
    """And never where nothing is saved."""
    days = evidence.payback(saving, adoption, ramp_up)
    assert evidence.payback(2 * saving, adoption, ramp_up) <= days
    assert evidence.payback(saving, adoption + 1, ramp_up) >= days
    assert evidence.payback(saving, adoption, ramp_up + 1) >= days
    assert evidence.payback(-saving, adoption, ramp_up) == np.inf
