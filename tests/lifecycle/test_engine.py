"""The compiled engine does what the SimPy model does, to the last bit."""

import os
import shutil
import subprocess
import sys
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from numba.core import caching

from mlops_study.lifecycle import (
    SCENARIOS,
    Horizon,
    Organisation,
    Process,
    Scenario,
    compiling,
    engine,
    indicators,
    load_scenario,
    simulate,
)
from mlops_study.lifecycle.rules import StandstillError

FIELDS = ["time", "item", "event", "stage", "resource"]

SCENARIOS_DRAWN = int(os.environ.get("SCENARIOS", "300"))

SHORT = Scenario(run=Horizon(warm_up=0.0, measured=90.0))
GAMMA = replace(SHORT, without=Process(family="gamma"), full=Process(family="gamma"))


def outcome(scenario, engine="compiled", **how):
    """Return log and indicators of a run, or the error with which it ends."""
    try:
        run = simulate(scenario, engine=engine, **how)
    except StandstillError as error:
        return str(error), b""
    log = [run.rows[field].tobytes() for field in FIELDS]
    return log, np.array(list(indicators(run).values())).tobytes()


def agree(scenario, **how):
    assert outcome(scenario, "compiled", **how) == outcome(scenario, "simpy", **how)


def runs_alike(data, scenarios):
    scenario, seed = data.draw(scenarios), data.draw(st.integers(0, 2**64 - 1))
    event("monitored" if scenario.practices.monitoring_interval < 1e9 else "not")
    agree(scenario, seed=seed, replication=seed % 7)


def examples(many):
    return settings(max_examples=many, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_scenarios_of_the_paper_run_alike(name):
    short = replace(load_scenario(name), run=Horizon(warm_up=100.0, measured=400.0))
    agree(short, seed=1, replication=3)
    agree(short, seed=1, unlimited=True)


@examples(40)
@given(data=st.data())
def test_drawn_scenarios_run_alike(scenarios, data):
    runs_alike(data, scenarios)


@pytest.mark.slow
@examples(SCENARIOS_DRAWN)
@given(data=st.data())
def test_many_drawn_scenarios_run_alike(scenarios, data):
    runs_alike(data, scenarios)


PROGRAM = """
import sys
from mlops_study.lifecycle import Horizon, Process, Scenario, indicators, simulate
for family, engine in (("lognormal", "compiled"), ("gamma", "simpy")):
    same = Process(family=family)
    horizon = Horizon(warm_up=0.0, measured=90.0)
    scenario = Scenario(run=horizon, without=same, full=same)
    run = simulate(scenario, seed=5, engine=engine)
    print([run.rows[field].tolist() for field in sys.argv[1:]])
    print([*indicators(run).values()])
"""


def test_python_does_what_is_compiled_from_it():
    """Rules, engine and tally that are not compiled give the same to the last bit."""
    how = {"NUMBA_DISABLE_JIT": "1", "PYTHONWARNINGS": "ignore"}
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM, *FIELDS],
        env=os.environ | how,
        capture_output=True,
        check=True,
        text=True,
    )
    expected = []
    for scenario in (SHORT, GAMMA):
        run = simulate(scenario, seed=5)
        rows = [run.rows[field].tolist() for field in FIELDS]
        expected += [str(rows), str([*indicators(run).values()])]
    assert found.stdout.splitlines() == expected


def test_a_run_does_not_depend_on_the_length_of_its_tables(monkeypatch):
    """Tables just long enough to begin with are left and made longer at every turn."""
    busy = replace(
        SHORT,
        organisation=Organisation(models=12, data_scientists=1, improvement_interval=2),
    )
    usual, made = outcome(busy, seed=2), []

    def table(rows, of):
        least = {engine.ITEMS: 12, engine.EVENT: 24, engine.events.LOG: 4812}
        made.append(of)
        return compiling.table(least.get(of, rows), of)

    monkeypatch.setattr(engine, "table", table)
    parts, whole = [], engine.advance

    def advance(*tables):
        parts.append([len(tables[4]), len(tables[6])])
        return whole(*tables)

    monkeypatch.setattr(engine, "advance", advance)
    assert outcome(busy, seed=2) == usual
    assert len(made) == 5
    items, heap = zip(*parts, strict=True)
    assert len(parts) > 100
    assert len(set(items)) > 3
    assert len(set(heap)) > 2


def test_memory_does_not_grow_with_the_length_of_a_run():
    """Sixteen times the time takes less than half of the memory more, without a log."""

    def peak(measured: float) -> int:
        long = replace(SHORT, run=Horizon(warm_up=0.0, measured=measured))
        tracemalloc.start()
        try:
            run = simulate(long, seed=1, log=False)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            assert len(run.rows) == 0

    peak(365.0)
    assert peak(16 * 365.0) < 1.5 * peak(365.0)


def test_threads_do_not_disturb_each_other():
    """Four at a time give what each gives alone."""
    tasks = [(scenario, seed) for seed in range(6) for scenario in (SHORT, GAMMA)]
    alone = [outcome(scenario, seed=seed) for scenario, seed in tasks]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda task: outcome(task[0], seed=task[1]), tasks))
    assert together == alone


def twice(number: int) -> int:
    return 2 * number


@pytest.fixture
def unwritable(monkeypatch, tmp_path):
    """Make the folder of what is compiled one that cannot be made."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(compiling, "folder", lambda: tmp_path / "file" / "rules")


@pytest.mark.usefixtures("unwritable")
def test_rules_are_compiled_where_no_folder_can_be_written_to(monkeypatch):
    """Anew in each process."""
    only = [caching.UserProvidedCacheLocator]
    monkeypatch.setattr(caching.CompileResultCacheImpl, "_locator_classes", only)
    assert compiling.compiled(twice)(4) == 8


@pytest.mark.usefixtures("unwritable")
def test_what_is_compiled_is_kept_in_its_folder_or_not_at_all():
    """Elsewhere it would outlast a change of the rules that it calls."""
    rule = compiling.compiled(twice)
    assert rule.stats.cache_path is None


def test_an_edited_rule_is_not_taken_from_what_was_kept(monkeypatch, tmp_path):
    """Whichever file of the room it is in, the folder is another."""
    sources = shutil.copytree(
        compiling.HERE, tmp_path / "room", ignore=shutil.ignore_patterns("__pycache__")
    )
    monkeypatch.setattr(compiling, "HERE", sources)
    here = compiling.folder.__wrapped__
    names = {here().name, compiling.folder().name}
    assert len(names) == 1
    edited = sorted(sources.glob("*.py"))
    for path in edited:
        path.write_text(path.read_text() + "\n")
        names.add(here().name)
    assert len(names) == 1 + len(edited) > 10
