"""Defaults that rest on facts are what the facts lead to."""

import pytest

from mlops_study import sources
from mlops_study.lifecycle import PARAMETERS, Process
from mlops_study.lifecycle.calibration import calibrated, deployment_time, waits


def test_the_deployment_time_reproduces_the_two_shares():
    """The fitted distribution puts the reported shares below a week and a month."""
    from scipy import stats

    median, sigma = deployment_time()
    fitted = stats.lognorm(sigma, scale=median)
    assert fitted.cdf(7) == pytest.approx(14 / 82)
    assert fitted.cdf(30) == pytest.approx(42 / 82)


def test_defaults_are_the_calibrated_values_rounded():
    """What the parameters print is what the facts give, to the digits printed."""
    process = Process()
    for name, value in calibrated().items():
        of = PARAMETERS["process"][name]
        typed = of.full if of.fixes == "full" else getattr(process, name)
        digits = len(f"{typed}".split(".")[1])
        assert round(value, digits) == typed, name


def test_an_unhurried_item_takes_the_median_firms_time():
    """Waits and efforts of an item without practices add up to fact K09."""
    facts = calibrated()
    efforts = ("preparation_effort", "selection_effort", "training_time")
    work = sum(facts[name] for name in (*efforts, "deployment_effort"))
    assert work + waits(Process()) == pytest.approx(deployment_time()[0])


def test_every_source_of_a_parameter_is_a_fact():
    """Sources name facts; sourced and derived values name one, assumed ones none."""
    facts = set(sources.facts().index)
    for of in PARAMETERS["process"].values():
        named = set(filter(None, of.source.split("; ")))
        assert named <= facts
        assert bool(named) == (of.status in ("derived", "sourced", "unconfirmed"))


def test_unconfirmed_facts_stay_so():
    """A parameter is not called sourced or derived alone on unconfirmed facts."""
    facts = sources.facts()
    for of in PARAMETERS["process"].values():
        named = [name for name in of.source.split("; ") if name]
        if named and (facts.loc[named, "status"] == "unconfirmed").all():
            assert of.status == "unconfirmed"


def test_the_held_out_clusters_calibrate_nothing():
    """No parameter rests on the DORA facts that the scenarios are checked against."""
    checks = sources.facts().query("use == 'check'").index
    for of in PARAMETERS["process"].values():
        assert not set(of.source.split("; ")) & set(checks)
