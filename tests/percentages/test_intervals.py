"""Intervals and bounds against the tests and the tables that they stand for."""

from itertools import combinations_with_replacement

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mlops_study import percentages
from mlops_study.percentages.paired import OVERLAPS, joint


@given(st.integers(1, 300), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_holds_the_shares_that_a_test_would_not_refuse(n, share, level):
    """At its ends the score statistic is just at its bound, by solving for it."""
    count = round(share * n)
    low, high = percentages.wilson(pd.Series([100 * count / n]), n, level=level).iloc[0]
    z = stats.norm.isf((1 - level) / 2)
    # (p - x/n)^2 n = z^2 p (1 - p), as a polynomial in p
    p = count / n
    roots = np.roots([n + z**2, -(2 * n * p + z**2), n * p**2]).real
    assert sorted(roots) == pytest.approx([low / 100, high / 100], abs=1e-6)


def test_each_item_may_have_its_own_n():
    """Ten and a thousand answers give other widths around the same share."""
    found = percentages.wilson(pd.Series([50.0, 50.0]), pd.Series([10, 1000]))
    widths = found["high"] - found["low"]
    assert widths[0] > 5 * widths[1]


def test_no_respondents_are_refused():
    """There is no share of nobody."""
    with pytest.raises(ValueError, match=r"^n must be positive"):
        percentages.wilson(pd.Series([50.0]), 0)


@settings(max_examples=50)
@given(st.integers(1, 40), st.data())
def test_joint_and_union_shares_are_those_of_all_arrangements(n, data):
    """Slide one group along the other: the overlap takes every value in between."""
    first, second = (data.draw(st.integers(0, n)) for _ in range(2))
    everyone = list(range(n))
    overlaps = [
        len(set(everyone[:first]) & set(everyone[k : k + second]))
        for k in range(n - second + 1)
    ]
    high, independent, low = (joint(first / n, second / n, o) for o in OVERLAPS)
    assert low * n == pytest.approx(min(overlaps))
    assert high * n == pytest.approx(max(overlaps))
    assert low - 1e-12 <= independent <= high + 1e-12
    unions = [first + second - both for both in overlaps]
    bounds = percentages.at_least(pd.Series([100 * first / n, 100 * second / n]), 1)
    assert bounds == pytest.approx((100 * min(unions) / n, 100 * max(unions) / n))


def most(shares: list[int], count: int) -> float:
    """Return the most that say yes to so many: those of all but m share count - m."""
    ordered = sorted(shares)
    sums = [sum(ordered[: len(shares) - m]) / (count - m) for m in range(count)]
    return min(100, *sums)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=5), st.data())
def test_at_least_so_many_items_has_the_bounds_of_rueger(shares, data):
    """In closed form; the least is what the most noes leave. Of one: Fréchet's."""
    count = data.draw(st.integers(1, len(shares)))
    noes = [100 - share for share in shares]
    expected = (100 - most(noes, len(shares) - count + 1), most(shares, count))
    found = percentages.at_least(pd.Series(shares), count)
    assert found == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("count", [0, 3])
def test_more_items_than_there_are_is_refused(count):
    """Nor can one say yes to none or more."""
    with pytest.raises(ValueError, match=rf"^{count} of 2 items; expected 1 to all"):
        percentages.at_least(pd.Series([50, 60]), count)


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
