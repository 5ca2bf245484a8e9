"""A scenario as the engines read it: one row of numbers, and two curves."""

import math
from functools import lru_cache

import numpy as np

from mlops_study.ageing import Ageing, Curve
from mlops_study.lifecycle.compiling import Table, table
from mlops_study.lifecycle.events import row
from mlops_study.lifecycle.parameters import PARAMETERS, Scenario

FIXED = 1e-6
"""A coefficient of variation below this is none."""

MANY = 2**62
"""Of a resource that is never short."""

_NUMBERS = [
    (part, name)
    for part in ("practices", "organisation", "process")
    for name, of in PARAMETERS[part].items()
    if not isinstance(of.default, str)
]

ROW = row(
    u8="seed replication",
    b1="gamma replaced",
    f8=" ".join(name for _, name in _NUMBERS)
    + " low high effort_spread wait_spread ageing_spread",
)
"""Its fields: those of practices, organisation and process by name, and a few more."""


def settings(scenario: Scenario, seed: int, replication: int) -> Table:
    """Return the row of a scenario, for one replication.

    Beside the parameters by name: ``seed`` and ``replication``; whether durations are
    of the ``gamma`` family, and versions of older data ``replaced``; from ``low`` to
    ``high`` is measured; and how far durations spread.
    """
    process, gamma = scenario.process, scenario.process.family == "gamma"
    cvs = process.effort_cv, process.wait_cv, process.ageing_cv
    p = table(1, ROW)
    p[0] = (
        seed,
        replication,
        gamma,
        process.superseded == "replaced",
        *(getattr(getattr(scenario, part), name) for part, name in _NUMBERS),
        scenario.run.warm_up,
        scenario.run.end,
        *(spread(cv, gamma) for cv in cvs),
    )
    return p


def spread(cv: float, gamma: bool) -> float:
    r"""Return how far durations with a coefficient of variation spread.

    Log-normal: :math:`\sigma = \sqrt{\ln(1 + c^2)}`; gamma: :math:`c^2`; fixed: 0.
    """
    if cv < FIXED:
        return 0.0
    return cv**2 if gamma else math.sqrt(math.log1p(cv**2))


@lru_cache(maxsize=64)
def curves(ageing: Ageing) -> np.ndarray:
    """Return both curves in segments, see :func:`segments`; shape (2, n, 4)."""
    both = [segments(curve) for curve in (ageing.tpr, ageing.fpr)]
    found = np.full((2, max(map(len, both)), 4), np.inf)
    for rows, own in zip(found, both, strict=True):
        rows[: len(own)] = own
    return found


def segments(curve: Curve) -> np.ndarray:
    """Return the straight pieces of a curve, level before and after the knots.

    A row each: the age at which it begins, the change there, the slope, and the change
    integrated from age 0 to there.
    """
    starts = np.array([0.0, *curve.days])
    levels = np.array([curve.changes[0], *curve.changes])
    slopes = np.diff(curve.changes) / np.diff(curve.days)
    sums = np.cumsum([0.0, *np.diff(starts) * (levels[1:] + levels[:-1]) / 2])
    return np.column_stack([starts, levels, [0.0, *slopes, 0.0], sums])


def capacities(scenario: Scenario, *, unlimited: bool) -> np.ndarray:
    """Return how many there are of each resource; as many as are asked for, if so."""
    numbers = [max(n, 1) for n in scenario.organisation.capacity.values()]
    return np.array([MANY] * len(numbers) if unlimited else numbers)
