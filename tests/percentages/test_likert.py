"""Likert answers against single answers, known values and any scoring."""

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


def shares_of(*counts: list[int]) -> pd.DataFrame:
    return frame(*(100 * np.array(own) / sum(own) for own in counts))


def answers(counts: list[int]) -> np.ndarray:
    """List every single answer as its score, 5 for strongly agree."""
    return np.repeat([5, 4, 3, 2, 1], counts)


@given(ROW)
def test_boxes_and_net_agreement_count_single_answers(counts):
    """Top and bottom box are parts of the answers; net agreement their difference."""
    shares, single = shares_of(counts), answers(counts)
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
    assert percentages.mean_score(shares_of(counts)).item() == pytest.approx(expected)


@given(ROW, st.integers(1, 4))
def test_top_and_bottom_box_complete_each_other(counts, levels):
    """The top m levels and the bottom 5 - m are everyone."""
    shares = shares_of(counts)
    total = percentages.top_box(shares, levels) + percentages.bottom_box(
        shares, 5 - levels
    )
    assert total.item() == pytest.approx(100)


def test_a_hand_checked_row():
    """CI/CD of Table 1: 45 + 35, less 5 + 5; (225 + 140 + 30 + 10 + 5) / 100."""
    cicd = Paper().table("table1").iloc[[0]]
    assert percentages.top_box(cicd).item() == 80
    assert percentages.net_agreement(cicd).item() == 70
    assert percentages.mean_score(cicd).item() == 4.1


@pytest.mark.parametrize("levels", [0, 5, -1])
@pytest.mark.parametrize("box", [percentages.top_box, percentages.bottom_box])
def test_a_box_of_no_or_of_all_levels_is_refused(box, levels):
    """A box holds one to four of the five levels."""
    with pytest.raises(ValueError, match=rf"^levels is {levels}; expected 1 to 4$"):
        box(frame([1, 1, 1, 1, 1]), levels)


@given(ROW, ROW, st.lists(STEPS, min_size=5, max_size=5))
def test_who_dominates_has_the_higher_mean_for_every_scoring(one, other, steps):
    """For random scorings whose steps are not negative."""
    shares = shares_of(one, other)
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
    shares = shares_of(one, other)
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


def test_van_der_eijks_agreement_of_a_published_example():
    """The example of the article's layers, seven levels."""
    frequencies = np.array([30, 40, 210, 130, 530, 50, 10])
    assert percentages.agreement(frequencies) == pytest.approx(0.6113333, abs=5e-8)


@pytest.mark.parametrize(
    ("frequencies", "expected"),
    [
        ([0, 0, 7, 0, 0], 1),  # one answer
        ([5, 0, 0, 0, 5], -1),  # half at each end
        ([2, 2, 2, 2, 2], 0),  # all as frequent
        ([0, 4, 4, 0, 0], 0.75),  # two neighbours of five: 1 - 1/4
        ([1, 1, 1, 0, 0], 0.5),  # three neighbours: 1 - 2/4
    ],
)
def test_agreement_at_its_marks(frequencies, expected):
    """The values that define the measure."""
    assert percentages.agreement(np.array(frequencies)) == pytest.approx(expected)


@given(ROW, st.integers(2, 9))
def test_agreement_does_not_depend_on_size_or_direction(counts, times):
    """Shares as well as counts, from most to least or back."""
    value = percentages.agreement(np.array(counts))
    assert percentages.agreement(np.array(counts) * times) == pytest.approx(value)
    assert percentages.agreement(np.array(counts[::-1])) == pytest.approx(value)
    assert -1 - 1e-9 <= value <= 1 + 1e-9
    assert percentages.agreement_by_item(frame(counts)).item() == pytest.approx(value)


@given(ROW)
def test_the_standard_deviation_is_that_of_single_answers(counts):
    """Scores 5 to 1, divided by their number."""
    single = np.repeat([5, 4, 3, 2, 1], counts)
    found = percentages.standard_deviation(frame(counts)).item()
    assert found == pytest.approx(np.std(single), abs=1e-7)


@given(ROW)
def test_consensus_lies_between_its_ends(counts):
    """One for a single answer, nothing for halves at the ends; mirror images agree."""
    value = percentages.consensus(frame(counts)).item()
    assert -1e-9 <= value <= 1 + 1e-9
    assert percentages.consensus(frame(counts[::-1])).item() == pytest.approx(value)


def test_consensus_by_hand():
    """Half agree, half are neutral: each lies an eighth of the scale from the mean."""
    value = percentages.consensus(frame([0, 50, 50, 0, 0])).item()
    assert value == pytest.approx(1 + np.log2(1 - 0.5 / 4))


@given(ROW)
def test_the_interpolated_median_halves_the_answers(counts):
    """Spread inside their level, half of the answers lie below it."""
    median = percentages.interpolated_median(frame(counts)).item()
    below = sum(
        count * np.clip(median - (score - 0.5), 0, 1)
        for score, count in zip((5, 4, 3, 2, 1), counts, strict=True)
    )
    assert below == pytest.approx(sum(counts) / 2)
    assert 0.5 <= median <= 5.5


@pytest.mark.parametrize(
    ("frequencies", "message"),
    [
        ([1, 1], "at least three levels"),
        ([1, -1, 1], "must not be negative"),
        ([0, 0, 0], "not all be zero"),
    ],
)
def test_frequencies_that_say_nothing_are_refused(frequencies, message):
    """Too few levels, negative counts, no answers."""
    with pytest.raises(ValueError, match=message):
        percentages.agreement(np.array(frequencies))
