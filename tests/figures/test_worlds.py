"""Figures of differences: marks and bars stand where the stored studies say."""

import numpy as np
import pytest

from mlops_study import evidence, experiments
from mlops_study.figures import worlds
from mlops_study.lifecycle import KPIS, PRACTICES


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


def test_effects_are_those_of_all_blocks(drawn, marks):
    """First those alone, then Shapley's, of the largest of these."""
    found = experiments.EFFECTS.read()
    for axes, kpi in zip(drawn("due-to").axes, evidence.GOALS, strict=True):
        own = found[(found["kpi"] == kpi) & (found["index"] == "shapley")]
        last = own[own["blocks"] == own["blocks"].max()]
        expected = 100 * last["value"].nlargest(worlds.MOST)
        shown = [x for x, _ in marks(axes)][worlds.MOST :]
        assert shown == pytest.approx(expected.tolist())
