"""The audit of the paper's references: mechanical checks, and dated judgements.

A check compares an entry with the rest of the paper, or the form of its DOI with that
of its venue. Whether a work exists cannot be computed: ``reference_findings.csv`` has
what a search found, when that was entered and how sure it is. That a work could not
be found does not say that it does not exist.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from mlops_study import published, sources
from mlops_study.published import Paper

__all__ = ["CHECKS", "audit_references"]

_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        start=1,
    )
}

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

    Parameters
    ----------
    folder
        A data folder laid out like the study's; the study's own by default.

    Returns
    -------
    pandas.DataFrame
        The entries in order: ``ref``, ``authors``, ``year``, ``title``; a column for
        each of ``CHECKS`` with what it reports, empty where nothing; ``finding``,
        ``form``, ``topic``, ``evidence``, ``basis``, ``confidence``, ``closest`` and
        ``recorded``, for a repeated entry those of the first.

    Examples
    --------
    >>> audit = audit_references().set_index("ref")
    >>> audit.loc[44, "duplicate"], audit.loc[44, "acceptance"]
    ('repeats 37', 'after: September 2020')
    """
    paper = Paper(folder)
    listed = published.load("references", folder=folder)
    findings = sources.source("reference_findings", folder=folder)
    first = _first_of(listed)
    found = (
        findings.set_index("ref").reindex(first).set_axis(listed["ref"], axis="index")
    )
    checks = {
        "duplicate": [
            f"repeats {of}" if of != ref else ""
            for ref, of in zip(listed["ref"], first, strict=True)
        ],
        "window": _outside(listed, paper),
        "acceptance": _after_acceptance(listed, found["earliest"].tolist(), paper),
        "doi": _forms(listed, sources.source("doi_forms", folder=folder)),
        "doi_year": _years_in_doi(listed),
        "pages": _overlaps(listed, first),
        "text": _text_against_list(listed, paper),
        "cited": _uncited(listed, paper),
    }
    judged = ["finding", "form", "topic", "evidence", "basis", "confidence"]
    return pd.concat(
        [
            listed[["ref", "authors", "year", "title"]],
            pd.DataFrame(checks),
            found[[*judged, "closest", "recorded"]].reset_index(drop=True),
        ],
        axis="columns",
    )


def _key(text: str) -> str:
    words = text.casefold().replace("machine learning operations", "mlops")
    return re.sub(r"[^a-z0-9]", "", words)


def _first_of(listed: pd.DataFrame) -> list[int]:
    """Return for each entry the first with its title and pages."""
    seen: dict[tuple[str, str], int] = {}
    return [
        seen.setdefault((_key(row["title"]), _key(row["pages"])), row["ref"])
        for row in listed.to_dict("records")
    ]


def _outside(listed: pd.DataFrame, paper: Paper) -> list[str]:
    first, last = paper.review_window
    return ["" if first <= year <= last else str(year) for year in listed["year"]]


def _after_acceptance(
    listed: pd.DataFrame, earliest: list[str], paper: Paper
) -> list[str]:
    """Compare the printed month, or another mark, with the month of acceptance."""
    accepted = paper.facts["accepted"][:7]
    reports = []
    for year, month, other in zip(
        listed["year"], listed["month"], earliest, strict=True
    ):
        printed = f"{year}-{_MONTHS[month]:02d}" if month in _MONTHS else ""
        known = printed or (other if isinstance(other, str) else "")
        if known > accepted:
            report = "after: "
            report += f"{month} {year}" if printed else f"{known} or later by its issue"
        elif known == accepted:
            report = "perhaps: the month of acceptance"
        elif not known and str(year) >= accepted[:4]:
            report = f"perhaps: {year}, no month"
        else:
            report = ""
        reports.append(report)
    return reports


def _forms(listed: pd.DataFrame, forms: pd.DataFrame) -> list[str]:
    """Compare the beginning of each DOI with the forms that are known."""
    known = forms.to_dict("records")
    own = forms.groupby("venue")["prefix"].first()
    reports = []
    for row in listed.to_dict("records"):
        doi, venue = row["doi"], row["venue"]
        match = next((form for form in known if doi.startswith(form["prefix"])), None)
        report = ""
        if match is not None and match["venue"] != venue:
            report = f"the form of {match['venue']}"
        elif match is not None and row["year"] < match["since"]:
            report = f"a form in use since {match['since']:.0f}"
        elif match is None and doi and venue in own:
            report = f"not the form of the venue ({own[venue]})"
        reports.append(report)
    return reports


def _years_in_doi(listed: pd.DataFrame) -> list[str]:
    """Report a DOI made after its year, or two years or more before."""
    reports = []
    for year, doi in zip(listed["year"], listed["doi"], strict=True):
        suffix = doi.partition("/")[2]
        full = re.search(r"20[0-2]\d", suffix)
        short = re.search(r"-0(\d\d)-", suffix)
        made = int(full[0]) if full else 2000 + int(short[1]) if short else year
        fits = 0 <= year - made <= 1
        reports.append("" if fits else f"{made} in the DOI, {year} printed")
    return reports


def _overlaps(listed: pd.DataFrame, first: list[int]) -> list[str]:
    """Report pages that another, different entry of the same issue also has."""
    spans = {}
    for row in listed.to_dict("records"):
        pages = re.fullmatch(r"(\d+)-(\d+)", row["pages"])
        if pages and row["volume"] and row["issue"]:
            # one journal is printed with and without its abbreviation in front
            venue = _key(row["venue"].rpartition(" - ")[2])
            issue = (venue, row["volume"], row["issue"])
            spans[row["ref"]] = (issue, int(pages[1]), int(pages[2]))
    same = dict(zip(listed["ref"], first, strict=True))
    reports = []
    for ref in listed["ref"]:
        others = [
            str(other)
            for other, (issue, low, high) in spans.items()
            if ref in spans
            and other == same[other] != same[ref]
            and issue == spans[ref][0]
            and low <= spans[ref][2]
            and spans[ref][1] <= high
        ]
        reports.append(f"overlap with {', '.join(others)}" if others else "")
    return reports


def _text_against_list(listed: pd.DataFrame, paper: Paper) -> list[str]:
    """Compare title and year of the cited studies with the list.

    MLOps and machine learning operations are the same words.
    """
    studies = published.load("literature", folder=paper.folder)
    owners: dict[str, int] = {}
    for row in listed.to_dict("records"):
        owners.setdefault(_key(row["title"]), row["ref"])
    reports = []
    for row in listed.to_dict("records"):
        notes = []
        for study in studies[studies["ref"] == row["ref"]].to_dict("records"):
            if _key(study["title"]) != _key(row["title"]):
                owner = owners.get(_key(study["title"]))
                other = f"title in the text is that of {owner}"
                notes.append(other if owner else "another title in the text")
            if study["year"] != row["year"]:
                notes.append(f"{study['year']} in the text")
        under = studies["ref"][studies["title"].map(_key) == _key(row["title"])]
        for ref in under[under != row["ref"]]:
            notes.append(f"title in the text for {ref}")
        reports.append("; ".join(notes))
    return reports


def _uncited(listed: pd.DataFrame, paper: Paper) -> list[str]:
    cited = {
        ref
        for name in ("literature", "review_items")
        for ref in published.load(name, folder=paper.folder)["ref"]
    }
    return ["" if ref in cited else "never cited" for ref in listed["ref"]]
