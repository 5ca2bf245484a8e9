"""On which assumption the best practice hangs: one at a time, at the ends of its range.

For each assumed value of a scenario, and at each end of its range, every practice is
added alone, as in ``practice_design``. Where a practice is best at the assumed values
and not at the end of a range, that answer hangs on the value. One at a time finds no
interactions and gives no probabilities: it shows where to look.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import nan
from typing import Any

import pandas as pd

from mlops_study.ageing import load_ageing
from mlops_study.datafiles import datasets
from mlops_study.experiments.best import with_best
from mlops_study.experiments.design import ADDED, paper_scenarios, practice_design
from mlops_study.experiments.load import offered_loads
from mlops_study.experiments.paired import by_replication
from mlops_study.experiments.runner import replicate
from mlops_study.experiments.stationarity import TREND_OF_MANY, faults, sound
from mlops_study.experiments.studies import SEED
from mlops_study.experiments.worlds import CURVES
from mlops_study.lifecycle import KPIS, PARAMETERS, Range, Scenario
from mlops_study.percentages import SURE, each_of

SENSITIVITY = datasets("derived")["sensitivity"]

GOALS = tuple(PARAMETERS["interest"])
"""The indicators with an effect of interest, by which a practice is best."""

REPLICATIONS = 15


def variants(base: Scenario) -> Iterator[tuple[str, str, Scenario]]:
    """Yield the scenario with one assumption changed: name, value and scenario.

    Every range of ``PARAMETERS`` at each end or other word, of a value with a practice
    as ``NAME with``; a single training node, since a range of staff and machines is not
    assumed; and other ``CURVES`` of ageing.
    """
    for part, own in PARAMETERS.items():
        for name, of in own.items():
            for label, span, ends in (
                (name, of.range, ("without",) if of.by else ("without", "full")),
                (f"{name} with", of.full_range, ("full",)),
            ):
                for value in _others(span):
                    change = {name: value}
                    if part == "process":
                        parts = {e: replace(getattr(base, e), **change) for e in ends}
                    else:
                        parts = {part: replace(getattr(base, part), **change)}
                    yield label, f"{value}", replace(base, **parts)
    one = replace(base.organisation, training_nodes=1)
    yield "training_nodes", "1", replace(base, organisation=one)
    for name in CURVES[1:]:
        yield "ageing", name, replace(base, ageing=load_ageing(name))


def _others(span: Range | None) -> list[Any]:
    """Return the ends of a range but the assumed value itself."""
    return [value for value in span.ends if value != span.mode] if span else []


def sensitivity_study(
    *,
    workers: int | None = None,
    progress: bool = False,
    chosen: Iterable[tuple[str, str, Scenario]] | None = None,
) -> pd.DataFrame:
    """Find the best practice for each goal at the ends of every range.

    Of the scenario A in all its ``variants`` or the `chosen` ones, after
    the assumed values themselves under an empty name. One row a variant and goal, see
    ``SENSITIVITY``: the ``best`` practice, its ``effect``, the ``second``, and by how
    much the best is better than the best of the others, ``lead``, with the bounds of
    :func:`~mlops_study.experiments.best.with_best`. These hold together at 95 % for all
    variants and goals. What is overloaded, saturated or not stationary takes no part;
    ``best`` is empty where A itself is.
    """
    start = paper_scenarios()["A"]
    tried = [("", "", start), *(variants(start) if chosen is None else chosen)]
    scenarios = {
        f"{i} {name}": scenario
        for i, (_, _, changed) in enumerate(tried)
        for name, scenario in practice_design(changed).items()
        if name == "A" or name in ADDED
    }
    results = replicate(
        scenarios, REPLICATIONS, seed=SEED, workers=workers, progress=progress
    )
    loads = offered_loads(scenarios, seed=SEED, runs=1, workers=workers)
    faulty = faults(results, loads, level=TREND_OF_MANY)
    wide = by_replication(sound(results, faulty))
    level = each_of((1 + len(list(variants(start)))) * len(GOALS), SURE)
    rows = []
    for i, (parameter, value, _) in enumerate(tried):
        names = {f"{i} {name}": practice for name, practice in ADDED.items()}
        runs = [f"{i} A", *names]
        for kpi in GOALS:
            own = pd.DataFrame({names.get(name, "A"): wide[kpi, name] for name in runs})
            found = _best(kpi, own.pop("A"), own, level)
            rows.append((parameter, value, kpi, *found))
    return pd.DataFrame(rows, columns=list(SENSITIVITY.columns)).round(6)


def _best(
    kpi: str, without: pd.Series, values: pd.DataFrame, level: float
) -> tuple[object, ...]:
    """Return what ``SENSITIVITY`` has of runs without a practice and with each."""
    sign = KPIS[kpi].sign
    runs = sign * values.dropna(axis="columns", how="all").dropna()
    if without.isna().all() or len(runs.columns) < 2:
        return "", nan, "", nan, nan, nan
    means = runs.mean().nlargest(2)
    best, second = means.index
    effect = (values[best] - without).mean()
    lead = sign * (means[best] - means[second])
    bounds = with_best(runs, level)
    ends = (sign * end[runs.columns.get_loc(best)] for end in bounds)
    return best, effect, second, lead, *sorted(ends)
