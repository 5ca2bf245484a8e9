"""Patterns in the digits of printed percentages, and how often chance makes them."""

from collections.abc import Iterable
from math import comb

import numpy as np
import pandas as pd


def digit_patterns(columns: Iterable[pd.Series]) -> pd.DataFrame:
    r"""Count multiples of five, and columns that are runs in steps of five.

    A whole percentage is a multiple of five with the chance :math:`\tfrac15` if every
    last digit is as likely. A column of :math:`k` different multiples of five is a run
    if neighbours, once sorted, lie five apart; of all sets of :math:`k` among the
    :math:`m` multiples from the smallest to the largest such percentage,
    :math:`m - k + 1` of :math:`\binom{m}{k}` are runs. Columns are all as long;
    those with equal percentages are no runs and are not counted. From
    ``scipy.stats.binomtest``, one-sided; percentages of a row that add up are not as
    independent as the test takes them. Rows ``multiples`` and ``runs`` have ``found``,
    ``of``, ``chance`` of each and ``p_value``, the probability of as many or more.

    >>> columns = [pd.Series([10, 15, 20]), pd.Series([30, 10, 23])]
    >>> digit_patterns(columns).loc["multiples", ["found", "of", "chance"]].tolist()
    [5.0, 6.0, 0.2]
    """
    from scipy import stats

    values = [column.to_numpy() for column in columns]
    fives = np.concatenate(values) % 5 == 0
    steps = [v // 5 for v in values if not (v % 5).any() and len(set(v)) == len(v)]
    found = {"multiples": (int(fives.sum()), fives.size, 1 / 5)}
    if steps:
        k, span = len(steps[0]), int(np.ptp(steps)) + 1
        runs = sum(bool(np.ptp(v) == k - 1) for v in steps)
        found["runs"] = (runs, len(steps), (span - k + 1) / comb(span, k))
    rows = {
        pattern: (*case, stats.binomtest(*case, alternative="greater").pvalue)
        for pattern, case in found.items()
    }
    names = ["found", "of", "chance", "p_value"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=names)
