"""Claims that compare: which rows are the largest, what rose, what is significant."""

from __future__ import annotations

import pandas as pd

from mlops_study import survey
from mlops_study.evidence.verdicts import Claim, Finding, Verdict, plain_name, printed
from mlops_study.published import Paper

__all__ = ["frequent", "largest", "ordered", "rises", "significant"]


def largest(claim: Claim, paper: Paper, *, otherwise: Verdict) -> Finding:
    """Ask whether the named rows are the largest, by every way to rank them.

    Parameters
    ----------
    claim
        It names the rows.
    paper
        The paper.
    otherwise
        The verdict where by no way they are.
    """
    holding, words = [], []
    missing: dict[str, None] = {}
    for way, values in ranked_by(paper, claim.table).items():
        named = values[list(claim.rows)]
        above = values.drop(list(claim.rows))
        above = above[above > named.min()].sort_values(ascending=False, kind="stable")
        if above.empty:
            holding.append(way)
            words.append(f"{way}: holds")
            continue
        names = [f"{plain_name(row)} ({printed(v)})" for row, v in above.items()]
        lowest = f"{plain_name(str(named.idxmin()))} ({printed(named.min())})"
        words.append(f"{way}: {', '.join(names)} above {lowest}")
        missing |= dict.fromkeys(map(plain_name, above.index))
    if not missing:
        verdict = Verdict.CONSISTENT
        reason = "The named rows are the largest of the table."
    elif holding:
        verdict = Verdict.AMBIGUOUS
        reason = f"True by {holding[0]}, not by another measure."
    else:
        verdict = otherwise
        reason = f"Left out, though larger: {', '.join(missing)}."
    return Finding(recomputed="; ".join(words), verdict=verdict, reason=reason)


def frequent(claim: Claim, paper: Paper, *, at_least: float = 100 / 3) -> Finding:
    """Ask whether something called frequent is met by a third or more."""
    *_, (way, shares) = paper.shares(claim.table).items()
    named = shares[list(claim.rows)]
    recomputed = f"{way}: " + ", ".join(f"{printed(v)} %" for v in named)
    enough = named >= at_least
    verdict = (
        Verdict.CONSISTENT
        if enough.all()
        else Verdict.AMBIGUOUS
        if enough.any()
        else Verdict.NOT_DERIVABLE
    )
    reasons = {
        Verdict.CONSISTENT: "Each is named by at least a third of the respondents.",
        Verdict.AMBIGUOUS: "Some are named by fewer than a third of the respondents.",
        Verdict.NOT_DERIVABLE: "None is named by a third of the respondents.",
    }
    return Finding(recomputed=recomputed, verdict=verdict, reason=reasons[verdict])


def ordered(claim: Claim, paper: Paper, *, first: int) -> Finding:
    """Ask whether the rows that are called larger stand above those called smaller.

    Parameters
    ----------
    claim
        It names the rows.
    paper
        The paper.
    first
        How many of the named rows are called larger.
    """
    (way, shares), *_ = paper.shares(claim.table).items()
    larger, smaller = shares[list(claim.rows[:first])], shares[list(claim.rows[first:])]
    above = smaller[smaller > larger.min()]
    recomputed = f"{way}: " + ", ".join(
        f"{plain_name(row)} {printed(shares[row])} %" for row in claim.rows
    )
    if above.empty:
        verdict, reason = Verdict.CONSISTENT, "The order is that of the table."
    else:
        verdict = Verdict.WRONG_RANKING
        names = ", ".join(plain_name(str(row)) for row in above.index)
        lowest = plain_name(str(larger.idxmin()))
        reason = f"In the table {names} stands above {lowest}."
    return Finding(recomputed=recomputed, verdict=verdict, reason=reason)


def rises(claim: Claim, paper: Paper) -> Finding:
    """Ask whether the named percentages are higher after than before."""
    rows = paper.table(claim.table).loc[list(claim.rows)]
    rose = rows["after"] > rows["before"]
    steps = zip(rows["before"], rows["after"], strict=True)
    recomputed = ", ".join(f"{printed(a)} to {printed(b)} %" for a, b in steps)
    return Finding(
        recomputed=recomputed,
        verdict=Verdict.AMBIGUOUS if rose.all() else Verdict.NOT_DERIVABLE,
        reason="The direction is that of the table; a cause it does not show."
        if rose.all()
        else "Not all of them rise.",
    )


def significant(claim: Claim, paper: Paper) -> Finding:
    """Say from how many respondents on a change would be significant."""
    (row,) = claim.rows
    before, after = paper.before_after(row)
    if before == after:
        return Finding(
            recomputed="no change",
            verdict=Verdict.NOT_DERIVABLE,
            reason="The percentages are the same.",
        )
    best, worst = (
        survey.needed_size(after, before, overlap=case, exact=True)
        for case in ("best", "worst")
    )
    known = "respondents" in paper.facts
    recomputed = f"significant from {best} respondents in the best case, {worst} in "
    recomputed += "the worst"
    if not known:
        verdict = Verdict.NOT_DERIVABLE
        reason = "The number of respondents is not stated, and no test is reported."
    else:
        stated = int(paper.facts["respondents"])
        surely, never = stated >= worst, stated < best
        verdict = (
            Verdict.CONSISTENT
            if surely
            else Verdict.NOT_DERIVABLE
            if never
            else Verdict.AMBIGUOUS
        )
        reason = f"{stated} respondents are stated."
    return Finding(recomputed=recomputed, verdict=verdict, reason=reason)


def ranked_by(paper: Paper, name: str) -> dict[str, pd.Series]:
    """Return the numbers by which the rows of a table can be ranked."""
    table = paper.table(name)
    if name == "table3":
        before, after = table["before"], table["after"]
        return {
            "percentage points": survey.percentage_points(before, after),
            "relative improvement": survey.relative_improvement(before, after),
        }
    ways = {str(way): values for way, values in paper.shares(name).items()}
    if name == "table4":
        ways["rating"] = table["effectiveness"]
    return ways
