"""One assumption at a time: what is tried, and what is found."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mlops_study.experiments import (
    SENSITIVITY,
    assumed_value,
    paper_scenarios,
    sensitivity_study,
)
from mlops_study.experiments.sensitivity import _best, variants
from mlops_study.lifecycle import PARAMETERS, PRACTICES, Process

BASE = paper_scenarios()["A"]
TRIED = list(variants(BASE))


def parts(scenario) -> dict[str, object]:
    """Flatten a scenario to its values by name."""
    found = {"ageing": scenario.ageing.name}
    for part in ("organisation", "prices", "without", "full"):
        for name, value in dataclasses.asdict(getattr(scenario, part)).items():
            found[f"{part}.{name}"] = value
    return found


def test_every_variant_differs_in_one_value():
    """Of a value that no practice moves both ends, which are one value, move."""
    usual = parts(BASE)
    for parameter, value, scenario in TRIED:
        changed = {k: v for k, v in parts(scenario).items() if v != usual[k]}
        names = {key.split(".")[-1] for key in changed}
        assert names == {parameter.removesuffix(" with")}
        assert {f"{v}" for v in changed.values()} == {value}
        moved = PARAMETERS["process"].get(names.pop())
        assert len(changed) == (2 if moved and not moved.by else 1)


def test_every_range_is_tried_at_each_end():
    """But where the end is the assumed value itself."""
    ends = sum(
        sum(value != span.mode for value in span.ends)
        for own in PARAMETERS.values()
        for of in own.values()
        for span in (of.range, of.full_range)
        if span
    )
    ageing_and_node = 4
    assert len(TRIED) == ends + ageing_and_node
    assert len({(parameter, value) for parameter, value, _ in TRIED}) == len(TRIED)


def test_assumed_values_are_those_of_the_scenario_a():
    """By the name under which they are changed."""
    assert assumed_value("release_interval") == f"{Process().release_interval}"
    assert assumed_value("training_nodes") == "3"
    usual = {f"{value}" for value in parts(BASE).values()}
    assert {assumed_value(parameter) for parameter, _, _ in TRIED} <= usual


def test_the_best_is_better_by_its_lead():
    """Of made-up runs; what is wanted small is best where it is smallest."""
    without = pd.Series([10.0, 12.0])
    runs = pd.DataFrame({"a": [8.0, 10.0], "b": [7.0, 8.0], "c": [np.nan, np.nan]})
    best, effect, second, lead, low, high = _best("cost", without, runs, 0.95)
    assert (best, second, effect, lead) == ("b", "a", -3.5, -1.5)
    t = stats.ttest_rel(runs["b"], runs["a"]).confidence_interval()
    assert (low, high) == pytest.approx((t.low, t.high))
    assert _best("recall", without, runs, 0.95)[0] == "a"
    assert _best("cost", without * np.nan, runs, 0.95)[0] == ""


def test_the_stored_variants_are_those_of_the_ranges():
    """After the assumed values, each for every goal, in the order of the parameters."""
    stored = SENSITIVITY.read()
    pairs = list(dict.fromkeys(zip(stored["parameter"], stored["value"], strict=True)))
    assert pairs == [("", ""), *((name, value) for name, value, _ in TRIED)]
    assert set(stored["best"]) <= {"", *PRACTICES}


@pytest.mark.slow
@pytest.mark.no_cover
def test_the_stored_study_is_fresh():
    """A variant run again gives its stored rows."""
    stored = SENSITIVITY.read()
    chosen = [TRIED[0]]
    again = sensitivity_study(chosen=chosen, workers=1)
    own = stored[stored["parameter"].isin(["", chosen[0][0]])]
    own = own[own["value"].isin(["", chosen[0][1]])].reset_index(drop=True)
    pd.testing.assert_frame_equal(again, own, atol=1e-6, check_dtype=False)
