"""Ageing of classifiers, measured on real cases in the order of time.

``sites`` are the data sets, ``measurement`` trains and tests classifiers on them at
stated operating points, ``curves`` tells age from calendar. ``make data`` repeats the
measurement; a scenario may also name a curve that a user has measured.
"""

from .curves import (
    MEASURES,
    Ageing,
    Curve,
    fit_curves,
    fresh_rates,
    load_ageing,
    load_counts,
    load_curves,
    rates,
    read_ageing,
    retraining_policy,
)
from .measurement import SETTINGS, Cases, count_outcomes
from .sites import LATE_MINUTES, SITES

# fmt: off
__all__ = [
    "LATE_MINUTES", "MEASURES", "SETTINGS", "SITES", "Ageing", "Cases", "Curve",
    "count_outcomes", "fit_curves", "fresh_rates", "load_ageing", "load_counts",
    "load_curves", "rates", "read_ageing", "retraining_policy",
]
# fmt: on
