r"""Which of several scenarios is best, when chance chose the one that looks it.

The largest of several means looks better than it is, most where all are equal. A test
of it against the others, as if it had been named before, says *better* too often.
Multiple comparisons with the best bound instead, for all :math:`k` scenarios at once,
how far each lies from the best of the others,

.. math:: \theta_i - \max_{j \ne i} \theta_j
"""

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from mlops_study.percentages import each_of

Bounds = NDArray[np.float64]


def with_best(values: ArrayLike, level: float) -> tuple[Bounds, Bounds]:
    r"""Bound how far above the best of the others each column's mean lies.

    Rows are replications that the columns share, larger values are better; leading axes
    are cases of their own. From the paired differences of the columns :math:`i` and
    :math:`j`, with :math:`w_{ij}` the half-width of Student's interval of confidence
    :math:`1 - \alpha / (k - 1)`, column :math:`j` may be the best, :math:`j \in G`,
    where no :math:`\bar d_{ij} > w_{ij}`. The bounds are

    .. math:: \min_j \bar d_{ij} - w_{ij} \quad \text{and} \quad
              \min_j \bar d_{ij} + w_{ij} \quad \text{if } i \text{ is the best,}

    .. math:: \min_{j \in G} \bar d_{ij} - w_{ij} \quad \text{and} \quad
              \max_{j \in G} \bar d_{ij} + w_{ij} \quad \text{if another is,}

    and the wider of both for an :math:`i \in G` that is not alone there. All of them
    hold where the :math:`k - 1` intervals that involve the true best do, and so with
    confidence `level`, whatever the variances and correlations. Above zero a lower
    bound says that it is the best, below zero an upper one that it is not. Edwards and
    Hsu (1983), J. Am. Stat. Assoc. 78:965, and Hsu (1996), Multiple Comparisons, with
    equal variances; here each pair has its own.

    Of two columns the bounds are Student's interval of their paired difference, here
    :math:`3 \pm 1.886 / \sqrt 3`:

    >>> low, high = with_best([[1.0, 3.0], [2.0, 5.0], [3.0, 7.0]], 0.8)
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([-4.09, 1.91], [-1.91, 4.09])
    """
    x = np.asarray(values, float)
    n, k = x.shape[-2:]
    if n < 2:
        unknown = np.full((*x.shape[:-2], k), np.nan)
        return unknown, unknown
    differences = x[..., :, None] - x[..., None, :]
    quantile = scipy.stats.t.ppf((1 + each_of(max(k - 1, 1), level)) / 2, n - 1)
    half = quantile * differences.std(axis=-3, ddof=1) / np.sqrt(n)
    low, high = (differences.mean(axis=-3) + end for end in (-half, half))
    others = ~np.eye(k, dtype=bool)
    least, most = (np.where(others, end, np.inf).min(axis=-1) for end in (low, high))
    possible = most >= 0
    rivals = others & possible[..., None, :]
    nearest = np.where(rivals, low, np.inf).min(axis=-1)
    farthest = np.where(rivals, high, -np.inf).max(axis=-1)
    return (
        np.where(possible, least, nearest),
        np.where(possible, np.maximum(most, farthest), farthest),
    )
