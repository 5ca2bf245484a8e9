"""How sure ranks are, against draws, every pairing and counting by hand."""

import math
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mlops_study import percentages
from mlops_study.published import Paper

SHARES = pd.Series({"a": 60, "b": 55, "c": 50, "d": 45})


def ranks_of(drawn: np.ndarray) -> np.ndarray:
    """Return the shares of draws, one a row, in which each item has each rank."""
    ranks = (-drawn).argsort(axis=1).argsort(axis=1)
    items = range(drawn.shape[1])
    return np.array([[(ranks[:, i] == r).mean() for r in items] for i in items])


def test_probabilities_of_ranks_are_those_of_draws():
    """Half a million draws of independent posteriors; four standard errors."""
    n, draws = 80, 500_000
    rng = np.random.default_rng(1)
    yes = SHARES.to_numpy() / 100 * n
    drawn = rng.beta(yes + 1, n - yes + 1, (draws, len(yes)))
    found = percentages.rank_probabilities(SHARES, n)
    np.testing.assert_allclose(found, ranks_of(drawn), atol=4 * 0.5 / np.sqrt(draws))


def test_ranks_of_levels_are_those_of_a_dirichlet_posterior():
    """Table 1 by who strongly agrees, the prior flat for that level and the rest."""
    n, draws = 100, 100_000
    rng = np.random.default_rng(2)
    counts = Paper().table("table1").to_numpy()
    prior = np.array([1, 0.25, 0.25, 0.25, 0.25])
    drawn = np.column_stack([rng.dirichlet(row + prior, draws)[:, 0] for row in counts])
    shares = Paper().shares("table1")["strong agreement"]
    found = percentages.rank_probabilities(shares, n)
    np.testing.assert_allclose(found, ranks_of(drawn), atol=4 * 0.5 / np.sqrt(draws))


@settings(max_examples=20)
@given(st.lists(st.integers(0, 100), min_size=2, max_size=6), st.integers(1, 100_000))
def test_each_item_has_a_rank_and_each_rank_an_item(shares, n):
    """And a larger share is never less probable to be first."""
    found = percentages.rank_probabilities(pd.Series(shares), n)
    np.testing.assert_allclose(found.sum(axis=0), 1, atol=1e-3)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    order = np.argsort(shares, kind="stable")
    assert (np.diff(found[1].to_numpy()[order]) >= -1e-3).all()


def test_equal_shares_have_every_rank_alike():
    """Three of them a third each, between a sure first and a sure last."""
    found = percentages.rank_probabilities(pd.Series([90, 50, 50, 50, 10]), 10_000)
    np.testing.assert_allclose(found.loc[1:3, 2:4], 1 / 3, atol=1e-6)
    assert percentages.credible_ranks(found).to_numpy().tolist() == [
        [1, 1],
        *3 * [[2, 4]],
        [5, 5],
    ]


@given(
    st.lists(st.floats(0.001, 1), min_size=2, max_size=6), st.sampled_from([0.8, 0.95])
)
def test_credible_ranks_hold_with_their_level(weights, level):
    """Neither tail has more than its half, and no rank more could be cut off."""
    ranks = range(1, len(weights) + 1)
    row = pd.DataFrame([np.array(weights) / sum(weights)], columns=ranks)
    best, worst = percentages.credible_ranks(row, level=level).loc[0]
    tail = (1 - level) / 2 + 1e-9
    assert row.loc[0, : best - 1].sum() <= tail <= row.loc[0, :best].sum() + 2e-9
    assert row.loc[0, worst + 1 :].sum() <= tail
    assert row.loc[0, worst:].sum() >= tail - 2e-9


def test_credible_ranks_hold_as_often_as_they_say():
    """Of populations drawn from the prior, less three standard errors."""
    rng, n = np.random.default_rng(3), 40
    held = []
    for truth in rng.random((150, 4)):
        shares = pd.Series(100 * rng.binomial(n, truth) / n)
        found = percentages.credible_ranks(percentages.rank_probabilities(shares, n))
        ranks = stats.rankdata(-truth)
        held += ((found["best"] <= ranks) & (ranks <= found["worst"])).tolist()
    assert np.mean(held) >= 0.95 - 3 * np.sqrt(0.05 * 0.95 / len(held))


def test_ranks_at_a_hundred_are_not_open():
    """Where pairs by Bonferroni leave a practice of four every rank."""
    shares = Paper().shares("table1")["strong agreement"]
    four = shares.drop("Data Governance Frameworks")
    pairs = percentages.above_by_shares(four, 100, overlap="independent")
    assert (percentages.rank_intervals(pairs) == [1, 4]).all(axis=None)
    found = percentages.credible_ranks(percentages.rank_probabilities(four, 100))
    assert found.loc["Cross-Functional Collaboration"].tolist() == [1, 3]
    assert found.loc["Continuous Monitoring"].tolist() == [2, 4]


@settings(max_examples=20)
@given(st.lists(st.integers(5, 95), min_size=2, max_size=5), st.integers(10, 1000))
def test_independence_lies_inside_the_band(shares, n):
    """The band holds for every overlap, so for that of independent items too."""
    series = pd.Series(shares)
    cases = [
        percentages.above_by_shares(series, n, overlap=o) for o in ("best", "worst")
    ]
    bounds = percentages.first_probability_bounds(*cases)
    independent = percentages.rank_probabilities(series, n)[1]
    # the prior of the pairs and that of the items differ a little at small n
    assert (bounds["low"] <= independent + 0.03).all()
    assert (bounds["high"] >= independent - 0.03).all()


@given(st.lists(st.integers(0, 100), min_size=2, max_size=5), st.integers(1, 500))
def test_one_item_is_above_the_other_or_below(shares, n):
    """The two probabilities of a pair are one together; equal shares are even."""
    for overlap in percentages.OVERLAPS:
        table = percentages.above_by_shares(pd.Series(shares), n, overlap=overlap)
        np.testing.assert_allclose(table + table.T, 1)
        for i, p in enumerate(shares):
            for j, q in enumerate(shares):
                assert (table.iloc[i, j] > 0.5) == (p > q) or p == q


def test_joint_answers_count_only_who_differs():
    """Three prefer the first, one the second, one answers a single item."""
    answers = pd.DataFrame({"x": [1, 1, 1, 0, 1, 1], "y": [0, 0, 0, 1, 1, np.nan]})
    above = percentages.above_by_answers(answers)
    assert above.loc["x", "y"] == pytest.approx(stats.beta.sf(0.5, 3.5, 1.5))
    assert above.loc["y", "x"] == pytest.approx(stats.beta.cdf(0.5, 3.5, 1.5))
    assert above.loc["x", "x"] == 0.5


def test_supposed_overlaps_are_those_of_answers():
    """Answers in which the smaller group lies inside the larger are the best case."""
    n = 50
    answers = pd.DataFrame(
        {"x": [1] * 30 + [0] * 20, "y": [1] * 20 + [0] * 30}, dtype=float
    )
    supposed = percentages.above_by_shares(
        pd.Series({"x": 60, "y": 40}), n, overlap="best"
    )
    pd.testing.assert_frame_equal(supposed, percentages.above_by_answers(answers))


def test_rank_intervals_count_who_is_surely_above_and_below():
    """With three items a pair is sure from 97.5 per cent on."""
    above = pd.DataFrame(
        [[0.5, 0.97, 0.99], [0.03, 0.5, 0.976], [0.01, 0.024, 0.5]],
        index=list("abc"),
        columns=list("abc"),
    )
    found = percentages.rank_intervals(above)
    assert found.loc["a"].tolist() == [1, 2]
    assert found.loc["b"].tolist() == [1, 2]
    assert found.loc["c"].tolist() == [3, 3]
    wide = percentages.rank_intervals(above, level=0.999)
    assert wide.to_numpy().tolist() == [[1, 3]] * 3


def test_many_respondents_settle_every_rank():
    """Steps of five points are sure with ten thousand, whatever the overlap."""
    for overlap in percentages.OVERLAPS:
        above = percentages.above_by_shares(SHARES, 10_000, overlap=overlap)
        ranks = percentages.rank_intervals(above)
        assert ranks["best"].tolist() == ranks["worst"].tolist() == [1, 2, 3, 4]


def test_bounds_of_two_items_are_the_pair_itself():
    """With one other item there is nothing to add up."""
    above = percentages.above_by_shares(pd.Series([60, 50]), 100, overlap="independent")
    bounds = percentages.first_probability_bounds(above)
    assert bounds["low"].tolist() == pytest.approx(bounds["high"].tolist())
    assert bounds.loc[0, "low"] == pytest.approx(above.loc[0, 1])


VALUES = st.lists(st.integers(0, 9), min_size=4, max_size=5).filter(
    lambda v: len(set(v)) > 1
)


@settings(max_examples=15)
@given(VALUES, st.randoms(use_true_random=False))
def test_the_p_value_is_the_share_of_all_pairings(values, random):
    """As far from zero as the one that was seen, by trying every order."""
    other = list(range(len(values)))
    random.shuffle(other)
    found = percentages.rank_correlation(pd.Series(values), pd.Series(other))
    seen = stats.spearmanr(values, other).statistic
    assert found["correlation"] == pytest.approx(seen)
    every = [stats.spearmanr(order, other).statistic for order in permutations(values)]
    low = sum(r <= seen + 1e-9 for r in every) / len(every)
    high = sum(r >= seen - 1e-9 for r in every) / len(every)
    assert found["p_value"] == pytest.approx(min(1, 2 * min(low, high)))


def test_table_4_by_hand():
    """Usage 5, 3, 2, 4, 1 and rating 5, 2, 1, 3, 4: 1 - 6 * 12 / 120."""
    table = Paper().table("table4")
    found = percentages.leave_one_out(table["using"], table["effectiveness"])
    assert found.loc["", "correlation"] == pytest.approx(1 - 6 * 12 / 120)
    assert found.loc["", "smallest_p"] == pytest.approx(2 / 120)
    without = found.loc["Feedback Loops for Continuous Improvement"]
    assert without["correlation"] == pytest.approx(1)
    assert without["p_value"] == pytest.approx(2 / math.factorial(4))


@pytest.mark.parametrize("size", [2, 9])
def test_too_few_or_too_many_items_are_refused(size):
    """All pairings of nine items are too many to try, of two too few to say."""
    values = pd.Series(range(size))
    with pytest.raises(ValueError, match=rf"^{size} items; expected 3 to 8"):
        percentages.rank_correlation(values, values)


def test_equal_values_are_refused():
    """They have no order."""
    with pytest.raises(ValueError, match=r"^all values are equal"):
        percentages.rank_correlation(pd.Series([1, 1, 1]), pd.Series([1, 2, 3]))
