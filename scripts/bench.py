"""Time the scenarios and the reading of a survey: `make bench`."""

import cProfile
import os
import platform
import pstats
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from mlops_study import published, survey
from mlops_study.experiments import (
    SEED,
    paper_scenarios,
    replicate,
)
from mlops_study.lifecycle import Scenario, simulate

ROOT = Path(__file__).resolve().parents[1]
REPLICATIONS = 100
RESPONDENTS = (1_000, 100_000, 1_000_000)
MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # of kilobytes
print(time.perf_counter() - start, peak)
"""
MACHINE = (
    f"{os.cpu_count() or 1} x {platform.machine()}, {platform.system()}, "
    f"Python {platform.python_version()}"
)


def shares(scenario: Scenario) -> dict[str, float]:
    """Return the shares of one run that are spent in SimPy and in the model."""
    profile = cProfile.Profile()
    profile.runcall(simulate, scenario, seed=SEED)
    spent = {"simpy": 0.0, "own": 0.0, "other": 0.0}
    # the stubs of pstats do not know its table
    for (file, _, name), row in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        # the event queue is SimPy's, the generators it resumes are the model's
        simpys = "/simpy/" in file or "heapq" in name or "'send'" in name
        where = "simpy" if simpys else "own" if "/lifecycle/" in file else "other"
        spent[where] += row[2]
    total = sum(spent.values())
    return {where: seconds / total for where, seconds in spent.items()}


def time_survey() -> pd.DataFrame:
    """Time the command `survey` as a whole process, figures and report included.

    Synthetic answers, the median of three runs. A small process of its own starts the
    command: what a large one starts is charged with the starter's memory.
    """
    command = Path(sys.executable).with_name("mlops-study")
    tables = published.Paper().survey
    rows = []
    for n in RESPONDENTS:
        with tempfile.TemporaryDirectory() as folder:
            answers = Path(folder) / "answers.csv"
            made = survey.synthetic_responses(tables, n, seed=SEED)
            made.to_csv(answers, index=False)
            call = [str(command), "survey", str(answers), "--force", "--out", folder]
            runs = [
                subprocess.run(
                    [sys.executable, "-c", MEASURE, *call],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.split()
                for _ in range(3)
            ]
        rows.append(
            {
                "respondents": n,
                "seconds": round(statistics.median(float(r[0]) for r in runs), 1),
                "peak": round(max(float(r[1]) for r in runs)),
                "machine": MACHINE,
            }
        )
    return pd.DataFrame(rows)


def time_scenarios() -> pd.DataFrame:
    """Time 100 replications of each scenario on all processors."""
    workers = os.cpu_count() or 1
    rows = []
    for name, scenario in paper_scenarios().items():
        start = time.perf_counter()
        replicate({name: scenario}, REPLICATIONS, seed=SEED, progress=True)
        seconds = time.perf_counter() - start
        spent = shares(scenario)
        rows.append(
            {
                "scenario": name,
                "replications": REPLICATIONS,
                "workers": workers,
                "seconds": round(seconds, 1),
                "simpy": round(spent["simpy"], 3),
                "own": round(spent["own"], 3),
                "machine": MACHINE,
            }
        )
    return pd.DataFrame(rows)


def main() -> None:
    """Time the survey and the scenarios, or what is named, and store it."""
    benches = {
        "survey": ("bench_survey", time_survey),
        "scenarios": ("bench", time_scenarios),
    }
    for name in sys.argv[1:] or benches:
        file, measure = benches[name]
        table = measure()
        path = ROOT / "data" / "derived" / f"{file}.csv"
        table.to_csv(path, index=False, lineterminator="\n")
        print(table.to_string(index=False))


if __name__ == "__main__":
    main()
