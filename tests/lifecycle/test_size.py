"""What a run asks of the machine is told beforehand."""

import dataclasses

import pytest
from mlops_study.lifecycle.streams import BLOCK

from mlops_study.lifecycle import SCENARIOS, Horizon, Lifecycle, load_scenario, size


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_is_about_as_large_as_was_said(name):
    """Seldom larger, and not ten times smaller: of events, checks and draws."""
    horizon = Horizon(warm_up=0.0, measured=300.0)
    scenario = dataclasses.replace(load_scenario(name), run=horizon)
    lifecycle = Lifecycle(scenario, 1, 0, unlimited=True)
    run, said = lifecycle.run(), size(scenario)
    drawn = len(lifecycle._visits) * BLOCK * scenario.organisation.models
    pairs = [(len(run.log), said.events), (run.checks, said.checks)]
    for real, estimate in [*pairs, (drawn, said.draws)]:
        assert estimate / 10 < real < estimate * 1.5
