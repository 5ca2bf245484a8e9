"""The audit of claims: complete, computed, and moved by the tables."""

import csv
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mlops_study.datafiles import DataFileError, data_folder
from mlops_study.evidence import Verdict, audit_claims, verdict_counts
from mlops_study.evidence.checks import codings
from mlops_study.evidence.claims import CHECKS, recomputations
from mlops_study.published import DATASETS, SURVEY_TABLES, Paper
from mlops_study.survey import instrument

TOOLS = list(Paper().table("table4").index)


@pytest.fixture
def folder(tmp_path) -> Path:
    """Copy the paper's data to where it may be changed."""
    shutil.copytree(data_folder() / "published", tmp_path / "published")
    return tmp_path


def rewrite(folder: Path, table: str, change: Callable[[list[dict]], object]) -> None:
    """Change the rows of a published table."""
    path = folder / "published" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def change(folder: Path, table: str, row: str, /, **cells: str) -> None:
    """Write other values into the cells of a row of a published table."""
    rewrite(folder, table, lambda rows: rows[names(rows).index(row)].update(cells))


def names(rows: list[dict]) -> list[str]:
    return [next(iter(row.values())) for row in rows]


def append(folder: Path, table: str, *cells: str) -> None:
    """Add a row to a published table."""
    path = folder / "published" / f"{table}.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(cells)


@cache
def register() -> dict:
    return recomputations(Paper())


@cache
def printed_verdicts() -> dict[str, str]:
    audit = audit_claims()
    return dict(zip(audit["claim"], audit["verdict"], strict=True))


def verdict(claim: str, folder: Path | None = None) -> str:
    """Return what is made of a claim, by the paper or by a changed one."""
    if folder is None:
        return printed_verdicts()[claim]
    return recomputations(changed(folder))[claim].finding().verdict


@cache
def stored(name: str) -> pd.DataFrame:
    return DATASETS[name].indexed()


def changed(folder: Path) -> Paper:
    """Return the paper of a folder, in which what is as printed need not be read."""
    paper = Paper(folder)
    for name, file in DATASETS.items():
        if file.file(folder).read_bytes() == file.file().read_bytes():
            paper._read[name] = stored(name)
    return paper


def test_every_check_has_a_claim():
    """And every claim a check, or it would be refused."""
    assert set(Paper().table("claims")["check"]) == set(CHECKS)


def test_every_number_of_the_text_is_put_to_a_computation():
    """A claim that prints a number has a check that computes, whatever it hangs on."""
    claims = Paper().table("claims")
    numbers = claims["check"][claims["value"].notna()]
    assert {CHECKS[name].basis for name in numbers} == {"computed"}
    printed = audit_claims().set_index("claim")["printed"]
    assert (printed != "").equals(claims["value"].notna())


def test_no_computed_verdict_moves_when_only_codes_move():
    """All codings are varied at once, also those that a check does not read."""
    draw = np.random.default_rng(20200211)
    basis = audit_claims().set_index("claim")["basis"]
    for _ in range(8):
        codes = {c.name: draw.choice([*c.options]) for c in codings().values()}
        for claim, each in register().items():
            moved = each.finding(**codes).verdict != verdict(claim)
            assert not (moved and basis[claim] == "computed"), (claim, codes)


def test_no_computed_verdict_moves_when_a_number_means_what_its_table_counts():
    """What a number is taken for is our reading; the kindest is that of its column."""
    basis = audit_claims().set_index("claim")["basis"]
    for claim, each in register().items():
        if not each.claim.construct or basis[claim] == "judged":
            continue
        change = "before" in each.claim.frame
        for meant in ["relative change"] if change else [*each.claim.shares]:
            kind = replace(each, claim=replace(each.claim, construct=str(meant)))
            assert kind.finding().verdict == verdict(claim), (claim, meant)


def test_what_is_not_printed_is_judged():
    """No computation shows that something is missing."""
    judged = {name for name, check in CHECKS.items() if check.basis == "judged"}
    assert judged >= {"done", "larger", "cited", "no_outcome"}


def test_every_option_decides_something():
    """Each coding has one option in use, with its reason; others move a verdict."""
    moving = {
        pair
        for each in register().values()
        for changed in each.hangs_on
        for pair in changed
    }
    others = {
        (c.name, option)
        for c in codings().values()
        for option in c.options
        if option != c.used
    }
    assert moving == others
    assert all(c.reason for c in codings().values())


def test_a_verdict_hangs_on_the_fewest_changes():
    """What is listed gives that verdict, and no part of it another than in use."""
    for claim, each in register().items():
        for changed, expected in each.hangs_on.items():
            assert each.finding(**dict(changed)).verdict == expected
            for n in range(len(changed)):
                for part in combinations(changed, n):
                    assert each.finding(**dict(part)).verdict == verdict(claim)


@pytest.mark.parametrize(
    ("claims", "used", "codes", "then"),
    [
        (["insight-2", "result-4"], "consistent", {"facing": "alone"},
         "changed construct"),
        (["result-5", "result-6"], "changed construct",
         {"facing": "with its effects"}, "consistent"),
        (["insight-5", "insight-6"], "changed construct",
         {"tools": "the one with the number"}, "consistent"),
        (["result-1", "result-2"], "changed rule",
         {"agreeing": "who strongly agree"}, "ambiguous"),
        (["result-3"], "ambiguous", {"agreeing": "who strongly agree"},
         "changed rule"),
        (["abstract-1", "abstract-2", "problem-3"], "not derivable",
         {"unlisted": "left aside"}, "consistent"),
        (["insight-3", "result-7"], "contradicted",
         {"reduction": "of the row so called"}, "consistent"),
        (["problem-1", "finding-4"], "consistent", {"frequent": "a half"},
         "not derivable"),
        (["finding-3", "conclusion-2"], "selective", {"above": "significantly"},
         "consistent"),
        (["review-4", "review-6", "review-7"], "ambiguous", {"tags": "any"},
         "consistent"),
        (["conflict-1"], "contradicted", {"limits": "leave it open"}, "ambiguous"),
    ],
)  # fmt: skip
def test_like_claims_are_judged_alike_in_each_reading(claims, used, codes, then):
    """By the audit's reading, and by another."""
    for claim in claims:
        assert register()[claim].finding().verdict == used
        assert register()[claim].finding(**codes).verdict == then


def test_all_causes_are_judged_alike():
    """One verdict under each reading of causal words, wherever the sentence stands."""
    causes = [e for e in register().values() if e.claim.check == "cause"]
    assert len(causes) >= 6
    for option in codings()["causal"].options:
        assert len({e.finding(causal=option).verdict for e in causes}) == 1


def test_improvements_called_significant_are_so_by_a_test():
    """At every number of respondents that fits, if the same people answered."""
    for claim in ("finding-6", "finding-7"):
        each = register()[claim]
        assert verdict(claim) == "consistent"
        by_test = each.finding(significant="by a test")
        assert by_test.verdict == "consistent"
        assert "every number of respondents" in by_test.reason
        codes = {"significant": "by a test", "supposed": "nothing"}
        assert each.finding(**codes).verdict == "not derivable"


def test_numbers_taken_for_another_thing_name_the_claim_that_is_right():
    """A share and a rating of all tools are those of dashboards elsewhere."""
    for claim, other in (("insight-5", "result-10"), ("insight-6", "result-11")):
        assert f"in {other}." in register()[claim].finding().reason


# words on which verdicts turn
MARKED = re.compile(
    r"\b(?:significant(?:ly)?|crucial|essential|critical|vital|major|key|common|often|"
    r"many|may|can|likely|will|should|several|diverse|unbiased|ensured?|such as|"
    r"lead|leads|led|allows?|resulted|supports?|impact)\b"
)


def marked(text: str) -> set[str]:
    return {word.rstrip("s") for word in MARKED.findall(text.lower())}


def test_claims_and_statements_of_a_sentence_share_its_marked_words():
    """What a verdict turns on stands in both paraphrases of the same sentence."""
    claims = Paper().table("claims").reset_index()
    shared = 0
    for row in Paper().table("statements").itertuples():
        places = set(map(int, row.sentences.split(";")))
        own = claims[
            (claims["section"] == row.section) & claims["sentence"].isin(places)
        ]
        words = marked(f"{row.statement} {row.detail}")
        for claim in own.itertuples():
            assert marked(claim.statement) <= words, claim.claim
        if len(places) == 1 and len(own):
            assert words <= marked(" ".join(own["statement"])), row.statement
            shared += len(words)
    assert shared > 20


def test_imperatives_stay_imperatives():
    """What the paper only proposes to discuss is not asserted."""
    points = Paper().statements("discussion")["statement"]
    verbs = ("Highlight", "Discuss", "Explore", "Go into", "Examine", "Emphasise")
    assert points.str.startswith(verbs).all()


def test_a_register_is_whole():
    """Each claim has something recomputed, a verdict of the list, and one sentence."""
    audit = audit_claims()
    assert audit["claim"].tolist() == Paper().table("claims").index.tolist()
    assert set(audit["verdict"]) == {str(v) for v in Verdict}
    assert (audit["recomputed"] != "").all()
    assert audit["reason"].str.fullmatch(r"[A-Z][^\n]*\.").all()
    counts = verdict_counts(audit)
    assert counts.sum() == len(audit) >= 100
    assert list(counts.index) == [str(v) for v in Verdict]


def test_verdicts_are_nowhere_typed_in():
    """The register holds no verdict, neither as a cell nor as an argument."""
    words = {str(v) for v in Verdict}
    claims = Paper().table("claims").select_dtypes("str")
    assert not claims.isin(words).any(axis=None)
    assert not claims["arguments"].str.contains("|".join(words)).any()


def same_numbers(folder: Path) -> None:
    """Make all rows of each table the same: nothing is larger, nothing rises."""
    for name, table in SURVEY_TABLES.items():
        numbers = {c: "1" for c, column in table.columns.items() if column.decimals}
        if table.adds_up:
            numbers = dict.fromkeys(table.shares, "0") | {"neutral": "100"}
        for row in Paper().table(name).index:
            change(folder, name, row, **numbers)


def next_numbers(folder: Path) -> None:
    """Give each row of each table the numbers of the next."""

    def rotate(rows: list[dict]) -> None:
        own = names(rows)
        rows.append(rows.pop(0))
        for row, name in zip(rows, own, strict=True):
            row[next(iter(row))] = name

    for name in SURVEY_TABLES:
        rewrite(folder, name, rotate)


def stated_base(folder: Path) -> None:
    """State how many respondents there are, and that percentages are of them."""
    append(folder, "paper", "respondents", "10000")
    for name in SURVEY_TABLES:
        change(folder, "tables", name, unit="per cent of respondents")


def test_what_is_computed_of_a_table_can_come_out_otherwise(tmp_path):
    """For each claim on a table there is another table that moves its verdict."""
    claims = Paper().table("claims")
    moved = set()
    for changed in (same_numbers, next_numbers, stated_base):
        folder = tmp_path / changed.__name__
        shutil.copytree(data_folder() / "published", folder / "published")
        changed(folder)
        found = recomputations(Paper(folder))
        moved |= {
            name for name in found if found[name].finding().verdict != verdict(name)
        }
    basis = claims["check"].map(lambda name: CHECKS[name].basis)
    rows = (basis == "computed") & (claims["topic"] != "")
    # that a time cannot fall by all of itself is arithmetic, whatever the table, and
    # something that has no row is not derivable
    rows &= (claims["construct"] != "duration") & (claims["arguments"] == "")
    assert not {*claims.index[rows]} - moved


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
        # a tool that is the only one
        ([("table4", tool, "using", "0") for tool in TOOLS[1:]], "insight-5",
         "changed construct", "consistent"),
        ([("table4", "Performance Dashboards", "using", "100")], "list-5",
         "selective", "selective"),
        ([("table4", "Anomaly Detection Systems", "effectiveness", "4.1")],
         "result-13", "ambiguous", "not derivable"),
        ([("table5", "Shared Goals", "agreeing", "71")], "result-15", "ambiguous",
         "not derivable"),
        ([("table3", "Cost Savings", "before", "22")], "insight-4", "consistent",
         "not derivable"),
        ([("table3", "Cost Savings", "improvement", "174")], "table-3", "consistent",
         "contradicted"),
        # a ranking that becomes right, or wrong
        ([("table2", "Data Silos", "facing", "58")], "finding-3", "selective",
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
         "consistent", "not derivable"),
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
         "consistent", "contradicted"),
        ([("table3", "Cost Savings", "after", "20")], "finding-7", "consistent",
         "contradicted"),
        # the highest rating is the mean one
        ([("table4", tool, "effectiveness", "4.5") for tool in TOOLS], "insight-6",
         "changed construct", "consistent"),
        ([("table4", TOOLS[0], "effectiveness", "4.6")], "insight-6",
         "changed construct", "not derivable"),
        # studies outside the window, or on another theme
        ([("literature", "9", "year", "2014")], "review-1", "consistent",
         "contradicted"),
        ([("literature", "1", "themes", "CI/CD")], "review-4", "ambiguous",
         "consistent"),
        ([("literature", "4", "themes", "culture"),
          ("literature", "5", "themes", "data management")], "review-9", "consistent",
         "ambiguous"),
        ([("literature", "8", "themes", "CI/CD;cloud;infrastructure")], "review-3",
         "not derivable", "consistent"),
        # one answer each
        ([("table2", row, "facing", "20") for row in Paper().table("table2").index],
         "table-2", "consistent", "not derivable"),
    ],
)  # fmt: skip
def test_a_changed_cell_changes_the_verdict(cells, claim, before, after, folder):
    """What the table says decides; the register is not touched."""
    assert verdict(claim) == before
    for table, row, column, value in cells:
        change(folder, table, row, **{column: value})
    assert verdict(claim, folder) == after


@pytest.mark.parametrize(
    ("fact", "value", "claims"),
    [
        ("interviews", "12", ["method-3"]),
        ("organizations_studied", "4", ["method-4", "significance-2"]),
        ("simulated_runs", "100", ["method-5", "assessment-1", "report-1"]),
    ],
)
def test_a_stated_fact_makes_its_claims_consistent(fact, value, claims, folder):
    """What is not stated could have been."""
    append(folder, "paper", fact, value)
    assert {verdict(claim) for claim in claims} == {"not derivable"}
    # a number of cases does not show that they are diverse
    assert verdict("assessment-3", folder) == "not derivable"
    assert {verdict(claim, folder) for claim in claims} == {"consistent"}


@pytest.mark.parametrize(
    ("respondents", "expected"), [("500", "consistent"), ("10", "contradicted")]
)
def test_a_larger_sample_is_a_comparison(respondents, expected, folder):
    """That surveys reach more takes all the numbers that are compared."""
    append(folder, "paper", "respondents", respondents)
    assert verdict("method-2", folder) == "not derivable"
    append(folder, "paper", "interviews", "12")
    append(folder, "paper", "organizations_studied", "4")
    assert verdict("method-2", folder) == expected


def test_verdicts_explain_themselves():
    """Each has a sentence of its own, in their order."""
    assert list(instrument("verdicts")["verdict"]) == list(Verdict)
    assert len({v.meaning for v in Verdict}) == len(Verdict)
    assert all(v.meaning.endswith(".") for v in Verdict)
    assert Verdict("selective") is Verdict.SELECTIVE


def test_no_table_of_answers_would_be_said(folder):
    """Without respondents in the units, no survey is printed."""
    for table in ("table1", "table2"):
        change(folder, "tables", table, unit="per cent")
    assert verdict("method-6", folder) == "not derivable"


def test_a_claim_is_one_row(folder):
    """What a new row names is checked, without a word elsewhere."""
    row = "one-more,67,9,,Trust Among Teams,Trust comes first,,,table5,,largest,"
    append(folder, "claims", *row.split(","))
    assert verdict("one-more", folder) == "selective"


@pytest.mark.parametrize(
    ("claim", "cells", "message"),
    [
        ("review-3", {"check": "lots"},
         r"claims.csv: row 6, column check: 'lots'; expected one of .*several"),
        ("review-3", {"arguments": ""},
         r"row 6, column arguments: ''; expected theme \(text\), "
         r"item \(a whole number\), each once"),
        ("review-3", {"arguments": "theme=CI/CD"}, "expected theme .*, item"),
        ("review-3", {"arguments": "theme=CI/CD; item=1; item=2"}, "each once"),
        ("review-3", {"arguments": "theme=CI/CD; items=1"}, "items=1'; expected theme"),
        ("review-3", {"arguments": "theme=CI/CD; item=one"},
         "item=one'; expected item to be a whole number"),
        ("review-3", {"arguments": "theme=CI/CD; item=1_0"}, "a whole number"),
        ("review-3", {"arguments": "theme=CI/CD; item=9"},
         "expected item to be one of 1, 2, 3, 4"),
        ("review-3", {"arguments": "theme=CICD; item=1"},
         "expected theme to be one of .*CI/CD, cloud"),
        ("review-3", {"arguments": "theme=; item=1"}, "expected theme to be text"),
        ("review-3", {"arguments": "theme; item=1"}, "expected theme to be text"),
        ("review-3", {"arguments": "__import__('os')"}, "expected theme"),
        ("finding-3", {"arguments": "first=1"}, "'first=1'; expected none"),
        ("finding-4", {"arguments": "frequent=a half"}, r"expected absent \(text\)"),
        ("method-3", {"arguments": "what=talks; section=31"}, "one of review, survey"),
        ("method-3", {"arguments": "what=survey; section=99"}, "section to be one of"),
        ("conflict-1", {"arguments": "section=42; kind=Bias"}, "a topic of that sec"),
        ("finding-4", {"topic": "Silos"},
         "column topic: 'Silos'; expected rows of its table .Cultural Resistance"),
        ("finding-4", {"table": ""}, "rows of its table .it names none"),
        ("result-5", {"topic": ""}, "column topic: ''; expected one row of its table"),
        ("result-5", {"value": "", "unit": ""}, "column value: nan; expected a number"),
        ("list-2", {"topic": "Data Governance Frameworks"}, "rows whose shares"),
        ("finding-4", {"check": "rises"},
         "column table: 'table2'; expected a table with the column before"),
        ("method-6", {"check": "frequent", "arguments": ""},
         "column table: ''; expected one of table1"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_refused_in_one_line(claim, cells, message, folder):
    """The message names file, row, column and value, and what is allowed."""
    change(folder, "claims", claim, **cells)
    with pytest.raises(DataFileError, match=message) as refused:
        audit_claims(folder)
    assert "\n" not in str(refused.value)
