"""The paper's numbers, typed a second time, against the data files.

Each block below was transcribed from the paper apart from ``data/published``. A number
that is changed in either place is noticed.
"""

import csv

import pytest

from mlops_study.published import DATASETS

TABLES = {
    "table1": """
        CI/CD Implementation 45 35 10 5 5
        Automation in Model Management 50 30 15 3 2
        Continuous Monitoring 40 40 10 5 5
        Cross-Functional Collaboration 55 30 5 5 5
        Data Governance Frameworks 35 40 15 5 5
    """,
    "table2": """
        Cultural Resistance 60
        Data Silos 50
        Insufficient Infrastructure 45
        Lack of Standardized Processes 55
        Resource Constraints 40
    """,
    "table3": """
        Deployment Time Reduction 25 50 100
        Resource Utilization 30 65 116.67
        Cost Savings 20 55 175
        Scalability of Operations 35 70 100
        Team Collaboration 40 75 87.5
    """,
    "table4": """
        Performance Dashboards 70 4.5 Daily
        Anomaly Detection Systems 60 4.2 Daily
        Data Quality Check Tools 55 4.0 Weekly
        Logging and Alerting Systems 65 4.3 Daily
        Feedback Loops for Continuous Improvement 50 4.4 Weekly
    """,
    "table5": """
        Open Communication 75
        Shared Goals 70
        Trust Among Teams 65
        Emphasis on Learning 80
        Recognition of Contributions 60
    """,
}

# study: author, year
LITERATURE = """
    Amershi 2018, Sculley 2019, Kutz 2017, Hyland 2016, Tzeng 2018,
    Fuchs 2019, Kumar 2017, Zhang 2018, Bock 2016, Smith 2019
"""

# entry: year volume(issue) pages; a dash where the entry prints none
REFERENCES = """
    1 2018 - 63-74          2 2019 28 2503-2511      3 2017 34(5) 15-21
    4 2016 17 1-15          5 2018 39 215-223        6 2019 67 745-762
    7 2017 - 123-134        8 2018 5(2) 1-10         9 2016 1(4) 265-275
    10 2019 7 130815-130826 11 2015 1(1) 33-43       12 2017 5(2) 1-19
    13 2016 45(1) 1-21      14 2018 143 1-14         15 2017 20(1) 1-23
    16 2019 - 325-332       17 2018 15(1) 1-15       18 2019 8(1) 1-12
    19 2016 28(4) 1009-1022 20 2018 93 25-37         21 2019 34(3) 497-514
    22 2015 1(1) 14-19      23 2017 175(3) 1-8       24 2018 16(7) 95-102
    25 2016 55 157-174      26 2019 97(5) 42-49      27 2019 11(3) 90-99
    28 2018 43(2) 1-8       29 2017 75 92-104        30 2019 17(1) 105-120
    31 2009 2(2) 506-512    32 2010 1(2) 127-130     33 2012 3(1) ArticleA1014348
    34 2016 3(6) -          35 2020 10(1) 31-42      36 2020 5(1) 23-42
    37 2020 7(9) 96-108     38 2020 7(1) 389-406     39 2020 7(3) 481-491
    40 2020 7(1) 396-407    41 2020 7(2) 937-951     42 2020 10(1) 31-42
    43 2020 5(1) 23-42      44 2020 7(9) 96-108      45 2020 7(1) 389-406
    46 2020 7(3) 481-491    47 2020 7(1) 396-407     48 2020 7(2) 937-951
    49 2020 10(1) 31-42
"""

KEY_RESULTS = """
    Statistical Insights: 45 60 100 175 70 4.5
    Key Results: 45 50 80 60 50 55 100 116.67 175 70 4.5 60 4.2 75 70 65
"""


def rows(name: str) -> list[list[str]]:
    """Read a file as text, without the project's own reader."""
    with DATASETS[name].file().open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


def matches(name: str, body: list[list[str]]) -> bool:
    """Whether a table's cells are those of the second transcription."""
    return [" ".join(row) for row in body] == lines(TABLES[name])


@pytest.mark.parametrize("name", TABLES)
def test_tables_agree_with_the_second_transcription(name):
    """Every cell of Tables 1 to 5, as text."""
    assert matches(name, rows(name))


@pytest.mark.parametrize("name", TABLES)
def test_any_changed_cell_of_a_table_is_noticed(name):
    """One more in any number of Tables 1 to 5 breaks the agreement."""
    body = rows(name)
    changed = 0
    for row in body:
        for j, cell in enumerate(row):
            if cell.replace(".", "").isdigit():
                row[j] = str(float(cell) + 1).removesuffix(".0")
                assert not matches(name, body)
                row[j] = cell
                changed += 1
    assert matches(name, body)
    assert changed >= len(body)


def test_literature_agrees_with_the_second_transcription():
    """First author and year of the ten studies, in order."""
    found = [f"{row[2].removesuffix(' et al.')} {row[3]}" for row in rows("literature")]
    assert found == [item.strip() for item in LITERATURE.strip().split(",")]


def test_references_agree_with_the_second_transcription():
    """Year, volume, issue and pages of the 49 entries."""
    found = []
    for ref, _, year, _, _, _, volume, issue, pages, _, _ in rows("references"):
        place = f"{volume}({issue})" if issue else volume
        found += [ref, year, place or "-", pages.replace(" ", "") or "-"]
    assert found == REFERENCES.split()


def test_key_results_agree_with_the_second_transcription():
    """The numbers that the text quotes, in order; other claims may stand between."""
    sections = {row[0]: row[2] for row in rows("outline")}
    printed = [(sections[row[1]], row[6]) for row in rows("claims") if row[6]]
    for line in lines(KEY_RESULTS):
        section, values = line.split(": ")
        found = iter(value for place, value in printed if place == section)
        assert all(value in found for value in values.split())


def test_no_file_is_left_to_itself():
    """The files of the paper's numbers are the ones transcribed here."""
    numeric = {"literature", "references", "claims", *TABLES}
    assert all(DATASETS[name].file().exists() for name in numeric)
