"""Comparisons against SciPy's own paths and against known answers."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.weightstats import ttost_paired

from mlops_study.experiments import (
    adopt,
    bootstrap_intervals,
    classical_tests,
    judge,
    paired,
    paired_differences,
    paper_scenarios,
    practice_design,
)
from mlops_study.lifecycle import PRACTICES, Interest


@pytest.fixture
def results() -> pd.DataFrame:
    """Two indicators of three scenarios that share most of their luck."""
    rng = np.random.default_rng(7)
    luck = rng.normal(0, 5, 40)
    frames = []
    for name, level in [("A", 30.0), ("B", 20.0), ("C", 19.5)]:
        x = level + luck + rng.normal(0, 1, 40)
        frames.append(
            pd.DataFrame(
                {
                    "scenario": name,
                    "replication": range(40),
                    "x": x,
                    "y": rng.normal(level, 1, 40),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)


def values(results, scenario, kpi="x") -> np.ndarray:
    return results.loc[results["scenario"] == scenario, kpi].to_numpy()


def test_differences_are_paired_and_hold_together(results):
    """SciPy's paired test at the level that Bonferroni leaves for each of six."""
    table = paired_differences(results, kpis=("x", "y"))
    assert len(table) == 6
    a, c = values(results, "A"), values(results, "C")
    row = table.query("baseline == 'A' & alternative == 'C' & kpi == 'x'").iloc[0]
    low, high = stats.ttest_rel(c, a).confidence_interval(1 - 0.05 / 6)
    assert row[["low", "high"]].tolist() == pytest.approx([low, high])
    assert row["difference"] == pytest.approx((c - a).mean())
    assert row["effect"] == pytest.approx((c - a).mean() / (c - a).std(ddof=1))
    assert row["smaller"] == np.mean(c < a)


def test_shared_luck_reduces_the_variance(results):
    """The factor is that of the variances, large where luck is shared, near 1 else."""
    table = paired_differences(results, [("A", "B")], kpis=("x", "y")).set_index("kpi")
    a, b = values(results, "A"), values(results, "B")
    expected = (a.var(ddof=1) + b.var(ddof=1)) / (b - a).var(ddof=1)
    assert table.loc["x", "variance_reduction"] == pytest.approx(expected)
    assert table.loc["x", "variance_reduction"] > 10
    assert 0.5 < table.loc["y", "variance_reduction"] < 2


def test_the_interval_of_a_ratio_covers_it_as_often_as_it_says():
    """Over 400 small studies, 95 % intervals miss a known ratio about one time in 20.

    The bounds fail one time in a thousand for a method of exactly that level.
    """
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(400):
        luck = rng.gamma(4, 1, 30)
        frame = pd.DataFrame(
            {
                "scenario": ["A"] * 30 + ["B"] * 30,
                "replication": [*range(30)] * 2,
                "x": [*luck, *(0.5 * luck * rng.gamma(100, 0.01, 30))],
            }
        )
        row = paired_differences(frame, kpis=("x",)).iloc[0]
        hits += row["ratio_low"] <= 0.5 <= row["ratio_high"]
    low, high = stats.binom.ppf([0.0005, 0.9995], 400, 0.95)
    assert low <= hits <= high


def test_what_cannot_be_compared_is_not_a_number():
    """Too few values, equal values, a mean of nothing."""
    frame = pd.DataFrame(
        {
            "scenario": ["A", "A", "B", "B"],
            "replication": [0, 1, 0, 1],
            "x": [1.0, np.nan, 2.0, 3.0],
            "y": [1.0, 2.0, 2.0, 3.0],
            "z": [1.0, 2.0, 0.0, 0.0],
        }
    )
    table = paired_differences(frame, kpis=("x", "y", "z")).set_index("kpi")
    assert table.loc["x", "n"] == 1
    assert np.isnan(table.loc["x", "difference"])
    assert table.loc["y", "difference"] == 1
    assert np.isnan(table.loc["y", "effect"])
    assert np.isnan(table.loc["z", "ratio"])


@pytest.mark.filterwarnings("error")
def test_a_ratio_of_which_luck_says_nothing_is_not_a_number():
    """Its ends would be farther apart than a reader can use; the difference stays."""
    wide = paired([1.0, 100.0], [30.0, 1.0], 0.9999)
    assert wide.difference == -35
    assert np.isnan([wide.ratio, wide.ratio_low, wide.ratio_high]).all()
    assert paired([1.0, 1.1], [2.0, 2.1], 0.95).ratio == pytest.approx(4.1 / 2.1)


def test_differences_that_only_rounding_makes_vary_do_not_vary():
    """A constant effect has no size in standard deviations."""
    x = np.array([0.1, 0.2, 0.3])
    shifted = paired(x, x + 0.7, 0.95)
    assert shifted.difference == pytest.approx(0.7)
    assert np.isnan(shifted.effect)


def test_an_effect_is_judged_by_where_its_interval_lies():
    """Beyond what matters, within it, or across its edge; by what one wants."""
    lower, higher, neither = "cost", "recall", "scientists_utilisation"
    for low, high, verdict in [
        (-5, -3, "better"),
        (-5, -1, "not sure"),
        (-2, 2, "too small to matter"),
        (-1, 5, "not sure"),
        (-5, 5, "not sure"),
        (3, 5, "worse"),
        (2, 5, "not sure"),
        (np.nan, np.nan, "not sure"),
    ]:
        assert judge(lower, low, high, interest=2) == verdict
        mirrored = {"better": "worse", "worse": "better"}.get(verdict, verdict)
        assert judge(higher, low, high, interest=2) == mirrored
        undirected = "different" if mirrored != verdict else verdict
        assert judge(neither, low, high, interest=2) == undirected


def test_too_small_to_matter_is_an_equivalence_test():
    """That of two one-sided tests by statsmodels, each at half of what is left out."""
    rng = np.random.default_rng(4)
    verdicts = set()
    for n in (5, 20, 80):
        x, y = rng.normal(size=(2, n))
        for interest in np.linspace(0.05, 1.5, 30).tolist():
            found = paired(x, y, 0.95)
            small = (
                judge("cost", found.low, found.high, interest) == "too small to matter"
            )
            assert small == (ttost_paired(x, y, -interest, interest)[0] <= 0.025)
            verdicts.add(small)
    assert verdicts == {True, False}


@given(middle=st.floats(-9, 9), half=st.floats(0, 9), interest=st.floats(0, 9))
def test_what_matters_less_is_called_an_effect_more_seldom(middle, half, interest):
    """A verdict of better needs one without interest; small effects stay small."""
    low, high = middle - half, middle + half
    strict, lenient = (judge("cost", low, high, i) for i in (interest, interest + 1))
    if lenient in ("better", "worse"):
        assert strict == judge("cost", low, high) == lenient
    if strict == "too small to matter":
        assert lenient == strict


def test_differences_are_judged_by_the_interest_of_an_organisation(results):
    """Half a day less is better to one and nothing to another."""
    named = results.rename(columns={"x": "improvement_time"})
    for days, verdict in [(0.0, "better"), (25.0, "too small to matter")]:
        row = paired_differences(
            named,
            [("A", "B")],
            kpis=("improvement_time",),
            interest=Interest(improvement_time=days),
        ).iloc[0]
        assert row["verdict"] == verdict


def test_the_bootstrap_agrees_with_the_t_interval(results):
    """On differences that are nearly normal the two differ by little."""
    table = bootstrap_intervals(results, "A", "B", kpis=("x",)).iloc[0]
    t = stats.ttest_rel(values(results, "B"), values(results, "A"))
    low, high = t.confidence_interval()
    assert table[["t_low", "t_high"]].tolist() == pytest.approx([low, high])
    width = high - low
    assert table[["low", "high"]].tolist() == pytest.approx([low, high], abs=width / 5)


def test_the_classical_tests_are_scipys(results):
    """p-values by the functions that define them, called one by one."""
    table = classical_tests(results, kpis=("y",)).iloc[0]
    a, b, c = (values(results, name, "y") for name in "ABC")
    assert table["welch"] == stats.f_oneway(a, b, c, equal_var=False).pvalue
    assert table["kruskal"] == stats.kruskal(a, b, c).pvalue
    pairs = stats.tukey_hsd(a, b, c, equal_var=False).pvalue
    assert table["games_howell"] == max(pairs[0, 1], pairs[0, 2], pairs[1, 2])


def test_adopting_every_practice_leads_from_a_to_c():
    """One at a time, all five, and the cloud takes the nodes with it."""
    scenarios = paper_scenarios()
    reached = scenarios["A"]
    for practice in PRACTICES:
        reached = adopt(reached, scenarios["C"], practice)
    assert reached.practices == scenarios["C"].practices
    assert reached.organisation == scenarios["C"].organisation


def test_one_practice_at_a_time_changes_one_practice():
    """Each design point differs from its end in exactly one level."""
    design = practice_design()
    assert [*design][:: len(design) - 1] == ["A", "C"]
    for name, scenario in design.items():
        end = design["A"] if name[0] in "A+" else design["C"]
        differing = [
            practice
            for practice in PRACTICES
            if getattr(scenario.practices, practice) != getattr(end.practices, practice)
        ]
        assert differing == ([name[2:]] if name[0] in "+-" else [])


def test_an_organisation_of_ones_own_keeps_itself():
    """Only its practices, and the nodes that go with the cloud, become those of C."""
    scenarios = paper_scenarios()
    own = replace(
        scenarios["A"], organisation=replace(scenarios["A"].organisation, models=3)
    )
    design = practice_design(own)
    assert design["A"] == own
    assert design["C"].practices == scenarios["C"].practices
    assert {s.organisation.models for s in design.values()} == {3}
    stored = practice_design()
    assert stored["A"] == scenarios["A"]
    assert replace(stored["C"], title=scenarios["C"].title) == scenarios["C"]
