"""How much of what differs between worlds is due to which value: by SALib.

Morris' elementary effects screen, Sobol' indices give what a value explains alone and
with all that it interacts with, Shapley effects share the variance out (Goda 2021,
Reliab. Eng. Syst. Saf. 213:107702). Each needs worlds of its own *design*, in blocks
that change one value after the other. If these share their luck, what luck does is part
of the variance and of no value, but where it interacts with one.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Literal

import numpy as np
import pandas as pd

from mlops_study.percentages import SURE

Method = Literal["morris", "sobol", "shapley"]

INDICES: dict[Method, dict[str, str]] = {
    "morris": {"elementary": "mu_star"},
    "sobol": {"first": "S1", "total": "ST"},
    "shapley": {"shapley": "shapley_normalized"},
}
"""What each method gives, and SALib's name for it."""

OPTIONS: dict[Method, dict[str, Any]] = {
    "morris": {"num_levels": 4},
    "sobol": {"calc_second_order": False},
    "shapley": {},
}
"""What SALib must be told, for the design and for the effects."""

FEWEST = 8
"""Blocks with which :func:`convergence` begins."""


def block(method: Method, inputs: int) -> int:
    """Return how many worlds of a design, one after the other, make a block."""
    return inputs + (2 if method == "sobol" else 1)


def effects_design(
    method: Method, inputs: Sequence[str], blocks: int, *, seed: int
) -> pd.DataFrame:
    """Return shares from 0 to 1, one row a world, from which ``valued`` makes worlds.

    So many `blocks` of as many rows as :func:`block` says, best a power of 2.

    >>> len(effects_design("shapley", ["x", "y"], 5, seed=1))
    15
    """
    sample = import_module(f"SALib.sample.{method}").sample
    points = sample(_problem(inputs), blocks, seed=seed, **OPTIONS[method])
    return pd.DataFrame(points, columns=list(inputs)).rename_axis("world")


def effects(
    method: Method,
    design: pd.DataFrame,
    outcome: pd.Series,
    *,
    seed: int,
    level: float = SURE,
) -> pd.DataFrame:
    """Return the effect of each input on an outcome, by world of the `design`.

    One row an input and index: ``index`` (``elementary``: the mean size of the steps;
    ``first`` and ``total``: shares of the variance; ``shapley``: shares that add up to
    one), ``input``, ``value``, ``low`` and ``high``, each interval at `level`. Of an
    index near zero the estimate may be negative, and is left so. The `seed` is of the
    bootstrap. A block that lacks an outcome is left out; ``blocks`` is how many count.
    """
    inputs, size = list(map(str, design)), block(method, design.shape[1])
    outcomes = outcome.reindex(design.index).to_numpy(float)
    whole = np.isfinite(outcomes.reshape(-1, size)).all(axis=1)
    points, y = (a[np.repeat(whole, size)] for a in (design.to_numpy(), outcomes))
    options = {**OPTIONS[method], "conf_level": level}
    if method != "sobol":
        options["X"] = points
    if method != "shapley":
        options["seed"] = seed
    analyze = import_module(f"SALib.analyze.{method}").analyze
    found = analyze(_problem(inputs), Y=y, **options)
    rows = []
    for index, name in INDICES[method].items():
        value, half = np.asarray(found[name]), np.asarray(found[f"{name}_conf"])
        columns = {"value": value, "low": value - half, "high": value + half}
        rows.append(pd.DataFrame({"index": index, "input": inputs, **columns}))
    return pd.concat(rows, ignore_index=True).assign(blocks=int(whole.sum()))


def convergence(
    method: Method, design: pd.DataFrame, outcome: pd.Series, **options: Any
) -> pd.DataFrame:
    """Return the :func:`effects` of the first 8 blocks, 16, 32 and so on up to all."""
    size = block(method, design.shape[1])
    numbers = [len(design) // size]
    while numbers[0] >= 2 * FEWEST:
        numbers.insert(0, 2 ** ((numbers[0] - 1).bit_length() - 1))
    parts = [design.iloc[: n * size] for n in numbers]
    found = [effects(method, part, outcome, **options) for part in parts]
    return pd.concat(found, ignore_index=True)


def _problem(inputs: Sequence[str]) -> dict[str, Any]:
    bounds = [[0.0, 1.0]] * len(inputs)
    return {"num_vars": len(inputs), "names": list(inputs), "bounds": bounds}
