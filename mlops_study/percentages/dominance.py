"""Which items are agreed with more, whatever the levels are worth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mlops_study.published import LIKERT_LEVELS

__all__ = ["dominance"]


def dominance(frame: pd.DataFrame) -> pd.DataFrame:
    r"""Return the partial order of first-order stochastic dominance.

    An item dominates another if for every level at least as many are at that level or
    above, and for one level more:

    .. math:: \sum_{k \le m} p_k \ge \sum_{k \le m} q_k \quad \text{for all } m

    It then has the higher mean score for *every* scoring of the levels that rises with
    agreement. Where neither dominates, the order depends on the scoring.

    Parameters
    ----------
    frame
        Percentages by level, one row an item.

    Returns
    -------
    pandas.DataFrame
        Whether the row's item dominates the column's.

    Notes
    -----
    Hadar and Russell (1969), American Economic Review 59:25.

    Examples
    --------
    >>> rows = pd.DataFrame(
    ...     [[55, 30, 5, 5, 5], [45, 35, 10, 5, 5]],
    ...     index=["collaboration", "CI/CD"],
    ...     columns=list(LIKERT_LEVELS),
    ... )
    >>> dominance(rows).loc["collaboration", "CI/CD"]
    np.True_
    """
    shares = frame[list(LIKERT_LEVELS)].to_numpy(dtype=float)
    # equal sums of decimals may differ in their last bits
    above = np.round(shares.cumsum(axis=1), 9)
    difference = above[:, None, :] - above[None, :, :]
    table = np.logical_and(
        (difference >= 0).all(axis=2), (difference > 0).any(axis=2), dtype=bool
    )
    return pd.DataFrame(table, index=frame.index, columns=frame.index)
