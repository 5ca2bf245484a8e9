"""Ranges of assumed values: complete, possible, and drawn from as they say."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mlops_study.lifecycle import PARAMETERS, Parameter, Process, Range, Scenario

EVERY = {
    f"{part}.{name}": of for part, own in PARAMETERS.items() for name, of in own.items()
}
RANGES = {
    (name, end): of.range if end == "without" else of.full_range
    for name, of in EVERY.items()
    for end in ("without", "full")
}
CALLED = {"without": "default", "full": "full"}
FREE = ("derived", "fitted")
"""May have a range though they are not assumed: surveys asked something else."""


def value(name: str, end: str) -> object:
    """Return a value as it is assumed."""
    return getattr(EVERY[name], CALLED[end])


@pytest.mark.parametrize("name", EVERY)
def test_what_is_assumed_has_a_range_and_a_reason(name):
    """And nothing else has, but for values whose derivation is itself doubtful."""
    of = EVERY[name]
    having = {end for end in CALLED if RANGES[name, end] is not None}
    fixed = {"without"} if of.status in FREE else set()
    assert set(of.assumed) <= having <= set(of.assumed) | fixed
    assert bool(of.reason) == bool(having)
    assert "\n" not in of.reason


def test_a_value_with_a_practice_is_assumed_on_its_own():
    """A source fixes one of two values; what a scenario chooses is no assumption."""
    two = Parameter(default=1.0, full=2.0, by="ci_cd", about="")
    assert two.assumed == ("without", "full")
    assert dataclasses.replace(two, status="derived").assumed == ("full",)
    other = dataclasses.replace(two, full_status="sourced")
    assert other.assumed == ("without",)
    assert dataclasses.replace(two, status="chosen").assumed == ()
    assert Parameter(default=1.0, about="").assumed == ("without",)
    assert Parameter(default=1.0, about="", status="measured").assumed == ()


@pytest.mark.parametrize(("name", "end"), [k for k, v in RANGES.items() if v])
def test_a_range_holds_its_value_and_is_allowed(name, end):
    """Between the bounds of the parameter, and around what is assumed."""
    of, found = EVERY[name], RANGES[name, end]
    assert found.mode == value(name, end)
    if found.shape == "choice":
        assert found.mode in found.ends
        return
    low, high = found.ends
    assert of.low <= low < high <= of.high
    assert low <= found.mode <= high
    assert found.shape != "log-uniform" or low > 0


@pytest.mark.parametrize("name", [name for name, of in EVERY.items() if of.by])
def test_no_practice_makes_worse_what_it_moves(name):
    """Ranges without and with it lie apart, on the sides on which the values lie."""
    of = EVERY[name]
    without = of.range.ends if of.range else (of.default, of.default)
    full = of.full_range.ends if of.full_range else (of.full, of.full)
    assert full[1] <= without[0] if of.full < of.default else without[1] <= full[0]


FLIPS = [
    ("preparation_effort", "without", [0.5, 2]),
    ("preparation_effort", "full", [0.5]),
    ("access_wait", "without", [1.5, 2]),
    ("release_interval", "without", [1.5]),
    ("defect_probability", "without", [0.5]),
    ("defect_probability", "full", [0.5]),
    ("defect_severity", "without", [0.5]),
    ("catch_probability", "full", [0.7 / 0.95, 0.75 / 0.95]),
    ("ageing_strength", "without", [0.5]),
]


@pytest.mark.parametrize(("name", "end", "factors"), FLIPS)
def test_ranges_reach_what_overturned_a_conclusion(name, end, factors):
    """Changes of one assumption that are known to change which practice is best."""
    low, high = RANGES[f"process.{name}", end].ends
    for factor in factors:
        assert low <= factor * value(f"process.{name}", end) <= high


def test_no_more_labels_come_than_there_are_positive_cases():
    """Of the fewest predictions, at the base rate."""
    labels = EVERY["organisation.labels_per_day"].range.ends
    predictions = EVERY["organisation.predictions_per_day"].range.ends
    assert labels[1] <= predictions[0] * EVERY["process.base_rate"].default


def test_incidents_may_cost_nothing():
    """Without their price only the cloud lowers costs."""
    assert EVERY["prices.incident"].range.ends[0] == 0


@given(u=st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_any_draw_of_the_ranges_makes_a_scenario(u):
    """Every corner and what lies between, with the words as well."""
    ends = {}
    for i, end in enumerate(CALLED):
        drawn = {}
        for k, (name, of) in enumerate(PARAMETERS["process"].items()):
            # what no practice moves is one value
            found = RANGES[f"process.{name}", end if of.by else "without"]
            place = u[(k + i * bool(of.by)) % 4]
            drawn[name] = (
                found.quantile(place).item() if found else value(f"process.{name}", end)
            )
        ends[end] = Process(**drawn)
    scenario = Scenario(**ends)
    assert scenario.process == ends["without"]


SHAPES = {
    "uniform": stats.uniform(2, 6),
    "log-uniform": stats.loguniform(2, 8),
    "triangular": stats.triang(0.5, 2, 6),
}


@given(u=st.floats(0, 1), shape=st.sampled_from(list(SHAPES)))
def test_quantiles_are_those_of_the_distribution(u, shape):
    """SciPy's, within the ends."""
    found = Range(ends=(2.0, 8.0), shape=shape, mode=5.0).quantile(u)
    assert 2 <= found <= 8
    assert found == pytest.approx(SHAPES[shape].ppf(u))


@pytest.mark.parametrize("mode", [2.0, 3.0, 8.0])
def test_a_triangle_may_peak_at_an_end(mode):
    """Its quantiles are SciPy's, for many shares at once."""
    u = np.linspace(0, 1, 11)
    found = Range(ends=(2.0, 8.0), shape="triangular", mode=mode).quantile(u)
    expected = stats.triang((mode - 2) / 6, 2, 6).ppf(u)
    assert found == pytest.approx(expected)


def test_words_are_chosen_alike():
    """Each has an equal share of the draws."""
    words = Range(ends=("a", "b", "c"), shape="choice", mode="a")
    drawn = words.quantile(np.arange(300) / 299)
    assert [(drawn == word).sum() for word in "abc"] == [100, 100, 100]
