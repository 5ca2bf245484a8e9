"""Tables of the advice, and of the kinds of evidence side by side.

They take what `next_practice`, `triangulate` and `concordance` of ``evidence`` return.
"""

from functools import partial
from math import isinf

import pandas as pd

from mlops_study.evidence import Ranking, ranks
from mlops_study.experiments import Effect
from mlops_study.lifecycle import KPIS
from mlops_study.numerals import decimal, fixed, interval, quantity, whole
from mlops_study.tables.table import Column, Table, level, number, side_by_side


def next_practice(found: pd.DataFrame) -> Table:
    """Say for each goal which practice to adopt next, and how sure that is."""
    rows = []
    for _, own in found.groupby("goal", sort=False):
        named = {
            verdict: own["practice"][own["verdict"] == verdict].tolist()
            for verdict in Effect
        }
        helpful = named[Effect.BETTER]
        tied = own["practice"][own["tied"]]
        rows.append(
            {
                **own.iloc[own["practice"].isin(helpful).argmax()],
                **named,
                "next": [*helpful, "none is shown to help"][0],
                "tied": [practice for practice in tied if practice in helpful[1:]],
            }
        )

    paid = ("payback", "payback_low", "payback_high")

    def smallest(goal: str, kpi: str, interest: float) -> str:
        of = KPIS[kpi]
        return f"{goal}, {quantity(of.scale * interest, digits=2)} {of.change_unit}"

    def effect(kpi: str, *found: float) -> str:
        of = KPIS[kpi]
        value, low, high = (of.scale * number for number in found)
        form = partial(fixed, places=0 if abs(value) >= 100 else 1, sign=True)
        shown = interval(value, low, high, form)
        return shown if pd.isna(value) else f"{shown} {of.change_unit}"

    def days(*found: float) -> str:
        if pd.isna(found[0]):
            return ""
        return "never" if isinf(found[1]) else f"{paid_back(*found)} days"

    def listed(practices: list[str]) -> str:
        return ", ".join(practices) or "none"

    return Table.of(
        rows,
        Column(
            "Goal, matters from", ("goal", "kpi", "interest"), smallest, numbers=True
        ),
        Column("Next", "next"),
        Column("Effect", ("kpi", "effect", "low", "high"), effect, numbers=True),
        Column("Pays back after", paid, days, numbers=True),
        Column("Not distinguishable from it", "tied", listed),
        *(
            Column(verdict.capitalize(), verdict, listed)
            for verdict in (Effect.WORSE, Effect.SMALL, Effect.UNSURE)
        ),
        name="next",
        title="Which practice to adopt next, for the assumed parameters, by intervals "
        f"that hold together at {level(found)}",
    )


def paid_back(*days: float) -> str:
    """Write after how many days a practice has paid back, with the interval."""
    middle, low, high = ("never" if isinf(end) else whole(end) for end in days)
    return f"{middle} [{low}, {high}]"


def triangulation(found: dict[str, Ranking]) -> Table:
    """Set value and rank of each practice side by side, a row an evidence."""

    def cell(kind: str, value: float, best: float, worst: float) -> str:
        places = f"{best:g}" if best == worst else f"{best:g} to {worst:g}"
        shared = best == worst and (found[kind].values == value).sum() > 1
        tied = ", tied" if shared else ""
        return f"{_value(found[kind], value)}, rank {places}{tied}"

    shown = ("evidence", "value", "best", "worst")
    wide = side_by_side(ranks(found), "evidence", "practice", shown, cell)
    return Table.of(
        wide,
        Column("Evidence", "evidence", lambda kind: kind[0].upper() + kind[1:]),
        *(Column(practice, practice, numbers=True) for practice in map(str, wide)),
        name="triangulation",
        title="Value and interval of ranks by kind of evidence",
    )


def _value(ranking: Ranking, value: float) -> str:
    if ranking.kind == "survey":
        return f"{decimal(value, 1)} %"
    if ranking.kind == "literature":
        return f"{whole(value)} {'study' if value == 1 else 'studies'}"
    if pd.isna(value):
        return "n/a"
    of = KPIS[ranking.kpi]
    return f"{fixed(of.scale * value, 1, sign=True)} {of.change_unit}"


def concordance(pairs: pd.DataFrame) -> Table:
    """List how two kinds of evidence order the pairs of practices."""

    def sure(pairs: float) -> str:
        return "n/a" if pd.isna(pairs) else whole(pairs)

    return Table.of(
        pairs,
        Column("One", "one"),
        Column("Other", "other"),
        number("Same order", "same", whole),
        number("Opposite", "opposite", whole),
        number("Tied", "tied", whole),
        number("Surely the same", "surely_same", sure),
        number("Surely opposite", "surely_opposite", sure),
        number("Chance of as many opposite", "chance", partial(fixed, places=2)),
        name="concordance",
        title="Pairs of practices that two kinds of evidence order",
    )
