"""The audit of claims: complete, computed, and moved by the tables."""

import csv
import functools
import shutil
from pathlib import Path

import pandas as pd
import pytest

from mlops_study import published
from mlops_study.datafiles import data_folder
from mlops_study.evidence import Verdict, audit_claims, verdict_counts
from mlops_study.evidence.recomputations import RECOMPUTATIONS


@pytest.fixture
def folder(tmp_path) -> Path:
    """Copy the paper's data to where it may be changed."""
    shutil.copytree(data_folder() / "published", tmp_path / "published")
    return tmp_path


def change(folder: Path, table: str, row: str, column: str, value: str) -> None:
    """Write another value into a cell of a published table."""
    path = folder / "published" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = next(r for r in rows if r[0] == row)
    place[rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@functools.cache
def verdicts(folder: Path | None = None) -> pd.Series:
    return audit_claims(folder).set_index("claim")["verdict"]


def test_every_claim_has_its_recomputation_and_the_other_way_round():
    """In the order of the paper; at least forty."""
    claims = published.load("claims")["claim"]
    assert list(RECOMPUTATIONS) == list(claims)
    assert len(claims) >= 40


def test_every_number_of_the_text_is_audited_by_computation():
    """A claim that prints a number is not judged."""
    audit = audit_claims()
    assert (audit["basis"][audit["printed"] != ""] == "computed").all()
    assert len(audit[audit["printed"] != ""]) == 22


def test_a_register_is_whole():
    """Each claim has something recomputed, a verdict of the list, and one sentence."""
    audit = audit_claims()
    assert set(audit["verdict"]) == {str(v) for v in Verdict}
    assert (audit["recomputed"] != "").all()
    assert audit["reason"].str.fullmatch(r"[A-Z][^\n]*\.").all()
    counts = verdict_counts(audit)
    assert counts.sum() == len(audit)
    assert list(counts.index) == [str(v) for v in Verdict]


def test_verdicts_are_nowhere_typed_in():
    """Neither the register nor the table of recomputations holds a computed verdict."""
    words = {str(v) for v in Verdict}
    claims = published.load("claims")
    for column in claims.select_dtypes("str"):
        assert not words & set(claims[column]), column


@pytest.mark.parametrize(
    ("cells", "claim", "before", "after"),
    [
        # a number that is no longer that of the table
        ([("table2", "Data Silos", "facing", "51")], "result-5", "changed construct",
         "not derivable"),
        ([("table4", "Performance Dashboards", "using", "71")], "result-10",
         "consistent", "not derivable"),
        ([("table4", "Performance Dashboards", "using", "71")], "insight-5",
         "changed construct", "not derivable"),
        ([("table4", "Performance Dashboards", "using", "100")], "list-5",
         "selective", "selective"),
        ([("table4", "Anomaly Detection Systems", "effectiveness", "4.1")],
         "result-13", "ambiguous", "not derivable"),
        ([("table5", "Shared Goals", "agreeing", "71")], "result-15", "ambiguous",
         "not derivable"),
        ([("table3", "Deployment Time Reduction", "after", "51")], "result-7",
         "changed construct", "not derivable"),
        ([("table3", "Cost Savings", "before", "22")], "insight-4", "consistent",
         "not derivable"),
        ([("table3", "Cost Savings", "improvement", "174")], "table-3", "consistent",
         "not derivable"),
        # a ranking that becomes right, or wrong
        ([("table2", "Data Silos", "facing", "58")], "finding-3", "wrong ranking",
         "consistent"),
        ([("table2", "Data Silos", "facing", "58")], "conclusion-2", "selective",
         "consistent"),
        ([("table2", "Resource Constraints", "facing", "70")], "list-3", "consistent",
         "selective"),
        ([("table5", "Emphasis on Learning", "agreeing", "60")], "list-6", "selective",
         "consistent"),
        ([("table3", "Scalability of Operations", "after", "60"),
          ("table3", "Team Collaboration", "after", "65")], "list-4", "ambiguous",
         "consistent"),
        # something frequent that is rare
        ([("table2", "Insufficient Infrastructure", "facing", "20")], "finding-4",
         "consistent", "ambiguous"),
        # a rule of counting
        ([("table1", "CI/CD Implementation", "strongly_agree", "50"),
          ("table1", "CI/CD Implementation", "agree", "30")], "result-1",
         "changed rule", "not derivable"),
        ([("table1", "Continuous Monitoring", "strongly_agree", "80"),
          ("table1", "Continuous Monitoring", "agree", "0")], "list-2", "changed rule",
         "consistent"),
        ([("table1", "Continuous Monitoring", "strongly_agree", "39"),
          ("table1", "Continuous Monitoring", "agree", "40"),
          ("table1", "Continuous Monitoring", "neutral", "11")], "list-2",
         "changed rule", "not derivable"),
        # the cloud no longer helps
        ([("table3", "Scalability of Operations", "after", "30")], "conclusion-4",
         "ambiguous", "not derivable"),
        ([("table3", "Cost Savings", "after", "20")], "finding-7", "not derivable",
         "not derivable"),
        # the highest rating is the mean one
        ([("table4", t, "effectiveness", "4.5") for t in (
            "Anomaly Detection Systems", "Data Quality Check Tools",
            "Logging and Alerting Systems",
            "Feedback Loops for Continuous Improvement")], "insight-6", "selective",
         "consistent"),
        ([("table4", "Feedback Loops for Continuous Improvement", "effectiveness",
           "4.9")], "insight-6", "selective", "not derivable"),
        # studies outside the window, or on another theme
        ([("literature", "9", "year", "2014")], "review-1", "consistent", "ambiguous"),
        ([("literature", "1", "themes", "CI/CD")], "review-4", "ambiguous",
         "consistent"),
        ([("literature", "4", "themes", "culture"),
          ("literature", "5", "themes", "data management")], "review-9", "consistent",
         "ambiguous"),
        ([("literature", "8", "themes", "CI/CD;cloud;infrastructure")], "review-3",
         "ambiguous", "consistent"),
        # a unit that says of what
        ([("tables", "table3", "unit", "per cent of respondents")], "impact-3",
         "ambiguous", "consistent"),
    ],
)  # fmt: skip
def test_a_changed_cell_changes_the_verdict(cells, claim, before, after, folder):
    """What the table says decides; the register is not touched."""
    assert verdicts()[claim] == before
    for table, row, column, value in cells:
        change(folder, table, row, column, value)
    assert verdicts(folder)[claim] == after


@pytest.mark.parametrize(
    ("fact", "value", "claims"),
    [
        ("interviews", "12", ["method-3"]),
        ("cases", "4", ["method-4", "assessment-3", "significance-2"]),
        ("simulated_runs", "100", ["method-5", "assessment-1", "report-1"]),
        ("respondents", "500", ["method-2"]),
    ],
)
def test_a_stated_fact_makes_its_claims_consistent(fact, value, claims, folder):
    """What is not stated could have been."""
    with (folder / "published" / "paper.csv").open("a", encoding="utf-8") as file:
        file.write(f"{fact},{value}\n")
    assert set(verdicts()[claims]) == {"not derivable"}
    assert set(verdicts(folder)[claims]) == {"consistent"}


@pytest.mark.parametrize(
    ("n", "verdict"),
    [("20", "not derivable"), ("40", "ambiguous"), ("60", "consistent")],
)
def test_significance_follows_from_the_number_of_respondents(n, verdict, folder):
    """From 24 respondents in the best case, 56 in the worst."""
    with (folder / "published" / "paper.csv").open("a", encoding="utf-8") as file:
        file.write(f"respondents,{n}\n")
    assert verdicts(folder)["finding-6"] == verdict


def test_verdicts_explain_themselves():
    """Each has a sentence of its own."""
    assert len({v.meaning for v in Verdict}) == len(Verdict)
    assert all(v.meaning.endswith(".") for v in Verdict)


def test_no_table_of_answers_would_be_said(folder):
    """Without respondents in the units, no survey is printed."""
    for table in ("table1", "table2"):
        change(folder, "tables", table, "unit", "per cent")
    assert verdicts(folder)["method-6"] == "not derivable"
