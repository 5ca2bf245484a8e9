"""Checks of claims that name rows of a table: its numbers, and how they compare."""

from collections.abc import Hashable

import pandas as pd

from mlops_study import percentages
from mlops_study.evidence.checks import computed, judged
from mlops_study.evidence.verdicts import Claim, Finding, Verdict
from mlops_study.numerals import decimal, fixed
from mlops_study.published import SURVEY_TABLES


@computed
def share(claim: Claim) -> Finding:
    """Look for the printed share among the ways to count its row."""
    ways = claim.shares.loc[claim.row].to_dict()
    found = [way for way, value in ways.items() if value == claim.number]
    recomputed = "; ".join(f"{way}: {decimal(value)} %" for way, value in ways.items())
    if not found:
        verdict = Verdict.NOT_DERIVABLE
        reason = f"The table does not have {decimal(claim.number)} for this row."
    elif claim.construct not in ways:
        verdict = Verdict.CHANGED_CONSTRUCT
        reason = f"The table counts {found[0]}, the claim speaks of {claim.construct}."
    elif claim.construct not in found:
        verdict = Verdict.CHANGED_RULE
        reason = f"The number counts {found[0]}; the wording asks for "
        reason += f"{claim.construct}, which is {decimal(ways[claim.construct])} %."
    elif not SURVEY_TABLES[claim.table].says_of_what:
        verdict = Verdict.AMBIGUOUS
        reason = "The number is the table's, which does not say what is agreed with."
    else:
        verdict = Verdict.CONSISTENT
        reason = "Number and wording are those of the table."
    return Finding(recomputed, verdict, reason)


@computed
def any_tool(claim: Claim) -> Finding:
    """Bound the share that uses any tool, of which the table has only single ones."""
    using = claim.ranked
    low, high = percentages.at_least(using, 1)
    recomputed = f"any tool: between {decimal(low)} and {decimal(high)} %"
    owners = using.index[using == claim.number]
    if owners.empty:
        reason = f"No row of the table has {decimal(claim.number)} %."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if low == high:
        reason = "Bounds and number are the same."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = f"It is the share that uses {_plain(owners[0])}, not any tool."
    return Finding(recomputed, Verdict.CHANGED_CONSTRUCT, reason)


@computed
def rating(claim: Claim) -> Finding:
    """Look for the printed rating in its row."""
    found = claim.column("effectiveness")[claim.row]
    recomputed = f"rating: {fixed(found, 1)}"
    if found != claim.number:
        reason = f"The table does not have {fixed(claim.number, 1)} for this row."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    reason = "The number is the table's, which does not say effective for what."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


@computed
def mean_rating(claim: Claim) -> Finding:
    """Compare a rating of the tools in general with their mean."""
    ratings = claim.column("effectiveness")
    low, high, mean = ratings.min(), ratings.max(), ratings.mean()
    recomputed = f"five tools: {fixed(low, 1)} to {fixed(high, 1)}, "
    recomputed += f"mean {fixed(mean, 2)}"
    if round(mean, 1) == claim.number:
        reason = "It is the mean rating of the tools."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    if high == claim.number:
        reason = "The highest rating of one tool stands for the tools in general."
        return Finding(recomputed, Verdict.SELECTIVE, reason)
    reason = "It is neither the mean nor the highest rating."
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)


@computed
def change(claim: Claim) -> Finding:
    """Compare a printed change with that of the percentages in its row."""
    before, after = _before_after(claim)
    relative = 100 * (after - before) / before
    recomputed = f"{decimal(before)} to {decimal(after)} %: {decimal(after - before)} "
    recomputed += f"points, {decimal(relative)} % of the start"
    printed = f"{decimal(claim.number)} %"
    if round(relative, 2) != claim.number:
        reason = f"The relative change is not {printed}."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if claim.construct == "relative change":
        reason = "It is the change in per cent of the value before; of what the "
        reason += "percentages are, the table does not say."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    left = "gone" if claim.number == 100 else "another quantity"
    reason = f"A {claim.construct} that falls by {printed} is {left}; here a "
    reason += "percentage grows by that much."
    return Finding(recomputed, Verdict.CHANGED_CONSTRUCT, reason)


@computed
def improvements(claim: Claim) -> Finding:
    """Compute the table's improvements from the columns before and after."""
    steps = claim.column("before"), claim.column("after")
    found = percentages.relative_improvement(*steps).round(2)
    equal = found == claim.column("improvement")
    recomputed = f"{equal.sum()} of {len(equal)} equal"
    if equal.all():
        reason = "Each is the change in per cent of the value before."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = "Not all follow from the columns before."
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)


@computed
def one_rule(claim: Claim) -> Finding:
    """Ask by which rule of counting its section counts the share of each row."""
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


@computed
def base_unsaid(claim: Claim) -> Finding:
    """Ask whether the table's unit says what its percentages are of."""
    before, after = _before_after(claim)
    unit = claim.paper.table("tables")["unit"][claim.table]
    recomputed = f"{decimal(before)} to {decimal(after)} {unit}"
    if " of " in unit:
        return Finding(recomputed, Verdict.CONSISTENT, "The unit says of what.")
    reason = "Of what the percentages are, the table does not say."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


@computed
def largest(claim: Claim) -> Finding:
    """Ask whether the named rows are the largest, by every way to rank them."""
    words: dict[str, str] = {}
    left_out: list[str] = []
    for way, values in _measures(claim).items():
        named, others = values[claim.rows], values.drop(claim.rows)
        above = others[others > named.min()].sort_values(ascending=False, kind="stable")
        names = ", ".join(f"{_plain(row)} ({decimal(v)})" for row, v in above.items())
        lowest = f"{_plain(named.idxmin())} ({decimal(named.min())})"
        words[way] = "holds" if above.empty else f"{names} above {lowest}"
        left_out += map(_plain, above.index)
    recomputed = "; ".join(f"{way}: {found}" for way, found in words.items())
    if not left_out:
        reason = "The named rows are the largest of the table."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    if holding := [way for way, found in words.items() if found == "holds"]:
        reason = f"True by {holding[0]}, not by another measure."
        return Finding(recomputed, Verdict.AMBIGUOUS, reason)
    reason = f"Left out, though larger: {', '.join(dict.fromkeys(left_out))}."
    return Finding(recomputed, Verdict.SELECTIVE, reason)


def _measures(claim: Claim) -> dict[str, pd.Series]:
    """Return the numbers by which the rows of its table can be ranked."""
    table = claim.frame
    if "before" in table:
        steps = table["before"], table["after"]
        return {
            "percentage points": percentages.percentage_points(*steps),
            "relative improvement": percentages.relative_improvement(*steps),
        }
    measures = {str(way): values for way, values in claim.shares.items()}
    if "effectiveness" in table:
        measures["rating"] = table["effectiveness"]
    return measures


@computed
def ordered(claim: Claim, *, first: int) -> Finding:
    """Ask whether the first of the named rows stand above the others of them."""
    fewer = f"first to be less than the {len(claim.rows)} rows"
    claim.expect("arguments", fewer, holds=0 < first < len(claim.rows))
    shares = claim.ranked[claim.rows]
    rows = [f"{_plain(row)} {decimal(value)} %" for row, value in shares.items()]
    recomputed = f"{shares.name}: {', '.join(rows)}"
    larger, smaller = shares.iloc[:first], shares.iloc[first:]
    above = smaller.index[smaller > larger.min()]
    if above.empty:
        reason = "The order is that of the table."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    names = ", ".join(map(_plain, above))
    reason = f"In the table {names} stands above {_plain(larger.idxmin())}."
    return Finding(recomputed, Verdict.WRONG_RANKING, reason)


@computed
def frequent(claim: Claim) -> Finding:
    """Ask whether something called frequent is met by a third or more."""
    named = claim.ranked[claim.rows]
    enough = named >= 100 / 3
    if enough.all():
        reason = "Each is named by at least a third of the respondents."
        return Finding(_listed(named), Verdict.CONSISTENT, reason)
    if enough.any():
        reason = "Some are named by fewer than a third of the respondents."
        return Finding(_listed(named), Verdict.AMBIGUOUS, reason)
    reason = "None is named by a third of the respondents."
    return Finding(_listed(named), Verdict.NOT_DERIVABLE, reason)


@computed
def rises(claim: Claim) -> Finding:
    """Ask whether the named percentages are higher after than before."""
    before, after = (claim.column(name)[claim.rows] for name in ("before", "after"))
    steps = zip(before, after, strict=True)
    recomputed = ", ".join(f"{decimal(a)} to {decimal(b)} %" for a, b in steps)
    if (after > before).all():
        reason = "The direction is that of the table; a cause it does not show."
        return Finding(recomputed, Verdict.AMBIGUOUS, reason)
    return Finding(recomputed, Verdict.NOT_DERIVABLE, "Not all of them rise.")


@computed
def significant(claim: Claim) -> Finding:
    """Say from how many respondents on a change would be significant."""
    before, after = _before_after(claim)
    if before == after:
        reason = "The percentages are the same."
        return Finding("no change", Verdict.NOT_DERIVABLE, reason)
    best, worst = (
        percentages.needed_size(after, before, overlap=case, exact=True)
        for case in ("best", "worst")
    )
    recomputed = f"significant from {best} respondents in the best case, {worst} in "
    recomputed += "the worst"
    if "respondents" not in claim.paper.facts:
        reason = "The number of respondents is not stated, and no test is reported."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    stated = int(claim.paper.facts["respondents"])
    verdict = Verdict.CONSISTENT if stated >= worst else Verdict.AMBIGUOUS
    verdict = verdict if stated >= best else Verdict.NOT_DERIVABLE
    return Finding(recomputed, verdict, f"{stated} respondents are stated.")


@judged
def opinion(claim: Claim) -> Finding:
    """Set beside a claimed effect the opinions that the table holds."""
    named = claim.ranked[claim.rows]
    reason = "The table holds opinions on the practice, the claim speaks of effects."
    return Finding(_listed(named), Verdict.NOT_DERIVABLE, reason)


@judged
def partly_asked(claim: Claim, *, absent: str) -> Finding:
    """Set beside the named rows what the table does not ask about."""
    recomputed = f"{_listed(claim.ranked[claim.rows])}; {absent}: no row"
    reason = "The table asks about some of them only."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


def _before_after(claim: Claim) -> tuple[float, float]:
    return claim.column("before")[claim.row], claim.column("after")[claim.row]


def _listed(shares: pd.Series) -> str:
    """List percentages behind what they count."""
    return f"{shares.name}: " + ", ".join(f"{decimal(value)} %" for value in shares)


def _plain(name: Hashable) -> str:
    """Write the name of a row in running text; abbreviations keep their capitals.

    >>> _plain("CI/CD Implementation")
    'CI/CD implementation'
    """
    return " ".join(w if w.isupper() else w.lower() for w in str(name).split())
