"""Figures of how the scenarios run their course: by days, by weeks, over a year."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from mlops_study import experiments, numerals
from mlops_study.figures import style
from mlops_study.figures.register import figure
from mlops_study.figures.style import Marks
from mlops_study.lifecycle import YEAR, Observations


@figure(experiments.COURSES.read)
def lead_times(courses: pd.DataFrame) -> Figure:
    """Show the share of items that are live within so many days, by scenario.

    From :func:`~mlops_study.experiments.courses.courses`, as the next two.
    """
    figure, panels = style.canvas(3.0, 2, sharey=True)
    for axes, kind in zip(panels, ("improvement", "retraining"), strict=True):
        _curves(axes, courses, kind)
        style.log_axis(axes, (1, 7, 30, 90, 365))
        axes.set(xlim=(0.5, 365), xlabel="Days (log scale)")
        axes.set_title(style.better(f"{kind.capitalize()}s", "lower"))
    panels[0].set_ylabel("Share live within")
    _scenarios(figure)
    return figure


def _curves(axes: Axes, courses: pd.DataFrame, what: str) -> None:
    """Draw a share by days for each scenario, with the band of nine runs in ten."""
    for name, own in courses[courses["what"] == what].groupby("scenario"):
        look = style.SCENARIOS[str(name)]
        style.band(axes, own["days"], own["low"], own["high"], look["color"])
        look = look | {"markersize": 4.5, "markevery": 6}
        axes.plot(own["days"], own["mean"], **look)
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(axis="y")


def _scenarios(figure: Figure) -> None:
    entries = {f"Scenario {name}": look for name, look in style.SCENARIOS.items()}
    style.legend(figure, entries, handlelength=2.6)


@figure(experiments.COURSES.read)
def time_budgets(courses: pd.DataFrame) -> Figure:
    """Show where the lead time of an improvement goes: work, and waiting by reason."""
    parts = courses[courses["days"].isna() & (courses["what"] != "Caught")]
    days = parts.pivot(index="what", columns="scenario", values="mean")
    days = days.loc[parts["what"].unique()]
    figure, panels = style.canvas(3.4, len(days.columns), sharex=True, sharey=True)
    for axes, (name, own) in zip(panels, days.items(), strict=True):
        waits = own.index.str.startswith("Wait")
        colours = np.where(waits, style.ORANGE, style.BLUE)
        hatches = ["//" if wait else "" for wait in waits]
        look = {"color": colours, "hatch": hatches, "edgecolor": "white"}
        bars = axes.barh(range(len(own)), own, height=0.7, **look)
        axes.bar_label(bars, [numerals.fixed(x, 1) for x in own], padding=2, fontsize=8)
        axes.set(xticks=[], xlim=(0, 1.4 * days.max().max()))
        axes.set_title(f"{name}: {numerals.fixed(own.sum(), 1)} days", fontsize=8.5)
        style.row_axis(axes, style.wrapped(own.index, 17))
        style.bare(axes, "bottom")
    label = style.better("Mean days from request to live", "lower")
    figure.supxlabel(label, fontsize=9)
    waiting: Marks = {"facecolor": style.ORANGE, "hatch": "//", "edgecolor": "white"}
    handles = [Patch(color=style.BLUE), Patch(**waiting)]
    figure.legend(handles, ("work", "waiting"), loc="outside upper right", ncols=2)
    return figure


def _second_year() -> pd.DataFrame:
    """Return the recall of one model, of middling ageing and harmed in A, and means."""
    runs = {name: Observations(r) for name, r in experiments.sample_runs().items()}
    incidents, strengths = runs["A"].incidents, runs["A"].run.strengths
    harmed = incidents.loc[_in_second_year(incidents), "model"].value_counts()
    apart = pd.Series(np.abs(np.array(strengths) - np.median(strengths)))
    model = apart[harmed.index[harmed == harmed.min()]].idxmin()
    found = {}
    for name, run in runs.items():
        recall = run.quality_at(np.arange(YEAR, 2 * YEAR, 0.5)).set_index("time")
        one = recall.loc[recall["model"] == model, "recall"]
        mean = recall.groupby("time")["recall"].mean()
        own = run.incidents[_in_second_year(run.incidents)]
        starts = own.loc[own["model"] == model, "incident"]
        begins = mean.index.isin(mean.index[mean.index.searchsorted(starts)])
        found[name] = pd.DataFrame({"model": one, "mean": mean, "incident": begins})
    return pd.concat(found, names=["scenario"])


def _in_second_year(incidents: pd.DataFrame) -> pd.Series:
    return incidents["incident"].between(YEAR, 2 * YEAR - 1)


@figure(_second_year)
def quality_over_time(recalls: pd.DataFrame) -> Figure:
    """Show recall over a second year: one model in full, the mean as a thin line.

    By ``scenario`` and ``time`` in days the recall of one ``model``, the ``mean`` of
    all, and whether an ``incident`` of that model begins.
    """
    names = recalls.index.unique("scenario")
    figure, panels = style.canvas(4.6, rows=len(names), sharex=True, sharey=True)
    for axes, name in zip(panels, names, strict=True):
        own = recalls.loc[name]
        day = own.index - own.index.min()
        thin = {"color": style.GREY, "linewidth": 1, "label": "mean of all"}
        axes.plot(day, 100 * own["mean"], **thin)
        line = {"color": style.SCENARIOS[name]["color"], "linewidth": 1.6}
        axes.plot(day, 100 * own["model"], label="one model", **line)
        at = own["incident"].to_numpy(bool)
        look = style.FILLED | {"marker": "v", "color": style.INK, "markersize": 5}
        axes.plot(day[at], 100 * own["model"][at] + 4, label="its incidents", **look)
        axes.set_title(f"Scenario {name}")
        axes.grid(axis="y")
    panels[-1].set_xlabel("Day of the second year")
    ylabel = style.better("Recall, per cent", "higher", across=False)
    panels[len(panels) // 2].set_ylabel(ylabel)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper right", ncols=3)
    return figure


@figure(experiments.COURSES.read)
def drift_delays(courses: pd.DataFrame) -> Figure:
    """Show how long drift goes on, by scenario: Kaplan and Meier's estimate."""
    figure, axes = style.canvas(3.0)
    _curves(axes, courses, "drift")
    xlabel = style.better("Days since the loss passed the threshold", "lower")
    axes.set(xlim=(0, YEAR / 2), xlabel=xlabel, ylabel="Still above the threshold")
    _scenarios(figure)
    return figure


@figure(
    experiments.WARM_UP.read,
    experiments.warm_up_cuts,
    lambda: experiments.paper_scenarios()["A"].run.warm_up / 7,
)
def warm_up(
    series: pd.DataFrame, found: tuple[pd.DataFrame, Mapping[str, int]], used: float
) -> Figure:
    """Draw Welch's plot of recall with the cuts of MSER-5 and the one that is used.

    Means over replications by week; `found` has the same averaged over neighbouring
    weeks and the week of the cut by scenario, `used` is in weeks.
    """
    smooth, cuts = found
    figure, axes = style.canvas(2.9)
    for name, look in style.SCENARIOS.items():
        colour = look["color"]
        own, soft = (f[f["scenario"] == name] for f in (series, smooth))
        axes.plot(own["week"], 100 * own["recall"], color=colour, lw=0.6, alpha=0.5)
        line = look | {"lw": 1.8, "markersize": 4.5, "markevery": (60, 20)}
        axes.plot(soft["week"], 100 * soft["recall"], **line)
        level = 100 * np.interp(cuts[name], soft["week"], soft["recall"])
        mark = {"marker": look["marker"], "markeredgecolor": colour}
        axes.plot(cuts[name], level, **style.OPEN | mark)
    axes.axvspan(0, used, color=style.PALE, alpha=0.6, linewidth=0)
    axes.set_xlim(0, series["week"].max())
    ylabel = style.better("Mean recall, %", "higher", across=False)
    axes.set(xlabel="Week since the start", ylabel=ylabel)
    _scenarios(figure)
    return figure
