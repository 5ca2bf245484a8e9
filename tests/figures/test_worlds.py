"""Figures of worlds: marks and bars stand where the stored studies say."""

import numpy as np
import pandas as pd
import pytest

from mlops_study import evidence, experiments
from mlops_study.figures import worlds
from mlops_study.lifecycle import KPIS, PRACTICES


def test_bars_of_worlds_are_as_long_as_the_shares(drawn, texts):
    """One behind the other, a hundred per cent in all; named if in one of a hundred."""
    axes = drawn("best-in-worlds").axes[0]
    shares = evidence.in_worlds().set_index(["goal", "practice"])["best"]
    found = [(bar.get_x(), bar.get_width()) for bar in axes.patches]
    assert max(x + width for x, width in found) == pytest.approx(100)
    shown = [p for p in worlds.TAGS if shares.xs(p, level="practice").max() >= 0.01]
    expected = [
        100 * shares[goal, p] for p in shown for goal in evidence.GOALS.values()
    ]
    assert [width for _, width in found] == pytest.approx(expected)
    words = " ".join(texts(drawn("best-in-worlds")))
    assert all(p in words for p in shown)


def test_steps_lead_from_a_to_c(drawn):
    """Each begins where the last ended; the last bar is the whole way."""
    table = experiments.ATTRIBUTION.read().query("measure == 'shapley'")
    for axes, kpi in zip(drawn("from-a-to-c").axes, evidence.GOALS, strict=True):
        own = table[(table["over"] == "luck") & (table["kpi"] == kpi)]
        steps = own.set_index("practice")["mean"][[*PRACTICES]] * KPIS[kpi].scale
        *bars, whole = axes.patches
        assert [bar.get_width() for bar in bars] == pytest.approx(steps.tolist())
        starts = [bar.get_x() for bar in bars]
        assert starts == pytest.approx([0, *np.cumsum(steps)[:-1]])
        assert whole.get_width() == pytest.approx(steps.sum())


def test_worth_is_shown_of_the_three_together_and_the_best_alone(drawn, marks):
    """But not of what is surely worth nothing."""
    known = experiments.INFORMATION.read()
    for axes, kpi in zip(drawn("worth-knowing").axes, evidence.GOALS, strict=True):
        own = known[(known["kpi"] == kpi) & (known["low"] < known["high"])].iloc[2:]
        own = own.head(1 + worlds.MOST)
        expected = KPIS[kpi].scale * own["value"]
        assert [x for x, _ in marks(axes)] == pytest.approx(expected.tolist())


def test_flips_say_where_another_is_best():
    """By the share of worlds with a lower value; words of a choice all along."""
    values = pd.Series(np.arange(1.0, 101.0))
    assert worlds._stretch(values, "0.5", "23.4") == ((0, 23), "below 23")
    assert worlds._stretch(values, "66.0", "99.5") == ((66, 99), "from 66 to 1e+02")
    assert worlds._stretch(values, "66.0", "100.0") == ((66, 100), "above 66")
    words = pd.Series(["a", "b"], dtype=object)
    assert worlds._stretch(words, "a", "a") == ((0, 100), "where a")


def test_effects_are_those_of_all_blocks(drawn, marks):
    """First those alone, then Shapley's, of the largest of these."""
    found = experiments.EFFECTS.read()
    for axes, kpi in zip(drawn("due-to").axes, evidence.GOALS, strict=True):
        own = found[(found["kpi"] == kpi) & (found["index"] == "shapley")]
        last = own[own["blocks"] == own["blocks"].max()]
        expected = 100 * last["value"].nlargest(worlds.MOST)
        shown = [x for x, _ in marks(axes)][worlds.MOST :]
        assert shown == pytest.approx(expected.tolist())
