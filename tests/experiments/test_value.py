"""The value of information: closed forms, worlds of pure luck, thresholds by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from scipy.stats import qmc

from mlops_study import experiments
from mlops_study.experiments import Knowledge


def linear(worlds: int, *, noise: float = 0.0, replications: int = 2, seed: int = 1):
    """Make worlds of normal inputs, and two options of which one is linear in them.

    The gain of ``b`` is 0.4 + 2 x + y, and that of ``a`` nothing; ``z`` does nothing.
    """
    points = qmc.Sobol(3, rng=seed).random(worlds)
    inputs = pd.DataFrame(stats.norm.ppf(points), columns=["x", "y", "z"])
    mean = 0.4 + 2 * inputs["x"] + inputs["y"]
    rng = np.random.default_rng(seed)
    values = rng.normal(0, 1, (worlds, replications, 2)) * noise
    values[:, :, 1] += mean.to_numpy()[:, None]
    index = pd.MultiIndex.from_product(
        [range(worlds), range(replications)], names=["world", "replication"]
    )
    frame = pd.DataFrame(values.reshape(-1, 2), index, ["a", "b"])
    return frame, inputs.rename_axis("world")


def closed(mean: float, sd: float) -> float:
    """Return what it is worth to know a normal gain against none before choosing."""
    ahead = mean * stats.norm.cdf(mean / sd) + sd * stats.norm.pdf(mean / sd)
    return ahead - max(mean, 0)


TRUE = {"x": closed(0.4, 2), "y": closed(0.4, 1), "x, y": closed(0.4, np.sqrt(5))}


@pytest.mark.parametrize("noise", [0.0, 3.0])
def test_linear_normal_gains_have_the_closed_form(noise):
    """Of each input, of two together, and of all; luck in the runs changes nothing."""
    frame, inputs = linear(4096, noise=noise)
    chosen = [("x",), ("y",), ("z",), ("x", "y")]
    known = Knowledge(frame, inputs, level=0.999)
    found = known.information(chosen).set_index("input")
    for name, true in TRUE.items():
        assert found.loc[name, "low"] < true < found.loc[name, "high"]
        assert found.loc[name, "value"] == pytest.approx(true, abs=0.05)
    assert found.loc["z", "low"] <= 0 <= found.loc["z", "high"]
    least, most = known.perfect()
    assert least.low < TRUE["x, y"] < most.high
    if not noise:
        assert least == most
        assert least.low < TRUE["x, y"] < least.high


def test_the_bounds_of_all_knowledge_close_in_as_replications_grow():
    """Least from below and most from above, on the closed form."""
    bounds = []
    for replications in (2, 8, 64):
        frame, inputs = linear(1024, noise=3.0, replications=replications)
        least, most = Knowledge(frame, inputs).perfect()
        bounds.append((least.difference, most.difference))
    lows, highs = zip(*bounds, strict=True)
    assert list(lows) == sorted(lows)
    assert list(highs) == sorted(highs, reverse=True)
    assert lows[-1] < TRUE["x, y"] * 1.05 < highs[-1] * 1.1
    assert highs[-1] - lows[-1] < 0.1


def test_in_a_world_of_pure_luck_nothing_is_worth_knowing():
    """By few replications all seems worth half a standard deviation: that is luck."""
    rng = np.random.default_rng(0)
    _, inputs = linear(1024)
    index = pd.MultiIndex.from_product(
        [range(1024), range(2)], names=["world", "replication"]
    )
    gains = pd.DataFrame(rng.normal(size=(2048, 5)), index, list("abcde"))
    known = Knowledge(gains, inputs, level=0.999)
    each = known.information()
    assert (each["low"] < 0).all()
    assert each["value"].max() < 0.05
    least, most = known.perfect()
    assert least.low < 0
    assert most.low > 0.7
    assert Knowledge(gains, inputs).flips()["low"].lt(0).all()


def test_intervals_hold_as_often_as_they_say():
    """Of many small studies, at 95 %: seldom below, seldom above, mostly within."""
    missed = []
    for seed in range(100):
        frame, inputs = linear(256, noise=1.0, seed=seed)
        found = Knowledge(frame, inputs).information([("x",)]).iloc[0]
        missed.append(not found["low"] <= TRUE["x"] <= found["high"])
    assert np.mean(missed) < 0.12


def test_words_are_an_input_like_numbers():
    """One word makes b better by 1, one worse by 3: worth 1/2, as b is worse."""
    words = pd.DataFrame({"word": ["up", "down"] * 200}).rename_axis("world")
    index = pd.MultiIndex.from_product(
        [range(400), range(2)], names=["world", "replication"]
    )
    gain = np.repeat(np.where(words["word"] == "up", 1.0, -3.0), 2)
    frame = pd.DataFrame({"a": 0.0, "b": gain}, index)
    known = Knowledge(frame, words)
    assert known.information()["value"].tolist() == pytest.approx([0.5])
    found = known.flips()
    assert found[["input", "best", "start", "end"]].to_numpy().tolist() == [
        ["word", "b", "up", "up"]
    ]
    assert found["lead"].tolist() == pytest.approx([1.0])


def test_the_answer_flips_where_the_lines_cross():
    """B overtakes a at x = -0.2, where 0.4 + 2 x = 0; at no z."""
    frame, inputs = linear(2048, noise=0.5)
    found = Knowledge(frame, inputs).flips().set_index("input")
    assert set(found["best"]) == {"a"}
    assert "z" not in found.index
    assert found.loc["x", "end"] == pytest.approx(-0.2, abs=0.1)
    assert found.loc["y", "end"] == pytest.approx(-0.4, abs=0.15)
    assert found.loc["x", "start"] < -2
    assert found.loc["x", "low"] > 0


def test_a_practice_that_is_best_in_the_middle_has_one_stretch():
    """Between two values of the usual best."""
    x = pd.DataFrame({"x": np.linspace(0, 1, 400)}).rename_axis("world")
    index = pd.MultiIndex.from_product(
        [range(400), range(2)], names=["world", "replication"]
    )
    gain = np.repeat(1 - 16 * (x["x"].to_numpy() - 0.5) ** 2, 2)
    found = Knowledge(pd.DataFrame({"a": 0.0, "b": gain}, index), x).flips()
    assert len(found) == 1
    assert found.loc[0, ["start", "end"]].tolist() == pytest.approx(
        [0.25, 0.75], abs=0.02
    )
    assert found.loc[0, "lead"] == pytest.approx(1, abs=0.01)


def test_worlds_in_which_an_option_lacks_a_value_do_not_count():
    """As if they had not been drawn."""
    frame, inputs = linear(256, noise=1.0)
    lacking = frame.copy()
    lacking.loc[[(3, 1), (77, 0)], "b"] = np.nan
    kept = frame.drop([3, 77], level="world")
    one, other = Knowledge(lacking, inputs), Knowledge(kept, inputs)
    pd.testing.assert_frame_equal(one.worth(), other.worth())
    pd.testing.assert_frame_equal(one.flips(), other.flips())


def test_what_values_are_worth_comes_alone_together_and_in_all():
    """The best first; together the best of them; of a single value no together."""
    frame, inputs = linear(1024, noise=1.0)
    found = Knowledge(frame, inputs).worth()["input"].tolist()
    assert found == ["x", "y", "z", "x, y, z", *experiments.ENDS]
    assert len(Knowledge(frame, inputs[["x"]]).worth()) == 1 + len(experiments.ENDS)
