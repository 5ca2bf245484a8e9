"""What a run asks of the machine is told beforehand."""

import dataclasses

import pytest

from mlops_study.lifecycle import SCENARIOS, Horizon, load_scenario, simulate, size


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_is_about_as_large_as_was_said(name):
    """Seldom larger, and not ten times smaller: of events, checks and items."""
    horizon = Horizon(warm_up=0.0, measured=300.0)
    scenario = dataclasses.replace(load_scenario(name), run=horizon)
    run, said = simulate(scenario, seed=1, unlimited=True), size(scenario)
    items = (run.log["event"] == "requested").sum()
    pairs = [
        (len(run.log), said.events),
        (run.tally.checks, said.checks),
        (items, said.items),
    ]
    for real, estimate in pairs:
        assert estimate / 10 < real < estimate * 1.5
