"""Measures of dispersion against single answers, known values and their extremes."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import percentages
from mlops_study.published import LIKERT_LEVELS

ROW = st.lists(st.integers(0, 60), min_size=5, max_size=5).filter(any)


def frame(counts) -> pd.DataFrame:
    return pd.DataFrame([counts], columns=list(LIKERT_LEVELS))


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
