"""The audit of the paper's claims."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mlops_study import published
from mlops_study.evidence.recomputations import RECOMPUTATIONS
from mlops_study.evidence.verdicts import Claim, Verdict, printed
from mlops_study.published import Paper

__all__ = ["audit_claims", "verdict_counts"]


def audit_claims(folder: Path | None = None) -> pd.DataFrame:
    """Recompute every claim from the paper's tables.

    Parameters
    ----------
    folder
        A data folder laid out like the study's; the study's own by default.

    Returns
    -------
    pandas.DataFrame
        The claims in the order of the paper: ``claim``, ``section`` (its title),
        ``anchor`` (its place in the book), ``statement``, ``printed`` (number with
        unit, or nothing), ``recomputed``, ``verdict``, ``reason`` and ``basis``
        (computed or judged).

    Raises
    ------
    KeyError
        If a claim has no recomputation.
    DataFileError
        If a data file breaks a rule.

    Examples
    --------
    >>> audit = audit_claims().set_index("claim")
    >>> audit.loc["finding-3", "verdict"], audit.loc["result-10", "verdict"]
    ('wrong ranking', 'consistent')
    """
    paper = Paper(folder)
    outline = paper.table("outline")
    rows = []
    for row in published.load("claims", folder=folder).to_dict("records"):
        claim = Claim(
            claim=row["claim"],
            rows=tuple(filter(None, row["topic"].split(";"))),
            table=row["table"],
            value=row["value"],
            construct=row["construct"],
        )
        finding = RECOMPUTATIONS[claim.claim](claim, paper)
        place = outline.loc[row["section"]]
        rows.append(
            {
                "claim": claim.claim,
                "section": place["title"],
                "anchor": place["anchor"],
                "statement": row["statement"],
                "printed": _printed(row["value"], row["unit"]),
                "recomputed": finding.recomputed,
                "verdict": str(finding.verdict),
                "reason": finding.reason,
                "basis": finding.basis,
            }
        )
    return pd.DataFrame(rows)


def _printed(value: float, unit: str) -> str:
    if pd.isna(value):
        return ""
    return f"{printed(value)} of 5" if unit == "rating" else f"{printed(value)} %"


def verdict_counts(audit: pd.DataFrame) -> pd.Series:
    """Count the claims by verdict, in the order of ``Verdict``."""
    counts = audit["verdict"].value_counts()
    return counts.reindex([str(v) for v in Verdict], fill_value=0)
