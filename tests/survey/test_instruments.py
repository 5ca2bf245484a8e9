"""The instruments fit the tables that they are to yield."""

from mlops_study.published import LIKERT_LEVELS, Paper
from mlops_study.survey import instrument

ANSWERED = {
    "table1": ["strongly_agree to strongly_disagree"],
    "table2": ["facing"],
    "table3": ["before", "after"],
    "table4": ["using", "effectiveness", "frequency"],
    "table5": ["agreeing"],
}


def test_the_questionnaire_asks_for_every_cell_of_the_tables():
    """One item for each row and column, and none beside them."""
    items = instrument("questionnaire")
    asked = {tuple(row) for row in items[["table", "row", "column"]].to_numpy()}
    needed = {
        (table, row, column)
        for table, columns in ANSWERED.items()
        for row in Paper().table(table).index
        for column in columns
    }
    assert asked == needed
    assert len(items) == len(needed)


def test_every_scale_that_is_used_is_defined():
    """And no scale is defined in vain."""
    scales = instrument("scales")
    assert set(instrument("questionnaire")["scale"]) == set(scales["scale"])


def test_the_agreement_scale_has_the_levels_of_table_1():
    """From most to least, as the columns of the table."""
    scales = instrument("scales")
    labels = scales["label"][scales["scale"] == "agreement"]
    assert [label.lower().replace(" ", "_") for label in labels] == list(LIKERT_LEVELS)


def test_every_research_question_is_asked_in_the_interview():
    """The guide covers all questions of the paper."""
    asked = set(instrument("interview_guide")["research_question"]) - {""}
    numbers = Paper().statements("question").index
    assert asked == {str(number) for number in numbers}


def test_steps_of_the_case_protocol_are_in_order():
    """The phases follow one another and do not return."""
    protocol = instrument("case_protocol")
    assert list(protocol["step"]) == list(range(1, len(protocol) + 1))
    phases = list(dict.fromkeys(protocol["phase"]))
    assert list(protocol["phase"]) == sorted(protocol["phase"], key=phases.index)


def test_a_usual_word_means_one_thing():
    """Among words of its kind."""
    words = instrument("words")
    assert not words.duplicated(["kind", "word"]).any()
