"""How long to warm up, and how many replications are enough."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy

__all__ = ["intervals", "moving_average", "mser5", "replications_needed"]

LOOK_AHEAD = 5
"""Further replications for which the precision must hold."""


def intervals(results: pd.DataFrame, level: float = 0.95) -> pd.DataFrame:
    r"""Return mean and confidence interval of every indicator of every scenario.

    :math:`\bar x \pm t_{n-1} s / \sqrt n` over the replications in which the
    indicator has a value.

    Parameters
    ----------
    results
        From :func:`~mlops_study.experiments.runner.replicate`.
    level
        Confidence of each interval.

    Returns
    -------
    pandas.DataFrame
        One row a scenario and indicator: ``scenario``, ``kpi``, ``n``, ``mean``,
        ``half_width``, ``low``, ``high``. With fewer than two values the interval is
        not a number.
    """
    tall = results.melt(["scenario", "replication"], var_name="kpi")
    grouped = tall.groupby(["scenario", "kpi"], sort=False)["value"]
    table = grouped.agg(n="count", mean="mean", sd="std").reset_index()
    n = table["n"].to_numpy()
    quantile = scipy.stats.t.ppf((1 + level) / 2, np.maximum(n - 1, 1))
    table["half_width"] = quantile * table.pop("sd") / np.sqrt(np.maximum(n, 1))
    table["low"] = table["mean"] - table["half_width"]
    table["high"] = table["mean"] + table["half_width"]
    return table


def replications_needed(
    values: np.ndarray, precision: float = 0.05, level: float = 0.95
) -> int | None:
    r"""Return the number of replications at which the mean is precise enough.

    The smallest :math:`n \ge 3` from which on, for :math:`n` and the next five,

    .. math:: \frac{t_{n-1}\, s_n / \sqrt n}{|\bar x_n|} \le d.

    Parameters
    ----------
    values
        An indicator, one value a replication; missing ones are left out.
    precision
        Largest half-width :math:`d` relative to the mean.
    level
        Confidence of the interval.

    Returns
    -------
    int or None
        None where these replications do not suffice.

    References
    ----------
    K. Hoad, S. Robinson and R. Davies (2010), Automated selection of the number of
    replications for a discrete-event simulation, Journal of the Operational Research
    Society 61(11), 1632-1644.

    Examples
    --------
    >>> replications_needed(np.array([10.0, 10.1, 9.9] * 5))
    3
    """
    known = values[~np.isnan(values)]
    n = np.arange(1, len(known) + 1)
    mean = np.cumsum(known) / n
    square = np.cumsum((known - known.mean()) ** 2) if len(known) else known
    centred = np.cumsum(known - known.mean()) / n if len(known) else known
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.sqrt(np.maximum(square - n * centred**2, 0) / (n - 1))
        half = scipy.stats.t.ppf((1 + level) / 2, n - 1) * deviation / np.sqrt(n)
        fine = half / np.abs(mean) <= precision
    fine[:2] = False
    for i in range(2, len(known) - LOOK_AHEAD):
        if fine[i : i + LOOK_AHEAD + 1].all():
            return int(n[i])
    return None


def mser5(series: np.ndarray) -> int:
    r"""Return how many observations at the start to leave out as warm-up.

    The series is averaged in batches of five; the cut :math:`d` among the first half
    of the batches minimises the squared standard error of the rest,

    .. math:: \frac{1}{(m - d)^2} \sum_{i > d} (z_i - \bar z_{>d})^2.

    Parameters
    ----------
    series
        Observations in the order of time.

    Returns
    -------
    int
        A multiple of five.

    References
    ----------
    K. P. White, M. J. Cobb and S. C. Spratt (2000), A comparison of five steady-state
    truncation heuristics for simulation, Winter Simulation Conference, 755-760.

    Examples
    --------
    >>> mser5(np.array([9.0] * 10 + [1.0, 2.0] * 20))
    10
    """
    batches = series[: len(series) // 5 * 5].reshape(-1, 5).mean(axis=1)
    m = len(batches)
    if m < 2:
        return 0
    scores = [np.var(batches[d:]) / (m - d) for d in range(m // 2 + 1)]
    return 5 * int(np.argmin(scores))


def moving_average(series: np.ndarray, window: int) -> np.ndarray:
    """Return Welch's moving average: centred, narrower near the start.

    Parameters
    ----------
    series
        Means over replications, in the order of time, length n.
    window
        Observations on each side, at most.

    Returns
    -------
    numpy.ndarray
        Length n - `window`.

    References
    ----------
    P. D. Welch (1983), The statistical analysis of simulation results, in The Computer
    Performance Modeling Handbook, Academic Press.

    Examples
    --------
    >>> moving_average(np.array([0.0, 3.0, 3.0, 3.0]), 1)
    array([0., 2., 3.])
    """
    widths = [min(i, window) for i in range(len(series) - window)]
    return np.array([series[i - w : i + w + 1].mean() for i, w in enumerate(widths)])
