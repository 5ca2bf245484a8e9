"""Defaults that rest on facts are what the facts lead to, by formula or by fit."""

import math
from dataclasses import replace

import pytest

from mlops_study import experiments, sources
from mlops_study.experiments import DEPLOYMENT, DEVELOPMENT, Search
from mlops_study.experiments.verification import solvable
from mlops_study.lifecycle import KPIS, PARAMETERS, Process

Z_999 = 3.29
"""Standard errors that a right value is off by once in a thousand."""


def named(source: str) -> set[str]:
    return set(filter(None, source.split("; ")))


def test_defaults_are_the_derived_values_rounded():
    """What the parameters print is what the facts give, to the digits printed."""
    process = Process()
    for name, value in experiments.derived().items():
        of = PARAMETERS["process"][name]
        typed = of.full if of.full_source else getattr(process, name)
        digits = len(f"{typed}".split(".")[1])
        assert round(value, digits) == typed, name


def test_defaults_are_the_fitted_values_to_two_digits():
    """Every fitted parameter is stored, and every stored one is called fitted."""
    stored = experiments.CALIBRATION.indexed()
    process = PARAMETERS["process"]
    assert set(stored.index) == {
        n for n, of in process.items() if of.status == "fitted"
    }
    for name, row in stored.iterrows():
        assert process[name].default == float(f"{row['fitted']:.2g}"), name
        assert process[name].source == row["fact"]
        assert row["fitted"] < row["at_bound"]


def refits(replications: int) -> None:
    """Fit anew with other luck; the errors allow for the smaller sample."""
    stored = experiments.CALIBRATION.indexed()
    search = Search(seed=7, replications=replications)
    again = experiments.fitted(search, bounds=False).set_index("parameter")
    larger = math.sqrt(1 + Search().replications / replications)
    apart = (again["fitted"] - stored["fitted"]).abs() / stored["se"]
    assert (apart < Z_999 * larger).all(), apart


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("replications", [2, 10])
def test_a_refit_from_another_seed_agrees(replications):
    """Within the stated error, at 99.9 %."""
    refits(replications)


@pytest.mark.slow
@pytest.mark.no_cover
def test_a_fit_finds_the_wait_that_is_known():
    r"""An exponential wait of mean m is over 30 days with chance exp(-30 / m)."""
    base = solvable({"improvement_interval": 1.0}, {"access_wait": 5.0})
    search = Search(base=base, seed=1, replications=4)
    days = search.days(DEVELOPMENT, DEVELOPMENT.target)
    theory = -30 / math.log(1 - DEVELOPMENT.target)
    reached, error = search.reached(DEVELOPMENT, days)
    assert reached == pytest.approx(DEVELOPMENT.target, abs=1e-3)
    assert error < theory / 20
    assert abs(days - theory) < Z_999 * error


def test_days_are_put_into_the_parameters():
    """Waits in their proportion; what is gone is as with the practice."""
    base = experiments.paper_scenarios()["A"]
    made = DEPLOYMENT.at(18.0, base)
    assert made.without.handoff_wait == pytest.approx(4.0)
    assert made.without.release_interval == pytest.approx(28.0)
    assert made.full == base.full
    effort = {"preparation_effort": 0.5}
    made = replace(DEVELOPMENT, days=effort, gone=("access_wait",)).at(18.0, base)
    assert made.without.access_wait == base.full.access_wait
    share = base.full.preparation_effort / base.without.preparation_effort
    assert made.full.preparation_effort == pytest.approx(9.0 * share)


def test_the_bound_counts_all_of_whom_it_is_not_known_as_late():
    """40 of 100 beginners are not late; 18 of 100 firms did not know."""
    assert pytest.approx(0.40) == DEPLOYMENT.target
    assert pytest.approx(0.22) == DEPLOYMENT.bound
    assert pytest.approx(0.34) == DEVELOPMENT.target


def test_every_way_reaches_its_share():
    """The stored table of attributions, against the fact that each is fitted to."""
    columns = {"development": (DEVELOPMENT, "developed")}
    columns["deployment"] = (DEPLOYMENT, "deployed")
    for way, row in experiments.ATTRIBUTIONS.indexed().iloc[1:].iterrows():
        fit, reached = columns[way.partition(":")[0]]
        share = fit.bound if "not known" in way else fit.target
        assert row[reached] == pytest.approx(share, abs=0.005), way


@pytest.mark.slow
@pytest.mark.no_cover
def test_a_few_attributions_come_out_as_rows():
    """Each way with few runs, where only the columns count."""
    table = experiments.attributions(Search(replications=2))
    stored = experiments.ATTRIBUTIONS.read()
    assert list(table.columns) == list(stored.columns)
    assert list(table["attribution"]) == list(stored["attribution"])


def test_every_source_of_a_parameter_is_a_fact():
    """Sources name facts; sourced and derived values name one, assumed ones none."""
    facts = set(sources.facts().index)
    for of in PARAMETERS["process"].values():
        for status, source in (
            (of.status, of.source),
            (of.full_status, of.full_source),
        ):
            assert named(source) <= facts
            assert bool(source) == (status not in ("assumed", "measured"))


def test_unconfirmed_facts_stay_so():
    """A parameter is not called sourced or derived alone on unconfirmed facts."""
    facts = sources.facts()
    for of in PARAMETERS["process"].values():
        for status, source in (
            (of.status, of.source),
            (of.full_status, of.full_source),
        ):
            own = facts.loc[sorted(named(source)), "status"]
            if len(own) and (own == "unconfirmed").all():
                assert status == "unconfirmed"


def test_parameters_rest_on_inputs_and_the_held_out_on_nothing():
    """What a parameter rests on is an input; DORA and whatever is a check is not."""
    table = sources.load("constructs")
    inputs = set(table.loc[table["use"] == "input", "fact"])
    process = PARAMETERS["process"].values()
    used = set().union(*(named(of.source) | named(of.full_source) for of in process))
    assert used == inputs
    assert not inputs & set(sources.load("dora")["fact"])


def test_a_fact_is_held_against_what_the_model_has():
    """Facts, indicators and parameters of the constructs exist."""
    table = sources.load("constructs")
    assert set(table["fact"]) <= set(sources.facts().index)
    assert set(table["quantity"]) <= {"", *KPIS, *PARAMETERS["process"]}
    fits = table[table["quantity"].isin(KPIS) & (table["use"] == "input")]
    assert set(zip(fits["fact"], fits["quantity"], strict=True)) == {
        (fit.fact, fit.kpi) for fit in (DEVELOPMENT, DEPLOYMENT)
    }
