"""Figures of advice: bars, marks and words stand where its frames say."""

import pytest

from mlops_study import evidence
from mlops_study.experiments import ENDS
from mlops_study.figures import advice_charts, advising

ADVICE = evidence.scenario_a()


def test_bars_of_worlds_are_as_long_as_the_shares(drawn, texts):
    """One behind the other, a hundred per cent in all; named if in one of a hundred."""
    axes = drawn("best-in-worlds").axes[0]
    shares = ADVICE.next.set_index(["goal", "practice"])["best"]
    found = [(bar.get_x(), bar.get_width()) for bar in axes.patches]
    assert max(x + width for x, width in found) == pytest.approx(100)
    shown = [p for p in advising.TAGS if shares.xs(p, level="practice").max() >= 0.01]
    expected = [100 * shares[goal, p] for p in shown for goal in ADVICE.goals]
    assert [width for _, width in found] == pytest.approx(expected)
    words = " ".join(texts(drawn("best-in-worlds")))
    assert all(p in words for p in shown)


def test_worth_is_shown_of_the_best_alone_and_together(drawn, marks):
    """In the unit of the goal, cost in money a year; nothing that is worth nothing."""
    known = evidence.leading(ADVICE.measure)
    known = known[~known["input"].isin(ENDS)]
    for axes, goal in zip(drawn("worth-knowing").axes, ADVICE.goals, strict=True):
        expected = goal.yearly.scale * known.loc[known["goal"] == goal, "value"]
        assert [x for x, _ in marks(axes)] == pytest.approx(expected.tolist())


def test_the_stretches_that_lead_most_are_drawn():
    """So many a goal, each value once, the goals in their order."""
    found = advising.turning(ADVICE.flips)
    assert found["goal"].drop_duplicates().tolist() == ADVICE.goals
    for goal, own in found.groupby("goal", sort=False):
        every = ADVICE.flips[ADVICE.flips["goal"] == goal]
        assert own["input"].is_unique
        assert own["low"].iloc[0] == every["low"].max()
        assert len(own) == min(advising.MOST, every["input"].nunique())


def test_an_advice_has_a_chart_of_flips_where_one_is_sure():
    """Beside the two that every advice has."""
    assert list(advice_charts(ADVICE)) == ["shares", "worth", "flips"]
