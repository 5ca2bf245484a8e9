"""Replications give the same result whoever runs them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

from mlops_study.experiments import replicate
from mlops_study.lifecycle import (
    KPIS,
    Horizon,
    Practices,
    Scenario,
    indicators,
    simulate,
)

SHORT = Horizon(warm_up=0.0, measured=60.0)
SCENARIOS = {
    "one": Scenario(run=SHORT),
    "two": Scenario(run=SHORT, practices=Practices(ci_cd=1.0)),
}


def test_workers_change_nothing_byte_for_byte():
    """One process, two processes, threads: the same indicators and the same logs."""
    results = []
    for options in (
        {"workers": 1},
        {"workers": 2},
        {"executor": ThreadPoolExecutor(3)},
    ):
        logs: list[pd.DataFrame] = []
        frame = replicate(SCENARIOS, 2, seed=9, keep=logs.append, **options)
        log = pd.concat(logs, ignore_index=True)
        results.append((frame.to_csv().encode(), log.to_csv().encode()))
    assert results[0] == results[1] == results[2]
    assert len(results[0][1]) > 3_000


def test_a_row_is_one_run():
    """Each row holds the indicators of that replication of that scenario."""
    frame = replicate(SCENARIOS, [3, 8], seed=9, workers=1)
    assert frame["replication"].tolist() == [3, 8, 3, 8]
    expected = indicators(simulate(SCENARIOS["two"], seed=9, replication=8))
    row = frame.iloc[-1]
    assert row["scenario"] == "two"
    for name in KPIS:
        assert row[name] == pytest.approx(expected[name], nan_ok=True)


def test_an_executor_that_was_given_is_left_open():
    """The caller's pool still works afterwards."""
    with ThreadPoolExecutor(1) as pool:
        replicate({"one": SCENARIOS["one"]}, 1, seed=1, executor=pool)
        assert pool.submit(int, "1").result() == 1


def test_luck_is_shared_only_where_it_is_asked_for():
    """The same scenario twice: equal rows with common numbers, others without."""
    twice = {"first": SCENARIOS["one"], "second": SCENARIOS["one"]}
    shared = replicate(twice, 3, seed=1, workers=1)
    own = replicate(twice, 3, seed=1, workers=1, common=False)
    rows = [
        [frame.loc[frame["scenario"] == name, list(KPIS)].to_numpy() for name in twice]
        for frame in (shared, own)
    ]
    np.testing.assert_array_equal(*rows[0])
    with pytest.raises(AssertionError, match="not equal"):
        np.testing.assert_array_equal(*rows[1])


def test_progress_is_shown_where_it_is_asked_for(capsys):
    """A bar on standard error counts the runs; otherwise there is silence."""
    replicate({"one": SCENARIOS["one"]}, 2, seed=1, workers=1)
    assert capsys.readouterr().err == ""
    replicate({"one": SCENARIOS["one"]}, 2, seed=1, workers=1, progress=True)
    assert "2/2" in capsys.readouterr().err


def test_a_failing_worker_is_heard():
    """An error inside a run comes out of the call."""
    broken = Scenario(run=SHORT)
    object.__setattr__(broken, "practices", None)
    with pytest.raises(AttributeError, match="NoneType"):
        replicate({"broken": broken}, 1, seed=1, workers=1)
