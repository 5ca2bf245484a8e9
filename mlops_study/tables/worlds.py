"""Tables of to what differences are due, by the stored studies of worlds."""

from functools import partial

import pandas as pd

from mlops_study.evidence import GOALS
from mlops_study.experiments import assumption
from mlops_study.lifecycle import KPIS, PRACTICES
from mlops_study.numerals import fixed, interval, span
from mlops_study.tables.table import Column, Table, number

KEY = ["kpi", "index", "input"]

MOST = 5
"""So many rows of each indicator, the first ones, where all are too many."""


def effects(found: pd.DataFrame) -> Table:
    """List the assumptions that most of a difference is due to, by each method.

    From the stored ``EFFECTS``, with all blocks of worlds.
    """

    def cell(kpi: str, index: str, value: float, low: float, high: float) -> str:
        share = partial(fixed, places=2)
        form = GOALS[kpi].number if index == "elementary" else share
        return interval(value, low, high, form)

    last = found.sort_values("blocks").drop_duplicates(KEY, keep="last")
    cells = Column("", ("kpi", "index", "value", "low", "high"), cell).cells(last)
    wide = last.assign(cell=cells).pivot(index=["kpi", "input"], columns="index")
    order = wide["value", "shapley"].sort_values(ascending=False)
    shown = [own for kpi in GOALS if kpi in order for own in order[[kpi]].index[:MOST]]
    return Table.of(
        wide["cell"].loc[shown].reset_index(),
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

    def pair(one: str, other: str) -> str:
        return f"{PRACTICES[one]} and {PRACTICES[other]}"

    def more(kpi: str, value: float, low: float, high: float) -> str:
        return GOALS[kpi].written(value, low, high)

    def middle(kpi: str, low: float, high: float) -> str:
        return span(low, high, GOALS[kpi].number)

    return Table.of(
        found,
        Column("Indicator", "kpi", _title),
        Column("Practices", ("practice", "other"), pair),
        number("Together more by", ("kpi", "mean", "low", "high"), more),
        number("Middle of worlds", ("kpi", "least", "most"), middle),
        title="What two practices add together beyond what each adds",
    )


def _title(kpi: str) -> str:
    return KPIS[kpi].title
