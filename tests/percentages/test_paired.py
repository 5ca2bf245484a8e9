"""McNemar's bounds, power and sizes against every table and every sample."""

import re
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mlops_study import percentages
from mlops_study.percentages.paired import discordance


def p_values(b: int, c: int) -> tuple[float, float]:
    """Compute McNemar's p-values of a table by the textbook: asymptotic and exact."""
    if b + c == 0:
        return 1.0, 1.0
    asymptotic = stats.chi2.sf((b - c) ** 2 / (b + c), 1)
    exact = sum(comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c)
    return float(asymptotic), min(1.0, 2 * exact)


COUNTS = st.integers(1, 60).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.integers(0, n), st.just(n))
)


@given(COUNTS)
def test_bounds_are_those_of_all_tables_with_these_margins(counts):
    """The least and the largest p-value over every overlap that is possible."""
    first, second, n = counts
    overlaps = range(max(0, first + second - n), min(first, second) + 1)
    every = [p_values(first - both, second - both) for both in overlaps]
    bounds = percentages.mcnemar_bounds(first, second, n)
    for column, place in (("asymptotic", 0), ("exact", 1)):
        values = [p[place] for p in every]
        if first != second:
            assert bounds.loc["best", column] == pytest.approx(min(values))
            assert bounds.loc["worst", column] == pytest.approx(max(values))
        assert (
            min(values) - 1e-12
            <= bounds.loc["independent", column]
            <= max(values) + 1e-12
        )


def test_a_table_by_hand():
    """Ten prefer the first and none the second: 2 / 2**10; chi-square 10."""
    best = percentages.mcnemar_bounds(60, 50, 100).loc["best"]
    assert best["both"] == 50
    assert best["exact"] == pytest.approx(2 / 1024)
    assert best["asymptotic"] == pytest.approx(stats.chi2.sf(10, 1))


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
            if i + j and p_values(i, j)[1] <= 0.05:
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
        bounds = percentages.mcnemar_bounds(
            first * size // 100, second * size // 100, size
        )
        assert (bounds.loc[overlap, "exact"] <= 0.05) == (size == n)


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


def test_counts_beyond_the_sample_are_refused():
    """Nobody can say yes twice."""
    with pytest.raises(ValueError, match=r"^counts are 11 and 5; expected 0 to n = 10"):
        percentages.mcnemar_bounds(11, 5, 10)
