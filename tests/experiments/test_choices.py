"""What worlds say of a choice, by hand and in worlds of pure luck."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study.experiments import choices, gains
from mlops_study.lifecycle import PRACTICES


def table(values, options="ab") -> pd.DataFrame:
    """Make gains of an array of worlds, replications and options."""
    values = np.asarray(values, float)
    worlds, replications, k = values.shape
    index = pd.MultiIndex.from_product(
        [range(worlds), range(replications)], names=["world", "replication"]
    )
    return pd.DataFrame(values.reshape(-1, k), index, list(options))


def luck(worlds: int, replications: int, k: int = 5) -> pd.DataFrame:
    """Make options that are alike, whatever the world: all is luck."""
    rng = np.random.default_rng([worlds, replications])
    return table(rng.normal(size=(worlds, replications, k)), "abcde"[:k])


BY_HAND = table(
    [
        [[4.0, 1.0], [6.0, 1.0]],  # a, by more than the interest
        [[1.0, 2.0], [1.0, 2.0]],  # b, by less
        [[-3.0, 0.0], [-5.0, 0.0]],  # b, and a harms
        [[3.0, 3.0], [1.0, 1.0]],  # neither
    ]
)


def test_shares_and_regret_are_those_counted_by_hand():
    """Ties are shared; what is just as good as the best is not regretted."""
    found = choices(BY_HAND, 1.5).set_index("practice")
    assert found["best"].to_dict() == {"a": 0.375, "b": 0.625}
    assert found["clear"].to_dict() == {"a": 0.25, "b": 0.25}
    assert found["helpful"].to_dict() == {"a": 0.5, "b": 0.5}
    assert found["harmful"].to_dict() == {"a": 0.25, "b": 0.0}
    assert found["regret"].to_dict() == {"a": 5 / 4, "b": 1.0}


def test_without_luck_the_best_is_the_best_again():
    """Each option where it is best, whether or not it often is."""
    found = choices(table([[[2.0, 1.0]] * 3, [[0.0, 1.0]] * 3, [[0.0, 2.0]] * 3]))
    assert found["again"].tolist() == [1.0, 1.0]
    never = choices(table([[[2.0, 1.0]] * 2] * 3))["again"]
    assert never.isna().tolist() == [False, True]


@pytest.mark.parametrize("replications", [2, 4])
def test_luck_alone_is_seen_for_what_it_is(replications):
    """Shares alike, best again as often as by chance, and no regret.

    Uncorrected, the best of a world would seem 1.16 standard errors better.
    """
    found = choices(luck(4_000, replications))
    assert found["best"].to_numpy() == pytest.approx(0.2, abs=0.03)
    assert found["again"].to_numpy() == pytest.approx(0.2, abs=0.03)
    assert found["regret"].abs().max() < 0.06
    naive = luck(4_000, replications).groupby("world").mean().max(axis=1).mean()
    assert naive == pytest.approx(1.163 / np.sqrt(replications), rel=0.05)


def test_luck_makes_a_sure_best_look_unsure_and_replications_mend_it():
    """An option is best in all worlds, by one standard deviation of a run."""
    shares = []
    for replications in (2, 8, 32):
        values = luck(1_000, replications)
        values["a"] += 1
        found = choices(values).set_index("practice")
        shares.append((found.loc["a", "best"], found.loc["a", "again"]))
    assert shares == sorted(shares)
    assert shares[0][0] < 0.7 < 0.98 < shares[-1][0]


@given(shift=st.floats(-3, 3), scale=st.floats(0.1, 10))
def test_regret_has_the_unit_of_the_gains_and_shares_have_none(shift, scale):
    """What all options gain changes neither who is best nor the regret."""
    values = luck(30, 2)
    usual, other = choices(values), choices(scale * (values + shift))
    assert other["best"].tolist() == usual["best"].tolist()
    assert other["regret"].to_numpy() == pytest.approx(
        scale * usual["regret"].to_numpy(), abs=1e-9
    )


def test_one_replication_cannot_tell_luck():
    """And is refused."""
    with pytest.raises(ValueError, match="one replication a world; expected at"):
        choices(luck(3, 1))


def test_gains_are_paired_and_point_to_what_is_wanted():
    """Less cost is a gain; a world in which A lacks a value is left out as a whole."""
    names = ["A", *(f"+ {p}" for p in PRACTICES)]
    rows = [
        {
            "world": w,
            "replication": r,
            "scenario": name,
            "cost": 10.0 * w + r - i,
            "x": i,
        }
        for w in range(3)
        for r in range(2)
        for i, name in enumerate(names)
    ]
    results = pd.DataFrame(rows).sample(frac=1, random_state=1)
    results["recall"] = -results["cost"]
    first = (results["world"] == 1) & (results["replication"] == 0)
    other = (results["world"] == 2) & (results["replication"] == 0)
    lacking = first & (results["scenario"] == "A")
    lacking |= other & (results["scenario"] == "+ cloud")
    results.loc[lacking, ["cost", "recall"]] = np.nan
    for kpi in ("cost", "recall"):
        found = gains(results, kpi)
        assert found.index.tolist() == [(0, 0), (0, 1), (2, 0), (2, 1)]
        assert list(found) == list(PRACTICES)
        assert found.isna().sum().to_dict() == {p: int(p == "cloud") for p in PRACTICES}
        assert (found.fillna(3) == [1, 2, 3, 4, 5]).all(axis=None)


def test_a_faulty_option_is_neither_best_nor_harmful_and_regretted_nowhere():
    """It takes no part in that world; where all are faulty none is best."""
    faulty = table(
        [
            [[4.0, 1.0], [np.nan, 1.0]],  # b is left
            [[5.0, 1.0], [5.0, 1.0]],  # a
            [[np.nan, np.nan], [1.0, 1.0]],  # none
            [[2.0, 1.0], [2.0, 1.0]],  # a, by less than the interest
        ]
    )
    found = choices(faulty, 1.5).set_index("practice")
    assert found["best"].to_dict() == {"a": 0.5, "b": 0.25}
    assert found["clear"].to_dict() == {"a": 0.25, "b": 0.25}
    assert found["harmful"].to_dict() == {"a": 0, "b": 0}
    assert found["faulty"].to_dict() == {"a": 0.5, "b": 0.25}
    assert found["regret"].to_dict() == {"a": 0, "b": pytest.approx(5 / 3)}
