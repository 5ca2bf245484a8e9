"""What a survey says, in sentences that its tables and figures bear out.

A sentence compares rows only among those who answered all of them, and names a first
only where it also leads among all who answered each row.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from mlops_study.numerals import NO_BREAK, decimal, people, whole
from mlops_study.survey.comparing import LEAST
from mlops_study.survey.tabulation import leaders, listed

_SHORT = 3  # so many names are listed, more are counted


def sentences(
    numbers: pd.DataFrame, rankings: pd.DataFrame, *, least: int = LEAST
) -> dict[str, str]:
    """Say in a sentence for each table what it shows.

    From `estimates` and `rankings`. Of before and after, which rows changed; of others,
    which row comes first, or which tie, and how sure that is.
    """
    found = {}
    for name, own in numbers.groupby("table", sort=False):
        table, block = str(name), own["block"].iloc[0]
        if "change" in set(own["column"]):
            text = _changes(own[own["column"] == "change"])
        else:
            share = own[own["main"] & (own["unit"] == "per cent")]
            text = _first(share, rankings[rankings["table"] == table], least)
        found[table] = f"{block}: {text}"
    return found


def _first(shares: pd.DataFrame, ranks: pd.DataFrame, least: int) -> str:
    if shares.empty:
        return "who uses what was not asked."
    answered = shares[shares["n"] > 0].set_index("row")["value"]
    if answered.empty:
        return "nobody answered."
    if len(answered) == 1:
        row = shares[shares["n"] > 0].iloc[0]
        return f"{row['row']} has {_per_cent(row['value'])} (n = {whole(row['n'])})."
    n = int(ranks["n"].iloc[0])
    if ranks["share"].isna().any():
        return (
            f"{people(n)} answered all {len(answered)} rows; of fewer than "
            f"{whole(least)} it is not said which comes first."
        )
    base = ranks.set_index("row")["share"]
    ahead, shown = leaders(base), leaders(answered)
    who = f"of the {whole(n)} who answered all rows"
    if set(ahead) != set(shown):
        return (
            f"which comes first depends on who is counted: {who} "
            f"{_few(ahead, 'rows')}, of all who answered each {_few(shown, 'rows')}."
        )
    share = f"({_per_cent(base.max())} {who})"
    if len(ahead) > 1:
        all_ = len(ahead) == len(base)
        names = f"all {len(ahead)} rows" if all_ else _few(ahead, "rows")
        return f"{names} tie{'' if all_ else ' for the first place'} {share}."
    top = ranks.iloc[0]
    sure = "surely" if top["first_low"] >= top["level"] else "but not surely"
    ends = dict.fromkeys(whole(100 * top[f"first_{end}"]) for end in ("low", "high"))
    return (
        f"{top['row']} comes first {share}, {sure}: it is first with a probability of "
        f"{' to '.join(ends)}{NO_BREAK}%."
    )


def _changes(changes: pd.DataFrame) -> str:
    parts = {
        "more say yes after than before for": changes["low"] > 0,
        "fewer for": changes["high"] < 0,
        "the interval of the change holds zero for": (changes["low"] <= 0)
        & (changes["high"] >= 0),
        "all are alike, which leaves no interval, for": changes["low"].isna(),
    }
    said = [
        f"{words} {_few(list(changes['row'][rows]), 'rows')}"
        for words, rows in parts.items()
        if rows.any()
    ]
    least, most = changes["n"].min(), changes["n"].max()
    n = whole(least) if least == most else f"{whole(least)} to {whole(most)}"
    return f"{'; '.join(said)} (n = {n}, who answered both)."


def group_sentences(groups: pd.DataFrame, column: str) -> Iterator[str]:
    """Say how many differences between groups are more than luck."""
    told = groups[groups["difference_low"].notna()]
    if told.empty:
        return
    level = 100 * told["level"].iloc[0]
    apart = (told["difference_low"] > 0) | (told["difference_high"] < 0)
    yield (
        f"Groups by {column}: {whole(apart.sum())} of {whole(len(told))} differences "
        f"between groups {'is' if apart.sum() == 1 else 'are'} more than luck at "
        f"{decimal(level)}{NO_BREAK}%; by luck alone it would be about "
        f"{decimal((1 - level / 100) * len(told), 1)}."
    )


def precision(numbers: pd.DataFrame) -> Iterator[str]:
    """Say how far the shares may be off."""
    shares = numbers[(numbers["unit"] == "per cent") & numbers["low"].notna()]
    if shares.empty:
        return
    value = shares["value"]
    reach = np.maximum(shares["high"] - value, value - shares["low"])
    at = shares[reach == reach.max()].iloc[0]
    yield (
        f"How far shares may be off: at {decimal(100 * at['level'])} % the widest "
        f"interval reaches {whole(reach.max())} points from its share "
        f"(n = {whole(at['n'])})."
    )


def _few(names: list[str], what: str) -> str:
    return listed(names) if len(names) <= _SHORT else f"{whole(len(names))} {what}"


def _per_cent(value: float, places: int = 1) -> str:
    return f"{decimal(value, places)}{NO_BREAK}%"
