"""Quality of predictions from one confusion matrix per live version.

A version has a true and a false positive rate; both age along the curves that the
scenario names, see :mod:`mlops_study.ageing.curves`, times the strength of the model's
ageing. A defect that has surfaced takes away a share of the true positives. Accuracy,
precision and recall follow from the two rates and the base rate, so they cannot
contradict each other.
"""

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from mlops_study.ageing import Curve
from mlops_study.lifecycle.parameters import Process, Scenario


def accuracy(tpr: float, fpr: float, base_rate: float) -> float:
    r"""Return the share of right predictions, :math:`\pi t + (1 - \pi)(1 - f)`."""
    return base_rate * tpr + (1 - base_rate) * (1 - fpr)


def precision(tpr: float, fpr: float, base_rate: float) -> float:
    r"""Return the share of flags that are right, :math:`\pi t / (\pi t + (1 - \pi) f)`.

    Not a number where nothing is flagged.
    """
    flagged = base_rate * tpr + (1 - base_rate) * fpr
    return base_rate * tpr / flagged if flagged else math.nan


def monitor_weight(interval: float, smoothing_time: float) -> float:
    r"""Return the weight of the newest check, :math:`1 - e^{-h/\tau}`.

    Checks that are far apart weigh 1: the monitor then judges each on its own.
    """
    return -math.expm1(-interval / smoothing_time)


def segments(curve: Curve) -> Callable[[float], float]:
    """Return what gives a curve's change at one age at a time, and fast."""
    days, starts = list(curve.days), [0.0, *curve.days]
    between = np.diff(curve.changes) / np.diff(curve.days)
    slopes: list[float] = [0.0, *between.tolist(), 0.0]
    levels = [curve.changes[0], *curve.changes]

    def change(age: float) -> float:
        i = bisect_right(days, age)
        return levels[i] + (age - starts[i]) * slopes[i]

    return change


@dataclass(frozen=True, slots=True)
class Quality:
    """The rates of a process's versions as functions of age and strength.

    The curves are changes with age, as shares of the process's fresh rates.
    """

    process: Process
    tpr: Curve
    fpr: Curve

    @classmethod
    def of(cls, scenario: Scenario) -> Self:
        """Return the quality of a scenario's process, which ages as it says."""
        return cls(scenario.process, scenario.ageing.tpr, scenario.ageing.fpr)

    def rates(self, age: np.ndarray, strength: np.ndarray | float) -> np.ndarray:
        """Return true and false positive rate at ages in days, shape (2, ...)."""
        return np.stack(
            [f * (1 + strength * c.change(age)) for f, c in self._fresh_and_curve()]
        )

    def rate_days(
        self, young: np.ndarray, old: np.ndarray, strength: np.ndarray
    ) -> np.ndarray:
        """Return both rates integrated over ages `young` to `old`, shape (2, ...)."""
        return np.stack(
            [
                f * (old - young + strength * (c.integral(old) - c.integral(young)))
                for f, c in self._fresh_and_curve()
            ]
        )

    def age_of_loss(self, loss: float, strength: float) -> float:
        """Return the age in days at which recall has fallen by `loss`."""
        if loss < 0:
            return 0.0
        full = self.process.fresh_tpr * strength
        return self.tpr.age_at(-loss / full) if full else math.inf

    def _fresh_and_curve(self) -> tuple[tuple[float, Curve], tuple[float, Curve]]:
        p = self.process
        return (p.fresh_tpr, self.tpr), (p.fresh_fpr, self.fpr)
