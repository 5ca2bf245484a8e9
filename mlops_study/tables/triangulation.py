"""Tables of the kinds of evidence side by side.

They take what `triangulate` and `concordance` of ``evidence`` return.
"""

from functools import partial

import pandas as pd

from mlops_study.evidence import Ranking, ranks
from mlops_study.lifecycle import KPIS
from mlops_study.numerals import decimal, fixed, whole
from mlops_study.tables.table import Column, Table, number, side_by_side


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
        number("Same by intervals", "surely_same", sure),
        number("Opposite by intervals", "surely_opposite", sure),
        number("Chance of as many opposite", "chance", partial(fixed, places=2)),
        name="concordance",
        title="Pairs of practices that two kinds of evidence order",
    )
