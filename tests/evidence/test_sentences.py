"""The register of sentences: complete, and coded alike by two coders."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlops_study.evidence import alpha, alpha_interval, completeness
from mlops_study.evidence.sentences import CLAIMED
from mlops_study.published import Paper

PAPER = Paper()
SENTENCES = PAPER.table("sentences")
PLACES = pd.MultiIndex.from_frame(PAPER.table("claims")[["section", "sentence"]])
IS_CLAIM = SENTENCES.index.isin(PLACES)


def test_each_sentence_that_holds_something_is_a_claim_or_left_out_for_a_reason():
    """And none is both."""
    holds = SENTENCES["agreed"].isin(CLAIMED)
    left_out = SENTENCES["left_out"] != ""
    assert (IS_CLAIM[holds] ^ left_out[holds]).all()
    assert not (left_out & (IS_CLAIM | ~holds)).any()


def test_what_the_results_state_is_claimed():
    """Numbers always; what else is no claim there tells of the paper itself."""
    section = SENTENCES.index.get_level_values("section")
    results = (section >= 59) & (section <= 67)
    stated = SENTENCES["agreed"].isin(["number", "standing", "frequency", "trend"])
    others = SENTENCES[results & stated & ~IS_CLAIM]
    assert set(others["agreed"]) == {"standing"}
    assert set(others["left_out"]) == {"about the paper"}
    assert IS_CLAIM[SENTENCES["agreed"] == "number"].all()


def test_each_claim_has_its_sentence():
    """Claims of tables and lists, which are no sentences, have the number 0."""
    named = PLACES[PLACES.get_level_values("sentence") > 0]
    assert named.isin(SENTENCES.index).all()
    statements = PAPER.table("statements")
    for section, numbers in zip(
        statements["section"], statements["sentences"], strict=True
    ):
        assert all((section, int(n)) in SENTENCES.index for n in numbers.split(";"))


def test_codes_that_differ_are_settled_for_a_reason():
    """And only those."""
    differ = SENTENCES["first"] != SENTENCES["second"]
    assert ((SENTENCES["reason"] != "") == differ).all()
    alike = SENTENCES[~differ]
    assert alike["agreed"].equals(alike["first"])


def test_the_table_adds_up_to_the_sentences():
    """Claimed and left out together are all of a code."""
    counts = completeness(PAPER)
    assert counts.index.tolist() == list(CLAIMED)
    assert (counts.drop(columns="sentences").sum(axis=1) == counts["sentences"]).all()
    expected = SENTENCES["agreed"].value_counts()
    assert counts["sentences"].equals(expected[counts.index].rename("sentences"))


CODES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=12
).filter(lambda pairs: len({code for pair in pairs for code in pair}) > 1)


@given(CODES)
def test_alpha_is_the_disagreement_within_units_over_that_of_any_two_values(pairs):
    """By its definition: pairs of values of a unit, and all pairs of values."""
    within = np.mean([a != b for a, b in pairs])
    values = [code for pair in pairs for code in pair]
    any_two = np.mean([a != b for a, b in permutations(values, 2)])
    found = alpha(pd.DataFrame(pairs, columns=["first", "second"]))
    assert found == pytest.approx(1 - within / any_two)


def test_the_interval_holds_alpha_and_narrows_with_agreement():
    """Full agreement leaves none; the same seed gives the same ends."""
    codes = SENTENCES[["first", "second"]]
    low, high = alpha_interval(codes, np.random.default_rng(1), draws=50)
    assert low < alpha(codes) < high
    assert alpha_interval(codes, np.random.default_rng(1), draws=50) == (low, high)
    same = codes.assign(second=codes["first"])
    assert alpha_interval(same, np.random.default_rng(1), draws=20) == (1, 1)
