"""Tables of the audits, of the advice and of the triangulation.

They take what the functions of ``evidence`` return: `audit_claims`, `verdict_counts`,
`audit_references`, `next_practice`, `changed`, `triangulate` and `concordance`.
"""

from functools import partial
from math import isinf
from typing import Any

import pandas as pd

from mlops_study.evidence import CHECKS, Ranking, Verdict, ranks
from mlops_study.experiments import Effect
from mlops_study.lifecycle import KPIS
from mlops_study.numerals import decimal, fixed, interval, quantity, whole
from mlops_study.published import SURVEY_TABLES, Paper
from mlops_study.tables.table import Column, Table, level, number, side_by_side


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
        return f"[{name}]{{#claim-{name}}} {{ref}}`{_link(section)} <{anchor}>`"

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


def _link(section: str) -> str:
    """Shorten a heading of the paper and keep it from being read as markup."""
    return _shortened(section.replace("`", "").replace("<", "").replace(">", ""), 32)


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

    def linked(claim: str, verdict: str) -> str:
        return _mark(verdict, f"{{ref}}`{verdict} <claim-{claim}>`")

    return Table.of(
        own.join(claims, on="claim"),
        Column("Group", "group"),
        Column("Result", "statement"),
        number("Printed", "printed"),
        Column("Refers to", ("table", "topic"), place),
        Column("Audit", ("claim", "verdict"), linked, markup=True),
        title=section,
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


def hangs_on(found: pd.DataFrame) -> Table:
    """List the assumptions on which an answer hangs: rows of `changed` that say so."""

    def lead(kpi: str, low: float, high: float) -> str:
        of, ends = KPIS[kpi], sorted((abs(low), abs(high)))
        near, far = (quantity(of.scale * end, digits=2) for end in ends)
        return f"{near} to {far} {of.change_unit}"

    return Table.of(
        found,
        Column("Goal", "goal"),
        Column("Best as assumed", "usual"),
        Column("Assumption", "assumption"),
        number("Assumed", "assumed"),
        number("Changed to", "value"),
        Column("Best then", "best"),
        number("By", ("kpi", "low", "high"), lead),
        name="hangs-on",
        title="Assumptions with which another practice would be best",
    )


def advice_in_short(advice: pd.DataFrame, changes: pd.DataFrame) -> Table:
    """Set beside the best practice for each goal what changes of assumptions do.

    From `next_practice` and `changed`.
    """
    rows = []
    for goal, own in advice.groupby("goal", sort=False):
        tried = changes[changes["goal"] == goal]
        other = tried[tried["hangs"]]
        on = "; ".join(dict.fromkeys(other["assumption"]))
        surely = int(tried["sure"].sum())
        counts = f"{surely - len(other)} keep it, {len(tried) - surely} leave it open"
        rows.append(
            {
                "goal": goal,
                "first": " or ".join(own["practice"][own["tied"]]),
                "hangs": f"{counts}, {len(other)} change it{on and f': {on}'}",
            }
        )
    return Table.of(
        rows,
        Column("Goal", "goal"),
        Column("Adopt first", "first"),
        Column("Changes of an assumption", "hangs", numbers=True),
        name="advice-in-short",
        title="The practice to adopt first, and on what that hangs",
    )


def next_practice(found: pd.DataFrame) -> Table:
    """Say for each goal which practice to adopt next, and how sure that is."""
    rows = []
    for _, own in found.groupby("goal", sort=False):
        named = {
            verdict: own["practice"][own["verdict"] == verdict].tolist()
            for verdict in Effect
        }
        helpful = named[Effect.BETTER]
        tied = own["practice"][own["tied"]]
        rows.append(
            {
                **own.iloc[own["practice"].isin(helpful).argmax()],
                **named,
                "next": [*helpful, "none surely helps"][0],
                "tied": [practice for practice in tied if practice in helpful[1:]],
            }
        )

    paid = ("payback", "payback_low", "payback_high")

    def smallest(goal: str, kpi: str, interest: float) -> str:
        of = KPIS[kpi]
        return f"{goal}, {quantity(of.scale * interest, digits=2)} {of.change_unit}"

    def effect(kpi: str, *found: float) -> str:
        of = KPIS[kpi]
        value, low, high = (of.scale * number for number in found)
        form = partial(fixed, places=0 if abs(value) >= 100 else 1, sign=True)
        shown = interval(value, low, high, form)
        return shown if pd.isna(value) else f"{shown} {of.change_unit}"

    def days(days: float, low: float, high: float) -> str:
        if pd.isna(days):
            return ""
        if isinf(low):
            return "never"
        ends = ("never" if isinf(end) else whole(end) for end in (days, low, high))
        return "{} [{}, {}] days".format(*ends)

    def listed(practices: list[str]) -> str:
        return ", ".join(practices) or "none"

    return Table.of(
        rows,
        Column(
            "Goal, matters from", ("goal", "kpi", "interest"), smallest, numbers=True
        ),
        Column("Next", "next"),
        Column("Effect", ("kpi", "effect", "low", "high"), effect, numbers=True),
        Column("Pays back after", paid, days, numbers=True),
        Column("Not surely worse, by what matters", "tied", listed),
        *(
            Column(verdict.capitalize(), verdict, listed)
            for verdict in (Effect.WORSE, Effect.SMALL, Effect.UNSURE)
        ),
        name="next",
        title="Which practice to adopt next, for the assumed parameters, by intervals "
        f"that hold together at {level(found)}",
    )


def triangulation(found: dict[str, Ranking]) -> Table:
    """Set value and rank of each practice side by side, a row an evidence."""

    def cell(kind: str, value: float, best: float, worst: float) -> str:
        places = f"{best:g}" if best == worst else f"{best:g} to {worst:g}"
        shared = best == worst and (found[kind].values == value).sum() > 1
        tied = ", tied" if shared else ""
        return f"{_value(found[kind], value)}, rank {places}{tied}"

    shown = ("evidence", "value", "best", "worst")
    wide = side_by_side(ranks(found), "evidence", "practice", shown, cell)
    return Table.of(
        wide,
        Column("Evidence", "evidence", lambda kind: kind[0].upper() + kind[1:]),
        *(Column(practice, practice, numbers=True) for practice in map(str, wide)),
        name="triangulation",
        title="Value and interval of ranks by kind of evidence",
    )


def _value(ranking: Ranking, value: float) -> str:
    if ranking.kind == "survey":
        return f"{decimal(value, 1)} %"
    if ranking.kind == "literature":
        return f"{whole(value)} {'study' if value == 1 else 'studies'}"
    if pd.isna(value):
        return "n/a"
    of = KPIS[ranking.kpi]
    return f"{fixed(of.scale * value, 1, sign=True)} {of.change_unit}"


def concordance(pairs: pd.DataFrame) -> Table:
    """List how two kinds of evidence order the pairs of practices."""

    def sure(pairs: float) -> str:
        return "n/a" if pd.isna(pairs) else whole(pairs)

    return Table.of(
        pairs,
        Column("One", "one"),
        Column("Other", "other"),
        number("Same order", "same", whole),
        number("Opposite", "opposite", whole),
        number("Tied", "tied", whole),
        number("Surely the same", "surely_same", sure),
        number("Surely opposite", "surely_opposite", sure),
        number("Chance of as many opposite", "chance", partial(fixed, places=2)),
        name="concordance",
        title="Pairs of practices that two kinds of evidence order",
    )
