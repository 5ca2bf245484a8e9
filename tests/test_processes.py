"""Processes that work for another: their answers, their errors, their end."""

import os
import pickle
import signal
import time
from concurrent.futures import BrokenExecutor
from functools import partial

import pytest

from mlops_study.processes import in_processes


def test_results_come_in_the_order_of_the_tasks(tmp_path, monkeypatch):
    """And nothing of the folder that one stands in is run."""
    for name in ("array", "pickle", "signal", "socket", "mlops_study"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('this must not run')")
    monkeypatch.chdir(tmp_path)
    assert list(in_processes(abs, [-3, -1, -2], workers=2, block=1)) == [3, 1, 2]


def test_an_error_comes_with_its_place():
    """The first in the order of the tasks; what came before it is given."""
    found = in_processes(int, ["1", "x", "3"], workers=1, block=1)
    assert next(found) == 1
    with pytest.raises(ValueError, match="'x'") as raised:
        next(found)
    assert "in serve" in raised.value.__notes__[0]


def test_a_worker_that_is_killed_is_an_error():
    """It is not waited for, and neither are the others."""
    found = in_processes(signal.raise_signal, [signal.SIGKILL] * 9, workers=2, block=1)
    with pytest.raises(BrokenExecutor, match=r"^a worker ended before its work was"):
        list(found)


def test_a_worker_that_cannot_be_started_is_an_error(monkeypatch):
    """As where there are too many processes already."""

    def full(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr("mlops_study.processes.Popen", full)
    with pytest.raises(BrokenExecutor, match="can be started: Resource temporarily"):
        list(in_processes(abs, [1, 2], workers=2, block=1))


@pytest.mark.slow
def test_half_an_answer_is_not_waited_for():
    """A worker that is stopped while it sends leaves nobody waiting for the rest."""
    half = pickle.dumps(bytes(1 << 20))[:1000]
    found = in_processes(partial(os.write, 1), [half] * 9, workers=2, block=1)

    def stop(*_: object) -> None:
        raise TimeoutError

    usual = signal.signal(signal.SIGALRM, stop)
    signal.alarm(8)
    begun = time.monotonic()
    try:
        with pytest.raises(TimeoutError):
            next(found)
    finally:
        signal.signal(signal.SIGALRM, usual)
    assert time.monotonic() - begun < 10


def test_work_that_cannot_be_sent_is_an_error():
    """A function without a name that other processes could find."""
    with pytest.raises((AttributeError, pickle.PicklingError), match="lambda"):
        list(in_processes(lambda _: 0, [1, 2], workers=1, block=1))
