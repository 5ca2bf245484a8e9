"""What is said of answers before their numbers are read."""

import pandas as pd
import pytest

from mlops_study import survey

YES = ["1", "0", "1"]


def lines(own) -> str:
    return "\n".join(survey.quality(own))


def test_it_opens_with_who_is_counted(responses):
    """Rows and why they were left out; who started and who answered something."""
    own = responses(
        {"C1": YES, "C2": ["", "0", "1"]},
        silent=3,
        dropped={"preview": 1, "empty row": 2, "unfinished": 0},
    )
    assert survey.quality(own)[:3] == [
        "3 rows read; left out: preview (1), empty row (2).",
        "6 respondents started, 3 answered something (50 %); 3 answered nothing and "
        "count nowhere.",
        "Items have 2 (C2) to 3 answers.",
    ]


def test_codes_that_nobody_gave_are_named(responses):
    """By table, and not where each was given to some item."""
    text = lines(responses({"P1": "213", "P2": "124"}))
    assert "Nobody gave 5 Strongly agree to any of P1 and P2." in text
    text = lines(responses({"P1": "542", "P2": "224"}))
    expected = "Nobody gave 3 Neutral, 1 Strongly disagree to any of P1 and P2."
    assert expected in text
    assert "Nobody gave" not in lines(responses({"P1": "54", "P2": "32", "P3": "11"}))
    empty = {"P1": [""], "P2": [""], "C1": ["1"]}
    assert "Nobody answered P1 and P2." in lines(responses(empty))


def test_items_without_a_no_are_named(responses):
    """A blank cell may have meant it."""
    blank = responses({"C1": ["1", "", "1"], "C2": ["", "1", ""], "C3": YES})
    assert "2 items without a single no (C1, C2): where a blank cell" in lines(blank)
    assert "without a single no" not in lines(responses({"C1": YES}))
    assert "1 item without a single no (C1)." in lines(responses({"C1": "111"}))


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (
            ["P1", "P2", "P3", "P4"],
            "2 of the 3 respondents who answered all 4 items gave",
        ),
        (["P1", "P2", "P3"], None),
    ],
)
def test_one_answer_to_all_is_counted(items, said, responses):
    """Of at least four items on one scale, by those who answered them all."""
    answers = {item: ["4", "3", "5", ""] for item in items}
    answers[items[-1]] = ["4", "3", "4", "5"]
    text = lines(responses(answers))
    assert (said in text) if said else ("one answer to each" not in text)


def test_likely_duplicates_are_counted_and_not_named(responses):
    """Codes that differ in capitals or spaces; ten or more equal answers."""
    items = [f"{letter}{i}" for letter in "PC" for i in range(1, 6)]
    rows = [["5"] * 5 + ["1"] * 5, ["5"] * 5 + ["1"] * 5, ["4"] * 5 + ["0"] * 5]
    answers = {item: [row[i] for row in rows] for i, item in enumerate(items)}
    own = responses(answers)
    names = pd.Index(["Ana", "a na ", "ben"])
    for frame in (own.answers, own.other):
        frame.index = names
    text = lines(own)
    assert "1 respondent may be there twice: the code differs" in text
    assert "1 respondent may be there twice: all answers, 10 or more" in text
    assert "ana" not in text.casefold().replace("analys", "")
    few = responses({item: answers[item] for item in items[:9]})
    assert "twice" not in lines(few)


def test_answers_are_counted_by_item(responses):
    """With their part of all, and the codes that nobody gave."""
    frame = survey.item_answers(responses({"C1": ["1", "1", ""], "K1": "010"}))
    assert frame["n"].tolist() == [2, 3]
    assert frame["per_cent"].tolist() == pytest.approx([200 / 3, 100])
    assert frame["unused"].tolist() == ["0 No", ""]
