"""What a percentage says when the number of respondents is known or supposed."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["joint_share", "union_share", "wilson"]


def wilson(
    percentages: pd.Series, n: int | pd.Series, *, level: float = 0.95
) -> pd.DataFrame:
    r"""Return Wilson's interval for each percentage.

    The shares :math:`p` that a test at :math:`1 - \text{level}` would not refuse:
    :math:`|\hat p - p| \le z \sqrt{p(1-p)/n}`.

    Parameters
    ----------
    percentages
        Observed percentages from 0 to 100.
    n
        Number of respondents, the same for all or one for each.
    level
        Confidence of each interval.

    Returns
    -------
    pandas.DataFrame
        Columns ``low`` and ``high`` in per cent, indexed like `percentages`.

    Raises
    ------
    ValueError
        If `n` is not positive.

    Notes
    -----
    From ``statsmodels.stats.proportion.proportion_confint``.

    Examples
    --------
    >>> wilson(pd.Series([50.0]), 100).round(1).iloc[0].tolist()
    [40.4, 59.6]
    """
    from statsmodels.stats.proportion import proportion_confint

    sizes = pd.Series(n, index=percentages.index, dtype=float)
    if not (sizes > 0).all():
        raise ValueError("n must be positive: without respondents there is no share")
    low, high = proportion_confint(
        percentages / 100 * sizes, sizes, alpha=1 - level, method="wilson"
    )
    bounds = {"low": 100 * np.asarray(low), "high": 100 * np.asarray(high)}
    return pd.DataFrame(bounds, index=percentages.index)


def joint_share(first: float, second: float) -> tuple[float, float, float]:
    r"""Return what can be said of those who say yes to both of two items.

    .. math:: \max(0, p + q - 1) \le P(\text{both}) \le \min(p, q)

    the bounds of Fréchet and Hoeffding, with :math:`pq` for independent items.

    Parameters
    ----------
    first, second
        Shares from 0 to 1.

    Returns
    -------
    tuple of float
        The least, the independent and the largest joint share.

    Examples
    --------
    >>> joint_share(0.75, 0.5)
    (0.25, 0.375, 0.5)
    """
    return max(0.0, first + second - 1), first * second, min(first, second)


def union_share(percentages: pd.Series) -> tuple[float, float]:
    r"""Return the bounds of the share that says yes to at least one item.

    .. math:: \max_i p_i \le P(\text{any}) \le \min(1, \textstyle\sum_i p_i)

    Parameters
    ----------
    percentages
        Per cent, one value an item.

    Examples
    --------
    >>> union_share(pd.Series([70, 60]))
    (70.0, 100.0)
    """
    return float(percentages.max()), float(min(100, percentages.sum()))
