"""Checks of how rows of a table compare, and of what follows from them."""

import pandas as pd

from mlops_study import percentages
from mlops_study.evidence.checks import Code, computed, judged, plain
from mlops_study.evidence.differences import SUPPOSED, p_values_at_feasible_sizes
from mlops_study.evidence.verdicts import Claim, Finding, Verdict
from mlops_study.numerals import decimal, whole
from mlops_study.numerals import significant as digits

_LEVEL = 1 - percentages.SURE


@computed
def largest(claim: Claim, *, naming: Code, above: Code, measure: Code) -> Finding:
    """Ask whether a row that is left out stands above one that is named.

    Selective where one does by every measure, ambiguous where it does by some,
    consistent where none does.
    """
    measures = _measures(claim, measure)
    left_out: dict[str, pd.Series] = {}
    words = []
    for way, values in measures.items():
        named, others = values[claim.rows], values.drop(claim.rows)
        least = named.min()
        higher = others[others > least].sort_values(ascending=False, kind="stable")
        if above == "significantly":
            tested = way in claim.shares
            higher = higher[[tested and _differs(value, least) for value in higher]]
        left_out[way] = higher
        names = ", ".join(f"{plain(row)} ({decimal(v)})" for row, v in higher.items())
        lowest = f"{plain(named.idxmin())} ({decimal(least)})"
        words.append(f"{way}: {f'{names} above {lowest}' if names else 'holds'}")
    recomputed = "; ".join(words)
    passed = [way for way, higher in left_out.items() if len(higher)]
    if not passed:
        reason = "No row that is left out stands above one that is named."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    if naming == "gives examples":
        reason = "Examples need not be the largest."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    if len(passed) < len(measures):
        holding = next(way for way in measures if way not in passed)
        reason = f"True by {holding}, not by {passed[0]}."
        return Finding(recomputed, Verdict.AMBIGUOUS, reason)
    rows = dict.fromkeys(plain(row) for way in passed for row in left_out[way].index)
    reason = f"Left out, though larger: {', '.join(rows)}"
    reason += _needed(left_out, measures, claim)
    return Finding(recomputed, Verdict.SELECTIVE, reason)


def _measures(claim: Claim, measure: str) -> dict[str, pd.Series]:
    """Return the numbers by which the rows of its table can be ranked."""
    table = claim.frame
    if "before" in table:
        steps = table["before"], table["after"]
        measures = {
            "percentage points": percentages.percentage_points(*steps),
            "relative improvement": percentages.relative_improvement(*steps),
        }
    else:
        measures = {str(way): values for way, values in claim.shares.items()}
        if "effectiveness" in table:
            measures["rating"] = table["effectiveness"]
    chosen = {"the first": slice(1), "the last": slice(-1, None)}
    return dict([*measures.items()][chosen.get(measure, slice(None))])


def _differs(higher: int, lower: int) -> bool:
    first, second = (round(share * SUPPOSED / 100) for share in (higher, lower))
    p = percentages.exact_p_value(first, second, SUPPOSED, overlap="independent")
    return float(p) < _LEVEL


def _needed(
    left_out: dict[str, pd.Series], measures: dict[str, pd.Series], claim: Claim
) -> str:
    """Say from how many respondents on the first difference would be significant."""
    way, higher = next(iter(left_out.items()))
    if way not in claim.shares:
        return "."
    pair = higher.iloc[0], measures[way][claim.rows].min()
    best, worst = (
        percentages.needed_size(*pair, overlap=case, exact=True)
        for case in ("best", "worst")
    )
    against = " against ".join(map(decimal, pair))
    sizes = f"{whole(best)} respondents in the best case, {whole(worst)} in the worst"
    return f"; {against} % is significant from {sizes}."


@computed
def frequent(
    claim: Claim, *, absent: str = "", frequent: Code, agreeing: Code, unlisted: Code
) -> Finding:
    """Ask whether enough respondents face what is called frequent, or agree with it.

    Not derivable where a row does not have enough, or where something that is named has
    no row.
    """
    enough = {"a third": 100 / 3, "a half": 50}[frequent]
    first_way = agreeing == "who strongly agree"
    shares = claim.shares.iloc[:, 0] if first_way else claim.ranked
    named = shares[claim.rows]
    recomputed = "; ".join(
        filter(None, (_listed(named), f"{absent}: no row" if absent else ""))
    )
    if absent and (unlisted == "counts against" or named.empty):
        reason = f"The table does not ask about {absent}."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if (named >= enough).all():
        reason = f"Each has {frequent} or more."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    below = ", ".join(map(plain, named.index[named < enough]))
    reason = f"Below {frequent}: {below}."
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)


@computed
def rises(claim: Claim) -> Finding:
    """Ask whether the named percentages are higher after than before.

    Consistent where all are, contradicted where one is not. What brought it about is
    another claim.
    """
    before, after = claim.before_after
    if (after > before).all():
        reason = "The direction is the table's."
        return Finding(_steps(claim), Verdict.CONSISTENT, reason)
    reason = "Not all of them are higher after than before."
    return Finding(_steps(claim), Verdict.CONTRADICTED, reason)


@judged
def cause(claim: Claim, *, causal: Code) -> Finding:
    """Ask what the table shows of a cause of a change.

    Not derivable, since it has nothing to compare the change with; as a word for what
    goes along, consistent where all named percentages rise.
    """
    before, after = claim.before_after
    if causal == "as going along" and (after > before).all():
        reason = "Before and after are those of adoption."
        return Finding(_steps(claim), Verdict.CONSISTENT, reason)
    reason = "Before and after, without others to compare with, give no cause."
    return Finding(_steps(claim), Verdict.NOT_DERIVABLE, reason)


@computed
def significant(claim: Claim, *, significant: Code, supposed: Code) -> Finding:
    """Ask whether a change is of some size, or what a test would say of it.

    Contradicted where nothing improves. By a test consistent where it is significant
    at 5 % at every number of respondents that fits, whatever the overlap, ambiguous
    where that hangs on number or overlap, not derivable where nothing is supposed.
    """
    before, after = claim.before_after
    recomputed = _steps(claim)
    if not (after > before).all():
        return Finding(recomputed, Verdict.CONTRADICTED, "It is no improvement.")
    if significant == "of some size":
        gained = ", ".join(f"{decimal(step)} points" for step in after - before)
        reason = f"It grows by {gained}; which size would be significant is not said."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    if supposed == "nothing":
        reason = "The number of respondents is not stated, and no test is reported."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    found = p_values_at_feasible_sizes(claim.paper)
    own = found[found["higher"].isin(claim.rows) & (found["lower"] == "before")]
    recomputed += f"; p up to {digits(own['high'].max(), 2)}"
    if (own["high"] < _LEVEL).all():
        reason = "It is significant at every number of respondents that fits."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = "It hangs on the number of respondents and the overlap."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


@judged
def opinion(claim: Claim, *, opinions: Code) -> Finding:
    """Set beside a claimed effect or need the opinions that the table holds.

    Not derivable, since opinions are no effects; where they count, consistent if half
    of the respondents or more agree.
    """
    named = claim.ranked[claim.rows]
    if opinions == "bear it out" and (named >= 50).all():
        reason = "Half of the respondents or more agree."
        return Finding(_listed(named), Verdict.CONSISTENT, reason)
    reason = "The table holds what respondents agree with, not what it does."
    return Finding(_listed(named), Verdict.NOT_DERIVABLE, reason)


def _steps(claim: Claim) -> str:
    steps = zip(*claim.before_after, strict=True)
    return ", ".join(f"{decimal(a)} to {decimal(b)} %" for a, b in steps)


def _listed(shares: pd.Series) -> str:
    """List percentages behind what they count."""
    values = ", ".join(f"{decimal(value)} %" for value in shares)
    return f"{shares.name}: {values}" if values else ""
