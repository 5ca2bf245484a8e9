"""Worlds: what is drawn, and what it changes."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from mlops_study.experiments import (
    altered,
    assumed_value,
    assumption,
    draw,
    places,
    stretch,
    uncertain,
    valued,
)
from mlops_study.experiments.worlds import CURVES, WITH
from mlops_study.lifecycle import PARAMETERS, Organisation, Prices, Process, Scenario

BASE = Scenario()
RANGES = uncertain(BASE)


def flat(scenario: Scenario) -> dict[str, object]:
    """Flatten a scenario to its values by part and name."""
    found: dict[str, object] = {"ageing": scenario.ageing.name}
    for part in ("practices", "organisation", "prices", "without", "full"):
        for name, value in dataclasses.asdict(getattr(scenario, part)).items():
            found[f"{part}.{name}"] = value
    return found


def test_every_range_of_the_parameters_is_drawn_from():
    """Without a practice, with it, and the ageing."""
    spans = {
        label
        for own in PARAMETERS.values()
        for name, of in own.items()
        for label, span in ((name, of.range), (name + WITH, of.full_range))
        if span
    }
    assert set(RANGES) == spans | {"ageing"}
    assert RANGES["ageing"].ends == CURVES


@pytest.mark.parametrize("label", RANGES)
def test_a_value_changes_itself_and_nothing_else(label):
    """At one end, or at both where no practice moves it."""
    span = RANGES[label]
    value = next(end for end in span.ends if end != span.mode)
    changed = dict(flat(altered(BASE, {label: value})).items() - flat(BASE).items())
    name = label.removesuffix(WITH)
    moved = PARAMETERS["process"].get(name)
    if label != name:
        expected = {f"full.{name}"}
    elif moved:
        expected = {f"without.{name}"} | ({f"full.{name}"} if not moved.by else set())
    else:
        expected = set(changed)
        assert {key.split(".")[-1] for key in changed} == {name}
    assert set(changed) == expected
    assert set(changed.values()) == {value}


def test_the_assumed_values_change_nothing():
    """What is drawn at the mode is the organisation itself."""
    assert altered(BASE, {name: span.mode for name, span in RANGES.items()}) == BASE
    assert {assumed_value(name) for name in RANGES} <= {
        f"{value}" for value in flat(BASE).values()
    }
    assert len({assumption(name) for name in RANGES}) == len(RANGES)


def test_what_an_organisation_has_measured_is_not_drawn():
    """A value other than the default, of the process at either end."""
    own = dataclasses.replace(
        BASE,
        prices=Prices(incident=900.0),
        organisation=Organisation(labels_per_day=5.0),
        without=Process(access_wait=20.0),
    )
    known = {"incident", "labels_per_day", "access_wait"}
    assert set(RANGES) - set(uncertain(own)) == known


def test_only_curves_on_which_its_rates_are_possible_are_drawn():
    """A false positive rate near one cannot grow; every world can be made."""
    rare = {"fresh_fpr": 0.9}
    own = dataclasses.replace(
        BASE,
        without=dataclasses.replace(BASE.without, **rare),
        full=dataclasses.replace(BASE.full, **rare),
    )
    ranges = uncertain(own)
    assert set(ranges["ageing"].ends) < set(CURVES)
    for row in draw(ranges, 64, seed=1).to_dict("records"):
        altered(own, row)


def test_worlds_are_spread_evenly_and_more_begin_with_the_fewer():
    """A quarter of 64 worlds in each quarter of every range, whatever its shape."""
    worlds = draw(RANGES, 64, seed=4)
    assert worlds.iloc[:20].equals(draw(RANGES, 20, seed=4))
    assert not worlds.equals(draw(RANGES, 64, seed=5))
    for name, span in RANGES.items():
        if span.shape == "choice":
            assert set(worlds[name]) == set(span.ends)
        else:
            quarters = span.quantile([0.0, 0.25, 0.5, 0.75, 1.0])
            assert np.histogram(worlds[name], quarters)[0].tolist() == [16] * 4


def test_values_are_the_quantiles_of_the_shares():
    """Column by column."""
    shares = draw({}, 1, seed=1).reindex(range(2)).assign(alarm=[0.0, 1.0])
    assert valued(shares, RANGES)["alarm"].tolist() == list(RANGES["alarm"].ends)


def test_a_stretch_that_reaches_an_end_of_the_range_is_above_or_below():
    """By the values drawn; with its unit where it has one that is read."""
    drawn = pd.Series(range(1, 101))
    assert stretch("access_wait", drawn, 0.5, 23.4) == "below 23 days"
    assert stretch("access_wait", drawn, "66.0", "100.0") == "above 66 days"
    assert stretch("access_wait", drawn, "15.1", "66.0") == "15 to 66 days"
    assert stretch("defect_probability", drawn / 100, 0.0, 0.234) == "below 0.23"
    words = pd.Series(["flights", "rainfall"], dtype=object)
    assert stretch("ageing", words, "rainfall", "rainfall") == "rainfall"


def test_a_stretch_lies_among_the_worlds():
    """By the share of worlds with a lower value; words of a choice all along."""
    values = pd.Series(np.arange(1.0, 101.0))
    assert places(values, "0.5", "23.4") == (0, 0.23)
    assert places(values, 66.0, 99.5) == (0.66, 0.99)
    assert places(pd.Series(["a", "b"], dtype=object), "a", "a") == (0, 1)
