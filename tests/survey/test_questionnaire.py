"""A questionnaire of a user's own: as it is written, and what makes it none."""

import pytest

from mlops_study.datafiles import DataFileError
from mlops_study.survey import questionnaire, read_questionnaire
from mlops_study.survey.questionnaire import points
from mlops_study.survey.words import vocabulary

HEADER = "item,table,row,column,wording,scale\n"
OWN = (
    HEADER
    + "A,tools,Git,,We use git.,Yes|No\n"
    + "B,mood,Morning,,How is the morning?,0..10\n"
    + "C,mood,Night,,How is the night?,0..10\n"
    + "D,table2,Data Silos,facing,We have silos.,yes_no\n"
)


def test_tables_kinds_and_scales_are_those_of_the_file(tmp_path):
    """Words from the best down, a range of points, a scale of the study."""
    path = tmp_path / "q.csv"
    path.write_text(OWN.replace(",", ";"), encoding="utf-8")
    asked = read_questionnaire(path)
    assert asked.tables == ["tools", "mood", "table2"]
    assert [asked.kind(t) for t in asked.tables] == ["yes/no", "levels", "yes/no"]
    assert dict(asked.words("A")) == {"1": "Yes", "0": "No"}
    assert list(asked.words("B")) == [str(i) for i in range(10, -1, -1)]
    assert asked.items.loc["A", "block"] == "tools"


def test_only_the_papers_rows_are_the_papers(tmp_path):
    """By table, row, column and scale; another number of points is another row."""
    path = tmp_path / "q.csv"
    path.write_text(OWN, encoding="utf-8")
    asked = read_questionnaire(path)
    assert asked.matches_paper("table2", "Data Silos")
    assert not asked.matches_paper("tools", "Git")
    study = questionnaire()
    assert study.matches_paper("table1", "Continuous Monitoring")
    seven = study.scaled({"agreement": 7})
    assert not seven.matches_paper("table1", "Continuous Monitoring")


@pytest.mark.parametrize("n", range(3, 12))
def test_a_scale_has_as_many_points_as_said(n):
    """As a number, as a range and in words, from the best down."""
    assert list(points(n)) == list(points(f"1..{n}")) == list(points(str(n)))
    words = [f"w{i}" for i in range(n)]
    assert points(words) == points("|".join(words))
    assert points(words) == {str(n - i): word for i, word in enumerate(words)}


WRONG = {
    "column missing": (
        "item,table,row,wording\nA,t,r,w\n",
        "header: scale missing; exp",
    ),
    "no item": (HEADER, "no rows below the header"),
    "empty code": (
        HEADER + ",t,r,,w,3\n",
        "row 1, column item: empty; expected a text",
    ),
    "code twice": (
        HEADER + "A,t,r,,w,3\na,t,s,,v,3\n",
        "column item: 'a' stands more than once",
    ),
    "row twice": (
        HEADER + "A,t,r,,w,3\nB,t,r,,v,3\n",
        "'r' of 't' asks for 'answer' more than once",
    ),
    "no scale": (HEADER + "A,t,r,,w,good\n", "row 1, column scale: 'good' is not a sc"),
    "two scales": (HEADER + "A,t,r,,w,3\nB,t,s,,v,5\n", "its items are of several sca"),
    "two items in a row": (
        HEADER + "A,t,r,one,w,3\nB,t,r,two,v,3\n",
        "row 'r' of 't': several items; expected one",
    ),
    "name of an output": (
        HEADER + "A,Notes,r,,w,3\n",
        "table 'Notes': the name of an output; expected another",
    ),
    "name of a path": (
        HEADER + "A,../t,r,,w,3\n",
        "table '../t': expected up to 40 le",
    ),
    "before alone": (
        HEADER + "A,t,r,before,w,yes_no\n",
        "its columns are not of after",
    ),
    "rating alone": (
        HEADER + "A,t,r,using,w,yes_no\nB,t,s,effectiveness,v,5\n",
        "row 's' of 't': its columns are not of effectiveness, frequency, using",
    ),
    "using on levels": (
        HEADER + "A,t,r,using,w,5\n",
        "before, after and using need two",
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_no_questionnaire_is_refused_in_a_line(kind, tmp_path):
    """With the row or the table, and what is allowed."""
    content, message = WRONG[kind]
    path = tmp_path / "q.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        read_questionnaire(path)
    (found,) = caught.value.lines
    assert message in found


def test_words_that_a_scale_tells_apart_are_not_alike():
    """Agree and somewhat agree are two of seven; a third word could mean either."""
    own = vocabulary("x", points("Agree|Somewhat agree|Neither|Disagree"))
    found = [
        own.place(t) for t in ("agree", "Somewhat Agree", "rather agree", "neutral")
    ]
    assert found == [3, 2, None, 1]
