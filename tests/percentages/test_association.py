"""Rank correlation by all pairings, and what a mean rating bounds by all samples."""

import math
from itertools import combinations_with_replacement, permutations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mlops_study import percentages
from mlops_study.published import Paper

VALUES = st.lists(st.integers(0, 9), min_size=4, max_size=5).filter(
    lambda v: len(set(v)) > 1
)


@settings(max_examples=15)
@given(VALUES, st.randoms(use_true_random=False))
def test_the_p_value_is_the_share_of_all_pairings(values, random):
    """As far from zero as the one that was seen, by trying every order."""
    other = list(range(len(values)))
    random.shuffle(other)
    found = percentages.rank_correlation(pd.Series(values), pd.Series(other))
    seen = stats.spearmanr(values, other).statistic
    assert found["correlation"] == pytest.approx(seen)
    every = [stats.spearmanr(order, other).statistic for order in permutations(values)]
    low = sum(r <= seen + 1e-9 for r in every) / len(every)
    high = sum(r >= seen - 1e-9 for r in every) / len(every)
    assert found["p_value"] == pytest.approx(min(1, 2 * min(low, high)))


def test_table_4_by_hand():
    """Usage 5, 3, 2, 4, 1 and rating 5, 2, 1, 3, 4: 1 - 6 * 12 / 120."""
    table = Paper().table("table4")
    found = percentages.leave_one_out(table["using"], table["effectiveness"])
    assert found.loc["", "correlation"] == pytest.approx(1 - 6 * 12 / 120)
    assert found.loc["", "smallest_p"] == pytest.approx(2 / 120)
    without = found.loc["Feedback Loops for Continuous Improvement"]
    assert without["correlation"] == pytest.approx(1)
    assert without["p_value"] == pytest.approx(2 / math.factorial(4))


@pytest.mark.parametrize("size", [2, 9])
def test_too_few_or_too_many_items_are_refused(size):
    """All pairings of nine items are too many to try, of two too few to say."""
    values = pd.Series(range(size))
    with pytest.raises(ValueError, match=rf"^{size} items; expected 3 to 8"):
        percentages.rank_correlation(values, values)


def test_equal_values_are_refused():
    """They have no order."""
    with pytest.raises(ValueError, match=r"^all values are equal"):
        percentages.rank_correlation(pd.Series([1, 1, 1]), pd.Series([1, 2, 3]))


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_bounds_of_ratings_are_those_of_all_samples(level):
    """Of eight ratings every combination; its mean bounds the share that it has."""
    tight = {}
    for ratings in combinations_with_replacement(range(1, 6), 8):
        mean = sum(ratings) / 8
        share = sum(r >= level for r in ratings) / 8
        low, high = percentages.rating_bounds(mean, level, half_width=0)
        assert low - 1e-9 <= share <= high + 1e-9
        seen = tight.setdefault(mean, [1.0, 0.0])
        seen[:] = [min(seen[0], share), max(seen[1], share)]
    # with eight people the bounds are met to less than one of them
    for mean, (least, most) in tight.items():
        low, high = percentages.rating_bounds(mean, level, half_width=0)
        assert least - low < 1 / 8 and high - most < 1 / 8


def test_a_printed_mean_stands_for_all_that_round_to_it():
    """4.5 may be 4.45 or 4.55; the scale ends at 5."""
    assert percentages.rating_bounds(4.5, 5) == pytest.approx((0.45, 3.55 / 4))
    assert percentages.rating_bounds(5, 5) == pytest.approx((0.95, 1))


@pytest.mark.parametrize(
    ("mean", "level", "message"),
    [
        (5.5, 4, r"^mean is 5\.5; expected 1 to 5$"),
        (4.5, 1, r"^at_least is 1; expected 2 to 5$"),
    ],
)
def test_values_off_the_scale_are_refused(mean, level, message):
    """The mean and the level lie on it."""
    with pytest.raises(ValueError, match=message):
        percentages.rating_bounds(mean, level)
