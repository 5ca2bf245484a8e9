"""Claims on the reviewed studies, and on what was done."""

from __future__ import annotations

import pandas as pd

from mlops_study import published
from mlops_study.evidence.paper import Paper
from mlops_study.evidence.verdicts import Claim, Finding, Verdict

__all__ = [
    "growing",
    "references_in_window",
    "same_study",
    "several",
    "studies_in_window",
    "unstated",
]


def unstated(_claim: Claim, paper: Paper, *, fact: str, what: str) -> Finding:
    """Look among the paper's stated facts."""
    stated = paper.facts.get(fact, "")
    return Finding(
        recomputed=f"{what}: {stated or 'not stated'}",
        verdict=Verdict.CONSISTENT if stated else Verdict.NOT_DERIVABLE,
        reason="The paper states it."
        if stated
        else "Neither a number nor a result of them is printed.",
    )


def studies_in_window(_claim: Claim, paper: Paper) -> Finding:
    """Ask whether the reviewed studies are from the stated years."""
    years = paper.table("literature")["year"]
    return _in_window(years, "studies", paper)


def references_in_window(_claim: Claim, paper: Paper) -> Finding:
    """Ask whether the listed references are from the stated years."""
    years = paper.table("references")["year"]
    return _in_window(years, "references", paper)


def _in_window(years: pd.Series, what: str, paper: Paper) -> Finding:
    first, last = published.review_window(folder=paper.folder)
    inside = int(years.between(first, last).sum())
    whole = inside == len(years)
    return Finding(
        recomputed=f"{inside} of {len(years)} {what} from {first} to {last}",
        verdict=Verdict.CONSISTENT if whole else Verdict.CHANGED_RULE,
        reason="All are inside the stated years."
        if whole
        else "The list does not keep to the stated years.",
    )


def growing(_claim: Claim, paper: Paper) -> Finding:
    """Ask whether the reviewed studies grow more from year to year."""
    by_year = paper.table("literature")["year"].value_counts().sort_index()
    counts = ", ".join(f"{n} in {year}" for year, n in by_year.items())
    grows = by_year.is_monotonic_increasing
    return Finding(
        recomputed=f"studies: {counts}",
        verdict=Verdict.CONSISTENT if grows else Verdict.NOT_DERIVABLE,
        reason="The reviewed studies do not become fewer; they are a selection."
        if grows
        else "The reviewed studies do not grow more.",
    )


def several(_claim: Claim, paper: Paper, *, theme: str, item: int) -> Finding:
    """Count the studies on a theme: by the compiled table, and the item's own."""
    themes = published.study_themes(folder=paper.folder)
    studies = paper.table("literature")["ref"]
    tagged = {int(studies[s]) for s in themes["study"][themes["theme"] == theme]}
    tagged.add(paper.reference_of(item))
    several = len(tagged) >= 3
    return Finding(
        recomputed=f"{len(tagged)} of the cited studies",
        verdict=Verdict.CONSISTENT if several else Verdict.AMBIGUOUS,
        reason="Three or more are several."
        if several
        else "Whether fewer than three are several is a matter of words.",
    )


def same_study(_claim: Claim, paper: Paper, *, item: int, theme: str) -> Finding:
    """Ask whether the compiled table describes the same study by the same theme."""
    ref = paper.reference_of(item)
    literature = paper.table("literature")
    studies = literature.index[literature["ref"] == ref]
    themes = published.study_themes(folder=paper.folder)
    tags = list(themes["theme"][themes["study"].isin(studies)])
    same = theme in tags
    return Finding(
        recomputed=f"compiled table, reference {ref}: {', '.join(tags)}",
        verdict=Verdict.CONSISTENT if same else Verdict.AMBIGUOUS,
        reason="The compiled table describes the same subject."
        if same
        else "The same reference is described by another subject there.",
    )
