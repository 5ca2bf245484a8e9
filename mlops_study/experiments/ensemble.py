"""Runs of many worlds, block by block, so that a study that ends early can go on.

A block of worlds is a file, named by a hash of all that its numbers follow from: the
sources of the model, the scenarios, the drawn values, seed and replications. What is
there need not be run again, in whichever study it occurs; a file takes its place whole
or not at all.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from mlops_study.datafiles import data_folder
from mlops_study.experiments.design import practice_design
from mlops_study.experiments.runner import at_once, in_threads, replicate
from mlops_study.experiments.worlds import altered
from mlops_study.lifecycle import KPIS, Scenario

BLOCK = 4
"""Worlds of a block."""

BUSY = 0.99
"""Share of time busy from which on a resource is saturated."""

RUNS = ["world", "scenario", "replication"]


def run_worlds(
    base: Scenario,
    worlds: pd.DataFrame,
    *,
    seed: int,
    design: Callable[[Scenario], Mapping[str, Scenario]] = practice_design,
    replications: int = 2,
    sharing: int = 1,
    folder: Path | None = None,
    workers: int | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Run every scenario of a design in every world, one row a run.

    The result has ``world``, ``scenario``, ``replication`` and the indicators of
    ``KPIS``. In a world a replication means the same luck in every scenario; another
    world has luck of its own. A run that keeps a resource busy all the time, and so
    says nothing of the long run, has no values.

    Parameters
    ----------
    worlds
        Values by name, one row a world, as of ``draw``.
    sharing
        How many worlds that follow one another share their luck, see ``block``.
    folder
        Where blocks are stored, and found again.
    """
    scenarios = dict(design(base))
    rows: list[Any] = worlds.to_dict("records")
    blocks = [
        _Block(
            scenarios=scenarios,
            worlds=tuple(rows[i : i + BLOCK]),
            luck=tuple(w // sharing for w in range(i, min(i + BLOCK, len(rows)))),
            replications=replications,
            seed=seed,
            folder=folder,
        )
        for i in range(0, len(rows), BLOCK)
    ]
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    bar = tqdm(total=len(rows), disable=not progress, unit="world", desc="simulating")
    found: list[pd.DataFrame] = []
    with bar, closing(in_threads(_Block.runs, blocks, at_once(workers))) as results:
        for runs in results:
            first = BLOCK * len(found)
            found.append(runs.assign(world=worlds.index[runs["world"] + first]))
            bar.update(min(BLOCK, len(rows) - first))
    return pd.concat(found, ignore_index=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Some worlds of a study, and with which luck they are run."""

    scenarios: Mapping[str, Scenario]
    worlds: tuple[Mapping[str, Any], ...]
    luck: tuple[int, ...]
    replications: int
    seed: int
    folder: Path | None

    @property
    def path(self) -> Path | None:
        """The file whose name is the hash of what the runs follow from."""
        if self.folder is None:
            return None
        own = (self.scenarios, self.worlds, self.luck, self.replications, self.seed)
        return self.folder / f"{sha256(repr((model(), own)).encode()).hexdigest()}.csv"

    def runs(self) -> pd.DataFrame:
        """Return the runs from the file, which is written where it is missing."""
        path = self.path
        if path is None:
            return self.run()
        if not path.exists():
            part = path.with_name(f".{path.name}.{os.getpid()}")
            try:
                self.run().to_csv(part, index=False)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
        return pd.read_csv(path)

    def run(self) -> pd.DataFrame:
        frames = []
        for i, (values, luck) in enumerate(zip(self.worlds, self.luck, strict=True)):
            world = {name: altered(s, values) for name, s in self.scenarios.items()}
            first = luck * self.replications
            numbers = range(first, first + self.replications)
            found = replicate(world, numbers, seed=self.seed, workers=1)
            frames.append(
                found.assign(world=i, replication=found["replication"] - first)
            )
        runs = pd.concat(frames, ignore_index=True)[[*RUNS, *KPIS]]
        kpis = runs[list(KPIS)].astype(float)
        owned = [n for n, s in self.scenarios.items() if s.practices.cloud == 0]
        busy = kpis[["scientists_utilisation", "engineers_utilisation"]].max(axis=1)
        nodes = kpis["nodes_utilisation"].where(runs["scenario"].isin(owned))
        runs[list(KPIS)] = kpis.mask((busy >= BUSY) | (nodes >= BUSY))
        return runs


@cache
def model() -> str:
    """Return a hash of the model: its sources, and the libraries that it draws with."""
    # what compiles takes time to import, and is needed only to run
    from mlops_study.lifecycle.compiling import fingerprint

    here = Path(__file__)
    own = (here.with_name(f"{name}.py") for name in ("ensemble", "runner", "worlds"))
    return fingerprint(data_folder() / "parameters.toml", *own)
