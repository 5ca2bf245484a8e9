"""What is advised, and how sure that is, by the stored worlds: A and a made-up case."""

from dataclasses import replace
from functools import cache, cached_property

import pandas as pd

from mlops_study import experiments
from mlops_study.datafiles import Dataset
from mlops_study.evidence.advising import Advice
from mlops_study.evidence.goals import GOALS, Goal
from mlops_study.lifecycle import KPIS
from mlops_study.percentages import wilson


class _Stored(Advice):
    """Advice whose slow parts are read and not computed."""

    @cached_property
    def measure(self) -> pd.DataFrame:
        return _with_goals(experiments.INFORMATION)

    def _flips(self) -> pd.DataFrame:
        return _with_goals(experiments.FLIPS)


def _with_goals(stored: Dataset) -> pd.DataFrame:
    found = stored.read()
    return found.assign(goal=found["kpi"].map(GOALS))


@cache
def scenario_a(*, stored: bool = True) -> Advice:
    """Return what the stored runs advise scenario A, for each of ``GOALS``.

    What is worth to be measured and where the advice flips is `stored` as well.
    """
    return (_Stored if stored else Advice)(
        base=experiments.paper_scenarios()["A"],
        goals=list(GOALS.values()),
        assumed=experiments.load_study("practices"),
        worlds=experiments.study_worlds(),
        runs=experiments.WORLDS.read(),
        faults={},
    )


@cache
def supplier(stage: str = "begun") -> Advice:
    """Return what the stored runs advise the invented supplier, at a stage.

    For shorter lead times and for lower cost.
    """
    base = experiments.supplier()[stage]
    found = experiments.SUPPLIER.read()
    over = dict(list(found[found["stage"] == stage].groupby("over")))
    return Advice(
        base=base,
        goals=[Goal.of(word, base.interest) for word in ("lead-time", "cost")],
        assumed=over["luck"].drop(columns="world"),
        worlds=experiments.study_worlds(over["worlds"]["world"].nunique(), base),
        runs=over["worlds"],
        faults=experiments.faults(over["luck"]),
    )


def before_and_after() -> pd.DataFrame:
    """Return ``Advice.next`` of the supplier by goal, before it measured and after."""
    stages = {"before": supplier().next, "measured": supplier("measured").next}
    parts = []
    for goal in supplier().goals:
        for stage, found in stages.items():
            own = found[found["goal"] == goal]
            titled = {goal: replace(goal, title=f"{goal}, {stage}")}
            parts.append(own.assign(goal=own["goal"].map(titled)))
    return pd.concat(parts, ignore_index=True)


def answer(found: pd.DataFrame) -> str:
    """Say which practice is advised for each goal, and in what share of worlds.

    From ``Advice.next``.

    >>> rows = {"goal": ["More recall"], "practice": ["CI/CD"], "best": [0.624]}
    >>> print(answer(pd.DataFrame(rows)))
    more recall, CI/CD, in 62 % of worlds
    """
    firsts = found.assign(goal=_in_text(found["goal"])).drop_duplicates("goal")
    return "; ".join(
        f"{goal}, {practice}, in {100 * best:.0f} % of worlds"
        for goal, practice, best in firsts[["goal", "practice", "best"]].to_numpy()
    )


def exceptions(found: pd.DataFrame) -> str:
    """Say where another practice is best, by its interval.

    From ``Advice.flips``.

    >>> rows = {"goal": ["Lower cost"], "best": ["Automation"], "low": [104.5]}
    >>> of = pd.DataFrame(rows).assign(input="access_wait", where="below 23 days")
    >>> print(exceptions(of))
    Automation for lower cost (mean wait for access to data below 23 days)
    """
    sure = found[found["low"] > 0].assign(goal=_in_text(found["goal"]))
    sure["where"] = sure["input"].map(experiments.assumption) + " " + sure["where"]
    rows = sure.groupby(["best", "goal"], sort=False)["where"].agg(" or ".join)
    return "; ".join(
        f"{best} for {goal} ({where})"
        for best, goal, where in rows.reset_index().to_numpy()
    )


def _in_text(goals: pd.Series) -> pd.Series:
    """Write goals as they stand within a sentence."""
    titles = goals.map(str)
    return titles.str[0].str.lower() + titles.str[1:]


def all_round(found: pd.DataFrame) -> tuple[str, float]:
    """Return the practice that helps with every goal, and in what share of worlds.

    From ``Advice.next``: the least share over the goals is the largest, and returned.

    >>> rows = {"practice": ["CI/CD", "Cloud"] * 2, "helpful": [0.9, 0.1, 0.8, 1.0]}
    >>> all_round(pd.DataFrame(rows))
    ('CI/CD', 0.8)
    """
    least = found.groupby("practice")["helpful"].min()
    return str(least.idxmax()), float(least.max())


def whole_way(runs: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return in what share of worlds all practices together help, by indicator.

    From A and C in the same worlds, the stored ones by default. Columns ``kpi``,
    ``share`` (the mean gain over a world's runs is more than what matters to A) with
    Wilson's interval ``low`` to ``high``, over the ``worlds`` in which both have
    values, and the ``least``, the ``middle`` and the ``most`` that is gained, of the
    middle 95 % of worlds.
    """
    found = experiments.WORLDS.read() if runs is None else runs
    rows = []
    for kpi, goal in GOALS.items():
        means = found.groupby(["world", "scenario"])[kpi].mean(skipna=False).unstack()
        gain = (KPIS[kpi].sign * (means["C"] - means["A"])).dropna()
        share = (gain > goal.interest).mean()
        rows.append((kpi, len(gain), share, *gain.quantile([0.025, 0.5, 0.975])))
    names = ["kpi", "worlds", "share", "least", "middle", "most"]
    table = pd.DataFrame(rows, columns=names)
    table[["low", "high"]] = wilson(100 * table["share"], table["worlds"]) / 100
    return table
