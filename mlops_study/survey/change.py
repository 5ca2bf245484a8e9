"""Measures of a change between two percentages."""

from __future__ import annotations

import pandas as pd

__all__ = ["percentage_points", "relative_improvement"]


def percentage_points(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the difference of two percentages.

    .. math:: d = p_1 - p_0

    Parameters
    ----------
    before, after
        Percentages, aligned by their index.

    Returns
    -------
    pandas.Series
        Percentage points.

    Examples
    --------
    >>> percentage_points(pd.Series([25]), pd.Series([50])).item()
    25
    """
    return after - before


def relative_improvement(before: pd.Series, after: pd.Series) -> pd.Series:
    r"""Return the change as a percentage of the starting value.

    .. math:: r = 100 \, (p_1 - p_0) / p_0

    Parameters
    ----------
    before, after
        Percentages, aligned by their index; `before` is positive.

    Returns
    -------
    pandas.Series
        Per cent of `before`.

    Raises
    ------
    ValueError
        If a value of `before` is not positive.

    Examples
    --------
    >>> relative_improvement(pd.Series([25]), pd.Series([50])).item()
    100.0
    """
    if (before <= 0).any():
        row = before.index[before <= 0][0]
        raise ValueError(
            f"before[{row!r}] is {before[row]}; a relative change needs a start above 0"
        )
    return 100 * percentage_points(before, after) / before
