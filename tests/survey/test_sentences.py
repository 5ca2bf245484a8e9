"""What a table says in a sentence."""

from mlops_study import survey


def said(own, **options) -> str:
    """Return the sentence of the only table of a survey."""
    ranks = survey.rankings(own, **options)
    found = survey.sentences(survey.estimates(own), ranks, **options)
    (text,) = found.values()
    return text.replace("\u00a0", " ")


def test_a_tie_of_all_is_a_tie(responses):
    """Twelve who agree with everything put nothing first."""
    own = responses({f"P{i}": "4" * 12 for i in range(1, 6)})
    assert said(own) == (
        "Best practices: all 5 rows tie (100 % of the 12 who answered all rows)."
    )


def test_some_may_tie_for_the_first_place(responses):
    """Two of three."""
    own = responses({"C1": "11100", "C2": "00111", "C3": "10000"})
    assert said(own) == (
        "Challenges: Cultural Resistance and Data Silos tie for the first place (60 % "
        "of the 5 who answered all rows)."
    )


def test_a_first_is_said_with_how_sure_it_is(responses):
    """Twenty who face one alone make it sure; one makes it not."""
    sure = responses({"C1": "1" * 20, "C2": "0" * 20})
    assert "Cultural Resistance comes first (100 % of the 20 who" in said(sure)
    assert "rows), surely: it is first with a probability of" in said(sure)
    unsure = responses({"C1": "11111", "C2": "01111"})
    assert "but not surely" in said(unsure)


def test_rows_are_compared_in_what_was_asked_of_them(responses):
    """Nobody said before in one row and after in another, or rated without using."""
    halves = responses({"B1": "11111", "A2": "11100"})
    assert said(halves) == "Cloud: Resource Utilization has 60 % (n = 5)."
    assert survey.rankings(halves).empty
    rated = responses({"E1": "54543", "E2": "22222", "F1": ["daily"] * 5})
    assert said(rated) == "Monitoring: who uses what was not asked."
    assert survey.rankings(rated).empty


def test_few_are_not_compared(responses):
    """Unless asked for."""
    own = responses({"C1": "110", "C2": "100"})
    assert said(own) == (
        "Challenges: 3 respondents answered all 2 rows; of fewer than 5 it is not said "
        "which comes first."
    )
    assert "Cultural Resistance comes first" in said(own, least=3)


def test_an_order_that_hangs_on_who_is_counted_is_not_said(responses):
    """First among those who answered both, second among all who answered each."""
    own = responses({"C1": [*"11110", *[""] * 10], "C2": [*"11100", *"1" * 10]})
    assert said(own) == (
        "Challenges: which comes first depends on who is counted: of the 5 who "
        "answered all rows Cultural Resistance, of all who answered each Data Silos."
    )


def test_changes_are_said_by_their_intervals(responses):
    """Up, down, perhaps, and alike."""
    own = responses(
        {
            "B1": "0" * 10,
            "A1": "1" * 8 + "00",
            "B2": "1" * 10,
            "A2": "0" * 8 + "11",
            "B3": "0101010101",
            "A3": "1010101010",
            "B4": "0" * 10,
            "A4": "1" * 10,
        }
    )
    assert said(own) == (
        "Cloud: more say yes after than before for Deployment Time Reduction; fewer "
        "for Resource Utilization; the interval of the change holds zero for Cost "
        "Savings; all are alike, which leaves no interval, for Scalability of "
        "Operations (n = 10, who answered both)."
    )


def test_one_row_has_nobody_to_be_compared_with(responses):
    """Its share is said; where nobody answered, that."""
    assert said(responses({"C1": "1010"})) == (
        "Challenges: Cultural Resistance has 50 % (n = 4)."
    )
    nobody = responses({"C1": ["", ""], "K1": "11"})
    ranks = survey.rankings(nobody)
    found = survey.sentences(survey.estimates(nobody), ranks)
    assert found["table2"] == "Challenges: nobody answered."


def test_how_far_shares_may_be_off(responses):
    """One in four of four: Wilson's interval goes up to 70."""
    (text,) = survey.precision(survey.estimates(responses({"C1": "1000"})))
    assert text == (
        "How far shares may be off: at 95 % the widest interval reaches 45 points from "
        "its share (n = 4)."
    )
