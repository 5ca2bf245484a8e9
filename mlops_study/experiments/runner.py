"""Replications of scenarios, over any executor, with the same result on each."""

import os
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pandas as pd
from tqdm import tqdm

from mlops_study.lifecycle import KPIS, Run, Scenario, indicators, simulate
from mlops_study.processes import in_processes

Result = tuple[dict[str, object], pd.DataFrame]
Measure = Callable[[Run], dict[str, float]]

LONGEST_BLOCK = 10
"""Replications that a worker does at a time."""

MOST = 4
"""Processes for each processor; more only take memory."""

APART = 1_000_000
"""Distance of the replication numbers of scenarios that share no luck."""


def replicate(
    scenarios: Mapping[str, Scenario],
    replications: int | Iterable[int],
    *,
    seed: int,
    common: bool = True,
    measure: Measure | None = None,
    unlimited: bool = False,
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
        Whether a replication means the same luck in every scenario (common random
        numbers); otherwise each scenario has luck of its own.
    measure
        What to take from each run in place of the indicators: numbers by name. Of a
        module, where other processes call it.
    unlimited
        Whether nothing waits, as there is as much of every resource as is asked for.
    workers
        Processes to use, no more than ``MOST`` a processor: by default one; with 1 in
        all no other process.
    executor
        Where to run instead; it is left open.
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
    processors = os.cpu_count() or 1
    count = min(workers or processors, MOST * processors)
    tasks = [
        _Task(
            name=name,
            scenario=scenario,
            seed=seed,
            number=r,
            offset=0 if common else i * APART,
            logged=keep is not None,
            measure=measure or indicators,
            unlimited=unlimited,
        )
        for i, (name, scenario) in enumerate(scenarios.items())
        for r in numbers
    ]
    # so that no worker is left idle for long
    block = max(1, min(LONGEST_BLOCK, len(numbers) // (2 * count)))
    bar = {"disable": not progress, "unit": "run", "desc": "simulating"}
    rows = []
    with closing(_in_order(tasks, count, block, executor)) as done:
        for row, log in tqdm(done, total=len(tasks), **bar):
            rows.append(row)
            if keep is not None:
                keep(log)
    columns = None if measure else ["scenario", "replication", *KPIS]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One replication of one scenario."""

    name: str
    scenario: Scenario
    seed: int
    number: int
    offset: int
    logged: bool
    measure: Measure
    unlimited: bool

    def run(self) -> Result:
        replication = self.number + self.offset
        run = simulate(
            self.scenario,
            seed=self.seed,
            replication=replication,
            unlimited=self.unlimited,
        )
        names: dict[str, Any] = {"scenario": self.name}
        names["replication"] = self.number
        log = run.log if self.logged else run.log.iloc[:0]
        return {**names, **self.measure(run)}, log.assign(**names)[[*names, *log]]


def _in_order(
    tasks: list[_Task], workers: int, block: int, executor: Executor | None
) -> Generator[Result, None, None]:
    """Yield the results of the tasks in their order, whoever does them."""
    if executor is not None:
        yield from executor.map(_Task.run, tasks, chunksize=block)
    elif workers == 1 or len(tasks) <= block:
        yield from map(_Task.run, tasks)
    else:
        yield from in_processes(_Task.run, tasks, workers=workers, block=block)
