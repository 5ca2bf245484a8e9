"""Figures of what percentages can say show the numbers they are given."""

from itertools import pairwise

import numpy as np
import pytest

from mlops_study import evidence, percentages
from mlops_study.figures import inference
from mlops_study.published import Paper


def test_feasible_sizes_are_marked_where_they_are(strokes):
    """One stroke a size, none beyond the axis."""
    sizes = {"exact": {"Table 1": np.array([100, 200, 300]), "all five": np.array([7])}}
    figure = inference.feasible_sizes({**sizes, "half_up": sizes["exact"]}, up_to=200)
    for axes in figure.axes:
        assert strokes(axes) == [[100, 200], [7]]


def test_feasible_sizes_of_the_paper_are_common_to_its_tables(drawn, strokes):
    """The last row of each panel has the sizes that all rows above it have."""
    for axes in drawn("feasible-sizes").axes:
        *tables, common = map(set, strokes(axes))
        assert len(tables) == 5
        assert common == set.intersection(*tables)


def test_needed_sizes_reach_from_the_best_to_the_worst_case(drawn, bars, marks):
    """Bars and dots stand at the numbers of the frame."""
    (axes,) = drawn("needed-sizes").axes
    needed = evidence.needed_by_difference()
    ends, middle = [], []
    for _, rows in needed.groupby(["group", "higher", "lower"], sort=False):
        by = rows.set_index("overlap")
        for column in ("significant_exact", "power_exact"):
            ends.append([by.loc["best", column], by.loc["worst", column]])
            middle.append(by.loc["independent", column])
    assert bars(axes) == ends
    assert [x for x, _ in marks(axes)] == middle


def test_feasible_p_values_draw_the_extremes_of_each_kind(drawn, marks):
    """The largest of all changes, the smallest and the largest of all steps."""
    (axes,) = drawn("feasible-p-values").axes
    found = evidence.p_values_at_feasible_sizes(up_to=3000)
    changes = found["lower"] == "before"
    by_size = [own.groupby("n") for own in (found[changes], found[~changes])]
    curves = by_size[0]["high"].max(), by_size[1]["low"].min(), by_size[1]["high"].max()
    drawn_marks, expected = marks(axes), [[*curve.items()] for curve in curves]
    each = len(drawn_marks) // len(curves)
    for i, places in enumerate(expected):
        own = drawn_marks[i * each : (i + 1) * each]
        # marks on one another are left out, the first never
        assert set(own) <= set(places)
        assert own[0] == places[0]
        sizes = [n for n, _ in own]
        assert sizes[-1] > 2900
        assert max(b / a for a, b in pairwise(sizes[1:])) < 1.05
    # a logarithmic axis writes powers that a figure does not read as mathematics
    assert not any("$" in label.get_text() for label in axes.get_yticklabels())


def test_rank_probabilities_are_stacked_to_one(drawn):
    """The first layer is the probability to be first; all layers fill the panel."""
    found = evidence.rank_curves("Table 2")
    panels = drawn("rank-probabilities").axes
    for axes, item in zip(panels, found.index.unique(level=1), strict=False):
        first, *_, last = axes.collections
        heights = first.get_paths()[0].vertices[:, 1]
        assert set(found.xs(item, level=1)[1]) <= set(heights)
        assert last.get_paths()[0].vertices[:, 1].max() == pytest.approx(1)


def test_first_place_draws_curve_and_band(texts):
    """One panel a ranking; the band lies between its bounds."""
    curves = evidence.first_place_curves(np.array([30, 300]))
    figure = inference.first_place(curves, level=0.999)
    for axes, curve in zip(figure.axes, curves.values(), strict=False):
        assert axes.lines[0].get_ydata().tolist() == curve["independent"].tolist()
        assert set(axes.lines[1].get_ydata()) == {0.999}
        corners = axes.collections[0].get_paths()[0].vertices[:, 1]
        assert {*curve["low"], *curve["high"]} <= set(corners)
    assert "99.9 %" in texts(figure)


def test_change_measures_give_every_rank(drawn):
    """Each aspect's line passes near its rank by each measure."""
    table = Paper().table("table3")
    lines = drawn("change-measures").axes[0].lines
    for aspect, line in zip(table.index, lines, strict=True):
        changes = percentages.CHANGES.values()
        for y, change in zip(line.get_ydata(), changes, strict=True):
            values = change(table["before"], table["after"]).round(9)
            assert y == pytest.approx(values.rank(ascending=False)[aspect], abs=0.1)
