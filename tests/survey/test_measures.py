"""Numbers of surveys that were worked out by hand, and their intervals."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mlops_study import survey, tables


def by_place(responses, **options) -> pd.DataFrame:
    """Return the numbers of a survey by row and column."""
    return survey.estimates(responses, **options).set_index(["row", "column"])


def test_a_scale_of_seven_points_has_its_own_summary(responses, own_questionnaire):
    """Top two, net agreement and mean; nothing of the paper's five points."""
    asked = own_questionnaire(7, "a", "b", "c", "d", "e")
    given = {"Q1": "67", "Q2": "75", "Q3": "46", "Q4": "54", "Q5": "26"}
    numbers = survey.against_published(survey.estimates(responses(given, asked)))
    wide = survey.survey_tables(numbers)["own"]
    assert wide["top_2"].tolist() == [100, 50, 50, 0, 50]
    assert wide["net"].tolist() == [100, 50, 50, 0, 0]
    assert wide["mean"].tolist() == [6.5, 6, 5, 4.5, 4]
    assert numbers["published"].isna().all()


def test_of_few_levels_the_top_one_counts(responses, own_questionnaire):
    """Two of three would be nearly all."""
    own = responses({"Q1": "3221"}, own_questionnaire(3, "a"))
    numbers = by_place(own)
    assert numbers.loc[("a", "top_1"), "value"] == 25
    assert numbers.loc[("a", "net"), "value"] == 0
    assert "top_2" not in numbers.index.get_level_values("column")


def test_a_scale_may_begin_at_zero(responses, own_questionnaire):
    """The mean is on the scale as it was shown."""
    asked = own_questionnaire(3, "a")
    codes = {"2": "often", "1": "seldom", "0": "never"}
    zero = dataclasses.replace(asked, scales={"own": codes})
    found = by_place(responses({"Q1": "2110"}, zero)).loc[("a", "mean")]
    assert found["value"] == 1
    assert found["label"] == "mean (0 to 2)"


def test_words_of_a_scale_may_be_names_of_columns(responses, own_questionnaire):
    """Net, Mean, N and the like stay answers."""
    asked = own_questionnaire(5, "a")
    words = dict(zip("54321", ["Net", "Mean", "N", "Top 2", "Row"], strict=True))
    named = dataclasses.replace(asked, scales={"own": words})
    table = tables.answers(survey.estimates(responses({"Q1": "5"}, named)))
    assert table.cells.iloc[0].tolist() == [
        "a",
        "100",
        *"0000",
        "100",
        "100",
        "5.00",
        "1",
    ]


def test_an_item_that_nobody_answered_has_no_share(responses):
    """Its row stays, with none who answered."""
    own = responses({"P1": "443", "P5": ["", "", ""]})
    numbers = by_place(own)
    empty = numbers.loc["Data Governance Frameworks"]
    assert (empty["n"] == 0).all()
    assert empty[["value", "low", "high"]].isna().all(axis=None)
    assert (empty["note"] == "nobody answered").all()
    table = tables.answers(survey.estimates(own))
    assert table.cells.iloc[1].tolist()[1:] == ["n/a"] * 8 + ["0"]


def test_rows_that_were_not_asked_are_not_there(responses):
    """Four of five practices."""
    own = responses({"P1": "443", "P2": "554", "P3": "342", "P4": "434"})
    assert len(survey.survey_tables(survey.estimates(own))["table1"]) == 4


def test_weights_weigh(responses):
    """By hand: 0.6, 1.9 and 0.5 count as 9 / 4.22 respondents."""
    answers = {"C1": "101", "C2": "010", "C3": "110", "C4": "001", "C5": "100"}
    of = {"weight": ["0.6", "1,9", "0.5"]}
    found = by_place(survey.weighted(responses(answers, other=of), "weight"))
    values = [round(value, 2) for value in found["value"]]
    assert values == [36.67, 63.33, 83.33, 16.67, 20.0]
    assert found["effective"].to_numpy() == pytest.approx(9 / 4.22)
    assert (found["n"] == 3).all()
    p, n, z = 1.1 / 3, 9 / 4.22, stats.norm.ppf(0.975)
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    ends = found.iloc[0][["low", "high"]].to_numpy()
    assert ends == pytest.approx([100 * (middle - half), 100 * (middle + half)])


def test_equal_weights_change_nothing(responses):
    """Whatever they are."""
    answers = {"P1": "4532514", "B1": "0110010", "A1": "1010110", "C1": "1101000"}
    own = responses(answers, other={"w": ["0.3"] * 7})
    columns = ["n", "effective", "value", "low", "high"]
    pd.testing.assert_frame_equal(
        by_place(own)[columns], by_place(survey.weighted(own, "w"))[columns]
    )
    pd.testing.assert_frame_equal(
        survey.rankings(own), survey.rankings(survey.weighted(own, "w"))
    )


def test_respondents_without_a_weight_are_left_out_and_counted(responses):
    """Nothing, zero and less; the others stay who they are."""
    own = responses({"C1": "11100"}, other={"w": ["2", "", "0", "-1", "2"]})
    found = survey.weighted(own, "w")
    assert list(found.answers.index) == ["r0", "r4"]
    assert found.dropped == {
        "without a weight": 1,
        "with a weight that is not above 0": 2,
    }
    assert by_place(found)["value"].tolist() == [50]
    assert "2 count as 2 (Kish)" in " ".join(survey.quality(found))


@pytest.mark.parametrize(
    ("column", "cells", "message"),
    [
        ("w", ["1", "two"], "column w: 'two' is no weight, and so for 1 cells in all"),
        ("w", ["1", "inf"], "column w: 'inf' is no weight"),
        ("w", ["0", "-1"], "column w: no weight is above 0"),
        ("w", ["1,200", "800"], "column w: '1,200' could be thousands or thousandths"),
        ("v", ["1", "1"], "no column 'v' beside the items; there are: w"),
    ],
)
def test_what_is_no_weight_is_refused(column, cells, message, responses):
    """In a line that names it."""
    own = responses({"C1": "10"}, other={"w": cells})
    with pytest.raises(ValueError, match=message):
        survey.weighted(own, column)


def test_a_comma_before_three_digits_may_be_decimal(responses):
    """Where another cell shows it."""
    own = responses({"C1": "10"}, other={"w": ["1,500", "0,500"]})
    assert by_place(survey.weighted(own, "w"))["value"].tolist() == [75]


def test_a_change_is_of_those_who_answered_both(responses):
    """New hires have no before: four answered both, and fell, whatever all say."""
    blank = [""] * 4
    own = responses(
        {
            "B1": [*"1000", *blank],
            "A1": "00001111",
            "B2": [*"0000", *blank],
            "A2": "11111111",
        }
    )
    numbers = by_place(own)
    first = numbers.loc["Deployment Time Reduction"]
    assert first.loc[["before", "after", "change"], "value"].tolist() == [25, 0, -25]
    assert first.loc[["before", "after", "change"], "n"].tolist() == [4, 4, 4]
    assert first.loc["after_of_all", ["value", "n"]].tolist() == [50, 8]
    assert "before_of_all" not in first.index
    cells = tables.answers(survey.estimates(own)).cells.set_index("Aspect")
    line = cells.loc["Deployment Time Reduction"]
    assert line["change in points"] == "\u221225"
    assert line["Percentage Improvement (%)"] == "\u2212100"
    assert line.iloc[-3:].to_dict() == {
        "Answers": "4",
        "Answers, before": "4",
        "Answers, after": "8",
    }
    # all of the four changed alike: no interval, and the table says why
    assert numbers.loc[("Resource Utilization", "change"), "note"] == (
        "all alike: no interval"
    )


def test_a_share_of_all_is_there_though_all_answered_both(responses):
    """As other rows of the table have one."""
    own = responses({"B1": "10", "A1": "11", "B2": "11", "A2": ["1", ""]})
    cells = tables.answers(survey.estimates(own)).cells
    assert cells["before, of all who answered it (%)"].tolist() == ["50", "100"]


def test_nobody_in_common_leaves_no_change(responses):
    """Half were asked before, the others after; each is still said of its own."""
    own = responses({"B1": ["1", "1", "", ""], "A1": ["", "", "0", "1"]})
    found = by_place(own).loc["Deployment Time Reduction"]
    assert found.loc[["before", "after", "change"], "value"].isna().all()
    assert found.loc[["before_of_all", "after_of_all"], "value"].tolist() == [100, 50]


def test_frequencies_have_shares_and_ties(responses):
    """One of each is a tie; two of three is the most frequent."""
    own = responses(
        {
            "U1": "111",
            "E1": "445",
            "F1": ["daily", "weekly", ""],
            "U2": "111",
            "E2": "455",
            "F2": ["daily", "daily", "weekly"],
            "U3": "000",
            "E3": [""] * 3,
            "F3": [""] * 3,
        }
    )
    frame = survey.survey_tables(survey.estimates(own))["table4"]
    assert frame["frequency"].tolist() == ["Daily and Weekly tie", "Daily", "n/a"]
    assert frame["n_frequency"].tolist() == [2, 3, 0]
    assert frame["frequency: Daily"].tolist()[:2] == pytest.approx([50, 200 / 3])
    assert frame["n_effectiveness"].tolist() == [3, 3, 0]


def test_a_difference_of_means_has_welchs_interval(responses, own_questionnaire):
    """As SciPy computes it from the same answers."""
    one, other = [1, 2, 2, 5, 4], [3, 5, 5, 4]
    asked = own_questionnaire(5, "a")
    pair = [
        {m.column: m for m in survey.measures(responses({"Q1": codes}, asked))}
        for codes in ("12254", "3554")
    ]
    difference, ends = pair[0]["mean"].less(pair[1]["mean"], 0.9)
    told = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.9)
    assert difference == pytest.approx(np.mean(one) - np.mean(other))
    assert ends == pytest.approx((told.low, told.high))


def test_what_is_alike_in_both_groups_has_no_interval(responses, own_questionnaire):
    """Nor has one answer alone; a share has one all the same."""
    asked = own_questionnaire(5, "a")
    alike, other, single = (
        {m.column: m for m in survey.measures(responses({"Q1": codes}, asked))}
        for codes in ("333", "44", "5")
    )
    for two in (other, single):
        difference, ends = alike["mean"].less(two["mean"], 0.95)
        assert difference < 0
        assert np.isnan(ends).all()
    assert alike["top_2"].less(other["top_2"], 0.95)[0] == -100
    assert not np.isnan(alike["top_2"].less(other["top_2"], 0.95)[1]).any()
