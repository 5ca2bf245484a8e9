"""How far answers on an ordered scale are spread, by three measures that disagree.

The first two take a frame with the columns of ``LIKERT_LEVELS``, one row an item, and
return one value an item.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from mlops_study.published import LIKERT_LEVELS

_LEVELS = list(LIKERT_LEVELS)


def standard_deviation(frame: pd.DataFrame) -> pd.Series:
    r"""Return the standard deviation of the scores 5 to 1, in steps of the scale.

    .. math:: s = \sqrt{\sum_k p_k (x_k - M)^2}, \quad x_k = 6 - k

    >>> row = pd.DataFrame([[50, 0, 0, 0, 50]], columns=_LEVELS)
    >>> standard_deviation(row).item()
    2.0
    """
    distances, shares = _distances_and_shares(frame)
    return pd.Series(np.sqrt((shares * distances**2).sum(axis=1)), index=frame.index)


def consensus(frame: pd.DataFrame) -> pd.Series:
    r"""Return the consensus: 1 if all give one answer, 0 if half are at each end.

    .. math:: C = 1 + \sum_k p_k \log_2\!\left(1 - \frac{|x_k - M|}{4}\right)

    Tastle and Wierman (2007), International Journal of Approximate Reasoning 45:531.

    >>> rows = pd.DataFrame([[50, 0, 0, 0, 50], [0, 100, 0, 0, 0]], columns=_LEVELS)
    >>> consensus(rows).tolist()
    [0.0, 1.0]
    """
    distances, shares = _distances_and_shares(frame)
    near = 1 - np.abs(distances) / (len(_LEVELS) - 1)
    # an answer that nobody gives may lie a full scale away
    logs = np.log2(np.where(shares > 0, near, 1))
    return pd.Series(1 + (shares * logs).sum(axis=1), index=frame.index)


def _distances_and_shares(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return how far each level lies from the item's mean, and who is there."""
    answers = frame[_LEVELS].to_numpy(dtype=float)
    shares = answers / answers.sum(axis=1, keepdims=True)
    scores = np.arange(len(_LEVELS), 0, -1, dtype=float)
    return scores - (shares @ scores)[:, None], shares


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
