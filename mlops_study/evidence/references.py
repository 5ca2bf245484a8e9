"""The audit of the paper's references: mechanical checks, and dated judgements.

A check compares an entry with the rest of the paper, or the form of its DOI with that
of its venue. Whether a work exists cannot be computed: ``reference_findings.csv`` has
what a search found, when that was entered and how sure it is. That a work could not
be found does not say that it does not exist.
"""

import calendar
import re
from pathlib import Path
from typing import Any

import pandas as pd

from mlops_study import sources
from mlops_study.published import Paper

_MONTHS = list(calendar.month_name)

CHECKS = {
    "duplicate": "repeats an earlier entry",
    "window": "dated outside the years of the review",
    "acceptance": "published after the paper was accepted, or perhaps so",
    "doi": "the form of the DOI does not fit the venue or the year",
    "doi_year": "the year in the DOI does not fit the printed year",
    "pages": "pages overlap with another entry of the same issue",
    "text": "the text gives another title or another year",
    "cited": "never cited in the text",
}
"""The mechanical checks by name, with what they report."""


def audit_references(folder: Path | None = None) -> pd.DataFrame:
    """Check every entry of the reference list, and add what a search found.

    The entries in order: ``ref``, ``authors``, ``year``, ``title``; a column for each
    of ``CHECKS`` with what it reports, empty where nothing; ``finding``, ``form``,
    ``topic``, ``evidence``, ``basis``, ``confidence``, ``closest`` and ``recorded``,
    for a repeated entry those of the first.

    >>> audit = audit_references().set_index("ref")
    >>> audit.loc[44, "duplicate"], audit.loc[44, "acceptance"]
    ('repeats 37', 'after: September 2020')
    """
    paper = Paper(folder)
    studies = paper.table("literature")
    studies["words"] = studies["title"].map(_words)
    found = sources.load("reference_findings", folder=folder).set_index("ref")
    entries = _compared(paper.table("references")).join(found, on="first")
    first, year, refs = entries["first"], entries["year"], entries.index
    accepted = paper.facts["accepted"][:7]
    forms = sources.load("doi_forms", folder=folder)
    cited = refs.isin(paper.table("review_items")["ref"]) | refs.isin(studies["ref"])
    rows = list(entries.itertuples())
    reports = {
        "duplicate": ("repeats " + first.astype(str)).where(first != refs, ""),
        "window": year.astype(str).where(~year.between(*paper.review_window), ""),
        "acceptance": [_acceptance(entry, accepted) for entry in rows],
        "doi": [_doi(entry, forms) for entry in rows],
        "doi_year": [_doi_year(entry) for entry in rows],
        "pages": [_pages(entry, entries) for entry in rows],
        "text": [_text(entry, entries, studies) for entry in rows],
        "cited": ["" if known else "never cited" for known in cited],
    }
    searched = entries.loc[:, "finding":"recorded"].drop(columns="earliest")
    listed = entries[["authors", "year", "title"]]
    return listed.join([pd.DataFrame(reports, index=refs), searched]).reset_index()


def _compared(entries: pd.DataFrame) -> pd.DataFrame:
    """Add to each entry what the checks compare.

    That is its title and its issue in plain letters, its pages as numbers, and the
    first entry with its title and pages, whose finding a repeated one shares.
    """
    entries["words"] = entries["title"].map(_words)
    # one journal is printed with and without its abbreviation in front
    venue = entries["venue"].str.rpartition(" - ")[2].map(_words)
    numbered = (entries["volume"] != "") & (entries["issue"] != "")
    entries["of"] = venue + " " + entries["volume"] + " " + entries["issue"]
    pages = entries["pages"].str.extract(r"^(\d+)-(\d+)$").astype(float)
    entries[["start", "end"]] = pages.where(numbered)
    same = [entries["words"], entries["pages"].map(_words)]
    entries["first"] = entries.index.to_series().groupby(same).transform("first")
    return entries


def _words(text: str) -> str:
    """Reduce a text to its letters; MLOps is machine learning operations."""
    words = text.casefold().replace("machine learning operations", "mlops")
    return re.sub(r"[^a-z0-9]", "", words)


def _acceptance(entry: Any, accepted: str) -> str:
    """Compare the printed month, or another mark, with the month of acceptance."""
    known = entry.earliest if isinstance(entry.earliest, str) else ""
    report = f"{known} or later by its issue"
    if entry.month in _MONTHS[1:]:
        known = f"{entry.year}-{_MONTHS.index(entry.month):02d}"
        report = f"{entry.month} {entry.year}"
    if known > accepted:
        return f"after: {report}"
    if known == accepted:
        return "perhaps: the month of acceptance"
    undated = not known and str(entry.year) >= accepted[:4]
    return f"perhaps: {entry.year}, no month" if undated else ""


def _doi(entry: Any, forms: pd.DataFrame) -> str:
    """Compare the beginning of the DOI with the forms that are known."""
    fits = [entry.doi.startswith(prefix) for prefix in forms["prefix"]]
    for form in forms[fits].head(1).itertuples():
        if form.venue != entry.venue:
            return f"the form of {form.venue}"
        early = entry.year < form.since
        return f"a form in use since {form.since:.0f}" if early else ""
    own = forms["prefix"][forms["venue"] == entry.venue]
    report = f"not the form of the venue ({', '.join(own.head(1))})"
    return report if entry.doi and len(own) else ""


def _doi_year(entry: Any) -> str:
    """Report a DOI made after its year, or two years or more before."""
    suffix = entry.doi.partition("/")[2]
    full = re.search(r"20[0-2]\d", suffix)
    short = re.search(r"-0(\d\d)-", suffix)
    made = int(full[0]) if full else 2000 + int(short[1]) if short else entry.year
    fits = 0 <= entry.year - made <= 1
    return "" if fits else f"{made} in the DOI, {entry.year} printed"


def _pages(entry: Any, entries: pd.DataFrame) -> str:
    """Report pages that another, different entry of the same issue also has."""
    first = entries["first"]
    works = entries[(entries.index == first) & (first != entry.first)]
    same = works[works["of"] == entry.of]
    others = same.index[(same["start"] <= entry.end) & (same["end"] >= entry.start)]
    return f"overlap with {', '.join(map(str, others))}" if len(others) else ""


def _text(entry: Any, entries: pd.DataFrame, studies: pd.DataFrame) -> str:
    """Compare title and year of the cited studies with the list."""
    notes = []
    for study in studies[studies["ref"] == entry.Index].itertuples():
        if study.words != entry.words:
            owners = entries.index[entries["words"] == study.words]
            other = "another title in the text"
            if len(owners):
                other = f"title in the text is that of {owners[0]}"
            notes.append(other)
        if study.year != entry.year:
            notes.append(f"{study.year} in the text")
    under = studies["ref"][studies["words"] == entry.words]
    notes += [f"title in the text for {ref}" for ref in under if ref != entry.Index]
    return "; ".join(notes)
