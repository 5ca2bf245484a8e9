"""The audit of references, check by check, against the list read by eye."""

import csv
import shutil

import pytest

from mlops_study import sources
from mlops_study.datafiles import data_folder
from mlops_study.evidence import CHECKS, audit_references

AUDIT = audit_references().set_index("ref")


@pytest.fixture
def folder(tmp_path):
    for name in ("published", "sources"):
        shutil.copytree(data_folder() / name, tmp_path / name)
    return tmp_path


def change(folder, ref: int, **cells: str):
    path = folder / "published" / "references.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[ref - 1].update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return audit_references(folder).set_index("ref").loc[ref]


# what a reader finds in the list by eye
EXPECTED = {
    "duplicate": [42, 43, 44, 45, 46, 47, 48, 49],
    "window": [31, 32, 33, *range(35, 50)],
    "acceptance": [35, 37, 38, 39, 41, 42, 44, 45, 46, 48, 49],
    "doi": [8, 11, 17, 22, 25],
    "doi_year": [13],
    "pages": [38, 40, 45, 47],
    "text": [1, 2, 5, 14],
    "cited": list(range(11, 50)),
}


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_reports_the_entries_that_a_reader_finds(check):
    """And no other."""
    assert AUDIT.index[AUDIT[check] != ""].tolist() == EXPECTED[check]


@pytest.mark.parametrize(
    ("ref", "first"),
    [(42, 35), (43, 36), (44, 37), (45, 38), (46, 39), (47, 40), (48, 41), (49, 35)],
)
def test_repeats_name_the_first(ref, first):
    """Whatever their capitals and punctuation, and the third copy too."""
    assert AUDIT.loc[ref, "duplicate"] == f"repeats {first}"


def test_what_is_surely_after_acceptance_is_told_from_what_may_be():
    """By printed month, or by the issue of a quarterly as judged."""
    audit = AUDIT["acceptance"]
    assert audit[37] == "after: September 2020"
    assert audit[39] == "after: 2020-07 or later by its issue"
    assert audit[41] == "perhaps: the month of acceptance"
    assert audit[35] == "perhaps: 2020, no month"
    assert audit[40] == audit[30] == ""


@pytest.mark.parametrize(
    ("ref", "cells", "check", "expected"),
    [
        (3, {"title": "Hidden technical debt!"}, "duplicate", ""),
        (10, {"title": "Hidden Technical Debt In Machine-Learning Systems",
              "pages": "2503-2511"}, "duplicate", "repeats 2"),
        (3, {"year": "2014"}, "window", "2014"),
        (3, {"year": "2014"}, "text", "2017 in the text"),
        (36, {"month": "March"}, "acceptance", "after: March 2020"),
        (3, {"doi": "10.1109/ACCESS.2017.1"}, "doi", "the form of IEEE Access"),
        (3, {"doi": "10.9999/x.2017"}, "doi",
         "not the form of the venue (10.1109/MS.)"),
        (25, {"year": "2018"}, "doi", ""),
        (10, {"doi": "10.1109/ACCESS.2020.1"}, "doi_year",
         "2020 in the DOI, 2019 printed"),
        (9, {"doi": "10.1007/s41060-013-0026-6"}, "doi_year",
         "2013 in the DOI, 2016 printed"),
        (40, {"pages": "410-420"}, "pages", ""),
        (4, {"title": "Another"}, "text", "another title in the text"),
        (9, {"title": "Implementing Continuous Monitoring in MLOps"}, "text", ""),
    ],
)  # fmt: skip
def test_a_changed_entry_changes_the_report(ref, cells, check, expected, folder):
    """Each check looks at what the list says."""
    assert change(folder, ref, **cells)[check] == expected


def test_findings_say_no_more_than_that_a_work_was_not_found():
    """No entry is called invented; every judgement has a day and its basis."""
    findings = sources.load("reference_findings")
    text = findings.to_csv().casefold()
    for word in ("fabricat", "fake", "invent", "hallucinat", "fraud"):
        assert word not in text
    assert findings["recorded"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert findings["evidence"].str.endswith(".").all()


def test_repeated_entries_have_the_finding_of_the_first():
    """Each of the 41 works is judged once."""
    findings = sources.load("reference_findings")
    assert len(findings) == (AUDIT["duplicate"] == "").sum() == 41
    assert AUDIT.loc[49, "evidence"] == AUDIT.loc[35, "evidence"]
    assert not AUDIT["finding"].isna().any()
