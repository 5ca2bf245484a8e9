"""The audit of the paper's references: mechanical checks, and dated judgements.

A check compares an entry with the rest of the paper, or its DOI or address with the
form that is known of the venue (`reference_checks`). Whether a work exists cannot be
computed: ``reference_findings.csv`` has what a search found, when that was entered and
how sure it is. That a work could not be found does not say that it does not exist.
"""

import re
from pathlib import Path
from typing import Any

import pandas as pd

from mlops_study import sources
from mlops_study.evidence.reference_checks import CHECKS, ReferenceList
from mlops_study.published import Paper


def audit_references(folder: Path | None = None) -> pd.DataFrame:
    """Check every entry of the reference list, and add what a search found.

    The entries in order: ``ref``, ``authors``, ``year``, ``title``; a column for each
    of ``CHECKS`` with what it reports, empty where nothing; ``finding``, ``form``,
    ``topic``, ``evidence``, ``basis``, ``confidence``, ``closest`` and ``recorded``, by
    a row of its own or else of the entry that it repeats; ``settle``, who could settle
    how whether the work exists.

    >>> audit = audit_references().set_index("ref")
    >>> audit.loc[49, "duplicate"], audit.loc[49, "host"]
    ('repeats 35', 'no top-level domain in the host www.ijcspub')
    """
    paper = Paper(folder)
    entries = _compared(paper.table("references"))
    found = sources.load("reference_findings", folder=folder).set_index("ref")
    own = entries.index.to_series()
    entries["judged"] = own.where(own.isin(found.index), entries["first"])
    entries = entries.join(found, on="judged")
    studies = paper.table("literature")
    studies["words"] = studies["title"].map(_words)
    forms = sources.load("identifier_forms", folder=folder)
    listed = ReferenceList(
        entries=entries,
        citations=pd.concat([studies, paper.table("review_items")]).fillna(""),
        forms=forms.assign(journal=forms["venue"].map(_journal)),
        window=paper.review_window,
        accepted=paper.facts["accepted"][:7],
    )
    rows: list[Any] = list(entries.itertuples())
    reports = pd.DataFrame(
        [{name: of.report(row, listed) for name, of in CHECKS.items()} for row in rows],
        index=entries.index,
    )
    reports["settle"] = list(map(_settle, rows, reports.itertuples()))
    searched = entries.loc[:, "finding":"recorded"].drop(columns="earliest")
    whole = entries[["authors", "year", "title"]].join([reports, searched])
    return whole.reset_index()


def _compared(entries: pd.DataFrame) -> pd.DataFrame:
    """Add to each entry what the checks compare.

    That is its title and its venue in plain letters, its pages as numbers, and the
    first entry with its title and pages, whose finding a repeated one shares.
    """
    entries["words"] = entries["title"].map(_words)
    entries["journal"] = entries["venue"].map(_journal)
    pages = entries["pages"].str.extract(r"^(\d+)-(\d+)$").astype(float)
    numbered = (entries["volume"] != "") & (entries["issue"] != "")
    entries[["start", "end"]] = pages.where(numbered)
    same = [entries["words"], entries["pages"].map(_words)]
    entries["first"] = entries.index.to_series().groupby(same).transform("first")
    return entries


def _words(text: str) -> str:
    """Reduce a text to its letters; MLOps is machine learning operations."""
    words = text.casefold().replace("machine learning operations", "mlops")
    return re.sub(r"[^a-z0-9]", "", words)


def _journal(venue: str) -> str:
    """Reduce a venue to its letters, without an abbreviation in front."""
    return _words(venue.rpartition(" - ")[2])


def _settle(entry: Any, reports: Any) -> str:
    """Say who could settle how whether the work exists."""
    if entry.doi and not reports.article:
        return "anyone: resolve the DOI, and compare Crossref's record with the entry"
    if entry.url and not reports.host:
        return "anyone: open the address, and compare title, issue and date"
    return "a library: look the pages up in the volume"
