"""Tables of the audits against their frames."""

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


def test_statements_lead_to_the_audit_of_what_they_claim():
    """By section and sentence; a section has one target, at its first statement."""
    cells = tables.statements("conclusions", AUDIT).cells
    places = Paper().table("outline").query("page == 'conclusions'")
    targets = cells["Section"].str.extract(r"\{#([\w-]+)\}")[0].dropna()
    assert targets.is_unique
    assert set(targets) <= set(places["anchor"])
    (audit,) = cells.loc[cells["What it says"].str.startswith("Conflict"), "Audit"]
    assert "contradicted <claim-conflict-1>" in audit
    linked = cells["Audit"].str.findall(r"<claim-([\w-]+)>").explode().dropna()
    sections = Paper().table("claims").loc[linked, "section"]
    assert set(sections) <= set(places.index)
    (silent,) = cells.loc[cells["What it says"].str.startswith("Depth"), "Audit"]
    assert silent == "no claim"


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
