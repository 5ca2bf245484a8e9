"""Replications of scenarios, over any executor, with the same result on each."""

import os
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import chain
from typing import Any, TypeVar

import pandas as pd
from tqdm import tqdm

from mlops_study.formats import Engine
from mlops_study.lifecycle import KPIS, Run, Scenario, indicators, simulate

Result = tuple[dict[str, object], pd.DataFrame | None]
Task = Callable[[], Result]
Measure = Callable[[Run], dict[str, float]]
Block = TypeVar("Block")
Done = TypeVar("Done")

LONGEST_BLOCK = 10
"""Replications that a worker does at a time."""

MOST = 4
"""Workers for each processor; more only take memory."""

APART = 1_000_000
"""Distance of the replication numbers of scenarios that share no random numbers."""


def replicate(
    scenarios: Mapping[str, Scenario],
    replications: int | Iterable[int],
    *,
    seed: int,
    common: bool = True,
    measure: Measure | None = None,
    unlimited: bool = False,
    engine: Engine = "compiled",
    workers: int | None = None,
    executor: Executor | None = None,
    progress: bool = False,
    keep: Callable[[pd.DataFrame], None] | None = None,
) -> pd.DataFrame:
    """Run replications of scenarios and return their indicators, one row a run.

    The result has ``scenario``, ``replication`` and the indicators of ``KPIS``, and is
    the same for any executor and number of workers.

    Parameters
    ----------
    replications
        How many, or which.
    common
        Whether a replication means the same random numbers in every scenario;
        otherwise each scenario has its own.
    measure
        What to take from each run in place of the indicators: numbers by name.
    unlimited
        Whether nothing waits, as there is as much of every resource as is asked for.
    engine
        What runs the scenarios; both give the same.
    workers
        How many work at the same time, no more than ``MOST`` a processor: by default
        one. They are threads; runs of SimPy, which would only take turns, are done one
        after the other.
    executor
        Where to run instead, as of a pool or a cluster; it is left open.
    progress
        Whether to show a bar on standard error.
    keep
        Called with the event log of each run, which begins with the columns
        ``scenario`` and ``replication``, in the order of the result.

    Examples
    --------
    >>> from mlops_study.lifecycle import Horizon
    >>> short = Scenario(run=Horizon(warm_up=0.0, measured=30.0))
    >>> replicate({"short": short}, 2, seed=1, workers=1)["replication"].tolist()
    [0, 1]
    """
    if isinstance(replications, int):
        replications = range(replications)
    numbers = list(replications)
    count = at_once(workers)
    options = {"seed": seed, "unlimited": unlimited, "engine": engine}
    run = partial(_run, measure or indicators, keep is not None, options)
    tasks: list[Task] = [
        partial(run, name, scenario, r, 0 if common else i * APART)
        for i, (name, scenario) in enumerate(scenarios.items())
        for r in numbers
    ]
    # so that no worker is left idle for long
    block = max(1, min(LONGEST_BLOCK, len(numbers) // (2 * count)))
    bar = {"disable": not progress, "unit": "run", "desc": "simulating"}
    rows = []
    blocks = [tasks[i : i + block] for i in range(0, len(tasks), block)]
    with closing(_in_order(blocks, count, engine, executor)) as done:
        for row, log in tqdm(chain.from_iterable(done), total=len(tasks), **bar):
            rows.append(row)
            if keep is not None and log is not None:
                keep(log)
    columns = None if measure else ["scenario", "replication", *KPIS]
    return pd.DataFrame(rows, columns=columns)


def _run(
    measure: Measure,
    logged: bool,
    options: dict[str, Any],
    name: str,
    scenario: Scenario,
    number: int,
    offset: int,
) -> Result:
    """Run one replication of one scenario."""
    log = logged or measure is not indicators
    run = simulate(scenario, replication=number + offset, log=log, **options)
    names: dict[str, Any] = {"scenario": name, "replication": number}
    row = {**names, **measure(run)}
    return row, run.log.assign(**names)[[*names, *run.log]] if logged else None


def _run_all(block: Sequence[Task]) -> list[Result]:
    return [task() for task in block]


def _in_order(
    blocks: list[list[Task]], workers: int, engine: Engine, executor: Executor | None
) -> Generator[list[Result], None, None]:
    """Yield the results of blocks of tasks in their order, whoever does them."""
    if executor is not None:
        yield from executor.map(_run_all, blocks)
    else:
        threads = workers if engine == "compiled" else 1
        yield from in_threads(_run_all, blocks, threads)


def at_once(workers: int | None) -> int:
    """Return how many are to work at the same time, where so many are asked for."""
    processors = os.cpu_count() or 1
    return min(workers or processors, MOST * processors)


def in_threads(
    work: Callable[[Block], Done], blocks: Sequence[Block], workers: int
) -> Generator[Done, None, None]:
    """Yield the results of blocks in their order; of one block or by one, here."""
    if workers == 1 or len(blocks) == 1:
        yield from map(work, blocks)
        return
    threads = ThreadPoolExecutor(workers)
    try:
        yield from threads.map(work, blocks)
    finally:
        threads.shutdown(cancel_futures=True)
