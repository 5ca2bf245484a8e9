"""Offered loads are those of queueing theory, whatever there is of a resource."""

import math
from dataclasses import replace

import pytest

from mlops_study import tables
from mlops_study.experiments import offered_loads, paper_scenarios, saturations
from mlops_study.experiments.load import _busy
from mlops_study.experiments.verification import queueing_cases, solvable
from mlops_study.lifecycle import Horizon, Observations, Scenario, simulate

SHORT = Horizon(warm_up=50.0, measured=100.0)
ENDS = ("without", "full")


def loads(scenario: Scenario, runs: int = 2, of=offered_loads):
    """Return the offered loads of one scenario by resource."""
    return of({"it": scenario}, seed=4, runs=runs).set_index("resource")


def without(scenario: Scenario, **staff) -> Scenario:
    """Return the scenario without defects, and with other staff or demand."""
    parts = {e: replace(getattr(scenario, e), defect_probability=0.0) for e in ENDS}
    return replace(
        scenario, **parts, organisation=replace(scenario.organisation, **staff)
    )


@pytest.mark.slow
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
    free = simulate(one, seed=1, unlimited=True).tally.levels
    bound = simulate(one, seed=1).tally.levels
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
        found = loads(scenario, of=saturations)
        assert (found["share"] == 0).all()
        cells = tables.load(found.reset_index()).cells
        assert set(cells["Demand that saturates it"]) == {"any"}
        assert set(cells["Note"]) == {""}


@pytest.mark.slow
def test_the_table_names_what_limits_throughput():
    """It takes the least demand; and how many times today's that is."""
    tandem = queueing_cases(measured=500.0)[2].scenario
    found = loads(tandem, of=saturations)
    cells = tables.load(found.reset_index()).cells.set_index("Resource")
    assert cells.loc["training nodes", "Note"] == "limits throughput"
    assert (cells["Note"] != "").sum() == 1
    word, times, _ = cells.loc["training nodes", "Demand that saturates it"].split()
    assert word == "about"
    assert float(times) == pytest.approx(found.loc["nodes", "factor"], rel=0.05)
    busy = replace(
        tandem, organisation=replace(tandem.organisation, improvement_interval=0.5)
    )
    cells = tables.load(loads(busy, of=saturations).reset_index()).cells
    notes = cells.set_index("Resource")["Note"]
    assert notes["training nodes"] == "overloaded, limits throughput"
    assert notes["data scientists"] == "overloaded"


def test_the_load_is_of_retrainings_and_of_the_rest():
    """Without monitoring none; without demand and defects all; in A and C a part."""
    a, c = (replace(paper_scenarios()[name], run=SHORT) for name in "AC")
    never = replace(a, practices=replace(a.practices, monitoring_interval=math.inf))
    assert (loads(never)["retrainings"] == 0).all()
    for scenario in (a, c):
        alone = loads(without(scenario, improvement_interval=math.inf))
        assert alone["offered"].max() > 0.1
        assert alone["retrainings"].tolist() == pytest.approx(alone["offered"].tolist())
        part = loads(scenario).loc["scientists"]
        assert 0.05 < part["retrainings"] < part["offered"] - 0.5


def test_the_work_of_a_run_adds_up_over_the_kinds_of_items():
    """What is tallied as busy is what the log says of the three kinds."""
    run = simulate(replace(paper_scenarios()["A"], run=SHORT), seed=4)
    spells = Observations(run).spells.query("activity == 'started'")
    low, high = spells["start"].clip(50.0), spells["end"].clip(50.0)
    days = (high - low).groupby([spells["resource"], spells["kind"]]).sum()
    assert set(days["scientists"].index) == {"improvement", "retraining", "repair"}
    for resource in ("scientists", "nodes", "engineers"):
        measured = _busy(run)
        assert measured[resource] == pytest.approx(days[resource].sum() / 100)
        assert measured[f"{resource} retrainings"] == pytest.approx(
            days[resource, "retraining"] / 100
        )


@pytest.mark.slow
def test_the_demand_that_saturates_a_queue_is_service_by_arrival_rate():
    """M/M/3: the load is a straight line through nothing, and c by it the factor."""
    triple = queueing_cases(measured=1_000.0)[1].scenario
    row = loads(triple, runs=3, of=saturations).loc["scientists"]
    assert row["factor"] == pytest.approx(3 / 2.1, rel=0.05)


def test_retrainings_do_not_saturate_with_demand():
    """Nodes of B are the busiest of its resources; people are what it runs out of."""
    found = loads(paper_scenarios()["B"], runs=1, of=saturations)
    assert found["share"].idxmax() == "nodes"
    assert found["factor"].idxmin() == "scientists"
    assert found.loc["nodes", "factor"] > 1.5 / found.loc["nodes", "share"]


def test_what_retrainings_alone_fill_no_demand_is_small_enough_for():
    """One node for more models than it can retrain; and demand as large as may be."""
    scenario = replace(paper_scenarios()["B"], run=SHORT)
    full = without(scenario, improvement_interval=math.inf, models=90, training_nodes=1)
    cells = tables.load(loads(full, of=saturations).reset_index()).cells
    row = cells.set_index("Resource").loc["training nodes"]
    assert row["Demand that saturates it"] == "none"
    assert row["Note"] == "saturated, limits throughput"
    most = solvable({"improvement_interval": 0.01}, {"preparation_effort": 1.0})
    short = replace(most, run=Horizon(warm_up=0.0, measured=5.0))
    assert loads(short, of=saturations)["factor"].notna().all()
