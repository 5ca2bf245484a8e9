"""From uniform draws to what happens: durations, chances, arrivals, noise.

Every draw passes through the inverse of its distribution function, so that more
of a mean is more of each value, and the luck of an entity keeps its rank whatever
the scenario makes of it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from scipy import special

from mlops_study.lifecycle.parameters import STRONGEST, Process, Scenario
from mlops_study.lifecycle.streams import BLOCK, Stream, endless, uniforms

KINDS = ("improvement", "retraining", "repair")
"""Kinds of work items; the place in this list is part of a draw's place."""

Kind = str

FIXED = 1e-6
"""A coefficient of variation below this is none."""

NEVER = 1e12
"""Days that nothing lives to see."""

CHECKS = 1024
"""Checks whose errors are drawn together."""


class Visit(NamedTuple):
    """What one pass of one item through the stages meets; durations in days.

    So many `failures` of the training run come before it succeeds; the `baseline` is
    the standard normal error of what is taken for the version's fresh recall.
    """

    triage: float
    access: float
    preparation: float
    selection: float
    place: float
    training: float
    failures: int
    defective: bool
    caught: bool
    handoff: float
    approval: float
    deployment: float
    surfacing: float
    complaint: float
    evidence: float
    rollback: bool
    rollback_effort: float
    baseline: float


def duration(
    uniform: np.ndarray, mean: float, cv: float, family: str = "lognormal"
) -> np.ndarray:
    r"""Return durations with the given mean and coefficient of variation.

    Log-normal: :math:`\exp(\mu + \sigma \Phi^{-1}(u))` with
    :math:`\sigma^2 = \ln(1 + c^2)` and :math:`\mu = \ln m - \sigma^2/2`. Gamma: shape
    :math:`1/c^2`, scale :math:`m c^2`; exponential where :math:`c = 1`. Fixed where
    `mean` :math:`m` or `cv` :math:`c` is 0; `uniform` are draws between 0 and 1.

    >>> u = np.array([0.5])
    >>> duration(u, 3.0, 0.0), duration(u, 3.0, 1.0, "gamma").round(3)
    (array([3.]), array([2.079]))
    """
    if mean == 0 or cv < FIXED:
        return np.full_like(uniform, mean)
    if family == "gamma":
        shape = 1 / cv**2
        values: np.ndarray = special.gammaincinv(shape, uniform) * mean / shape
        return values
    variance = math.log1p(cv**2)
    log = math.log(mean) - variance / 2 + math.sqrt(variance) * special.ndtri(uniform)
    scaled: np.ndarray = np.exp(log)
    return scaled


def failures(uniform: np.ndarray, chance: float) -> np.ndarray:
    r"""Return how often something fails before it succeeds.

    Geometric: :math:`\lfloor \ln u / \ln p \rfloor`, where each try fails with the
    `chance` :math:`p`.

    >>> failures(np.array([0.9, 0.4, 0.2]), 0.5), failures(np.array([0.1]), 0.0)
    (array([0, 1, 2]), array([0]))
    """
    if chance == 0:
        return np.zeros(len(uniform), dtype=int)
    return np.asarray(np.log(uniform) / math.log(chance), dtype=int)


@dataclass(frozen=True, slots=True)
class Luck:
    """The luck of one replication of one scenario, made in blocks as needed."""

    scenario: Scenario
    seed: int
    replication: int

    def _draws(self, stream: Stream, *entity: int, size: int = BLOCK) -> np.ndarray:
        return uniforms(self.seed, self.replication, stream, *entity, size=size)

    def strengths(self) -> list[float]:
        """Return the factor on the measured ageing of each model."""
        process, models = self.scenario.process, self.scenario.organisation.models
        pairs = [self._draws(Stream.PORTFOLIO, m, size=2) for m in range(models)]
        stable, strength = np.array(pairs).T
        drawn = duration(
            strength, process.ageing_strength, process.ageing_cv, process.family
        )
        drawn = np.where(stable < process.stable_share, 0.0, drawn)
        strengths: list[float] = np.minimum(drawn, STRONGEST).tolist()
        return strengths

    def baselines(self) -> list[float]:
        """Return the standard normal error of each first version's baseline."""
        models = range(self.scenario.organisation.models)
        drawn = [self._draws(Stream.BASELINE, m, size=1)[0] for m in models]
        return list(special.ndtri(drawn).tolist())

    def arrivals(self, model: int) -> Iterator[float]:
        """Yield the times of a model's requests for improvement, in days."""
        mean = self.scenario.organisation.improvement_interval
        if mean > NEVER:
            return
        last = 0.0
        for block in count():
            gaps = -mean * np.log(self._draws(Stream.ARRIVALS, model, block))
            times = (last + np.cumsum(gaps)).tolist()
            yield from times
            last = times[-1]

    def noise(self, model: int) -> Iterator[float]:
        """Yield the standard normal errors of a model's checks."""
        blocks = endless(
            self.seed, self.replication, Stream.MONITORING, model, size=CHECKS
        )
        for block in blocks:
            yield from special.ndtri(block).tolist()

    def visits(self, kind: Kind, attempt: int, block: int) -> dict[str, list[Any]]:
        """Return what the items of a block meet on one pass through the stages.

        The `attempt` is 0 on the first pass, more after rework. A list for each field
        of :class:`~mlops_study.lifecycle.luck.Visit` holds the items ``block * BLOCK``
        and following of every model; the ``i``-th of model ``m`` stands at
        ``m * BLOCK + i``.
        """
        p, models = self.scenario.process, self.scenario.organisation.models
        entity = (KINDS.index(kind), attempt, block)

        def draw(stream: Stream) -> np.ndarray:
            return self._draws(stream, *entity, size=models * BLOCK)

        def work(stream: Stream, mean: float) -> np.ndarray:
            return duration(draw(stream), mean, p.effort_cv, p.family)

        def wait(stream: Stream, mean: float) -> np.ndarray:
            return duration(draw(stream), mean, p.wait_cv, p.family)

        def at_random(stream: Stream, mean: float) -> np.ndarray:
            return duration(draw(stream), mean, 1.0, "gamma")

        labels = self.scenario.organisation.labels_per_day
        access, effort = shares(p, kind, attempt)
        columns = {
            "triage": work(Stream.TRIAGE, p.triage_effort),
            "access": wait(Stream.ACCESS, p.access_wait * access),
            "preparation": work(Stream.PREPARATION, p.preparation_effort * effort),
            "selection": work(Stream.SELECTION, p.selection_effort * effort),
            "place": draw(Stream.PLACE),
            "training": work(Stream.TRAINING, p.training_time),
            "failures": failures(draw(Stream.FAILURE), p.training_failure),
            "defective": draw(Stream.DEFECT) < p.defect_probability,
            "caught": draw(Stream.CATCH) < p.catch_probability,
            "handoff": wait(Stream.HANDOFF, p.handoff_wait),
            "approval": work(Stream.APPROVAL, p.approval_effort),
            "deployment": work(Stream.DEPLOYMENT, p.deployment_effort),
            "surfacing": at_random(Stream.SURFACING, p.surfacing_time),
            "complaint": at_random(Stream.COMPLAINT, p.complaint_time),
            "evidence": at_random(Stream.EVIDENCE, p.evidence / labels),
            "rollback": draw(Stream.ROLLBACK) < p.rollback_probability,
            "rollback_effort": work(Stream.ROLLBACK_EFFORT, p.rollback_effort),
            "baseline": special.ndtri(draw(Stream.BASELINE)),
        }
        return {name: column.tolist() for name, column in columns.items()}


def shares(process: Process, kind: Kind, attempt: int) -> tuple[float, float]:
    """Return the shares of an improvement's access wait and effort that are needed.

    A repair needs no new access to data; rework repeats part of the effort.

    >>> shares(Process(), "improvement", 0), shares(Process(), "repair", 1)
    ((1.0, 1.0), (0.0, 0.125))
    """
    first = {
        "improvement": (1.0, 1.0),
        "retraining": (process.retraining_share, process.retraining_share),
        "repair": (0.0, process.repair_share),
    }[kind]
    return first if attempt == 0 else (0.0, first[1] * process.rework_share)
