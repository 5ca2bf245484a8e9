"""Figures of what percentages can say show the numbers they are given."""

import numpy as np
import pytest

from mlops_study import evidence, percentages
from mlops_study.figures import inference
from mlops_study.published import Paper


def test_feasible_sizes_are_marked_where_they_are(bars):
    """One line a size, none beyond the axis."""
    sizes = {"exact": {"Table 1": np.array([100, 200, 300]), "all five": np.array([7])}}
    figure = inference.feasible_sizes({**sizes, "half_up": sizes["exact"]}, up_to=200)
    for axes in figure.axes:
        assert bars(axes) == [[100, 100], [200, 200], [7, 7]]


def test_feasible_sizes_of_the_paper_are_common_to_its_tables(drawn):
    """The last row of each panel has the sizes that all rows above it have."""
    for axes in drawn("feasible-sizes").axes:
        *tables, common = (
            {segment[0][0] for segment in lines.get_segments()}
            for lines in axes.collections
        )
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


def test_supposed_sizes_draw_their_intervals(bars):
    """Each panel has Wilson's intervals for its number of respondents."""
    shares = Paper().table("table2")["facing"]
    figure = inference.supposed_sizes(shares, (30, 3000))
    for axes, n in zip(figure.axes, (30, 3000), strict=True):
        expected = percentages.wilson(shares.sort_values(kind="stable"), n)
        np.testing.assert_allclose(bars(axes), expected.to_numpy())


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
