"""The numbers of the scenario explorer, `data/derived/explorer.json`.

They are written as the commands write them: `simulate` what a point of the grid has,
`compare` how it differs from a preset, with the seed and the runs that these take
unasked. Beside them stands what holds over worlds.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from mlops_study import experiments, tables
from mlops_study.experiments import SEED
from mlops_study.lifecycle import (
    HEADLINES,
    KPIS,
    PARAMETERS,
    PRACTICES,
    Scenario,
    render,
)
from mlops_study.numerals import NO_BREAK, decimal, quantity, span

Grid = dict[str, Scenario]

REPLICATIONS = 20
"""Runs of a point, as many as the commands make unasked."""

WORLDS, RUNS = 64, 2
"""Worlds, and runs of a point in each."""

VERDICTS = list(experiments.Effect)

RANGE = [0.05, 0.95]
"""Quantiles over worlds between which a range lies."""


def explorer(folder: Path) -> str:
    """Simulate the grid and write it as JSON, a point a line.

    The folder keeps the runs of worlds, so that what ends early can go on.
    """
    scenarios = experiments.paper_scenarios()
    grid = experiments.explorer_design()
    presets = {
        letter: experiments.explorer_name(scenario.practices)
        for letter, scenario in scenarios.items()
    }
    names = list(grid)
    head = {
        "seed": SEED,
        "replications": REPLICATIONS,
        "worlds": WORLDS,
        "runs": RUNS,
        "practices": [practice(*own) for own in experiments.explorer_levels().items()],
        "presets": {letter: names.index(name) for letter, name in presets.items()},
        "verdicts": VERDICTS,
        "indicators": [indicator(*own) for own in HEADLINES.items()],
        "nodes": [scenario.organisation.training_nodes for scenario in grid.values()],
        "file": render(scenarios["A"]),
    }
    assumed = in_worlds(scenarios["A"], experiments.explorer_design, folder)
    entries = [f'"{key}": {compact(value)}' for key, value in head.items()]
    found = ",\n".join(map(compact, points(grid, presets, assumed)))
    return "{\n" + ",\n".join([*entries, f'"points": [\n{found}\n]']) + "\n}\n"


def in_worlds(
    base: Scenario, design: Callable[[Scenario], Grid], folder: Path | None = None
) -> pd.DataFrame:
    """Run what a design makes of an organisation in every world."""
    return experiments.run_worlds(
        base,
        experiments.draw(experiments.uncertain(base), WORLDS, seed=SEED),
        seed=SEED,
        design=design,
        replications=RUNS,
        folder=folder,
        progress=True,
    )


def points(
    grid: Grid, presets: dict[str, str], assumed: pd.DataFrame
) -> list[dict[str, Any]]:
    """Return what is shown of each point, its indicators in the order of HEADLINES.

    ``values``; ``ranges`` over worlds; ``lost``, in how many worlds something is
    saturated; and by letter of each other preset the differences from it, each with the
    number of its verdict, and in how many per cent of the worlds that have both it is
    better by more than the smallest effect that matters.
    """
    runs = experiments.replicate(grid, REPLICATIONS, seed=SEED, progress=True)
    loads = experiments.offered_loads(grid, seed=SEED, workers=None)
    faults = experiments.faults(runs, loads)
    values = tables.indicators(experiments.intervals(runs), HEADLINES, faults).cells
    sound = dict(iter(experiments.sound(runs, faults).groupby("scenario")))
    grouped = assumed.groupby(["scenario", "world"])
    whole = grouped["cost"].count() == grouped.size()
    means = grouped[list(HEADLINES)].mean()[whole]
    found = []
    for name in grid:
        own = means.loc[name]
        point: dict[str, Any] = {
            "values": values[name].tolist(),
            "ranges": [_range(own[kpi], kpi) for kpi in HEADLINES],
            "lost": assumed["world"].nunique() - len(own),
        }
        for letter, preset in presets.items():
            if preset == name:
                continue
            both = pd.concat([sound[preset], sound[name]])
            differences = experiments.paired_differences(both, [(preset, name)])
            ordered = differences.set_index("kpi").loc[list(HEADLINES)].reset_index()
            cells = tables.comparison(ordered, faults=faults).cells
            shares = [
                _better(means.loc[preset], own, kpi, grid[preset].interest.of(kpi))
                for kpi in HEADLINES
            ]
            verdicts = map(VERDICTS.index, cells["Verdict"])
            point[letter] = list(
                zip(cells["Difference"], verdicts, shares, strict=True)
            )
        found.append(point)
    return found


def practice(name: str, levels: tuple[float, ...]) -> dict[str, Any]:
    """Describe a practice: its levels as a scenario file has them, and for readers."""
    of = PARAMETERS["practices"][name]
    words = {level: of.word(level) for level in levels}
    percent = {level: f"{decimal(100 * level)}{NO_BREAK}%" for level in levels}
    return {
        "name": name,
        "title": PRACTICES[name],
        "values": levels,
        "levels": [word or str(level) for level, word in words.items()],
        "labels": [word or percent[level] for level, word in words.items()],
    }


def indicator(kpi: str, title: str) -> dict[str, str]:
    """Describe an indicator; the values of one without a unit are in per cent."""
    of = KPIS[kpi]
    unit = "" if of.mark else of.unit
    return {"title": title, "unit": unit, "change": of.change_unit, "better": of.better}


def _range(values: pd.Series, kpi: str) -> str:
    low, high = KPIS[kpi].scale * values.quantile(RANGE)
    mark = KPIS[kpi].mark
    return span(low, high, quantity) + (mark and NO_BREAK + mark)


def _better(
    preset: pd.DataFrame, own: pd.DataFrame, kpi: str, smallest: float
) -> int | None:
    gains = (KPIS[kpi].sign * (own[kpi] - preset[kpi])).dropna()
    if KPIS[kpi].sign == 0 or gains.empty:
        return None
    return round(100 * (gains > smallest).mean())


def compact(value: Any) -> str:
    """Write JSON, the spaces around ± left out."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace(f"{NO_BREAK}±{NO_BREAK}", "±")
