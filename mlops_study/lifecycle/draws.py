"""Random numbers: every draw is a function of what it is for and of whom it meets.

A draw belongs to an entity: to the third retraining of model 7 on its second pass
through the stages, say. It follows from the study's seed, the replication and the
entity alone, never from what was drawn before. So the same entity meets the same draws
in every scenario (common random numbers) and with every engine.

The function is Philox 4x64-10, a generator that scrambles a counter with a key: what a
draw is for and whom it meets are the counter, seed and replication the key. Salmon,
Moraes, Dror and Shaw (2011), SC '11, doi:10.1145/2063384.2063405.
"""

import numpy as np

from mlops_study.lifecycle.compiling import Table, compiled
from mlops_study.lifecycle.events import STAGES

# stages draw how long they take: the number of the stage is that of its draws
PORTFOLIO, ARRIVALS, MONITORING, PLACE, FAILURE, DEFECT, CATCH = range(
    len(STAGES), len(STAGES) + 7
)
SURFACING, COMPLAINT, EVIDENCE, ROLLS_BACK, BASELINE = range(CATCH + 1, CATCH + 6)
PURPOSES = BASELINE + 1
"""How many things draws are for."""

_M0, _M1 = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_W0, _W1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_LOW, _HALF, _SPARE = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(12)
_NOTHING = np.uint64(0)

Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]


@compiled
def identity(model: int, kind: int, number: int) -> int:
    """Return the number that stands for an item: the `number`-th of its kind."""
    return (int(model) << 34) | (int(kind) << 32) | int(number)


@compiled
def model_of(item: int) -> int:
    """Return the model of an item."""
    return item >> 34


@compiled
def kind_of(item: int) -> int:
    """Return the kind of an item.

    >>> item = identity(3, 2, 7)
    >>> model_of(item), kind_of(item)
    (3, 2)
    """
    return (item >> 32) & 3


@compiled
def _high(x: np.uint64, y: np.uint64) -> np.uint64:
    """Return the upper half of a product of 128 bits."""
    low, high = x & _LOW, x >> _HALF
    middle = high * (y & _LOW) + ((low * (y & _LOW)) >> _HALF)
    other = low * (y >> _HALF) + (middle & _LOW)
    return high * (y >> _HALF) + (middle >> _HALF) + (other >> _HALF)


@compiled
def philox(seed: np.uint64, replication: np.uint64, counter: Words) -> Words:
    """Return the four words into which Philox 4x64-10 turns a counter of four."""
    a, b, c, d = counter
    for _ in range(10):
        a, b, c, d = (
            _high(_M1, c) ^ b ^ seed,
            _M1 * c,
            _high(_M0, a) ^ d ^ replication,
            _M0 * a,
        )
        seed, replication = seed + _W0, replication + _W1
    return a, b, c, d


@compiled
def words(p: Table, purpose: int, entity: int, place: int) -> Words:
    """Return four words for a purpose, an entity and a place in what it meets."""
    counter = np.uint64(purpose), np.uint64(entity), np.uint64(place), _NOTHING
    return philox(p[0].seed, p[0].replication, counter)


@compiled
def unit(word: np.uint64) -> float:
    """Return a number between 0 and 1, both excluded, from 52 bits of a word."""
    return (np.float64(word >> _SPARE) + 0.5) * 2.0**-52


@compiled
def uniform(p: Table, purpose: int, entity: int, place: int) -> float:
    """Return the uniform draw for a purpose, an entity and a place."""
    return unit(words(p, purpose, entity, place)[0])
