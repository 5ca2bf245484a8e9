"""Checks of claims that name no rows: what was read, what was done, what it effects."""

import pandas as pd

from mlops_study.evidence.checks import Code, computed, judged
from mlops_study.evidence.verdicts import Claim, Finding, Verdict


@computed
def studies_in_window(claim: Claim) -> Finding:
    """Ask whether the reviewed studies are from the stated years.

    Contradicted where one is not.
    """
    return _in_window(claim, claim.paper.table("literature"), "studies")


@computed
def works_in_window(claim: Claim, *, gathered: Code) -> Finding:
    """Ask whether the listed works, each counted once, are from the stated years.

    Ambiguous where one is not, since the paper does not say which were gathered;
    contradicted if all were, and if the reviewed studies were, as these are.
    """
    listed = claim.paper.table("references")
    listed["title"] = listed["title"].str.casefold()
    works = listed.drop_duplicates(["title", "pages"])
    found = _in_window(claim, works, "listed works")
    if gathered == "the reviewed studies":
        return studies_in_window.function(claim)
    if gathered == "all that are listed" or found.verdict == Verdict.CONSISTENT:
        return found
    reason = "Which of the listed works were gathered for the review is not said."
    return found._replace(verdict=Verdict.AMBIGUOUS, reason=reason)


def _in_window(claim: Claim, works: pd.DataFrame, what: str) -> Finding:
    """Ask whether all works are from the years of the review."""
    first, last = claim.paper.review_window
    inside = works["year"].between(first, last)
    counted = f"{inside.sum()} of {len(works)} {what} from {first} to {last}"
    if inside.all():
        reason = "All are inside the stated years."
        return Finding(counted, Verdict.CONSISTENT, reason)
    return Finding(counted, Verdict.CONTRADICTED, "Some are from other years.")


@judged
def several(
    claim: Claim, *, theme: str, item: int, several: Code, tags: Code
) -> Finding:
    """Count the cited studies on a theme: by the compiled table, and the item's own.

    Not derivable where they are fewer than several.
    """
    themes, own = _tagged(claim, item)
    counted = {
        "ours": {own, *themes.index[themes == theme]},
        "any": {own, *themes.index},
        "none": {own},
    }
    number, least = len(counted[tags]), {"two": 2, "three": 3}[several]
    recomputed = f"{number} of the cited studies, text and table together"
    if number >= least:
        return Finding(recomputed, Verdict.CONSISTENT, f"It takes {several}.")
    reason = f"Fewer than {several}; the others, if there are, are not named."
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)


@judged
def same_study(claim: Claim, *, item: int, theme: str, tags: Code) -> Finding:
    """Ask whether the compiled table describes an item's study by the same theme.

    Ambiguous where it describes another, since a study may have several, and not
    derivable without a tag.
    """
    themes, own = _tagged(claim, item)
    tagged = list(themes[themes.index == own])
    recomputed = f"compiled table, reference {own}: {', '.join(tagged)}"
    if tags == "none":
        reason = "Without tags the two descriptions cannot be compared."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if theme in tagged or tags == "any":
        reason = "The compiled table describes the same subject."
        return Finding(recomputed, Verdict.CONSISTENT, reason)
    reason = "By our tags the compiled table does not name this subject."
    return Finding(recomputed, Verdict.AMBIGUOUS, reason)


def _tagged(claim: Claim, item: int) -> tuple[pd.Series, int]:
    """Return the studies' themes by reference, and the reference of a review's item."""
    themes = claim.paper.study_themes()
    refs = themes["study"].map(claim.paper.table("literature")["ref"])
    own = claim.paper.table("review_items")["ref"][item]
    return themes.set_index(refs)["theme"], own


@judged
def cited(claim: Claim, *, ref: int) -> Finding:
    """Name the entry on which a cited finding rests.

    Not derivable, since no number of a cited study is printed.
    """
    year = claim.paper.table("references")["year"][ref]
    recomputed = f"rests on reference {ref} ({year})"
    reason = "No number of the cited study is printed."
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)


@judged
def grown(claim: Claim) -> Finding:
    """Count the chosen studies by year.

    Not derivable, since chosen studies show no trend of all.
    """
    by_year = claim.paper.table("literature")["year"].value_counts().sort_index()
    counts = ", ".join(f"{n} in {year}" for year, n in by_year.items())
    reason = "Chosen studies show no trend of all studies."
    return Finding(f"studies: {counts}", Verdict.NOT_DERIVABLE, reason)


@judged
def trends(claim: Claim, *, trends: Code) -> Finding:
    """Count the numbers of its section that compare two times.

    Not derivable, since two times are no trend; as patterns, consistent where the
    section prints three numbers or more.
    """
    claims = claim.paper.table("claims")
    own = claims[(claims["section"] == claim.section) & claims["value"].notna()]
    compared = (own["table"] == "table3").sum()
    recomputed = f"{len(own)} numbers, {compared} of them changes from before to after"
    if trends == "patterns" and len(own) >= 3:
        return Finding(recomputed, Verdict.CONSISTENT, "Three or more are several.")
    reason = "Two points in time, or one, show no trend."
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)


@judged
def done(claim: Claim, *, what: str, section: int) -> Finding:
    """Look for what is printed of something that was done.

    Consistent where its number or its answers are printed, not derivable where neither
    is; the section is that in which it is planned.
    """
    paper = claim.paper
    units = paper.table("tables")["unit"]
    answered = units[units.str.contains("of respondents")]
    printed = {
        "survey": f"{len(answered)} tables of answers" if len(answered) else "",
        "review": f"{len(paper.table('literature'))} studies",
    }
    unsaid = {
        "survey": "No table of answers is printed.",
        "interviews": "Neither their number nor anything that was said is printed.",
        "organizations studied": "Neither their number nor anything about them is "
        "printed.",
        "diverse cases": "Neither their industries nor their sizes are printed.",
        "simulated runs": "No result of a simulation is printed.",
        "correlations": "No correlation is printed.",
    }
    known = f"what to be one of review, {', '.join(unsaid)}"
    claim.expect("arguments", known, holds=what in unsaid or what in printed)
    number = paper.facts.get(what.replace(" ", "_")) or printed.get(what)
    if number:
        return Finding(f"{what}: {number}", Verdict.CONSISTENT, "It is printed.")
    plan = paper.table("outline")["title"][section]
    reason = f"{unsaid[what]} It is planned under “{plan}”."
    return Finding(f"{what}: nothing", Verdict.NOT_DERIVABLE, reason)


@judged
def larger(claim: Claim) -> Finding:
    """Compare how many a survey reached with how many were interviewed or studied.

    Contradicted where it is not more, not derivable where a number is not stated.
    """
    names = "respondents", "interviews", "organizations_studied"
    most, *others = (int(claim.paper.facts.get(name, 0)) for name in names)
    recomputed = f"respondents: {most or 'not stated'}; others: "
    recomputed += ", ".join(str(n or "not stated") for n in others)
    if not all([most, *others]):
        reason = "A comparison takes all of these numbers."
        return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
    if most > max(others):
        return Finding(recomputed, Verdict.CONSISTENT, "It is the larger number.")
    return Finding(recomputed, Verdict.CONTRADICTED, "It is not the larger number.")


@judged
def against(claim: Claim, *, section: int, kind: str, limits: Code) -> Finding:
    """Hold an assertion against a limitation that the paper admits.

    Contradicted where the two exclude each other, ambiguous where they need not.
    """
    admitted = claim.paper.table("statements").reset_index()
    own = admitted[(admitted["section"] == section) & (admitted["topic"] == kind)]
    claim.expect("arguments", "a topic of that section", holds=len(own) == 1)
    recomputed = f"“{own['statement'].iloc[0].rstrip('.')}” (section {section})"
    if limits == "leave it open":
        reason = "The limitation is one that could apply."
        return Finding(recomputed, Verdict.AMBIGUOUS, reason)
    reason = "What is admitted there is denied here."
    return Finding(recomputed, Verdict.CONTRADICTED, reason)


@judged
def no_outcome(_claim: Claim) -> Finding:
    """Say that no outcome with and without a practice is reported.

    Not derivable: an effect is a difference between the two.
    """
    reason = "An effect is a difference of outcomes, and none is reported."
    recomputed = "no table has outcomes with and without it"
    return Finding(recomputed, Verdict.NOT_DERIVABLE, reason)
