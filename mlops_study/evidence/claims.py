"""The audit of the paper's claims.

A claim is one row of ``claims.csv``: what the paper says, the rows of a table that it
names, the number that it prints and what it takes that to be, and the check that it is
put to with the check's arguments. The verdict is not data: it is what the check makes
of the paper.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from mlops_study.evidence import table_checks, text_checks
from mlops_study.evidence.checks import Check
from mlops_study.evidence.verdicts import Claim, Finding, Verdict
from mlops_study.numerals import decimal
from mlops_study.published import DATASETS, Paper

CHECKS: dict[str, Check] = {
    name: check
    for module in (table_checks, text_checks)
    for name, check in vars(module).items()
    if isinstance(check, Check)
}
"""The checks by name."""


def audit_claims(folder: Path | None = None) -> pd.DataFrame:
    """Recompute every claim from the paper's tables, in a data folder or the study's.

    The claims in the order of the paper: ``claim``, ``section`` (its title), ``anchor``
    (its place in the book), ``statement``, ``printed`` (number with unit, or nothing),
    ``recomputed``, ``verdict``, ``reason`` and ``basis`` (computed or judged). A row
    that does not fit its check is a ``DataFileError``.

    >>> audit = audit_claims().set_index("claim")
    >>> audit.loc["finding-3", "verdict"], audit.loc["result-10", "verdict"]
    ('wrong ranking', 'consistent')
    """
    paper = Paper(folder)
    findings = [recompute() for recompute in recomputations(paper).values()]
    claims = paper.table("claims").reset_index()
    places = paper.table("outline").loc[claims["section"]].reset_index()
    return pd.DataFrame(
        {
            "claim": claims["claim"],
            "section": places["title"],
            "anchor": places["anchor"],
            "statement": claims["statement"],
            "printed": list(map(_printed, claims["value"], claims["unit"])),
            "recomputed": [finding.recomputed for finding in findings],
            "verdict": [str(finding.verdict) for finding in findings],
            "reason": [finding.reason for finding in findings],
            "basis": [CHECKS[name].basis for name in claims["check"]],
        }
    )


def verdict_counts(audit: pd.DataFrame) -> pd.Series:
    """Count the claims by verdict, in the order of ``Verdict``."""
    counts = audit["verdict"].value_counts()
    return counts.reindex([str(v) for v in Verdict], fill_value=0)


def recomputations(paper: Paper) -> dict[str, Callable[[], Finding]]:
    """Return what recomputes each claim, by its name: its check with its arguments."""
    path = DATASETS["claims"].file(paper.folder)
    found: dict[str, Callable[[], Finding]] = {}
    rows: list[Any] = paper.table("claims").reset_index().to_dict("records")
    for i, row in enumerate(rows, start=1):
        claim = Claim(**row, place=f"{path}: row {i}", paper=paper)
        known = [] if claim.table == "" else [*claim.frame.index]
        allowed = f"rows of its table ({', '.join(known) or 'it names none'})"
        claim.expect("topic", allowed, holds={*claim.rows} <= {*known})
        allowed = f"one of {', '.join(CHECKS)}"
        claim.expect("check", allowed, holds=claim.check in CHECKS)
        check = CHECKS[claim.check]
        found[claim.claim] = partial(check.function, claim, **check.read(claim))
    return found


def _printed(value: float, unit: str) -> str:
    if pd.isna(value):
        return ""
    return f"{decimal(value)} of 5" if unit == "rating" else f"{decimal(value)} %"
