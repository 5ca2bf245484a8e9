"""Worlds: each a draw of every value of an organisation that is not known.

One share of a Sobol sequence gives one value its quantile, so that few worlds fill all
ranges evenly, and more worlds begin with the fewer. The values are drawn independently;
without and with a practice they keep their order, since their ranges do not overlap.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import ceil, log2
from typing import Any

import pandas as pd
import scipy

from mlops_study.ageing import load_ageing
from mlops_study.lifecycle import PARAMETERS, PRACTICES, Parameter, Range, Scenario
from mlops_study.numerals import significant

WITH = " with"
"""Behind the name of a value of the process: that with the practice that moves it."""

CURVES = ("flights", "flights, share held", "rainfall", "employment")
"""The ageing that models could have, first that of scenario A."""


EDGE = 0.01
"""Share of worlds that are too few to lie between a value and the end of its range."""

PLAIN = ("probability", "ratio", "share")
"""Units that a value is read without."""


def _places() -> Iterator[tuple[str, tuple[Range, str, tuple[str, ...]]]]:
    """Yield the range of each value by name, its parameter, and where that stands."""
    for part, own in PARAMETERS.items():
        for name, of in own.items():
            parts: tuple[str, ...] = (part,)
            if part == "process":
                parts = ("without",) if of.by else ("without", "full")
            if of.range:
                yield name, (of.range, name, parts)
            if of.full_range:
                yield name + WITH, (of.full_range, name, ("full",))


PLACES = dict(_places())


def uncertain(base: Scenario) -> dict[str, Range]:
    """Return what each value of an organisation that is not known could be, by name.

    Every range of ``PARAMETERS``, that of a value with a practice as ``NAME with``, and
    the ``CURVES`` as ``ageing``. A value other than the default is the organisation's
    own, which it knows.

    >>> found = uncertain(Scenario())
    >>> found["release_interval"].ends, found["release_interval with"].ends
    ((7.0, 90.0), (0.0, 1.0))
    """
    found = {
        label: span
        for label, (span, name, parts) in PLACES.items()
        if getattr(getattr(base, parts[0]), name) == span.mode
    }
    if base.ageing == load_ageing(CURVES[0]):
        curves = tuple(name for name in CURVES if _possible(base, name))
        found["ageing"] = Range(ends=curves, shape="choice", mode=CURVES[0])
    return found


def _possible(base: Scenario, curve: str) -> bool:
    """Whether the rates of the organisation stay between 0 and 1 on such a curve."""
    try:
        altered(base, {"ageing": curve, "ageing_cv": 1.0})
    except ValueError:
        return False
    return True


def draw(ranges: Mapping[str, Range], worlds: int, *, seed: int) -> pd.DataFrame:
    """Draw worlds, one row each, with a value from every range.

    From the Sobol sequence of SciPy, scrambled by the `seed`. Balanced are powers of 2.

    >>> draw(uncertain(Scenario()), 2, seed=1)["superseded"].tolist()
    ['kept', 'replaced']
    """
    sequence = scipy.stats.qmc.Sobol(len(ranges), rng=seed)
    points = sequence.random_base2(ceil(log2(worlds)))[:worlds]
    return valued(pd.DataFrame(points, columns=list(ranges)), ranges)


def valued(shares: pd.DataFrame, ranges: Mapping[str, Range]) -> pd.DataFrame:
    """Return the quantiles of the ranges at these shares, one row a world."""
    values = {name: ranges[name].quantile(shares[name]) for name in map(str, shares)}
    return pd.DataFrame(values).rename_axis("world")


def altered(base: Scenario, values: Mapping[str, Any]) -> Scenario:
    """Return an organisation with other values, by the names of :func:`uncertain`.

    A value of the process that no practice moves is one for both of its ends.

    >>> altered(Scenario(), {"access_wait": 20.0}).process.access_wait
    20.0
    """
    changes: dict[str, dict[str, Any]] = {}
    for label, value in values.items():
        if label != "ageing":
            _, name, parts = PLACES[label]
            for part in parts:
                changes.setdefault(part, {})[name] = value
    made: dict[str, Any] = {
        part: replace(getattr(base, part), **own) for part, own in changes.items()
    }
    if "ageing" in values:
        made["ageing"] = load_ageing(values["ageing"])
    return replace(base, **made)


def assumption(label: str) -> str:
    """Say what a value of :func:`uncertain` is.

    >>> assumption("access_wait"), assumption("ageing")
    ('mean wait for access to data', 'how models age')
    >>> assumption("catch_probability with")
    'chance that validation catches a defect, with CI/CD'
    """
    of, with_practice = _named(label)
    if of is None:
        return "how models age"
    about = of.about.partition(";")[0]
    return f"{about}, with {PRACTICES[of.by]}" if with_practice else about


def assumed_value(label: str) -> str:
    """Return what a value of :func:`uncertain` is by default, as in scenario A.

    >>> assumed_value("catch_probability with"), assumed_value("ageing")
    ('0.95', 'flights')
    """
    of, with_practice = _named(label)
    if of is None:
        return CURVES[0]
    return f"{of.full if with_practice else of.default}"


def stretch(label: str, drawn: pd.Series, start: float | str, end: float | str) -> str:
    """Say where in its range a value lies from one end to another, as `drawn`.

    >>> stretch("access_wait", pd.Series(range(15, 200)), 15.0, 22.7)
    'below 23 days'
    """
    if not pd.api.types.is_numeric_dtype(drawn):
        return str(start)
    low, high = places(drawn, start, end)
    first, last = (significant(float(x), 2) for x in (start, end))
    of, _ = _named(label)
    unit = f" {of.unit}" if of and of.unit not in PLAIN else ""
    if high > 1 - EDGE:
        return f"above {first}{unit}"
    return f"below {last}{unit}" if low < EDGE else f"{first} to {last}{unit}"


def places(
    drawn: pd.Series, start: float | str, end: float | str
) -> tuple[float, float]:
    """Return the shares of worlds below the ends of a stretch; of a word, all.

    >>> places(pd.Series(range(1, 101)), 0.5, "23.4")
    (0.0, 0.23)
    """
    if not pd.api.types.is_numeric_dtype(drawn):
        return 0.0, 1.0
    low, high = (float((drawn <= float(x)).mean()) for x in (start, end))
    return low, high


def _named(label: str) -> tuple[Parameter | None, bool]:
    """Return what is described, and whether its value with the practice is meant.

    Nothing describes the ageing, whose values are names of curves.
    """
    name = label.removesuffix(WITH)
    of = next((own[name] for own in PARAMETERS.values() if name in own), None)
    return of, name != label
