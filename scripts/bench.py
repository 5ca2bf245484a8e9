"""Time the simulation, against other simulators too, and the survey: `make bench`."""

import json
import math
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pandas as pd
import peers
import scipy

from mlops_study import published, survey
from mlops_study.experiments import (
    SEED,
    STUDIES,
    paper_scenarios,
    queueing_cases,
    replicate,
)
from mlops_study.lifecycle import Scenario, draws, engine, indicators, rules, simulate
from mlops_study.lifecycle.compiling import table
from mlops_study.lifecycle.settings import capacities, curves, settings

ROOT = Path(__file__).resolve().parents[1]
RESPONDENTS = (1_000, 100_000, 1_000_000)
RUNS = 25
SIZES = (1, 4, 16)
DESIGN_RUNS = 20_000
PARTS = 5
GROWING = (
    "models",
    "data_scientists",
    "operations_engineers",
    "training_nodes",
    "cloud_quota",
)
WARM_UP, END = 200.0, 2200.0
QUEUES = {
    "M/M/3": peers.Queue(rate=2.1, stations=((3, 1.0),)),
    "tandem": peers.Queue(
        rate=0.5, stations=((1, 1.0), (1, 1.2), (1, 0.9)), checked=1, back=0.1
    ),
}
PEERS = {"simpy": peers.in_simpy, "ciw": peers.in_ciw, "salabim": peers.in_salabim}
MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # of kilobytes
print(time.perf_counter() - start, peak)
"""
LIBRARIES = ("numpy", "numba", "scipy", "simpy", "ciw", "salabim")


def machine() -> str:
    """Name the machine and the versions."""
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{os.cpu_count() or 1} x {(models or [platform.machine()])[0]}, "
        f"{platform.system()}, Python {platform.python_version()}, {libraries}"
    )


Row = dict[str, Any]
Work = Callable[[int], object]


def milliseconds(work: Callable[[], object]) -> tuple[float, Any]:
    """Return how much time of the processor a piece of work takes, and its result."""
    start = time.thread_time()
    result = work()
    return 1e3 * (time.thread_time() - start), result


def interleaved(works: Mapping[str, Work], runs: int) -> tuple[pd.DataFrame, Any]:
    """Do each piece of work once a run, in random order; return times and results.

    Each is done once before, so that nothing is compiled or loaded while it is timed.
    """
    for work in works.values():
        work(runs)
    times, results = pd.DataFrame(columns=list(works)), pd.DataFrame(index=range(runs))
    order = list(works)
    for i in range(runs):
        random.shuffle(order)
        for name in order:
            took, result = milliseconds(partial(works[name], i))
            times.loc[i, name] = took
            results.loc[i, name] = result if isinstance(result, float) else math.nan
    return times.astype(float), results


def rows(bench: str, case: object, times: pd.DataFrame) -> list[Row]:
    """Return a row for each column of times, beside those of the first."""
    first = times.iloc[:, 0]
    return [
        {
            "bench": bench,
            "case": str(case),
            "by": by,
            "runs": len(times),
            "ms": times[by].median(),
            "ratio": (times[by] / first).median(),
        }
        for by in times
    ]


def run(scenario: Scenario, by: Any, replication: int) -> float:
    """Run a replication and return one of all its indicators."""
    done = simulate(scenario, seed=SEED, replication=replication, engine=by, log=False)
    return indicators(done)["improvement_time"]


def time_scenarios() -> list[Row]:
    """Time both engines on A, B and C, all indicators included."""
    found = []
    for name, scenario in paper_scenarios().items():
        works = {
            "compiled": partial(run, scenario, "compiled"),
            "model": partial(run, scenario, "simpy"),
        }
        found += rows("scenarios", name, interleaved(works, RUNS)[0])
    return found


def time_queues() -> list[Row]:
    """Time the lifecycle as a queue against programs for it; hold each to theory."""
    found = []
    cases = queueing_cases(END - WARM_UP)[1:]
    for (name, queue), case in zip(QUEUES.items(), cases, strict=True):
        works: dict[str, Work] = {
            "compiled": partial(run, case.scenario, "compiled"),
            "model": partial(run, case.scenario, "simpy"),
        }
        for by, peer in PEERS.items():
            works[by] = partial(peer, queue, warm_up=WARM_UP, end=END)
        times, means = interleaved(works, RUNS)
        for row in rows("queues", name, times):
            test = scipy.stats.ttest_1samp(means[row["by"]], 0)
            low, high = test.confidence_interval(0.999)
            found.append(row | {"theory": case.time, "low": low, "high": high})
    return found


def time_sizes() -> list[Row]:
    """Time A and C for a longer time, for more models, on more processors."""
    found = []
    for name, scenario in list(paper_scenarios().items())[::2]:
        longer, larger = {}, {}
        for k in SIZES:
            days, staff = k * scenario.run.measured, scenario.organisation
            longer[str(k)] = replace(scenario, run=replace(scenario.run, measured=days))
            more = {field: k * getattr(staff, field) for field in GROWING}
            larger[str(k)] = replace(scenario, organisation=replace(staff, **more))
        for bench, sizes in (("horizon", longer), ("portfolio", larger)):
            works = {k: partial(run, of, "compiled") for k, of in sizes.items()}
            found += rows(bench, name, interleaved(works, 5)[0])
    command = [sys.executable, __file__, "peak"]
    for row in found:
        if row["bench"] == "horizon":
            call = [*command, row["case"], row["by"]]
            done = subprocess.run(call, check=True, capture_output=True, text=True)
            row["peak"] = float(done.stdout)
    for bench, counts in (("replications", (10, 100, 1000)), ("workers", (1, 2))):
        for k in counts:
            runs, workers = (k, 1) if bench == "replications" else (1000, k)
            found.append(timed(bench, "A", k, paper_scenarios(), ["A"], runs, workers))
    return found


def timed(
    bench: str,
    case: str,
    by: object,
    scenarios: Mapping[str, Scenario],
    names: list[str],
    runs: int,
    workers: int | None,
) -> Row:
    """Return what many runs take by the processor and the clock, medians of three."""
    of, times = {name: scenarios[name] for name in names}, []
    n = runs * len(of)
    for _ in range(3 if n < DESIGN_RUNS else 1):
        start = time.process_time(), time.perf_counter()
        replicate(of, runs, seed=SEED, workers=workers)
        times.append((time.process_time() - start[0], time.perf_counter() - start[1]))
    ms, wall = (1e3 / n * np.median(times, axis=0)).tolist()
    found = {"bench": bench, "case": case, "by": str(by), "runs": n}
    return found | {"ms": ms, "wall": wall}


def time_design() -> list[Row]:
    """Time 20,000 runs of the practices' design on two processors."""
    scenarios = STUDIES["practices"].scenarios()
    runs = math.ceil(DESIGN_RUNS / len(scenarios))
    names = list(scenarios)
    return [timed("design", "practices", "compiled", scenarios, names, runs, 2)]


def peak(name: str, times: str) -> None:
    """Print how many mebibytes a process takes that runs so long a time."""
    scenario = paper_scenarios()[name]
    days = int(times) * scenario.run.measured
    run(replace(scenario, run=replace(scenario.run, measured=days)), "compiled", 0)
    status = Path("/proc/self/status").read_text()
    print(int(status.partition("VmHWM:")[2].split()[0]) / 1024)


# -- where the time goes -------------------------------------------------------------


def count(name: str) -> None:
    """Print how often the engine calls what takes its time.

    It is run uncompiled, for a part of the time, and the counts are taken that often.
    """
    counts: Counter[str] = Counter()
    whole = paper_scenarios()[name]
    part = replace(whole.run, warm_up=0.0, measured=whole.run.end / PARTS)

    def counted(module: Any, of: str) -> None:
        own = getattr(module, of)

        def wrapped(*arguments: Any) -> Any:
            counts[of] += 1
            if of == "push":
                state, _, when = arguments[:3]
                counts["pending"] += int(state[0].pending)
                counts["at_once"] += when == state[0].now
            return own(*arguments)

        setattr(module, of, wrapped)

    for module, of in (
        (draws, "words"),
        (rules, "words"),
        (rules, "normal"),
        (rules, "duration"),
        (rules, "exponential"),
        (engine, "push"),
    ):
        counted(module, of)
    with np.errstate(over="ignore"):
        simulate(replace(whole, run=part), seed=SEED, log=False)
    print(json.dumps({key: PARTS * int(number) for key, number in counts.items()}))


@numba.njit
def draws_alone(p, words, normals, durations, exponentials):
    """Draw as often, and do nothing with it."""
    total, each = 0.0, normals / words
    for i in range(words):
        four = draws.words(p, draws.MONITORING, 1, i)
        for k in range(int((i + 1) * each) - int(i * each)):
            total += rules.normal(draws.unit(four[k & 3]))
        if i < durations:
            total += math.exp(draws.unit(four[0]))
        if i < exponentials:
            total += math.log(draws.unit(four[0]))
    return total


@numba.njit
def heap_alone(s, heap, delays, pending):
    """Schedule and take as many events, with as many pending."""
    for i in range(len(delays)):
        if i >= pending:
            s[0].now, s[0].taken = heap[0].time, True
        engine.push(s, heap, s[0].now + delays[i], engine.NORMAL, 0, 0, 0)
    return s[0].now


def time_parts() -> list[Row]:
    """Time the draws alone and the heap alone, and what a run takes in parts."""
    found, luck = [], np.random.default_rng(SEED)
    for name, scenario in paper_scenarios().items():
        done = subprocess.run(
            [sys.executable, __file__, "count", name],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        )
        n = Counter(json.loads(done.stdout))
        p, ageing = settings(scenario, SEED, 0), curves(scenario.ageing)
        of = p, ageing, capacities(scenario, unlimited=False), scenario.title
        pending = n["pending"] // n["push"]
        at_once = luck.random(n["push"]) < n["at_once"] / n["push"]
        delays = np.where(at_once, 0.0, luck.exponential(size=n["push"]))
        drawn = [n[key] for key in ("words", "normal", "duration", "exponential")]

        def heap(_: int, delays: Any = delays, pending: int = pending) -> None:
            state, events = table(1, engine.STATE), table(2 * pending + 9, engine.EVENT)
            heap_alone(state, events, delays, pending)

        works: dict[str, Work] = {
            "run": lambda _, scenario=scenario: run(scenario, "compiled", 0),
            "engine": lambda _, of=of: [None for _ in engine.parts(*of)],
            "draws": lambda _, p=p, drawn=drawn: draws_alone(p, *drawn),
            "heap": heap,
        }
        found += rows("parts", name, interleaved(works, RUNS)[0])
    return found


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
                "machine": machine(),
            }
        )
    return pd.DataFrame(rows)


def time_simulation() -> pd.DataFrame:
    """Time all that is to be known of the simulation."""
    parts = (time_scenarios, time_queues, time_parts, time_sizes, time_design)
    found: list[Row] = []
    for part in parts:
        start = time.perf_counter()
        found += part()
        print(f"{part.__name__}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return pd.DataFrame(found).assign(machine=machine()).round(4)


def main() -> None:
    """Time the survey and the simulation, or what is named, and store it."""
    asked = sys.argv[1:]
    if asked[:1] in (["count"], ["peak"]):
        {"count": count, "peak": peak}[asked[0]](*asked[1:])
        return
    benches = {
        "simulation": ("bench", time_simulation),
        "survey": ("bench_survey", time_survey),
    }
    for name in asked or benches:
        file, measure = benches[name]
        table = measure()
        path = ROOT / "data" / "derived" / f"{file}.csv"
        table.to_csv(path, index=False, lineterminator="\n")
        print(table.drop(columns="machine").to_string(index=False))


if __name__ == "__main__":
    main()
