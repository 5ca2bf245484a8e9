r"""Ageing curves: how the rates of a classifier change with its age.

Calendar and age are confounded in a plain average, because old classifiers are
only seen late in the year. The curves come from a regression on both,

.. math:: r_{st} = \alpha_t + f(t - s) + \varepsilon_{st},

with a level for every test week :math:`t` and a change :math:`f` for every age:
within one test week, classifiers of different ages meet the same flights.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from mlops_study.datafiles import datasets

KNOTS = (1, 2, 4, 8, 13)
"""Ages in weeks between which the curve that the simulation reads is straight."""

OLDEST = KNOTS[-1]
"""Oldest age in weeks that the curves cover; beyond it, too few windows remain."""

RATES = ("tpr", "fpr")

COUNTS = datasets("derived")["ageing_counts"]
CURVES = datasets("derived")["ageing"]


@dataclass(frozen=True, slots=True)
class Curve:
    """Change of a rate with the age of a version, straight between knots.

    A test week of age :math:`a` weeks is :math:`7a - 3.5` days old on average.
    Before the first knot and after the last the change is held. The `days` at the
    knots rise.

    Examples
    --------
    >>> curve = Curve((0.0, 10.0), (0.0, -0.1))
    >>> round(float(curve.change(5.0)), 3), round(float(curve.integral(20.0)), 3)
    (-0.05, -1.5)
    """

    days: tuple[float, ...]
    changes: tuple[float, ...]

    def change(self, age: float | np.ndarray) -> np.ndarray:
        """Return the change at an age in days."""
        return np.asarray(np.interp(age, self.days, self.changes))

    def integral(self, age: float | np.ndarray) -> np.ndarray:
        """Return the change integrated from age 0 to `age`, in days."""
        knots = np.array([0.0, *self.days])
        levels = np.array([self.changes[0], *self.changes])
        steps = np.diff(knots) * (levels[1:] + levels[:-1]) / 2
        sums = np.concatenate([[0.0], np.cumsum(steps)])
        at = np.asarray(age, dtype=float)
        i = np.clip(np.searchsorted(knots, at, side="right") - 1, 0, len(knots) - 1)
        beyond: np.ndarray = (
            sums[i] + (at - knots[i]) * (levels[i] + self.change(at)) / 2
        )
        return beyond

    def age_at(self, change: float) -> float:
        """Return the first age in days at which the curve falls to `change`.

        Infinite where it never does.
        """
        if self.changes[0] <= change:
            return 0.0
        for i in range(1, len(self.days)):
            low, high = self.changes[i - 1], self.changes[i]
            if high <= change:
                share = (low - change) / (low - high)
                return self.days[i - 1] + share * (self.days[i] - self.days[i - 1])
        return float("inf")


def rates(counts: pd.DataFrame) -> pd.DataFrame:
    """Turn outcome counts into true and false positive rate and accuracy."""
    late, in_time = counts["tp"] + counts["fn"], counts["fp"] + counts["tn"]
    return counts.assign(
        tpr=counts["tp"] / late,
        fpr=counts["fp"] / in_time,
        accuracy=(counts["tp"] + counts["tn"]) / (late + in_time),
    )


def fresh_rates(counts: pd.DataFrame) -> dict[str, float]:
    """Return the mean rates at an age of one week, and the share of late flights."""
    measured = rates(counts)
    fresh = measured[measured["age"] == 1]
    late = fresh["tp"].sum() + fresh["fn"].sum()
    total = fresh[["tp", "fp", "fn", "tn"]].to_numpy().sum()
    return {
        "tpr": float(fresh["tpr"].mean()),
        "fpr": float(fresh["fpr"].mean()),
        "base_rate": float(late / total),
    }


def fit_curves(counts: pd.DataFrame) -> pd.DataFrame:
    """Estimate the change of each rate with age, net of the test week.

    Ordinary least squares; standard errors are robust to dependence within a
    training window (clusters). Once with one coefficient a week, once straight between
    the ``KNOTS``: see ``CURVES``, and ``COUNTS`` for the outcomes.
    """
    # a second to import, and needed only here
    from statsmodels.regression.linear_model import OLS

    measured = rates(counts[counts["age"] <= OLDEST])
    age = measured["age"].to_numpy()
    calendar = pd.get_dummies(measured["week"], dtype=float).to_numpy()
    forms = {"weekly": tuple(range(1, OLDEST + 1)), "knots": KNOTS}
    rows = []
    for rate in RATES:
        for form, ages in forms.items():
            # hat functions: 1 at an age, 0 at its neighbours, straight between
            hats = [np.interp(age, ages, row) for row in np.eye(len(ages))[1:]]
            design = np.column_stack([*hats, calendar])
            fitted = OLS(measured[rate].to_numpy(), design).fit()
            robust = fitted.get_robustcov_results(
                "cluster", groups=measured["start"].to_numpy()
            )
            rows.append((rate, form, 1, 0.0, 0.0))
            for i, a in enumerate(ages[1:]):
                variance = robust.cov_params()[i, i]
                rows.append((rate, form, a, robust.params[i], np.sqrt(variance)))
    return pd.DataFrame(rows, columns=list(CURVES.columns)).round(5)


def load_counts(folder: Path | None = None) -> pd.DataFrame:
    """Read the stored outcome counts."""
    return COUNTS.read(folder)


def load_curves(folder: Path | None = None) -> pd.DataFrame:
    """Read the stored curves with their standard errors."""
    return CURVES.read(folder)


def load_curve(rate: str, folder: Path | None = None) -> Curve:
    """Return the stored curve of ``"tpr"`` or ``"fpr"`` as the simulation reads it.

    Its changes are shares of the rate at an age of one week, so that they apply to
    a version that starts from another rate.
    """
    curves = load_curves(folder)
    chosen = curves[(curves["rate"] == rate) & (curves["form"] == "knots")]
    days = tuple(float(7 * age - 3.5) for age in chosen["age"])
    fresh = fresh_rates(load_counts(folder))[rate]
    return Curve(days, tuple(float(change) / fresh for change in chosen["change"]))


def retraining_policy(counts: pd.DataFrame, weeks: int, oldest: int) -> pd.DataFrame:
    """Return the mean rates that retraining every `weeks` weeks would have had.

    Test weeks are those in which classifiers of every age up to `oldest` were
    seen, so that every policy is judged on the same flights; the mean over the
    phases of the calendar at which retraining can start is the mean over ages. One
    row, ``tpr``, ``fpr`` and ``accuracy``.
    """
    measured = rates(counts)
    ages = measured.groupby("week")["age"].max()
    judged = measured[measured["week"].isin(ages.index[ages >= oldest])]
    used = judged[judged["age"] <= weeks]
    return used[["tpr", "fpr", "accuracy"]].mean().to_frame().T
