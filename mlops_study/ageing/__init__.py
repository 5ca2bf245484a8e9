"""Ageing of classifiers, measured on real data: the flights of 2013.

``make data`` repeats the measurement; it needs the extra ``data``. Reading the
stored result does not.
"""

from mlops_study.ageing.curves import (
    COUNTS,
    CURVES,
    KNOTS,
    OLDEST,
    Curve,
    fit_curves,
    fresh_rates,
    load_counts,
    load_curve,
    load_curves,
    rates,
    retraining_policy,
)
from mlops_study.ageing.flights import LATE_MINUTES, load_flights
from mlops_study.ageing.measurement import TRAINING_WEEKS, count_outcomes, start_weeks

__all__ = [
    "COUNTS",
    "CURVES",
    "KNOTS",
    "LATE_MINUTES",
    "OLDEST",
    "TRAINING_WEEKS",
    "Curve",
    "count_outcomes",
    "fit_curves",
    "fresh_rates",
    "load_counts",
    "load_curve",
    "load_curves",
    "load_flights",
    "rates",
    "retraining_policy",
    "start_weeks",
]
