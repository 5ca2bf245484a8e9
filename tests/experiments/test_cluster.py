import gc
import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from mlops_study.datafiles import DataFileError
from mlops_study.experiments import cluster, workers_at

PROGRAMS = Path(sys.executable).parent
RUNS = "-n 600 --seed 7 --scenario basic"


def program(stack: ExitStack, name: str, *arguments: object) -> subprocess.Popen:
    """Start a program, which ends with the test."""
    command = [PROGRAMS / name, *map(str, arguments)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = subprocess.Popen(command, **quiet)
    stack.callback(started.wait)
    stack.callback(started.kill)
    return started


def until(is_so, seconds: float = 120) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.slow
def test_a_cluster_that_does_not_answer_is_one_line(monkeypatch):
    """Nobody listens there, or it is no address."""
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    for address in ("tcp://127.0.0.1:9", "nowhere", "ftp://127.0.0.1:9"):
        refused = pytest.raises(DataFileError, match=f"^{address}: no Dask scheduler a")
        with refused, workers_at(address):
            pass
        # a client of Dask that is collected while another starts hangs both
        del refused
        gc.collect()


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(DataFileError, match=r"pip install 'mlops-study\[cluster\]'$"),
        workers_at("tcp://127.0.0.1:9"),
    ):
        pass


@pytest.mark.slow
def test_a_lost_worker_changes_no_number(tmp_path, monkeypatch):
    """Of two workers one is killed that has done work; the file is that of no cluster.

    While there is no worker, it is one line that says so.
    """
    distributed = pytest.importorskip("distributed")
    where, here, there = (tmp_path / name for name in ("where", "here", "there"))

    def simulate(out: Path, *others: str) -> list[str]:
        return [PROGRAMS / "mlops-study", "simulate", *RUNS.split(), *others, "-o", out]

    subprocess.run(simulate(here), check=True, capture_output=True)
    with ExitStack() as stack:
        at = "--scheduler-file", where, "--no-dashboard"
        program(stack, "dask", "scheduler", "--host", "127.0.0.1", "--port", 0, *at)
        until(lambda: where.exists() and where.read_text())
        address = json.loads(where.read_text())["address"]
        with monkeypatch.context() as patched:
            patched.setattr(cluster, "PATIENCE", 0.5)
            with (
                pytest.raises(DataFileError, match=r"found none$"),
                workers_at(address),
            ):
                pass
        alone = "--nthreads", 1, "--no-nanny", "--host", "127.0.0.1"
        workers = [program(stack, "dask", "worker", *at, *alone) for _ in range(2)]
        client = stack.enter_context(distributed.Client(address))
        client.wait_for_workers(2)
        called = stack.enter_context(
            subprocess.Popen(simulate(there, "--cluster", address))
        )
        until(lambda: all(client.has_what().values()))
        workers[0].kill()
        assert called.poll() is None
        assert called.wait() == 0
        assert len(client.has_what()) == 1
    assert there.read_bytes() == here.read_bytes()
