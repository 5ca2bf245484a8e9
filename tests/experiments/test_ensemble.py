"""Many worlds, run block by block: killed or not, stored or not, the same."""

import dataclasses
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from mlops_study.experiments import altered, draw, replicate, run_worlds, uncertain
from mlops_study.experiments.ensemble import BLOCK, model
from mlops_study.lifecycle import KPIS, Horizon, Organisation, Practices, Scenario

BASE = Scenario(
    run=Horizon(warm_up=0.0, measured=30.0),
    organisation=Organisation(models=3, improvement_interval=10.0),
)
WORLDS = draw(uncertain(BASE), 2 * BLOCK + 1, seed=7)


def pair(base: Scenario) -> dict[str, Scenario]:
    """Compare an organisation with one that deploys on demand."""
    practices = dataclasses.replace(base.practices, ci_cd=1.0)
    return {"A": base, "+ ci_cd": dataclasses.replace(base, practices=practices)}


def run(base: Scenario = BASE, worlds: pd.DataFrame = WORLDS, **options):
    return run_worlds(
        base,
        worlds,
        **{"seed": 3, "design": pair, "workers": 1, "replications": 1, **options},
    )


def stamps(folder: Path) -> dict[str, int]:
    """Return when each block was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.csv")}


def content(frame: pd.DataFrame) -> bytes:
    return frame.to_csv().encode()


def test_a_row_is_a_run_of_a_scenario_in_a_world():
    """With luck that the scenarios of a world share, and worlds do not."""
    worlds = WORLDS.iloc[: BLOCK + 2]
    found = run(worlds=worlds, replications=2)
    assert len(found) == 2 * 2 * len(worlds)
    values = WORLDS.to_dict("records")[5]
    scenarios = {name: altered(s, values) for name, s in pair(BASE).items()}
    expected = replicate(scenarios, [10, 11], seed=3, workers=1)
    own = found[found["world"] == 5].reset_index(drop=True)
    assert own["replication"].tolist() == [0, 1, 0, 1]
    assert own["scenario"].tolist() == expected["scenario"].tolist()
    pd.testing.assert_frame_equal(own[list(KPIS)], expected[list(KPIS)].astype(float))


@pytest.mark.parametrize(
    "workers", [1, pytest.param(2, marks=[pytest.mark.slow, pytest.mark.no_cover])]
)
def test_stored_or_not_by_one_or_by_two_the_bytes_are_the_same(tmp_path, workers):
    """And read again they are the same, with nothing run or written."""
    usual, folder = content(run()), tmp_path / "new"
    assert content(run(folder=folder, workers=workers)) == usual
    written = stamps(folder)
    assert len(written) == 3
    assert content(run(folder=folder)) == usual
    assert written == stamps(folder)
    assert not list(folder.glob(".*"))


def test_more_worlds_run_only_what_is_new(tmp_path):
    """Whole blocks of a smaller study serve the larger."""
    fewer = run(worlds=WORLDS.iloc[: 2 * BLOCK], folder=tmp_path)
    before = stamps(tmp_path)
    more = run(folder=tmp_path)
    assert before.items() < stamps(tmp_path).items()
    assert content(more.iloc[: len(fewer)]) == content(fewer)


@pytest.mark.parametrize(
    "changed",
    [
        {"seed": 4},
        {"replications": 2},
        {"sharing": 2},
        {"worlds": WORLDS.iloc[:BLOCK].assign(incident=1.0)},
        {"design": lambda base: {"A": base}},
        {"base": dataclasses.replace(BASE, practices=Practices(automation=0.1))},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_another_study_finds_nothing_of_this_one(tmp_path, changed):
    """Not with another seed, world, organisation, design or luck."""
    first = WORLDS.iloc[:BLOCK]
    run(worlds=first, folder=tmp_path)
    run(**{"worlds": first, "folder": tmp_path, **changed})
    assert len(list(tmp_path.iterdir())) == 2


def test_another_model_finds_nothing_of_this_one(tmp_path, monkeypatch):
    """Its sources are part of the name."""
    first = WORLDS.iloc[:2]
    run(worlds=first, folder=tmp_path)
    monkeypatch.setattr("mlops_study.experiments.ensemble.model", lambda: model()[1:])
    run(worlds=first, folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_worlds_that_share_luck_differ_by_their_values_only():
    """Where these are equal, too, their runs are equal; otherwise they are not."""
    alike = WORLDS.iloc[[0] * 4].reset_index(drop=True).rename_axis("world")
    shared, own = run(worlds=alike, sharing=2), run(worlds=alike)
    for found, first, second, same in (
        (shared, 0, 1, True),
        (shared, 1, 2, False),
        (own, 0, 1, False),
    ):
        runs = found.set_index(["world", "scenario", "replication"])
        assert runs.loc[first].equals(runs.loc[second]) is same


def test_the_runs_of_a_saturated_organisation_have_no_values():
    """One data scientist for a hundred models: no number of it would mean anything."""
    staff = Organisation(models=100, data_scientists=1)
    busy = dataclasses.replace(
        BASE, organisation=staff, run=Horizon(warm_up=100.0, measured=60.0)
    )
    found = run(base=busy, worlds=WORLDS.iloc[:1])
    assert found[list(KPIS)].isna().all(axis=None)
    assert run(worlds=WORLDS.iloc[:1])["cost"].notna().all()


def test_a_study_that_is_interrupted_goes_on_where_it_was(tmp_path, monkeypatch):
    """No world is run again, but for those of the block that was broken off."""
    usual, done = content(run()), []

    def breaking(*args, **options):
        done.append(args)
        if len(done) == BLOCK + 2:
            raise KeyboardInterrupt
        return replicate(*args, **options)

    monkeypatch.setattr("mlops_study.experiments.ensemble.replicate", breaking)
    with pytest.raises(KeyboardInterrupt):
        run(folder=tmp_path)
    assert content(run(folder=tmp_path)) == usual
    assert len(done) == len(WORLDS) + 2


SCRIPT = """
import sys
from pathlib import Path
from test_ensemble import run

frame = run(folder=Path(sys.argv[1]), workers=int(sys.argv[2]))
frame.to_csv(sys.argv[3])
"""


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("workers", [1, 2])
def test_a_study_that_is_killed_ten_times_goes_on_where_it_was(tmp_path, workers):
    """Kill -9 while a block is run or written: none is lost, none run twice."""
    folder, out = tmp_path / "blocks", tmp_path / "out.csv"
    command = [sys.executable, "-c", SCRIPT, str(folder), str(workers), str(out)]
    here = Path(__file__).parent
    done: dict[str, int] = {}
    for kill in range(10):
        with subprocess.Popen(command, cwd=here) as study:
            while study.poll() is None:
                written = len(stamps(folder)) > len(done) or list(folder.glob(".*"))
                if folder.exists() and (written or not kill % 2):
                    break
                time.sleep(0.001)
            time.sleep(kill / 50)
            study.send_signal(signal.SIGKILL)
        assert done.items() <= stamps(folder).items()
        done = stamps(folder)
    subprocess.run(command, cwd=here, check=True)
    assert done.items() <= stamps(folder).items()
    assert out.read_bytes() == content(run())
