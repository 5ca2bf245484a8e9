"""Which steps and changes there are, and from where on a first place is sure."""

import numpy as np
import pandas as pd
import pytest

from mlops_study import evidence, percentages
from mlops_study.evidence import differences
from mlops_study.published import Paper


def test_steps_join_neighbouring_ranks():
    """From the largest down, each row to the next, equal shares left out."""
    steps = evidence.ranked_differences()
    table2 = steps[steps["group"] == "Table 2"]
    values = sorted(Paper().table("table2")["facing"], reverse=True)
    assert table2["first"].tolist() == values[:-1]
    assert table2["second"].tolist() == values[1:]
    assert len(steps[steps["group"] == "Table 1, agree"]) == 2
    changes = steps[steps["group"] == "Table 3, change"]
    assert changes["second"].tolist() == Paper().table("table3")["before"].tolist()


def test_every_difference_has_its_sizes_in_three_cases():
    """And the needed sizes are those of the percentages of its row."""
    needed = evidence.needed_by_difference()
    assert len(needed) == 3 * len(evidence.ranked_differences())
    row = needed[(needed["group"] == "Table 2") & (needed["overlap"] == "worst")].iloc[
        0
    ]
    assert row["significant"] == percentages.needed_size(60, 55, overlap="worst")


def test_curves_grow_with_the_number_of_respondents():
    """The probability of the printed first, inside its band."""
    for curve in evidence.first_place_curves(np.array([20, 100, 500, 2000])).values():
        for column in ("independent", "low", "high"):
            assert curve[column].is_monotonic_increasing
        assert (curve["low"] <= curve["independent"] + 0.01).all()
        assert (curve["high"] >= curve["independent"] - 0.01).all()


@pytest.mark.parametrize("case", ["best", "worst"])
def test_the_size_from_which_a_first_place_is_sure_is_the_first(case):
    """One respondent fewer is not enough."""
    sizes = evidence.first_place_sizes()
    bound = {"best": "high", "worst": "low"}[case]
    for title in ("Table 2", "Table 5"):
        n = int(sizes.loc[title, case])
        at = evidence.first_place_curves(np.array([n - 1, n]))[title][bound]
        assert at[0] < 0.95 <= at[1]


def test_a_first_place_that_is_shared_is_never_sure(monkeypatch):
    """It is said, not looked for without end."""
    tied = {"Table 2": pd.Series({"a": 50, "b": 50})}
    monkeypatch.setattr(differences, "rankings", lambda: tied)
    with pytest.raises(ValueError, match="no first place is sure up to 1000000"):
        evidence.first_place_sizes()
