"""What an organisation may want more of, alone or weighed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import floor, inf, log10
from typing import Self

from mlops_study.datafiles import DataFileError
from mlops_study.lifecycle import KPIS, PARAMETERS, YEAR, Interest
from mlops_study.numerals import NO_BREAK, fixed, interval

WANTED = PARAMETERS["interest"]
"""What may be wanted, by the indicator that shows it."""

WORDS = dict(zip(("lead-time", "failures", "recall", "cost"), WANTED, strict=True))
"""The indicators by the words that one types."""


SHORT = {kpi: word.replace("-", " ").capitalize() for word, kpi in WORDS.items()}
"""The goals where room is scarce."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is wanted: one indicator, or a sum of several in what matters of each.

    ``weights`` is what a unit of each indicator counts, ``interest`` the smallest gain
    that matters; a gain is printed times ``scale``, in the ``unit``.
    """

    title: str
    short: str
    weights: Mapping[str, float] = field(hash=False)
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
                title=WANTED[kpi].title,
                short=SHORT[kpi],
                weights={kpi: 1.0},
                interest=interest.of(kpi),
                unit=KPIS[kpi].change_unit,
                scale=KPIS[kpi].scale,
            )
        for kpi in named:
            if not interest.of(kpi):
                raise DataFileError(f"goals are weighed by interest.{kpi}, which is 0")
        return cls(
            title=", ".join(f"{WANTED[k].title} ({w:g})" for k, w in named.items()),
            short=", ".join(f"{SHORT[k]} ({w:g})" for k, w in named.items()),
            weights={k: w / interest.of(k) for k, w in named.items()},
            interest=1.0,
            unit="times what matters",
        )

    def __str__(self) -> str:
        """Return what is wanted, in words."""
        return self.title

    def number(self, value: float) -> str:
        """Write a gain without its unit, to two digits of the smallest that matters."""
        matters = self.scale * self.interest
        places = 1 - floor(log10(matters)) if matters else 1
        return fixed(self.scale * value, min(max(places, 0), 3))

    def interval(self, value: float, low: float, high: float) -> str:
        """Write a gain with its interval, which no line breaks, without its unit."""
        return interval(value, low, high, self.number).replace(" ", NO_BREAK)

    def written(self, value: float, low: float, high: float) -> str:
        """Write a gain with its interval and unit."""
        return f"{self.interval(value, low, high)} {self.unit}"

    @property
    def smallest(self) -> str:
        """The smallest gain that matters, in words."""
        return f"{self.number(self.interest)} {self.unit}"

    @property
    def yearly(self) -> Self:
        """The goal with money a year in place of money a day, where it is money."""
        if list(self.weights) != ["cost"]:
            return self
        return replace(self, scale=YEAR, unit=self.unit.replace("per day", "a year"))


GOALS = {kpi: Goal.of(word, Interest()) for word, kpi in WORDS.items()}
"""What an organisation may want, each alone, with what matters to scenario A."""
