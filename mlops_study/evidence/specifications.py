"""How the verdicts move with the codings: a specification curve of the audit.

A specification is one option of each coding. Each claim reads a few codings, so its
verdicts are computed over these alone and then counted over all specifications. After
Simonsohn, Simmons and Nelson (2020), Nature Human Behaviour 4:1208.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from mlops_study.evidence.checks import codings
from mlops_study.evidence.claims import Recomputation
from mlops_study.evidence.verdicts import Verdict

_VERDICTS = list(Verdict)


def coding_effects(register: Mapping[str, Recomputation]) -> pd.DataFrame:
    """Count the verdicts that each option of a coding moves.

    From :func:`~mlops_study.evidence.claims.recomputations`. A row for each ``coding``
    and ``option``, with ``meaning``, ``reason``, whether it is ``used``, and how many
    verdicts it moves ``alone`` and only ``together`` with others.
    """
    moved = [pairs for each in register.values() for pairs in each.hangs_on]
    rows = [
        {
            "coding": coding.name,
            "option": option,
            "meaning": meaning,
            "reason": coding.reason,
            "used": option == coding.used,
            "alone": sum(((coding.name, option),) == pairs for pairs in moved),
            "together": sum(
                (coding.name, option) in pairs and len(pairs) > 1 for pairs in moved
            ),
        }
        for coding in codings().values()
        for option, meaning in coding.options.items()
    ]
    return pd.DataFrame(rows)


def specifications(register: Mapping[str, Recomputation]) -> pd.DataFrame:
    """Count the verdicts under every combination of options of all codings.

    From :func:`~mlops_study.evidence.claims.recomputations`. A row a specification: a
    column for each verdict with the number of claims, and one for each coding with its
    option. The first row is the specification that the audit uses.

    >>> from mlops_study.evidence import recomputations
    >>> from mlops_study.published import Paper
    >>> found = specifications(recomputations(Paper()))
    >>> len(found) == np.prod([len(c.options) for c in codings().values()])
    np.True_
    """
    every = list(codings().values())
    shape = [len(coding.options) for coding in every]
    counts = np.zeros((*shape, len(_VERDICTS)), dtype=np.uint8)
    for read, own in _by_codings(register).items():
        # a coding that is not read has one place here, spread over all its options
        spread = [len(c.options) if c.name in read else 1 for c in every]
        counts += own.reshape(*spread, len(_VERDICTS))
    places = np.indices(shape, dtype=np.int8).reshape(len(shape), -1)
    options = {
        coding.name: pd.Categorical.from_codes(place, pd.Index(coding.options))
        for coding, place in zip(every, places, strict=True)
    }
    numbers = counts.reshape(-1, len(_VERDICTS)).T
    return pd.DataFrame(dict(zip(map(str, _VERDICTS), numbers, strict=True)) | options)


def _by_codings(
    register: Mapping[str, Recomputation],
) -> dict[tuple[str, ...], np.ndarray]:
    """Count verdicts by the options of the codings that claims read: one row for each.

    Options run as those of ``Recomputation.verdicts``.
    """
    found: dict[tuple[str, ...], np.ndarray] = {}
    for each in register.values():
        places = [_VERDICTS.index(verdict) for verdict in each.verdicts.values()]
        own = np.eye(len(_VERDICTS), dtype=np.uint8)[places]
        read = tuple(coding.name for coding in each.codings)
        found[read] = found.get(read, 0) + own
    return found
