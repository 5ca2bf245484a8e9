"""What several tests of the lifecycle share: scenarios, solvable or drawn."""

from functools import partial

import pytest
from hypothesis import reject
from hypothesis import strategies as st

from mlops_study.experiments.verification import solvable
from mlops_study.lifecycle import (
    PARAMETERS,
    Horizon,
    Organisation,
    Practices,
    Process,
    Scenario,
    simulate,
)
from mlops_study.lifecycle.rules import StandstillError


@pytest.fixture
def queue():
    """Make a scenario in which only what is named takes time, exponentially."""
    return partial(solvable, warm_up=0.0)


OWN = {
    "superseded": ["replaced", "kept"],
    "family": ["lognormal", "gamma"],
    "alarm_threshold": [-1.0, 0.0, 0.01, 0.05, 1.0],
    "baseline_labels": [0.0, 0.001, 100.0],
    "training_failure": [0.0, 0.5, 0.9],
    "fresh_tpr": [0.57, 0.57, 0.0],
}
"""What is drawn of some parameters, from what turns them off to what is extreme."""

WHOLE = [0.0, 1.0, 2.0, 3.0]


@st.composite
def processes(draw, whole):
    """Draw a process: each value as it is, or one that is a whole number or an edge."""
    values = {}
    for name, of in PARAMETERS["process"].items():
        usual = [of.default, of.full, of.default]
        if name in OWN:
            usual = OWN[name]
        elif of.unit in ("days", "person-days"):
            least = [max(days, of.low) for days in WHOLE]
            usual = least if whole else [of.default, of.full, of.default / 3]
        elif of.unit == "probability" and name != "stable_share":
            usual = [0.0, 0.5, of.default, of.full]
        elif name in ("effort_cv", "wait_cv"):
            usual = [0.0] if whole else [0.0, of.default]
        values[name] = draw(st.sampled_from(usual))
    if not whole and draw(st.integers(0, 9)) == 0:
        values["label_delay"] = 1000.0
    return values


@st.composite
def drawn(draw):
    """Draw scenarios of all kinds; half of them with many events at one instant.

    These have whole durations, windows and checks, at which every alarm is raised.
    """
    whole = draw(st.booleans())
    without, full = draw(processes(whole)), draw(processes(whole))
    intervals = [6.0, 12.0] if whole else [1 / 24, 0.7, 7.0, 90.0, float("inf")]
    share = st.sampled_from([0.0, 1.0]) if whole else st.floats(0, 1)
    levels = {name: draw(share) for name in ("ci_cd", "automation", "collaboration")}
    try:
        return Scenario(
            without=Process(**without),
            full=Process(**full | {"family": without["family"]}),
            practices=Practices(
                **levels,
                cloud=draw(st.sampled_from([0.0, 0.5, 1.0])),
                monitoring_interval=draw(st.sampled_from(intervals)),
            ),
            organisation=Organisation(
                models=draw(st.sampled_from([1, 2, 3, 6])),
                data_scientists=draw(st.integers(1, 3)),
                operations_engineers=draw(st.integers(1, 2)),
                training_nodes=draw(st.integers(1, 2)),
                cloud_quota=draw(st.integers(1, 2)),
                improvement_interval=draw(st.sampled_from([1.0, 20.0, float("inf")])),
            ),
            run=Horizon(
                warm_up=draw(st.sampled_from([0.0, 40.0])),
                measured=draw(st.sampled_from([60.0, 110.5])),
            ),
        )
    except ValueError:
        reject()


@pytest.fixture(scope="session")
def scenarios():
    """Return what draws scenarios of all kinds."""
    return drawn()


@st.composite
def drawn_runs(draw):
    """Draw a run of such a scenario, in which time does not stand still."""
    try:
        return simulate(draw(drawn()), seed=draw(st.integers(0, 2**64 - 1)))
    except StandstillError:
        reject()


@pytest.fixture(scope="session")
def runs():
    """Return what draws runs of scenarios of all kinds."""
    return drawn_runs()
