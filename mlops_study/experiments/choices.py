r"""What the worlds say of a choice: how often it is best, harmful, regretted.

A table of *gains* has a row for each of the :math:`R` replications of each world and a
column for each option: by how much better it makes an indicator. Few replications let
luck choose in a world. It spreads shares of worlds over options that are alike, and
makes the best look better than it is. So what hangs on the best is measured crosswise:
chosen by :math:`R - 1` replications of a world, it is judged by the one left out.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mlops_study.experiments.design import ADDED
from mlops_study.experiments.paired import paired
from mlops_study.lifecycle import KPIS
from mlops_study.percentages import SURE, wilson

Array = NDArray[np.float64]


def wanted(results: pd.DataFrame, goal: str | Mapping[str, float]) -> pd.DataFrame:
    """Return how well every scenario does in each run of worlds; more is better.

    A goal is an indicator, in its unit, or what a unit of each of several weighs.
    """
    weights = {goal: 1.0} if isinstance(goal, str) else goal
    value = sum(by * KPIS[kpi].sign * results[kpi] for kpi, by in weights.items())
    tall = results[["world", "replication", "scenario"]].assign(value=value)
    return tall.pivot(
        index=["world", "replication"], columns="scenario", values="value"
    )


def gains(results: pd.DataFrame, goal: str | Mapping[str, float]) -> pd.DataFrame:
    """Return what adding each practice alone gains in a goal of :func:`wanted`.

    From the runs of worlds, the same luck with and without. More is better. A world in
    which the organisation as it is has no values is left out; a practice that lacks one
    has none there.
    """
    wide = wanted(results, goal)
    found = wide[list(ADDED)].sub(wide["A"], axis="index")
    kept = wide["A"].notna().groupby("world").transform("all")
    return found[kept].rename(columns=ADDED).rename_axis(columns="practice")


def by_world(gains: pd.DataFrame) -> Array:
    """Return gains as an array of worlds, replications and options."""
    worlds = gains.index.get_level_values("world").nunique()
    return np.reshape(gains.to_numpy(float), (worlds, -1, gains.shape[1]))


def held_out(values: Array) -> Array:
    """Return for each replication the means of the others of its world."""
    total = values.sum(axis=1, keepdims=True)
    return np.asarray((total - values) / (values.shape[1] - 1))


def picked(values: Array, choice: NDArray[np.intp]) -> Array:
    """Return the value of the option that is chosen in each case."""
    return np.asarray(np.take_along_axis(values, choice[..., None], axis=-1)[..., 0])


def choices(
    gains: pd.DataFrame, interest: float = 0.0, *, level: float = SURE
) -> pd.DataFrame:
    r"""Return in what share of worlds each option is best, helps, harms; its regret.

    One row an option, ``practice``, with shares of worlds by the mean gain
    :math:`\bar g`:

    - ``best``: :math:`\bar g` is the largest (what is tied is shared), with Wilson's
      interval ``low`` to ``high``;
    - ``clear``: larger than all others by more than the `interest`;
    - ``helpful`` and ``harmful``: beyond `interest` on this side of zero, or on that;
    - ``faulty``: a run lacks its value, as what saturates does, which is none of these;
    - ``again``: where it is the best of all replications but one, the share in which it
      is the best of that one too: for :math:`k` options that are alike :math:`1/k`, and
      1 where luck has no part;

    and its ``regret``, the mean of what is lost against the best option of each world,
    crosswise, with Student's interval over worlds, ``regret_low`` to ``regret_high``.
    Luck makes shares more equal than they are, ``clear`` and ``harmful`` too large,
    and the regret a little too small; more replications in a world mend all.

    Raises
    ------
    ValueError
        If a world has fewer than two replications.
    """
    values = by_world(gains)
    worlds, replications, _ = values.shape
    if replications < 2:
        raise ValueError("one replication a world; expected at least 2, to tell luck")
    faulty = np.isnan(values).any(axis=1, keepdims=True)
    others = np.where(faulty, -np.inf, held_out(np.nan_to_num(values)))
    values = np.where(faulty, -np.inf, values)
    mean, chosen = values.mean(axis=1), _best(others)
    ordered = np.sort(mean, axis=1)
    clear = (mean == ordered[:, -1:]) & (mean > ordered[:, -2:-1] + interest)
    again = (chosen * _best(values)).sum(axis=(0, 1))
    seen = chosen.sum(axis=(0, 1))
    table = pd.DataFrame(
        {
            "practice": gains.columns,
            "best": _best(mean).mean(axis=0),
            "clear": clear.mean(axis=0),
            "helpful": (mean > interest).mean(axis=0),
            "harmful": (np.isfinite(mean) & (mean < -interest)).mean(axis=0),
            "faulty": faulty.mean(axis=(0, 1)),
            "again": again / np.where(seen > 0, seen, np.nan),
        }
    )
    table[["low", "high"]] = wilson(100 * table["best"], worlds, level=level) / 100
    ideal = picked(values, others.argmax(axis=-1)).mean(axis=1)
    own, ideal = (np.where(np.isfinite(a), a, np.nan) for a in (mean, ideal))
    regrets = [paired(one, ideal, level) for one in own.T]
    table["regret"] = [one.difference for one in regrets]
    table["regret_low"] = [one.low for one in regrets]
    table["regret_high"] = [one.high for one in regrets]
    return table


def _best(values: Array) -> Array:
    """Return 1 for the largest of each case, shares of it where several are."""
    largest = (values == values.max(axis=-1, keepdims=True)) & np.isfinite(values)
    return np.asarray(largest / largest.sum(axis=-1, keepdims=True).clip(1))
