"""The grid of the scenario explorer."""

from dataclasses import replace

import pytest

from mlops_study.experiments import (
    explorer_design,
    explorer_levels,
    explorer_name,
    paper_scenarios,
)
from mlops_study.lifecycle import PRACTICES, Organisation, Scenario

GRID = explorer_design()


@pytest.mark.parametrize("letter", "ABC")
def test_the_papers_scenarios_are_points_of_the_grid(letter):
    """With their nodes and all else; only the title is another."""
    scenario = paper_scenarios()[letter]
    name = explorer_name(scenario.practices)
    assert GRID[name] == replace(scenario, title=name)


def test_every_mixture_is_there_once():
    """The level of the last practice changes first, as in a number of digits."""
    levels = explorer_levels().items()
    found = [
        tuple(own.index(getattr(s.practices, practice)) for practice, own in levels)
        for s in GRID.values()
    ]
    assert found == sorted(set(found))
    assert len(found) == 3 ** len(PRACTICES)


def test_an_organisation_of_ones_own_takes_the_place_of_a():
    """It keeps all but practices, title and the nodes that the cloud replaces."""
    own = Scenario(organisation=Organisation(models=7, training_nodes=5))
    for scenario in explorer_design(own).values():
        assert scenario.organisation.models == 7
        in_cloud = scenario.practices.cloud == 1
        assert scenario.organisation.training_nodes == (0 if in_cloud else 5)
