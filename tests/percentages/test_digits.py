"""Patterns of digits by counting every column that there could be."""

from itertools import combinations
from math import comb

import pandas as pd
import pytest

from mlops_study import percentages
from mlops_study.published import SURVEY_TABLES, Paper


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


def test_the_paper_by_hand():
    """All but 3 and 2 are multiples; of six columns only that after adoption has gaps.

    Thirteen multiples from 20 to 80 have nine runs of five.
    """
    tables = Paper().survey
    columns = [tables[t][c] for t in tables for c in SURVEY_TABLES[t].shares]
    found = percentages.digit_patterns(columns)
    assert found[["found", "of"]].to_numpy().tolist() == [[48, 50], [5, 6]]
    assert found.loc["runs", "chance"] == pytest.approx(9 / comb(13, 5))
