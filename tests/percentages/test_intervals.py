"""Intervals and bounds against the tests and the tables that they stand for."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mlops_study import percentages


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


@given(st.integers(1, 40), st.data())
def test_joint_and_union_shares_are_those_of_all_arrangements(n, data):
    """Slide one group along the other: the overlap takes every value in between."""
    first, second = (data.draw(st.integers(0, n)) for _ in range(2))
    everyone = list(range(n))
    overlaps = [
        len(set(everyone[:first]) & set(everyone[k : k + second]))
        for k in range(n - second + 1)
    ]
    low, independent, high = percentages.joint_share(first / n, second / n)
    assert low * n == pytest.approx(min(overlaps))
    assert high * n == pytest.approx(max(overlaps))
    assert low - 1e-12 <= independent <= high + 1e-12
    unions = [first + second - both for both in overlaps]
    bounds = percentages.union_share(pd.Series([100 * first / n, 100 * second / n]))
    assert bounds == pytest.approx((100 * min(unions) / n, 100 * max(unions) / n))
