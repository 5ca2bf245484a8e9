"""Claims on the reviewed studies, and on what was done."""

from __future__ import annotations

import pandas as pd

from mlops_study.evidence.verdicts import Claim, Finding, Verdict
from mlops_study.published import Paper

__all__ = [
    "references_in_window",
    "same_study",
    "several",
    "studies_in_window",
    "surveyed",
    "unstated",
]


def unstated(
    _claim: Claim, paper: Paper, *, fact: str, what: str, missing: str
) -> Finding:
    """Look among the paper's stated facts.

    Parameters
    ----------
    paper
        The paper.
    fact
        The field of ``paper.csv`` in which it would stand.
    what
        What is looked for.
    missing
        What to say where it is not stated.
    """
    stated = paper.facts.get(fact, "")
    return Finding(
        recomputed=f"{what}: {stated or 'not stated'}",
        verdict=Verdict.CONSISTENT if stated else Verdict.NOT_DERIVABLE,
        reason="The paper states it." if stated else missing,
    )


def surveyed(_claim: Claim, paper: Paper) -> Finding:
    """Ask whether the paper prints tables of respondents' answers."""
    units = paper.table("tables")["unit"]
    names = units.index[units.str.contains("of respondents")]
    tables = [f"Table {name[-1]}" for name in names]
    return Finding(
        recomputed=f"per cent of respondents in {', '.join(tables) or 'no table'}",
        verdict=Verdict.CONSISTENT if tables else Verdict.NOT_DERIVABLE,
        reason="Tables of answers are printed; how many answered is not."
        if tables
        else "No table of answers is printed.",
    )


def studies_in_window(_claim: Claim, paper: Paper) -> Finding:
    """Ask whether the reviewed studies are from the stated years."""
    years = paper.table("literature")["year"]
    return _in_window(years, "studies", paper)


def references_in_window(_claim: Claim, paper: Paper) -> Finding:
    """Ask whether the listed references are from the stated years."""
    listed = paper.table("references")
    title = listed["title"].str.casefold()
    works = listed[~listed.assign(title=title).duplicated(["title", "pages"])]
    return _in_window(works["year"], "listed works", paper)


def _in_window(years: pd.Series, what: str, paper: Paper) -> Finding:
    first, last = paper.review_window
    inside = int(years.between(first, last).sum())
    whole = inside == len(years)
    return Finding(
        recomputed=f"{inside} of {len(years)} {what} from {first} to {last}",
        verdict=Verdict.CONSISTENT if whole else Verdict.AMBIGUOUS,
        reason="All are inside the stated years."
        if whole
        else "Which of the listed works were gathered for the review is not said.",
    )


def several(_claim: Claim, paper: Paper, *, theme: str, item: int) -> Finding:
    """Count the studies on a theme: by the compiled table, and the item's own."""
    themes = paper.study_themes()
    studies = paper.table("literature")["ref"]
    tagged = {int(studies[s]) for s in themes["study"][themes["theme"] == theme]}
    tagged.add(paper.reference_of(item))
    several = len(tagged) >= 3
    return Finding(
        recomputed=f"{len(tagged)} of the cited studies, text and table together",
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
    themes = paper.study_themes()
    tags = list(themes["theme"][themes["study"].isin(studies)])
    same = theme in tags
    return Finding(
        recomputed=f"compiled table, reference {ref}: {', '.join(tags)}",
        verdict=Verdict.CONSISTENT if same else Verdict.AMBIGUOUS,
        reason="The compiled table describes the same subject."
        if same
        else "By our tags the same reference has another subject there.",
    )
