"""Offered loads are those of queueing theory, whatever there is of a resource."""

import math
from dataclasses import replace

import pytest

from mlops_study import tables
from mlops_study.experiments import offered_loads, paper_scenarios
from mlops_study.experiments.verification import queueing_cases, solvable
from mlops_study.lifecycle import Horizon, Observations, Scenario, simulate

SHORT = Horizon(warm_up=50.0, measured=100.0)


def loads(scenario: Scenario, runs: int = 2):
    """Return the offered loads of one scenario by resource."""
    return offered_loads({"it": scenario}, seed=4, runs=runs).set_index("resource")


def test_the_load_of_a_queue_is_arrival_by_service_rate():
    """M/M/1, M/M/3 and a tandem in which rework adds to the first two stages."""
    single, triple, tandem = queueing_cases(measured=500.0)
    flow = 0.5 / (1 - 0.1)
    for case, expected in (
        (single, {"scientists": 0.6}),
        (triple, {"scientists": 2.1}),
        (tandem, {"scientists": flow, "nodes": flow * 1.2, "engineers": 0.5 * 0.9}),
    ):
        found = loads(case.scenario, runs=12)
        for resource, theory in expected.items():
            row = found.loc[resource]
            assert abs(row["offered"] - theory) < 2 * row["half_width"], case.name
            assert row["half_width"] < 0.15 * theory
        assert found.loc["cloud", "offered"] == 0


def test_a_load_does_not_depend_on_what_there_is():
    """One server or a thousand: the same work is asked for, of another capacity."""
    found = {}
    for servers in (1, 1000):
        staff = {"data_scientists": servers, "improvement_interval": 0.5}
        found[servers] = loads(solvable(staff, {"preparation_effort": 3.0})).loc[
            "scientists"
        ]
    assert found[1]["offered"] == found[1000]["offered"] > 5
    assert found[1]["share"] == found[1]["offered"] > 1
    assert found[1000]["share"] == found[1000]["offered"] / 1000


def test_nothing_waits_where_resources_are_unlimited():
    """Of an overloaded organisation, and as long as it would work alone."""
    scenario = Scenario(run=SHORT)
    one = replace(
        scenario, organisation=replace(scenario.organisation, data_scientists=1)
    )
    free = Observations(simulate(one, seed=1, unlimited=True)).levels
    bound = Observations(simulate(one, seed=1)).levels
    assert free["scientists queue"] == 0 < bound["scientists queue"]
    assert bound["scientists busy"] <= 1 < free["scientists busy"]


def test_resources_that_there_are_not_bear_no_load():
    """Without nodes all is trained in the cloud, and the table lists what there is."""
    scenario = replace(paper_scenarios()["C"], run=SHORT)
    weekly = replace(scenario.practices, monitoring_interval=7.0)
    found = loads(replace(scenario, practices=weekly))
    assert list(found.index) == ["scientists", "cloud", "engineers"]
    assert (found["offered"] > 0).all()


def test_what_nobody_asks_for_is_no_load():
    """Neither demand nor monitoring; or work that takes no time."""
    quiet = solvable({"improvement_interval": math.inf}, {"preparation_effort": 1.0})
    for scenario in (quiet, solvable({"improvement_interval": 5.0}, {})):
        found = loads(scenario)
        assert (found["share"] == 0).all()
        cells = tables.load(found.reset_index()).cells
        assert set(cells["Demand that saturates it"]) == {"any"}
        assert set(cells["Note"]) == {""}


def test_the_table_names_what_limits_throughput():
    """The largest load by capacity, and how many times the demand there could be."""
    tandem = queueing_cases(measured=500.0)[2].scenario
    found = loads(tandem)
    cells = tables.load(found.reset_index()).cells.set_index("Resource")
    assert cells.loc["training nodes", "Note"] == "limits throughput"
    assert (cells["Note"] != "").sum() == 1
    times = float(cells.loc["training nodes", "Demand that saturates it"].split()[0])
    assert times == pytest.approx(1 / found.loc["nodes", "share"], abs=0.01)
    busy = replace(
        tandem, organisation=replace(tandem.organisation, improvement_interval=0.5)
    )
    notes = tables.load(loads(busy).reset_index()).cells.set_index("Resource")["Note"]
    assert notes["training nodes"] == "overloaded, limits throughput"
    assert notes["data scientists"] == "overloaded"
