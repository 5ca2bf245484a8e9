"""Which practice to adopt next, by plain means and paired tests."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mlops_study import evidence, experiments
from mlops_study.evidence.advice import GOALS
from mlops_study.lifecycle import PRACTICES


def runs(effects: dict[str, float], noise: float, n: int = 30) -> pd.DataFrame:
    """Make replications of A and of each practice added, all indicators alike."""
    rng = np.random.default_rng(3)
    luck = rng.normal(0, 5, n)
    rows = []
    for name in ("A", *[f"+ {p}" for p in PRACTICES]):
        values = 50 + luck + effects.get(name[2:], 0.0) + rng.normal(0, noise, n)
        rows += [
            {"scenario": name, "replication": r, **dict.fromkeys(GOALS, v)}
            for r, v in enumerate(values)
        ]
    return pd.DataFrame(rows)


def test_stored_effects_are_paired_means_with_students_interval():
    """For every goal and practice, by another path."""
    stored = experiments.load_study("practices").set_index(["scenario", "replication"])
    found = evidence.next_practice().set_index(["kpi", "practice"])
    for kpi in GOALS:
        for name, title in PRACTICES.items():
            d = (stored.loc[f"+ {name}", kpi] - stored.loc["A", kpi]).to_numpy()
            t = stats.ttest_1samp(d, 0).confidence_interval(0.95)
            row = found.loc[(kpi, title)]
            assert row["effect"] == pytest.approx(d.mean())
            assert (row["low"], row["high"]) == pytest.approx((t.low, t.high))


def test_the_best_comes_first_and_what_is_as_good_is_tied():
    """Two practices with the same effect cannot be told apart, a third can."""
    effects = {"ci_cd": -10.0, "automation": -10.0, "cloud": -2.0}
    found = evidence.next_practice(runs(effects, noise=1.0))
    own = found[found["kpi"] == "improvement_time"].set_index("practice")
    assert set(own.index[:2]) == {"CI/CD", "Automation"}
    assert own.index[2] == "Cloud"
    assert own["tied"].tolist() == [True, True, False, False, False]
    assert own["surely"].tolist()[:3] == ["better"] * 3
    # more of it is wanted: what lowers it is last, and does not help
    recall = found[found["kpi"] == "recall"].set_index("practice")
    assert set(recall.index[-2:]) == {"CI/CD", "Automation"}
    assert recall.loc["CI/CD", "surely"] == "worse"


def test_nothing_left_to_adopt_helps_nobody():
    """Effects of nothing are no help, and none is better than another."""
    found = evidence.next_practice(runs({}, noise=0.0))
    assert (found["surely"] == "").all()
    assert found["tied"].all()
