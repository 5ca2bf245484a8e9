"""What an audit says of a claim: the claim, the finding, the verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from mlops_study.published import Paper

__all__ = ["Claim", "Finding", "Recomputation", "Verdict", "plain_name", "printed"]


class Verdict(StrEnum):
    """What a recomputation makes of a claim."""

    CONSISTENT = "consistent"
    CHANGED_CONSTRUCT = "changed construct"
    CHANGED_RULE = "changed rule"
    WRONG_RANKING = "wrong ranking"
    SELECTIVE = "selective"
    AMBIGUOUS = "ambiguous"
    NOT_DERIVABLE = "not derivable"

    @property
    def meaning(self) -> str:
        """The verdict in a sentence."""
        return _MEANINGS[self]


_MEANINGS = {
    Verdict.CONSISTENT: "The tables give what the claim says.",
    Verdict.CHANGED_CONSTRUCT: "The number is in the tables, and measures something "
    "else there.",
    Verdict.CHANGED_RULE: "The number follows another rule of counting than its "
    "wording or its neighbours.",
    Verdict.WRONG_RANKING: "Rows that are called larger than others are not.",
    Verdict.SELECTIVE: "True of the rows that are named; one that is left out "
    "stands above them.",
    Verdict.AMBIGUOUS: "What is counted, or by which measure, is not said, and the "
    "answer depends on it.",
    Verdict.NOT_DERIVABLE: "Nothing that the paper prints gives it.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim of the paper's text, as ``claims.csv`` has it.

    Parameters
    ----------
    claim
        Its name.
    rows
        Rows of the table that it names.
    table
        The table that it refers to, or nothing.
    value
        The number that it prints; NaN where it prints none.
    construct
        What it takes the number to be.
    """

    claim: str
    rows: tuple[str, ...]
    table: str
    value: float
    construct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the tables make of a claim.

    Parameters
    ----------
    recomputed
        What the tables give, in a few words.
    verdict
        What follows for the claim.
    reason
        Why, in one line.
    basis
        Whether the verdict is computed or, where no computation can give it, judged.
    """

    recomputed: str
    verdict: Verdict
    reason: str
    basis: Literal["computed", "judged"] = "computed"


Recomputation = Callable[[Claim, Paper], Finding]
"""A function that recomputes a claim from the paper."""


def printed(value: float) -> str:
    """Write a number with at most two decimals and no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def plain_name(name: str) -> str:
    """Write the name of a row in running text; abbreviations keep their capitals.

    Examples
    --------
    >>> plain_name("CI/CD Implementation")
    'CI/CD implementation'
    """
    return " ".join(w if w.isupper() else w.lower() for w in name.split())
