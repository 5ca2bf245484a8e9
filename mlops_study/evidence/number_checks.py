"""Checks of numbers that a claim takes from a table, and of what they count."""

from mlops_study import percentages
from mlops_study.evidence.checks import Code, computed, plain
from mlops_study.evidence.verdicts import Claim, Finding, Verdict
from mlops_study.numerals import decimal, fixed

# what a word of the text counts, by construct and coding
_AGREEING = {"all who agree": "agreement", "who strongly agree": "strong agreement"}
_WEIGHTY = {"being a significant challenge", "being a major barrier"}
_HARMFUL = {"hindering strategies", "inconsistent deployments"}


@computed
def number(claim: Claim, *, agreeing: Code, facing: Code, unsaid: Code) -> Finding:
    """Look for the printed share or rating among what the table has for its row.

    Not derivable where it is not there, changed construct where the claim speaks of
    something that the table does not count, changed rule where another way to count
    gives the number than the wording asks for, and ambiguous where the table does not
    say what is agreed with, or what a tool is effective for.
    """
    rated = claim.unit == "rating"
    ways = claim.shares.loc[claim.row].to_dict()
    if rated:
        ways = {"rating for a purpose": claim.column("effectiveness")[claim.row]}
    found = [str(way) for way, value in ways.items() if value == claim.number]
    written = {way: decimal(value) + " %" * (not rated) for way, value in ways.items()}
    recomputed = "; ".join(f"{way}: {value}" for way, value in written.items())
    if not found:
        reason = f"The table does not have {decimal(claim.number)} for this row."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    meant = claim.construct
    if meant == "agreement of some degree":
        meant = _AGREEING.get(agreeing, found[0])
    harmful = facing == "with its effects" and meant in _HARMFUL
    if harmful or (facing != "alone" and meant in _WEIGHTY):
        meant = found[0]
    if meant not in ways:
        verdict = Verdict.CHANGED_CONSTRUCT
        reason = f"The table counts {found[0]}, the claim speaks of {meant}."
    elif meant not in found:
        verdict = Verdict.CHANGED_RULE
        reason = f"The number counts {found[0]}; the wording asks for {meant}, which "
        reason += f"is {written[meant]}."
    elif unsaid == "left open" and (rated or not claim.record.says_of_what):
        verdict = Verdict.AMBIGUOUS
        what = "effective for what" if rated else "what is agreed with"
        reason = f"The number is the table's, which does not say {what}."
    else:
        verdict, reason = Verdict.CONSISTENT, "Number and wording are the table's."
    return Finding(recomputed, verdict, reason)


@computed
def all_tools(claim: Claim, *, tools: Code) -> Finding:
    """Ask whether a number that is given for the tools in general is one tool's.

    Changed construct where it is, consistent where it is the mean rating or the only
    share that can use any tool, not derivable where it is neither.
    """
    if claim.unit == "rating":
        own = claim.column("effectiveness")
        low = high = round(own.mean(), 1)
        recomputed = f"mean rating: {fixed(own.mean(), 2)}"
    else:
        own = claim.ranked
        low, high = percentages.at_least(own, 1)
        recomputed = f"any tool: between {decimal(low)} and {decimal(high)} %"
    owners = own.index[own == claim.number]
    named = tools == "the one with the number" and not owners.empty
    if named or low == high == claim.number:
        reason = "The number is the table's."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    if owners.empty:
        reason = "It is neither that of one tool nor that of all."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    claims = claim.paper.table("claims")
    same = (claims["table"] == claim.table) & (claims["value"] == claim.number)
    others = claims.index[same & (claims["construct"] != claim.construct)]
    reason = f"It is the number of {plain(owners[0])}"
    reason += f", as in {', '.join(others)}." if len(others) else "."
    return Finding(recomputed, Verdict.CHANGED_CONSTRUCT, reason)


@computed
def one_word(claim: Claim, *, unsaid: Code) -> Finding:
    """Ask whose frequency of use the one word in each row is.

    Ambiguous since the table does not say how a word stands for many organisations.
    """
    counts = claim.column("frequency").value_counts()
    recomputed = ", ".join(f"{word}: {n} tools" for word, n in counts.items())
    if unsaid == "as in the text":
        return Finding(recomputed, Verdict.CONSISTENT, "Each tool has one word.")
    reason = "How one word stands for the organisations that use a tool is not said."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


@computed
def change(claim: Claim, *, reduction: Code) -> Finding:
    """Compare a printed change with that of the percentages in its row.

    Contradicted where a duration falls by all of itself, not derivable where the row
    changes by another number, changed construct where it is no relative change.
    """
    before, after = (values[claim.row] for values in claim.before_after)
    relative = 100 * (after - before) / before
    recomputed = f"{decimal(before)} to {decimal(after)} %: {decimal(after - before)} "
    recomputed += f"points, {decimal(relative)} % of the start"
    printed = f"{decimal(claim.number)} %"
    relatively = claim.construct == "relative change" or reduction != "of the time"
    if not relatively and claim.number >= 100:
        reason = f"A time that falls by {printed} is gone. In the table a percentage, "
        reason += f"called {plain(claim.row)}, is higher after than before."
        return Finding(recomputed, Verdict.CONTRADICTED, reason)
    if round(relative, 2) != claim.number:
        reason = f"The relative change is not {printed}."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if not relatively:
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
