"""Figures of what the simulation gives."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mlops_study.figures.style import (
    AMBER,
    BLUE,
    FILLED,
    GREY,
    INK,
    OPEN,
    ORANGE,
    PALE,
    SCENARIOS,
    canvas,
    styled,
    wrapped,
)

__all__ = [
    "distributions",
    "lead_times",
    "practices",
    "quality_over_time",
    "ratios",
    "time_budgets",
    "utilisation",
    "warm_up",
]


@styled
def lead_times(lives: Mapping[str, pd.DataFrame]) -> Figure:
    """Show the share of items that are live within so many days.

    Parameters
    ----------
    lives
        A frame with ``kind`` and ``lead_time`` for each scenario.
    """
    figure, panels = canvas(2.9, 2, sharey=True)
    kinds = ("improvement", "retraining")
    for axes, kind in zip(panels, kinds, strict=True):
        for name, life in lives.items():
            own = life.loc[life["kind"] == kind, "lead_time"]
            axes.ecdf(own, color=SCENARIOS[name], linewidth=2, label=name)
        axes.set_xscale("log")
        axes.set_xlim(0.3, 150)
        axes.set_xticks([1, 7, 30, 90])
        axes.xaxis.set_major_formatter("{x:g}")
        axes.xaxis.set_minor_locator(mpl.ticker.NullLocator())
        axes.grid(axis="x")
        axes.set_xlabel("Days (log scale)")
        axes.set_title(f"{kind.capitalize()}s", fontsize=10)
    panels[0].set_ylabel("Share live within")
    panels[0].yaxis.set_major_formatter(mpl.ticker.PercentFormatter(1, decimals=0))
    panels[0].legend(title="Scenario", loc="upper left")
    return figure


PARTS = {
    "Data and model work": BLUE,
    "Training": "#4A9BCB",
    "Deployment": "#9CCDE8",
    "Wait for data": "#7A4A00",
    "Wait for people": ORANGE,
    "Wait for machines": AMBER,
    "Wait for approval": "#F2C879",
    "Wait for release": "#D9D9D9",
}
"""Colours of the parts of a time budget: work in blues, waiting in warm colours."""


@styled
def time_budgets(budgets: Mapping[str, pd.Series]) -> Figure:
    """Show where the lead time of an item goes: work, and waiting by reason.

    Parameters
    ----------
    budgets
        Days by part for each scenario.
    """
    figure, axes = canvas(3.0)
    names = list(budgets)
    starts = np.zeros(len(names))
    for part, colour in PARTS.items():
        days = np.array([budgets[name][part] for name in names])
        axes.barh(names, days, left=starts, color=colour, label=part, height=0.6)
        starts += days
    for i, total in enumerate(starts):
        axes.text(total + 0.4, i, f"{total:.1f}", va="center", fontsize=9)
    axes.invert_yaxis()
    axes.set_xlim(0, starts.max() * 1.1)
    axes.set_xlabel("Mean days from request to live")
    axes.tick_params(length=0)
    figure.legend(loc="outside upper left", ncols=3, fontsize=8)
    return figure


@styled
def quality_over_time(recalls: Mapping[str, pd.DataFrame], model: int) -> Figure:
    """Show recall over a year: one model in full, the portfolio's mean as a line.

    Parameters
    ----------
    recalls
        Columns ``model``, ``time`` (days) and ``recall`` for each scenario.
    model
        Which model to show.
    """
    figure, panels = canvas(4.2, rows=len(recalls), sharex=True, sharey=True)
    for axes, (name, frame) in zip(panels, recalls.items(), strict=True):
        one = frame[frame["model"] == model]
        mean = frame.groupby("time")["recall"].mean()
        day = one["time"] - frame["time"].min()
        axes.plot(mean.index - mean.index.min(), 100 * mean, color=GREY, linewidth=1)
        axes.plot(day, 100 * one["recall"], color=SCENARIOS[name], linewidth=1.6)
        axes.set_title(f"Scenario {name}", fontsize=10)
        axes.grid(axis="y")
    panels[-1].set_xlabel("Day of the second year")
    panels[1].set_ylabel("Recall, per cent")
    return figure


@styled
def utilisation(table: pd.DataFrame, kpis: Mapping[str, str]) -> Figure:
    """Show how busy each resource is, with intervals.

    Parameters
    ----------
    table
        Columns ``scenario``, ``kpi``, ``mean``, ``half_width``.
    kpis
        Label of each indicator that is shown.
    """
    figure, axes = canvas(2.4)
    for name, colour in SCENARIOS.items():
        own = table[table["scenario"] == name].set_index("kpi").loc[list(kpis)]
        axes.errorbar(
            100 * own["mean"],
            list(kpis.values()),
            xerr=100 * own["half_width"],
            fmt="o",
            color=colour,
            markersize=7,
            label=name,
        )
    axes.invert_yaxis()
    axes.set_xlim(0, 103)
    axes.set_ylim(len(kpis) - 0.5, -0.5)
    axes.set_xlabel("Busy, per cent")
    axes.grid(axis="x")
    axes.tick_params(length=0)
    figure.legend(title="Scenario", loc="outside right center")
    return figure


@styled
def ratios(differences: pd.DataFrame, kpis: Mapping[str, str]) -> Figure:
    """Show what B and C are against A: ratios of means with joint intervals.

    Parameters
    ----------
    differences
        Columns ``alternative``, ``kpi``, ``ratio``, ``ratio_low``, ``ratio_high``.
    kpis
        Label of each indicator that is shown.
    """
    figure, axes = canvas(0.36 * len(kpis) + 1.1)
    for shift, name in ((-0.12, "B"), (0.12, "C")):
        own = differences[differences["alternative"] == name]
        own = own.set_index("kpi").loc[list(kpis)]
        place = np.arange(len(kpis)) + shift
        axes.hlines(
            place, own["ratio_low"], own["ratio_high"], color=SCENARIOS[name], lw=2
        )
        axes.plot(own["ratio"], place, "o", color=SCENARIOS[name], label=f"{name} to A")
    axes.axvline(1, color=INK, linewidth=0.8)
    axes.set_xscale("log")
    ticks = [0.01, 0.1, 0.5, 1, 2]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.xaxis.set_minor_locator(mpl.ticker.NullLocator())
    axes.set_yticks(range(len(kpis)), wrapped(kpis.values(), 22))
    axes.set_ylim(len(kpis) - 0.5, -0.5)
    axes.grid(axis="x")
    axes.tick_params(length=0)
    axes.set_xlabel("Times the value of A (log scale)")
    axes.legend(loc="lower left", fontsize=8.5)
    return figure


@styled
def practices(
    differences: pd.DataFrame, labels: Mapping[str, str], panels: Mapping[str, str]
) -> Figure:
    """Show what each practice does alone, and what it adds to the others.

    Parameters
    ----------
    differences
        Columns ``practice``, ``design`` (``alone`` or ``last``), ``kpi``,
        ``difference``, ``low``, ``high``.
    labels
        Label of each practice.
    panels
        Title of each indicator that is shown.
    """
    figure, rows = canvas(1.75 * len(panels) + 0.4, rows=len(panels), sharey=True)
    marks = {"alone": (FILLED, -0.14, BLUE), "last": (OPEN, 0.14, ORANGE)}
    texts = {"alone": "added to A", "last": "added last, reaching C"}
    for axes, (kpi, title) in zip(rows, panels.items(), strict=True):
        for design, (mark, shift, colour) in marks.items():
            own = differences[
                (differences["kpi"] == kpi) & (differences["design"] == design)
            ]
            own = own.set_index("practice").loc[list(labels)]
            place = np.arange(len(labels)) + shift
            axes.hlines(place, own["low"], own["high"], color=colour, linewidth=2)
            axes.plot(
                own["difference"],
                place,
                **mark | {"markersize": 6},
                label=texts[design],
            )
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_yticks(range(len(labels)), list(labels.values()))
        axes.set_ylim(len(labels) - 0.5, -0.5)
        axes.set_title(title, fontsize=10)
        axes.grid(axis="x")
        axes.tick_params(length=0)
    handles, names = rows[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=2)
    return figure


@styled
def distributions(
    results: pd.DataFrame, kpis: Mapping[str, tuple[str, float]]
) -> Figure:
    """Show each indicator over the replications, not only its mean.

    Parameters
    ----------
    results
        One row a scenario and replication.
    kpis
        Label and factor of each indicator that is shown.
    """
    columns = 2
    figure, grid = canvas(
        1.7 * -(-len(kpis) // columns), columns, rows=-(-len(kpis) // columns)
    )
    for axes, (kpi, (label, factor)) in zip(grid.flat, kpis.items(), strict=True):
        _strip(axes, results, kpi, factor)
        axes.set_title(label, fontsize=9.5)
    return figure


def _strip(axes: Axes, results: pd.DataFrame, kpi: str, factor: float) -> None:
    for i, (name, colour) in enumerate(SCENARIOS.items()):
        values = factor * results.loc[results["scenario"] == name, kpi].dropna()
        # spread by rank: where values are dense the marks are, and no draw is needed
        spread = 0.3 * np.sin(np.arange(len(values)) * 2.4)
        axes.plot(
            values, i + spread, "o", color=colour, markersize=2.5, alpha=0.6, mew=0
        )
        axes.plot([values.median()] * 2, [i - 0.38, i + 0.38], color=INK, linewidth=1.4)
    axes.set_yticks(range(len(SCENARIOS)), list(SCENARIOS))
    axes.set_ylim(len(SCENARIOS) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")


@styled
def warm_up(
    series: pd.DataFrame, smooth: pd.DataFrame, cuts: Mapping[str, int], used: float
) -> Figure:
    """Draw Welch's plot of recall with the cut of MSER-5 and the one that is used.

    Parameters
    ----------
    series
        Columns ``scenario``, ``week`` and ``recall``, means over replications.
    smooth
        The same, averaged over neighbouring weeks.
    cuts
        Week of the cut by MSER-5 for each scenario.
    used
        The warm-up that is used, in weeks.
    """
    figure, axes = canvas(2.9)
    for name, colour in SCENARIOS.items():
        own, soft = (f[f["scenario"] == name] for f in (series, smooth))
        axes.plot(own["week"], 100 * own["recall"], color=colour, lw=0.7, alpha=0.5)
        axes.plot(soft["week"], 100 * soft["recall"], color=colour, lw=2, label=name)
        level = 100 * np.interp(cuts[name], soft["week"], soft["recall"])
        axes.plot(cuts[name], level, **OPEN | {"markeredgecolor": colour})
    axes.axvspan(0, used, color=PALE, alpha=0.6, linewidth=0)
    axes.set_xlim(0, series["week"].max())
    axes.set_xlabel("Week since the start")
    axes.set_ylabel("Mean recall, per cent")
    axes.legend(title="Scenario", loc="upper right", ncols=3)
    return figure
