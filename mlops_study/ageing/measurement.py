"""How a classifier that is not retrained does, period after period.

Gradient boosting of histograms, with the library's settings, is trained on a window of
periods and tested, unchanged, on later ones. What it flags depends on its operating
point:

``balanced``
    classes weighted to balance in training, a case is flagged above even odds;
``unweighted``
    classes as they are, flagged above even odds;
``share held``
    the balanced classifier with a threshold that is set anew in every period so that it
    flags the share that its fresh classifiers flag, which takes no labels.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mlops_study.ageing.sites import Site

Chances = Callable[[pd.DataFrame], np.ndarray]

SETTINGS = ("balanced", "unweighted", "share held")
"""The operating points; the first is the default."""


@dataclass(frozen=True, slots=True)
class Cases:
    """What classifiers learn from, one row a case: its features, outcome and period."""

    features: pd.DataFrame
    positive: np.ndarray
    period: np.ndarray


def count_outcomes(
    site: Site, cases: Cases, starts: Iterable[int] | None = None
) -> pd.DataFrame:
    """Train on the window from each start and count outcomes in later periods.

    From every start that leaves a period to test, if none are given. One row an
    operating point, window and tested period, see ``derived/ageing_counts.csv``.
    """
    from sklearn.metrics import roc_auc_score

    every = range(int(cases.period.max()) - site.training + 1)
    rows = []
    for start in every if starts is None else starts:
        after = start + site.training
        window = (cases.period >= start) & (cases.period < after)
        chances = {name: _chances(cases, window, name) for name in SETTINGS[:2]}
        for age in range(1, site.knots[-1] + 1):
            now = cases.period == after + age - 1
            if not now.any():
                break
            positive = cases.positive[now]
            by = {name: chance(cases.features[now]) for name, chance in chances.items()}
            by[SETTINGS[2]] = by[SETTINGS[0]]
            for name, chance in by.items():
                auc = round(roc_auc_score(positive, chance), 6)
                flagged = chance > 0.5
                if name == SETTINGS[2]:
                    most = round(site.share * len(chance))
                    flagged = np.argsort(np.argsort(-chance, kind="stable")) < most
                place = (name, start, after + age - 1, age)
                rows.append((*place, *_outcomes(positive, flagged), auc))
    names = ["setting", "start", "period", "age", "tp", "fp", "fn", "tn", "auc"]
    return pd.DataFrame(rows, columns=names)


def _chances(cases: Cases, window: np.ndarray, setting: str) -> Chances:
    """Train on a window; return what gives the chances of other cases."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        class_weight="balanced" if setting == SETTINGS[0] else None,
        categorical_features="from_dtype",
        random_state=0,
    ).fit(cases.features[window], cases.positive[window])
    return lambda features: model.predict_proba(features)[:, 1]


def _outcomes(positive: np.ndarray, flagged: np.ndarray) -> tuple[int, ...]:
    outcomes = (positive & flagged, ~positive & flagged, positive & ~flagged)
    tp, fp, fn = (int(outcome.sum()) for outcome in outcomes)
    return tp, fp, fn, len(positive) - tp - fp - fn
