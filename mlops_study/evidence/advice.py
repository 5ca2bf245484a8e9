"""Which practice to adopt next, by what one wants more of."""

import pandas as pd

from mlops_study import experiments, percentages
from mlops_study.experiments import PAIRS
from mlops_study.lifecycle import KPIS, PRACTICES

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
    is the only doubt that the intervals show. `results` are replications of
    ``practice_design``, the stored ones by default.

    Columns ``goal``, ``kpi``, ``practice``, ``effect``, ``low`` and ``high`` (in the
    indicator's unit), whether that is ``surely`` ``better`` or ``worse``, and ``tied``
    (whether the best of the goal is not surely better).
    """
    runs = experiments.load_study("practices") if results is None else results
    wide = experiments.by_replication(runs)
    sure = percentages.each_of(len(PRACTICES) - 1, level)
    pairs = {title: PAIRS[name, "alone"] for name, title in PRACTICES.items()}
    rows = []
    for kpi, goal in GOALS.items():
        sign = KPIS[kpi].sign
        values = wide[kpi][["A", *(added for _, added in pairs.values())]].dropna()
        effects = {
            title: experiments.paired(values[base], values[added], level)
            for title, (base, added) in pairs.items()
        }
        order = sorted(effects, key=lambda title: -sign * effects[title].difference)
        best = values[pairs[order[0]][1]]
        for practice in order:
            own = effects[practice]
            behind = sign * (best - values[pairs[practice][1]])
            rows.append(
                {
                    "goal": goal,
                    "kpi": kpi,
                    "practice": practice,
                    "effect": own.difference,
                    "low": own.low,
                    "high": own.high,
                    "surely": experiments.surely(kpi, own.low, own.high),
                    "tied": experiments.sure_above(behind) < sure,
                }
            )
    return pd.DataFrame(rows)
