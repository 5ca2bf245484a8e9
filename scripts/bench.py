"""Time the scenarios and say where the time goes: `make bench`."""

import cProfile
import os
import platform
import pstats
import time
from pathlib import Path

import pandas as pd

from mlops_study.experiments import BENCH, SEED, paper_scenarios, replicate
from mlops_study.lifecycle import Scenario, simulate

ROOT = Path(__file__).resolve().parents[1]
REPLICATIONS = 100


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


def main() -> None:
    """Time 100 replications of each scenario on all processors and store it."""
    workers = os.cpu_count() or 1
    machine = f"{workers} x {platform.machine()}, {platform.system()}, "
    machine += f"Python {platform.python_version()}"
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
                "machine": machine,
            }
        )
    table = pd.DataFrame(rows)
    table.to_csv(ROOT / "data" / BENCH.path, index=False, lineterminator="\n")
    print(table.to_string(index=False))


if __name__ == "__main__":
    main()
