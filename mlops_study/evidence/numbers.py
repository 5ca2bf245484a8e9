"""Claims that print a number: whether a table has it and counts what is said."""

from __future__ import annotations

from mlops_study import survey
from mlops_study.evidence.verdicts import Claim, Finding, Verdict, plain_name, printed
from mlops_study.published import SURVEY_TABLES, Paper

__all__ = [
    "any_tool",
    "base_unsaid",
    "change",
    "improvements",
    "one_rule",
    "rating",
    "share",
]


def share(claim: Claim, paper: Paper) -> Finding:
    """Look for the printed share among the ways to count its row."""
    (row,) = claim.rows
    table = paper.shares(claim.table)
    ways = {str(way): float(table[way][row]) for way in table}
    found = [way for way, value in ways.items() if value == claim.value]
    recomputed = "; ".join(f"{way}: {printed(v)} %" for way, v in ways.items())
    if not found:
        verdict = Verdict.NOT_DERIVABLE
        reason = f"The table does not have {printed(claim.value)} for this row."
    elif claim.construct in found and not SURVEY_TABLES[claim.table].says_of_what:
        verdict = Verdict.AMBIGUOUS
        reason = "The number is the table's, which does not say what is agreed with."
    elif claim.construct in found:
        verdict = Verdict.CONSISTENT
        reason = "Number and wording are those of the table."
    elif claim.construct in ways:
        verdict = Verdict.CHANGED_RULE
        reason = (
            f"The number counts {found[0]}; the wording asks for {claim.construct}, "
            f"which is {printed(ways[claim.construct])} %."
        )
    else:
        verdict = Verdict.CHANGED_CONSTRUCT
        reason = f"The table counts {found[0]}, the claim speaks of {claim.construct}."
    return Finding(recomputed=recomputed, verdict=verdict, reason=reason)


def rating(claim: Claim, paper: Paper) -> Finding:
    """Look for the printed rating in its row or, of all tools, in the mean."""
    (row,) = claim.rows
    ratings = paper.table(claim.table)["effectiveness"]
    own, mean = ratings[row], ratings.mean()
    if claim.construct == "rating for a purpose":
        right = own == claim.value
        return Finding(
            recomputed=f"rating: {own:.1f}",
            verdict=Verdict.AMBIGUOUS if right else Verdict.NOT_DERIVABLE,
            reason="The number is the table's, which does not say effective for what."
            if right
            else f"The table does not have {claim.value:.1f} for this row.",
        )
    recomputed = f"five tools: {ratings.min():.1f} to {ratings.max():.1f}"
    recomputed += f", mean {mean:.2f}"
    if round(mean, 1) == claim.value:
        verdict, reason = Verdict.CONSISTENT, "It is the mean rating of the tools."
    elif claim.value == ratings.max():
        verdict = Verdict.SELECTIVE
        reason = "The highest rating of one tool stands for the tools in general."
    else:
        verdict = Verdict.NOT_DERIVABLE
        reason = "It is neither the mean nor the highest rating."
    return Finding(recomputed=recomputed, verdict=verdict, reason=reason)


def any_tool(claim: Claim, paper: Paper) -> Finding:
    """Bound the share that uses any tool, of which the table has only single ones."""
    using = paper.table(claim.table)["using"]
    low, high = survey.union_share(using)
    recomputed = f"any tool: between {printed(low)} and {printed(high)} %"
    owner = using.index[using == claim.value]
    if not len(owner):
        verdict = Verdict.NOT_DERIVABLE
        reason = f"No row of the table has {printed(claim.value)} %."
    elif low == high:
        verdict, reason = Verdict.CONSISTENT, "Bounds and number are the same."
    else:
        verdict = Verdict.CHANGED_CONSTRUCT
        reason = f"It is the share that uses {plain_name(owner[0])}, not any tool."
    return Finding(recomputed=recomputed, verdict=verdict, reason=reason)


def change(claim: Claim, paper: Paper) -> Finding:
    """Compare a printed change with that of the percentages in its row."""
    (row,) = claim.rows
    before, after = paper.before_after(row)
    relative = 100 * (after - before) / before
    recomputed = f"{printed(before)} to {printed(after)} %: {printed(after - before)} "
    recomputed += f"points, {printed(relative)} % of the start"
    if round(relative, 2) != claim.value:
        verdict = Verdict.NOT_DERIVABLE
        reason = f"The relative change is not {printed(claim.value)} %."
    elif claim.construct == "relative change":
        verdict = Verdict.CONSISTENT
        reason = "It is the change in per cent of the value before; of what the "
        reason += "percentages are, the table does not say."
    else:
        verdict = Verdict.CHANGED_CONSTRUCT
        reason = (
            f"A {claim.construct} that falls by {printed(claim.value)} % is "
            f"{'gone' if claim.value == 100 else 'another quantity'}; here a "
            "percentage grows by that much."
        )
    return Finding(recomputed=recomputed, verdict=verdict, reason=reason)


def one_rule(claim: Claim, paper: Paper) -> Finding:
    """Ask by which rule of counting each share of a list was counted."""
    claims = paper.table("claims")
    ways = paper.shares(claim.table)
    rules, words = set(), []
    for row in claim.rows:
        quoted = claims[(claims["topic"] == row) & claims.index.str.match("result-")]
        value = float(quoted["value"].iloc[0])
        found = [str(way) for way in ways if ways[way][row] == value]
        rules.add(found[0] if found else "")
        words.append(f"{printed(value)} % {found[0] if found else 'of nothing'}")
    if "" in rules:
        verdict = Verdict.NOT_DERIVABLE
        reason = "One of the numbers is not in the table."
    elif len(rules) == 1:
        verdict, reason = Verdict.CONSISTENT, "All are counted by the same rule."
    else:
        verdict = Verdict.CHANGED_RULE
        rows = ways.loc[list(claim.rows)]
        by_one = [
            f"{', '.join(map(printed, shares))} % ({way})"
            for way, shares in rows.items()
        ]
        reason = f"By one rule they are {' or '.join(by_one)}."
    return Finding(recomputed=", ".join(words), verdict=verdict, reason=reason)


def improvements(claim: Claim, paper: Paper) -> Finding:
    """Compute the last column of Table 3 from the two before it."""
    table = paper.table(claim.table)
    found = survey.relative_improvement(table["before"], table["after"]).round(2)
    equal = int((found == table["improvement"]).sum())
    whole = equal == len(table)
    return Finding(
        recomputed=f"{equal} of {len(table)} equal",
        verdict=Verdict.CONSISTENT if whole else Verdict.NOT_DERIVABLE,
        reason="Each is the change in per cent of the value before."
        if whole
        else "Not all follow from the columns before.",
    )


def base_unsaid(claim: Claim, paper: Paper) -> Finding:
    """Ask whether the table's unit says what its percentages are of."""
    (row,) = claim.rows
    units = paper.table("tables")["unit"]
    before, after = paper.before_after(row)
    said = " of " in units[claim.table]
    return Finding(
        recomputed=f"{printed(before)} to {printed(after)} {units[claim.table]}",
        verdict=Verdict.CONSISTENT if said else Verdict.AMBIGUOUS,
        reason="The unit says of what."
        if said
        else "Of what the percentages are, the table does not say.",
    )
