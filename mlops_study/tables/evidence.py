"""Tables of the audits and of the triangulation."""

from __future__ import annotations

import math

import pandas as pd

from mlops_study import published
from mlops_study.evidence import CHECKS, Ranking, Triangulation, Verdict
from mlops_study.lifecycle import KPIS
from mlops_study.tables.table import Table, escape, plain

__all__ = [
    "claims_audit",
    "claims_audit_linked",
    "concordance",
    "key_results",
    "next_practice",
    "references_audit",
    "references_checks",
    "triangulation",
    "verdict_meanings",
]


def claims_audit(audit: pd.DataFrame) -> Table:
    """List the claims with what the tables give and the verdict.

    Parameters
    ----------
    audit
        From :func:`~mlops_study.evidence.claims.audit_claims`.
    """
    headers = {
        "claim": "Claim",
        "section": "Section",
        "statement": "What the paper says",
        "printed": "Printed",
        "recomputed": "What the tables give",
        "verdict": "Verdict",
        "reason": "Why",
        "basis": "Basis",
    }
    cells = audit[list(headers)].rename(columns=headers)
    return Table(
        name="claims-audit",
        title="Audit of the claims",
        cells=cells,
        numeric=("Printed",),
    )


def claims_audit_linked(audit: pd.DataFrame) -> Table:
    """Show the audit in the book: rows that can be linked to and filtered.

    The cells are MyST, with a target for each claim and a class for each verdict.

    Parameters
    ----------
    audit
        From :func:`~mlops_study.evidence.claims.audit_claims`.
    """
    printed = audit["printed"].map(escape)
    statement = audit["statement"].map(escape)
    cells = pd.DataFrame(
        {
            "Claim": [
                f"[{claim}]{{#claim-{claim}}} {{ref}}`{_link(section)} <{anchor}>`"
                for claim, section, anchor in audit[
                    ["claim", "section", "anchor"]
                ].to_numpy()
            ],
            "What the paper says": statement
            + (" (" + printed + ")").where(printed != "", ""),
            "What the tables give": audit["recomputed"].map(escape)
            + ". "
            + audit["reason"].map(escape),
            "Verdict": [
                f"{_badge(verdict)}{' (judged)' if basis == 'judged' else ''}"
                for verdict, basis in zip(audit["verdict"], audit["basis"], strict=True)
            ],
        }
    )
    return Table(name="claims", title="Audit of the claims", cells=cells, markup=True)


def _badge(verdict: str) -> str:
    return f"[{verdict}]{{.verdict .v-{verdict.replace(' ', '-')}}}"


def _link(section: str) -> str:
    """Shorten a heading of the paper and keep it from being read as markup."""
    words = section.replace("`", "").replace("<", "").replace(">", "")
    return words if len(words) <= 32 else words[:30].rstrip() + "…"


def verdict_meanings(counts: pd.Series) -> Table:
    """Say what each verdict means, with the number of claims.

    Parameters
    ----------
    counts
        Claims by verdict.
    """
    cells = pd.DataFrame(
        {
            "Verdict": [_badge(str(v)) for v in Verdict],
            "What it means": [escape(v.meaning) for v in Verdict],
            "Claims": [str(counts[str(v)]) for v in Verdict],
        }
    )
    return Table(
        name="verdicts",
        title="The verdicts",
        cells=cells,
        numeric=("Claims",),
        markup=True,
    )


def key_results(section: str, audit: pd.DataFrame) -> Table:
    """List the printed results of one section, each with a link to its audit.

    Parameters
    ----------
    section
        Title of the section.
    audit
        From :func:`~mlops_study.evidence.claims.audit_claims`.
    """
    claims = published.load("claims").set_index("claim")
    own = audit[(audit["section"] == section) & (audit["printed"] != "")]
    results = claims.loc[own["claim"]]
    numbers = published.load("tables").set_index("table")["number"]
    table = results["table"].map(numbers).astype(str)
    cells = pd.DataFrame(
        {
            "Group": results["group"].map(escape),
            "Result": results["statement"].map(escape),
            "Printed": own["printed"].map(escape).to_numpy(),
            "Refers to": "Table " + table + ", " + results["topic"].map(escape),
            "Audit": [
                f"{{bdg-ref-{_COLOURS[verdict]}}}`{verdict} <claim-{claim}>`"
                for claim, verdict in zip(own["claim"], own["verdict"], strict=True)
            ],
        }
    )
    return Table(
        name="key-results",
        title=section,
        cells=cells,
        numeric=("Printed",),
        markup=True,
    )


_COLOURS = dict.fromkeys(map(str, Verdict), "warning") | {
    "consistent": "success",
    "not derivable": "secondary",
}


def references_audit(audit: pd.DataFrame) -> Table:
    """List the references with what the checks report and what a search found.

    Parameters
    ----------
    audit
        From :func:`~mlops_study.evidence.references.audit_references`.
    """
    first_author = audit["authors"].str.partition(",")[0].replace("", "[none]")
    title = audit["title"].map(lambda t: t if len(t) <= 60 else t[:58].rstrip() + "…")
    reports = [
        "; ".join(
            report if name != "window" else f"outside the window ({report})"
            for name in CHECKS
            if (report := row[name])
        )
        for row in audit.to_dict("records")
    ]
    confidence = audit["confidence"].map(lambda c: "" if pd.isna(c) else f"{c:.2f}")
    cells = pd.DataFrame(
        {
            "No.": audit["ref"].astype(str),
            "Entry": first_author + " (" + audit["year"].astype(str) + "). " + title,
            "Checks": [report or "nothing to report" for report in reports],
            "Search": audit["finding"],
            "Form": audit["form"],
            "Confidence": confidence,
            "Evidence": audit["evidence"]
            + (" Closest: " + audit["closest"] + ".").where(audit["closest"] != "", ""),
            "Basis": audit["basis"],
            "Recorded": audit["recorded"],
        }
    )
    return Table(
        name="references-audit",
        title="Audit of the references",
        cells=cells,
        numeric=("No.", "Confidence"),
    )


def references_checks(audit: pd.DataFrame) -> Table:
    """Count the entries on which each mechanical check reports something.

    Parameters
    ----------
    audit
        From :func:`~mlops_study.evidence.references.audit_references`.
    """
    cells = pd.DataFrame(
        {
            "Check": [text[0].upper() + text[1:] for text in CHECKS.values()],
            "Entries": [str((audit[name] != "").sum()) for name in CHECKS],
            "Which": [
                ", ".join(audit["ref"][audit[name] != ""].astype(str))
                for name in CHECKS
            ],
        }
    )
    return Table(
        name="reference-checks",
        title="What the checks report",
        cells=cells,
        numeric=("Entries",),
    )


def next_practice(found: pd.DataFrame) -> Table:
    """Say for each goal which practice to adopt next, and how sure that is.

    Parameters
    ----------
    found
        From :func:`~mlops_study.evidence.advice.next_practice`.
    """
    rows = []
    for goal, own in found.groupby("goal", sort=False):
        best = own.iloc[0]
        helps = own["surely"] == "better"
        tied = own["practice"][own["tied"] & helps].iloc[1:]
        harmful = own["practice"][own["surely"] == "worse"]
        rows.append(
            {
                "Goal": str(goal),
                "Next": best["practice"] if helps.iloc[0] else "none surely helps",
                "Effect": _with_interval(best),
                "As good, for all one can tell": ", ".join(tied) or "none",
                "Surely makes it worse": ", ".join(harmful) or "none",
            }
        )
    return Table(
        name="next",
        title="Which practice to adopt next, for the assumed parameters",
        cells=pd.DataFrame(rows),
    )


def _with_interval(row: pd.Series) -> str:
    """Write an effect with its interval: shares in points, the others in their unit."""
    if math.isnan(row["effect"]):
        return "n/a"
    kpi = KPIS[row["kpi"]]
    low, effect, high = (kpi.scale * row[name] for name in ("low", "effect", "high"))
    digits = 0 if abs(effect) >= 100 else 1
    interval = f"[{low:+,.{digits}f}, {high:+,.{digits}f}]"
    return f"{effect:+,.{digits}f} {interval} {kpi.change_unit}"


def triangulation(found: Triangulation) -> Table:
    """Set value and rank of each practice side by side, a row an evidence.

    Parameters
    ----------
    found
        From :func:`~mlops_study.evidence.triangulation.triangulate`.
    """
    rows = []
    for title, ranking in found.rankings.items():
        row = {"Evidence": title[0].upper() + title[1:]}
        for entry in ranking.table.to_dict("records"):
            rank = f"{entry['best']}"
            if entry["best"] != entry["worst"]:
                rank += f" to {entry['worst']}"
            value = _value(ranking, entry["value"])
            row[str(entry["practice"])] = f"{value}, rank {rank}"
        rows.append(row)
    return Table(
        name="triangulation",
        title="Value and interval of ranks by kind of evidence",
        cells=pd.DataFrame(rows),
    )


def _value(ranking: Ranking, value: float) -> str:
    if ranking.kind == "survey":
        return f"{plain([value], 1)[0]} %"
    if ranking.kind == "literature":
        return f"{value:.0f} {'study' if value == 1 else 'studies'}"
    if math.isnan(value):
        return "n/a"
    kpi = KPIS[ranking.kpi]
    text = f"{kpi.scale * value:+.1f}"
    text = "0.0" if float(text) == 0 else text
    return f"{text} {kpi.change_unit}"


def concordance(pairs: pd.DataFrame) -> Table:
    """List how two kinds of evidence order the pairs of practices.

    Parameters
    ----------
    pairs
        From :func:`~mlops_study.evidence.triangulation.concordance`.
    """
    cells = pd.DataFrame(
        {
            "One": pairs["one"],
            "Other": pairs["other"],
            "Same order": pairs["same"].astype(str),
            "Opposite": pairs["opposite"].astype(str),
            "Tied": pairs["tied"].astype(str),
            "Surely the same": pairs["surely_same"].astype(str),
            "Surely opposite": pairs["surely_opposite"].astype(str),
        }
    )
    return Table(
        name="concordance",
        title="Pairs of practices that two kinds of evidence order",
        cells=cells,
        numeric=tuple(cells.columns[2:]),
    )
