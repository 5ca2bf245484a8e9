"""The page that shows a survey's results."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup

from mlops_study.cli.report import Results, heading, report

DAY = datetime(2024, 5, 2)
HEAD = {
    "title": "X <script>",
    "date": "2 May 2024",
    "file": "a & b.csv",
    "digest": "0f" * 32,
}


def test_a_report_escapes_everything(responses, own_questionnaire):
    """Markup in a title, a name or a note stays text; pictures are inside the page."""
    asked = own_questionnaire(2, "<script>alert(1)</script>", "<b>bold</b>")
    own = responses(
        {"Q1": ["1"] * 6, "Q2": ["0"] * 6}, asked, notes=("1 < 2 <i>i</i>",)
    )
    page = report(HEAD, Results(responses=own), {"own-chart": b"<svg/>"})
    soup = BeautifulSoup(page, "html.parser")
    assert not soup.find_all(["script", "b", "i", "svg", "link", "iframe"])
    assert soup.h1.get_text() == "X <script>"
    assert soup.li.get_text() == "1 < 2 <i>i</i>"
    assert "<script>alert(1)</script> comes first" in soup.ol.get_text()
    assert soup.figcaption.get_text() == soup.ol.li.get_text()
    assert "<script>alert(1)</script>" in soup.table.get_text()
    assert soup.img["src"].startswith("data:image/svg+xml;base64,")
    assert page.endswith("</html>\n")


def test_a_report_says_of_what_it_is(tmp_path, monkeypatch):
    """Title, day, file, and the digest by which the file is known."""
    path = tmp_path / "answers.csv"
    path.write_bytes(b"abc")
    head = heading(path, "Ours", DAY)
    assert list(head.values())[:3] == ["Ours", "2 May 2024", "answers.csv"]
    # the digest of these three letters in FIPS 180
    assert head["digest"].startswith("ba7816bf8f01cfea414140de5dae2223")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert heading(path, "Ours")["date"] == "2 January 1970"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert heading(path, "Ours")["date"].endswith(str(datetime.now().year))


def test_a_report_opens_with_three_sentences(responses):
    """One a kind of table, groups second; where there is room, how sure shares are."""
    yes = ["1", "0", "1", "1", "0", "1"]
    some = {"P1": ["5"] * 6, "P2": ["4"] * 6, "C1": yes, "C2": yes[::-1], "K1": yes}
    one = Results(responses=responses({"C1": yes, "C2": yes}))
    assert [point.partition(":")[0] for point in one.points] == [
        "Challenges",
        "How far shares may be off",
    ]
    of = {"of": list("aabbab")}
    several = Results(responses=responses(some, other=of), by="of", least=3)
    assert [point.partition(":")[0] for point in several.points] == [
        "Best practices",
        "Groups by of",
        "Challenges",
    ]


@pytest.mark.parametrize("asked", ["E1", "F1 F2", "U1 U2 F2", "U1 E2", "B1 A2", "A1"])
def test_a_report_needs_no_whole_table(asked, responses):
    """Of a tool or a change, each column may have been asked alone."""
    given = {"E": "54435", "F": ["daily", "never", "daily", "weekly", "daily"]}
    own = responses({item: given.get(item[0], "10110") for item in asked.split()})
    results = Results(responses=own)
    page = BeautifulSoup(
        report(HEAD, results, dict.fromkeys(results.charts, b"<svg/>")), "html.parser"
    )
    assert "nan" not in [cell.get_text() for cell in page.find_all("td")]
    assert len(results.charts) == (asked[0] in "UBA")


@pytest.mark.parametrize("compare", [True, False])
def test_published_numbers_stand_beside_if_asked(compare, responses):
    """In table and method, or nowhere."""
    own = responses({"C1": ["1"] * 6, "C2": ["0"] * 6})
    page = report(HEAD, Results(responses=own, compare=compare), {})
    assert ("ublished" in page) == compare
