"""The studies of the book: what was run, with which seed, and what came out.

Their results are stored, so that the book need not wait for them; ``make data`` runs
them again, and a test compares samples. A stored study may lack an indicator that is
younger than it: until ``make data`` its values are missing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from mlops_study.datafiles import Dataset, number, text, whole
from mlops_study.experiments.design import (
    cloud_design,
    paper_scenarios,
    practice_design,
)
from mlops_study.experiments.runner import replicate
from mlops_study.formats import Engine
from mlops_study.lifecycle import KPIS, Run, Scenario, simulate

SEED = 2020
"""Seed of every study of the book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A set of replications whose indicators are stored in ``data/derived``.

    So many `replications` of each of the `scenarios`, with `common` luck or without.
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
            name: number(
                kpi.title[0].lower() + kpi.title[1:], kpi.low, 1e9, optional=True
            )
            for name, kpi in KPIS.items()
        }
        return Dataset(
            path=f"derived/{self.name}.csv",
            about=self.about,
            origin="`make data`.",
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


def load_study(name: str) -> pd.DataFrame:
    """Read the stored results of one of ``STUDIES``."""
    return STUDIES[name].dataset.read()


@cache
def sample_runs(engine: Engine = "compiled") -> dict[str, Run]:
    """Return the first replication of A, B and C with its event log."""
    return {
        name: simulate(scenario, seed=SEED, engine=engine)
        for name, scenario in paper_scenarios().items()
    }
