"""Which practice to adopt next, by what one wants more of."""

from collections.abc import Container, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from mlops_study import experiments, percentages
from mlops_study.datafiles import DataFileError
from mlops_study.evidence.goals import GOALS
from mlops_study.experiments import GAIN, PAIRS, Fault
from mlops_study.lifecycle import KPIS, PRACTICES, Interest, Prices


class NoAdviceError(DataFileError):
    """Runs from which no advice follows; the message is one line."""


def next_practice(
    results: pd.DataFrame | None = None,
    *,
    interest: Interest | None = None,
    prices: Prices | None = None,
    faults: Mapping[str, Fault] | None = None,
    level: float = percentages.SURE,
) -> pd.DataFrame:
    r"""Return for each goal what adopting one practice next does, best first.

    From paired replications of the organisation as it is and with one practice added:
    the mean difference with Student's interval, judged by the smallest effect of
    `interest`, that of scenario A by default. A practice is tied with the best unless
    it is surely worse than the best of the others by more than that
    (:func:`~mlops_study.experiments.best.with_best`). All these statements hold
    together with confidence `level`: each goal has an equal part of :math:`\alpha`,
    half of it for the effects and half for who is best. They hold for the assumed
    parameters; luck is the only doubt that the intervals show. `results` are
    replications of ``practice_design``, the stored ones by default. A practice whose
    runs have one of the `faults`, or one that they show, is left out.

    A practice that lowers cost pays back in days as :func:`payback` says, with the
    interval of what it saves, the cost of its adoption by the results and the ramp-up
    of the `prices`, those of scenario A by default.

    Columns ``goal``, ``kpi``, ``practice``, ``effect``, ``low`` and ``high`` (in the
    indicator's unit), ``interest``, ``verdict`` (an ``Effect``), ``tied`` (with the
    best of the goal), ``adoption`` (what it costs once), the joint ``level``, and of
    the goal of lower cost ``payback``, ``payback_low`` and ``payback_high``.

    Raises
    ------
    NoAdviceError
        If the runs of the organisation as it is are faulty, or those of all practices.
    """
    runs = experiments.load_study("practices") if results is None else results
    each = percentages.each_of(len(GOALS), level)
    faulty = {**experiments.faults(runs), **(faults or {})}
    names = {PAIRS[name, "alone"][1]: title for name, title in PRACTICES.items()}
    if "A" in faulty or set(names) <= set(faulty):
        first = faulty.get("A") or next(iter(faulty.values()))
        raise NoAdviceError(f"no advice from such runs; {first}")
    once = runs.groupby("scenario")["adoption"].mean().rename(names)
    frames = []
    for kpi, goal in GOALS.items():
        smallest, sign = (interest or Interest()).of(kpi), KPIS[kpi].sign
        own = ahead(added(runs, kpi, faulty), smallest, each)
        ends = sign * own[["low", "high"]]
        own["effect"], own["low"], own["high"] = (
            sign * own["gain"],
            ends.min(axis="columns"),
            ends.max(axis="columns"),
        )
        own["adoption"] = own["practice"].map(once) - once["A"]
        frames.append(own.assign(goal=goal, kpi=kpi, interest=smallest))
    frame = pd.concat(frames, ignore_index=True).assign(level=level)
    for suffix, end in (("", "effect"), ("_low", "low"), ("_high", "high")):
        days = payback(-frame[end], frame["adoption"], (prices or Prices()).ramp_up)
        frame[f"payback{suffix}"] = np.where(frame["kpi"] == "cost", days, np.nan)
    return frame


def added(
    runs: pd.DataFrame, goal: str | Mapping[str, float], faulty: Container[str]
) -> pd.DataFrame:
    """Return what each practice added alone gains in a goal, but the faulty; row a run.

    Runs in which one of them lacks a value are left out.
    """
    every = {PAIRS[name, "alone"][1]: title for name, title in PRACTICES.items()}
    names = {name: title for name, title in every.items() if name not in faulty}
    values = experiments.wanted(runs.assign(world=0), goal)[["A", *names]].dropna()
    return values[list(names)].sub(values["A"], axis="index").rename(columns=names)


def ahead(gains: pd.DataFrame, interest: float, level: float) -> pd.DataFrame:
    """Return what each practice gains, best first, and whether that is told from luck.

    From gains, a row a run and a column a practice: ``practice``, the mean ``gain``
    with its interval, ``low`` to ``high``, the ``verdict`` and whether it is ``tied``
    with the best, see :func:`next_practice`. All of it holds at `level`.
    """
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
    names = ["practice", "gain", "low", "high", "verdict", "tied"]
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
