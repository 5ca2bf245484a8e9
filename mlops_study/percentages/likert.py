"""Summaries of answers on the five levels of agreement.

Each function takes a frame with the columns of ``LIKERT_LEVELS``, one row an item, and
returns one value an item; other columns are left alone. Percentages of a row sum to
100.
"""

import numpy as np
import pandas as pd

from mlops_study.published import LIKERT_LEVELS

_LEVELS = list(LIKERT_LEVELS)


def shares(counts: pd.DataFrame) -> pd.DataFrame:
    r"""Turn counts of answers into percentages of their row.

    .. math:: p_k = 100 \, n_k / \sum_j n_j

    Negative counts and a row without answers are refused.

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
    r"""Add up the shares of the most agreeing levels, from 1 to 4 of them.

    .. math:: T_m = \sum_{k=1}^{m} p_k

    >>> row = pd.DataFrame([[45, 35, 10, 5, 5]], columns=_LEVELS)
    >>> top_box(row).item(), top_box(row, levels=1).item()
    (80, 45)
    """
    return frame[_LEVELS[: _box(levels)]].sum(axis=1)


def bottom_box(frame: pd.DataFrame, levels: int = 2) -> pd.Series:
    r"""Add up the shares of the least agreeing levels, from 1 to 4 of them.

    .. math:: B_m = \sum_{k=6-m}^{5} p_k
    """
    return frame[_LEVELS[-_box(levels) :]].sum(axis=1)


def _box(levels: int) -> int:
    if not 1 <= levels < len(_LEVELS):
        raise ValueError(f"levels is {levels}; expected 1 to {len(_LEVELS) - 1}")
    return levels


def net_agreement(frame: pd.DataFrame) -> pd.Series:
    r"""Subtract those who disagree from those who agree, in percentage points.

    .. math:: N = T_2 - B_2

    >>> row = pd.DataFrame([[45, 35, 10, 5, 5]], columns=_LEVELS)
    >>> net_agreement(row).item()
    70
    """
    return top_box(frame) - bottom_box(frame)


def mean_score(frame: pd.DataFrame) -> pd.Series:
    r"""Score the levels 5 to 1 and take the mean.

    .. math:: M = \sum_{k=1}^{5} (6 - k)\, p_k \Bigl/ \sum_{k=1}^{5} p_k

    That the steps between the levels are equal the answers do not show.

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


def dominance(frame: pd.DataFrame) -> pd.DataFrame:
    r"""Return whether the row's item dominates the column's, whatever levels are worth.

    First-order stochastic dominance: for every level at least as many are at that level
    or above, and for one level more,

    .. math:: \sum_{k \le m} p_k \ge \sum_{k \le m} q_k \quad \text{for all } m

    The item then has the higher mean score for *every* scoring of the levels that rises
    with agreement. Where neither dominates, the order depends on the scoring. Hadar
    and Russell (1969), American Economic Review 59:25.

    >>> rows = pd.DataFrame([[55, 30, 5, 5, 5], [45, 35, 10, 5, 5]], columns=_LEVELS)
    >>> dominance(rows).to_numpy().tolist()
    [[False, True], [False, False]]
    """
    # equal sums of decimals may differ in their last bits
    above = np.round(frame[_LEVELS].to_numpy(dtype=float).cumsum(axis=1), 9)
    difference = above[:, None, :] - above[None, :, :]
    table = np.asarray((difference >= 0).all(axis=2) & (difference > 0).any(axis=2))
    return pd.DataFrame(table, index=frame.index, columns=frame.index)
