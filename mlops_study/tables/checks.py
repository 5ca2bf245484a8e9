"""Tables that hold the simulation against theory, facts and its own precision.

They take what the functions of ``experiments`` return: `queueing_check`, `dora_check`,
`multiples_check`, or the replications themselves.
"""

from functools import partial

import pandas as pd

from mlops_study import experiments
from mlops_study.lifecycle import KPIS
from mlops_study.numerals import decimal, fixed, quantity, span, whole
from mlops_study.tables.results import INDICATOR
from mlops_study.tables.table import Column, Table, number, side_by_side


def queueing(check: pd.DataFrame) -> Table:
    """Set theory beside the simulated interval."""
    measures = {"time": "time in system (days)", "waiting": "items waiting"}
    three = partial(fixed, places=3)
    return Table.of(
        check,
        Column("Queue", "case"),
        Column("Mean", "measure", measures.__getitem__),
        number("Theory", "theory", three),
        number("Simulated", "mean", three),
        Column(
            f"{decimal(100 * (1 - experiments.FALSE_ALARM))} % interval",
            ("low", "high"),
            partial(span, form=three),
            numbers=True,
        ),
        Column("Theory inside", "inside"),
        title="The model against queueing theory",
    )


def dora(check: pd.DataFrame) -> Table:
    """Show value and cluster of each measure, a column a scenario."""

    def cell(measure: str, value: float, clusters: str) -> str:
        share = measure == "Change failure rate"
        scale, unit = (100, "%") if share else (1, "d")
        where = "between clusters" if clusters == "none" else clusters
        return f"{quantity(scale * value, unit)}: {where}"

    shown = ("measure", "value", "clusters")
    wide = side_by_side(check, "measure", "scenario", shown, cell)
    return Table.of(
        wide,
        Column("Measure", "measure"),
        *(Column(scenario, scenario, numbers=True) for scenario in map(str, wide)),
        title="The scenarios in the DORA clusters",
    )


def multiples(check: pd.DataFrame, worse: str, better: str) -> Table:
    """Show how many times better a scenario is, and elite than low teams."""
    return Table.of(
        check,
        Column("Measure", "measure"),
        number(f"{better} against {worse}", "simulated", quantity),
        number("Elite against low", "reported", quantity),
        title="Times better",
    )


def replications(results: pd.DataFrame, target: float = 0.05) -> Table:
    """List how many replications bring each half-width to its target, relatively."""
    runs = {str(name): own for name, own in results.groupby("scenario")}
    most = min(map(len, runs.values()))

    def needed(kpi: str, scenario: str) -> str:
        values = runs[scenario][kpi].to_numpy()
        if not values.any():
            return "n/a"
        found = experiments.replications_needed(values, target)
        return whole(found) if found else f"> {whole(most)}"

    return Table.of(
        [{"kpi": kpi} for kpi in KPIS],
        INDICATOR,
        *(number(name, "kpi", partial(needed, scenario=name)) for name in runs),
        title=f"Replications until the half-width is {decimal(100 * target)} % of the "
        "mean",
    )


def run_sizes(times: pd.DataFrame) -> Table:
    """Show what a run takes where there is more of something, a column a multiple."""
    of = {"ms": "ms", "peak": "MiB"}
    what = {"horizon": "measured time", "portfolio": "models, staff and machines"}
    long = times.melt(["bench", "case", "by"], list(of), "measure").dropna()
    wide = long.pivot(index=["measure", "bench", "case"], columns="by", values="value")
    return Table.of(
        wide.reset_index(),
        Column("Scenario", "case"),
        Column("More of", "bench", what.__getitem__),
        Column("Of a run", "measure", of.__getitem__),
        *(
            number(f"{k} times", k, partial(quantity, digits=2))
            for k in ("1", "4", "16")
        ),
        title="Time and memory of a run by its size",
    )
