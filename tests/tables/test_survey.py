"""Tables of a survey's own answers and of its instruments, against their frames."""

import pandas as pd

from mlops_study import survey, tables
from mlops_study.published import Paper


def test_a_surveys_numbers_are_written_with_their_decimals():
    """Percentages with one at most, ratings with two in the comparison."""
    answers = survey.read_survey(survey.synthetic_file()).answers
    cells = tables.answers_against_published(survey.against_published(answers)).cells
    rating = cells[cells["Number"] == "mean rating"].iloc[3]
    assert rating["Value":"Published"].tolist() == ["4.29", "4.18", "4.41", "4.30"]
    change = cells[cells["Number"] == "change in points"]
    assert change["Published"].tolist() == ["25", "35", "35", "35", "35"]


def test_a_third_is_written_with_one_decimal():
    """Own shares need not be whole."""
    frame = Paper().table("table2").astype({"facing": float})
    frame["facing"] = [100 / 3, 200 / 3, 50, 0, 100]
    cells = tables.survey_table("table2", frame).cells.iloc[:, 1]
    assert cells.tolist() == ["33.3", "66.7", "50", "0", "100"]


def test_a_sentence_says_how_sure_the_order_of_a_table_is():
    """Its first, with the bounds of the probability, and how many ranks are sure."""
    rows = [("a", 1, 1, 0.97, 0.99), ("b", 2, 3, 0.0, 0.02), ("c", 2, 3, 0.0, 0.01)]
    columns = ["row", "best", "worst", "first_low", "first_high"]
    frame = pd.DataFrame(rows, columns=columns).assign(table="table2", level=0.95)
    assert tables.ranking_summary(frame) == [
        "Table 2, challenges: a comes first, surely so (probability 97 to 99 %). "
        "Of 3 ranks 1 is sure."
    ]


def test_titles_say_the_confidence_of_a_surveys_intervals():
    """The one that was asked for."""
    answers = survey.read_survey(survey.synthetic_file()).answers
    ranks = tables.answers_ranked(survey.rankings(answers, level=0.9))
    assert "ranks at 90 %" in ranks.title
    numbers = survey.against_published(answers, level=0.99)
    assert "interval of 99 %" in tables.answers_against_published(numbers).title
