"""Exact Shapley values of known games, and of made-up runs."""

from itertools import combinations, permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import experiments
from mlops_study.experiments import (
    attribution,
    factorial_design,
    interaction_weights,
    practice_design,
    shapley_weights,
)
from mlops_study.experiments.attribution import coalitions
from mlops_study.lifecycle import PRACTICES

outcomes = st.lists(st.floats(-100, 100), min_size=16, max_size=16)


def test_an_additive_game_gives_each_its_own():
    """And no pair an interaction."""
    own = np.array([3.0, -1.0, 0.5, 0.0, 2.0])
    game = coalitions(5) @ own
    assert shapley_weights(5) @ game == pytest.approx(own)
    assert interaction_weights(5) @ game == pytest.approx(np.zeros(10))


def test_a_game_of_pure_interaction_is_shared_equally():
    """Worth 1 only where two are both in: half each, and all their interaction."""
    member = coalitions(5)
    game = (member[:, 1] & member[:, 3]).astype(float)
    assert shapley_weights(5) @ game == pytest.approx([0, 0.5, 0, 0.5, 0])
    pairs = list(combinations(range(5), 2))
    found = dict(zip(pairs, interaction_weights(5) @ game, strict=True))
    assert found == pytest.approx({pair: float(pair == (1, 3)) for pair in pairs})
    unanimity = member.all(axis=1).astype(float)
    assert shapley_weights(5) @ unanimity == pytest.approx([0.2] * 5)


@given(outcomes)
def test_shapley_values_are_means_over_all_orders(game):
    """By brute force; together they are the way from none to all."""
    total = np.zeros(4)
    for order in permutations(range(4)):
        here = 0
        for player in order:
            total[player] += game[here | 1 << player] - game[here]
            here |= 1 << player
    found = shapley_weights(4) @ game
    assert found == pytest.approx(total / 24, abs=1e-9)
    assert found.sum() == pytest.approx(game[-1] - game[0], abs=1e-9)


@given(outcomes)
def test_an_interaction_is_what_a_player_is_worth_more_beside_the_other(game):
    """The difference of Shapley values in the games with and without the other."""
    game = np.array(game)
    member = coalitions(4)
    for (i, j), found in zip(
        combinations(range(4), 2), interaction_weights(4) @ game, strict=True
    ):
        other = np.delete(np.arange(4), j).tolist().index(i)
        beside = [
            (shapley_weights(3) @ game[member[:, j] == there])[other]
            for there in (False, True)
        ]
        assert found == pytest.approx(beside[1] - beside[0], abs=1e-9)


def test_the_factorial_holds_the_practice_design():
    """Thirty-two organisations, each of its practices; those of both are the same."""
    every = factorial_design()
    assert len(every) == 32
    member = coalitions(5)
    for row, scenario in zip(member, every.values(), strict=True):
        levels = [scenario.practices.levels[p] > 0 for p in PRACTICES]
        assert levels == row.tolist()
        assert scenario.organisation.training_nodes == (0 if row[2] else 3)
    for name, scenario in practice_design().items():
        assert every[name] == scenario


def runs(worlds: int = 1) -> pd.DataFrame:
    """Make runs in which each practice lowers cost by its number, two jointly by 6."""
    rng = np.random.default_rng(4)
    frames = []
    for world in range(worlds):
        for replication in range(6):
            luck = rng.normal(0, 5)
            member = coalitions(5)
            cost = (
                luck + 90 - member @ np.arange(1, 6) - 6 * member[:, 0] * member[:, 1]
            )
            frame = pd.DataFrame({"scenario": list(factorial_design()), "cost": cost})
            own = rng.normal(0, 0.1, 32) + world
            frames.append(
                frame.assign(cost=cost + own, world=world, replication=replication)
            )
    return pd.concat(frames)


def test_attribution_is_exact_and_paired():
    """Luck that all share cancels; intervals are of the means over replications."""
    found = attribution(runs().drop(columns="world"), ["cost"]).set_index(
        ["measure", "practice", "other"]
    )
    names = list(PRACTICES)
    expected = {
        "shapley": [-4, -5, -3, -4, -5],
        "first": [-1, -2, -3, -4, -5],
        "last": [-7, -8, -3, -4, -5],
        "order": [-6, -6, 0, 0, 0],
    }
    for measure, values in expected.items():
        for name, value in zip(names, values, strict=True):
            row = found.loc[(measure, name, "")]
            assert row["mean"] == pytest.approx(value, abs=0.3)
            assert row["low"] < row["mean"] < row["high"]
    row = found.loc[("interaction", names[0], names[1])]
    assert row["mean"] == pytest.approx(-6, abs=0.3)
    rest = found.loc["interaction"]["mean"].drop((names[0], names[1]))
    assert rest.abs().max() < 0.3


def test_a_world_that_lacks_a_value_does_not_count():
    """Not by its other replications, either."""
    results = runs(worlds=3).reset_index(drop=True)
    others = results[results["world"] != 1]
    results.loc[results["world"].eq(1).idxmax(), "cost"] = np.nan
    found = attribution(results, ["cost"])
    assert found["n"].unique().tolist() == [2]
    pd.testing.assert_frame_equal(found, attribution(others, ["cost"]))


def test_worlds_count_once_each():
    """Whatever the number of replications in them."""
    results = runs(worlds=4)
    means = results.groupby(["world", "scenario"], as_index=False)["cost"].mean()
    pd.testing.assert_frame_equal(
        attribution(results, ["cost"]),
        attribution(means.rename(columns={"world": "replication"}), ["cost"]),
    )


def test_further_sets_are_those_of_two_practices_and_more():
    """Every set once, with those of one practice and none."""
    further = experiments.further_design()
    assert len(further) == 2**5 - 1 - 5
    assert experiments.next_design() | further == factorial_design()
