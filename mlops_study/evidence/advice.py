"""What each practice gains next as assumed, and when that has paid for it."""

from collections.abc import Container, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from mlops_study import experiments, percentages
from mlops_study.datafiles import DataFileError
from mlops_study.experiments import ADDED, GAIN
from mlops_study.lifecycle import PRACTICES


class NoAdviceError(DataFileError):
    """Runs from which no advice follows; the message is one line."""


def added(
    runs: pd.DataFrame, goal: str | Mapping[str, float], faulty: Container[str]
) -> pd.DataFrame:
    """Return what each practice added alone gains in a goal, but the faulty; row a run.

    Runs in which one of them lacks a value are left out.
    """
    own = experiments.gains(runs.assign(world=runs["replication"]), goal)
    lost = [practice for name, practice in ADDED.items() if name in faulty]
    return own.drop(columns=lost).dropna().rename(columns=PRACTICES)


def ahead(gains: pd.DataFrame, interest: float, level: float) -> pd.DataFrame:
    """Return what each practice gains, best first, and whether that is told from luck.

    From gains, a row a run and a column a practice: ``practice``, the mean ``gain``
    with its interval, ``low`` to ``high``, the ``verdict`` by the smallest gain of
    `interest`, and whether it is ``tied`` with the best: unless it is surely worse than
    the best of the others by more than that. All of it holds together at `level`, half
    of what that leaves open for the gains and half for who is best.
    """
    names = ["practice", "gain", "low", "high", "verdict", "tied"]
    if gains.empty:
        return pd.DataFrame(columns=names)
    half = percentages.each_of(2, level)
    each = percentages.each_of(gains.shape[1], half)
    order = gains.mean().sort_values(ascending=False, kind="stable").index
    _, most = experiments.with_best(gains[order], half)
    rows = []
    for practice, above in zip(order, most, strict=True):
        own = experiments.paired(np.zeros(len(gains)), gains[practice], each)
        verdict = experiments.judge(GAIN, own.low, own.high, interest)
        tied = not above < -interest
        rows.append((practice, own.difference, own.low, own.high, verdict, tied))
    return pd.DataFrame(rows, columns=names)


def payback(
    saving: ArrayLike, adoption: ArrayLike, ramp_up: ArrayLike
) -> NDArray[np.float64]:
    r"""Return the days after which a practice has saved what its adoption cost.

    While it is adopted, over :math:`R` days of `ramp_up`, the `saving` a day grows
    evenly from nothing to :math:`S`. By day :math:`t` it has saved
    :math:`S t^2 / 2R`, or :math:`S (t - R/2)` once it works in full. That equals the
    cost of `adoption` :math:`K` after

    .. math:: t = \frac{K}{S} + \frac{R}{2} \ \text{ if } t \ge R, \qquad
              t = \sqrt{2 R K / S} \ \text{ before,}

    and never, infinity, where nothing is saved.

    >>> payback([100, 100, -5], [30_000, 2_000, 1], 90)
    array([345.,  60.,  inf])
    """
    each, once = np.asarray(saving, float), np.maximum(adoption, 0.0)
    ramp_up = np.asarray(ramp_up, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(each <= 0, np.inf, once / each)
        late, early = needed + ramp_up / 2, np.sqrt(2 * ramp_up * needed)
    return np.where(late >= ramp_up, late, early)
