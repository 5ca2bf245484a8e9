"""Scenarios reduced to queues that can be solved by hand."""

import dataclasses

import pytest

from mlops_study.lifecycle import Horizon, Organisation, Practices, Process, Scenario

NOTHING = {
    "access_wait": 0.0,
    "preparation_effort": 0.0,
    "selection_effort": 0.0,
    "training_time": 0.0,
    "defect_probability": 0.0,
    "handoff_wait": 0.0,
    "release_interval": 0.0,
    "deployment_effort": 0.0,
    "effort_cv": 1.0,
    "family": "gamma",
}


@pytest.fixture
def queue():
    """Make a scenario in which only what is named takes time, exponentially."""

    def make(staff: dict, process: dict, *, warm_up=0.0, measured=1000.0) -> Scenario:
        same = Process(**(NOTHING | process))
        return Scenario(
            practices=Practices(monitoring_interval=float("inf")),
            organisation=dataclasses.replace(Organisation(models=1), **staff),
            run=Horizon(warm_up=warm_up, measured=measured),
            without=same,
            full=same,
        )

    return make
