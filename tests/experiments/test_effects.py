"""Effects of inputs: known answers of Ishigami and the g-function."""

from itertools import chain, combinations
from math import comb

import numpy as np
import pandas as pd
import pytest

from mlops_study.experiments import block, convergence, effects, effects_design

NAMES = ["x", "y", "z"]
A = np.array([0.0, 1.0, 4.5])


def ishigami(shares: pd.DataFrame) -> pd.Series:
    x, y, z = (2 * np.pi * (shares - 0.5)).to_numpy().T
    value = np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)
    return pd.Series(value, shares.index)


def g_function(shares: pd.DataFrame) -> pd.Series:
    return ((4 * shares - 2).abs() + A).div(1 + A).prod(axis=1)


def parts(name: str) -> dict[frozenset, float]:
    """Return the shares of the variance by the set of inputs that interact."""
    if name == "ishigami":
        x = (1 + 0.1 * np.pi**4 / 5) ** 2 / 2
        y, xz = 49 / 8, 0.1**2 * np.pi**8 * 8 / 225
        found = {"x": x, "y": y, "xz": xz}
    else:
        own = dict(zip(NAMES, 1 / (3 * (1 + A) ** 2), strict=True))
        subsets = chain.from_iterable(combinations(NAMES, k) for k in (1, 2, 3))
        found = {"".join(s): np.prod([own[i] for i in s]) for s in subsets}
    total = sum(found.values())
    return {frozenset(key): value / total for key, value in found.items()}


def analytic(name: str) -> dict[tuple[str, str], float]:
    """Return first-order, total and Shapley effects from the parts."""
    found = {}
    for i in NAMES:
        own = {s: v for s, v in parts(name).items() if i in s}
        found["first", i] = own.get(frozenset(i), 0.0)
        found["total", i] = sum(own.values())
        found["shapley", i] = sum(v / len(s) for s, v in own.items())
    return found


FUNCTIONS = {"ishigami": ishigami, "g": g_function}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(("method", "blocks"), [("sobol", 2048), ("shapley", 8192)])
def test_effects_are_the_analytic_ones_within_their_intervals(name, method, blocks):
    """First-order, total and Shapley, at 99.9 %; and the intervals are narrow."""
    design = effects_design(method, NAMES, blocks, seed=3)
    found = effects(method, design, FUNCTIONS[name](design), seed=1, level=0.999)
    assert len(found) == (6 if method == "sobol" else 3)
    for row in found.itertuples():
        true = analytic(name)[row.index, row.input]
        assert row.low <= true <= row.high
        assert row.high - row.low < 0.3
        assert row.value == pytest.approx(true, abs=0.05)


def test_shapley_effects_add_up_to_one():
    """Whatever the sample."""
    design = effects_design("shapley", NAMES, 20, seed=3)
    found = effects("shapley", design, ishigami(design), seed=1)
    assert found["value"].sum() == pytest.approx(1)


def test_morris_finds_what_does_nothing():
    """And of a linear function the size of each coefficient."""
    design = effects_design("morris", NAMES, 20, seed=3)
    outcome = 3 * design["x"] - 2 * design["y"]
    found = effects("morris", design, outcome, seed=1)
    assert found["value"].tolist() == pytest.approx([3, 2, 0])


@pytest.mark.parametrize("method", ["morris", "sobol", "shapley"])
def test_a_block_that_lacks_an_outcome_is_left_out(method):
    """And counted, as if it had not been drawn."""
    size = block(method, 3)
    design = effects_design(method, NAMES, 16, seed=3)
    outcome = ishigami(design)
    fewer = effects(method, design.iloc[size:], outcome, seed=1)
    outcome.iloc[1] = np.nan
    lacking = effects(method, design, outcome, seed=1)
    assert lacking["blocks"].unique().tolist() == [15]
    pd.testing.assert_frame_equal(lacking, fewer)


def test_convergence_ends_with_all_blocks():
    """Of ever more blocks, each a part of the next; intervals shrink."""
    design = effects_design("sobol", NAMES, 128, seed=3)
    outcome = ishigami(design)
    found = convergence("sobol", design, outcome, seed=1)
    assert found["blocks"].unique().tolist() == [8, 16, 32, 64, 128]
    last = found[found["blocks"] == 128].reset_index(drop=True)
    pd.testing.assert_frame_equal(last, effects("sobol", design, outcome, seed=1))
    widths = (found["high"] - found["low"]).groupby(found["blocks"]).mean()
    assert widths.iloc[-1] < widths.iloc[0] / 2


@pytest.mark.parametrize("method", ["sobol", "shapley"])
def test_luck_that_a_block_shares_is_of_no_input(method):
    """Its part of the variance is missing from the sums of Sobol's indices.

    Half of the variance is luck. Shapley effects are shares of what the inputs do.
    """
    design = effects_design(method, NAMES, 4096, seed=3)
    size = block(method, 3)
    luck = np.random.default_rng(1).normal(size=4096).repeat(size)
    outcome = design["x"] * np.sqrt(12) + luck
    found = effects(method, design, outcome, seed=1).set_index(["index", "input"])
    share = {"sobol": {"first": 0.5, "total": 0.5}, "shapley": {"shapley": 1.0}}
    for index, true in share[method].items():
        assert found.loc[(index, "x"), "value"] == pytest.approx(true, abs=0.05)
        assert found.loc[(index, "y"), "value"] == pytest.approx(0, abs=0.05)


def test_parts_of_the_variance_are_those_of_brute_force():
    """The analytic Shapley effects, by all orders of a fine grid."""
    grid = np.linspace(0, 1, 41)[:-1] + 1 / 80
    points = pd.DataFrame(
        np.stack(np.meshgrid(grid, grid, grid, indexing="ij"), -1).reshape(-1, 3),
        columns=NAMES,
    )
    values = g_function(points)

    def explained(subset: tuple[str, ...]) -> float:
        if not subset:
            return 0.0
        return values.groupby([points[i] for i in subset]).mean().var(ddof=0)

    total = explained(tuple(NAMES))
    for i in NAMES:
        others = [n for n in NAMES if n != i]
        value = 0.0
        for k in range(3):
            for s in combinations(others, k):
                step = explained((*s, i)) - explained(s)
                value += step / (3 * comb(2, k))
        assert value / total == pytest.approx(analytic("g")["shapley", i], abs=0.01)
