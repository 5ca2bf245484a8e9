"""Tables of the simulation: its parameters, its indicators, its comparisons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import pandas as pd

from mlops_study import sources
from mlops_study.experiments import paper_scenarios
from mlops_study.lifecycle import (
    KPIS,
    PARAMETERS,
    PRACTICES,
    Parameter,
    Scenario,
)
from mlops_study.tables.table import Table

__all__ = [
    "calibration_facts",
    "comparison",
    "estimate",
    "indicator_formulas",
    "indicators",
    "moved",
    "parameters",
    "process_at",
    "quantity",
    "scenario_settings",
]


def quantity(value: float, unit: str = "", digits: int = 3) -> str:
    """Write a number with its significant digits and no exponent.

    A share is written in per cent; what is not a number as n/a.

    Examples
    --------
    >>> quantity(0.12345, "share"), quantity(14506.4), quantity(float("nan"))
    ('12.3 %', '14,506', 'n/a')
    """
    if not math.isfinite(value):
        return "n/a"
    scaled = 100 * value if unit == "share" else value
    sign = " %" if unit == "share" else ""
    if scaled == 0:
        return f"0{sign}"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(scaled))))
    return f"{scaled:,.{decimals}f}{sign}"


def estimate(mean: float, half_width: float, unit: str = "") -> str:
    r"""Write a mean with its half-width, rounded up, to two digits of the half-width.

    At most three decimals, two for a share.

    Examples
    --------
    >>> estimate(30.4312, 0.3871).replace("\xa0", " ")
    '30.43 ± 0.39'
    >>> estimate(0.391002, 0.0000085, "share").replace("\xa0", " ")
    '39.10 ± 0.01 %'
    """
    if not math.isfinite(mean + half_width) or half_width == 0:
        return quantity(mean, unit)
    scale, sign, most = (100, "\u00a0%", 2) if unit == "share" else (1, "", 3)
    decimals = max(0, 1 - math.floor(math.log10(scale * half_width)))
    decimals = min(decimals, most)
    step = 10.0**-decimals
    half = math.ceil(round(scale * half_width / step, 6)) * step
    return f"{scale * mean:,.{decimals}f}\u00a0±\u00a0{half:,.{decimals}f}{sign}"


def indicators(intervals: pd.DataFrame, kpis: Iterable[str] = tuple(KPIS)) -> Table:
    """Show mean and interval of each indicator, a column a scenario.

    Parameters
    ----------
    intervals
        From :func:`~mlops_study.experiments.estimates.intervals`.
    kpis
        Which indicators, in which order.
    """
    rows = []
    table = intervals.set_index(["scenario", "kpi"])
    scenarios = list(dict.fromkeys(intervals["scenario"]))
    for name in kpis:
        kpi = KPIS[name]
        row = {"Indicator": kpi.title, "Unit": "" if kpi.unit == "share" else kpi.unit}
        for scenario in scenarios:
            found = table.loc[(scenario, name)]
            row[scenario] = estimate(found["mean"], found["half_width"], kpi.unit)
        rows.append(row)
    return Table(
        name="indicators",
        title="Indicators: mean and 95 % confidence interval",
        cells=pd.DataFrame(rows),
        numeric=tuple(scenarios),
    )


def comparison(differences: pd.DataFrame, kpis: Iterable[str] = tuple(KPIS)) -> Table:
    """Show paired differences with their joint intervals and ratios.

    Parameters
    ----------
    differences
        From :func:`~mlops_study.experiments.comparison.paired_differences`.
    kpis
        Which indicators, in which order.
    """
    chosen = list(kpis)
    rows = []
    for row in differences.to_dict("records"):
        if row["kpi"] not in chosen:
            continue
        kpi = KPIS[row["kpi"]]
        half = (row["high"] - row["low"]) / 2
        ratio = f"{quantity(row['ratio'])} [{quantity(row['ratio_low'])}, "
        ratio += f"{quantity(row['ratio_high'])}]"
        rows.append(
            {
                "From": row["baseline"],
                "To": row["alternative"],
                "Indicator": kpi.title,
                "Unit": kpi.change_unit,
                "Difference": estimate(kpi.scale * row["difference"], kpi.scale * half),
                "Ratio": "n/a" if math.isnan(row["ratio"]) else ratio,
                "Effect": quantity(row["effect"]),
                "Variance reduction": quantity(row["variance_reduction"]),
            }
        )
    return Table(
        name="comparison",
        title="Paired differences with intervals that hold together at 95 %",
        cells=pd.DataFrame(rows),
        numeric=("Difference", "Ratio", "Effect", "Variance reduction"),
    )


def indicator_formulas() -> Table:
    """List the indicators with their formula and unit."""
    cells = pd.DataFrame(
        {
            "Indicator": [kpi.title for kpi in KPIS.values()],
            "Formula": [kpi.formula for kpi in KPIS.values()],
            "Unit": [kpi.unit for kpi in KPIS.values()],
            "Better": [kpi.better for kpi in KPIS.values()],
        }
    )
    return Table(name="indicator-formulas", title="The indicators", cells=cells)


def parameters() -> Table:
    """List every parameter: meaning, unit, distribution, values, basis."""
    rows = []
    for name, of in PARAMETERS["process"].items():
        rows.append(
            {
                "Parameter": name,
                "Meaning": of.meaning,
                "Distribution": of.distribution,
                "Without": f"{of.default}",
                "With": f"{of.full}" if of.by else "",
                "Moved by": f"{PRACTICES[of.by]}, {of.form}" if of.by else "",
                "Basis": _basis(of),
            }
        )
    return Table(
        name="parameters",
        title="Every parameter of the process",
        cells=pd.DataFrame(rows),
        numeric=("Without", "With"),
    )


def scenario_settings() -> Table:
    """Set the practices, organisation, prices and run of A, B and C side by side."""
    scenarios = paper_scenarios()
    rows = []
    for part in ("practices", "organisation", "prices", "run"):
        for name, of in PARAMETERS[part].items():
            row = {"Part": part, "Parameter": name, "Meaning": of.about}
            row["Unit"] = of.unit
            for letter, scenario in scenarios.items():
                value = getattr(getattr(scenario, part), name)
                row[letter] = of.word(value) or f"{value:g}"
            rows.append({**row, "Basis": of.status})
    return Table(
        name="scenario-settings",
        title="Practices, organisation, prices and run of the scenarios",
        cells=pd.DataFrame(rows),
        numeric=tuple(scenarios),
    )


def _basis(of: Parameter) -> str:
    """Say what the values rest on; of two values a source fixes one."""
    other = {"without": "with", "full": "without"}[of.fixes]
    source = f": {of.source}" if of.source else ""
    rest = f"; {other} assumed" if of.by and of.status != "assumed" else ""
    return f"{of.status}{source}{rest}"


def moved() -> Table:
    """List what each practice moves."""
    direct = {
        "cloud": "where training runs: owned nodes, or as many as the quota allows",
        "monitoring_interval": "time between checks, of drift and of incidents",
    }
    rows = []
    for practice, title in PRACTICES.items():
        texts = [of.about for of in PARAMETERS["process"].values() if of.by == practice]
        rows.append((title, direct.get(practice) or "; ".join(texts)))
    cells = pd.DataFrame(rows, columns=["Practice", "What it moves"])
    return Table(name="moved", title="What each practice moves", cells=cells)


def process_at(scenario: Scenario) -> Table:
    """List the values of the process at a scenario's level of practice."""
    rows = [
        {
            "Parameter": name,
            "Value": _value(getattr(scenario.process, name)),
            "Unit": of.unit,
            "Meaning": of.about,
        }
        for name, of in PARAMETERS["process"].items()
    ]
    return Table(
        name="process",
        title=scenario.title,
        cells=pd.DataFrame(rows),
        numeric=("Value",),
    )


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"


def calibration_facts(uses: Sequence[str]) -> Table:
    """List the facts of the given uses with what they say and how sure that is."""
    facts = sources.source("calibration")
    chosen = facts[facts["use"].isin(uses)]
    status = chosen["status"] + (": not " + chosen["note"]).where(
        chosen["note"] != "", ""
    )
    cells = pd.DataFrame(
        {
            "Fact": chosen["fact"],
            "What": chosen["quantity"],
            "Says": chosen["value"],
            "By": chosen["authors"] + " (" + chosen["year"].astype(str) + ")",
            "Status": status,
            "Use": chosen["use"],
        }
    )
    return Table(name="calibration-facts", title="Facts from elsewhere", cells=cells)
