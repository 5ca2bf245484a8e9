"""Tables that hold the simulation against theory, facts and itself."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mlops_study import experiments, published
from mlops_study.lifecycle import PRACTICES
from mlops_study.lifecycle.kpis import KPIS
from mlops_study.tables.simulation import estimate, quantity
from mlops_study.tables.table import Table

__all__ = [
    "bootstrap",
    "classical",
    "cloud_alone",
    "dora",
    "multiples",
    "precision",
    "queueing",
    "side_effects",
    "variance_reduction",
]


def queueing(check: pd.DataFrame) -> Table:
    """Set theory beside the simulated interval, a row a case and measure."""
    measures = {"time": "time in system (days)", "waiting": "items waiting"}
    cells = pd.DataFrame(
        {
            "Queue": check["case"],
            "Mean": check["measure"].map(measures),
            "Theory": check["theory"].map("{:.3f}".format),
            "Simulated": check["mean"].map("{:.3f}".format),
            "99.9 % interval": check["low"].map("{:.3f}".format)
            + " to "
            + check["high"].map("{:.3f}".format),
            "Theory inside": check["inside"],
        }
    )
    return Table(
        name="queueing",
        title="The model against queueing theory",
        cells=cells,
        numeric=("Theory", "Simulated"),
    )


def dora(check: pd.DataFrame) -> Table:
    """Show value and cluster of each measure, a column a scenario."""
    rate = check["measure"] == "Change failure rate"
    value = [
        quantity(v, "share") if r else f"{quantity(v)} d"
        for v, r in zip(check["value"], rate, strict=True)
    ]
    cell = pd.Series(value, index=check.index) + ": " + check["clusters"]
    wide = check.assign(cell=cell).pivot(
        index="measure", columns="scenario", values="cell"
    )
    wide = wide.loc[list(dict.fromkeys(check["measure"]))]
    cells = wide.reset_index().rename(columns={"measure": "Measure"})
    cells.columns.name = None
    return Table(name="dora", title="The scenarios in the DORA clusters", cells=cells)


def multiples(check: pd.DataFrame) -> Table:
    """Show how many times better C is than A, and elite than low teams."""
    cells = pd.DataFrame(
        {
            "Measure": check["measure"],
            "C against A": check["simulated"].map(quantity),
            "Elite against low": check["reported"].map(quantity),
        }
    )
    return Table(
        name="multiples",
        title="Times better",
        cells=cells,
        numeric=("C against A", "Elite against low"),
    )


ASPECTS = {
    "Deployment Time Reduction": "lead_time",
    "Resource Utilization": "nodes_utilisation",
    "Cost Savings": "cost",
    "Scalability of Operations": "deployments",
}
"""The indicator that comes nearest to an aspect of Table 3."""


def variance_reduction(tables: Mapping[str, pd.DataFrame]) -> Table:
    """List the variance-reduction factor of every indicator.

    Parameters
    ----------
    tables
        Paired differences by the header of their column, all indicators each.
    """
    cells = pd.DataFrame({"Indicator": [kpi.title for kpi in KPIS.values()]})
    for header, table in tables.items():
        factors = table.set_index("kpi")["variance_reduction"]
        cells[header] = [quantity(factors[kpi]) for kpi in KPIS]
    return Table(
        name="variance-reduction",
        title="Variance of independent runs by that of shared luck",
        cells=cells,
        numeric=tuple(tables),
    )


def cloud_alone(results: pd.DataFrame, baseline: str, alternative: str) -> Table:
    """Set the printed changes of Table 3 beside the simulated effect of cloud alone.

    Parameters
    ----------
    results
        Replications of both scenarios.
    baseline, alternative
        Without and with the cloud.
    """
    pairs = [(baseline, alternative)]
    found = experiments.paired_differences(
        results, pairs, kpis=list(ASPECTS.values())
    ).set_index("kpi")
    means = results.groupby("scenario")[list(ASPECTS.values())].mean()
    rows = []
    for row in published.load("table3").to_dict("records"):
        kpi = ASPECTS.get(row["aspect"])
        cells = {
            "Aspect": row["aspect"],
            "Printed": f"{row['before']} → {row['after']}",
            "Indicator": "not in the model",
            "Without": "",
            "With": "",
            "Ratio": "",
        }
        if kpi is not None:
            unit = KPIS[kpi].unit
            ratio = found.loc[kpi]
            cells["Indicator"] = KPIS[kpi].title
            mean = means[kpi].to_dict()
            cells["Without"] = quantity(mean[baseline], unit)
            cells["With"] = quantity(mean[alternative], unit)
            cells["Ratio"] = (
                f"{ratio['ratio']:.3f} [{ratio['ratio_low']:.3f}, "
                f"{ratio['ratio_high']:.3f}]"
            )
        rows.append(cells)
    return Table(
        name="cloud-alone",
        title="Table 3 of the paper and the cloud alone in the simulation",
        cells=pd.DataFrame(rows),
        numeric=("Printed", "Without", "With", "Ratio"),
    )


def precision(results: pd.DataFrame, target: float = 0.05) -> Table:
    """List how many replications make each indicator precise enough.

    Parameters
    ----------
    results
        Replications of several scenarios.
    target
        Largest half-width relative to the mean.
    """
    most = int(results.groupby("scenario").size().min())
    rows = []
    for name, kpi in KPIS.items():
        row = {"Indicator": kpi.title}
        for scenario, own in results.groupby("scenario"):
            needed = experiments.replications_needed(own[name].to_numpy(), target)
            row[str(scenario)] = str(needed) if needed else f"> {most}"
        rows.append(row)
    cells = pd.DataFrame(rows)
    return Table(
        name="precision",
        title="Replications until the half-width is 5 % of the mean",
        cells=cells,
        numeric=tuple(cells.columns[1:]),
    )


def classical(tests: pd.DataFrame) -> Table:
    """List the p-values of the classical tests."""
    columns = {
        "welch": "Welch's analysis of variance",
        "kruskal": "Kruskal-Wallis",
        "games_howell": "Games-Howell, largest",
    }
    cells = pd.DataFrame({"Indicator": [KPIS[kpi].title for kpi in tests["kpi"]]})
    for column, title in columns.items():
        cells[title] = tests[column].map(_p_value).to_numpy()
    return Table(
        name="classical",
        title="p-values of tests that assume independent groups",
        cells=cells,
        numeric=tuple(columns.values()),
    )


def _p_value(value: float) -> str:
    return "< 0.0001" if value < 0.0001 else f"{value:.4f}"


def bootstrap(check: pd.DataFrame) -> Table:
    """Set bootstrap intervals beside those of Student."""

    def between(low: str, high: str) -> list[str]:
        return [
            f"{quantity(a)} to {quantity(b)}"
            for a, b in zip(check[low], check[high], strict=True)
        ]

    cells = pd.DataFrame(
        {
            "Indicator": [KPIS[kpi].title for kpi in check["kpi"]],
            "Student": between("t_low", "t_high"),
            "Bootstrap": between("low", "high"),
        }
    )
    return Table(
        name="bootstrap",
        title="Intervals of the difference by Student and by bootstrap",
        cells=cells,
        numeric=("Student", "Bootstrap"),
    )


def side_effects(effects: pd.DataFrame) -> Table:
    """List where more of a practice makes an indicator surely worse.

    Parameters
    ----------
    effects
        From :func:`~mlops_study.experiments.comparison.practice_effects`.
    """
    rows = []
    for row in effects.to_dict("records"):
        kpi = KPIS[row["kpi"]]
        if experiments.surely(row["kpi"], row["low"], row["high"]) != "worse":
            continue
        half = kpi.scale * (row["high"] - row["low"]) / 2
        rows.append(
            {
                "Practice": PRACTICES[row["practice"]],
                "Added": {"alone": "to A", "last": "last"}[row["design"]],
                "Indicator": kpi.title,
                "Change": estimate(kpi.scale * row["difference"], half),
                "Unit": kpi.change_unit,
            }
        )
    columns = ["Practice", "Added", "Indicator", "Change", "Unit"]
    return Table(
        name="side-effects",
        title="Where a practice surely makes an indicator worse",
        cells=pd.DataFrame(rows, columns=columns),
        numeric=("Change",),
    )
