"""Draws belong to entities, and mean what their distributions say."""

import dataclasses
from itertools import islice, takewhile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mlops_study.lifecycle.luck import STRONGEST, Luck, Visit, duration, shares
from mlops_study.lifecycle.streams import BLOCK, Stream, endless, uniforms
from scipy import stats

from mlops_study.lifecycle import (
    Observations,
    Organisation,
    Practices,
    Process,
    Scenario,
    simulate,
)

PLACES = (np.arange(20_000) + 0.5) / 20_000
"""Evenly spread places between 0 and 1, in the role of draws."""


def test_a_longer_block_begins_with_the_shorter():
    """A model more in the portfolio leaves the draws of the others alone."""
    few = uniforms(1, 2, Stream.TRAINING, 0, 0, 0, size=3 * BLOCK)
    more = uniforms(1, 2, Stream.TRAINING, 0, 0, 0, size=4 * BLOCK)
    assert (more[: 3 * BLOCK] == few).all()


def test_endless_draws_are_those_of_one_long_block():
    """Blocks of any size, put together, are the same numbers."""
    blocks = list(islice(endless(4, 1, Stream.MONITORING, 3, size=7), 5))
    whole = uniforms(4, 1, Stream.MONITORING, 3, size=35)
    assert np.concatenate(blocks).tolist() == whole.tolist()


def test_every_stream_and_entity_has_draws_of_its_own():
    """No two places of the study share a block."""
    firsts = {
        uniforms(seed, replication, stream, *entity)[0]
        for seed in (0, 1)
        for replication in (0, 1)
        for stream in Stream
        for entity in [(0,), (1,), (0, 0), (0, 1)]
    }
    assert len(firsts) == 2 * 2 * len(Stream) * 4


def test_draws_are_uniform():
    """A Kolmogorov-Smirnov test at a false-alarm rate of one in a thousand."""
    drawn = np.concatenate([uniforms(5, r, Stream.DEFECT, 0) for r in range(300)])
    assert 0 < drawn.min() < drawn.max() < 1
    assert stats.kstest(drawn, "uniform").pvalue > 0.001


@pytest.mark.parametrize("family", ["lognormal", "gamma"])
@given(mean=st.floats(0.01, 100), cv=st.floats(0.1, 1.5))
def test_durations_have_their_mean_and_variation(family, mean, cv):
    """Moments over evenly spread places equal those asked for."""
    values = duration(PLACES, mean, cv, family)
    assert values.mean() == pytest.approx(mean, rel=0.02)
    assert values.std() / values.mean() == pytest.approx(cv, rel=0.12)


def test_a_gamma_of_variation_one_is_exponential():
    """Its quantiles are those of SciPy's exponential distribution."""
    expected = stats.expon.ppf(PLACES, scale=3.0)
    assert duration(PLACES, 3.0, 1.0, "gamma") == pytest.approx(expected)


@given(low=st.floats(0.0, 10), more=st.floats(0, 10), u=st.floats(0.001, 0.999))
def test_a_longer_mean_is_a_longer_duration(low, more, u):
    """At equal luck, more of the mean is never less of the value."""
    one, other = (duration(np.array([u]), m, 1.0)[0] for m in (low, low + more))
    assert other >= one


def test_the_same_item_meets_the_same_luck_in_every_scenario():
    """Training times and defects rank alike whatever practices are adopted."""
    basic = Luck(Scenario(), 7, 0)
    advanced = Luck(Scenario(practices=Practices(automation=1.0, ci_cd=1.0)), 7, 0)
    one = Visit(**basic.visits("retraining", 0, 0))
    other = Visit(**advanced.visits("retraining", 0, 0))
    assert one.training == other.training
    assert (
        np.argsort(one.preparation).tolist() == np.argsort(other.preparation).tolist()
    )
    # fewer defects are a part of the more, and more catches a whole of the fewer
    assert all(a or not b for a, b in zip(one.defective, other.defective, strict=True))
    assert all(b or not a for a, b in zip(one.caught, other.caught, strict=True))


def test_a_larger_portfolio_keeps_the_demand_of_the_smaller():
    """Requests of the first models come at the same times beside more models."""
    few, many = (
        Observations(simulate(Scenario(organisation=staff), seed=1)).items
        for staff in (Organisation(models=2), Organisation(models=5))
    )
    for name in (0, 1):
        asked = [
            life.loc[
                (life["model"] == name) & (life["kind"] == "improvement"), "requested"
            ].tolist()
            for life in (few, many)
        ]
        assert asked[0] == asked[1]


def test_demand_is_a_poisson_process():
    """Gaps between requests are exponential with the mean that is asked for."""
    scenario = Scenario(organisation=Organisation(improvement_interval=10.0))
    arrivals = Luck(scenario, 3, 0).arrivals(0)
    times = list(takewhile(lambda time: time < 20_000, arrivals))
    assert times == sorted(times)
    gaps = np.diff(times)
    assert stats.kstest(gaps, stats.expon(scale=10.0).cdf).pvalue > 0.001


@pytest.mark.parametrize("interval", [float("inf"), 1e308])
def test_demand_that_never_comes_is_none(interval):
    """However it is written."""
    organisation = Organisation(improvement_interval=interval)
    luck = Luck(Scenario(organisation=organisation), 1, 0)
    assert list(luck.arrivals(0)) == []


def test_a_repair_needs_no_access_and_rework_only_a_part():
    """Shares by kind and attempt, by hand."""
    process = Process(retraining_share=0.3, repair_share=0.2, rework_share=0.5)
    assert shares(process, "retraining", 0) == (0.3, 0.3)
    assert shares(process, "retraining", 2) == (0.0, 0.15)
    assert shares(process, "repair", 0) == (0.0, 0.2)
    assert shares(process, "improvement", 1) == (0.0, 0.5)


def test_some_models_are_stable_and_none_ages_without_bound():
    """The share of stable models and the largest strength are as the process says."""
    process = dataclasses.replace(Process(), stable_share=0.3, ageing_cv=2.0)
    scenario = Scenario(
        organisation=Organisation(models=1000), without=process, full=process
    )
    strengths = np.array(Luck(scenario, 1, 0).strengths())
    assert np.mean(strengths == 0) == pytest.approx(0.3, abs=0.05)
    assert strengths.max() == STRONGEST


def test_a_harm_shows_after_as_many_labels_as_the_process_says():
    """Evidence comes at the rate of labels: twice the labels, half the time."""
    few, many = (
        Luck(Scenario(organisation=Organisation(models=500, labels_per_day=n)), 2, 0)
        for n in (20.0, 40.0)
    )
    one, other = (
        np.array(Visit(**luck.visits("repair", 0, 0)).evidence) for luck in (few, many)
    )
    assert one == pytest.approx(2 * other)
    mean = Process().evidence / 20.0
    assert abs(one.mean() - mean) <= 4 * mean / np.sqrt(len(one))
