"""A run that is killed leaves the old files or the new ones, and no process behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

COMMAND = Path(sys.executable).with_name("mlops-study")
SIGNALS = [
    one
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
    if signal.getsignal(one) != signal.SIG_IGN  # as under nohup
]
OLD = {"runs.csv": "old runs", "log.csv": "old log"}


def begin(folder: Path, runs: int) -> subprocess.Popen:
    """Start a run whose processes can be told by their environment."""
    folder.mkdir()
    for name, text in OLD.items():
        (folder / name).write_text(text)
    (folder / "mine.toml").write_text("[run]\nwarm_up = 0\nmeasured = 40\n")
    words = "simulate -s mine.toml --workers 2 --out runs.csv --log log.csv --force"
    return subprocess.Popen(
        [COMMAND, *words.split(), "-n", str(runs)],
        cwd=folder,
        env={**os.environ, "RUN_IN": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )


def alive(folder: Path) -> list[str]:
    """Return the commands of the processes of a run."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"RUN_IN={folder}\0" in (process / "environ").read_text():
                found.append((process / "cmdline").read_text())
        except OSError:
            pass
    return found


def contents(folder: Path) -> dict[str, str]:
    return {name: (folder / name).read_text() for name in OLD}


def kill(
    folder: Path, runs: int, number: signal.Signals, wait: float, new: dict[str, str]
) -> list[str]:
    """Send a run a signal after so many seconds, and say what is wrong afterwards."""
    running = begin(folder, runs)
    time.sleep(wait)
    running.send_signal(number)
    wrong = []
    try:
        running.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        wrong.append("a hang")
    until = time.monotonic() + 2
    while alive(folder) and time.monotonic() < until:
        time.sleep(0.1)
    wrong += [f"left running: {command}" for command in alive(folder)]
    found = contents(folder)
    if number == signal.SIGKILL:
        for name, text in found.items():
            if text not in (OLD[name], new[name]):
                wrong.append(f"half of {name}")
    else:
        if found not in (OLD, new):
            wrong.append("files that are neither the old ones nor the new")
        wrong += [f"left: {path.name}" for path in folder.glob(".*")]
    return [f"{number.name} after {wait:.2f} s: {one}" for one in wrong]


@pytest.mark.slow
def test_a_killed_run_leaves_nothing_half_done(tmp_path):
    """Once by a signal that it hears and once by one that it does not."""
    with ThreadPoolExecutor(2) as pool:
        calls = [
            pool.submit(kill, tmp_path / one.name, 5000, one, 2.0, OLD)
            for one in (signal.SIGTERM, signal.SIGKILL)
        ]
        assert [call.result() for call in calls] == [[], []]


@pytest.mark.slow
@pytest.mark.no_cover
def test_kills_at_any_time(tmp_path):
    """By each signal: no file partial, no hang, no process. KILLS=200 tries as many."""
    runs, begun, whole = 12, time.monotonic(), tmp_path / "whole"
    assert begin(whole, runs).wait(60) == 0
    lasts, new = time.monotonic() - begun, contents(whole)
    luck = np.random.default_rng(2020)
    with ThreadPoolExecutor(4) as pool:
        calls = [
            pool.submit(
                kill,
                tmp_path / str(i),
                runs,
                SIGNALS[i % len(SIGNALS)],
                luck.uniform(0, lasts),
                new,
            )
            for i in range(int(os.environ.get("KILLS", 16)))
        ]
        assert [one for call in calls for one in call.result()] == []
