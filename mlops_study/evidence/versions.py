"""Claims held against each other: what the paper says in one place and in another."""

from collections.abc import Iterator

import pandas as pd

from mlops_study.evidence.checks import plain
from mlops_study.evidence.claims import recomputations
from mlops_study.evidence.verdicts import Claim, Verdict
from mlops_study.numerals import decimal
from mlops_study.published import SURVEY_TABLES, Paper

Version = tuple[str, str]


def versions(paper: Paper) -> pd.DataFrame:
    """List what the paper says of the same thing in different ways.

    The same number of a row taken for different things, different rows of a table named
    as those that stand out, what is done in one place, planned in another and not
    printed, and what is asserted in one and admitted not to be so in another. A row for
    each version: ``about``, ``said`` and the ``claims`` that say so, empty where the
    register has none.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for name, each in recomputations(paper).items():
        if each.claim.check == "done" and each.finding().verdict == Verdict.CONSISTENT:
            continue
        for about, said in _said(each.claim, each.arguments):
            own = found.setdefault(about, {}).setdefault(said, [])
            own += [name] * (not said.startswith(("planned", "admitted")))
    return pd.DataFrame(
        [
            {"about": about, "said": said, "claims": "; ".join(claims)}
            for about, own in found.items()
            if len(own) > 1
            for said, claims in own.items()
        ]
    )


def _said(claim: Claim, arguments: dict[str, str | int]) -> Iterator[Version]:
    """Say what a claim is about, and what of it, in words that can be compared."""
    table = SURVEY_TABLES[claim.table].title if claim.table else ""
    if claim.construct:
        unit = "of 5" if claim.unit == "rating" else "%"
        number = f"{decimal(claim.number)} {unit}"
        yield f"{table}, {plain(claim.row)}, {number}", claim.construct
    elif claim.check in ("largest", "frequent") and len(claim.rows) > 1:
        yield f"rows of {table}", ", ".join(sorted(map(plain, claim.rows)))
    elif claim.check == "done":
        plan = claim.paper.table("outline")["title"][arguments["section"]]
        planned = arguments["section"] == claim.section
        if not planned:
            yield str(arguments["what"]), "done"
        yield str(arguments["what"]), f"planned under “{plan}”"
    elif claim.check == "against":
        yield str(arguments["kind"]).lower(), claim.statement.lower()
        yield str(arguments["kind"]).lower(), "admitted as a limitation"
