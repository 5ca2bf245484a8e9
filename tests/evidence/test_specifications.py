"""The specification curve and the claims held against each other."""

from collections import Counter
from functools import cache

import numpy as np
import pandas as pd
import pytest

from mlops_study import evidence
from mlops_study.evidence import Verdict
from mlops_study.published import Paper

REGISTER = evidence.recomputations(Paper())


@cache
def specifications() -> pd.DataFrame:
    return evidence.specifications(REGISTER)


def test_each_combination_of_options_is_one_specification():
    """The first is the one in use, and all count every claim."""
    found, codings = specifications(), evidence.codings()
    assert len(found) == np.prod([len(c.options) for c in codings.values()])
    assert found.iloc[0][[*codings]].tolist() == [c.used for c in codings.values()]
    assert (found[[*Verdict]].sum(axis=1) == len(REGISTER)).all()
    counts = evidence.verdict_counts(evidence.audit_claims())
    assert found.iloc[0][[*Verdict]].tolist() == counts.tolist()


@pytest.mark.parametrize("row", np.random.default_rng(11).integers(0, 10**6, size=4))
def test_a_specification_counts_what_the_checks_say(row):
    """Claim by claim, with all of its options at once."""
    chosen = specifications().iloc[row]
    codes = chosen[[*evidence.codings()]].to_dict()
    verdicts = Counter(each.finding(**codes).verdict for each in REGISTER.values())
    assert {v: n for v, n in chosen[[*Verdict]].items() if n} == verdicts


def test_effects_of_codings_are_counted_from_single_changes():
    """What an option moves alone is what changes when nothing else does."""
    effects = evidence.coding_effects(REGISTER)
    for coding in effects[~effects["used"]].itertuples():
        moved = [
            each.finding(**{coding.coding: coding.option}).verdict
            != each.finding().verdict
            for each in REGISTER.values()
            if coding.coding in each.check.codings
        ]
        assert sum(moved) == coding.alone
    # as the chapter says in words
    largest = effects.sort_values("alone", kind="stable").iloc[-3:]["coding"]
    assert set(largest) == {"opinions", "causal", "unsaid"}
    assert (effects.loc[effects["used"], ["alone", "together"]] == 0).all(axis=None)


def test_versions_of_the_same_thing_stand_together():
    """At least two of each, and the cases that a reader would look for."""
    found = evidence.versions(Paper())
    assert (found.groupby("about").size() > 1).all()
    said = found.set_index(["about", "said"])["claims"]
    dashboards = said["Table 4, performance dashboards, 70 %"]
    assert dashboards.to_dict() == {
        "use of any tool": "insight-5",
        "use of the tool": "result-10",
    }
    assert "method-5" in said["simulated runs", "done"].split("; ")
    assert ("simulated runs", "planned under “Simulation Framework”") in said
    rows = said["rows of Table 2"]
    assert rows["cultural resistance, data silos"].split("; ") == [
        "finding-3",
        "significance-1",
        "conclusion-2",
    ]
    assert rows["cultural resistance, data silos, lack of standardized processes"]
    assert "admitted as a limitation" in said["potential biases"]
