r"""Ageing curves: how the quality of a classifier changes with its age.

Calendar and age are confounded in a plain average, because old classifiers are
only seen late. The curves come from a regression on both,

.. math:: r_{st} = \alpha_t + f(t - s) + \varepsilon_{st},

with a level for every tested period :math:`t` and a change :math:`f` for every age:
within one period, classifiers of different ages meet the same cases. A period of age
:math:`a` is :math:`a - 1/2` periods old on average.

Each rate counts with the cases that it is a share of: recall with the positive ones,
the false positive rate with the negative ones, accuracy with all. So the curves of the
two rates, put together with the share of positives, give that of accuracy; with every
period alike they would not, since periods differ in their share of positives.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mlops_study.ageing.measurement import SETTINGS
from mlops_study.ageing.sites import SITES
from mlops_study.datafiles import datasets, refuse

RATES = ("tpr", "fpr")
MEASURES = {
    "tpr": "Recall",
    "fpr": "False positive rate",
    "accuracy": "Accuracy",
    "balanced_accuracy": "Balanced accuracy",
    "precision": "Precision",
    "auc": "Area under the curve",
    "flagged": "Share flagged",
}
"""What is followed with age, and its title."""

SHARES_OF = {"tpr": "positive", "fpr": "negative", "precision": "flags"}
"""Which cases a measure is a share of, where not of all."""

OWN = datasets("scenarios")["ageing"]


@dataclass(frozen=True, slots=True)
class Curve:
    """Change of a rate with the age of a version, straight between knots.

    Before the first knot and after the last the change is held. The `days` at the
    knots rise.

    >>> curve = Curve((0.0, 10.0), (0.0, -0.1))
    >>> round(float(curve.change(5.0)), 3)
    -0.05
    """

    days: tuple[float, ...]
    changes: tuple[float, ...]

    def change(self, age: float | np.ndarray) -> np.ndarray:
        """Return the change at an age in days."""
        return np.asarray(np.interp(age, self.days, self.changes))


@dataclass(frozen=True, slots=True)
class Ageing:
    """How both rates of a version change with its age, as shares of its fresh rates."""

    name: str
    tpr: Curve
    fpr: Curve


def rates(counts: pd.DataFrame) -> pd.DataFrame:
    """Add to outcome counts the ``MEASURES`` and the numbers that they are shares of.

    These are the ``cases``, of which ``positive``, ``negative`` and with ``flags``; the
    share of positives is the ``base_rate``.
    """
    tp, fp, positive = counts["tp"], counts["fp"], counts["tp"] + counts["fn"]
    negative = fp + counts["tn"]
    cases = positive + negative
    tpr, fpr = tp / positive, fp / negative
    return counts.assign(
        cases=cases,
        positive=positive,
        negative=negative,
        flags=tp + fp,
        tpr=tpr,
        fpr=fpr,
        accuracy=(tp + counts["tn"]) / cases,
        balanced_accuracy=(tpr + 1 - fpr) / 2,
        precision=tp / (tp + fp),
        flagged=(tp + fp) / cases,
        base_rate=positive / cases,
    )


def fresh_rates(counts: pd.DataFrame) -> dict[str, float]:
    """Return the measures at an age of one period, and the share of positives.

    Over all cases together; the area under the curve is a mean over windows.
    """
    fresh = counts[counts["age"] == 1]
    pooled = rates(fresh[["tp", "fp", "fn", "tn"]].sum().to_frame().T)
    pooled["auc"] = fresh["auc"].mean()
    return {name: float(pooled[name].item()) for name in (*MEASURES, "base_rate")}


def fit_curves(counts: pd.DataFrame, knots: tuple[int, ...]) -> pd.DataFrame:
    """Estimate the change of each measure with age, net of the tested period.

    Least squares on the counts of one site and operating point, weighted with the cases
    that a measure is a share of, once with a coefficient for each age and once straight
    between the `knots`. Standard errors are robust to dependence within a training
    window (``se``, clusters) and between windows that share training periods
    (``se_overlap``, sums over windows, Driscoll and Kraay 1998, with as many lags as
    the oldest age).
    """
    # a second to import, and needed only here
    from statsmodels.regression.linear_model import WLS

    measured = rates(counts[counts["age"] <= knots[-1]]).sort_values("start")
    age, start = measured["age"].to_numpy(), measured["start"].to_numpy()
    calendar = pd.get_dummies(measured["period"], dtype=float).to_numpy()
    rows = []
    for measure in MEASURES:
        for form, ages in (("each", range(1, knots[-1] + 1)), ("knots", knots)):
            # hat functions: 1 at an age, 0 at its neighbours, straight between
            hats = [np.interp(age, ages, row) for row in np.eye(len(ages))[1:]]
            design = np.column_stack([*hats, calendar])
            weights = measured[SHARES_OF.get(measure, "cases")].to_numpy()
            fitted = WLS(measured[measure].to_numpy(), design, weights=weights).fit()
            robust = [
                fitted.get_robustcov_results("cluster", groups=start),
                fitted.get_robustcov_results(
                    "hac-groupsum", time=start, maxlags=len(ages)
                ),
            ]
            rows.append((measure, form, 1, 0.0, 0.0, 0.0))
            for i, a in enumerate(ages[1:]):
                se, overlap = (np.sqrt(of.cov_params()[i, i]) for of in robust)
                rows.append((measure, form, a, fitted.params[i], se, overlap))
    names = ["measure", "form", "age", "change", "se", "se_overlap"]
    return pd.DataFrame(rows, columns=names).round(5)


@cache
def _file(name: str) -> pd.DataFrame:
    return datasets("derived")[name].read()


@cache
def _stored(
    name: str, site: str = "flights", setting: str = SETTINGS[0]
) -> pd.DataFrame:
    stored = _file(name)
    own = (stored["site"] == site) & (stored["setting"] == setting)
    return stored[own].drop(columns=["site", "setting"]).reset_index(drop=True)


load_counts = partial(_stored, "ageing_counts")
"""Return the stored outcome counts of a site at an operating point."""

load_curves = partial(_stored, "ageing")
"""Return the stored curves of a site at an operating point."""


@cache
def load_ageing(name: str) -> Ageing:
    """Return the stored ageing of a site, or of ``SITE, OPERATING POINT``."""
    site, _, setting = name.partition(", ")
    setting = setting or SETTINGS[0]
    if site not in SITES or setting not in SETTINGS:
        raise ValueError(
            f"expected one of {', '.join(SITES)}, alone or with one of "
            f"{', '.join(SETTINGS[1:])} after a comma, or a .csv file"
        )
    curves = load_curves(site, setting)
    fresh = fresh_rates(load_counts(site, setting))
    knots = curves[curves["form"] == "knots"].set_index("measure")
    days = [SITES[site].days * (age - 0.5) for age in SITES[site].knots]
    tpr, fpr = (_relative(days, knots.loc[r, "change"], fresh[r]) for r in RATES)
    return Ageing(name, tpr, fpr)


def read_ageing(path: Path, fresh: tuple[float, float]) -> Ageing:
    """Read ageing that a user has measured, see ``OWN``; `fresh` are the fresh rates.

    Ages rise from 0, at which nothing has changed yet.
    """
    table = replace(OWN, path=path.name).read(path.parent)
    ages = table["age"]
    if len(table) < 2:
        refuse(path, "one row only; expected two ages or more")
    if (table.iloc[0] != 0).any():
        refuse(path, "row 1 is not of a fresh version; expected 0 in each column")
    for row in np.flatnonzero(np.diff(ages) <= 0) + 2:
        refuse(path, f"row {row}, column age: {ages[row - 1]:g} does not rise")
    curves = []
    for name, rate in zip(RATES, fresh, strict=True):
        left = rate + table[name]
        for row in np.flatnonzero((left < 0) | (left > 1)) + 1:
            change = f"row {row}, column {name}: {table[name][row - 1]:g}"
            start = f"process.fresh_{name} = {rate:g}"
            refuse(path, f"{change} leads from {start} out of 0 to 1")
        curves.append(_relative(ages, table[name], rate))
    return Ageing(str(path), *curves)


def _relative(days: Iterable[float], changes: Any, fresh: float) -> Curve:
    """Return changes as shares of the fresh rate, so that they apply to other rates."""
    shares = tuple(float(change) / fresh if fresh else 0.0 for change in changes)
    return Curve(tuple(map(float, days)), shares)


def retraining_policy(counts: pd.DataFrame, weeks: int, oldest: int) -> float:
    """Return the recall that retraining every `weeks` weeks would have had.

    Test weeks are those in which classifiers of every age up to `oldest` were
    seen, so that every policy is judged on the same flights; the mean over the
    phases of the calendar at which retraining can start is that over ages.
    """
    measured = rates(counts)
    oldest_seen = measured.groupby("period")["age"].transform("max")
    judged = (oldest_seen >= oldest) & (measured["age"] <= weeks)
    right, positive = measured.loc[judged, ["tp", "positive"]].sum()
    return float(right / positive)
