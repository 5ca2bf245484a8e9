"""Tables of the audits, the advice and the triangulation, against their frames."""

import re

import numpy as np
import pandas as pd
import pytest

from mlops_study import evidence, tables
from mlops_study.formats import EXTENSIONS
from mlops_study.published import Paper

AUDIT = evidence.audit_claims()


def test_claims_are_listed_with_their_basis():
    """All columns of the register, one row a claim."""
    cells = tables.claims_audit(AUDIT).cells
    assert len(cells) == len(AUDIT)
    assert cells.columns[-1] == "Basis"
    assert not (cells.drop(columns="Printed") == "").any().any()


def test_every_row_of_the_linked_audit_can_be_linked_to():
    """A target for the claim, a reference to its section, a class for its verdict."""
    cells = tables.claims_audit_linked(AUDIT).cells
    assert len(cells.columns) == 4
    for row, claim in zip(cells.itertuples(), AUDIT.itertuples(), strict=True):
        assert f"[{claim.claim}]{{#claim-{claim.claim}}}" in row.Claim
        assert f"<{claim.anchor}>`" in row.Claim
        assert f".v-{claim.verdict.replace(' ', '-')}}}" in row.Verdict


def test_key_results_lead_to_their_audit():
    """Value, unit and table, and a badge that names the verdict."""
    cells = tables.key_results("Key Results", AUDIT).cells
    own = AUDIT[AUDIT["section"] == "Key Results"]
    assert len(cells) == (own["printed"] != "").sum()
    rows = cells[cells["Refers to"] == "Table 4, Anomaly Detection Systems"]
    assert rows["Printed"].tolist() == ["60 %", "4.2 of 5"]
    mark = cells["Audit"].iloc[0]
    assert mark == ("[{ref}`changed rule <claim-result-1>`]{.verdict .v-changed-rule}")


def test_verdicts_are_explained_with_their_counts():
    """One row each, adding up to the claims."""
    cells = tables.verdict_meanings(evidence.verdict_counts(AUDIT)).cells
    assert cells["Claims"].astype(int).sum() == len(AUDIT)


def test_references_show_checks_and_findings():
    """What is reported, or that nothing is; what rests on a judged mark apart."""
    audit = evidence.audit_references()
    cells = tables.references_audit(audit).cells.set_index("No.")
    assert cells.loc["3", "Checks"] == "nothing to report"
    assert cells.loc["44", "Checks"].startswith("repeats 37; outside the window (2020)")
    assert cells.loc["39", "By judged marks"] == (
        "after: 2020-07 or later by its issue, judged 2026-11-25; "
        "the address says 2019, before the printed 2020 "
        "(seen in public bibliographies, 2026-11-28)"
    )
    assert "host www.ijcspub" in cells.loc["49", "Checks"]
    assert cells.loc["3", "Search"] == "could not be found"
    assert cells.loc["36", "Entry"].startswith("[none] (2020)")
    assert (cells["To settle"] != "").all()


def test_the_register_of_references_leaves_nothing_out():
    """Each report of each check stands in the row of its entry."""
    audit = evidence.audit_references()
    rows = tables.references_audit(audit).records()
    for row, entry in zip(rows, audit.to_dict("records"), strict=True):
        shown = f"{row['Checks']}; {row['By judged marks']}"
        for check in evidence.CHECKS:
            assert entry[check] in shown


def test_the_checks_of_references_are_counted_with_their_basis():
    """As many as are named."""
    counts = tables.references_checks(evidence.audit_references()).cells
    assert set(counts["Basis"]) == {"computed", "judged mark"}
    for row in counts.itertuples(index=False):
        assert int(row.Entries) == len(row.Which.split(", "))


@pytest.mark.parametrize("style", EXTENSIONS)
def test_the_registers_are_written_in_every_format(style):
    """Nothing is lost: each claim stands in each of them."""
    text = tables.claims_audit(AUDIT).render(style)
    for claim in AUDIT["claim"]:
        assert claim in text


def test_triangulation_writes_each_value_in_its_unit():
    """Per cent, studies, days and points."""
    cells = tables.triangulation(evidence.triangulate(n=100)).cells
    column = cells.set_index("Evidence")["CI/CD"]
    assert column["Survey, strong agreement"] == "45 %, rank 1 to 4"
    assert column["Literature"] == "1 study, rank 3.5, tied"
    assert re.search(r" days, rank \d$", column["Simulation, lead time, last"])
    assert " points, rank 1" in column["Simulation, failures, first"]
    pairs = tables.concordance(evidence.concordance(evidence.triangulate(n=100))).cells
    sure = pairs.set_index(["One", "Other"])["Surely opposite"]
    assert sure["survey, agreement", "literature"] == "n/a"


def test_the_next_practice_is_named_for_each_goal():
    """With its effect, what is as good, what does harm, and what is open."""
    frame = pd.DataFrame(
        [
            ("Speed", "improvement_time", "x", -5.0, -9.0, -1.0, "not sure", True),
            ("Speed", "improvement_time", "y", -4.8, -6.0, -3.6, "better", True),
            ("Speed", "improvement_time", "z", -4.7, -6.0, -3.6, "better", True),
            ("Speed", "improvement_time", "v", -3.0, -3.5, -2.5, "better", False),
            ("Speed", "improvement_time", "w", 2.0, 1.0, 3.0, "worse", False),
            ("Recall", "recall", "x", 0.0, -0.01, 0.01, "too small to matter", True),
        ],
        columns=[
            "goal", "kpi", "practice", "effect", "low", "high", "verdict", "tied",
        ],
    ).assign(
        interest=[0.5] * 5 + [0.015],
        level=0.95,
        payback=[np.nan, 300.0, 1.0, 1.0, np.inf, np.nan],
        payback_low=250.4,
        payback_high=np.inf,
    )  # fmt: skip
    table = tables.next_practice(frame)
    assert table.title.endswith("hold together at 95 %")
    rows = table.records()
    assert list(rows[0].values()) == [
        "Speed, 0.50 days",
        "y",
        "-4.8 [-6.0, -3.6] days",
        "300 [250, never] days",
        "z",
        "w",
        "none",
        "x",
    ]
    hopeless = tables.next_practice(frame.assign(payback=np.inf, payback_low=np.inf))
    assert hopeless.records()[0]["Pays back after"] == "never"
    assert list(rows[1].values()) == [
        "Recall, 1.5 points",
        "none surely helps",
        "0.0 [-1.0, +1.0] points",
        "",
        "none",
        "none",
        "x",
        "none",
    ]


def test_codings_say_what_is_used_and_what_others_move():
    """One row each; what moves alone and what only with another."""
    effects = evidence.coding_effects(evidence.recomputations(Paper()))
    rows = {
        row["Coding"]: list(row.values()) for row in tables.codings(effects).records()
    }
    assert list(rows) == list(evidence.codings())
    assert rows["several"][2] == "Several are two or more. (Moves 1.)"
    assert "(Moves 2 with another.)" in rows["supposed"][2]
    assert rows["several"][1].startswith("Several are three or more. The usual")


def test_versions_of_claims_are_linked():
    """What they are about is said once."""
    cells = tables.claim_versions(evidence.versions(Paper())).cells
    shown = cells["About"][cells["About"] != ""]
    assert shown.is_unique
    assert "{ref}`insight-5 <claim-insight-5>`" in cells["Claims"].tolist()


def test_sentences_are_counted_by_what_they_hold():
    """Numbers are all claimed; what is left out has its reason."""
    rows = tables.completeness(evidence.completeness(Paper())).records()
    number, *_, act = rows
    assert number["Sentences"] == number["Claimed"]
    assert number["Left out as"] == ""
    assert "subject of a cited study" in act["Left out as"]
