"""Running a scenario: with the compiled engine, or with the SimPy model itself."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mlops_study.formats import Engine
from mlops_study.lifecycle.events import LOG, to_frame
from mlops_study.lifecycle.parameters import Scenario

if TYPE_CHECKING:
    from mlops_study.lifecycle.tally import Tally


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one replication of a scenario left behind."""

    scenario: Scenario
    seed: int
    replication: int
    tally: "Tally"  #: What its indicators are computed from.
    rows: np.ndarray  #: Its log as the engine writes it, none where it was not kept.

    @cached_property
    def log(self) -> pd.DataFrame:
        """The log in words, see :mod:`mlops_study.lifecycle.events`."""
        return to_frame(self.rows)

    @cached_property
    def strengths(self) -> tuple[float, ...]:
        """The factor on the measured ageing of each model."""
        from mlops_study.lifecycle.rules import strength
        from mlops_study.lifecycle.settings import settings

        p = settings(self.scenario, self.seed, self.replication)
        return tuple(strength(p, m) for m in range(self.scenario.organisation.models))


def simulate(
    scenario: Scenario,
    *,
    seed: int,
    replication: int = 0,
    unlimited: bool = False,
    engine: Engine = "compiled",
    log: bool = True,
) -> Run:
    """Run one replication of a scenario, if asked with `unlimited` resources.

    The same `seed` and number of the replication draw the same in every scenario.
    Both engines do the same to the last bit; with the compiled one, memory does not
    grow with the length of the run unless the `log` is kept.

    >>> run = simulate(Scenario(), seed=1)
    >>> list(run.log.columns)
    ['time', 'item', 'model', 'kind', 'event', 'stage', 'resource']
    """
    # what compiles takes time to import, and is needed only to run
    from mlops_study.lifecycle import engine as compiled
    from mlops_study.lifecycle.model import Lifecycle
    from mlops_study.lifecycle.settings import capacities, curves, settings
    from mlops_study.lifecycle.tally import tally

    p, ageing = settings(scenario, seed, replication), curves(scenario.ageing)
    of = p, ageing, capacities(scenario, unlimited=unlimited), scenario.title
    kept: list[np.ndarray] = []
    parts = compiled.parts(*of) if engine == "compiled" else [Lifecycle(*of).run()]

    def keep(part: np.ndarray) -> np.ndarray:
        if log:
            kept.append(part.copy())
        return part

    found = tally(p, ageing, map(keep, parts))
    return Run(
        scenario=scenario,
        seed=seed,
        replication=replication,
        tally=found,
        rows=np.concatenate(kept or [np.empty(0, LOG)]),
    )


def must_compile(engine: Engine) -> bool:
    """Return whether the first run will compile the engine, which takes a while."""
    from mlops_study.lifecycle.compiling import is_compiled

    return engine == "compiled" and not is_compiled()
