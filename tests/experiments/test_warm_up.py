"""What is left out at the start, against brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import experiments
from mlops_study.experiments.warm_up import moving_average, mser5

SERIES = st.lists(st.floats(1, 100), min_size=10, max_size=60).map(np.array)


@given(series=SERIES)
def test_mser5_minimises_its_score(series):
    """Every cut of the first half by hand."""
    batches = [series[i : i + 5].mean() for i in range(0, len(series) - 4, 5)]
    scores = {}
    for cut in range(len(batches) // 2 + 1):
        rest = np.array(batches[cut:])
        scores[cut] = ((rest - rest.mean()) ** 2).sum() / len(rest) ** 2
    assert scores[mser5(series) // 5] == pytest.approx(min(scores.values()))


def test_mser5_cuts_a_transient_and_leaves_the_rest():
    """A start from far away is left out, a level series kept; short ones too."""
    rng = np.random.default_rng(1)
    steady = rng.normal(10, 1, 400)
    start = np.concatenate([np.linspace(60, 10, 50), steady])
    assert 35 <= mser5(start) <= 60
    assert mser5(steady) < 100
    assert mser5(np.arange(7.0)) == 0


@given(series=SERIES, window=st.integers(0, 4))
def test_a_moving_average_averages_what_is_near(series, window):
    """Every value by a loop."""
    smooth = moving_average(series, window)
    assert len(smooth) == len(series) - window
    for i, value in enumerate(smooth):
        w = min(i, window)
        assert value == pytest.approx(np.mean(series[i - w : i + w + 1]))


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_warm_up_series_is_what_the_runs_give():
    """A series made from one replication is of the same kind as the stored one."""
    series = experiments.warm_up_series(replications=1)
    stored = experiments.WARM_UP.read()
    assert series[["scenario", "week"]].equals(stored[["scenario", "week"]])
    apart = (series["recall"] - stored["recall"]).abs()
    assert apart.mean() < 0.01


def test_the_warm_up_in_use_is_longer_than_any_cut():
    """MSER-5 cuts less than what the scenarios leave out."""
    _, cuts = experiments.warm_up_cuts()
    used = experiments.paper_scenarios()["A"].run.warm_up / 7
    assert max(cuts.values()) < used
