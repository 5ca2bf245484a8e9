"""How a classifier that is not retrained does, week after week."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from mlops_study.ageing.flights import FEATURES

TRAINING_WEEKS = 8
"""Length of the window that a classifier is trained on."""


def start_weeks(flights: pd.DataFrame) -> range:
    """Return the first weeks of all training windows that leave a week to test."""
    return range(int(flights["week"].max()) - TRAINING_WEEKS + 1)


def count_outcomes(flights: pd.DataFrame, starts: Iterable[int]) -> pd.DataFrame:
    """Train on the window from each start week and count outcomes in later weeks.

    The classifier is gradient boosting of histograms with classes weighted to
    balance, so that it flags a flight which is likelier late than not at equal
    odds; all other settings are the library's. One row a start and test week, see
    ``COUNTS``.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    features, late = flights[list(FEATURES)], flights["late"].to_numpy()
    week = flights["week"].to_numpy()
    tables = []
    for start in starts:
        after = start + TRAINING_WEEKS
        window, later = (week >= start) & (week < after), week >= after
        model = HistGradientBoostingClassifier(
            class_weight="balanced", categorical_features="from_dtype", random_state=0
        )
        model.fit(features[window], late[window])
        flagged = model.predict(features[later])
        outcome = pd.DataFrame(
            {
                "week": week[later],
                "tp": late[later] & flagged,
                "fp": ~late[later] & flagged,
                "fn": late[later] & ~flagged,
                "tn": ~late[later] & ~flagged,
            }
        )
        counts = outcome.groupby("week").sum().reset_index()
        counts.insert(0, "start", start)
        counts.insert(2, "age", counts["week"] - after + 1)
        tables.append(counts)
    return pd.concat(tables, ignore_index=True).astype(np.int64)
