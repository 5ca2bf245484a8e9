"""Tables of the statistics, of the audits and of a survey, against their frames."""

import json

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from mlops_study import evidence, published, survey, tables
from mlops_study.tables import Table

AUDIT = evidence.audit_claims()


def test_feasible_sizes_list_the_smallest_of_each():
    """Rows of Table 1, every table, all of them; what does not fit is said."""
    by_row = {
        ("table1", "a"): np.array([20, 40]),
        ("table1", "b"): np.array([40]),
        ("table2", "c"): np.array([30]),
    }
    cells = tables.feasible_sizes({"exact": by_row}, 50).cells
    assert dict(cells.to_numpy().tolist()) == {
        "Table 1, a": "20",
        "Table 1, b": "40",
        "Table 1": "40",
        "Table 2": "30",
        "All five tables": "none up to 50",
        "Sizes up to 50 that fit all": "0",
    }


def test_needed_sizes_show_three_cases():
    """Best, independent and worst, in a cell."""
    cells = tables.needed_sizes(evidence.needed_by_difference()).cells
    row = cells[cells["Difference"].str.startswith("Cultural Resistance over")].iloc[0]
    assert row["Percentages"] == "60, 55"
    expected = [survey.needed_size(60, 55, overlap=case) for case in survey.OVERLAPS]
    assert row["Significant"] == " / ".join(f"{n:,}" for n in expected)
    assert len(cells) == len(evidence.ranked_differences())


def test_dispersion_is_ranked_from_the_least_spread():
    """Automation has the smallest deviation, collaboration the highest agreement."""
    cells = tables.dispersion_summary().cells.set_index("Best practice")
    assert cells.loc["Automation in Model Management", "Standard deviation"].endswith(
        "(1)"
    )
    assert cells.loc["Cross-Functional Collaboration", "Agreement A"].endswith("(1)")
    assert cells.loc["Cross-Functional Collaboration", "Mean"] == "4.25 (1)"


def test_the_dominance_order_names_both_of_an_open_pair():
    """What one cannot tell, the other cannot either."""
    cells = tables.dominance_order().cells.set_index("Best practice")
    open_ = cells["Depends on the scoring"]
    assert open_["Automation in Model Management"] == "Cross-Functional Collaboration"
    assert open_["Cross-Functional Collaboration"] == "Automation in Model Management"
    assert (open_ == "none").sum() == 3


def test_claims_are_listed_with_their_basis():
    """All columns of the register, one row a claim."""
    cells = tables.claims_audit(AUDIT).cells
    assert len(cells) == len(AUDIT)
    assert cells.columns[-1] == "Basis"
    assert not (cells.drop(columns="Printed") == "").any().any()


def test_every_row_of_the_linked_audit_can_be_linked_to():
    """A target for the claim, a reference to its section, a class for its verdict."""
    cells = tables.claims_audit_linked(AUDIT).cells
    for row, claim in zip(cells.itertuples(), AUDIT.itertuples(), strict=True):
        assert f"[{claim.claim}]{{#claim-{claim.claim}}}" in row.Claim
        assert f"<{claim.anchor}>`" in row.Claim
        assert f".v-{claim.verdict.replace(' ', '-')}}}" in row.Verdict


def test_key_results_lead_to_their_audit():
    """Value, unit and table, and a badge that names the verdict."""
    cells = tables.key_results("Key Results", AUDIT).cells
    assert len(cells) == 16
    rows = cells[cells["Refers to"] == "Table 4, Anomaly Detection Systems"]
    assert rows["Printed"].tolist() == ["60 %", "4.2 of 5"]
    badge = cells["Audit"].iloc[0]
    assert badge == "{bdg-ref-warning}`changed rule <claim-result-1>`"


def test_verdicts_are_explained_with_their_counts():
    """One row each, adding up to the claims."""
    cells = tables.verdict_meanings(evidence.verdict_counts(AUDIT)).cells
    assert cells["Claims"].astype(int).sum() == len(AUDIT)


def test_references_show_checks_and_findings():
    """What is reported, or that nothing is."""
    audit = evidence.audit_references()
    cells = tables.references_audit(audit).cells.set_index("No.")
    assert cells.loc["3", "Checks"] == "nothing to report"
    assert "repeats 37" in cells.loc["44", "Checks"]
    assert "outside the window (2020)" in cells.loc["44", "Checks"]
    assert cells.loc["3", "Search"] == "could not be found"
    assert cells.loc["36", "Entry"].startswith("[none] (2020)")
    counts = tables.references_checks(audit).cells
    for row in counts.itertuples(index=False):
        assert int(row.Entries) == len(row.Which.split(", "))


def test_triangulation_writes_each_value_in_its_unit():
    """Per cent, studies, days and points."""
    cells = tables.triangulation(evidence.triangulate(n=100)).cells
    column = cells.set_index("Evidence")["CI/CD"]
    assert column["Survey, strong agreement"] == "45 %, rank 1 to 4"
    assert column["Literature"] == "1 study, rank 1 to 4"
    assert column["Simulation, lead time, last"].endswith(" days, rank 2")
    assert " points, rank 1" in column["Simulation, failures, first"]


def test_a_surveys_numbers_are_written_with_their_decimals():
    """Percentages with one at most, ratings with two in the comparison."""
    answers = survey.read_responses(survey.synthetic_file())
    cells = tables.answers_against_published(survey.against_published(answers)).cells
    rating = cells[cells["Number"] == "mean rating"].iloc[3]
    assert rating["Value":"Published"].tolist() == ["4.29", "4.18", "4.41", "4.30"]
    change = cells[cells["Number"] == "change in points"]
    assert change["Published"].tolist() == ["25", "35", "35", "35", "35"]


def test_a_third_is_written_with_one_decimal():
    """Own shares need not be whole."""
    frame = published.load("table2").astype({"facing": float})
    frame["facing"] = [100 / 3, 200 / 3, 50, 0, 100]
    cells = tables.survey_table("table2", frame).cells.iloc[:, 1]
    assert cells.tolist() == ["33.3", "66.7", "50", "0", "100"]


def test_tables_in_json_are_one_document():
    """A list for a single table, an object by name for several."""
    one = tables.make_table("table2")
    other = tables.make_table("table5")
    assert json.loads(one.render("json")) == one.cells.to_dict("records")
    both = json.loads(tables.render_all([one, other], "json"))
    assert both == {t.name: t.cells.to_dict("records") for t in (one, other)}
    assert tables.render_all([one], "json") == one.render("json")


def test_a_report_shows_everything_and_escapes_it():
    """Markup in a cell or a title stays text; pictures are inside the page."""
    cells = pd.DataFrame({"<b>": ["<script>alert(1)</script>"]})
    table = Table(name="t", title="A & <i>B</i>", cells=cells)
    summary = ["1 < 2 <b>bold</b>"]
    page = tables.report("X <script>", summary, [table], {"a < b": b"<svg/>"})
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all(["script", "b", "i", "svg"])
    assert soup.h1.get_text() == "X <script>"
    assert soup.p.get_text() == summary[0]
    assert soup.figcaption.get_text() == "a < b"
    assert "<script>alert(1)</script>" in soup.table.get_text()
    assert soup.img["src"].startswith("data:image/svg+xml;base64,")
    assert not soup.find_all(["link", "iframe"])
    assert page.endswith("</html>\n")


@pytest.mark.parametrize("style", tables.FORMATS)
def test_the_registers_are_written_in_every_format(style):
    """Nothing is lost: each claim stands in each of them."""
    text = tables.claims_audit(AUDIT).render(style)
    for claim in AUDIT["claim"]:
        assert claim in text


def test_a_sentence_says_how_sure_the_order_of_a_table_is():
    """Its first, with the bounds of the probability, and how many ranks are sure."""
    rows = [("a", 1, 1, 0.97, 0.99), ("b", 2, 3, 0.0, 0.02), ("c", 2, 3, 0.0, 0.01)]
    columns = ["row", "best", "worst", "first_low", "first_high"]
    frame = pd.DataFrame(rows, columns=columns).assign(table="table2")
    assert tables.ranking_summary(frame) == [
        "Table 2, challenges: a comes first, surely so (probability 97 to 99 %). "
        "Of 3 ranks 1 is sure."
    ]


def test_the_next_practice_is_named_for_each_goal():
    """With its effect, what may be as good, and what does harm."""
    frame = pd.DataFrame(
        [
            ("Speed", "improvement_time", "x", -5.0, -6.0, -4.0, "better", True),
            ("Speed", "improvement_time", "y", -4.8, -6.0, -3.6, "better", True),
            ("Speed", "improvement_time", "z", 2.0, 1.0, 3.0, "worse", False),
            ("Recall", "recall", "x", 0.0, -0.01, 0.01, "", True),
        ],
        columns=[
            "goal", "kpi", "practice", "effect", "low", "high", "surely", "tied",
        ],
    )  # fmt: skip
    rows = tables.next_practice(frame).records()
    assert list(rows[0].values()) == ["Speed", "x", "-5.0 [-6.0, -4.0] days", "y", "z"]
    assert list(rows[1].values()) == [
        "Recall",
        "none surely helps",
        "+0.0 [-1.0, +1.0] points",
        "none",
        "none",
    ]
