"""Figures of the statistics and of the audits show the numbers they are given."""

import numpy as np
import pandas as pd
import pytest

from mlops_study import evidence, published, survey
from mlops_study.figures import evidence as evidence_figures
from mlops_study.figures import inference, statistics, survey_figures


def test_feasible_sizes_are_marked_where_they_are():
    """One line a size, none beyond the axis."""
    sizes = {"exact": {"Table 1": np.array([100, 200, 300]), "all five": np.array([7])}}
    sizes["half_up"] = sizes["exact"]
    figure = inference.feasible_sizes(sizes, up_to=200)
    lines = figure.axes[0].collections
    marks = [[segment[0][0] for segment in own.get_segments()] for own in lines]
    assert marks == [[100, 200], [7]]


def test_needed_sizes_reach_from_the_best_to_the_worst_case():
    """Bars and dots stand at the numbers of the frame."""
    needed = evidence.needed_by_difference()
    figure = inference.needed_sizes(needed)
    axes = figure.axes[0]
    bars = [
        sorted(x for x, _ in segment)
        for own in axes.collections
        for segment in own.get_segments()
    ]
    dots = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    expected, middle = [], []
    for _, rows in needed.groupby(["group", "higher", "lower"], sort=False):
        by = rows.set_index("overlap")
        for column in ("significant_exact", "power_exact"):
            expected.append([by.loc["best", column], by.loc["worst", column]])
            middle.append(by.loc["independent", column])
    assert bars == expected
    assert dots == middle


def test_supposed_sizes_draw_their_intervals():
    """Each panel has Wilson's intervals for its number of respondents."""
    shares = published.load("table2").set_index("challenge")["facing"]
    figure = inference.supposed_sizes(shares, (30, 3000))
    for axes, n in zip(figure.axes, (30, 3000), strict=True):
        ends = np.array([[x for x, _ in s] for s in axes.collections[0].get_segments()])
        expected = survey.wilson(shares.sort_values(kind="stable"), n)
        np.testing.assert_allclose(ends, expected.to_numpy())


def test_first_place_draws_curve_and_band():
    """One panel a ranking; the band lies between its bounds."""
    curves = evidence.first_place_curves(np.array([30, 300]))
    figure = inference.first_place(curves)
    for axes, curve in zip(figure.axes, curves.values(), strict=False):
        assert axes.lines[0].get_ydata().tolist() == curve["independent"].tolist()
        corners = axes.collections[0].get_paths()[0].vertices[:, 1]
        assert {*curve["low"], *curve["high"]} <= set(corners)


def test_change_measures_give_every_rank():
    """Each aspect's line passes near its rank by each measure."""
    table = published.load("table3").set_index("aspect")
    figure = inference.change_measures(table["before"], table["after"])
    lines = figure.axes[0].lines
    for (aspect, row), line in zip(table.iterrows(), lines, strict=True):
        for y, change in zip(line.get_ydata(), survey.CHANGES.values(), strict=True):
            values = change(table["before"], table["after"]).round(9)
            assert y == pytest.approx(values.rank(ascending=False)[aspect], abs=0.1)
        assert row["before"] < row["after"]


def test_bars_of_verdicts_are_the_counts():
    """In the order of the verdicts."""
    counts = evidence.verdict_counts(evidence.audit_claims())
    figure = evidence_figures.verdicts(counts)
    assert [bar.get_width() for bar in figure.axes[0].patches] == counts.tolist()


def test_a_survey_is_drawn_beside_the_published_numbers():
    """Filled marks at its own shares, open ones at the published."""
    answers = survey.read_responses(survey.synthetic_file())
    comparison = survey.against_published(answers)
    comparison["published"] += 1
    figure = evidence_figures.against_published(comparison)
    lines = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    own, printed = lines[::2], lines[1::2]
    for a, b in zip(own, printed, strict=True):
        np.testing.assert_allclose(a.get_xdata() + 1, b.get_xdata())
    assert sum(len(line.get_xdata()) for line in own) == 30


def test_triangulation_draws_ranks_and_intervals():
    """A panel a practice; bars over the ranks that it can have."""
    ranks = evidence.triangulate(n=100).ranks
    figure = evidence_figures.triangulation(ranks)
    for axes in figure.axes:
        own = ranks[ranks["practice"] == axes.get_title(loc="center")]
        assert [line.get_xdata()[0] for line in axes.lines] == own["rank"].tolist()
        ends = [
            [x for x, _ in segment]
            for bar in axes.collections
            for segment in bar.get_segments()
        ]
        assert ends == own[["best", "worst"]].to_numpy().tolist()


def test_figures_of_odd_surveys_are_drawn(tmp_path):
    """Nothing before, less after, nobody uses a tool, one respondent."""
    items = survey.questionnaire()
    cells = {
        item: {"agreement": "1", "effectiveness": "", "frequency": ""}.get(scale, "0")
        for item, scale in items["scale"].items()
    }
    cells["B1"] = "1"  # and after: 0
    cells["P1"], cells["P2"] = "2", "1"
    pd.DataFrame([{"respondent": "a", **cells}]).to_csv(tmp_path / "a.csv", index=False)
    answers = survey.read_responses(tmp_path / "a.csv")
    drawn = survey_figures(
        survey.survey_tables(answers), survey.against_published(answers)
    )
    assert "monitoring" not in drawn
    assert len(drawn) == 5
    # all disagree: the bars reach the left end and are not cut off
    axes = drawn["best-practices"].axes[0]
    assert min(bar.get_x() for bar in axes.patches) >= axes.get_xlim()[0]


def test_nothing_before_the_cloud_is_drawn():
    """No relative change at all leaves its panel empty."""
    table = published.load("table3").assign(before=0)
    assert statistics.cloud(table)


def test_tools_without_a_frequency_are_not_called_weekly():
    """They are said to lack it."""
    table = published.load("table4").assign(frequency="n/a")
    labels = [text.get_text() for text in statistics.monitoring(table).legends[0].texts]
    assert labels == ["frequency not answered"]


def test_tables_that_were_not_asked_are_not_drawn(tmp_path):
    """Only those with answers, and the comparison."""
    items = survey.questionnaire().query("table == 'table5'").index
    row = {"respondent": "a", **dict.fromkeys(items, "1")}
    pd.DataFrame([row]).to_csv(tmp_path / "a.csv", index=False)
    answers = survey.read_responses(tmp_path / "a.csv")
    drawn = survey_figures(
        survey.survey_tables(answers), survey.against_published(answers)
    )
    assert list(drawn) == ["culture", "against-published"]
