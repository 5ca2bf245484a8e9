"""Measures of change."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import published, survey

PERCENT = st.integers(1, 100)


@given(PERCENT, PERCENT)
def test_relative_improvement_gives_back_the_value_after(before, after):
    """Adding the relative change to the start ends at the value after."""
    start, end = pd.Series([before]), pd.Series([after])
    relative = survey.relative_improvement(start, end).item()
    assert before * (1 + relative / 100) == pytest.approx(after)


@given(PERCENT, PERCENT)
def test_points_change_sign_when_time_is_reversed(before, after):
    """Going back costs the same number of points, other than relative change."""
    start, end = pd.Series([before]), pd.Series([after])
    forth = survey.percentage_points(start, end)
    assert (forth == -survey.percentage_points(end, start)).all()


def test_the_printed_improvements_are_the_relative_ones():
    """Table 3 to its two decimals, by integer arithmetic."""
    for row in published.load("table3").itertuples():
        hundredths, rest = divmod(10_000 * (row.after - row.before), row.before)
        hundredths += 2 * rest >= row.before
        assert round(100 * row.improvement) == hundredths


@pytest.mark.parametrize("start", [0, -10])
def test_a_start_that_is_not_positive_is_refused(start):
    """Nothing can be said relative to nothing; the row is named."""
    before = pd.Series([20, start], index=["cost", "time"])
    with pytest.raises(ValueError, match=rf"^before\['time'\] is {start}; a relative"):
        survey.relative_improvement(before, pd.Series([30, 30], index=before.index))
