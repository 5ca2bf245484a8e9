"""The answer with its share of worlds follows what is stored, and the ranges."""

import pytest

from mlops_study import evidence, experiments
from mlops_study.lifecycle import KPIS, Interest

RUNS = experiments.WORLDS.read()


def test_the_answer_names_the_best_and_its_share_by_plain_counting():
    """Over worlds in which A has values; a practice that lacks one is not the best."""
    shares = evidence.in_worlds(RUNS)
    for kpi, goal in evidence.GOALS.items():
        table = RUNS.pivot_table(
            kpi, "world", "scenario", lambda v: v.mean(skipna=False), dropna=False
        )
        table = KPIS[kpi].sign * table[table["A"].notna()].drop(columns=["A", "C"])
        counts = table.idxmax(axis=1).value_counts(normalize=True)
        first = shares[shares["goal"] == goal].iloc[0]
        assert first["best"] == pytest.approx(counts.iloc[0], abs=2e-3)
        said = f"{first['practice']}, in {100 * first['best']:.0f} %"
        assert said in evidence.answer(shares)


def test_a_narrower_range_changes_the_answer():
    """Worlds of a range are those of a part of it, where only these are kept."""
    worlds = experiments.study_worlds()
    usual = evidence.answer(evidence.in_worlds(RUNS))
    assert "improvements, Collaboration, in" in usual
    quick = worlds.index[worlds["access_wait"] < 20]
    told = evidence.answer(evidence.in_worlds(RUNS[RUNS["world"].isin(quick)]))
    assert "improvements, CI/CD, in" in told
    assert told != usual


def test_other_runs_change_the_answer():
    """As for practices whose names change places."""
    names = {"+ collaboration": "+ cloud", "+ cloud": "+ collaboration"}
    told = evidence.answer(evidence.in_worlds(RUNS.replace({"scenario": names})))
    assert "improvements, Cloud, in" in told


def test_the_whole_way_counts_worlds_in_which_it_matters():
    """By hand, over worlds in which both ends have values."""
    rows = RUNS[RUNS["world"] < 4].copy()
    rows["cost"] = 0.0
    for world, cost in enumerate((-500.0, -50.0, 500.0, float("nan"))):
        rows.loc[(rows["scenario"] == "C") & (rows["world"] == world), "cost"] = cost
    found = evidence.whole_way(rows).set_index("kpi").loc["cost"]
    assert (found["worlds"], found["share"]) == (3, pytest.approx(1 / 3))
    assert found["low"] < found["share"] < found["high"]
    assert found["middle"] == 50
    more = evidence.whole_way(rows, Interest(cost=20.0)).set_index("kpi").loc["cost"]
    assert more["share"] == pytest.approx(2 / 3)
