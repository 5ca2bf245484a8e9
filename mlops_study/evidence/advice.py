"""Which practice to adopt next, by what one wants more of."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from mlops_study import experiments, percentages
from mlops_study.datafiles import DataFileError
from mlops_study.experiments import PAIRS, Fault
from mlops_study.lifecycle import KPIS, PARAMETERS, PRACTICES, Interest, Prices

GOALS = {name: of.title for name, of in PARAMETERS["interest"].items()}
"""What an organisation may want, by the indicator that shows it."""


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
    wide = experiments.by_replication(runs)
    half = percentages.each_of(2 * len(GOALS), level)
    each = percentages.each_of(len(PRACTICES), half)
    faulty = {**experiments.faults(runs), **(faults or {})}
    pairs = {title: PAIRS[name, "alone"] for name, title in PRACTICES.items()}
    pairs = {title: pair for title, pair in pairs.items() if pair[1] not in faulty}
    if "A" in faulty or not pairs:
        first = faulty.get("A") or next(iter(faulty.values()))
        raise NoAdviceError(f"no advice from such runs; {first}")
    once = runs.groupby("scenario")["adoption"].mean()
    rows = []
    for kpi, goal in GOALS.items():
        smallest = (interest or Interest()).of(kpi)
        values = wide[kpi][["A", *(added for _, added in pairs.values())]].dropna()
        effects = {
            title: experiments.paired(values[base], values[added], each)
            for title, (base, added) in pairs.items()
        }
        sign = KPIS[kpi].sign
        order = sorted(effects, key=lambda title: -sign * effects[title].difference)
        added = sign * values[[pairs[title][1] for title in order]]
        _, most = experiments.with_best(added, half)
        for practice, above in zip(order, most, strict=True):
            own = effects[practice]
            rows.append(
                {
                    "goal": goal,
                    "kpi": kpi,
                    "practice": practice,
                    "effect": own.difference,
                    "low": own.low,
                    "high": own.high,
                    "interest": smallest,
                    "verdict": experiments.judge(kpi, own.low, own.high, smallest),
                    "tied": not above < -smallest,
                    "adoption": once[pairs[practice][1]] - once["A"],
                }
            )
    frame = pd.DataFrame(rows).assign(level=level)
    for suffix, end in (("", "effect"), ("_low", "low"), ("_high", "high")):
        days = payback(-frame[end], frame["adoption"], (prices or Prices()).ramp_up)
        frame[f"payback{suffix}"] = np.where(frame["kpi"] == "cost", days, np.nan)
    return frame


def payback(
    saving: ArrayLike, adoption: ArrayLike, ramp_up: float
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
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = np.where(each <= 0, np.inf, once / each)
        late, early = needed + ramp_up / 2, np.sqrt(2 * ramp_up * needed)
    return np.where(late >= ramp_up, late, early)


def changed(
    study: pd.DataFrame | None = None, advice: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Say for each change of an assumption which practice would be best, by goal.

    From the rows of ``sensitivity_study`` and of :func:`next_practice`, the stored ones
    by default, where the change leaves an answer. Columns ``goal``, ``kpi``, ``usual``
    (the best practice of the advice), ``parameter`` and what it is, ``assumption``,
    ``assumed`` and ``value`` (what it is changed to), ``best`` (the best practice
    then), ``lead`` over the second, the joint bounds ``low`` and ``high`` of that over
    the best of the others, whether it is ``sure`` (they lie on one side of zero), and
    whether the answer ``hangs`` on the assumption: another practice is surely best.
    """
    found = experiments.SENSITIVITY.read() if study is None else study
    advised = (next_practice() if advice is None else advice).groupby("kpi")["practice"]
    rows = found[(found["parameter"] != "") & (found["best"] != "")]
    rows = rows.assign(
        goal=rows["kpi"].map(GOALS),
        usual=rows["kpi"].map(advised.first()),
        best=rows["best"].map(PRACTICES),
        assumption=rows["parameter"].map(experiments.assumption),
        assumed=rows["parameter"].map(experiments.assumed_value),
        sure=rows["low"] * rows["high"] > 0,
    )
    rows["hangs"] = rows["sure"] & (rows["best"] != rows["usual"])
    names = ["goal", "kpi", "usual", "parameter", "assumption", "assumed", "value"]
    shown = rows[[*names, "best", "lead", "low", "high", "sure", "hangs"]]
    order = list(GOALS.values()).index
    return shown.sort_values(
        "goal", key=lambda goals: goals.map(order), kind="stable", ignore_index=True
    )
