"""Tables of what varies over worlds: the answers, and to what differences are due.

They take what `in_worlds` of ``evidence`` returns, and the stored studies of
``experiments.uncertainty``.
"""

import pandas as pd

from mlops_study.experiments import ENDS, assumption
from mlops_study.lifecycle import KPIS, PRACTICES
from mlops_study.numerals import fixed, interval
from mlops_study.tables.table import Column, Table, number, side_by_side

KEY = ["kpi", "index", "input"]

MOST = 5
"""So many rows of each indicator, the first ones, where all are too many."""


def _title(kpi: str) -> str:
    return KPIS[kpi].title


def _percent(share: float) -> str:
    return fixed(100 * share, 0)


def _amount(kpi: str, *ends: float) -> str:
    value, low, high = (KPIS[kpi].scale * end for end in ends)
    return f"{interval(value, low, high, _written)} {KPIS[kpi].change_unit}"


def _written(value: float) -> str:
    return fixed(value, 0 if abs(value) >= 100 else 2)


def in_worlds(shares: pd.DataFrame) -> Table:
    """List by goal in how many worlds each practice is best, helps and harms."""
    return Table.of(
        shares,
        Column("Goal", "goal"),
        Column("Practice", "practice"),
        number("Best, %", ("best", "low", "high"), _share),
        number("Clearly, %", "clear", _percent),
        number("Helps, %", "helpful", _percent),
        number("Harms, %", "harmful", _percent),
        number("Best again, %", "again", _percent),
        number("Regret", ("kpi", "regret", "regret_low", "regret_high"), _amount),
        title="Share of worlds in which a practice is best, helps or harms",
    )


def _share(best: float, low: float, high: float) -> str:
    return interval(best, low, high, _percent)


def adopt_first(
    advice: pd.DataFrame, shares: pd.DataFrame, known: pd.DataFrame
) -> Table:
    """Set beside the answer as assumed those of the worlds, and what to measure.

    From `next_practice`, `in_worlds` and the stored ``INFORMATION``.
    """
    told = known[~known["input"].isin(ENDS) & ~known["input"].str.contains(",")]
    rows = []
    for goal, own in shares.groupby("goal", sort=False):
        usual = advice[advice["goal"] == goal]
        best = told[told["kpi"] == own["kpi"].iloc[0]].iloc[0]
        two = own.head(2)[["practice", "best"]].itertuples(index=False)
        rows.append(
            {
                "goal": goal,
                "usual": " or ".join(usual["practice"][usual["tied"]]),
                "worlds": ", ".join(f"{p} {_percent(share)} %" for p, share in two),
                "input": best["input"],
            }
        )
    return Table.of(
        rows,
        Column("Goal", "goal"),
        Column("Best as assumed", "usual"),
        Column("Best in so many worlds", "worlds", numbers=True),
        Column("Measure first", "input", assumption),
        title="The practice to adopt first, in how many worlds, and what to measure",
    )


def effects(found: pd.DataFrame) -> Table:
    """List the assumptions that most of a difference is due to, by each method.

    From the stored ``EFFECTS``, with all blocks of worlds.
    """
    last = found.sort_values("blocks").drop_duplicates(KEY, keep="last")
    order = last[last["index"] == "shapley"].sort_values("value", ascending=False)
    named = order.groupby("kpi", sort=False).head(MOST)[["kpi", "input"]]
    own = named.merge(last, on=["kpi", "input"]).assign(
        row=lambda rows: rows["kpi"] + " " + rows["input"]
    )

    def cell(kpi: str, index: str, value: float, low: float, high: float) -> str:
        scale = KPIS[kpi].scale if index == "elementary" else 1
        return interval(scale * value, scale * low, scale * high, _written)

    shown = ("kpi", "index", "value", "low", "high")
    wide = side_by_side(own, "row", "index", shown, cell).reset_index()
    wide[["kpi", "input"]] = wide["row"].str.split(" ", n=1).tolist()
    kpis = {kpi: place for place, kpi in enumerate(KPIS)}
    wide = wide.sort_values("kpi", key=lambda own: own.map(kpis), kind="stable")
    return Table.of(
        wide,
        Column("Difference of C and A", "kpi", _title),
        Column("Assumption", "input", assumption),
        number("Morris", "elementary"),
        number("Alone", "first"),
        number("In all", "total"),
        number("Shapley", "shapley"),
        title="To which assumptions the difference of C and A is due",
    )


def interactions(found: pd.DataFrame) -> Table:
    """List how practices do more or less together: rows of ``ATTRIBUTION``."""
    return Table.of(
        found,
        Column("Indicator", "kpi", _title),
        Column("Practices", ("practice", "other"), _pair),
        number("Together more by", ("kpi", "mean", "low", "high"), _amount),
        number("Middle of worlds", ("kpi", "least", "most"), _span),
        title="What two practices add together beyond what each adds",
    )


def _pair(one: str, other: str) -> str:
    return f"{PRACTICES[one]} and {PRACTICES[other]}"


def _span(kpi: str, low: float, high: float) -> str:
    return " to ".join(_written(KPIS[kpi].scale * end) for end in (low, high))
