"""Random numbers: one stream a purpose, every draw at a place of its own.

A draw belongs to an entity: to the third retraining of model 7 on its second pass
through the stages, say. Its place follows from the study's seed, the replication
and the entity alone, never from the order of events. So the same entity meets the
same luck in every scenario (common random numbers), and an engine other than
SimPy can consume the very same draws.

Draws come in blocks that are made when first needed. All are uniform; what they
mean is the business of :mod:`mlops_study.lifecycle.luck`.
"""

from collections.abc import Iterator
from enum import IntEnum

import numpy as np

BLOCK = 32
"""Items whose draws are made together."""


class Stream(IntEnum):
    """What the draws of a stream are for; the number is part of the seed."""

    PORTFOLIO = 0
    ARRIVALS = 1
    MONITORING = 2
    ACCESS = 3
    PREPARATION = 4
    SELECTION = 5
    PLACE = 6
    TRAINING = 7
    DEFECT = 8
    CATCH = 9
    HANDOFF = 10
    DEPLOYMENT = 11
    SURFACING = 12
    COMPLAINT = 13
    EVIDENCE = 14
    ROLLBACK = 15
    ROLLBACK_EFFORT = 16
    TRIAGE = 17
    FAILURE = 18
    APPROVAL = 19
    BASELINE = 20


def uniforms(
    seed: int, replication: int, stream: Stream, *entity: int, size: int = BLOCK
) -> np.ndarray:
    """Return a block of uniform draws between 0 and 1, both excluded.

    The numbers of `entity` identify the block, such as model and block. The same
    arguments give the same draws; a longer block begins with the shorter one.
    """
    return next(endless(seed, replication, stream, *entity, size=size))


def endless(
    seed: int, replication: int, stream: Stream, *entity: int, size: int
) -> Iterator[np.ndarray]:
    """Yield blocks of `size` uniform draws without end.

    Put together they are the block that :func:`uniforms` would return in one.
    """
    sequence = np.random.SeedSequence(
        seed, spawn_key=(replication, int(stream), *entity)
    )
    generator = np.random.Generator(np.random.PCG64(sequence))
    while True:
        yield np.maximum(generator.random(size), 2.0**-54)
