"""Replications of scenarios, over any executor, with the same result on each."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, nullcontext

import pandas as pd
from tqdm import tqdm

from mlops_study.lifecycle import Scenario, simulate
from mlops_study.lifecycle.kpis import KPIS, indicators

__all__ = ["replicate"]

Block = tuple[str, Scenario, int, tuple[int, ...]]

LONGEST_BLOCK = 10
"""Replications that a worker does at a time."""

APART = 1_000_000
"""Distance of the replication numbers of scenarios that share no luck."""


def replicate(
    scenarios: Mapping[str, Scenario],
    replications: int | Iterable[int],
    *,
    seed: int,
    common: bool = True,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Run replications of scenarios and return their indicators.

    Parameters
    ----------
    scenarios
        Scenarios by name.
    replications
        How many, or which.
    seed
        Seed of the study.
    common
        Whether a replication means the same luck in every scenario (common random
        numbers); otherwise each scenario has luck of its own.
    workers
        Processes to use: all processors by default; with 1 no other process.
    executor
        Where to run instead; it is left open.
    progress
        Whether to show a bar on standard error.

    Returns
    -------
    pandas.DataFrame
        One row a scenario and replication: ``scenario``, ``replication`` and the
        indicators of ``KPIS``. The same for any executor and number of workers.

    Examples
    --------
    >>> from mlops_study.lifecycle import Horizon
    >>> short = Scenario(run=Horizon(warm_up=0.0, measured=30.0))
    >>> replicate({"short": short}, 2, seed=1, workers=1)["replication"].tolist()
    [0, 1]
    """
    numbers = tuple(range(replications) if isinstance(replications, int) else replications)
    count = workers or os.cpu_count() or 1
    blocks = list(_blocks(scenarios, numbers, seed, count))
    rows: list[dict[str, object]] = []
    bar = tqdm(
        total=len(numbers) * len(scenarios),
        disable=not progress,
        unit="run",
        desc="simulating",
    )
    with bar:
        for done in _results(blocks, common, count, executor):
            rows.extend(done)
            bar.update(len(done))
    order = {name: i for i, name in enumerate(scenarios)}
    rows.sort(key=lambda row: (order[str(row["scenario"])], row["replication"]))
    return pd.DataFrame(rows, columns=["scenario", "replication", *KPIS])


def _blocks(
    scenarios: Mapping[str, Scenario], numbers: Sequence[int], seed: int, workers: int
) -> Iterator[tuple[int, Block]]:
    """Cut the work into blocks, small enough that no worker is left idle for long."""
    length = max(1, min(LONGEST_BLOCK, len(numbers) // (2 * workers)))
    for place, (name, scenario) in enumerate(scenarios.items()):
        for i in range(0, len(numbers), length):
            yield place, (name, scenario, seed, tuple(numbers[i : i + length]))


def _results(
    blocks: list[tuple[int, Block]],
    common: bool,
    workers: int,
    executor: Executor | None,
) -> Iterator[list[dict[str, object]]]:
    offsets = [0 if common else place * APART for place, _ in blocks]
    if executor is None and (workers == 1 or len(blocks) == 1):
        for offset, (_, block) in zip(offsets, blocks, strict=True):
            yield _run_block(block, offset)
        return
    with _processes(workers) if executor is None else nullcontext(executor) as pool:
        futures = [
            pool.submit(_run_block, block, offset)
            for offset, (_, block) in zip(offsets, blocks, strict=True)
        ]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            for future in futures:
                future.cancel()


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    # a fresh interpreter each: forking a process with threads is not safe
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        yield pool


def _run_block(block: Block, offset: int) -> list[dict[str, object]]:
    name, scenario, seed, numbers = block
    return [
        {
            "scenario": name,
            "replication": number,
            **indicators(simulate(scenario, seed=seed, replication=number + offset)),
        }
        for number in numbers
    ]
