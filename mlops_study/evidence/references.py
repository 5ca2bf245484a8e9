"""The audit of the paper's references: mechanical checks, and dated judgements.

A check compares an entry with the rest of the paper, or the form of its DOI with that
of its venue. Whether a work exists cannot be computed: ``reference_findings.csv`` has
what a search found, when that was entered and how sure it is. That a work could not
be found does not say that it does not exist.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from mlops_study import sources
from mlops_study.published import Paper

_MONTHS = list(calendar.month_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lists:
    """The entries, and what each is compared with."""

    paper: Paper
    entries: pd.DataFrame
    studies: pd.DataFrame
    forms: pd.DataFrame


_Report = Callable[[Any, _Lists], str]

CHECKS: dict[str, str] = {}
"""The mechanical checks by name, with what they report."""

_REPORTS: dict[str, _Report] = {}


def _check(name: str, meaning: str) -> Callable[[_Report], _Report]:
    """Register what a check reports of an entry; nothing is an empty text."""

    def register(report: _Report) -> _Report:
        CHECKS[name], _REPORTS[name] = meaning, report
        return report

    return register


def audit_references(folder: Path | None = None) -> pd.DataFrame:
    """Check every entry of the reference list, and add what a search found.

    Returns
    -------
    pandas.DataFrame
        The entries in order: ``ref``, ``authors``, ``year``, ``title``; a column for
        each of ``CHECKS`` with what it reports, empty where nothing; ``finding``,
        ``form``, ``topic``, ``evidence``, ``basis``, ``confidence``, ``closest`` and
        ``recorded``, for a repeated entry those of the first.

    >>> audit = audit_references().set_index("ref")
    >>> audit.loc[44, "duplicate"], audit.loc[44, "acceptance"]
    ('repeats 37', 'after: September 2020')
    """
    lists = _lists(folder)
    entries = list(lists.entries.itertuples())
    reports = {
        name: [report(entry, lists) for entry in entries]
        for name, report in _REPORTS.items()
    }
    audit = lists.entries.reset_index()
    listed = audit[["ref", "authors", "year", "title"]]
    found = audit.loc[:, "finding":"recorded"].drop(columns="earliest")
    return pd.concat([listed, pd.DataFrame(reports), found], axis="columns")


def _lists(folder: Path | None) -> _Lists:
    """Read the lists and add to each entry what the checks compare.

    That is its title and its issue in plain letters, its pages as numbers, and the
    first entry with its title and pages, whose finding a repeated one shares.
    """
    paper = Paper(folder)
    studies = paper.table("literature")
    entries = paper.table("references")
    for frame in (studies, entries):
        frame["words"] = frame["title"].map(_words)
    # one journal is printed with and without its abbreviation in front
    venue = entries["venue"].str.rpartition(" - ")[2].map(_words)
    numbered = (entries["volume"] != "") & (entries["issue"] != "")
    entries["of"] = venue + " " + entries["volume"] + " " + entries["issue"]
    pages = entries["pages"].str.extract(r"^(\d+)-(\d+)$").astype(float)
    entries[["start", "end"]] = pages.where(numbered)
    same = [entries["words"], entries["pages"].map(_words)]
    entries["first"] = entries.index.to_series().groupby(same).transform("first")
    found = sources.load("reference_findings", folder=folder).set_index("ref")
    return _Lists(
        paper=paper,
        entries=entries.join(found, on="first"),
        studies=studies,
        forms=sources.load("doi_forms", folder=folder),
    )


def _words(text: str) -> str:
    """Reduce a text to its letters; MLOps is machine learning operations."""
    words = text.casefold().replace("machine learning operations", "mlops")
    return re.sub(r"[^a-z0-9]", "", words)


@_check("duplicate", "repeats an earlier entry")
def _duplicate(entry: Any, _: _Lists) -> str:
    return f"repeats {entry.first}" if entry.first != entry.Index else ""


@_check("window", "dated outside the years of the review")
def _window(entry: Any, lists: _Lists) -> str:
    first, last = lists.paper.review_window
    return "" if first <= entry.year <= last else str(entry.year)


@_check("acceptance", "published after the paper was accepted, or perhaps so")
def _acceptance(entry: Any, lists: _Lists) -> str:
    """Compare the printed month, or another mark, with the month of acceptance."""
    accepted = lists.paper.facts["accepted"][:7]
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


@_check("doi", "the form of the DOI does not fit the venue or the year")
def _doi(entry: Any, lists: _Lists) -> str:
    """Compare the beginning of the DOI with the forms that are known."""
    fits = [entry.doi.startswith(prefix) for prefix in lists.forms["prefix"]]
    for form in lists.forms[fits].head(1).itertuples():
        if form.venue != entry.venue:
            return f"the form of {form.venue}"
        early = entry.year < form.since
        return f"a form in use since {form.since:.0f}" if early else ""
    own = lists.forms["prefix"][lists.forms["venue"] == entry.venue]
    return (
        f"not the form of the venue ({own.iloc[0]})" if entry.doi and len(own) else ""
    )


@_check("doi_year", "the year in the DOI does not fit the printed year")
def _doi_year(entry: Any, _: _Lists) -> str:
    """Report a DOI made after its year, or two years or more before."""
    suffix = entry.doi.partition("/")[2]
    full = re.search(r"20[0-2]\d", suffix)
    short = re.search(r"-0(\d\d)-", suffix)
    made = int(full[0]) if full else 2000 + int(short[1]) if short else entry.year
    fits = 0 <= entry.year - made <= 1
    return "" if fits else f"{made} in the DOI, {entry.year} printed"


@_check("pages", "pages overlap with another entry of the same issue")
def _pages(entry: Any, lists: _Lists) -> str:
    """Report pages that another, different entry of the same issue also has."""
    entries = lists.entries
    works = entries[
        (entries.index == entries["first"]) & (entries["first"] != entry.first)
    ]
    same = works[works["of"] == entry.of]
    others = same.index[(same["start"] <= entry.end) & (same["end"] >= entry.start)]
    others = others.map(str)
    return f"overlap with {', '.join(others)}" if len(others) else ""


@_check("text", "the text gives another title or another year")
def _text(entry: Any, lists: _Lists) -> str:
    """Compare title and year of the cited studies with the list."""
    entries, studies = lists.entries, lists.studies
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


@_check("cited", "never cited in the text")
def _cited(entry: Any, lists: _Lists) -> str:
    items = lists.paper.table("review_items")["ref"]
    cited = {*items, *lists.studies["ref"]}
    return "" if entry.Index in cited else "never cited"
