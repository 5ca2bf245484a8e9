"""Two scenarios that meet the same luck, held against each other pair by pair.

Under common random numbers replication :math:`r` of both scenarios has the same luck,
so that what counts is the difference :math:`d_r = y_r - x_r` and not the two samples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from numpy.typing import ArrayLike

from mlops_study.lifecycle import KPIS

NOTHING = float("nan")


def by_replication(results: pd.DataFrame) -> pd.DataFrame:
    """Return results with one row a replication; columns by indicator and scenario."""
    return results.pivot(index="replication", columns="scenario")


@dataclass(frozen=True, slots=True)
class Paired:
    """Values of one indicator by replication, see :func:`paired`.

    Parameters
    ----------
    baseline, alternative
        Values :math:`x_r` and :math:`y_r`, all known.
    """

    baseline: np.ndarray
    alternative: np.ndarray

    @property
    def n(self) -> int:
        """Number of pairs."""
        return len(self.differences)

    @property
    def differences(self) -> np.ndarray:
        """Alternative less baseline."""
        d: np.ndarray = self.alternative - self.baseline
        return d

    @property
    def difference(self) -> float:
        """Mean of the differences; not a number, as all that follows, of one pair."""
        return float(self.differences.mean()) if self.n > 1 else NOTHING

    @property
    def sd(self) -> float:
        """Standard deviation of the differences."""
        return float(self.differences.std(ddof=1)) if self.n > 1 else NOTHING

    def interval(self, level: float) -> tuple[float, float]:
        r"""Return Student's interval, :math:`\bar d \pm t_{n-1} s_d / \sqrt n`."""
        if self.n < 2:
            return NOTHING, NOTHING
        half = self._quantile(level) * self.sd / np.sqrt(self.n)
        return float(self.difference - half), float(self.difference + half)

    def ratio(self, level: float) -> tuple[float, float, float]:
        """Return the ratio of the means with its interval, where they share a sign.

        By the delta method on the logarithm: the ratio's relative error is that of the
        residuals of each side by its mean.
        """
        x, y = self.baseline, self.alternative
        if self.n < 2 or not x.mean() * y.mean() > 0:
            return NOTHING, NOTHING, NOTHING
        ratio = float(y.mean() / x.mean())
        relative = (y - y.mean()) / y.mean() - (x - x.mean()) / x.mean()
        half = float(self._quantile(level) * relative.std(ddof=1) / np.sqrt(self.n))
        return ratio, ratio * float(np.exp(-half)), ratio * float(np.exp(half))

    def _quantile(self, level: float) -> float:
        return float(scipy.stats.t.ppf((1 + level) / 2, self.n - 1))

    @property
    def effect(self) -> float:
        """The mean difference in standard deviations of the difference."""
        return self.difference / self.sd if self.sd > 0 else NOTHING

    @property
    def smaller(self) -> float:
        """Share of pairs in which the alternative is smaller, half of ties."""
        d = self.differences
        return float(np.mean(d < 0) + np.mean(d == 0) / 2) if self.n > 1 else NOTHING

    @property
    def variance_reduction(self) -> float:
        """Variance that independent runs would have by that of the difference."""
        if not self.sd > 0:
            return NOTHING
        apart = self.baseline.var(ddof=1) + self.alternative.var(ddof=1)
        return float(apart) / self.sd**2

    @property
    def above(self) -> float:
        """How sure it is that the alternative is above, by the paired t-test.

        A single pair says nothing, 0.5; of equal differences the sign is all there is
        to know.
        """
        d = self.differences
        if self.n < 2:
            return 0.5
        if (d == d[0]).all():
            return (1 + float(np.sign(d[0]))) / 2
        test = scipy.stats.ttest_1samp(d, 0)
        return float(scipy.stats.t.cdf(test.statistic, test.df))


def paired(baseline: ArrayLike, alternative: ArrayLike) -> Paired:
    """Pair two series of values; a pair that lacks one is left out.

    A baseline of 0 holds differences against no difference.

    Examples
    --------
    >>> pairs = paired([1.0, 2.0, 3.0], [2.0, 4.0, np.nan])
    >>> pairs.n, pairs.difference, pairs.smaller
    (2, 1.5, 0.0)
    """
    x, y = np.broadcast_arrays(*(np.asarray(v, float) for v in (baseline, alternative)))
    both = ~(np.isnan(x) | np.isnan(y))
    return Paired(x[both], y[both])


def surely(kpi: str, low: float, high: float) -> str:
    """Say what an interval of differences surely is for an indicator, if anything.

    ``better`` or ``worse`` where it lies on one side of zero and that side is wanted or
    not, otherwise nothing.

    Examples
    --------
    >>> surely("recall", 0.1, 0.3), surely("cost", 1, 3), surely("cost", -1, 3)
    ('better', 'worse', '')
    """
    side = (low > 0) - (high < 0)
    sign = KPIS[kpi].sign if kpi in KPIS else 0
    return {1: "better", 0: "", -1: "worse"}[int(side * sign)]
