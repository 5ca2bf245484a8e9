"""Means with their intervals, and how many replications are enough."""

import numpy as np
import pandas as pd
import scipy

from mlops_study.percentages import SURE

LOOK_AHEAD = 5
"""Further replications for which the precision must hold."""


def intervals(results: pd.DataFrame, level: float = SURE) -> pd.DataFrame:
    r"""Return mean and confidence interval of every indicator of every scenario.

    :math:`\bar x \pm t_{n-1} s / \sqrt n` over the replications in which the
    indicator has a value; not a number where fewer than two have one. One row a
    scenario and indicator: ``scenario``, ``kpi``, ``n``, ``mean``, ``half_width``,
    ``low``, ``high``, ``level``.
    """
    tall = results.melt(["scenario", "replication"], var_name="kpi")
    grouped = tall.groupby(["scenario", "kpi"], sort=False)["value"]
    table = grouped.agg(n="count", mean="mean", sd="std").reset_index()
    n = table["n"].to_numpy()
    quantile = scipy.stats.t.ppf((1 + level) / 2, np.maximum(n - 1, 1))
    table["half_width"] = quantile * table.pop("sd") / np.sqrt(np.maximum(n, 1))
    table["low"] = table["mean"] - table["half_width"]
    table["high"] = table["mean"] + table["half_width"]
    table["level"] = level
    return table


def replications_needed(values: np.ndarray, target: float = 0.05) -> int | None:
    r"""Return the number of replications at which the mean is precise enough.

    The smallest :math:`n \ge 3` from which on, for :math:`n` and the next five,

    .. math:: \frac{t_{n-1}\, s_n / \sqrt n}{|\bar x_n|} \le d,

    the largest half-width relative to the mean, `target`. None where these
    replications do not suffice; missing values are left out. Hoad, Robinson and Davies
    (2010), J. Oper. Res. Soc. 61:1632.

    >>> replications_needed(np.array([10.0, 10.1, 9.9] * 5))
    3
    """
    known = pd.Series(values).dropna()
    n, so_far = np.arange(1, len(known) + 1), known.expanding()
    half = scipy.stats.t.ppf((1 + SURE) / 2, n - 1) * so_far.std() / np.sqrt(n)
    fine = (half / so_far.mean().abs() <= target).to_numpy()
    for i in range(2, len(known) - LOOK_AHEAD):
        if fine[i : i + LOOK_AHEAD + 1].all():
            return int(n[i])
    return None
