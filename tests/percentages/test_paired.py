"""McNemar's bounds, power and sizes against every table and every sample."""

import re
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

from mlops_study import percentages
from mlops_study.percentages.paired import discordance


def textbook(b: int, c: int) -> float:
    """Compute McNemar's exact p-value of a table by its sum."""
    lower = sum(comb(b + c, k) for k in range(min(b, c) + 1))
    return min(1.0, 2 * lower / 2 ** (b + c))


COUNTS = st.integers(1, 60).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.integers(0, n), st.just(n))
)


@given(COUNTS)
def test_overlaps_bound_the_p_value_of_all_tables_with_these_margins(counts):
    """Best and worst are the least and the largest over every overlap."""
    first, second, n = counts
    overlaps = range(max(0, first + second - n), min(first, second) + 1)
    every = [textbook(first - both, second - both) for both in overlaps]
    best, between, worst = (
        percentages.exact_p_value(first, second, n, overlap=overlap)
        for overlap in percentages.OVERLAPS
    )
    assert worst == pytest.approx(max(every))
    assert min(every) - 1e-12 <= between <= worst + 1e-12
    if first != second:
        assert best == pytest.approx(min(every))


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_p_value_is_that_of_statsmodels(first, second):
    """Of forty who answer, with no overlap or the least."""
    both = max(0, first + second - 40)
    b, c = first - both, second - both
    expected = mcnemar([[both, b], [c, 40 - both - b - c]], exact=True).pvalue
    found = percentages.exact_p_value(first, second, 40, overlap="worst")
    assert found == pytest.approx(expected)


def test_a_p_value_by_hand():
    """Ten prefer the first and none the second: 2 / 2**10."""
    found = percentages.exact_p_value(60, 50, 100, overlap="best")
    assert found == pytest.approx(2 / 1024)


@settings(max_examples=25)
@given(
    st.integers(5, 40),
    st.integers(0, 100),
    st.integers(0, 100),
    st.sampled_from(percentages.RULES),
)
def test_p_values_are_bounded_over_all_counts_that_print_so(n, k, other, rule):
    """By every pair of counts with these printed percentages, and every overlap."""
    step = 5 if rule == "fives" else 1
    first, second = (
        100 * (value % (n + 1)) // n // step * step for value in (k, other)
    )
    if n not in percentages.feasible_sizes([first, second], rule=rule, up_to=n):
        return
    printing = [
        [x for x in range(n + 1) if n in fits(x, n, value, rule)]
        for value in (first, second)
    ]
    every = [
        textbook(x - both, y - both)
        for x, y in product(*printing)
        for both in range(max(0, x + y - n), min(x, y) + 1)
    ]
    found = percentages.p_value_bounds(first, second, np.array([n]), rule=rule)
    assert found.loc[n, "high"] == pytest.approx(max(every))
    if first != second:
        assert found.loc[n, "low"] == pytest.approx(min(every))


def fits(count: int, n: int, printed: int, rule: str) -> set[int]:
    """Return the size if the count prints so: the difference to the print decides."""
    beyond = Fraction(100 * count, n) - printed
    half = Fraction(1, 2)
    prints = {
        "exact": beyond == 0,
        "half_up": -half <= beyond < half,
        "half_even": abs(beyond) < half or (abs(beyond) == half and printed % 2 == 0),
        "down": 0 <= beyond < 1,
        "fives": 5 * -half <= beyond < 5 * half,
    }[rule]
    return {n} if prints else set()


@given(st.integers(0, 100), st.integers(0, 100), st.sampled_from(percentages.OVERLAPS))
def test_discordant_shares_differ_by_the_difference(first, second, overlap):
    """And none is negative, nor do they exceed everyone."""
    b, c = discordance(first / 100, second / 100, overlap)
    assert b - c == pytest.approx((first - second) / 100)
    assert min(b, c) >= -1e-12 and b + c <= 1 + 1e-12


@settings(max_examples=20)
@given(st.integers(1, 14), st.integers(0, 10), st.integers(0, 10))
def test_power_is_summed_over_every_sample(n, tenths_b, tenths_c):
    """By the probabilities of every pair of discordant counts."""
    b, c = tenths_b / 25, tenths_c / 25
    if b + c == 0:
        return
    power = 0.0
    for i in range(n + 1):
        for j in range(n + 1 - i):
            rest = n - i - j
            chance = comb(n, i) * comb(n - i, j) * b**i * c**j * (1 - b - c) ** rest
            if i + j and textbook(i, j) <= 0.05:
                power += chance
    assert percentages.exact_power(b, c, n) == pytest.approx(power)


DIFFERENT = st.tuples(
    st.integers(1, 19), st.integers(1, 19), st.sampled_from(percentages.OVERLAPS)
).filter(lambda t: t[0] != t[1])


@settings(max_examples=25)
@given(DIFFERENT)
def test_the_asymptotic_size_is_the_first_that_is_significant(case):
    """At the size the statistic reaches its bound, one person fewer it does not."""
    first, second, overlap = 5 * case[0], 5 * case[1], case[2]
    b, c = discordance(first / 100, second / 100, overlap)
    n = percentages.needed_size(first, second, overlap=overlap)
    bound = stats.chi2.isf(0.05, 1)
    assert n * (b - c) ** 2 / (b + c) >= bound - 1e-6
    assert (n - 1) * (b - c) ** 2 / (b + c) < bound


@settings(max_examples=10)
@given(DIFFERENT)
def test_the_exact_size_is_the_first_that_is_significant(case):
    """Among the sizes at which both percentages are whole people."""
    first, second, overlap = 5 * case[0], 5 * case[1], case[2]
    n = percentages.needed_size(first, second, overlap=overlap, exact=True)
    for size in range(20, n + 1, 20):
        yes = first * size // 100, second * size // 100
        p_value = percentages.exact_p_value(*yes, size, overlap=overlap)
        assert (p_value <= 0.05) == (size == n)


@settings(max_examples=10)
@given(DIFFERENT.filter(lambda t: abs(t[0] - t[1]) >= 3))
def test_the_size_for_power_has_it(case):
    """The exact power reaches 80 per cent there and not one person below."""
    first, second, overlap = 5 * case[0], 5 * case[1], case[2]
    n = percentages.needed_size(first, second, overlap=overlap, power=0.8, exact=True)
    b, c = discordance(first / 100, second / 100, overlap)
    assert percentages.exact_power(b, c, n) >= 0.8
    assert n == 1 or percentages.exact_power(b, c, n - 1) < 0.8
    # an independent path: two samples of a normal variable with these moments
    asymptotic = percentages.needed_size(first, second, overlap=overlap, power=0.8)
    sd = np.sqrt(b + c - (b - c) ** 2)
    reach = stats.norm.isf(0.025) * np.sqrt((b + c) / asymptotic)
    if sd > 1e-9:
        beyond = stats.norm.sf((reach - abs(b - c)) / (sd / np.sqrt(asymptotic)))
        assert beyond >= 0.8 - 1e-9


def test_more_overlap_never_needs_more_people():
    """Best, independent and worst are in order for every difference of the paper."""
    sizes = percentages.needed_sizes(
        pd.DataFrame({"first": [60, 50], "second": [55, 25]})
    )
    for _, own in sizes.groupby("first"):
        by = own.set_index("overlap").loc[list(percentages.OVERLAPS)]
        for column in ("significant", "significant_exact", "power", "power_exact"):
            assert by[column].is_monotonic_increasing


def test_a_size_by_hand():
    """60 against 55 at best: 1.96 squared over 0.05; worst: b + c is 0.85."""
    assert percentages.needed_size(60, 55, overlap="best") == 77  # 3.8415 / 0.05 = 76.8
    assert percentages.needed_size(60, 55, overlap="worst") == 1307  # * 0.85 / 0.0025


def test_the_exact_sizes_of_the_closest_pair_by_hand():
    """55 against 50 at best: six who differ, 2 / 2**6, which is a twentieth of 120."""
    assert 2 / 2**6 <= 0.05 < 2 / 2**5
    sizes = [
        percentages.needed_size(55, 50, overlap=case, exact=True)
        for case in ("best", "worst")
    ]
    assert sizes[0] == 6 * 20
    b, c = 675, 750  # of 1,500 at worst: 45 and 50 per cent say yes to one alone
    assert sizes[1] == 1500
    assert textbook(b, c) <= 0.05 < textbook(b - 9, c - 10)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((50, 50), {}, "both percentages are 50; expected a difference"),
        ((50, 101), {}, "percentage 101 is not from 0 to 100"),
        ((50, 40), {"power": 1.0}, "power is 1.0; expected 0.5 to less than 1"),
        ((50, 40), {"overlap": "some"}, "overlap is 'some'; expected one of best"),
    ],
)
def test_what_needs_no_size_is_refused(arguments, options, message):
    """Equal percentages, impossible ones, a sure result, an unknown overlap."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        percentages.needed_size(*arguments, **{"overlap": "best", **options})
