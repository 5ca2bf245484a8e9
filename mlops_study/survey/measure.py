"""A number of a survey: what it is the mean of, its interval, how far two differ.

Every number of a table is a mean of what answers are worth: 100 or 0 for a share, 100,
0 or -100 for a change in points, the code for a rating.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd

from mlops_study import percentages
from mlops_study.survey.questionnaire import Kind

Unit = Literal["per cent", "points", "scale"]
Bounds = tuple[float, float]

_NONE = (float("nan"), float("nan"))


@dataclass(frozen=True, kw_only=True)
class Measure:
    r"""A number of a survey.

    .. math:: \hat m = \sum_k c_k v_k \Bigl/ \sum_k c_k

    for answers :math:`k` worth :math:`v_k`. With weights, :math:`c_k` is the sum of the
    weights of who gave the answer, scaled so that all sum to Kish's effective number
    :math:`(\sum w)^2 / \sum w^2`; without, it is their count.
    """

    table: str = ""
    block: str = ""  #: What the table is about.
    kind: Kind = "yes/no"
    row: str = ""
    papers: bool = False  #: Whether that asks what the paper's row asks.
    column: str
    label: str  #: What it is in running text.
    unit: Unit = "per cent"
    worth: np.ndarray  #: What each answer is worth.
    codes: np.ndarray  #: The place of each respondent's answer among them, -1 for none.
    weights: pd.Series | None = None  #: What each weighs, where they weigh differently.
    main: bool = False  #: Whether it stands for its row where rows or groups compare.

    @cached_property
    def n(self) -> int:
        """Respondents who gave an answer."""
        return int((self.codes >= 0).sum())

    @cached_property
    def counts(self) -> np.ndarray:
        """How often each answer was given, or the sums of weights."""
        given = self.codes >= 0
        own = None if self.weights is None else self.weights.to_numpy()[given]
        counts = np.bincount(self.codes[given], own, len(self.worth)).astype(float)
        if own is not None and len(own):
            counts *= percentages.effective_number(own) / own.sum()
        return counts

    @property
    def effective(self) -> float:
        """How many respondents the answers are worth, all where none has a weight."""
        return float(self.counts.sum())

    @property
    def value(self) -> float:
        """The mean, or NaN where nobody answered."""
        if not self.n:
            return float("nan")
        return float(self.counts @ self.worth / self.counts.sum())

    @property
    def note(self) -> str:
        """Why there is no number or no interval, or nothing."""
        if not self.n:
            return "nobody answered"
        if self.unit == "per cent":
            return ""
        if self.n == 1:
            return "one answer: no interval"
        return "all alike: no interval" if self._alike else ""

    @property
    def _alike(self) -> bool:
        return len(set(self.worth[self.counts > 0])) < 2

    def interval(self, level: float) -> Bounds:
        """Return Wilson's interval of a share, Student's of another mean."""
        if self.note:
            return _NONE
        if self.unit == "per cent":
            share, size = pd.Series([self.value]), pd.Series([self.effective])
            return _pair(percentages.wilson(share, size, level=level).iloc[0])
        ends = self._sample().tconfint_mean(1 - level)
        return _within(ends, self.worth.min(), self.worth.max())

    def record(self, level: float) -> dict[str, Any]:
        """Return what it is and where it stands, its value and its interval."""
        own = {f.name: getattr(self, f.name) for f in fields(self)}
        for name in ("worth", "codes", "weights"):
            del own[name]
        own |= {"n": self.n, "effective": self.effective, "value": self.value}
        low, high = self.interval(level)
        return own | {"low": low, "high": high, "note": self.note, "level": level}

    def less(self, other: "Measure", level: float) -> tuple[float, Bounds]:
        """Return how much it is above that of other respondents, with its interval.

        Newcombe's for shares, Welch's for other means.
        """
        from statsmodels.stats.proportion import confint_proportions_2indep
        from statsmodels.stats.weightstats import CompareMeans

        difference, pair = self.value - other.value, (self, other)
        if not (self.n and other.n):
            return difference, _NONE
        if self.unit == "per cent":
            sizes = [(m.value / 100 * m.effective, m.effective) for m in pair]
            ends = confint_proportions_2indep(
                *sizes[0], *sizes[1], method="newcomb", alpha=1 - level
            )
            return difference, _pair(100 * np.asarray(ends))
        if min(self.n, other.n) < 2 or (self._alike and other._alike):
            return difference, _NONE
        samples = CompareMeans(*(m._sample() for m in pair))
        ends = samples.tconfint_diff(1 - level, usevar="unequal")
        most = float(np.ptp(self.worth))
        return difference, _within(ends, -most, most)

    def _sample(self) -> Any:
        from statsmodels.stats.weightstats import DescrStatsW

        return DescrStatsW(self.worth, weights=self.counts)


def _pair(ends: Iterable[float]) -> Bounds:
    low, high = (float(end) for end in ends)
    return low, high


def _within(ends: Iterable[float], least: float, most: float) -> Bounds:
    """Cut an interval at the ends of its scale; one without ends is all of it."""
    low, high = ends
    return float(np.nanmax([least, low])), float(np.nanmin([most, high]))
