"""How long to warm up: the scenarios from an idle start, and where to cut them."""

from functools import partial

import numpy as np
import pandas as pd

from mlops_study.datafiles import datasets
from mlops_study.experiments.design import paper_scenarios
from mlops_study.experiments.studies import SEED
from mlops_study.lifecycle import Observations, Run, simulate

WEEK = 7.0

WARM_UP = datasets("derived")["warm_up"]


def warm_up_series(replications: int = 20) -> pd.DataFrame:
    """Run the scenarios from an idle start; return weekly levels, see ``WARM_UP``."""
    tables = []
    for name, scenario in paper_scenarios().items():
        weeks = int(scenario.run.end / WEEK)
        times = WEEK * np.arange(1, weeks + 1)
        run = partial(simulate, scenario, seed=SEED)
        seen = [_weekly(run(replication=r), times) for r in range(replications)]
        levels = np.mean(seen, axis=0)
        frame = pd.DataFrame(levels.T, columns=["recall", "in_progress"])
        frame.insert(0, "week", np.arange(weeks))
        frame.insert(0, "scenario", name)
        tables.append(frame)
    return pd.concat(tables, ignore_index=True).round(6)


def _weekly(run: Run, times: np.ndarray) -> np.ndarray:
    """Return mean recall and work in progress of a run at given times, shape (2, n)."""
    seen = Observations(run)
    recall = seen.quality_at(times).groupby("time")["recall"].mean().to_numpy()
    asked = np.searchsorted(np.sort(seen.items["requested"]), times, side="right")
    ended = np.searchsorted(np.sort(seen.items["ended"].dropna()), times, side="right")
    return np.stack([recall, asked - ended])


def warm_up_cuts(window: int = 8) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return Welch's moving averages of the stored series and the cuts of MSER-5.

    A frame with ``scenario``, ``week`` and ``recall``, averaged over `window` weeks on
    each side; and for each scenario the week of the later of the cuts of recall and of
    work in progress.
    """
    frames, cuts = [], {}
    for name, own in WARM_UP.read().groupby("scenario"):
        smooth = moving_average(own["recall"].to_numpy(), window)
        weeks = own["week"].to_numpy()[: len(smooth)]
        frames.append(pd.DataFrame({"scenario": name, "week": weeks, "recall": smooth}))
        cuts[str(name)] = max(
            mser5(own[level].to_numpy()) for level in ("recall", "in_progress")
        )
    return pd.concat(frames, ignore_index=True), cuts


def mser5(series: np.ndarray) -> int:
    r"""Return how many observations at the start to leave out as warm-up.

    The series is averaged in batches of five; the cut :math:`d` among the first half
    of the batches minimises the squared standard error of the rest,

    .. math:: \frac{1}{(m - d)^2} \sum_{i > d} (z_i - \bar z_{>d})^2.

    White, Cobb and Spratt (2000), Winter Simulation Conference, 755-760.

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

    Of `window` observations on each side at most; shorter by `window` than the series.
    Welch (1983), in The Computer Performance Modeling Handbook, Academic Press.

    >>> moving_average(np.array([0.0, 3.0, 3.0, 3.0]), 1)
    array([0., 2., 3.])
    """
    widths = [min(i, window) for i in range(len(series) - window)]
    return np.array([series[i - w : i + w + 1].mean() for i, w in enumerate(widths)])
