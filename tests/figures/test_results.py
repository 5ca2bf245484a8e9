"""Figures of ageing and of the simulation stand where their data say."""

import numpy as np
import pandas as pd
import pytest

from mlops_study import ageing, experiments
from mlops_study.figures import courses, performance, quality, results
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


COURSES = pd.DataFrame(
    [
        *(("A", "improvement", d, d / 8, d / 9, d / 7) for d in (1.0, 2.0, 4.0)),
        *((name, "Training", np.nan, 1.5, 1, 2) for name in "AB"),
        *((name, "Wait for data", np.nan, 2.5, 2, 3) for name in "AB"),
        ("A", "Caught", np.nan, 9, 9, 9),
    ],
    columns=["scenario", "what", "days", "mean", "low", "high"],
)


def test_lead_times_are_means_in_the_band_of_the_runs():
    """A line a scenario; the band's corners are the ends of the runs."""
    left, right = courses.lead_times(COURSES).axes
    assert left.lines[0].get_xydata().tolist() == [[1, 1 / 8], [2, 2 / 8], [4, 4 / 8]]
    corners = left.collections[0].get_paths()[0].vertices.tolist()
    assert [4, 4 / 9] in corners
    assert [4, 4 / 7] in corners
    assert not right.lines


def test_time_budgets_are_bars_with_their_sum(texts):
    """A bar a part, waiting hatched; the title has the total."""
    figure = courses.time_budgets(COURSES)
    work, wait = figure.axes[0].patches
    assert (work.get_width(), wait.get_width()) == (1.5, 2.5)
    assert not work.get_hatch()
    assert wait.get_hatch()
    assert {"A: 4.0 days", "1.5", "2.5"} <= set(texts(figure))


def test_quality_shows_one_model_the_mean_and_its_incidents(drawn):
    """Recall in per cent over days from the first; the model is harmed in A."""
    index = pd.MultiIndex.from_product(
        [["A", "B"], [10.0, 11.0]], names=["scenario", "time"]
    )
    columns = {
        "model": [0.3, 0.2] * 2,
        "mean": [0.4, 0.3] * 2,
        "incident": [False, True] * 2,
    }
    axes, _ = courses.quality_over_time(pd.DataFrame(columns, index)).axes
    mean, one, incident = (line.get_xydata() for line in axes.lines)
    np.testing.assert_allclose(mean, [(0, 40), (1, 30)])
    np.testing.assert_allclose(one, [(0, 30), (1, 20)])
    assert incident[:, 0].tolist() == [1]
    assert len(drawn("quality-over-time").axes[0].lines[2].get_xdata())


def test_utilisation_stands_at_its_means(drawn):
    """One mark a scenario and resource, in per cent."""
    table = experiments.intervals(experiments.load_study("scenarios"))
    means = table.set_index(["scenario", "kpi"])["mean"]
    containers = drawn("utilisation").axes[0].containers
    found = [float(x) for bars in containers for x in bars[0].get_xdata()]
    expected = [100 * means[s, kpi] for s in "ABC" for kpi in results.BUSY]
    assert found == pytest.approx(expected)


def test_ratios_stand_at_their_estimates(drawn, marks, texts):
    """In a panel for each direction, and said to be ratios to their baseline."""
    pairs = [("A", "B"), ("A", "C")]
    table = experiments.paired_differences(experiments.load_study("scenarios"), pairs)
    expected = table.set_index(["alternative", "kpi"])["ratio"]
    panels = zip(drawn("ratios").axes, results.WAYS.items(), strict=True)
    for axes, (way, title) in panels:
        own = [kpi for kpi in HEADLINES if KPIS[kpi].better == way]
        found = [x for x, _ in marks(axes)]
        assert found == pytest.approx([expected[n, kpi] for n in "BC" for kpi in own])
        assert axes.get_title(loc="left") == title
    words = texts(results.ratios(table.replace({"baseline": {"A": "C"}})))
    assert {"B as a multiple of C", "Times the value of C (log scale)"} <= set(words)


def test_effects_of_practices_stand_at_their_estimates(drawn, marks):
    """A panel an indicator, in points; each practice added first, then each last."""
    study = experiments.load_study("practices")
    effects = experiments.practice_effects(study, list(results.EFFECTS))
    for axes, kpi in zip(drawn("practices").axes, results.EFFECTS, strict=True):
        own = effects[effects["kpi"] == kpi].set_index(["design", "practice"])
        order = [(design, name) for design in ("alone", "last") for name in PRACTICES]
        found = [x / KPIS[kpi].scale for x, _ in marks(axes)]
        assert found == pytest.approx([own["difference"][key] for key in order])


def test_distributions_show_every_run(drawn, strokes):
    """As many marks as runs with a value, at the value; shares in per cent."""
    study = experiments.load_study("scenarios")
    panels = drawn("distributions").axes
    for axes, kpi in zip(panels, results.SPREADS, strict=True):
        factor = 100 if KPIS[kpi].unit == "share" else 1
        found = sorted(x for run in strokes(axes) for x in run)
        assert found == pytest.approx(sorted(factor * study[kpi].dropna()))


def test_the_warm_up_plot_marks_the_cuts(drawn):
    """An open mark at the week of each scenario's cut."""
    _, cuts = experiments.warm_up_cuts()
    lines = drawn("warm-up").axes[0].lines
    open_ = [line for line in lines if line.get_markerfacecolor() == "white"]
    assert [line.get_xdata()[0] for line in open_] == list(cuts.values())


BENCH = pd.DataFrame(
    [
        *(
            ("queues", "M/M/3", by, ms, None)
            for by, ms in (("compiled", 4), ("ciw", 60))
        ),
        *(
            ("parts", "A", part, 1, share)
            for part, share in (
                ("run", 1),
                ("engine", 0.8),
                ("draws", 0.5),
                ("heap", 0.2),
            )
        ),
    ],
    columns=["bench", "case", "by", "ms", "ratio"],
)


def test_run_times_are_a_mark_a_program(marks):
    """The compiled engine first and filled; each row says who it is."""
    (axes,) = performance.run_times(BENCH[:2]).axes
    assert marks(axes) == [(4, 0), (60, 1)]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["M/M/3 · compiled", "M/M/3 · Ciw"]


def test_the_parts_of_a_run_are_all_of_it():
    """Draws, queue, rest of the engine, and what is not the engine."""
    (axes,) = performance.run_parts(BENCH[2:]).axes
    np.testing.assert_allclose(
        [bar.get_width() for bar in axes.patches], [50, 20, 10, 20]
    )
