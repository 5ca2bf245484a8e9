"""Tables of a survey's own answers and of its instruments, against their frames."""

from scipy import stats

from mlops_study import survey, tables
from mlops_study.numerals import decimal
from mlops_study.published import Paper


def test_a_surveys_numbers_are_written_with_their_decimals():
    """Percentages with two at most, ratings with two."""
    numbers = survey.estimates(survey.read_survey(survey.synthetic_file()))
    beside = survey.against_published(numbers)
    cells = tables.answers_against_published(beside).cells
    rating = cells[cells["Number"] == "mean rating (1 to 5)"].iloc[3]
    assert rating["Value":"Published"].tolist() == ["4.29", "4.18", "4.41", "4.30"]
    change = cells[cells["Number"] == "change in points"]
    assert change["Published"].tolist() == ["25", "35", "35", "35", "35"]
    assert "Published" not in tables.answers_against_published(numbers).cells


def test_a_third_is_written_with_one_decimal():
    """Own shares need not be whole."""
    frame = Paper().table("table2").astype({"facing": float})
    frame["facing"] = [100 / 3, 200 / 3, 50, 0, 100]
    cells = tables.survey_table("table2", frame).cells.iloc[:, 1]
    assert cells.tolist() == ["33.3", "66.7", "50", "0", "100"]


def test_titles_say_the_confidence_of_a_surveys_intervals():
    """The one that was asked for."""
    responses = survey.read_survey(survey.synthetic_file())
    ranks = tables.answers_ranked(survey.rankings(responses, level=0.9))
    assert "ranks at 90 %" in ranks.title
    numbers = survey.estimates(responses, level=0.99)
    assert "interval of 99 %" in tables.answers_against_published(numbers).title


def test_a_table_has_its_own_headers_and_how_many_answered(
    responses, own_questionnaire
):
    """Levels by their words; nothing of the paper's where its rows are not asked."""
    asked = own_questionnaire(7, "feature store", "model registry")
    own = responses({"Q1": ["7", "5"], "Q2": ["6", ""]}, asked)
    table = tables.answers(survey.estimates(own))
    assert table.title == "Own block"
    assert list(table.cells)[:2] == ["Row", "7 (%)"]
    assert list(table.cells)[-4:] == [
        "6 or 7 (%)",
        "net: top two less bottom two",
        "mean (1 to 7)",
        "Answers",
    ]
    assert table.cells.iloc[:, -4:].to_numpy().tolist() == [
        ["50", "50", "6.00", "2"],
        ["100", "100", "6.00", "1"],
    ]


def test_groups_stand_side_by_side(responses):
    """Value and number of each; each difference with its interval."""
    own = responses(
        {"C1": list("1100"), "C2": list("1111")}, other={"of": list("aabb")}
    )
    groups = survey.groups(own, "of", least=2)
    cells = tables.groups_side_by_side(groups).cells
    assert cells.iloc[0].tolist() == [
        "Challenges",
        "Cultural Resistance",
        "facing",
        *["100", "2", "0", "2"],
    ]
    cells = tables.group_differences(groups).cells
    assert cells["Groups"].tolist() == ["a less b", "a less b"]
    assert cells["Difference"].tolist() == ["100", "0"]
    ends = [decimal(100 * end, 1) for end in newcombe(2, 2, 0, 2)]
    assert cells.iloc[0].tolist()[-2:] == ends


def newcombe(x: int, n: int, y: int, m: int) -> tuple[float, float]:
    """Compute Newcombe's interval of a difference from Wilson's of both shares."""
    ends = [
        stats.binomtest(k, size).proportion_ci(method="wilson")
        for k, size in ((x, n), (y, m))
    ]
    p, q = x / n, y / m
    low = p - q - ((p - ends[0].low) ** 2 + (ends[1].high - q) ** 2) ** 0.5
    high = p - q + ((ends[0].high - p) ** 2 + (q - ends[1].low) ** 2) ** 0.5
    return low, high
