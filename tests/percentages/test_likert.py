"""Summaries of Likert answers against single answers, dominance against any scoring."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import percentages
from mlops_study.published import LIKERT_LEVELS, Paper

ROW = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(any)
STEPS = st.lists(st.integers(0, 50), min_size=5, max_size=5).filter(any)


def frame(*counts: list[int]) -> pd.DataFrame:
    return pd.DataFrame(counts, columns=list(LIKERT_LEVELS))


def answers(counts: list[int]) -> np.ndarray:
    """List every single answer as its score, 5 for strongly agree."""
    return np.repeat([5, 4, 3, 2, 1], counts)


@given(ROW)
def test_shares_are_the_frequencies_of_single_answers(counts):
    """Each share is the part of the answers that has that score."""
    shares = percentages.shares(frame(counts)).iloc[0].to_numpy()
    single = answers(counts)
    expected = [100 * np.mean(single == score) for score in (5, 4, 3, 2, 1)]
    np.testing.assert_allclose(shares, expected)
    assert shares.sum() == pytest.approx(100)


@given(ROW)
def test_boxes_and_net_agreement_count_single_answers(counts):
    """Top and bottom box are parts of the answers; net agreement their difference."""
    shares, single = percentages.shares(frame(counts)), answers(counts)
    agree, disagree = 100 * np.mean(single >= 4), 100 * np.mean(single <= 2)
    assert percentages.top_box(shares).item() == pytest.approx(agree)
    assert percentages.bottom_box(shares).item() == pytest.approx(disagree)
    assert percentages.top_box(shares, levels=1).item() == pytest.approx(
        100 * np.mean(single == 5)
    )
    assert percentages.net_agreement(shares).item() == pytest.approx(agree - disagree)


@given(ROW)
def test_mean_score_is_the_mean_of_single_answers(counts):
    """The same from shares as from counts."""
    expected = np.mean(answers(counts))
    assert percentages.mean_score(frame(counts)).item() == pytest.approx(expected)
    assert percentages.mean_score(
        percentages.shares(frame(counts))
    ).item() == pytest.approx(expected)


@given(ROW, st.integers(1, 4))
def test_top_and_bottom_box_complete_each_other(counts, levels):
    """The top m levels and the bottom 5 - m are everyone."""
    shares = percentages.shares(frame(counts))
    total = percentages.top_box(shares, levels) + percentages.bottom_box(
        shares, 5 - levels
    )
    assert total.item() == pytest.approx(100)


def test_other_columns_are_left_alone():
    """Shares keep the names of the items."""
    counts = frame([1, 1, 1, 1, 0]).assign(practice="testing")
    shares = percentages.shares(counts)
    assert shares["practice"].item() == "testing"
    assert shares["agree"].item() == 25


def test_a_hand_checked_row():
    """CI/CD of Table 1: 45 + 35, less 5 + 5; (225 + 140 + 30 + 10 + 5) / 100."""
    cicd = Paper().table("table1").iloc[[0]]
    assert percentages.top_box(cicd).item() == 80
    assert percentages.net_agreement(cicd).item() == 70
    assert percentages.mean_score(cicd).item() == 4.1


def test_negative_counts_are_refused():
    """Nobody answers less than no time."""
    with pytest.raises(ValueError, match=r"^counts of answers must not be negative$"):
        percentages.shares(frame([1, -1, 0, 0, 0]))


def test_a_row_without_answers_is_refused():
    """There is no share of nothing."""
    with pytest.raises(ValueError, match=r"^row 0 has no answers; expected at least"):
        percentages.shares(frame([0, 0, 0, 0, 0]))


@pytest.mark.parametrize("levels", [0, 5, -1])
@pytest.mark.parametrize("box", [percentages.top_box, percentages.bottom_box])
def test_a_box_of_no_or_of_all_levels_is_refused(box, levels):
    """A box holds one to four of the five levels."""
    with pytest.raises(ValueError, match=rf"^levels is {levels}; expected 1 to 4$"):
        box(frame([1, 1, 1, 1, 1]), levels)


@given(ROW, ROW, st.lists(STEPS, min_size=5, max_size=5))
def test_who_dominates_has_the_higher_mean_for_every_scoring(one, other, steps):
    """For random scorings whose steps are not negative."""
    shares = percentages.shares(frame(one, other))
    order = percentages.dominance(shares)
    if not order.loc[0, 1]:
        return
    assert not order.loc[1, 0]
    for own in steps:
        scores = np.cumsum(own)[::-1]
        means = shares[list(LIKERT_LEVELS)].to_numpy() @ scores
        assert means[0] >= means[1] - 1e-7


@given(ROW, ROW)
def test_who_does_not_dominate_is_beaten_by_some_scoring(one, other):
    """A scoring that only asks for one level or more puts the other in front."""
    shares = percentages.shares(frame(one, other))
    order = percentages.dominance(shares)
    values = shares[list(LIKERT_LEVELS)].to_numpy()
    tops = [values[:, :m].sum(axis=1) for m in range(1, 5)]
    beaten = any(top[1] > top[0] + 1e-7 for top in tops)
    ahead = any(top[0] > top[1] + 1e-7 for top in tops)
    assert order.loc[0, 1] == (ahead and not beaten)


def test_the_order_of_table_1_by_hand():
    """Automation strongly 50, collaboration 55; but 98 and 95 above the lowest."""
    order = percentages.dominance(Paper().table("table1"))
    automation, collaboration = (
        "Automation in Model Management",
        "Cross-Functional Collaboration",
    )
    assert not order.loc[automation, collaboration]
    assert not order.loc[collaboration, automation]
    assert order.loc[collaboration, "CI/CD Implementation"]
    assert not np.diag(order).any()
    assert order.to_numpy().sum() == 9
