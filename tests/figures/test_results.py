"""Figures of ageing and of the simulation stand where their data say."""

import numpy as np
import pandas as pd
import pytest

from mlops_study import ageing, experiments
from mlops_study.figures import quality, results
from mlops_study.lifecycle import HEADLINES, KPIS, PRACTICES


def test_ageing_shows_each_operating_point_through_the_knots(drawn):
    """Lines in percentage points: a line a point in each panel, balanced first."""
    recall, *_, auc = drawn("ageing").axes
    for axes, measure in ((recall, "tpr"), (auc, "auc")):
        lines = [line for line in axes.lines if len(line.get_xdata()) == 5]
        for line, setting in zip(lines, ageing.SETTINGS, strict=True):
            curves = ageing.load_curves("flights", setting)
            own = curves[curves["measure"] == measure].query("form == 'knots'")
            expected = list(zip(own["age"], 100 * own["change"], strict=True))
            np.testing.assert_allclose(line.get_xydata(), expected)


def test_sites_show_how_their_ranking_ages(drawn, marks):
    """A mark a knot, and the unit of each site's age."""
    for axes, (name, site) in zip(
        drawn("ageing-sites").axes, ageing.SITES.items(), strict=True
    ):
        own = ageing.load_curves(name).query("measure == 'auc' & form == 'knots'")
        expected = list(zip(own["age"], 100 * own["change"], strict=True))
        np.testing.assert_allclose(marks(axes), expected)
        assert axes.get_xlabel() == f"Age in {site.unit}s"


def test_policies_show_measured_and_simulated(marks):
    """Two marks a policy."""
    check = pd.DataFrame(
        {"weeks": [1, 4], "measured": [0.0, -0.03], "simulated": [0.0, -0.02]}
    )
    (axes,) = quality.retraining_policies(check).axes
    np.testing.assert_allclose(marks(axes), [(1, 0), (4, -3), (1, 0), (4, -2)])


def test_lead_times_rise_to_one():
    """Each curve is the share of items within so many days."""
    life = pd.DataFrame(
        {"kind": ["improvement"] * 4 + ["retraining"], "lead_time": [1, 2, 4, 8, 3]}
    )
    left, right = results.lead_times({"A": life}).axes
    days, share = left.lines[0].get_data()
    assert np.interp(4, days[1:], share[1:]) == pytest.approx(0.75)
    assert right.lines[0].get_ydata()[-1] == 1


def test_time_budgets_stack_to_the_total(texts):
    """The bars of a scenario end at its mean lead time."""
    budget = pd.Series([0.5] * 8, index=[f"part {i}" for i in range(8)])
    figure = results.time_budgets({"A": budget, "B": 2 * budget})
    ends = [patch.get_x() + patch.get_width() for patch in figure.axes[0].patches]
    assert max(ends) == pytest.approx(2 * 0.5 * 8)
    assert {"4.0", "8.0"} <= set(texts(figure))


def test_quality_shows_one_model_and_the_mean():
    """Recall in per cent over days from the first."""
    frame = pd.DataFrame(
        {
            "model": [0, 0, 1, 1],
            "time": [10.0, 11.0, 10.0, 11.0],
            "recall": [0.5, 0.4, 0.3, 0.2],
        }
    )
    axes = results.quality_over_time({"A": frame, "B": frame}, 1).axes[0]
    mean, one = (line.get_ydata() for line in axes.lines)
    assert list(mean) == pytest.approx([40, 30])
    assert list(one) == pytest.approx([30, 20])
    assert list(axes.lines[1].get_xdata()) == [0, 1]


def test_utilisation_stands_at_its_means(drawn):
    """One mark a scenario and resource, in per cent."""
    table = experiments.intervals(experiments.load_study("scenarios"))
    means = table.set_index(["scenario", "kpi"])["mean"]
    containers = drawn("utilisation").axes[0].containers
    found = [float(x) for bars in containers for x in bars[0].get_xdata()]
    expected = [100 * means[s, kpi] for s in "ABC" for kpi in results.BUSY]
    assert found == pytest.approx(expected)


def test_ratios_stand_at_their_estimates(drawn, marks, texts):
    """In the order of the indicators, and said to be ratios to their baseline."""
    pairs = [("A", "B"), ("A", "C")]
    table = experiments.paired_differences(experiments.load_study("scenarios"), pairs)
    expected = table.set_index(["alternative", "kpi"])["ratio"]
    order = [(name, kpi) for name in "BC" for kpi in HEADLINES]
    found = [x for x, _ in marks(drawn("ratios").axes[0])]
    assert found == pytest.approx([expected[key] for key in order])
    words = texts(results.ratios(table.replace({"baseline": {"A": "C"}})))
    assert {"B by C", "Times the value of C (log scale)"} <= set(words)


def test_effects_of_practices_stand_at_their_estimates(drawn, marks):
    """A panel an indicator; each practice added first, then each added last."""
    study = experiments.load_study("practices")
    effects = experiments.practice_effects(study, list(results.EFFECTS))
    for axes, kpi in zip(drawn("practices").axes, results.EFFECTS, strict=True):
        own = effects[effects["kpi"] == kpi].set_index(["design", "practice"])
        order = [(design, name) for design in ("alone", "last") for name in PRACTICES]
        found = [x for x, _ in marks(axes)]
        assert found == pytest.approx([own["difference"][key] for key in order])


def test_distributions_show_every_run(drawn, marks):
    """As many marks as runs with a value, at the value; shares in per cent."""
    study = experiments.load_study("scenarios")
    panels = drawn("distributions").axes
    for axes, kpi in zip(panels, results.SPREADS, strict=True):
        factor = 100 if KPIS[kpi].unit == "share" else 1
        found = sorted(x for x, _ in marks(axes))
        assert found == pytest.approx(sorted(factor * study[kpi].dropna()))


def test_the_warm_up_plot_marks_the_cuts(drawn, marks):
    """An open mark at the week of each scenario's cut."""
    _, cuts = experiments.warm_up_cuts()
    assert [x for x, _ in marks(drawn("warm-up").axes[0])] == list(cuts.values())
