"""Draws are a function of what they are for and of whom they meet."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mlops_study.lifecycle import Organisation, Scenario, simulate
from mlops_study.lifecycle.draws import (
    PURPOSES,
    identity,
    kind_of,
    model_of,
    philox,
    uniform,
    unit,
    words,
)
from mlops_study.lifecycle.events import KINDS
from mlops_study.lifecycle.settings import settings

WORD = st.integers(0, 2**64 - 1)


def raw(key: list[int], counter: list[int]) -> list[int]:
    """Return what NumPy's generator makes of a counter, which it first moves on."""
    before = sum(word << 64 * i for i, word in enumerate(counter)) - 1
    turned = [before >> 64 * i & 2**64 - 1 for i in range(4)]
    bits = np.random.Philox(
        key=np.array(key, np.uint64), counter=np.array(turned, np.uint64)
    )
    return bits.random_raw(4).tolist()


@given(key=st.tuples(WORD, WORD), counter=st.tuples(WORD, WORD, WORD, WORD))
def test_the_generator_is_that_of_numpy(key, counter):
    """Philox 4x64-10, for any key and counter."""
    found = philox(*map(np.uint64, key), tuple(map(np.uint64, counter)))
    assert [int(word) for word in found] == raw(list(key), list(counter))


@given(seed=WORD, replication=st.integers(0, 2**63), entity=st.integers(0, 2**45))
def test_seed_and_replication_are_the_key_and_the_rest_the_counter(
    seed, replication, entity
):
    """Purpose, entity and place; a draw is made of the first of four words."""
    p = settings(Scenario(), seed, replication)
    expected = raw([seed, replication], [7, entity, 3, 0])
    assert [int(word) for word in words(p, 7, entity, 3)] == expected
    assert uniform(p, 7, entity, 3) == unit(np.uint64(expected[0]))


def test_every_purpose_and_entity_has_a_draw_of_its_own():
    """No two places of the study share one."""
    drawn = [
        uniform(settings(Scenario(), seed, replication), purpose, entity, place)
        for seed in (0, 1)
        for replication in (0, 1)
        for purpose in range(PURPOSES)
        for entity in (0, 1)
        for place in (0, 1)
    ]
    assert len(set(drawn)) == len(drawn)


@given(WORD)
def test_a_draw_is_52_bits_of_a_word(word):
    """In the middle of where a real number with these first bits lies."""
    assert unit(np.uint64(word)) == pytest.approx((word / 2 + 0.25) / 2**63, abs=2**-52)


@pytest.mark.parametrize(
    "word",
    [0, 2**64 - 1],
)
def test_a_draw_is_neither_0_nor_1(word):
    """Of which some distributions would make infinity."""
    assert 0 < unit(np.uint64(word)) < 1


def test_draws_are_uniform():
    """A Kolmogorov-Smirnov test at a false-alarm rate of one in a thousand."""
    p = settings(Scenario(), 5, 0)
    drawn = [
        uniform(p, 3, entity, place) for entity in range(100) for place in range(99)
    ]
    assert stats.kstest(drawn, "uniform").pvalue > 0.001


@given(
    model=st.integers(0, 999),
    kind=st.integers(0, len(KINDS) - 1),
    number=st.integers(0, 2**32 - 1),
)
def test_an_item_says_its_model_and_its_kind(model, kind, number):
    """And no two items are the same number."""
    item = identity(model, kind, number)
    assert (model_of(item), kind_of(item)) == (model, kind)
    assert item - identity(model, kind, 0) == number


def test_a_larger_portfolio_keeps_the_demand_of_the_smaller():
    """Requests of the first models come at the same times beside more models."""
    asked = []
    for models in (2, 5):
        scenario = Scenario(organisation=Organisation(models=models))
        log = simulate(scenario, seed=1).log
        own = log[(log["event"] == "requested") & (log["kind"] == "improvement")]
        asked.append(own[own["model"] < 2][["item", "time"]].to_numpy().tolist())
    assert asked[0] == asked[1]
    assert len(asked[0]) > 5
