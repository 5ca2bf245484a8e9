"""Measures of change."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import percentages
from mlops_study.percentages.change import (
    cohens_h,
    odds_ratio,
    possible_gain,
    probit_difference,
)
from mlops_study.published import Paper

PERCENT = st.integers(1, 100)


@given(PERCENT, PERCENT)
def test_relative_improvement_gives_back_the_value_after(before, after):
    """Adding the relative change to the start ends at the value after."""
    start, end = pd.Series([before]), pd.Series([after])
    relative = percentages.relative_improvement(start, end).item()
    assert before * (1 + relative / 100) == pytest.approx(after)


@given(PERCENT, PERCENT)
def test_points_change_sign_when_time_is_reversed(before, after):
    """Going back costs the same number of points, other than relative change."""
    start, end = pd.Series([before]), pd.Series([after])
    forth = percentages.percentage_points(start, end)
    assert (forth == -percentages.percentage_points(end, start)).all()


def test_the_printed_improvements_are_the_relative_ones():
    """Table 3 to its two decimals, by integer arithmetic."""
    for row in Paper().table("table3").itertuples():
        hundredths, rest = divmod(10_000 * (row.after - row.before), row.before)
        hundredths += 2 * rest >= row.before
        assert round(100 * row.improvement) == hundredths


@pytest.mark.parametrize("start", [0, -10])
def test_a_start_that_is_not_positive_is_refused(start):
    """Nothing can be said relative to nothing; the row is named."""
    before = pd.Series([20, start], index=["cost", "time"])
    with pytest.raises(ValueError, match=rf"^before\['time'\] is {start}; a relative"):
        percentages.relative_improvement(
            before, pd.Series([30, 30], index=before.index)
        )


INSIDE = st.integers(1, 99)


@given(INSIDE, INSIDE)
def test_all_measures_agree_on_the_direction(before, after):
    """None calls a rise a fall; no change is no change."""
    start, end = pd.Series([before]), pd.Series([after])
    for name, change in percentages.CHANGES.items():
        neutral = 1 if name == "Odds ratio" else 0
        value = change(start, end).item() - neutral
        assert (value > 1e-12) == (after > before), name
        assert (abs(value) < 1e-12) == (after == before), name


@given(INSIDE, INSIDE)
def test_symmetric_measures_do_not_depend_on_what_is_counted(before, after):
    """Counting those who say no turns the sign, or inverts the odds."""
    start, end = pd.Series([before]), pd.Series([after])
    no_start, no_end = 100 - start, 100 - end
    for change in (
        percentages.percentage_points,
        cohens_h,
        probit_difference,
    ):
        turned = -change(no_start, no_end).item()
        assert change(start, end).item() == pytest.approx(turned, abs=1e-9)
    odds = odds_ratio(start, end).item()
    assert odds * odds_ratio(no_start, no_end).item() == pytest.approx(1)
    # what is left to gain is what those who say no start from
    gain = possible_gain(start, end).item()
    assert gain == pytest.approx(
        -percentages.relative_improvement(no_start, no_end).item()
    )


def test_six_measures_of_one_change_by_hand():
    """From 25 to 50 per cent."""
    found = {
        name: change(pd.Series([25]), pd.Series([50])).item()
        for name, change in percentages.CHANGES.items()
    }
    assert found == pytest.approx(
        {
            "Percentage points": 25,
            "Relative improvement (%)": 100,
            "Odds ratio": 3,
            "Cohen's h": 3.14159265 / 6,  # 2 asin(0.5**0.5) - 2 asin(0.5)
            "Probit difference": 0.67448975,  # upper quartile of a normal variable
            "Share of the possible gain (%)": 100 / 3,
        }
    )


@pytest.mark.parametrize("measure", [odds_ratio, probit_difference])
@pytest.mark.parametrize("value", [0, 100])
def test_ends_of_the_scale_have_no_odds(measure, value):
    """The side and the row are named."""
    inside, end = pd.Series([50], index=["cost"]), pd.Series([value], index=["cost"])
    with pytest.raises(
        ValueError, match=rf"^after\['cost'\] is {value}; expected more"
    ):
        measure(inside, end)
    with pytest.raises(ValueError, match=rf"^before\['cost'\] is {value}; expected"):
        measure(end, inside)


def test_nothing_left_to_gain_is_refused():
    """From 100 per cent there is no way up."""
    with pytest.raises(
        ValueError, match=r"^before\[0\] is 100; nothing is left to gain"
    ):
        possible_gain(pd.Series([100]), pd.Series([100]))
