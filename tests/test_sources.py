"""Facts from elsewhere keep their status and agree with the numbers taken from them."""

import re

import pytest

from mlops_study import sources


def test_every_number_and_bound_belongs_to_a_fact():
    """Values and clusters name facts that are listed."""
    facts = set(sources.facts().index)
    for name in ("values", "dora"):
        assert set(sources.load(name)["fact"]) <= facts


def test_numbers_stand_in_what_the_fact_says():
    """Each value is found in the text of its fact; averages between its bounds."""
    facts = sources.facts()
    for row in sources.load("values").itertuples():
        said = facts.loc[row.fact, "value"].replace(",", "")
        numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", said)]
        if row.value == 11.5:
            assert {11, 12} <= set(numbers)
        else:
            assert row.value in numbers, row.name


def test_a_bound_is_no_surer_than_its_fact():
    """Nothing unconfirmed in a fact is confirmed in the clusters taken from it."""
    order = {"unconfirmed": 0, "partly confirmed": 1, "confirmed": 2}
    facts = sources.facts()
    for row in sources.load("dora").itertuples():
        assert order[row.status] <= order[facts.loc[row.fact, "status"]]
        assert row.low < row.high


def test_what_is_partly_confirmed_says_which_part():
    """A note names what of the fact is not confirmed."""
    table = sources.load("calibration")
    partly = table["status"] == "partly confirmed"
    assert (table.loc[partly, "note"] != "").all()
    assert (table.loc[~partly, "note"] == "").all()


def test_an_unknown_number_is_refused():
    """A name that no value has is an error, not a guess."""
    with pytest.raises(ValueError, match="size 1"):
        sources.value("of_nothing")
