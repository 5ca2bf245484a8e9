"""Means, their intervals and the number of replications, against brute force."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mlops_study.experiments import intervals, replications_needed

SERIES = st.lists(st.floats(1, 100), min_size=10, max_size=60).map(np.array)


@given(values=SERIES, target=st.floats(0.05, 0.5))
def test_the_number_of_replications_equals_its_definition(values, target):
    """Every prefix on its own, and the look-ahead by hand."""

    def fine(n: int) -> bool:
        half = stats.t.ppf(0.975, n - 1) * np.std(values[:n], ddof=1) / np.sqrt(n)
        return half / abs(values[:n].mean()) <= target

    expected = None
    for n in range(3, len(values) - 4):
        if all(fine(n + k) for k in range(6)):
            expected = n
            break
    assert replications_needed(values, target) == expected


def test_missing_values_are_left_out():
    """A replication in which nothing happened does not count."""
    known = np.array([10.0, 10.5, 9.5] * 6)
    holes = np.insert(known, [2, 5, 9], np.nan)
    assert replications_needed(holes) == replications_needed(known)
    assert replications_needed(np.array([np.nan] * 9)) is None


def test_intervals_are_students():
    """Mean and half-width by SciPy; missing values reduce n."""
    frame = pd.DataFrame(
        {
            "scenario": ["a"] * 4,
            "replication": range(4),
            "x": [1.0, 2.0, 4.0, np.nan],
            "y": [5.0, np.nan, np.nan, np.nan],
        }
    )
    table = intervals(frame, 0.9).set_index("kpi")
    low, high = stats.ttest_1samp([1.0, 2.0, 4.0], 0).confidence_interval(0.9)
    assert table.loc["x", ["n", "low", "high"]].tolist() == pytest.approx(
        [3, low, high]
    )
    assert table.loc["y", "mean"] == 5
    assert np.isnan(table.loc["y", "half_width"])
