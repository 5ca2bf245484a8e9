"""The audit of references, check by check, on an invented list and on the paper's."""

import re
import shutil
from urllib.parse import urlsplit

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from linkify_it import tlds

from mlops_study import sources
from mlops_study.datafiles import data_folder
from mlops_study.evidence import CHECKS, audit_references
from mlops_study.published import Paper

AUDIT = audit_references().set_index("ref")
LISTED = Paper().table("references")
TLDS = {name.casefold() for name in tlds.TLDS}

INVENTED = """\
ref,authors,year,month,title,venue,volume,issue,pages,doi,url
1,"Alder, A., Birch, B., & Cedar, C.",2016,,On oaks,Wood,6,1,1-9,10.1000/wood.2016.11,
2,"Elm, E., & Fir, F.",2017,,On pines,Wood,7,1,1-9,10.1000/wood.2015.12,
3,"Gum, G.",2018,,On limes,Wood,8,1,1-9,10.1000/wood.2015.13,
4,"Hazel, H.",2018,,On yews,Wood,8,1,9-12,10.1000/wood.2019.14,
5,"Ivy, I., et al.",2019,,On firs,Wood,11,1,1-9,10.1000/leaf.16,
6,"Juniper, J.",2019,,On figs,Leaf,,,20-29,10.1000/wood,
7,"Kapok, K.",2014,,On elms,Branch,,,1-9,10.1000/branch.3,
8,"Larch, L.",2020,February,On ash,TWIG - Twigs (TWIG),1,1,1-9,,http://www.twig.org/TWIG2001007.pdf
9,"Maple, M.",2020,February,On ivy,Twigs (TWIG),1,2,1-9,,http://twig/TWIG2002008.pdf
10,"Maple, M.",2020,March,On Ivy!,Twigs (TWIG),1,2,1-9,,http://www.twig/TWIG1903008.pdf
11,"Nutmeg, N.",2020,,On gum,Twigs (TWIG),1,3,1-9,,
12,"Olive, O.",2020,April,On sap,Twigs (TWIG),1,4,1-9,,
"""
FORMS = """\
form,venue,since,basis,recorded
10.1000/wood.{yyyy}.,Wood,,seen in public bibliographies,2026-11-25
10.1000/leaf.,Leaf,,seen in public bibliographies,2026-11-25
10.1000/branch.,Branch,2015,seen in public bibliographies,2026-11-25
TWIG{yy}{mm},Twigs (TWIG),,seen in public bibliographies,2026-11-25
"""
STUDIES = """\
study,title,authors,year,findings,method,themes,ref
1,On many oaks,Alder et al.,2016,x,not stated,culture,1
2,On pines,Elm et al.,2016,x,not stated,culture,2
3,On yews,Gum,2018,x,not stated,culture,3
"""
ITEMS = """\
item,kind,topic,authors,year,finding,ref
1,challenge,x,Ivy et al.,2019,x,5
2,challenge,y,Juno,2019,x,6
"""
FINDINGS = """\
ref,finding,form,topic,earliest,evidence,basis,confidence,closest,recorded
9,could not be found,plausible,related,,Of the first.,the entry itself,,,2026-11-25
11,could not be found,plausible,related,2020-04,Own.,the entry itself,,,2026-11-26
"""
MARK = " (seen in public bibliographies, 2026-11-25)"
REPORTS = {
    "duplicate": {10: "repeats 9"},
    "window": {ref: f"outside the window ({year})"
               for ref, year in {7: 2014, 8: 2020, 9: 2020, 10: 2020, 11: 2020,
                                 12: 2020}.items()},
    "acceptance": {8: "perhaps: the month of acceptance",
                   9: "perhaps: the month of acceptance", 10: "after: March 2020",
                   11: "perhaps: 2020, no month", 12: "after: April 2020"},
    "issue": {11: "after: 2020-04 or later by its issue, judged 2026-11-26"},
    "identifier": {5: f"the form of Leaf{MARK}", 7: f"a form in use since 2015{MARK}",
                   6: f"not the form of the venue, 10.1000/leaf.{MARK}"},
    "identifier_date": {ref: f"the {said}{MARK}" for ref, said in {
        3: "DOI says 2015, before the printed 2018",
        4: "DOI says 2019, after the printed 2018",
        8: "address says 2020-01, before the printed 2020-02",
        10: "address says 2019-03, before the printed 2020-03",
    }.items()},
    "article": {6: "no article in the DOI 10.1000/wood"},
    "host": {9: "no top-level domain in the host twig",
             10: "no top-level domain in the host www.twig"},
    "pages": {3: "pages overlap with 4", 4: "pages overlap with 3"},
    "volume": {ref: f"volume {own} in {year}, but 11 in 2019 (5)"
               for ref, own, year in [(1, 6, 2016), (2, 7, 2017), (3, 8, 2018),
                                      (4, 8, 2018)]}
    | {5: "volume 11 in 2019, but 6 in 2016 (1), 7 in 2017 (2), 8 in 2018 (3), "
          "8 in 2018 (4)"},
    "text": {1: "another title in the text", 2: "2016 in the text",
             3: "title in the text is that of 4", 4: "title in the text for 3"},
    "cited_as": {2: "Elm et al. in the text, 2 listed", 6: "Juno in the text"},
    "cited": dict.fromkeys([4, *range(7, 13)], "never cited"),
}  # fmt: skip
"""What each check reports on the invented list, read by eye; nothing of the others."""


@pytest.fixture
def folder(tmp_path):
    for name in ("published", "sources"):
        shutil.copytree(data_folder() / name, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    folder = tmp_path_factory.mktemp("invented")
    for path, text in (
        ("published/references.csv", INVENTED),
        ("published/literature.csv", STUDIES),
        ("published/review_items.csv", ITEMS),
        ("sources/identifier_forms.csv", FORMS),
        ("sources/reference_findings.csv", FINDINGS),
    ):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    shutil.copy(data_folder() / "published/paper.csv", folder / "published")
    return audit_references(folder).set_index("ref")


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_reports_what_is_wrong_in_an_invented_list(check, invented):
    """Every entry with its report, and no other entry."""
    found = invented[check]
    assert found[found != ""].to_dict() == REPORTS[check]


def test_a_repeated_entry_has_the_finding_of_the_first_unless_it_has_its_own(invented):
    """And reports of its own in either case."""
    assert invented.loc[10, "evidence"] == "Of the first."
    assert invented.loc[10, "host"] != invented.loc[9, "host"]
    assert invented.loc[11, "evidence"] == "Own."


def test_who_could_settle_it_follows_from_what_the_entry_gives(invented):
    """A DOI that names an article, an address that can exist, or the pages."""
    settle = invented["settle"]
    assert settle[1].startswith("anyone: resolve the DOI")
    assert settle[8].startswith("anyone: open the address")
    for ref in (6, 9, 11):
        assert settle[ref].startswith("a library: look the pages up")


def test_a_finding_of_a_repeated_entry_is_not_passed_over(folder):
    """A row for entry 49 takes the place of that of entry 35."""
    with (folder / "sources/reference_findings.csv").open(
        "a", encoding="utf-8"
    ) as file:
        file.write("49,existence not confirmed,strained,related,,Own.,"
                   "the entry itself,,,2026-11-28\n")  # fmt: skip
    audit = audit_references(folder).set_index("ref")
    assert audit.loc[49, "evidence"] == "Own."
    assert audit.loc[42, "evidence"] == AUDIT.loc[35, "evidence"]


HOSTS = st.sampled_from(["www", "ijcspub", "jetir", "org", "com", "in", "x", "pdf"])


@given(st.lists(HOSTS, min_size=1, max_size=3).map(".".join))
def test_no_host_below_a_top_level_domain_is_reported(name):
    """By the list of top-level domains; but a name such as www.com is not trusted."""
    entry = next(pd.DataFrame({"url": [f"http://{name}/a.pdf"]}).itertuples())
    labels = name.removeprefix("www.").split(".")
    if len(labels) > 1 and labels[-1] in TLDS:
        assert not CHECKS["host"].report(entry, None)
    if len(labels) == 1:
        assert CHECKS["host"].report(entry, None) == (
            f"no top-level domain in the host {name}"
        )


# what a reader finds in the list by eye
EXPECTED = {
    "duplicate": [42, 43, 44, 45, 46, 47, 48, 49],
    "window": [31, 32, 33, *range(35, 50)],
    "acceptance": [35, 37, 38, 39, 41, 42, 44, 45, 46, 48, 49],
    "issue": [39, 46],
    "identifier": [8, 11, 17, 22, 25, 35, 42, 49],
    "identifier_date": [38, 39, 40, 45, 46, 47],
    "article": [33],
    "host": [49],
    "pages": [38, 40, 45, 47],
    "volume": [6, 8, 22, 25],
    "text": [1, 2, 5, 14],
    "cited_as": [6, 9],
    "cited": list(range(11, 50)),
}


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_reports_the_entries_that_a_reader_finds(check):
    """And no other."""
    assert AUDIT.index[AUDIT[check] != ""].tolist() == EXPECTED[check]


def test_entries_by_other_paths():
    """Host, article, date in the address, volume and et al. without the checks."""
    url, doi, year = LISTED["url"], LISTED["doi"], LISTED["year"]
    hosts = url[url != ""].map(lambda text: urlsplit(text).hostname)
    unknown = hosts.str.rpartition(".")[2].map(lambda name: name not in TLDS)
    assert hosts.index[unknown].tolist() == EXPECTED["host"]
    bare = doi.str.fullmatch(r"10\.\d+/[a-z]+")
    assert LISTED.index[bare].tolist() == EXPECTED["article"]
    coded = url.str.extract(r"/(?:IJRAR|JETIR|IJNRD|IJCSP)(\d\d)")[0].dropna()
    assert len(coded) == len(hosts)
    other = 2000 + coded.astype(int) != year[coded.index]
    assert coded.index[other].tolist() == EXPECTED["identifier_date"]
    numbered = LISTED[LISTED["volume"] != ""]
    start = numbered["year"] - numbered["volume"].astype(int)
    venues = start.groupby(numbered["venue"]).transform("nunique")
    assert numbered.index[venues > 1].tolist() == EXPECTED["volume"]
    pairs = LISTED["authors"].str.count(",").eq(3) & LISTED["authors"].str.contains("&")
    assert LISTED.index[pairs & (LISTED.index <= 10)].tolist() == EXPECTED["cited_as"]


@pytest.mark.parametrize(
    ("ref", "first"),
    [(42, 35), (43, 36), (44, 37), (45, 38), (46, 39), (47, 40), (48, 41), (49, 35)],
)
def test_repeats_name_the_first(ref, first):
    """Whatever their capitals and punctuation, and the third copy too."""
    assert AUDIT.loc[ref, "duplicate"] == f"repeats {first}"


def test_what_is_surely_after_acceptance_is_told_from_what_may_be():
    """By printed month; what rests on a judged mark is reported apart, with its day."""
    audit = AUDIT["acceptance"]
    assert audit[37] == "after: September 2020"
    assert audit[41] == "perhaps: the month of acceptance"
    assert audit[35] == audit[39] == "perhaps: 2020, no month"
    assert audit[40] == audit[30] == ""
    assert AUDIT.loc[39, "issue"].endswith("by its issue, judged 2026-11-25")


def test_what_is_called_computed_does_not_need_the_judgements(folder):
    """It is the same where neither forms nor findings are known; the rest is not."""
    for name in ("identifier_forms", "reference_findings"):
        path = folder / "sources" / f"{name}.csv"
        header, row, *_ = path.read_text("utf-8").splitlines()
        row = row.replace("10.1109/MS.", "none")
        path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    audit = audit_references(folder).set_index("ref")
    for name, check in CHECKS.items():
        same = audit[name].equals(AUDIT[name])
        assert same == (check.basis == "computed"), name


def test_findings_say_no_more_than_that_a_work_was_not_found():
    """No entry is called invented; every judgement has a day and its basis."""
    findings = sources.load("reference_findings")
    text = findings.to_csv().casefold()
    for word in ("fabricat", "fake", "invent", "hallucinat", "fraud"):
        assert word not in text
    assert findings["evidence"].str.endswith(".").all()


@pytest.mark.parametrize("name", ["reference_findings", "identifier_forms"])
def test_every_judgement_has_its_day(name):
    """Year, month and day."""
    recorded = sources.load(name)["recorded"]
    assert recorded.map(lambda day: re.fullmatch(r"\d{4}-\d\d-\d\d", day)).all()


def test_each_of_the_works_is_judged_once():
    """A row for each entry that repeats none."""
    findings = sources.load("reference_findings")
    assert len(findings) == (AUDIT["duplicate"] == "").sum() == 41
    assert not AUDIT["finding"].isna().any()
