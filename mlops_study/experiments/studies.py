"""The studies of the book: what was run, with which seed, and what came out.

Their results are stored, so that the book need not wait for them; ``make data``
runs them again and a test compares samples.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from mlops_study.datafiles import Dataset, choice, number, text, unique_together, whole
from mlops_study.experiments.design import adopt, one_at_a_time, paper_scenarios
from mlops_study.experiments.precision import moving_average, mser5
from mlops_study.experiments.runner import replicate
from mlops_study.lifecycle import (
    KPIS,
    PRACTICES,
    Observations,
    Run,
    Scenario,
    simulate,
)

__all__ = [
    "SEED",
    "STUDIES",
    "Study",
    "load_study",
    "practice_design",
    "sample_runs",
    "warm_up_cuts",
    "warm_up_series",
]

SEED = 2020
"""Seed of every study of the book."""

WEEK = 7.0


def practice_design(base: Scenario | None = None) -> dict[str, Scenario]:
    """Return one practice at a time between A and C; the ends are A and C.

    Parameters
    ----------
    base
        An organisation in place of A; in place of C stands the same organisation with
        the practices of C.
    """
    scenarios = paper_scenarios()
    start = base or scenarios["A"]
    goal = start
    for practice in PRACTICES:
        goal = adopt(goal, scenarios["C"], practice)
    design = one_at_a_time(start, goal)
    ends = {"base": "A", "target": "C"}
    return {ends.get(name, name): scenario for name, scenario in design.items()}


def cloud_design() -> dict[str, Scenario]:
    """Return A with three training nodes, two, one, and with the cloud alone."""
    scenarios = paper_scenarios()
    base = scenarios["A"]
    fewer = {
        name: replace(base, organisation=replace(base.organisation, training_nodes=n))
        for name, n in (("3 nodes", 3), ("2 nodes", 2), ("1 node", 1))
    }
    return {**fewer, "cloud": adopt(base, scenarios["C"], "cloud")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A set of replications whose indicators are stored.

    Parameters
    ----------
    name
        Its name, and that of its file in ``data/derived``.
    about
        What it is for.
    scenarios
        Makes its scenarios by name.
    replications
        How many of each.
    common
        Whether the scenarios share their luck.
    """

    name: str
    about: str
    scenarios: Callable[[], Mapping[str, Scenario]]
    replications: int
    common: bool = True

    @property
    def dataset(self) -> Dataset:
        """The file of its results."""
        kpis = {
            name: number(kpi.title[0].lower() + kpi.title[1:], 0, 1e9, optional=True)
            for name, kpi in KPIS.items()
        }
        return Dataset(
            path=f"derived/{self.name}.csv",
            about=self.about,
            columns={
                "scenario": text("the scenario"),
                "replication": whole("number of the replication", 0, 1_000_000),
                **kpis,
            },
            key=("scenario", "replication"),
            later=tuple(kpis),
        )

    def run(
        self, *, workers: int | None = None, progress: bool = False
    ) -> pd.DataFrame:
        """Run the study as it is stored, rounded to six decimals."""
        results = replicate(
            self.scenarios(),
            self.replications,
            seed=SEED,
            common=self.common,
            workers=workers,
            progress=progress,
        )
        return results.round(6)


STUDIES = {
    study.name: study
    for study in (
        Study(
            name="scenarios",
            about="indicators of scenarios A, B and C by replication, shared luck",
            scenarios=paper_scenarios,
            replications=100,
        ),
        Study(
            name="independent",
            about="the same with luck of their own, for the classical tests",
            scenarios=paper_scenarios,
            replications=30,
            common=False,
        ),
        Study(
            name="practices",
            about="indicators with one practice added to A or taken from C",
            scenarios=practice_design,
            replications=40,
        ),
        Study(
            name="cloud",
            about="indicators of A with fewer nodes on premises, and with the cloud",
            scenarios=cloud_design,
            replications=40,
        ),
    )
}
"""The stored studies by name."""

WARM_UP = Dataset(
    path="derived/warm_up.csv",
    about="weekly recall and work in progress from the start, mean of 20 replications",
    columns={
        "scenario": text("the scenario"),
        "week": whole("the week since the start", 0, 10_000),
        "recall": number("mean recall of the models at the end of the week", 0, 1),
        "in_progress": number("mean work in progress then, in items", 0, 1e6),
    },
    checks=(unique_together("scenario", "week"),),
)


@cache
def sample_runs() -> dict[str, Run]:
    """Return the first replication of A, B and C with its event log."""
    return {
        name: simulate(scenario, seed=SEED)
        for name, scenario in paper_scenarios().items()
    }


def warm_up_cuts(window: int = 8) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return Welch's moving averages of the stored series and the cuts of MSER-5.

    Parameters
    ----------
    window
        Weeks on each side of the moving average.

    Returns
    -------
    tuple
        A frame with ``scenario``, ``week`` and ``recall``; and for each scenario the
        week of the later of the cuts of recall and of work in progress.
    """
    frames, cuts = [], {}
    for name, own in load_study("warm_up").groupby("scenario"):
        smooth = moving_average(own["recall"].to_numpy(), window)
        weeks = own["week"].to_numpy()[: len(smooth)]
        frames.append(pd.DataFrame({"scenario": name, "week": weeks, "recall": smooth}))
        cuts[str(name)] = max(
            mser5(own[level].to_numpy()) for level in ("recall", "in_progress")
        )
    return pd.concat(frames, ignore_index=True), cuts


QUEUEING_REPLICATIONS = 100

QUEUEING = Dataset(
    path="derived/queueing.csv",
    about="the model against queueing theory, with intervals of 99.9 %",
    columns={
        "case": text("the queue that the model is"),
        "measure": choice("what is compared", ("time", "waiting")),
        "theory": number("its mean in theory", 0, 1000),
        "mean": number("its simulated mean", 0, 1000),
        "low": number("lower end of the interval", 0, 1000),
        "high": number("upper end of the interval", 0, 1000),
        "inside": choice("whether theory lies inside", ("yes", "no")),
    },
    checks=(unique_together("case", "measure"),),
)

BENCH = Dataset(
    path="derived/bench.csv",
    about="run times and profile of the scenarios on one machine",
    columns={
        "scenario": text("the scenario"),
        "replications": whole("replications that were timed", 1, 100_000),
        "workers": whole("processes at work", 1, 1024),
        "seconds": number("time from start to end in seconds", 0, 1e6),
        "simpy": number("share of the time of one run inside SimPy", 0, 1),
        "own": number("share inside the lifecycle model", 0, 1),
        "machine": text("processor and system"),
    },
)


BENCH_SURVEY = Dataset(
    path="derived/bench_survey.csv",
    about="run time and memory of the command survey on one machine",
    columns={
        "respondents": whole("synthetic respondents in the file", 1, 100_000_000),
        "seconds": number("time of the whole process in seconds, median", 0, 1e6),
        "peak": number("largest memory of a process in mebibytes", 0, 1e6),
        "machine": text("processor and system"),
    },
)


def load_study(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read the stored results of a study.

    Parameters
    ----------
    name
        A key of ``STUDIES``, ``warm_up`` or ``queueing``.
    folder
        A data folder; the study's own by default.
    """
    others = {"warm_up": WARM_UP, "queueing": QUEUEING}
    dataset = others[name] if name in others else STUDIES[name].dataset
    return dataset.read(folder)


def warm_up_series(replications: int = 20) -> pd.DataFrame:
    """Run the scenarios from an idle start; return weekly levels, see ``WARM_UP``."""
    tables = []
    for name, scenario in paper_scenarios().items():
        weeks = int(scenario.run.end / WEEK)
        times = WEEK * np.arange(1, weeks + 1)
        runs = [
            simulate(scenario, seed=SEED, replication=r) for r in range(replications)
        ]
        levels = np.mean([_weekly(run, times) for run in runs], axis=0)
        frame = pd.DataFrame(levels.T, columns=["recall", "in_progress"])
        frame.insert(0, "week", np.arange(weeks))
        frame.insert(0, "scenario", name)
        tables.append(frame)
    return pd.concat(tables, ignore_index=True).round(6)


def _weekly(run: Run, times: np.ndarray) -> np.ndarray:
    """Return mean recall and work in progress of a run at given times, shape (2, n)."""
    seen = Observations(run)
    recall = seen.quality_at(times).groupby("time")["recall"].mean().to_numpy()
    asked = np.searchsorted(np.sort(seen.items["requested"]), times, side="right")
    live = np.searchsorted(np.sort(seen.items["live"].dropna()), times, side="right")
    return np.stack([recall, asked - live])
