"""The steps of the rankings that the tables invite, the changes, and what they need.

Tables whose rows are shares of the same respondents can be ranked; a table of values
before and after compares each row with itself.
"""

from bisect import bisect_left
from functools import cache, partial
from itertools import pairwise

import numpy as np
import pandas as pd

from mlops_study import percentages
from mlops_study.published import SURVEY_TABLES, Paper

SIZES = np.unique(np.geomspace(20, 3000, 40).round().astype(int))
"""Numbers of respondents at which the curves are computed."""

SUPPOSED = 100
"""Number of respondents that is supposed where one must be."""

_PAPER = Paper()
_COMPARED = {name: t for name, t in SURVEY_TABLES.items() if "before" in t.columns}


def rankings(paper: Paper = _PAPER) -> dict[str, pd.Series]:
    """Return the percentages by which the rows of each table are ranked, by its title.

    Of Table 1 by those who strongly agree, and by those who agree or strongly agree.
    """
    found = {}
    for name, table in SURVEY_TABLES.items():
        if name in _COMPARED:
            continue
        for way, shares in paper.shares(name).items():
            last = table.columns[table.counted[str(way)][-1]].label
            several = len(table.counted) > 1
            found[f"{table.title}, {last}" if several else table.title] = shares
    return found


def ranked_differences(paper: Paper = _PAPER) -> pd.DataFrame:
    """Return each step from one rank to the next, and each change from before to after.

    A ranking holds only if each of its steps does. Steps between equal shares are left
    out: they rank nothing. Columns ``group`` (a ranking, or ``Table 3, change``),
    ``higher`` and ``lower`` (what is compared), and the percentages ``first`` and
    ``second``.

    >>> ranked_differences().groupby("group").size()["Table 2"]
    np.int64(4)
    """
    rows = []
    for group, shares in rankings(paper).items():
        ordered = shares.sort_values(ascending=False, kind="stable")
        for (higher, first), (lower, second) in pairwise(ordered.items()):
            rows.append((group, higher, lower, first, second))
    for name, table in _COMPARED.items():
        for row in paper.table(name).itertuples():
            group = f"{table.title}, change"
            rows.append((group, row.Index, "before", row.after, row.before))
    frame = pd.DataFrame(rows, columns=["group", "higher", "lower", "first", "second"])
    return frame[frame["first"] != frame["second"]].reset_index(drop=True)


@cache
def needed_by_difference() -> pd.DataFrame:
    """Return the respondents that each difference needs, in each case of overlap.

    See :func:`~mlops_study.percentages.paired.needed_sizes`.
    """
    return percentages.needed_sizes(ranked_differences())


@cache
def p_values_at_feasible_sizes(
    paper: Paper = _PAPER, *, rule: percentages.Rule = "half_up", up_to: int = 1000
) -> pd.DataFrame:
    """Bound the p-value of each difference at each number of respondents that fits.

    Supposed is what the tables suggest: that the same people answered all rows of all
    tables, and that percentages were rounded by the `rule`. A row for each difference
    of :func:`ranked_differences`, with its columns, and each number ``n``, up to
    `up_to`, from which all percentages of the paper can come: ``low`` and ``high`` are
    the least and the largest p-value of
    :func:`~mlops_study.percentages.paired.p_value_bounds`, whatever the overlap.

    >>> found = p_values_at_feasible_sizes()
    >>> changes = found[found["lower"] == "before"]
    >>> changes["high"].max().round(3), changes["n"].min()
    (np.float64(0.036), np.int64(60))
    """
    by_row = percentages.sizes_by_row(paper.survey, rule=rule, up_to=up_to)
    sizes = percentages.common_sizes(by_row)
    pairs = ranked_differences(paper)
    bounds = [
        percentages.p_value_bounds(first, second, sizes, rule=rule)
        for first, second in pairs[["first", "second"]].itertuples(index=False)
    ]
    each = pd.concat(bounds, keys=pairs.index, names=["pair", "n"])
    return each.reset_index("n").join(pairs).reset_index(drop=True)


def first_place_curves(sizes: np.ndarray = SIZES) -> dict[str, pd.DataFrame]:
    """Return how sure the first place of each ranking is, by number of respondents.

    By title of the ranking: ``n``; ``independent``, the probability that the printed
    first is first if items are independent; ``low`` and ``high``, its bounds over all
    overlaps.
    """
    return {
        title: pd.DataFrame(
            {
                "n": n,
                "independent": percentages.rank_probabilities(shares, n)[1].max(),
                **_first(shares, n),
            }
            for n in sizes.tolist()
        )
        for title, shares in rankings().items()
    }


def rank_curves(title: str, sizes: np.ndarray = SIZES) -> pd.DataFrame:
    """Return the probability of each rank of a ranking's items, if independent.

    Rows by number of respondents ``n`` and item, a column for each rank.
    """
    ranks = partial(percentages.rank_probabilities, rankings()[title])
    found: pd.DataFrame = pd.concat({n: ranks(n) for n in sizes.tolist()}, names=["n"])
    return found


def first_place_sizes() -> pd.DataFrame:
    """Return from how many respondents on a first place can be, and must be, sure.

    Sure is a probability of ``SURE``. By title of the ranking: ``best``, the smallest
    number at which some overlap makes the first place sure, and ``worst``, at which
    every overlap does; a ValueError where no number does.
    """
    rows = {
        title: [_first_size(shares, bound) for bound in ("high", "low")]
        for title, shares in rankings().items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["best", "worst"])


def _first(shares: pd.Series, n: int) -> dict[str, float]:
    """Bound how sure the printed first, the most probable, is over all overlaps."""
    above = partial(percentages.above_by_shares, shares, n)
    cases = (above(overlap=case) for case in ("best", "worst"))
    bounds = percentages.first_probability_bounds(*cases)
    return {str(name): float(value) for name, value in bounds.max().items()}


def _first_size(shares: pd.Series, bound: str) -> int:
    """Find the smallest size by halving: the bounds grow with it."""
    sizes = range(1, 1_000_001)
    found = bisect_left(sizes, percentages.SURE, key=lambda n: _first(shares, n)[bound])
    if found == len(sizes):
        raise ValueError(f"no first place is sure up to {len(sizes)} respondents")
    return sizes[found]
