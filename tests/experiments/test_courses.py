"""Courses of runs: shares by days and parts of the lead time, counted by hand."""

import numpy as np
import pytest

from mlops_study import experiments
from mlops_study.experiments.courses import DAYS, course
from mlops_study.lifecycle import Horizon, Observations, Scenario, simulate


def test_a_course_counts_items_and_episodes():
    """Those that took so long at most; parts of the lead time add up to its mean."""
    run = simulate(Scenario(run=Horizon(warm_up=0.0, measured=200.0)), seed=3)
    done, found = Observations(run).done, course(run)
    for kind in ("improvement", "retraining"):
        took = done.loc[done["kind"] == kind, "lead_time"]
        for day in DAYS:
            share = sum(time <= day for time in took) / len(took)
            assert found[f"{kind}@{day}"] == pytest.approx(share)
    parts = sum(days for what, days in found.items() if what[0] in "DTW")
    improvements = done.loc[done["kind"] == "improvement", "lead_time"]
    assert parts == pytest.approx(improvements.mean())
    goes_on = [found[f"drift@{day}"] for day in DAYS]
    assert goes_on == sorted(goes_on, reverse=True)
    assert 0 <= min(goes_on) < max(goes_on) <= 1


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_stored_courses_are_what_the_runs_give():
    """Courses of two runs have the stored rows, and lie near."""
    few, stored = experiments.courses(replications=2), experiments.COURSES.read()
    keys = ["scenario", "what", "days"]
    assert few[keys].equals(stored[keys])
    shares = stored["days"].notna()
    apart = np.abs(few["mean"] - stored["mean"])[shares]
    assert apart.mean() < 0.02
