"""Figures of the simulation stand where their data say."""

import numpy as np
import pandas as pd
import pytest

from mlops_study import ageing, experiments
from mlops_study.figures import catalogue, make_figure, model, results
from mlops_study.lifecycle import HEADLINES, PRACTICES


def marks(axes) -> list[tuple[float, float]]:
    """List the places of all marks of one panel."""
    return [
        (float(x), float(y))
        for line in axes.lines
        if line.get_marker() == "o"
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def test_ageing_shows_every_week_and_the_line_through_the_knots():
    """Points in percentage points; the line at the knots of the simulation."""
    curves = ageing.load_curves()
    left, _ = model.ageing(curves).axes
    weekly = curves.query("rate == 'tpr' & form == 'weekly'")
    expected = list(zip(weekly["age"], 100 * weekly["change"], strict=True))
    np.testing.assert_allclose(marks(left), expected)
    knots = curves.query("rate == 'tpr' & form == 'knots'")
    assert any(
        list(line.get_ydata()) == pytest.approx(list(100 * knots["change"]))
        for line in left.lines
        if len(line.get_xdata()) == len(knots)
    )


def test_policies_show_measured_and_simulated():
    """Two marks a policy."""
    check = pd.DataFrame(
        {"weeks": [1, 4], "measured": [0.0, -0.03], "simulated": [0.0, -0.02]}
    )
    (axes,) = model.retraining_policies(check).axes
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


def test_time_budgets_stack_to_the_total():
    """The bars of a scenario end at its mean lead time."""
    budget = pd.Series(dict.fromkeys(results.PARTS, 0.5))
    (axes,) = results.time_budgets({"A": budget, "B": 2 * budget}).axes
    ends = [patch.get_x() + patch.get_width() for patch in axes.patches]
    assert max(ends) == pytest.approx(2 * 0.5 * len(results.PARTS))
    assert {"4.0", "8.0"} <= {text.get_text() for text in axes.texts}


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


def test_utilisation_stands_at_its_means():
    """One mark a scenario and resource, in per cent."""
    table = experiments.intervals(experiments.load_study("scenarios"))
    axes = results.utilisation(table, catalogue.BUSY).axes[0]
    means = table.set_index(["scenario", "kpi"])["mean"]
    found = [float(x) for bars in axes.containers for x in bars[0].get_xdata()]
    expected = [100 * means[s, kpi] for s in "ABC" for kpi in catalogue.BUSY]
    assert found == pytest.approx(expected)


def test_ratios_and_effects_stand_at_their_estimates():
    """Marks are the ratios; the effects of each panel are differences."""
    table = experiments.paired_differences(
        experiments.load_study("scenarios"), [("A", "B"), ("A", "C")]
    )
    (axes,) = results.ratios(table, HEADLINES).axes
    expected = table.set_index(["alternative", "kpi"])["ratio"]
    found = [x for x, _ in marks(axes)]
    order = [(name, kpi) for name in "BC" for kpi in HEADLINES]
    assert found == pytest.approx([expected[key] for key in order])

    effects = experiments.practice_effects(
        experiments.load_study("practices"), list(catalogue.EFFECTS)
    )
    figure = results.practices(effects, PRACTICES, catalogue.EFFECTS)
    first = effects[effects["kpi"] == next(iter(catalogue.EFFECTS))]
    expected = first.set_index(["design", "practice"])["difference"]
    found = [x for x, _ in marks(figure.axes[0])]
    order = [(design, name) for design in ("alone", "last") for name in PRACTICES]
    assert found == pytest.approx([expected[key] for key in order])


def test_distributions_show_every_run():
    """As many marks as runs with a value, at the value."""
    study = experiments.load_study("scenarios")
    figure = results.distributions(study, catalogue.SPREADS)
    for axes, (kpi, (_, factor)) in zip(
        figure.axes, catalogue.SPREADS.items(), strict=True
    ):
        found = sorted(x for x, _ in marks(axes))
        assert found == pytest.approx(sorted(factor * study[kpi].dropna()))


def test_the_warm_up_plot_marks_the_cuts():
    """An open mark at the week of each scenario's cut."""
    smooth, cuts = experiments.warm_up_cuts()
    series = experiments.WARM_UP.read()
    (axes,) = results.warm_up(series, smooth, cuts, 52.0).axes
    assert [x for x, _ in marks(axes)] == list(cuts.values())


def test_the_flow_names_every_resource_that_people_or_machines_hold():
    """Boxes that hold a resource say which."""
    (axes,) = make_figure("flow").axes
    words = [text.get_text() for text in axes.texts]
    assert words.count("data scientist") == 2
    assert {"node or cloud", "operations engineer"} <= set(words)
