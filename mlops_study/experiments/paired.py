"""Two scenarios with common random numbers, held against each other pair by pair.

Replication :math:`r` of both scenarios draws the same, so that what counts is the
difference :math:`d_r = y_r - x_r` and not the two samples.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import nan

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike

from mlops_study.lifecycle import KPIS

WIDEST = 1000.0
"""Largest factor from a ratio to the ends of its interval; a wider one is chance."""

ROUNDING = 1e-12
"""Spread of differences, by the largest value, that rounding can make."""


def by_replication(results: pd.DataFrame) -> pd.DataFrame:
    """Return results with one row a replication; columns by indicator and scenario."""
    return results.pivot(index="replication", columns="scenario")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What pairs of a baseline's and an alternative's values say."""

    n: int  #: Number of pairs; with fewer than two all else is not a number.
    #: Mean of the differences with Student's interval,
    #: :math:`\bar d \pm t_{n-1} s_d / \sqrt n`.
    difference: float = nan
    low: float = nan
    high: float = nan
    #: The alternative's mean by the baseline's, where they share a sign, with the
    #: interval of the delta method on the logarithm; not a number where its ends lie
    #: more than the factor ``WIDEST`` away.
    ratio: float = nan
    ratio_low: float = nan
    ratio_high: float = nan
    effect: float = nan  #: The difference in its standard deviations, where it varies.
    smaller: float = nan  #: Share of pairs whose alternative is smaller, half of ties.
    #: Variance that independent runs would have by that of the difference.
    variance_reduction: float = nan


def paired(baseline: ArrayLike, alternative: ArrayLike, level: float) -> Paired:
    """Compare values pair by pair; a pair that lacks one is left out.

    >>> pairs = paired([1.0, 2.0, 3.0], [2.0, 4.0, np.nan], 0.95)
    >>> pairs.n, pairs.difference, pairs.smaller
    (2, 1.5, 0.0)
    """
    x, y = np.asarray(baseline, float), np.asarray(alternative, float)
    both = ~(np.isnan(x) | np.isnan(y))
    x, y = x[both], y[both]
    n = len(x)
    if n < 2:
        return Paired(n=n)
    d = y - x
    mean, sd = float(d.mean()), float(d.std(ddof=1))
    quantile = float(scipy.stats.t.ppf((1 + level) / 2, n - 1))
    half = quantile * sd / np.sqrt(n)
    ratio = log_half = nan
    if x.mean() * y.mean() > 0:
        # the ratio's relative error: the residuals of each side by its mean
        relative = (y - y.mean()) / y.mean() - (x - x.mean()) / x.mean()
        width = float(quantile * relative.std(ddof=1) / np.sqrt(n))
        if width <= np.log(WIDEST):
            ratio, log_half = float(y.mean() / x.mean()), width
    apart = float(x.var(ddof=1) + y.var(ddof=1))
    varies = sd > ROUNDING * float(np.abs([x, y]).max())
    return Paired(
        n=n,
        difference=mean,
        low=float(mean - half),
        high=float(mean + half),
        ratio=ratio,
        ratio_low=ratio * float(np.exp(-log_half)),
        ratio_high=ratio * float(np.exp(log_half)),
        effect=mean / sd if varies else nan,
        smaller=float(np.mean(d < 0) + np.mean(d == 0) / 2),
        variance_reduction=apart / sd**2 if varies else nan,
    )


class Effect(StrEnum):
    """What the interval of an effect says of it."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"
    """Of an indicator that is wanted neither large nor small."""
    SMALL = "too small to matter"
    UNSURE = "not sure"


GAIN = "gain"
"""What takes the place of an indicator where more is better whatever it is."""


def judge(kpi: str, low: float, high: float, interest: float = 0.0) -> Effect:
    """Judge the interval of a difference by the smallest one that matters.

    Better or worse only where all of it lies beyond `interest`, on the side that is
    wanted or on the other; too small to matter where none of it does. The latter is
    equivalence by two one-sided tests, each at half of what the interval leaves out.

    >>> judge("recall", 0.1, 0.3).value, judge("cost", -1, 3).value
    ('better', 'not sure')
    >>> judge("cost", 1, 3, interest=2).value, judge("cost", -1, 1, interest=2).value
    ('not sure', 'too small to matter')
    """
    if -interest <= low and high <= interest:
        return Effect.SMALL
    side = (low > interest) - (high < -interest)
    if side == 0:
        return Effect.UNSURE
    sign = KPIS[kpi].sign if kpi in KPIS else int(kpi == GAIN)
    return {1: Effect.BETTER, 0: Effect.DIFFERENT, -1: Effect.WORSE}[side * sign]
