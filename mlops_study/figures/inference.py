"""Figures of what percentages without a sample size can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from mlops_study import survey
from mlops_study.figures.style import (
    AMBER,
    BLUE,
    FILLED,
    GREY,
    INK,
    ORANGE,
    PALE,
    SKY,
    canvas,
    styled,
    wrapped,
)

__all__ = [
    "change_measures",
    "feasible_sizes",
    "first_place",
    "needed_sizes",
    "supposed_sizes",
]

RULES = {
    "exact": "exact",
    "half_up": "rounded, halves up",
    "half_even": "rounded, halves to even",
    "down": "cut off",
}


@styled
def feasible_sizes(
    sizes: Mapping[str, Mapping[str, np.ndarray]], up_to: int = 200
) -> Figure:
    """Mark the sample sizes that each table can come from, by rule of rounding.

    Parameters
    ----------
    sizes
        Feasible sizes by rule and by name of a table.
    up_to
        Largest size that is drawn.
    """
    figure, panels = canvas(3.9, rows=len(sizes), sharex=True, sharey=True)
    for axes, (rule, tables) in zip(panels, sizes.items(), strict=True):
        names = list(tables)
        for y, name in enumerate(names):
            own = tables[name][tables[name] <= up_to]
            last = y == len(names) - 1
            axes.vlines(
                own, y - 0.36, y + 0.36, color=ORANGE if last else BLUE, linewidth=1.1
            )
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.4, -0.6)
        axes.set_xlim(0, up_to + 1)
        axes.set_title(f"Percentages {RULES[rule]}", fontsize=10)
        axes.tick_params(length=0, labelsize=9)
        axes.spines["left"].set_visible(False)
    panels[-1].set_xlabel("Number of respondents")
    return figure


def _log_axis(axes: Axes, low: float, high: float) -> None:
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    ticks = [t for t in (10, 30, 100, 300, 1000, 3000) if low <= t <= high]
    axes.set_xticks(ticks, [f"{t:,}" for t in ticks])
    axes.xaxis.set_minor_locator(mpl.ticker.NullLocator())
    axes.grid(axis="x")


@styled
def needed_sizes(needed: pd.DataFrame) -> Figure:
    """Draw for each difference the respondents it needs, from best to worst case.

    Parameters
    ----------
    needed
        From :func:`~mlops_study.evidence.differences.needed_by_difference`.
    """
    figure, axes = canvas(7.4)
    y, ticks, labels = 0.0, [], []
    for group, own in needed.groupby("group", sort=False):
        axes.text(
            0.012,
            y,
            str(group),
            transform=axes.get_yaxis_transform(),
            fontsize=9,
            fontweight="bold",
            va="center",
        )
        y += 1
        for _, rows in own.groupby(["higher", "lower"], sort=False):
            by = rows.set_index("overlap")
            for column, shift, colour in (
                ("significant_exact", -0.17, BLUE),
                ("power_exact", 0.17, AMBER),
            ):
                best, middle, worst = by.loc[list(survey.OVERLAPS), column]
                axes.hlines(y + shift, best, worst, color=colour, linewidth=2.6)
                axes.plot(middle, y + shift, "o", color=colour, markersize=4.5)
            higher, lower = rows["higher"].iloc[0], rows["lower"].iloc[0]
            ticks.append(y)
            labels.append(
                _short(higher)
                if lower == "before"
                else f"{_short(higher)} > {_short(lower)}"
            )
            y += 1
        y += 0.3
    axes.set_yticks(ticks, labels)
    axes.set_ylim(y - 0.4, -0.8)
    _log_axis(axes, 10, 4000)
    axes.set_xlabel("Respondents needed (log scale)")
    axes.tick_params(length=0, labelsize=8)
    axes.spines["left"].set_visible(False)
    handles = [
        Line2D([], [], color=BLUE, linewidth=2.6, marker="o", markersize=4.5),
        Line2D([], [], color=AMBER, linewidth=2.6, marker="o", markersize=4.5),
    ]
    figure.legend(
        handles,
        ["to be significant", "for 80 % power"],
        loc="outside upper right",
        ncols=2,
    )
    return figure


_SHORT = {
    "Cross-Functional Collaboration": "collaboration",
    "Automation in Model Management": "automation",
    "CI/CD Implementation": "CI/CD",
    "Continuous Monitoring": "monitoring",
    "Data Governance Frameworks": "governance",
    "Cultural Resistance": "culture",
    "Lack of Standardized Processes": "processes",
    "Data Silos": "silos",
    "Insufficient Infrastructure": "infrastructure",
    "Resource Constraints": "resources",
    "Performance Dashboards": "dashboards",
    "Logging and Alerting Systems": "logging",
    "Anomaly Detection Systems": "anomaly detection",
    "Data Quality Check Tools": "data quality",
    "Feedback Loops for Continuous Improvement": "feedback",
    "Emphasis on Learning": "learning",
    "Open Communication": "communication",
    "Shared Goals": "shared goals",
    "Trust Among Teams": "trust",
    "Recognition of Contributions": "recognition",
    "Deployment Time Reduction": "deployment time",
    "Resource Utilization": "utilization",
    "Cost Savings": "cost savings",
    "Scalability of Operations": "scalability",
    "Team Collaboration": "team collaboration",
}


def _short(name: str) -> str:
    """Return a row's name as it fits beside a mark."""
    return _SHORT.get(name, name.lower())


@styled
def supposed_sizes(percentages: pd.Series, sizes: Sequence[int]) -> Figure:
    """Draw the percentages of one table with the intervals of supposed sizes.

    Parameters
    ----------
    percentages
        Per cent by item.
    sizes
        Numbers of respondents to suppose.
    """
    ordered = percentages.sort_values(kind="stable")
    figure, panels = canvas(2.9, len(sizes), sharey=True, sharex=True)
    rows = np.arange(len(ordered))
    for axes, n in zip(panels, sizes, strict=True):
        bounds = survey.wilson(ordered, n)
        axes.hlines(rows, bounds["low"], bounds["high"], color=SKY, linewidth=4)
        axes.plot(ordered, rows, **(FILLED | {"markersize": 6}))
        axes.set_title(f"if n = {n:,}", fontsize=10)
        axes.set_yticks(rows, wrapped(ordered.index, 17))
        axes.set_xlim(0, 100)
        axes.set_xticks([20, 40, 60, 80])
        axes.grid(axis="x")
        axes.tick_params(length=0, labelsize=9)
        axes.spines["left"].set_visible(False)
    panels[len(panels) // 2].set_xlabel("Per cent")
    return figure


@styled
def first_place(curves: Mapping[str, pd.DataFrame]) -> Figure:
    """Draw how sure it is that the first of each ranking is first, by sample size.

    Parameters
    ----------
    curves
        By title of a ranking: ``n``, ``independent``, ``low`` and ``high``.
    """
    figure, axes = canvas(4.4, 2, 3, sharex=True, sharey=True)
    panels = axes.ravel()
    for panel, (title, curve) in zip(panels, curves.items(), strict=False):
        panel.fill_between(
            curve["n"], curve["low"], curve["high"], color=PALE, linewidth=0
        )
        panel.plot(curve["n"], curve["independent"], color=BLUE)
        panel.axhline(0.95, color=GREY, linewidth=0.8, linestyle=":")
        panel.set_title(title, fontsize=9)
        _log_axis(panel, 20, 3000)
        panel.set_ylim(0, 1.02)
        panel.yaxis.set_major_formatter(mpl.ticker.PercentFormatter(1, decimals=0))
        panel.tick_params(length=0, labelsize=9)
    for spare in panels[len(curves) :]:
        spare.set_axis_off()
    if len(curves) < len(panels):
        panels[len(curves)].legend(
            handles=[
                Line2D([], [], color=BLUE),
                mpl.patches.Patch(color=PALE),
                Line2D([], [], color=GREY, linestyle=":", linewidth=0.8),
            ],
            labels=["independent items", "any overlap", "95 %"],
            loc="center left",
        )
    figure.supxlabel("Respondents (log scale)", fontsize=10)
    figure.supylabel("Probability that the first is first", fontsize=10)
    return figure


@styled
def change_measures(before: pd.Series, after: pd.Series) -> Figure:
    """Follow the ranks of changes through the measures of change.

    Parameters
    ----------
    before, after
        Percentages by aspect.
    """
    ranks = pd.DataFrame(
        {
            name: change(before, after).round(9).rank(ascending=False)
            for name, change in survey.CHANGES.items()
        }
    )
    colours = [BLUE, AMBER, ORANGE, GREY, SKY]
    figure, axes = canvas(3.6)
    across = np.arange(len(ranks.columns))
    # items that share a rank are drawn beside one another
    shift = np.linspace(-0.09, 0.09, len(ranks))
    for (aspect, row), colour, up in zip(ranks.iterrows(), colours, shift, strict=True):
        axes.plot(across, row + up, "-o", color=colour, markersize=6, linewidth=1.6)
        axes.annotate(
            wrapped([str(aspect)], 14)[0],
            (across[-1], row.iloc[-1] + up),
            (9, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=INK,
        )
    names = [str(name).partition(" (")[0] for name in ranks]
    axes.set_xticks(across, wrapped(names, 12), fontsize=8)
    axes.set_xlim(-0.3, len(across) - 0.7)
    axes.set_ylim(len(ranks) + 0.4, 0.6)
    axes.set_yticks(range(1, len(ranks) + 1))
    axes.set_ylabel("Rank of the change")
    axes.tick_params(length=0)
    axes.grid(axis="y")
    axes.spines[["left", "bottom"]].set_visible(False)
    return figure
