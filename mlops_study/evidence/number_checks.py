"""Checks of numbers that a claim takes from a table, and of what they count."""

from mlops_study import percentages
from mlops_study.evidence.checks import computed, plain
from mlops_study.evidence.codings import Code
from mlops_study.evidence.verdicts import Claim, Finding, Verdict
from mlops_study.numerals import decimal, fixed
from mlops_study.published import SURVEY_TABLES

# what is counted, by construct of a claim and coding of its words
_AGREEING = {"all who agree": "agreement", "who strongly agree": "strong agreement"}
_FACING: dict[str, set[str]] = {
    "alone": set(),
    "with a weight": {"being a significant challenge", "being a major barrier"},
    "with its effects": {
        "being a significant challenge",
        "being a major barrier",
        "hindering strategies",
        "inconsistent deployments",
    },
}


@computed
def share(claim: Claim, *, agreeing: Code, facing: Code, unsaid: Code) -> Finding:
    """Look for the printed share among the ways to count its row.

    Not derivable where none gives it, changed construct where the claim speaks of
    something that the table does not count, changed rule where another way gives the
    number than the wording asks for, and ambiguous where the table does not say what
    is agreed with.
    """
    ways = claim.shares.loc[claim.row].to_dict()
    found = [way for way, value in ways.items() if value == claim.number]
    recomputed = "; ".join(f"{way}: {decimal(value)} %" for way, value in ways.items())
    if not found:
        reason = f"The table does not have {decimal(claim.number)} for this row."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    meant = claim.construct
    if meant == "agreement of some degree":
        meant = _AGREEING.get(agreeing, str(found[0]))
    if meant in _FACING[facing]:
        meant = "facing"
    if meant not in ways:
        verdict = Verdict.CHANGED_CONSTRUCT
        reason = f"The table counts {found[0]}, the claim speaks of {meant}."
    elif meant not in found:
        verdict = Verdict.CHANGED_RULE
        reason = f"The number counts {found[0]}; the wording asks for {meant}, which "
        reason += f"is {decimal(ways[meant])} %."
    elif not SURVEY_TABLES[claim.table].says_of_what and unsaid == "left open":
        verdict = Verdict.AMBIGUOUS
        reason = "The number is the table's, which does not say what is agreed with."
    else:
        verdict, reason = Verdict.CONSISTENT, "Number and wording are the table's."
    return Finding(recomputed, verdict, reason)


@computed
def any_tool(claim: Claim, *, tools: Code) -> Finding:
    """Bound the share that uses any tool, of which the table has only single ones.

    Consistent where the number is that share, changed construct where it is that of one
    tool, not derivable where it is neither.
    """
    using = claim.ranked
    low, high = percentages.at_least(using, 1)
    recomputed = f"any tool: between {decimal(low)} and {decimal(high)} %"
    owners = using.index[using == claim.number]
    if owners.empty:
        reason = f"No row of the table has {decimal(claim.number)} %."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if low == high or tools == "the one with the number":
        reason = "The number is the table's."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = f"It is the share that uses {plain(owners[0])}, not any tool"
    reason += _elsewhere(claim)
    return Finding(recomputed, Verdict.CHANGED_CONSTRUCT, reason)


@computed
def mean_rating(claim: Claim, *, tools: Code) -> Finding:
    """Compare a rating of the tools in general with their mean.

    Consistent where it is the mean, changed construct where it is the rating of one
    tool, not derivable where it is neither.
    """
    ratings = claim.column("effectiveness")
    mean = ratings.mean()
    recomputed = f"five tools: {fixed(ratings.min(), 1)} to {fixed(ratings.max(), 1)}, "
    recomputed += f"mean {fixed(mean, 2)}"
    owners = ratings.index[ratings == claim.number]
    if round(mean, 1) == claim.number:
        reason = "It is the mean rating of the tools."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    if owners.empty:
        reason = "It is neither the mean nor the rating of a tool."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if tools == "the one with the number":
        return Finding(recomputed, Verdict.CONSISTENT, "The number is the table's.")
    reason = f"It is the rating of {plain(owners[0])}, not of the tools"
    reason += _elsewhere(claim)
    return Finding(recomputed, Verdict.CHANGED_CONSTRUCT, reason)


def _elsewhere(claim: Claim) -> str:
    """Name the claims that take its number for something else, and end the sentence."""
    claims = claim.paper.table("claims")
    same = (claims["table"] == claim.table) & (claims["value"] == claim.number)
    others = claims.index[same & (claims["construct"] != claim.construct)]
    return f"; so it is used in {', '.join(others)}." if len(others) else "."


@computed
def rating(claim: Claim, *, unsaid: Code) -> Finding:
    """Look for the printed rating in its row.

    Not derivable where it is another, ambiguous since the table does not say what the
    tool is effective for.
    """
    found = claim.column("effectiveness")[claim.row]
    recomputed = f"rating: {fixed(found, 1)}"
    if found != claim.number:
        reason = f"The table does not have {fixed(claim.number, 1)} for this row."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if unsaid == "as in the text":
        return Finding(recomputed, Verdict.CONSISTENT, "The number is the table's.")
    reason = "The number is the table's, which does not say effective for what."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


@computed
def one_word(claim: Claim, *, unsaid: Code) -> Finding:
    """Ask whose frequency of use the one word in each row is.

    Ambiguous since the table does not say how a word stands for many organizations.
    """
    counts = claim.column("frequency").value_counts()
    recomputed = ", ".join(f"{word}: {n} tools" for word, n in counts.items())
    if unsaid == "as in the text":
        return Finding(recomputed, Verdict.CONSISTENT, "Each tool has one word.")
    reason = "How one word stands for the organizations that use a tool is not said."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


@computed
def change(claim: Claim) -> Finding:
    """Compare a printed change with that of the percentages in its row.

    Contradicted where a duration falls by all of itself, not derivable where the row
    changes by another number, changed construct where it is no relative change.
    """
    before, after = (values[claim.row] for values in claim.before_after)
    relative = 100 * (after - before) / before
    recomputed = f"{decimal(before)} to {decimal(after)} %: {decimal(after - before)} "
    recomputed += f"points, {decimal(relative)} % of the start"
    printed = f"{decimal(claim.number)} %"
    if claim.construct == "duration" and claim.number >= 100:
        reason = f"A time that falls by {printed} is gone. In the table a percentage, "
        reason += f"called {plain(claim.row)}, is higher after than before."
        return Finding(recomputed, Verdict.CONTRADICTED, reason)
    if round(relative, 2) != claim.number:
        reason = f"The relative change is not {printed}."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if claim.construct != "relative change":
        reason = f"A percentage grows by {printed}, not a {claim.construct}."
        return Finding(recomputed, Verdict.CHANGED_CONSTRUCT, reason)
    reason = "It is the change in per cent of the value before."
    return Finding(recomputed, Verdict.CONSISTENT, reason)


@computed
def improvements(claim: Claim) -> Finding:
    """Compute the table's improvements from the columns before and after.

    Consistent where all are equal to two decimals, contradicted where one is not.
    """
    steps = claim.column("before"), claim.column("after")
    found = percentages.relative_improvement(*steps).round(2)
    equal = found == claim.column("improvement")
    recomputed = f"{equal.sum()} of {len(equal)} equal"
    if equal.all():
        reason = "Each is the change in per cent of the value before."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = "Not all follow from the columns before."
    return Finding(recomputed, Verdict.CONTRADICTED, reason)


@computed
def several_answers(claim: Claim) -> Finding:
    """Add up the shares of the table.

    Consistent where they are more than all respondents, who then gave several answers,
    not derivable where one answer each could give them.
    """
    total = claim.ranked.sum()
    recomputed = f"together {decimal(total)} %"
    if total <= 100:
        reason = "One answer each could give the shares."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    reason = f"Respondents named {decimal(total / 100, 1)} on average, if all of them "
    reason += "were asked about each."
    return Finding(recomputed, Verdict.CONSISTENT, reason)


@computed
def one_rule(claim: Claim) -> Finding:
    """Ask by which rule of counting its section counts the share of each row.

    Consistent where one rule gives all, changed rule where it takes several, not
    derivable where a number is in no column.
    """
    claims = claim.paper.table("claims")
    claims = claims[claims["value"].notna() & (claims["table"] == claim.table)]
    quoted = claims[claims["section"] == claim.section].set_index("topic")["value"]
    what = "rows whose shares its section prints"
    claim.expect("topic", what, holds=set(claim.rows) <= set(quoted.index))
    quoted = quoted.groupby(level=0).first()[claim.rows]
    ways = claim.shares.loc[claim.rows]
    rules = [
        next((str(way) for way in ways if ways[way][row] == quoted[row]), "")
        for row in claim.rows
    ]
    recomputed = ", ".join(
        f"{decimal(value)} % {rule or 'of nothing'}"
        for value, rule in zip(quoted, rules, strict=True)
    )
    if "" in rules:
        reason = "One of the numbers is not in the table."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if len(set(rules)) == 1:
        reason = "All are counted by the same rule."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    by_one = [f"{', '.join(map(decimal, ways[way]))} % ({way})" for way in ways]
    reason = f"By one rule they are {' or '.join(by_one)}."
    return Finding(recomputed, Verdict.CHANGED_RULE, reason)
