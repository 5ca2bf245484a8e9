"""The answer with its share of worlds follows what is stored, and the ranges."""

from dataclasses import replace

import pandas as pd
import pytest

from mlops_study import evidence
from mlops_study.lifecycle import KPIS

ADVICE = evidence.scenario_a()
RUNS = ADVICE.runs


def told(runs: pd.DataFrame) -> str:
    """Say what other runs of the same worlds would advise."""
    kept = ADVICE.worlds.loc[runs["world"].unique()]
    return evidence.answer(replace(ADVICE, runs=runs, worlds=kept).next)


def test_the_answer_names_the_best_and_its_share_by_plain_counting():
    """Over worlds in which A has values; a practice that lacks one is not the best."""
    for kpi, goal in evidence.GOALS.items():
        table = RUNS.pivot_table(
            kpi, "world", "scenario", lambda v: v.mean(skipna=False), dropna=False
        )
        table = KPIS[kpi].sign * table[table["A"].notna()].drop(columns=["A", "C"])
        counts = table.idxmax(axis=1).value_counts(normalize=True)
        first = ADVICE.next[ADVICE.next["goal"] == goal].iloc[0]
        assert first["best"] == pytest.approx(counts.iloc[0], abs=2e-3)
        said = f"{first['practice']}, in {100 * first['best']:.0f} %"
        assert said in evidence.answer(ADVICE.next)


def test_a_narrower_range_changes_the_answer():
    """Worlds of a range are those of a part of it, where only these are kept."""
    usual = evidence.answer(ADVICE.next)
    assert "improvements, Collaboration, in" in usual
    quick = ADVICE.worlds.index[ADVICE.worlds["access_wait"] < 20]
    narrower = told(RUNS[RUNS["world"].isin(quick)])
    assert "improvements, CI/CD, in" in narrower
    assert narrower != usual


def test_other_runs_change_the_answer():
    """As for practices whose names change places."""
    names = {"+ collaboration": "+ cloud", "+ cloud": "+ collaboration"}
    assert "improvements, Cloud, in" in told(RUNS.replace({"scenario": names}))


@pytest.mark.slow
@pytest.mark.no_cover
def test_what_is_read_is_what_would_be_computed():
    """What is worth to be measured and where the answer flips, from the same runs."""
    fresh = evidence.scenario_a(stored=False)
    for found, stored in ((fresh.measure, ADVICE.measure), (fresh.flips, ADVICE.flips)):
        assert found["goal"].map(str).tolist() == stored["goal"].map(str).tolist()
        numbers = ["low", "high"]
        pd.testing.assert_frame_equal(
            found[numbers], stored[numbers], rtol=1e-3, atol=1e-4
        )


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
