"""Which steps and changes there are, and from where on a first place is sure."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

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


def test_changes_are_no_luck_at_any_size_that_fits_and_ranks_are_at_the_small_ones():
    """At 60 the worst is a quarter to a half with no overlap, the best a step of 3."""
    found = evidence.p_values_at_feasible_sizes()
    sizes = percentages.common_sizes(
        percentages.sizes_by_row(Paper().survey, rule="half_up", up_to=1000)
    )
    assert sorted(found["n"].unique()) == sizes.tolist()
    changes = found["lower"] == "before"
    largest = found[changes].groupby("n")["high"].max()
    assert largest.idxmax() == 60
    # 30 against 15 of 60 who do not overlap: 2 P(X <= 15), X of 45
    assert largest[60] == pytest.approx(2 * stats.binom.cdf(15, 45, 0.5))
    least = found[~changes].groupby("n")["low"].min()
    # 5 per cent of 60 are three
    assert least[60] == pytest.approx(2 / 2**3)


@pytest.mark.parametrize("rule", ["exact", "down"])
def test_the_changes_are_no_luck_under_other_rules(rule):
    """All that fit are hundreds there."""
    found = evidence.p_values_at_feasible_sizes(rule=rule)
    assert (found.loc[found["lower"] == "before", "high"] <= 0.05).all()


def test_rounding_to_fives_leaves_one_size_at_which_a_change_may_be_luck():
    """At 60, 26 and 37 per cent can be 25 and 50 as well."""
    found = evidence.p_values_at_feasible_sizes(rule="fives")
    changes = found[found["lower"] == "before"]
    assert set(changes.loc[changes["high"] > 0.05, "n"]) == {60}


def test_rank_curves_are_the_probabilities_at_each_size():
    """By size and item."""
    curves = evidence.rank_curves("Table 2", np.array([30, 300]))
    expected = percentages.rank_probabilities(Paper().table("table2")["facing"], 300)
    pd.testing.assert_frame_equal(curves.loc[300], expected)


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
