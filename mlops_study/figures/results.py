"""Figures of what the simulation gives, and of its scenarios against each other."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from mlops_study import experiments, numerals
from mlops_study.figures.register import figure
from mlops_study.figures.style import (
    BLUE,
    FILLED,
    GREY,
    INK,
    OPEN,
    ORANGE,
    PALE,
    SCENARIOS,
    Marks,
    band,
    bare,
    better,
    canvas,
    legend,
    log_axis,
    per_cent_axis,
    ranges,
    row_axis,
    wrapped,
)
from mlops_study.lifecycle import (
    HEADLINES,
    KPIS,
    PRACTICES,
    YEAR,
    Observations,
)


@figure(experiments.COURSES.read)
def lead_times(courses: pd.DataFrame) -> Figure:
    """Show the share of items that are live within so many days, by scenario.

    From :func:`~mlops_study.experiments.courses.courses`, as the next two.
    """
    figure, panels = canvas(3.0, 2, sharey=True)
    for axes, kind in zip(panels, ("improvement", "retraining"), strict=True):
        _curves(axes, courses, kind)
        log_axis(axes, (1, 7, 30, 90, 365))
        axes.set(xlim=(0.5, 365), xlabel="Days (log scale)")
        axes.set_title(better(f"{kind.capitalize()}s", "lower"))
    panels[0].set_ylabel("Share live within")
    _scenarios(figure)
    return figure


def _curves(axes: Axes, courses: pd.DataFrame, what: str) -> None:
    """Draw a share by days for each scenario, with the band of nine runs in ten."""
    for name, own in courses[courses["what"] == what].groupby("scenario"):
        look = SCENARIOS[str(name)]
        band(axes, own["days"], own["low"], own["high"], look["color"])
        axes.plot(
            own["days"], own["mean"], **look | {"markersize": 4.5, "markevery": 6}
        )
    axes.set_ylim(0, 1.02)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(axis="y")


def _scenarios(figure: Figure) -> None:
    entries = {f"Scenario {name}": look for name, look in SCENARIOS.items()}
    legend(figure, entries, handlelength=2.6)


@figure(experiments.COURSES.read)
def time_budgets(courses: pd.DataFrame) -> Figure:
    """Show where the lead time of an improvement goes: work, and waiting by reason."""
    parts = courses[courses["days"].isna() & (courses["what"] != "Caught")]
    days = parts.pivot(index="what", columns="scenario", values="mean")
    days = days.loc[parts["what"].unique()]
    figure, panels = canvas(3.4, len(days.columns), sharex=True, sharey=True)
    for axes, (name, own) in zip(panels, days.items(), strict=True):
        waits = own.index.str.startswith("Wait")
        colours = np.where(waits, ORANGE, BLUE)
        hatches = ["//" if wait else "" for wait in waits]
        look = {"color": colours, "hatch": hatches, "edgecolor": "white"}
        bars = axes.barh(range(len(own)), own, height=0.7, **look)
        axes.bar_label(bars, [numerals.fixed(x, 1) for x in own], padding=2, fontsize=8)
        axes.set(xticks=[], xlim=(0, 1.4 * days.max().max()))
        axes.set_title(f"{name}: {numerals.fixed(own.sum(), 1)} days", fontsize=8.5)
        row_axis(axes, wrapped(own.index, 17))
        bare(axes, "bottom")
    figure.supxlabel(better("Mean days from request to live", "lower"), fontsize=9)
    waiting: Marks = {"facecolor": ORANGE, "hatch": "//", "edgecolor": "white"}
    handles = [Patch(color=BLUE), Patch(**waiting)]
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
    figure, panels = canvas(4.6, rows=len(names), sharex=True, sharey=True)
    for axes, name in zip(panels, names, strict=True):
        own = recalls.loc[name]
        day = own.index - own.index.min()
        axes.plot(day, 100 * own["mean"], color=GREY, linewidth=1, label="mean of all")
        line = {"color": SCENARIOS[name]["color"], "linewidth": 1.6}
        axes.plot(day, 100 * own["model"], label="one model", **line)
        at = own["incident"].to_numpy(bool)
        look = FILLED | {"marker": "v", "color": INK, "markersize": 5}
        axes.plot(day[at], 100 * own["model"][at] + 4, label="its incidents", **look)
        axes.set_title(f"Scenario {name}")
        axes.grid(axis="y")
    panels[-1].set_xlabel("Day of the second year")
    ylabel = better("Recall, per cent", "higher", across=False)
    panels[len(panels) // 2].set_ylabel(ylabel)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper right", ncols=3)
    return figure


@figure(experiments.COURSES.read)
def drift_delays(courses: pd.DataFrame) -> Figure:
    """Show how long drift goes on, by scenario: Kaplan and Meier's estimate."""
    figure, axes = canvas(3.0)
    _curves(axes, courses, "drift")
    xlabel = better("Days since the loss passed the threshold", "lower")
    axes.set(xlim=(0, YEAR / 2), xlabel=xlabel, ylabel="Still above the threshold")
    _scenarios(figure)
    return figure


BUSY = {
    "scientists_utilisation": "Data scientists",
    "engineers_utilisation": "Operations engineers",
    "nodes_utilisation": "Training nodes",
}


@figure(lambda: experiments.intervals(experiments.load_study("scenarios")))
def utilisation(table: pd.DataFrame) -> Figure:
    """Show how busy each resource is, with intervals.

    From :func:`~mlops_study.experiments.estimates.intervals`.
    """
    figure, axes = canvas(2.3)
    rows = np.arange(len(BUSY))
    for shift, (name, look) in zip((-0.2, 0, 0.2), SCENARIOS.items(), strict=True):
        own = table[table["scenario"] == name].set_index("kpi").loc[list(BUSY)]
        mean, half_width = 100 * own["mean"], 100 * own["half_width"]
        marks = look | {"xerr": half_width, "markersize": 6, "linestyle": ""}
        axes.errorbar(mean, rows + shift, label=f"Scenario {name}", **marks)
    row_axis(axes, wrapped(BUSY.values(), 12))
    per_cent_axis(axes, "Per cent of the time that it is busy")
    figure.legend(loc="outside upper right", ncols=3)
    return figure


def _title(kpi: str, name: str) -> str:
    """Name an indicator, and below that its unit and which way is better."""
    of = KPIS[kpi]
    return better(f"{name},\n{of.mark or of.unit}", of.better)


# the indicators of which every run is shown
SPREADS = (
    "improvement_time",
    "deployments",
    "change_failure_rate",
    "time_to_restore",
    "recall",
    "balanced_accuracy",
)


@figure(lambda: experiments.load_study("scenarios"))
def distributions(results: pd.DataFrame, kpis: Sequence[str] = SPREADS) -> Figure:
    """Show each indicator over the replications, not only its mean."""
    rows = -(-len(kpis) // 2)
    figure, grid = canvas(1.7 * rows, 2, rows)
    dots = FILLED | {"markersize": 2.2, "mew": 0}
    for axes, kpi in zip(grid.flat, kpis, strict=True):
        for i, (name, look) in enumerate(SCENARIOS.items()):
            own = results.loc[results["scenario"] == name, kpi].dropna()
            values = KPIS[kpi].scale * own
            # by rank: where values are dense the marks are, and no draw is needed
            spread = 0.3 * np.sin(np.arange(len(values)) * 2.4)
            axes.plot(values, i + spread, **dots | {"color": look["color"]})
            middle = [values.median()] * 2
            axes.plot(middle, [i - 0.38, i + 0.38], color=INK, linewidth=1.4)
        row_axis(axes, list(SCENARIOS))
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        axes.set_title(_title(kpi, HEADLINES[kpi]), fontsize=8.5)
    return figure


WAYS = {
    "lower": "← less is better",
    "higher": "more is better →",
    "either": "neither way is better",
}


@figure(
    lambda: experiments.paired_differences(
        experiments.load_study("scenarios"), [("A", "B"), ("A", "C")]
    )
)
def ratios(differences: pd.DataFrame) -> Figure:
    """Show what two scenarios are against a third: ratios with joint intervals.

    From :func:`~mlops_study.experiments.comparison.paired_differences`.
    """
    (baseline,) = differences["baseline"].unique()
    groups = [[k for k in HEADLINES if KPIS[k].better == way] for way in WAYS]
    sizes = [len(kpis) for kpis in groups]
    figure, panels = canvas(5.2, rows=3, sharex=True, height_ratios=sizes)
    pairs = differences.groupby("alternative")
    for axes, title, kpis in zip(panels, WAYS.values(), groups, strict=True):
        for shift, (name, pair) in zip((-0.15, 0.15), pairs, strict=True):
            own = pair.set_index("kpi").loc[kpis]
            ends = (own["ratio_low"], own["ratio"], own["ratio_high"])
            look = SCENARIOS[str(name)] | {"linestyle": "", "markersize": 5.5}
            look |= {"label": f"{name} as a multiple of {baseline}"}
            line = {"color": look["color"], "linewidth": 2}
            ranges(axes, np.arange(len(own)) + shift, ends, line, look)
        axes.axvline(1, color=INK, linewidth=0.8)
        log_axis(axes, (0.01, 0.1, 0.5, 1, 2))
        row_axis(axes, wrapped([HEADLINES[kpi] for kpi in kpis], 20))
        axes.set_title(title)
        bare(axes, labelbottom=axes is panels[-1])
    panels[-1].set_xlabel(f"Times the value of {baseline} (log scale)")
    entries = panels[0].get_legend_handles_labels()
    figure.legend(*entries, loc="outside upper right", ncols=2, handletextpad=0.2)
    return figure


# the indicators of which the effects of the practices are shown
EFFECTS = ("improvement_time", "change_failure_rate", "recall")


DESIGNS = {
    "alone": ("added to {baseline}", FILLED, BLUE, -0.14),
    "last": ("added last, reaching {alternative}", OPEN, ORANGE, 0.14),
}


@figure(
    lambda: experiments.practice_effects(experiments.load_study("practices"), EFFECTS)
)
def practices(differences: pd.DataFrame) -> Figure:
    """Show what each practice does alone, and what it adds to the others.

    From :func:`~mlops_study.experiments.comparison.practice_effects`.
    """
    kpis = differences["kpi"].unique()
    figure, rows = canvas(1.6 * len(kpis) + 0.5, rows=len(kpis), sharey=True)
    for axes, kpi in zip(rows, kpis, strict=True):
        for design, (label, mark, colour, shift) in DESIGNS.items():
            own = differences.query(f"kpi == {kpi!r} and design == {design!r}")
            ends = (own[end] * KPIS[kpi].scale for end in ("low", "difference", "high"))
            line = {"color": colour, "linewidth": 2}
            mark = mark | {"markersize": 6, "label": label.format(**own.iloc[0])}
            ranges(axes, np.arange(len(own)) + shift, ends, line, mark)
        axes.axvline(0, color=INK, linewidth=0.8)
        row_axis(axes, [PRACTICES[name] for name in own["practice"]])
        of = KPIS[kpi]
        unit = "points" if of.unit == "share" else of.unit
        title = f"{of.title.removesuffix(', mean')}, {unit}"
        axes.set_title(better(title, of.better))
        axes.grid(axis="x")
        bare(axes)
    entries = rows[0].get_legend_handles_labels()
    figure.legend(*entries, loc="outside upper right", handletextpad=0.2)
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
    figure, axes = canvas(2.9)
    for name, look in SCENARIOS.items():
        colour = look["color"]
        own, soft = (f[f["scenario"] == name] for f in (series, smooth))
        axes.plot(own["week"], 100 * own["recall"], color=colour, lw=0.6, alpha=0.5)
        line = look | {"lw": 1.8, "markersize": 4.5, "markevery": (60, 20)}
        axes.plot(soft["week"], 100 * soft["recall"], **line)
        level = 100 * np.interp(cuts[name], soft["week"], soft["recall"])
        mark = {"marker": look["marker"], "markeredgecolor": colour}
        axes.plot(cuts[name], level, **OPEN | mark)
    axes.axvspan(0, used, color=PALE, alpha=0.6, linewidth=0)
    axes.set_xlim(0, series["week"].max())
    ylabel = better("Mean recall, %", "higher", across=False)
    axes.set(xlabel="Week since the start", ylabel=ylabel)
    _scenarios(figure)
    return figure
