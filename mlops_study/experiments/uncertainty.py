"""The studies of the book in which all that is assumed of scenario A is drawn.

``worlds_study`` runs A, each practice added to it, and C in every world; what knowing
an assumption is worth there (``INFORMATION``), and where it flips the answer
(``FLIPS``), says ``evidence.scenario_a``. To which assumption the way from A to C is
due says ``effects_study``, to which practice ``attribution_study``. `make data` stores
all.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mlops_study.datafiles import datasets
from mlops_study.experiments.attribution import attribution
from mlops_study.experiments.design import (
    factorial_design,
    further_design,
    next_design,
    paper_scenarios,
)
from mlops_study.experiments.effects import (
    INDICES,
    block,
    convergence,
    effects_design,
)
from mlops_study.experiments.ensemble import run_worlds
from mlops_study.experiments.runner import replicate
from mlops_study.experiments.studies import SEED
from mlops_study.experiments.worlds import draw, uncertain, valued
from mlops_study.lifecycle import HEADLINES, PARAMETERS, Scenario

WORLDS = datasets("derived")["worlds"]
INFORMATION = datasets("derived")["information"]
FLIPS = datasets("derived")["flips"]
EFFECTS = datasets("derived")["effects"]
ATTRIBUTION = datasets("derived")["attribution"]

COUNT = 1024
"""Worlds of the study."""

SETS_COUNT = 128
"""Worlds in which every set of practices is run."""

BLOCKS = {"morris": 16, "sobol": 64, "shapley": 64}
"""Blocks of worlds by the method of effects."""


def study_worlds(count: int = COUNT, base: Scenario | None = None) -> pd.DataFrame:
    """Draw the worlds of a study, one row each, of A or another organisation."""
    return draw(uncertain(base or paper_scenarios()["A"]), count, seed=SEED)


def worlds_study(count: int = COUNT, **options: Any) -> pd.DataFrame:
    """Run A, each practice added to it, and C in every world: ``WORLDS``.

    The `options` are those of :func:`~mlops_study.experiments.ensemble.run_worlds`.
    """
    runs = _run(study_worlds(count), _next_and_all, **options)
    return runs[list(WORLDS.columns)]


def effects_study(blocks: Mapping[str, int] = BLOCKS, **options: Any) -> pd.DataFrame:
    """Return which assumptions the difference of C and A is due to: ``EFFECTS``.

    By every method, with growing numbers of blocks of worlds.
    """
    ranges = uncertain(paper_scenarios()["A"])
    frames = []
    for method in INDICES:
        design = effects_design(method, list(ranges), blocks[method], seed=SEED)
        worlds, size = valued(design, ranges), block(method, len(ranges))
        runs = _run(worlds, _ends, sharing=size, replications=1, **options)
        goals = list(PARAMETERS["interest"])
        means = runs.groupby(["world", "scenario"])[goals].mean().unstack()
        for kpi in goals:
            outcome = means[kpi, "C"] - means[kpi, "A"]
            found = convergence(method, design, outcome, seed=SEED)
            frames.append(found.assign(kpi=kpi)[list(EFFECTS.columns)])
    return pd.concat(frames, ignore_index=True)


def attribution_study(
    worlds: int = SETS_COUNT, replications: int = 40, **options: Any
) -> pd.DataFrame:
    """Return what each practice has in the way from A to C: ``ATTRIBUTION``.

    Over replications at the assumed values, and over worlds.
    """
    runs = {
        "luck": replicate(factorial_design(), replications, seed=SEED),
        "worlds": _run(study_worlds(worlds), factorial_design, **options),
    }
    found = [
        attribution(own, list(HEADLINES)).assign(over=o) for o, own in runs.items()
    ]
    return pd.concat(found, ignore_index=True)[list(ATTRIBUTION.columns)]


def advice_runs(base: Scenario, worlds: pd.DataFrame, **options: Any) -> pd.DataFrame:
    """Run an organisation, and with each practice added, in every world.

    With sets of practices only :func:`in_some` worlds, since those are many. The
    `options` are those of :func:`~mlops_study.experiments.ensemble.run_worlds`.
    """
    alone = run_worlds(base, worlds, design=next_design, **options)
    sets = run_worlds(base, in_some(worlds), design=further_design, **options)
    return pd.concat([alone, sets], ignore_index=True)


def in_some(worlds: pd.DataFrame) -> pd.DataFrame:
    """Return the first tenth of the worlds, in which sets of practices are run."""
    return worlds[: max(len(worlds) // 10, 32)]


def _run(worlds: pd.DataFrame, design: Any, **options: Any) -> pd.DataFrame:
    base = paper_scenarios()["A"]
    return run_worlds(base, worlds, seed=SEED, design=design, **options)


def _ends(base: Scenario) -> dict[str, Scenario]:
    designed = factorial_design(base)
    return {name: designed[name] for name in "AC"}


def _next_and_all(base: Scenario) -> dict[str, Scenario]:
    return next_design(base) | _ends(base)
