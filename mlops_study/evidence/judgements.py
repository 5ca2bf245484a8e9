"""Claims that no computation can decide, and what is printed in their stead."""

from __future__ import annotations

from mlops_study.evidence.verdicts import Claim, Finding, Verdict, printed
from mlops_study.published import AGREEMENT, Paper

__all__ = ["cited", "no_outcome", "opinion", "partly_asked", "trend"]


def opinion(claim: Claim, paper: Paper) -> Finding:
    """Set beside a claimed effect the opinions that the table holds."""
    agree = paper.shares(claim.table)[AGREEMENT][list(claim.rows)]
    return Finding(
        recomputed=f"{AGREEMENT}: " + ", ".join(f"{printed(v)} %" for v in agree),
        verdict=Verdict.NOT_DERIVABLE,
        reason="The table holds opinions on the practice, the claim speaks of effects.",
        basis="judged",
    )


def no_outcome(_claim: Claim, _paper: Paper, *, cause: bool = False) -> Finding:
    """Say that no outcome with and without a practice, or a cause, is reported."""
    return Finding(
        recomputed="no table compares adopters with others",
        verdict=Verdict.NOT_DERIVABLE,
        reason="Before and after, without others to compare with, give no cause."
        if cause
        else "No outcome of organizations with and without it is reported.",
        basis="judged",
    )


def cited(_claim: Claim, paper: Paper, *, ref: int) -> Finding:
    """Name the entry on which a cited finding rests; the paper prints no number."""
    entry = paper.table("references").loc[ref]
    return Finding(
        recomputed=f"rests on reference {ref} ({entry['year']})",
        verdict=Verdict.NOT_DERIVABLE,
        reason="No number of the cited study is printed.",
        basis="judged",
    )


def trend(_claim: Claim, paper: Paper) -> Finding:
    """Count the chosen studies by year, of which no trend follows."""
    by_year = paper.table("literature")["year"].value_counts().sort_index()
    counts = ", ".join(f"{n} in {year}" for year, n in by_year.items())
    return Finding(
        recomputed=f"studies: {counts}",
        verdict=Verdict.NOT_DERIVABLE,
        reason="Chosen studies show no trend of all studies.",
        basis="judged",
    )


def partly_asked(claim: Claim, paper: Paper, *, absent: str) -> Finding:
    """Set beside the named rows what the table does not ask about."""
    agree = paper.shares(claim.table)[AGREEMENT][list(claim.rows)]
    shares = ", ".join(f"{printed(v)} %" for v in agree)
    return Finding(
        recomputed=f"{AGREEMENT}: {shares}; {absent}: no row",
        verdict=Verdict.AMBIGUOUS,
        reason="The table asks about some of them only.",
        basis="judged",
    )
