"""The stored studies of worlds: whole, fresh, and of the worlds that are drawn anew."""

import pandas as pd
import pytest

from mlops_study import experiments
from mlops_study.experiments import (
    ATTRIBUTION,
    EFFECTS,
    ENDS,
    FLIPS,
    INFORMATION,
    TOGETHER,
    WORLDS,
)
from mlops_study.experiments.uncertainty import COUNT
from mlops_study.lifecycle import PARAMETERS, PRACTICES

RUNS = WORLDS.read()
GOALS = list(PARAMETERS["interest"])
RANGES = experiments.uncertain(experiments.paper_scenarios()["A"])


def test_every_world_is_stored_whole():
    """A, each practice added, and C; so many replications each."""
    assert len(RUNS) == COUNT * (len(PRACTICES) + 2) * RUNS["replication"].nunique()
    assert set(RUNS["scenario"]) == {"A", "C", *(f"+ {p}" for p in PRACTICES)}
    assert list(experiments.study_worlds()) == list(RANGES)


def test_fewer_worlds_are_the_first_ones():
    """The stored study begins with them, run again."""
    again = experiments.worlds_study(1, workers=1)
    stored = RUNS.head(len(again)).reset_index(drop=True)
    pd.testing.assert_frame_equal(again.round(6), stored, check_dtype=False)


def test_information_has_every_assumption_that_may_tell():
    """Best first, before the best together and the bounds of knowing all.

    A price tells of cost alone, and that of adoption of nothing that is wanted.
    """
    for kpi, own in INFORMATION.read().groupby("kpi", sort=False):
        *alone, together, least, most = own["input"]
        assert (least, most) == ENDS
        assert together == ", ".join(alone[:TOGETHER])
        prices = set(PARAMETERS["prices"])
        without = {"adoption", "ramp_up"} if kpi == "cost" else prices
        assert set(alone) == set(RANGES) - without
        assert own["value"].iloc[: len(alone)].is_monotonic_decreasing


def test_stored_flips_lie_in_their_ranges():
    """And name practices that are not the usual best."""
    for row in FLIPS.read().to_dict("records"):
        ends = RANGES[row["input"]].ends
        if isinstance(ends[0], str):
            assert row["start"] in ends
        else:
            assert ends[0] <= float(row["start"]) <= float(row["end"]) <= ends[-1]
        assert row["best"] in PRACTICES.values()


def test_effects_are_of_every_assumption_by_every_method():
    """Shapley effects add up to one, whatever the number of blocks."""
    found = EFFECTS.read()
    assert set(found["kpi"]) == set(GOALS)
    for _, own in found.groupby(["kpi", "index", "blocks"]):
        assert set(own["input"]) == set(RANGES)
    shapley = found[found["index"] == "shapley"].groupby(["kpi", "blocks"])["value"]
    assert shapley.sum().to_numpy() == pytest.approx(1, abs=1e-4)


def test_attribution_adds_up_to_the_difference_of_c_and_a():
    """By luck, those of the stored practices, which have the same luck."""
    found = ATTRIBUTION.read().query("over == 'luck' and measure == 'shapley'")
    means = experiments.load_study("practices").groupby("scenario")[[*GOALS]].mean()
    whole = found.groupby("kpi")["mean"].sum()
    for kpi in GOALS:
        expected = means.loc["C", kpi] - means.loc["A", kpi]
        assert whole[kpi] == pytest.approx(expected, abs=1e-4), kpi


def test_automation_and_ci_cd_prevent_the_same_failures():
    """As the chapter says of their interaction, which is the strongest in failures."""
    found = ATTRIBUTION.read().query(
        "measure == 'interaction' and kpi == 'change_failure_rate'"
    )
    for _, own in found.groupby("over"):
        strongest = own.loc[own["mean"].abs().idxmax()]
        assert (strongest["practice"], strongest["other"]) == ("ci_cd", "automation")
        assert strongest["low"] > 0


def test_lead_time_hangs_on_waits():
    """As the chapter says of what surely flips its answer."""
    found = FLIPS.read().query("kpi == 'improvement_time' and low > 0")
    assert set(found["input"]) <= {"access_wait", "handoff_wait", "release_interval"}
