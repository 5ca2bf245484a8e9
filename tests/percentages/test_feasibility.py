"""Feasible sizes and digits against counting every size, count and column."""

import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import combinations, product
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlops_study import percentages
from mlops_study.published import SURVEY_TABLES, Paper

ROUNDING = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "down": ROUND_DOWN,
}
EXACT = Context(prec=60)


def prints_as(count: int, size: int, decimals: int, rule: str) -> Fraction | None:
    """Return the percentage that is printed for a count, by decimal arithmetic."""
    share = Fraction(100 * count, size)
    if rule == "exact":
        return share
    # sixty digits: no count of these sizes lies that near to a half without being one
    value = EXACT.divide(Decimal(100 * count), Decimal(size))
    unit = Decimal(1).scaleb(-decimals)
    if rule == "fives":
        fifths = (value / 5).quantize(unit, ROUND_HALF_UP, context=EXACT)
        return 5 * Fraction(fifths)
    return Fraction(value.quantize(unit, ROUNDING[rule], context=EXACT))


def brute(units, decimals, rule, total, up_to) -> list[int]:
    """Try every size and, where counts must add up, every sum of counts."""
    wanted = [Fraction(u, 10**decimals) for u in units]
    fits = []
    for size in range(1, up_to + 1):
        printed = [prints_as(k, size, decimals, rule) for k in range(size + 1)]
        counts = [[k for k, p in enumerate(printed) if p == w] for w in wanted]
        if not all(counts):
            continue
        if total:
            sums = {0}
            for own in counts:
                sums = {a + b for a, b in product(sums, own)}
            if size not in sums:
                continue
        fits.append(size)
    return fits


@settings(max_examples=15)
@given(
    st.lists(st.integers(0, 100), min_size=1, max_size=3),
    st.sampled_from(percentages.RULES),
)
def test_every_size_up_to_120_agrees_with_counting(row, rule):
    """Shares of separate questions, in whole per cent."""
    found = percentages.feasible_sizes(row, rule=rule, up_to=120)
    assert found.tolist() == brute(row, 0, rule, total=False, up_to=120)


@settings(max_examples=15)
@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=5).filter(any),
    st.sampled_from(percentages.RULES),
)
def test_answers_to_one_question_agree_with_counting(counts, rule):
    """Rows that some survey may have printed, which need not add up to 100."""
    size = sum(counts)
    row = [int(prints_as(k, size, 0, rule) or 0) for k in counts]
    found = percentages.feasible_sizes(row, rule=rule, total=True, up_to=120)
    assert found.tolist() == brute(row, 0, rule, total=True, up_to=120)
    if rule != "exact" and size <= 120:
        assert size in found


@settings(max_examples=10)
@given(st.integers(0, 1000), st.sampled_from(percentages.RULES))
def test_decimals_agree_with_counting(tenths, rule):
    """One decimal, given as text."""
    text = f"{tenths // 10}.{tenths % 10}"
    found = percentages.feasible_sizes([text], 1, rule=rule, up_to=150)
    assert found.tolist() == brute([tenths], 1, rule, total=False, up_to=150)


def test_halves_are_told_apart():
    """One of eight is 12.5 per cent: 13 with halves up, 12 with halves to even."""
    assert 8 in percentages.feasible_sizes([13], rule="half_up", up_to=8)
    assert 8 not in percentages.feasible_sizes([12], rule="half_up", up_to=8)
    assert 8 in percentages.feasible_sizes([12], rule="half_even", up_to=8)
    assert 8 not in percentages.feasible_sizes([13], rule="half_even", up_to=8)
    assert 8 in percentages.feasible_sizes([12], rule="down", up_to=8)
    assert not percentages.feasible_sizes([12, 13], rule="exact", up_to=8).size


def test_counts_of_one_question_must_add_up():
    """Three thirds are 33 per cent each, which two people cannot give."""
    apart = percentages.feasible_sizes([33, 33, 33], up_to=6)
    together = percentages.feasible_sizes([33, 33, 33], total=True, up_to=6)
    assert apart.tolist() == [3, 6]
    assert together.tolist() == [3, 6]
    # each can be one of three, but four ones are not three people
    assert percentages.feasible_sizes([33] * 4, up_to=3).tolist() == [3]
    assert not percentages.feasible_sizes([33] * 4, total=True, up_to=3).size


def test_the_smallest_size_of_the_paper_by_hand():
    """Automation has 50, 30, 15, 3 and 2 per cent: exact only for hundreds."""
    tables = Paper().survey
    by_row = percentages.sizes_by_row(tables, rule="exact", up_to=100)
    assert percentages.common_sizes(by_row).tolist() == [100]
    # of 60: 30, 18, 9, 2 (3.3) and 1 (1.7), which is 60 in all
    assert 30 + 18 + 9 + 2 + 1 == 60
    rounded = percentages.sizes_by_row(tables, rule="half_up", up_to=100)
    assert percentages.common_sizes(rounded)[0] == 60
    assert by_row["table1", "Automation in Model Management"].tolist() == [100]
    assert by_row["table2", "Data Silos"].tolist() == list(range(2, 101, 2))


def test_a_table_is_rounded_to_fives_as_a_whole_or_not():
    """Tables 2 to 5 then come from every size from 20 on; Table 1 has a 3 and a 2."""
    tables = Paper().survey
    fives = percentages.sizes_by_row(tables, rule="fives", up_to=300)
    whole = percentages.sizes_by_row(tables, rule="half_up", up_to=300)
    others = percentages.common_sizes(fives, *(set(tables) - {"table1"}))
    assert others.tolist() == list(range(20, 301))
    first = percentages.common_sizes(whole, "table1")
    assert percentages.common_sizes(fives).tolist() == first.tolist()
    assert not percentages.feasible_sizes([50, 3], rule="fives").size


def test_there_may_be_no_common_size():
    """Of fewer than a hundred respondents none make exactly 33 per cent."""
    tables = {"table2": Paper().table("table2").assign(facing=33)}
    by_row = percentages.sizes_by_row(tables, rule="exact", up_to=99)
    assert not percentages.common_sizes(by_row).size


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([],), {}, "no percentages; expected at least one"),
        ((["many"],), {}, "percentage 'many' is not a number"),
        ((["nan"],), {}, "percentage 'nan' is not from 0 to 100"),
        (([101],), {}, "percentage 101 is not from 0 to 100"),
        ((["-1"],), {}, "percentage '-1' is not from 0 to 100"),
        ((["12.5"],), {}, "percentage '12.5' has more than 0 decimals"),
        (([50], 7), {}, "decimals is 7; expected 0 to 6"),
        (([50],), {"up_to": 0}, "up_to is 0; expected 1 to 10000000"),
        (([50],), {"rule": "up"}, "rule is 'up'; expected one of exact, half_up"),
    ],
)
def test_what_is_no_printed_percentage_is_refused(arguments, options, message):
    """The value is named, and what is allowed."""
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        percentages.feasible_sizes(*arguments, **options)


def test_a_binary_fraction_is_refused():
    """Its printed form is not known."""
    with pytest.raises(TypeError, match=r"^percentage 12\.5 is a binary fraction"):
        percentages.feasible_sizes([12.5], 1)


def test_sizes_are_in_order_and_whole():
    """As an array of integers."""
    found = percentages.feasible_sizes([np.int64(45), "55", Decimal(10)], up_to=100)
    assert found.dtype == np.int64
    assert (np.diff(found) > 0).all()


def test_runs_are_counted_among_all_sets_of_multiples():
    """Two runs of three in 10 to 35; what repeats or is no multiple is left out."""
    columns = [[10, 15, 20], [35, 25, 30], [20, 20, 25], [10, 20, 30], [1, 15, 20]]
    found = percentages.digit_patterns(map(pd.Series, columns)).loc["runs"]
    sets = list(combinations(range(10, 36, 5), 3))
    runs = [s for s in sets if s[2] - s[0] == 10]
    assert found["found"] == 2 and found["of"] == 3
    assert found["chance"] == pytest.approx(len(runs) / len(sets))
    p = len(runs) / len(sets)
    assert found["p_value"] == pytest.approx(3 * p**2 * (1 - p) + p**3)


def test_multiples_of_five_are_one_in_five_by_chance():
    """Seven of eight, by the sum of the binomial; no column is left for runs."""
    columns = [pd.Series([5, 10, 10, 15]), pd.Series([20, 20, 3, 100])]
    found = percentages.digit_patterns(columns)
    assert found.index.tolist() == ["multiples"]
    expected = sum(comb(8, k) * 0.2**k * 0.8 ** (8 - k) for k in (7, 8))
    assert found.loc["multiples", "p_value"] == pytest.approx(expected)


def test_the_digits_of_the_paper_by_hand():
    """All but 3 and 2 are multiples; of six columns only that after adoption has gaps.

    Thirteen multiples from 20 to 80 have nine runs of five.
    """
    tables = Paper().survey
    columns = [tables[t][c] for t in tables for c in SURVEY_TABLES[t].shares]
    found = percentages.digit_patterns(columns)
    assert found[["found", "of"]].to_numpy().tolist() == [[48, 50], [5, 6]]
    assert found.loc["runs", "chance"] == pytest.approx(9 / comb(13, 5))
