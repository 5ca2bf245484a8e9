"""Which practice to adopt next, by what one wants more of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mlops_study import experiments
from mlops_study.lifecycle import KPIS, PRACTICES

__all__ = ["GOALS", "next_practice"]

GOALS = {
    "improvement_time": "Shorter lead time of improvements",
    "change_failure_rate": "Fewer failed changes",
    "recall": "More recall",
    "cost": "Lower cost",
}
"""What an organisation may want, by the indicator that shows it."""


def next_practice(
    results: pd.DataFrame | None = None, *, level: float = 0.95
) -> pd.DataFrame:
    r"""Return for each goal what adopting one practice next does, best first.

    From paired replications of the organisation as it is and with one practice added:
    the mean difference with Student's interval, and whether another practice is surely
    better for the goal, by paired tests of the best against each of the :math:`k - 1`
    others at :math:`\alpha / (k - 1)`. All of it holds for the assumed parameters; luck
    is the only doubt that the intervals show.

    Parameters
    ----------
    results
        Replications of ``practice_design``; the stored ones by default.
    level
        Confidence of the intervals and of the comparisons with the best.

    Returns
    -------
    pandas.DataFrame
        ``goal``, ``kpi``, ``practice``, ``effect``, ``low`` and ``high`` (in the
        indicator's unit), ``helps`` (whether the interval lies on the wanted side of
        zero) and ``tied`` (whether the best of the goal is not surely better).
    """
    from scipy import stats

    runs = experiments.load_study("practices") if results is None else results
    rows = []
    for kpi, goal in GOALS.items():
        wide = runs.pivot(index="replication", columns="scenario", values=kpi)
        effects = pd.DataFrame(
            {title: wide[f"+ {name}"] - wide["A"] for name, title in PRACTICES.items()}
        ).dropna()
        sign = 1 if KPIS[kpi].better == "higher" else -1
        order = (sign * effects.mean()).sort_values(ascending=False, kind="stable")
        best = sign * effects[str(order.index[0])]
        for practice in order.index:
            own = effects[str(practice)]
            low = high = float("nan")
            if own.nunique() > 1:
                low, high = stats.ttest_1samp(own, 0).confidence_interval(level)
            elif len(own):
                low = high = float(own.iloc[0])
            behind = best - sign * own
            rows.append(
                {
                    "goal": goal,
                    "kpi": kpi,
                    "practice": str(practice),
                    "effect": float(own.mean()),
                    "low": float(low),
                    "high": float(high),
                    "helps": bool(low > 0 if sign > 0 else high < 0),
                    "tied": not _surely_positive(
                        behind, 1 - (1 - level) / max(len(order) - 1, 1)
                    ),
                }
            )
    return pd.DataFrame(rows)


def _surely_positive(differences: pd.Series, sure: float) -> bool:
    """Whether the mean of paired differences is surely above zero."""
    from scipy import stats

    if differences.nunique() > 1:
        t = stats.ttest_1samp(differences, 0)
        return bool(stats.t.cdf(t.statistic, t.df) >= sure)
    return len(differences) > 1 and bool(np.all(differences > 0))
