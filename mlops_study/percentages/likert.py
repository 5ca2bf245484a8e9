"""Summaries of answers on the five levels of agreement.

Each function takes a frame with the columns of
``LIKERT_LEVELS``, one row an item; other columns are
left alone. Percentages of a row sum to 100.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from mlops_study.published import LIKERT_LEVELS

__all__ = [
    "bottom_box",
    "interpolated_median",
    "mean_score",
    "net_agreement",
    "shares",
    "top_box",
]

_LEVELS = list(LIKERT_LEVELS)


def shares(counts: pd.DataFrame) -> pd.DataFrame:
    r"""Turn counts of answers into percentages of their row.

    .. math:: p_k = 100 \, n_k / \sum_j n_j

    Parameters
    ----------
    counts
        Numbers of answers by level, one row an item.

    Returns
    -------
    pandas.DataFrame
        The same rows with percentages in place of counts.

    Raises
    ------
    ValueError
        If a count is negative or a row has no answers.

    Examples
    --------
    >>> counts = pd.DataFrame([[9, 7, 2, 1, 1]], columns=_LEVELS)
    >>> shares(counts).iloc[0].tolist()
    [45.0, 35.0, 10.0, 5.0, 5.0]
    """
    answers = counts[_LEVELS]
    if (answers < 0).to_numpy().any():
        raise ValueError("counts of answers must not be negative")
    totals = answers.sum(axis=1)
    if (totals == 0).any():
        row = totals.index[totals == 0][0]
        raise ValueError(f"row {row!r} has no answers; expected at least one")
    return counts.assign(**(100 * answers).div(totals, axis=0))


def top_box(frame: pd.DataFrame, levels: int = 2) -> pd.Series:
    r"""Add up the shares of the most agreeing levels.

    .. math:: T_m = \sum_{k=1}^{m} p_k

    Parameters
    ----------
    frame
        Percentages by level, one row an item.
    levels
        How many levels to add, from 1 to 4; two is the usual *top-2 box*.

    Returns
    -------
    pandas.Series
        Per cent, one value an item.

    Raises
    ------
    ValueError
        If `levels` is not a number from 1 to 4.

    Examples
    --------
    >>> row = pd.DataFrame([[45, 35, 10, 5, 5]], columns=_LEVELS)
    >>> top_box(row).item(), top_box(row, levels=1).item()
    (80, 45)
    """
    return frame[_LEVELS[: _box(levels)]].sum(axis=1)


def bottom_box(frame: pd.DataFrame, levels: int = 2) -> pd.Series:
    r"""Add up the shares of the least agreeing levels.

    .. math:: B_m = \sum_{k=6-m}^{5} p_k

    Parameters
    ----------
    frame
        Percentages by level, one row an item.
    levels
        How many levels to add, from 1 to 4.

    Returns
    -------
    pandas.Series
        Per cent, one value an item.

    Raises
    ------
    ValueError
        If `levels` is not a number from 1 to 4.
    """
    return frame[_LEVELS[-_box(levels) :]].sum(axis=1)


def _box(levels: int) -> int:
    if not 1 <= levels < len(_LEVELS):
        raise ValueError(f"levels is {levels}; expected 1 to {len(_LEVELS) - 1}")
    return levels


def net_agreement(frame: pd.DataFrame) -> pd.Series:
    r"""Subtract those who disagree from those who agree.

    .. math:: N = T_2 - B_2

    Parameters
    ----------
    frame
        Percentages by level, one row an item.

    Returns
    -------
    pandas.Series
        Percentage points from -100 to 100, one value an item.

    Examples
    --------
    >>> row = pd.DataFrame([[45, 35, 10, 5, 5]], columns=_LEVELS)
    >>> net_agreement(row).item()
    70
    """
    return top_box(frame) - bottom_box(frame)


def mean_score(frame: pd.DataFrame) -> pd.Series:
    r"""Score the levels 5 to 1 and take the mean.

    .. math:: M = \sum_{k=1}^{5} (6 - k)\, p_k \Big/ \sum_{k=1}^{5} p_k

    The mean treats the steps between the levels as equal, which the answers
    themselves do not show.

    Parameters
    ----------
    frame
        Percentages by level, one row an item.

    Returns
    -------
    pandas.Series
        Scores from 1 to 5, one value an item.

    Examples
    --------
    >>> row = pd.DataFrame([[45, 35, 10, 5, 5]], columns=_LEVELS)
    >>> mean_score(row).item()
    4.1
    """
    scores = np.arange(len(_LEVELS), 0, -1)
    answers = frame[_LEVELS]
    return (answers * scores).sum(axis=1) / answers.sum(axis=1)


def interpolated_median(frame: pd.DataFrame) -> pd.Series:
    r"""Return the median score, interpolated inside the level that it falls into.

    With :math:`F` the share below the median's level :math:`x` and :math:`f` the share
    at it, the answers of the level are spread evenly from :math:`x - \tfrac12` to
    :math:`x + \tfrac12`:

    .. math:: \tilde x = x - \tfrac12 + \frac{\tfrac12 - F}{f}

    Parameters
    ----------
    frame
        Percentages by level, one row an item.

    Returns
    -------
    pandas.Series
        Scores from 1 to 5, one value an item.

    Examples
    --------
    >>> row = pd.DataFrame([[45, 35, 10, 5, 5]], columns=_LEVELS)
    >>> round(interpolated_median(row).item(), 3)
    4.357
    """
    # from the lowest score up
    shares = frame[_LEVELS[::-1]].to_numpy(dtype=float)
    shares = shares / shares.sum(axis=1, keepdims=True)
    upto = shares.cumsum(axis=1)
    level = (upto < 0.5 - 1e-12).sum(axis=1)
    rows = np.arange(len(frame))
    at = shares[rows, level]
    median = level + 0.5 + (0.5 - (upto[rows, level] - at)) / at
    return pd.Series(median, index=frame.index)
