"""Where answers on the five levels of agreement lie, and how far they spread.

Each function takes a frame with the columns of ``LIKERT_LEVELS``, one row an item, and
returns one value an item. Percentages of a row sum to 100. The three measures of spread
disagree.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from mlops_study.published import LIKERT_LEVELS

_LEVELS = list(LIKERT_LEVELS)


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
    shares = _shares(frame)[:, ::-1]  # from the lowest score up
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


def standard_deviation(frame: pd.DataFrame) -> pd.Series:
    r"""Return the standard deviation of the scores 5 to 1, in steps of the scale.

    .. math:: s = \sqrt{\sum_k p_k (x_k - M)^2}, \quad x_k = 6 - k

    >>> row = pd.DataFrame([[50, 0, 0, 0, 50]], columns=_LEVELS)
    >>> standard_deviation(row).item()
    2.0
    """
    shares = _shares(frame)
    variance = (shares * _distances(shares) ** 2).sum(axis=1)
    return pd.Series(np.sqrt(variance), index=frame.index)


def consensus(frame: pd.DataFrame) -> pd.Series:
    r"""Return the consensus: 1 if all give one answer, 0 if half are at each end.

    .. math:: C = 1 + \sum_k p_k \log_2\!\left(1 - \frac{|x_k - M|}{4}\right)

    Tastle and Wierman (2007), International Journal of Approximate Reasoning 45:531.

    >>> rows = pd.DataFrame([[50, 0, 0, 0, 50], [0, 100, 0, 0, 0]], columns=_LEVELS)
    >>> consensus(rows).tolist()
    [0.0, 1.0]
    """
    shares = _shares(frame)
    near = 1 - np.abs(_distances(shares)) / (len(_LEVELS) - 1)
    # an answer that nobody gives may lie a full scale away
    logs = np.log2(np.where(shares > 0, near, 1))
    return pd.Series(1 + (shares * logs).sum(axis=1), index=frame.index)


def _shares(frame: pd.DataFrame) -> np.ndarray:
    answers = frame[_LEVELS].to_numpy(dtype=float)
    return np.asarray(answers / answers.sum(axis=1, keepdims=True))


def _distances(shares: np.ndarray) -> np.ndarray:
    """Return how far each level lies from the item's mean."""
    scores = np.arange(len(_LEVELS), 0, -1, dtype=float)
    return np.asarray(scores - (shares @ scores)[:, None])


def agreement_by_item(frame: pd.DataFrame) -> pd.Series:
    """Return van der Eijk's agreement of each item, see :func:`agreement`."""
    return frame[_LEVELS].astype(float).apply(agreement, axis="columns", raw=True)


def agreement(frequencies: np.ndarray) -> float:
    r"""Return van der Eijk's measure of agreement in an ordered scale.

    The frequencies (counts or shares by level, in order; at least three levels) are cut
    into layers in which each level is either present or not. A layer with :math:`S` of
    :math:`K` levels present has the agreement
    :math:`U\,\bigl(1 - \frac{S - 1}{K - 1}\bigr)`, where :math:`U` compares the triples
    of levels that are in keeping with one peak with those that are not:

    .. math:: U = \frac{(K-2)\,T_U - (K-1)\,T_{DU}}{(K-2)\,(T_U + T_{DU})}

    The layers are averaged by the number of answers in them. The result is 1 if all
    answers are the same, 0 if all levels are as frequent, -1 if half are at each end.
    van der Eijk (2001), Quality & Quantity 35:325.

    >>> round(agreement(np.array([30, 40, 210, 130, 530, 50, 10])), 7)
    0.6113333
    """
    left = np.asarray(frequencies, dtype=float)
    if left.ndim != 1 or len(left) < 3:
        raise ValueError("agreement needs the frequencies of at least three levels")
    if (left < 0).any() or not left.sum() > 0:
        raise ValueError("frequencies must not be negative and not all be zero")
    total, result = left.sum(), 0.0
    while (present := left > 0).any():
        height = left[present].min()
        result += height * present.sum() / total * _layer(present)
        # set the emptied level to zero, whatever the last bits say
        left = np.where(left <= height, 0.0, left - height)
    return float(result)


def _layer(present: np.ndarray) -> float:
    """Return the agreement of a layer, given which levels are present."""
    levels, filled = len(present), int(present.sum())
    triples = list(combinations(present.astype(int).tolist(), 3))
    peaked = triples.count((1, 1, 0)) + triples.count((0, 1, 1))
    split = triples.count((1, 0, 1))
    if peaked + split == 0:
        return float(filled == 1)
    unimodality = ((levels - 2) * peaked - (levels - 1) * split) / (
        (levels - 2) * (peaked + split)
    )
    return unimodality * (1 - (filled - 1) / (levels - 1))
