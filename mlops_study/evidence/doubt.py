"""How sure the answer is: in what share of worlds each practice is best.

The intervals of ``advice`` hold luck. Here all that is assumed varies as well.
"""

import pandas as pd

from mlops_study import experiments
from mlops_study.evidence.goals import GOALS
from mlops_study.lifecycle import KPIS, PRACTICES, Interest
from mlops_study.percentages import wilson


def in_worlds(
    runs: pd.DataFrame | None = None, interest: Interest | None = None
) -> pd.DataFrame:
    """Return for each goal in what share of worlds each practice is best, best first.

    From runs of ``next_design`` in worlds, the stored ones by default, and the effects
    of `interest`, those of scenario A by default. Columns ``goal``, ``kpi`` and those
    of :func:`~mlops_study.experiments.choices.choices`, practices by their titles.
    """
    found = experiments.WORLDS.read() if runs is None else runs
    frames = []
    for kpi, goal in GOALS.items():
        gains = experiments.gains(found, kpi)
        table = experiments.choices(gains, (interest or Interest()).of(kpi))
        table = table.sort_values("best", ascending=False, kind="stable")
        frames.append(table.assign(goal=goal, kpi=kpi))
    shares = pd.concat(frames, ignore_index=True)
    return shares.assign(practice=shares["practice"].map(PRACTICES))


def answer(shares: pd.DataFrame) -> str:
    """Say which practice is best for each goal most often, and in what share of worlds.

    From :func:`in_worlds`.

    >>> rows = {"goal": ["More recall"], "practice": ["CI/CD"], "best": [0.624]}
    >>> print(answer(pd.DataFrame(rows)))
    more recall, CI/CD, in 62 % of worlds
    """
    firsts = shares.groupby("goal", sort=False)[["practice", "best"]].first()
    return "; ".join(
        f"{goal[0].lower()}{goal[1:]}, {practice}, in {100 * best:.0f} % of worlds"
        for goal, practice, best in firsts.itertuples()
    )


def whole_way(
    runs: pd.DataFrame | None = None, interest: Interest | None = None
) -> pd.DataFrame:
    """Return in what share of worlds all practices together help, by goal.

    From A and C in the same worlds. Columns ``goal``, ``kpi``, ``share`` (the mean gain
    over a world's runs is more than what matters) with Wilson's interval ``low`` to
    ``high``, over the ``worlds`` in which both have values, and the ``least``, the
    ``middle`` and the ``most`` that is gained, of the middle 95 % of worlds.
    """
    found = experiments.WORLDS.read() if runs is None else runs
    rows = []
    for kpi, goal in GOALS.items():
        means = found.groupby(["world", "scenario"])[kpi].mean(skipna=False).unstack()
        gain = (KPIS[kpi].sign * (means["C"] - means["A"])).dropna()
        share = (gain > (interest or Interest()).of(kpi)).mean()
        spread = gain.quantile([0.025, 0.5, 0.975])
        rows.append((goal, kpi, len(gain), share, *spread))
    names = ["goal", "kpi", "worlds", "share", "least", "middle", "most"]
    table = pd.DataFrame(rows, columns=names)
    table[["low", "high"]] = wilson(100 * table["share"], table["worlds"]) / 100
    return table
