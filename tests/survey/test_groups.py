"""Groups of respondents side by side."""

import pytest

from mlops_study import survey


def made(responses, of: list[str], **options):
    """Return the groups of a survey of one challenge that every second faces."""
    yes = ["1", "0"] * len(of)
    own = responses({"C1": yes[: len(of)]}, other={"of": of})
    return survey.groups(own, "of", **options)


def test_two_groups_are_compared_once(responses):
    """The first less the second, in the order of their names."""
    found = made(responses, ["b"] * 5 + ["a"] * 5)
    assert found["group"].tolist() == ["a", "b"]
    assert found["versus"].tolist() == ["b", ""]
    assert found["difference"].iloc[0] == pytest.approx(40 - 60)


def test_more_groups_are_compared_with_all_others_shown(responses):
    """A group too small to be shown is not among the others either."""
    of = ["a"] * 6 + ["b"] * 6 + ["c"] * 6 + ["d"] * 2 + [""]
    found = made(responses, of)
    assert found["group"].tolist() == ["a", "b", "c"]
    assert (found["versus"] == "the others").all()
    assert found["n"].tolist() == [6, 6, 6]
    assert found["difference"].abs().max() == 0


def test_a_number_of_few_is_left_out_of_its_group(responses):
    """A group may be large and hardly anybody of it answer an item."""
    own = responses(
        {"C1": [*"10101", *"1", *[""] * 4], "C2": "1010110101"},
        other={"of": list("aaaaabbbbb")},
    )
    found = survey.groups(own, "of").query("row == 'Cultural Resistance'")
    assert found["n"].tolist() == [5, 1]
    assert found["value"].isna().tolist() == [False, True]
    assert found["difference"].isna().all()


def test_too_few_or_too_many_groups(responses):
    """One alone is not compared, and says so; very many are refused."""
    one = ["a"] * 5 + ["b"]
    assert made(responses, one).empty
    own = responses({"C1": "101010"}, other={"of": one})
    assert list(survey.group_notes(own, "of")) == [
        "Groups by of: a 5.",
        "1 group of fewer than 5 respondents not shown and not compared (--least).",
        "One group alone is not compared.",
    ]
    nine = [str(i) for i in range(9) for _ in range(2)]
    with pytest.raises(ValueError, match="9 groups of 2 respondents or more; expected"):
        made(responses, nine, least=2)


def test_who_is_in_no_group_is_counted(responses):
    """And is in no comparison."""
    own = responses({"C1": "10" * 6}, other={"of": ["a"] * 5 + ["b"] * 5 + [""] * 2})
    assert list(survey.group_notes(own, "of"))[-1] == (
        "2 without a value in of are in no group."
    )
    assert survey.groups(own, "of")["n"].tolist() == [5, 5]


def test_names_of_groups_that_are_almost_alike_are_named(responses):
    """Perhaps they are one group."""
    of = [*"aaaaa", "B b", "B b", "bb", "c"]
    notes = list(survey.group_notes(responses({"C1": "1" * 9}, other={"of": of}), "of"))
    assert "Names of groups differ only in capitals or spaces: B b, bb." in notes


def test_a_sentence_says_how_many_differences_luck_would_give(responses):
    """One of two differences that are certain, and what of two would be chance."""
    own = responses(
        {"C1": "1" * 20 + "0" * 20, "C2": "10" * 20},
        other={"of": list("ab") * 0 + ["a"] * 20 + ["b"] * 20},
    )
    (text,) = survey.group_sentences(survey.groups(own, "of"), "of")
    assert text == (
        "Groups by of: 1 of 2 differences between groups is more than luck at "
        "95\u00a0%; by luck alone it would be about 0.1."
    )
