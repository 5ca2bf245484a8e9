"""Multiple comparisons with the best: levels by simulation, bounds by other paths."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mlops_study.experiments import with_best
from mlops_study.percentages import each_of

K = range(2, 6)
SIZES = (10, 20, 40)


def luck(kind: str, cases: int, n: int, k: int) -> np.ndarray:
    """Draw replications of practices whose means are equal: case, replication, k."""
    rng = np.random.default_rng([k, n])
    own = rng.normal(size=(cases, n, k))
    shared = rng.normal(size=(cases, n, 1))
    if kind == "unequal variances":
        return own * np.geomspace(1, 10, k)
    if kind == "correlated":
        return own * np.geomspace(0.5, 2, k) + 3 * shared
    if kind == "all but one alike":
        own[..., 1:] = 0.2 * own[..., 1:] + shared
    return own


def at_most(share: float, cases: int) -> float:
    """Return the share that such a probability exceeds once in 10,000 tests."""
    return stats.binom.ppf(0.9999, cases, share) / cases


@pytest.mark.parametrize(
    "cases", [400, pytest.param(10_000, marks=[pytest.mark.slow, pytest.mark.no_cover])]
)
@pytest.mark.parametrize(
    "kind", ["equal variances", "unequal variances", "correlated", "all but one alike"]
)
def test_equal_practices_are_seldom_said_to_differ(kind, cases):
    """One surely best or another surely worse, falsely: at most 5 % at 95 %.

    Of two practices exactly 5 %, since the test is Student's: luck is allowed for, but
    at the level at which the advice compares them, for all goals at once.
    """
    exact = at_most(0.05, cases)
    for k, n in product(K, SIZES):
        values = luck(kind, cases, n, k)
        for level, most in (
            (0.95, exact if k == 2 else 0.05),
            (each_of(8, 0.95), 0.05),
        ):
            low, high = with_best(values, level)
            assert ((low > 0) | (high < 0)).any(axis=-1).mean() <= most


@pytest.mark.parametrize(
    "cases", [300, pytest.param(10_000, marks=[pytest.mark.slow, pytest.mark.no_cover])]
)
def test_the_bounds_hold_together_wherever_the_means_lie(cases):
    """Of distances from the best of the others, drawn anew, with and without ties."""
    rng = np.random.default_rng(5)
    for k in K:
        means = rng.normal(size=(cases, 1, k)).round(0 if k % 2 else 2)
        values = means + luck("unequal variances", cases, 15, k)
        low, high = with_best(values, 0.95)
        others = np.where(np.eye(k, dtype=bool), -np.inf, means).max(axis=-1)
        true = means[:, 0] - others
        missed = ((true < low) | (true > high)).any(axis=-1).mean()
        assert missed <= at_most(0.05, cases)


def test_a_clear_best_is_found_nearly_as_often_as_if_it_were_named_before():
    """One standard deviation ahead in 20 runs, among five."""
    values = luck("equal variances", 2_000, 20, 5)
    values[..., 0] += np.sqrt(2)
    low, _ = with_best(values, 0.95)
    named = stats.ttest_rel(values[..., 0], values[..., 1], axis=-1).pvalue < 0.05
    assert (low[..., 0] > 0).mean() > 0.8 * named.mean() > 0.7


def test_bounds_of_two_are_those_of_the_paired_test():
    """SciPy's interval of the difference, and its mirror."""
    x = luck("correlated", 1, 12, 2)[0]
    low, high = with_best(x, 0.9)
    found = stats.ttest_rel(x[:, 0], x[:, 1]).confidence_interval(0.9)
    assert [low[0], high[0]] == pytest.approx(list(found))
    assert [-high[1], -low[1]] == pytest.approx(list(found))


def test_bounds_are_the_widest_over_who_may_be_the_best():
    """By loops: what follows for each if this one or that one were the best."""
    rng = np.random.default_rng(2)
    for ahead in (0, 1, 2, 4):
        x = rng.normal([0, 0.5, ahead, ahead], size=(9, 4))
        pairs = {
            (i, j): stats.ttest_rel(x[:, i], x[:, j]).confidence_interval(1 - 0.05 / 3)
            for i in range(4)
            for j in range(4)
            if i != j
        }
        may_be = {
            i
            for i in range(4)
            if not any(pairs[j, i].low > 0 for j in range(4) if j != i)
        }
        low, high = with_best(x, 0.95)
        for i in range(4):
            cases = [pairs[i, j] for j in may_be - {i}]
            if i in may_be:
                own = [pairs[i, j] for j in range(4) if j != i]
                cases.append((min(p.low for p in own), min(p.high for p in own)))
            assert low[i] == pytest.approx(min(case[0] for case in cases))
            assert high[i] == pytest.approx(max(case[1] for case in cases))


@given(
    scale=st.floats(0.1, 10), shift=st.floats(-5, 5), order=st.permutations(range(4))
)
def test_bounds_follow_units_and_names(scale, shift, order):
    """Another unit scales them, luck that all share leaves them, names only name."""
    x = luck("equal variances", 1, 6, 4)[0]
    again = scale * (x + shift * np.arange(6)[:, None])[:, order]
    for end, other in zip(with_best(x, 0.95), with_best(again, 0.95), strict=True):
        assert other == pytest.approx(scale * end[order])


def test_one_run_says_nothing_and_no_difference_is_none():
    """No bounds without a second run; zero where all runs are equal."""
    assert np.isnan(with_best([[1.0, 2.0]], 0.95)).all()
    assert with_best(np.ones((5, 3)), 0.95)[0].tolist() == [0, 0, 0]
