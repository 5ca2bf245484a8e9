"""The steps of the rankings that the tables invite, the changes, and what they need."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from mlops_study import survey
from mlops_study.published import STRONG_AGREEMENT, Paper

__all__ = [
    "RANKED",
    "first_place_curves",
    "first_place_sizes",
    "needed_by_difference",
    "ranked_differences",
    "rankings",
]

RANKED = ("table1", "table2", "table4", "table5")
"""The tables whose rows can be ranked; Table 3 compares before with after."""


def rankings() -> dict[str, pd.Series]:
    """Return the percentages by which the rows of each table are ranked.

    Of Table 1 by those who strongly agree, and by those who agree or strongly agree.

    Returns
    -------
    dict
        Percentages by name of the row, by a title such as ``Table 2``.
    """
    paper = Paper()
    found = {}
    for name in RANKED:
        title = f"Table {name[-1]}"
        for way, shares in paper.shares(name).items():
            if name == "table1":
                suffix = "strongly agree" if way == STRONG_AGREEMENT else "agree"
                found[f"{title}, {suffix}"] = shares
            else:
                found[title] = shares
    return found


def ranked_differences() -> pd.DataFrame:
    """Return each step from one rank to the next, and each change from before to after.

    A ranking holds only if each of its steps does. Steps between equal shares are left
    out: they rank nothing.

    Returns
    -------
    pandas.DataFrame
        ``group`` (a ranking, or ``Table 3, change``), ``higher`` and ``lower`` (what is
        compared) and the percentages ``first`` and ``second``.

    Examples
    --------
    >>> ranked_differences().groupby("group").size()["Table 2"]
    np.int64(4)
    """
    rows = []
    for group, shares in rankings().items():
        ordered = shares.sort_values(ascending=False, kind="stable")
        steps = zip(ordered.items(), ordered.iloc[1:].items(), strict=False)
        for (higher, first), (lower, second) in steps:
            rows.append((group, higher, lower, first, second))
    changes = Paper().table("table3")
    for aspect, before, after in zip(
        changes.index, changes["before"], changes["after"], strict=True
    ):
        rows.append(("Table 3, change", aspect, "before", after, before))
    frame = pd.DataFrame(rows, columns=["group", "higher", "lower", "first", "second"])
    return frame[frame["first"] != frame["second"]].reset_index(drop=True)


@cache
def needed_by_difference() -> pd.DataFrame:
    """Return the respondents that each of these differences needs.

    Returns
    -------
    pandas.DataFrame
        See :func:`~mlops_study.percentages.paired.needed_sizes`.
    """
    return survey.needed_sizes(ranked_differences())


SIZES = np.unique(np.geomspace(20, 3000, 40).round().astype(int))
"""Numbers of respondents at which the curves are computed."""

SUPPOSED = 100
"""Number of respondents that is supposed where one must be."""

SUPPOSED_SIZES = (50, 200, 1000)
"""Numbers of respondents that show how much hangs on it."""


def first_place_curves(sizes: np.ndarray = SIZES) -> dict[str, pd.DataFrame]:
    """Return how sure the first place of each ranking is, by number of respondents.

    Parameters
    ----------
    sizes
        Numbers of respondents.

    Returns
    -------
    dict
        By title of the ranking: ``n``; ``independent``, the probability that the
        printed first is first if items are independent; ``low`` and ``high``, its
        bounds over all overlaps.
    """
    return {
        title: pd.DataFrame(
            [
                {
                    "n": n,
                    "independent": survey.first_probability(shares, n)[leader],
                    **_leading(shares, n),
                }
                for n in sizes.tolist()
            ]
        )
        for title, shares in rankings().items()
        if (leader := str(shares.idxmax()))
    }


def _leading(shares: pd.Series, n: int) -> dict[str, float]:
    """Bound the probability that the printed first is first."""
    best, worst = (
        survey.above_by_shares(shares, n, overlap=case) for case in ("best", "worst")
    )
    bounds = survey.first_probability_bounds(best, worst)
    leader = str(shares.idxmax())
    return {"low": float(bounds["low"][leader]), "high": float(bounds["high"][leader])}


def first_place_sizes(level: float = 0.95) -> pd.DataFrame:
    """Return from how many respondents on a first place can be, and must be, sure.

    Parameters
    ----------
    level
        Probability that is called sure.

    Returns
    -------
    pandas.DataFrame
        By title of the ranking: ``best``, the smallest number at which some overlap
        makes the first place sure, and ``worst``, at which every overlap does.
    """
    rows = {}
    for title, shares in rankings().items():
        rows[title] = {
            case: _first_size(shares, bound, level)
            for case, bound in (("best", "high"), ("worst", "low"))
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _first_size(shares: pd.Series, bound: str, level: float) -> int:
    """Find the smallest size by halving: the bounds grow with it."""
    low, high = 1, 1
    while _leading(shares, high)[bound] < level:
        low, high = high + 1, 2 * high
    while low < high:
        middle = (low + high) // 2
        if _leading(shares, middle)[bound] >= level:
            high = middle
        else:
            low = middle + 1
    return low
