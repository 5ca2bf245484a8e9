"""What an organisation may want more of, alone or weighed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Self

from mlops_study.datafiles import DataFileError
from mlops_study.lifecycle import KPIS, PARAMETERS, YEAR, Interest
from mlops_study.numerals import fixed, interval, quantity

GOALS = {name: of.title for name, of in PARAMETERS["interest"].items()}
"""What an organisation may want, by the indicator that shows it."""

WORDS = dict(zip(("lead-time", "failures", "recall", "cost"), GOALS, strict=True))
"""The indicators by the words that one types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is wanted: one indicator, or a sum of several in what matters of each.

    ``weights`` is what a unit of each indicator counts, ``interest`` the smallest gain
    that matters; a gain is printed times ``scale``, in the ``unit``.
    """

    title: str
    weights: Mapping[str, float]
    interest: float
    unit: str
    scale: float = 1.0

    @classmethod
    def of(cls, text: str, interest: Interest) -> Self:
        """Read a goal, such as ``cost`` or ``lead-time=2,cost=1``.

        >>> Goal.of("lead-time=2,cost=1", Interest()).weights
        {'improvement_time': 2.0, 'cost': 0.01}
        """
        named: dict[str, float] = {}
        for word in text.split(","):
            name, _, weight = (part.strip() for part in word.partition("="))
            try:
                named[WORDS[name]] = float(weight or 1)
            except (KeyError, ValueError):
                raise DataFileError(
                    f"no goal {text!r}; expected one of {', '.join(WORDS)}, or weights "
                    "such as lead-time=2,cost=1"
                ) from None
        if not all(0 < weight < inf for weight in named.values()):
            raise DataFileError(f"no goal {text!r}; expected weights above zero")
        if len(named) == 1:
            (kpi,) = named
            return cls(
                title=GOALS[kpi],
                weights={kpi: 1.0},
                interest=interest.of(kpi),
                unit=KPIS[kpi].change_unit,
                scale=KPIS[kpi].scale,
            )
        for kpi in named:
            if not interest.of(kpi):
                raise DataFileError(f"goals are weighed by interest.{kpi}, which is 0")
        return cls(
            title=", ".join(f"{GOALS[k]} ({w:g})" for k, w in named.items()),
            weights={k: w / interest.of(k) for k, w in named.items()},
            interest=1.0,
            unit="times what matters",
        )

    def written(self, value: float, low: float, high: float) -> str:
        """Write a gain with its interval and unit."""
        by = self.scale
        form = partial(fixed, places=0 if abs(by * value) >= 100 else 1)
        return f"{interval(by * value, by * low, by * high, form)} {self.unit}"

    @property
    def per_year(self) -> float:
        """What makes money a day money a year, and 1 of other goals."""
        return YEAR if list(self.weights) == ["cost"] else 1

    @property
    def smallest(self) -> str:
        """The smallest gain that matters, in words."""
        return f"{quantity(self.scale * self.interest, digits=2)} {self.unit}"
