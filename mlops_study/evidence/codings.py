"""The ways to read the words on which verdicts turn.

A coding is a question of words, such as how many are *several*, with the ways to answer
it. The audit uses the first of them and says why; what another would change is
computed. A check names the codings that it reads as keyword arguments of type `Code`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NewType

from mlops_study.survey import instrument

Code = NewType("Code", str)
"""An option of the coding after which an argument is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """How a word can be read: a few rows of ``codings.csv``.

    Parameters
    ----------
    name
        Its name.
    options
        The ways to read it, each with what it means; the audit uses the first.
    reason
        Why it does so.
    """

    name: str
    options: Mapping[str, str]
    reason: str

    @property
    def used(self) -> str:
        """The option that the audit uses."""
        return next(iter(self.options))


@cache
def codings() -> dict[str, Coding]:
    """Return the codings of the audit by name.

    >>> codings()["several"].used
    'three'
    """
    rows = instrument("codings").groupby("coding", sort=False)
    return {
        str(name): Coding(
            name=str(name),
            options=dict(zip(own["option"], own["meaning"], strict=True)),
            reason=own["reason"].iloc[0],
        )
        for name, own in rows
    }
