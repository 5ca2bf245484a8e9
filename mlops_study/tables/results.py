"""Tables of what the simulation gives: indicators, comparisons, side effects.

They take what the functions of ``experiments`` return: `intervals`,
`paired_differences`, `classical_tests`, `bootstrap_intervals`, `practice_effects`, or
the replications themselves.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from math import nan
from typing import Any

import pandas as pd

from mlops_study import experiments
from mlops_study.experiments import Fault
from mlops_study.lifecycle import KPIS, PRACTICES
from mlops_study.numerals import estimate, fixed, interval, p_value, quantity, span
from mlops_study.published import Paper
from mlops_study.tables.table import Column, Table, level, number, side_by_side


def _title(kpi: str) -> str:
    return KPIS[kpi].title


INDICATOR = Column("Indicator", "kpi", _title)


def _mean(kpi: str, mean: float, half_width: float) -> str:
    of = KPIS[kpi]
    places = 2 if of.mark else 3
    return estimate(of.scale * mean, of.scale * half_width, of.mark, places)


def _difference(kpi: str, difference: float, low: float, high: float) -> str:
    scale = KPIS[kpi].scale
    return estimate(scale * difference, scale * (high - low) / 2)


def _ends(kpi: str, low: float, high: float) -> str:
    return span(KPIS[kpi].scale * low, KPIS[kpi].scale * high)


def _change_unit(kpi: str) -> str:
    return KPIS[kpi].change_unit


def indicators(
    intervals: pd.DataFrame,
    kpis: Iterable[str] = tuple(KPIS),
    faults: Mapping[str, Fault] | None = None,
) -> Table:
    """Show mean and interval of the chosen indicators, a column a scenario.

    Of a scenario with one of the `faults` this stands in the place of an interval.
    """

    def cell(scenario: str, kpi: str, mean: float, half_width: float) -> str:
        if faults and scenario in faults:
            return f"{_mean(kpi, mean, nan)} ({faults[scenario].word})"
        return _mean(kpi, mean, half_width)

    shown = ("scenario", "kpi", "mean", "half_width")
    wide = side_by_side(intervals, "kpi", "scenario", shown, cell)
    return Table.of(
        wide.loc[list(kpis)],
        INDICATOR,
        Column("Unit", "kpi", lambda kpi: "" if KPIS[kpi].mark else KPIS[kpi].unit),
        *(number(scenario, scenario) for scenario in map(str, wide)),
        name="indicators",
        title=f"Indicators: mean and {level(intervals)} confidence interval",
    )


def comparison(
    differences: pd.DataFrame,
    kpis: Iterable[str] = tuple(KPIS),
    faults: Mapping[str, Fault] | None = None,
) -> Table:
    """Show paired differences of the chosen indicators, with their joint intervals.

    Between scenarios of which one has one of the `faults`, this in their place.
    """

    def difference(baseline: str, alternative: str, *own: Any) -> str:
        fault = known.get(baseline) or known.get(alternative)
        return fault.word if fault else _difference(*own)

    known = faults or {}
    named = ("baseline", "alternative", "kpi", "difference", "low", "high")
    return Table.of(
        differences[differences["kpi"].isin(list(kpis))],
        Column("From", "baseline"),
        Column("To", "alternative"),
        INDICATOR,
        Column("Unit", "kpi", _change_unit),
        number("Difference", named, difference),
        Column("Verdict", "verdict"),
        number("Ratio", ("ratio", "ratio_low", "ratio_high"), interval),
        number("Effect", "effect", quantity),
        number("Variance reduction", "variance_reduction", quantity),
        name="comparison",
        title="Paired differences with intervals that hold together at "
        f"{level(differences)}",
    )


def variance_reduction(tables: Mapping[str, pd.DataFrame]) -> Table:
    """List the variance-reduction factors of paired differences, by their header."""
    factors = pd.DataFrame(
        {
            header: table.set_index("kpi")["variance_reduction"]
            for header, table in tables.items()
        }
    )
    return Table.of(
        factors.loc[list(KPIS)],
        INDICATOR,
        *(number(header, header, quantity) for header in tables),
        title="Variance of independent runs by that with common random numbers",
    )


def classical(tests: pd.DataFrame) -> Table:
    """List the p-values of the classical tests."""
    return Table.of(
        tests,
        INDICATOR,
        number("Welch's analysis of variance", "welch", p_value),
        number("Kruskal-Wallis", "kruskal", p_value),
        number("Games-Howell, largest", "games_howell", p_value),
        title="p-values of tests that assume independent groups",
    )


def bootstrap(check: pd.DataFrame) -> Table:
    """Set bootstrap intervals beside those of Student."""
    return Table.of(
        check,
        INDICATOR,
        Column("Unit", "kpi", _change_unit),
        number("Student", ("kpi", "t_low", "t_high"), _ends),
        number("Bootstrap", ("kpi", "low", "high"), _ends),
        title="Intervals of the difference by Student and by bootstrap",
    )


def side_effects(effects: pd.DataFrame) -> Table:
    """List where more of a practice is shown to make an indicator worse."""
    return Table.of(
        effects[effects["verdict"] == experiments.Effect.WORSE],
        Column("Practice", "practice", PRACTICES.__getitem__),
        Column("Added", "design", {"alone": "to A", "last": "last"}.__getitem__),
        INDICATOR,
        number("Change, from", ("kpi", "low", "high"), _ends),
        Column("Unit", "kpi", _change_unit),
        title="Where a practice makes an indicator worse, by joint intervals",
    )


ASPECTS = {
    "Deployment Time Reduction": "improvement_time",
    "Resource Utilization": "nodes_utilisation",
    "Cost Savings": "cost",
    "Scalability of Operations": "deployments",
}
"""The indicator that comes nearest to an aspect of Table 3."""


def cloud_alone(results: pd.DataFrame, baseline: str, alternative: str) -> Table:
    """Set the printed changes of Table 3 beside the simulated effect of cloud alone."""
    kpis = list(ASPECTS.values())
    pair = [(baseline, alternative)]
    found = experiments.paired_differences(results, pair, kpis=kpis).set_index("kpi")
    means = results.groupby("scenario")[kpis].mean().T
    ratios = ["ratio", "ratio_low", "ratio_high"]
    aspects = Paper().table("table3")
    aspects["kpi"] = aspects.index.map(ASPECTS)

    def value(kpi: str, mean: float) -> str:
        if kpi not in KPIS:
            return ""
        return quantity(KPIS[kpi].scale * mean, KPIS[kpi].mark)

    def change(kpi: str, ratio: float, low: float, high: float) -> str:
        three = partial(fixed, places=3)
        return interval(ratio, low, high, three) if kpi in KPIS else ""

    return Table.of(
        aspects.join(found[ratios], on="kpi").join(means, on="kpi"),
        Column("Aspect", "aspect"),
        number("Printed", ("before", "after"), "{} → {}".format),
        Column(
            "Indicator",
            "kpi",
            lambda kpi: _title(kpi) if kpi in KPIS else "not in the model",
        ),
        number("Without", ("kpi", baseline), value),
        number("With", ("kpi", alternative), value),
        number("Ratio", ("kpi", *ratios), change),
        title="Table 3 of the paper and the cloud alone in the simulation",
    )
