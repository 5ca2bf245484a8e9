"""What five tools with a share and a mean rating can show."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

__all__ = ["leave_one_out", "rank_correlation", "rating_bounds"]


def rank_correlation(first: pd.Series, second: pd.Series) -> dict[str, float]:
    r"""Return Spearman's correlation with its exact permutation test.

    All :math:`n!` pairings are tried. The two-sided p-value is the share of pairings
    whose correlation is as far from zero; it cannot be smaller than :math:`2/n!`.

    Parameters
    ----------
    first, second
        Values of the same items, from 3 to 8 of them.

    Returns
    -------
    dict
        ``n``, ``correlation``, ``p_value`` and ``smallest_p``.

    Raises
    ------
    ValueError
        If there are fewer than 3 or more than 8 items, or all values are equal.

    Notes
    -----
    From ``scipy.stats.permutation_test``.

    Examples
    --------
    >>> found = rank_correlation(pd.Series([1, 2, 3, 4]), pd.Series([10, 20, 30, 40]))
    >>> {name: round(value, 3) for name, value in found.items()}
    {'n': 4, 'correlation': 1.0, 'p_value': 0.083, 'smallest_p': 0.083}
    """
    from scipy import stats

    n = len(first)
    if not 3 <= n <= 8:
        raise ValueError(f"{n} items; expected 3 to 8, of which all pairings are tried")
    if first.nunique() == 1 or second.nunique() == 1:
        raise ValueError("all values are equal; there is no rank to correlate")
    # the correlation of ranks; its place among all pairings is what counts
    ranks = stats.rankdata(first), stats.rankdata(second)

    def statistic(x: np.ndarray) -> float:
        return float(np.corrcoef(x, ranks[1])[0, 1])

    found = stats.permutation_test(
        (ranks[0],),
        statistic,
        permutation_type="pairings",
        vectorized=False,
        n_resamples=math.inf,
    )
    return {
        "n": n,
        "correlation": float(found.statistic),
        "p_value": float(found.pvalue),
        "smallest_p": 2 / math.factorial(n),
    }


def leave_one_out(first: pd.Series, second: pd.Series) -> pd.DataFrame:
    """Return the rank correlation of all items, and without each of them.

    Parameters
    ----------
    first, second
        Values of the same items, indexed by their names; from 4 to 8 of them.

    Returns
    -------
    pandas.DataFrame
        A row for ``""`` (all items) and for each item left out; the columns are those
        of :func:`rank_correlation`.
    """
    rows = {"": rank_correlation(first, second)}
    for item in first.index:
        rows[str(item)] = rank_correlation(first.drop(item), second.drop(item))
    return pd.DataFrame.from_dict(rows, orient="index")


def rating_bounds(
    mean: float,
    at_least: int,
    *,
    scale: tuple[int, int] = (1, 5),
    half_width: float = 0.05,
) -> tuple[float, float]:
    r"""Bound the share of ratings at a level or above, given their mean.

    With a scale from :math:`l` to :math:`h`, a level :math:`t` and a mean :math:`m`,

    .. math:: \frac{m - (t - 1)}{h - (t - 1)} \le P(\text{rating} \ge t)
       \le \frac{m - l}{t - l}

    where the left side is taken from the smallest and the right from the largest mean
    that is printed as `mean`.

    Parameters
    ----------
    mean
        Mean rating as printed.
    at_least
        The level :math:`t`, above the lowest of the scale.
    scale
        Lowest and highest rating.
    half_width
        Half the unit of the last printed decimal.

    Returns
    -------
    tuple of float
        Least and largest share, from 0 to 1.

    Raises
    ------
    ValueError
        If the mean or the level lies off the scale.

    Examples
    --------
    >>> low, high = rating_bounds(4.5, 4, half_width=0)
    >>> low, high
    (0.75, 1.0)
    """
    low, high = scale
    if not low <= mean <= high:
        raise ValueError(f"mean is {mean}; expected {low} to {high}")
    if not low < at_least <= high:
        raise ValueError(f"at_least is {at_least}; expected {low + 1} to {high}")
    least, most = max(mean - half_width, low), min(mean + half_width, high)
    below = at_least - 1
    return (
        max(0.0, (least - below) / (high - below)),
        min(1.0, (most - low) / (at_least - low)),
    )
