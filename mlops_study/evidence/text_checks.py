"""Checks of claims that name no rows: what was read, what was done, what it effects."""

import pandas as pd

from mlops_study.evidence.checks import computed, judged
from mlops_study.evidence.verdicts import Claim, Finding, Verdict
from mlops_study.published import SURVEY_TABLES


@computed
def studies_in_window(claim: Claim) -> Finding:
    """Ask whether the reviewed studies are from the stated years."""
    return _in_window(claim, claim.paper.table("literature"), "studies")


@computed
def references_in_window(claim: Claim) -> Finding:
    """Ask whether the listed works, each counted once, are from the stated years."""
    listed = claim.paper.table("references")
    listed["title"] = listed["title"].str.casefold()
    return _in_window(claim, listed.drop_duplicates(["title", "pages"]), "listed works")


def _in_window(claim: Claim, works: pd.DataFrame, what: str) -> Finding:
    first, last = claim.paper.review_window
    inside = works["year"].between(first, last)
    recomputed = f"{inside.sum()} of {len(works)} {what} from {first} to {last}"
    if inside.all():
        reason = "All are inside the stated years."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = "Which of the listed works were gathered for the review is not said."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


@computed
def several(claim: Claim, *, theme: str, item: int) -> Finding:
    """Count the studies on a theme: by the compiled table, and the item's own."""
    themes, own = _tagged(claim, item)
    number = len({own, *themes.index[themes == theme]})
    recomputed = f"{number} of the cited studies, text and table together"
    if number >= 3:
        return Finding(recomputed, Verdict.CONSISTENT, "Three or more are several.")
    reason = "Whether fewer than three are several is a matter of words."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


@computed
def same_study(claim: Claim, *, item: int, theme: str) -> Finding:
    """Ask whether the compiled table describes an item's study by the same theme."""
    themes, own = _tagged(claim, item)
    tags = list(themes[themes.index == own])
    recomputed = f"compiled table, reference {own}: {', '.join(tags)}"
    if theme in tags:
        reason = "The compiled table describes the same subject."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = "By our tags the same reference has another subject there."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


def _tagged(claim: Claim, item: int) -> tuple[pd.Series, int]:
    """Return the studies' themes by reference, and the reference of a review's item."""
    themes = claim.paper.study_themes()
    refs = themes["study"].map(claim.paper.table("literature")["ref"])
    own = claim.paper.table("review_items")["ref"][item]
    return themes.set_index(refs)["theme"], own


@judged
def cited(claim: Claim, *, ref: int) -> Finding:
    """Name the entry on which a cited finding rests; the paper prints no number."""
    recomputed = f"rests on reference {ref} "
    recomputed += f"({claim.paper.table('references')['year'][ref]})"
    reason = "No number of the cited study is printed."
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)


@judged
def trend(claim: Claim) -> Finding:
    """Count the chosen studies by year, of which no trend follows."""
    by_year = claim.paper.table("literature")["year"].value_counts().sort_index()
    counts = ", ".join(f"{n} in {year}" for year, n in by_year.items())
    reason = "Chosen studies show no trend of all studies."
    return Finding(f"studies: {counts}", Verdict.NOT_DERIVABLE, reason)


@computed
def surveyed(claim: Claim) -> Finding:
    """Ask whether the paper prints tables of respondents' answers."""
    units = claim.paper.table("tables")["unit"]
    names = units.index[units.str.contains("of respondents")]
    tables = ", ".join(SURVEY_TABLES[name].title for name in names)
    recomputed = f"per cent of respondents in {tables or 'no table'}"
    if tables:
        reason = "Tables of answers are printed; how many answered is not."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = "No table of answers is printed."
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)


@computed
def stated(claim: Claim, *, fact: str) -> Finding:
    """Look for a number among the facts that the paper states of itself."""
    unstated = {
        "respondents": "No number of respondents is stated.",
        "interviews": "Neither their number nor anything that was said is printed.",
        "organizations studied": "Neither their number nor anything about them is "
        "printed.",
        "simulated runs": "No result of a simulation is printed.",
    }
    known = f"fact to be one of {', '.join(unstated)}"
    claim.expect("arguments", known, holds=fact in unstated)
    number = claim.paper.facts.get(fact.replace(" ", "_"))
    if number is None:
        reason = unstated[fact]
        return Finding(f"{fact}: not stated", Verdict.NOT_DERIVABLE, reason)
    return Finding(f"{fact}: {number}", Verdict.CONSISTENT, "The paper states it.")


@judged
def no_outcome(_claim: Claim) -> Finding:
    """Say that no outcome with and without a practice is reported."""
    reason = "No outcome of organizations with and without it is reported."
    return Finding(_NO_OTHERS, Verdict.NOT_DERIVABLE, reason)


@judged
def no_cause(_claim: Claim) -> Finding:
    """Say that a change, without others to compare with, shows no cause."""
    reason = "Before and after, without others to compare with, give no cause."
    return Finding(_NO_OTHERS, Verdict.NOT_DERIVABLE, reason)


_NO_OTHERS = "no table compares adopters with others"
