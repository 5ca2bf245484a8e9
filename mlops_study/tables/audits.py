"""Tables of the audits of claims and of references.

They take what the functions of ``evidence`` return.
"""

from itertools import starmap
from typing import Any

import pandas as pd

from mlops_study.evidence import CHECKS, Verdict
from mlops_study.numerals import fixed, whole
from mlops_study.published import SURVEY_TABLES, Paper
from mlops_study.tables.table import Column, Table, number


def claims_audit(audit: pd.DataFrame) -> Table:
    """List the claims with what the tables give and the verdict."""
    return Table.of(
        audit,
        Column("Claim", "claim"),
        Column("Section", "section"),
        number("Sentence", "sentence"),
        Column("What the paper says", "statement"),
        number("Printed", "printed"),
        Column("What the tables give", "recomputed", numbers=True),
        Column("Verdict", "verdict"),
        Column("Why", "reason", numbers=True),
        Column("Rule", "rule"),
        Column("Hangs on", "hangs_on"),
        Column("Basis", "basis"),
        name="claims-audit",
        title="Audit of the claims",
    )


def claims_audit_linked(audit: pd.DataFrame) -> Table:
    """Show the audit in the book: rows that can be linked to and filtered.

    The cells are MyST, with a target for each claim and a class for each verdict.
    """

    def claim(name: str, section: str, anchor: str) -> str:
        # a heading must not be read as markup
        link = _shortened(section.translate(dict.fromkeys(map(ord, "`<>"))), 32)
        return f"[{name}]{{#claim-{name}}} {{ref}}`{link} <{anchor}>`"

    def statement(words: str, printed: str) -> str:
        return f"{words} ({printed})" if printed else words

    def found(recomputed: str, reason: str, hangs_on: str) -> str:
        hanging = "" if hangs_on == "nothing" else f" Hangs on {hangs_on}."
        return f"{recomputed}. {reason}{hanging}"

    def verdict(word: str, basis: str) -> str:
        return _mark(word) + (" (judged)" if basis == "judged" else "")

    return Table.of(
        audit,
        Column("Claim", ("claim", "section", "anchor"), claim, markup=True),
        Column("What the paper says", ("statement", "printed"), statement),
        Column("What the tables give", ("recomputed", "reason", "hangs_on"), found),
        Column("Verdict", ("verdict", "basis"), verdict, markup=True),
        title="Audit of the claims",
    )


def _mark(verdict: str, text: str = "") -> str:
    return f"[{text or verdict}]{{.verdict .v-{verdict.replace(' ', '-')}}}"


def _linked(claim: str, verdict: str) -> str:
    return _mark(verdict, f"{{ref}}`{verdict} <claim-{claim}>`")


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 2].rstrip() + "…"


def verdict_meanings(counts: pd.Series) -> Table:
    """Say what each verdict means, with the number of claims."""
    return Table.of(
        [{"verdict": verdict} for verdict in Verdict],
        Column("Verdict", "verdict", _mark, markup=True),
        Column("What it means", "verdict", lambda verdict: verdict.meaning),
        number("Claims", "verdict", lambda verdict: whole(counts[str(verdict)])),
        title="The verdicts",
    )


def codings(effects: pd.DataFrame) -> Table:
    """Say how each word is read and why, and what other readings would move."""

    def other(row: Any) -> str:
        moves = [f"{whole(row.alone)}"] * (row.alone > 0)
        moves += [f"{whole(row.together)} with another"] * (row.together > 0)
        return f"{row.meaning} (Moves {', '.join(moves)}.)"

    rows = [
        {
            **own[own["used"]].iloc[0],
            "others": " ".join(other(row) for row in own[~own["used"]].itertuples()),
        }
        for _, own in effects.groupby("coding", sort=False)
    ]
    return Table.of(
        rows,
        Column("Coding", "coding"),
        Column("The audit's reading, and why", ("meaning", "reason"), "{} {}".format,
               markup=True),
        Column("Other readings, and the verdicts they move", "others", markup=True),
        name="codings",
        title="How words are read",
    )  # fmt: skip


def claim_versions(found: pd.DataFrame) -> Table:
    """List what is said of the same thing in different ways, each linked to claims."""

    def linked(claims: str) -> str:
        names = filter(None, claims.split("; "))
        return ", ".join(f"{{ref}}`{name} <claim-{name}>`" for name in names)

    again = found["about"].duplicated()
    return Table.of(
        found.assign(about=found["about"].mask(again, "")),
        Column("About", "about", lambda about: about[:1].upper() + about[1:]),
        Column("What is said", "said"),
        Column("Claims", "claims", linked, markup=True),
        title="What the paper says in more than one way",
    )


def completeness(counts: pd.DataFrame) -> Table:
    """Count sentences by what they hold, and say why some are no claims."""

    def others(*numbers: int) -> str:
        listed = zip(reasons, numbers, strict=True)
        return "; ".join(f"{why} {whole(n)}" for why, n in listed if n)

    reasons = list(counts.columns.drop(["sentences", "claimed"]))
    return Table.of(
        counts.reset_index(),
        Column("What it holds", "code"),
        number("Sentences", "sentences", whole),
        number("Claimed", "claimed", whole),
        Column("Left out as", tuple(reasons), others, numbers=True),
        title="Sentences of the paper, by what they hold",
    )


def key_results(section: str, audit: pd.DataFrame) -> Table:
    """List the printed results of a section by its title, each linked to its audit."""
    own = audit[(audit["section"] == section) & (audit["printed"] != "")]
    claims = Paper().table("claims")[["group", "table", "topic"]]

    def place(table: str, topic: str) -> str:
        return f"{SURVEY_TABLES[table].title}, {topic}"

    return Table.of(
        own.join(claims, on="claim"),
        Column("Group", "group"),
        Column("Result", "statement"),
        number("Printed", "printed"),
        Column("Refers to", ("table", "topic"), place),
        Column("Audit", ("claim", "verdict"), _linked, markup=True),
        title=section,
    )


def statements(page: str, audit: pd.DataFrame) -> Table:
    """List what the paper states in the sections of a page, linked to its audit."""

    def section(title: str, anchor: str, again: bool) -> str:
        return "" if again else f"[{title}]{{#{anchor}}}"

    def verdicts(section: int, sentences: str) -> str:
        said = claims["sentence"].isin(map(int, sentences.split(";")))
        found = verdict[claims.index[said & (claims["section"] == section)]]
        return ", ".join(starmap(_linked, found.items())) or "no claim"

    paper = Paper()
    claims, verdict = paper.table("claims"), audit.set_index("claim")["verdict"]
    stated = paper.table("statements").join(paper.table("outline"), on="section")
    own = stated[stated["page"] == page].sort_values("section", kind="stable")
    return Table.of(
        own.assign(again=own["anchor"].duplicated()),
        Column("Section", ("title", "anchor", "again"), section, markup=True),
        Column("What it says", ("topic", "statement"), "{}: {}".format),
        Column("Audit", ("section", "sentences"), verdicts, markup=True),
        title="Statements in its last sections",
    )


def references_audit(audit: pd.DataFrame) -> Table:
    """List the references with what the checks report and what a search found."""

    def entry(authors: str, year: int, title: str) -> str:
        first = authors.partition(",")[0] or "[none]"
        return f"{first} ({year}). {_shortened(title, 60)}"

    def reports(*found: str) -> str:
        return "; ".join(filter(None, found)) or "nothing to report"

    computed, judged = (
        tuple(name for name, check in CHECKS.items() if check.basis == basis)
        for basis in ("computed", "judged mark")
    )

    def evidence(words: str, closest: str) -> str:
        return f"{words} Closest: {closest}." if closest else words

    return Table.of(
        audit,
        number("No.", "ref"),
        Column("Entry", ("authors", "year", "title"), entry),
        Column("Checks", computed, reports),
        Column("By judged marks", judged, reports),
        Column("Search", "finding"),
        Column("Form", "form"),
        number("Confidence", "confidence", lambda c: "" if pd.isna(c) else fixed(c, 2)),
        Column("Evidence", ("evidence", "closest"), evidence),
        Column("Basis", "basis"),
        Column("Recorded", "recorded"),
        Column("To settle", "settle"),
        name="references-audit",
        title="Audit of the references",
    )


def references_checks(audit: pd.DataFrame) -> Table:
    """Count the entries on which each check of the references reports something."""
    reported = {name: audit["ref"][audit[name] != ""] for name in CHECKS}

    def says(name: str) -> str:
        return CHECKS[name].says[0].upper() + CHECKS[name].says[1:]

    return Table.of(
        [{"check": name} for name in CHECKS],
        Column("Check", "check", says),
        Column("Basis", "check", lambda name: CHECKS[name].basis),
        number("Entries", "check", lambda name: whole(len(reported[name]))),
        Column("Which", "check", lambda name: ", ".join(map(str, reported[name]))),
        title="What the checks report",
    )
