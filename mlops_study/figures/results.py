"""Figures of what the simulation gives, and of its scenarios against each other."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from mlops_study import experiments, numerals
from mlops_study.figures.register import Reader, figure
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
    bare,
    canvas,
    log_axis,
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
    still_waiting,
)


def _seen(what: Callable[[Observations], object]) -> Reader:
    """Return what reads something of the sample run of each scenario."""
    return lambda: {
        name: what(Observations(run)) for name, run in experiments.sample_runs().items()
    }


@figure(_seen(lambda run: run.done))
def lead_times(lives: Mapping[str, pd.DataFrame]) -> Figure:
    """Show the share of items that are live within so many days, by scenario.

    The items that go live, with their ``kind`` and ``lead_time``.
    """
    figure, panels = canvas(2.9, 2, sharey=True)
    for axes, kind in zip(panels, ("improvement", "retraining"), strict=True):
        for name, life in lives.items():
            own = life.loc[life["kind"] == kind, "lead_time"]
            axes.ecdf(own, color=SCENARIOS[name], linewidth=2, label=name)
        log_axis(axes, (1, 7, 30, 90, 365))
        axes.set(xlim=(0.3, 400), xlabel="Days (log scale)")
        axes.set_title(f"{kind.capitalize()}s", fontsize=10)
    panels[0].set_ylabel("Share live within")
    panels[0].yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    panels[0].legend(title="Scenario", loc="upper left")
    return figure


# the colours of a time budget's parts: work in blues, waiting in warm colours
WORK = (BLUE, "#4A9BCB", "#9CCDE8")
WAITING = ("#7A4A00", ORANGE, AMBER, "#F2C879", "#D9D9D9")


@figure(_seen(lambda run: run.time_budget("improvement")))
def time_budgets(budgets: Mapping[str, pd.Series]) -> Figure:
    """Show where the lead time of an item goes: work, and waiting by reason."""
    figure, axes = canvas(3.0)
    days = pd.DataFrame(budgets)
    starts = days.cumsum() - days
    for (part, own), colour in zip(days.iterrows(), WORK + WAITING, strict=True):
        bars = {"left": starts.loc[str(part)], "color": colour, "height": 0.6}
        axes.barh(days.columns, own, label=part, **bars)
    for i, total in enumerate(days.sum()):
        axes.text(total + 0.4, i, numerals.fixed(total, 1), va="center", fontsize=9)
    axes.invert_yaxis()
    axes.set(xlim=(0, days.sum().max() * 1.1), xlabel="Mean days from request to live")
    bare(axes)
    figure.legend(loc="outside upper left", ncols=3, fontsize=8)
    return figure


def _typical_model() -> int:
    strengths = experiments.sample_runs()["A"].strengths
    return int(np.argsort(strengths)[len(strengths) // 2])


@figure(_seen(lambda run: run.quality_at(np.arange(365, 730, 0.5))), _typical_model)
def quality_over_time(recalls: Mapping[str, pd.DataFrame], model: int) -> Figure:
    """Show recall over a second year: one model in full, the mean as a line.

    By scenario the ``recall`` of each ``model`` at each ``time`` in days.
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
    panels[len(panels) // 2].set_ylabel("Recall, per cent")
    return figure


@figure(_seen(lambda run: run.episodes))
def drift_delays(episodes: Mapping[str, pd.DataFrame]) -> Figure:
    """Show how long drift goes on, by scenario.

    From ``start`` to ``end`` of each episode, censored where it is not ``over``.
    """
    figure, axes = canvas(2.9)
    for name, own in episodes.items():
        times, chances = still_waiting(own["end"] - own["start"], own["over"])
        line = {"where": "post", "color": SCENARIOS[name], "linewidth": 2}
        axes.step([*times, YEAR], [*chances, chances[-1]], label=name, **line)
    axes.set(xlim=(0, YEAR / 2), ylim=(0, 1), xlabel="Days since the loss passed it")
    axes.set_ylabel("Above the threshold")
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.grid(axis="y")
    axes.legend(title="Scenario", loc="upper right", ncols=3)
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
    figure, axes = canvas(2.4)
    for name, colour in SCENARIOS.items():
        own = table[table["scenario"] == name].set_index("kpi").loc[list(BUSY)]
        mean, half_width = 100 * own["mean"], 100 * own["half_width"]
        look = {"xerr": half_width, "fmt": "o", "color": colour, "markersize": 7}
        axes.errorbar(mean, list(BUSY.values()), label=name, **look)
    axes.set(xlim=(0, 103), ylim=(len(BUSY) - 0.5, -0.5), xlabel="Busy, per cent")
    axes.grid(axis="x")
    bare(axes)
    figure.legend(title="Scenario", loc="outside right center")
    return figure


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
    dots = FILLED | {"markersize": 2.5, "alpha": 0.6, "mew": 0}
    for axes, kpi in zip(grid.flat, kpis, strict=True):
        for i, (name, colour) in enumerate(SCENARIOS.items()):
            own = results.loc[results["scenario"] == name, kpi].dropna()
            values = KPIS[kpi].scale * own
            # by rank: where values are dense the marks are, and no draw is needed
            spread = 0.3 * np.sin(np.arange(len(values)) * 2.4)
            axes.plot(values, i + spread, **dots | {"color": colour})
            middle = [values.median()] * 2
            axes.plot(middle, [i - 0.38, i + 0.38], color=INK, linewidth=1.4)
        row_axis(axes, list(SCENARIOS))
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        unit = KPIS[kpi].mark or KPIS[kpi].unit
        unit = unit if unit.startswith("per ") else f"({unit})"
        axes.set_title(f"{HEADLINES[kpi]} {unit}", fontsize=9.5)
    return figure


@figure(
    lambda: experiments.paired_differences(
        experiments.load_study("scenarios"), [("A", "B"), ("A", "C")]
    )
)
def ratios(differences: pd.DataFrame) -> Figure:
    """Show what two scenarios are against a third: ratios with joint intervals.

    From :func:`~mlops_study.experiments.comparison.paired_differences`.
    """
    figure, axes = canvas(0.36 * len(HEADLINES) + 1.1)
    (baseline,) = differences["baseline"].unique()
    pairs = differences.groupby("alternative")
    for shift, (name, pair) in zip((-0.12, 0.12), pairs, strict=True):
        own = pair.set_index("kpi").loc[list(HEADLINES)]
        ends = (own["ratio_low"], own["ratio"], own["ratio_high"])
        line = {"color": SCENARIOS[str(name)], "linewidth": 2}
        mark = FILLED | {"color": line["color"], "markersize": 6}
        label = f"{name} by {baseline}"
        ranges(axes, np.arange(len(own)) + shift, ends, line, mark | {"label": label})
    axes.axvline(1, color=INK, linewidth=0.8)
    log_axis(axes, (0.01, 0.1, 0.5, 1, 2))
    row_axis(axes, wrapped(HEADLINES.values(), 22))
    bare(axes)
    axes.set_xlabel(f"Times the value of {baseline} (log scale)")
    axes.legend(loc="lower left", fontsize=8.5)
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
    figure, rows = canvas(1.75 * len(kpis) + 0.4, rows=len(kpis), sharey=True)
    for axes, kpi in zip(rows, kpis, strict=True):
        for design, (label, mark, colour, shift) in DESIGNS.items():
            own = differences.query(f"kpi == {kpi!r} and design == {design!r}")
            ends = (own["low"], own["difference"], own["high"])
            line = {"color": colour, "linewidth": 2}
            mark = mark | {"markersize": 6, "label": label.format(**own.iloc[0])}
            ranges(axes, np.arange(len(own)) + shift, ends, line, mark)
        axes.axvline(0, color=INK, linewidth=0.8)
        row_axis(axes, [PRACTICES[name] for name in own["practice"]])
        of, title = KPIS[kpi], KPIS[kpi].title.removesuffix(", mean")
        axes.set_title(title if of.mark else f"{title}, {of.unit}", fontsize=10)
        axes.grid(axis="x")
        bare(axes)
    entries = rows[0].get_legend_handles_labels()
    figure.legend(*entries, loc="outside lower center", ncols=2)
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
    for name, colour in SCENARIOS.items():
        own, soft = (f[f["scenario"] == name] for f in (series, smooth))
        axes.plot(own["week"], 100 * own["recall"], color=colour, lw=0.7, alpha=0.5)
        axes.plot(soft["week"], 100 * soft["recall"], color=colour, lw=2, label=name)
        level = 100 * np.interp(cuts[name], soft["week"], soft["recall"])
        axes.plot(cuts[name], level, **OPEN | {"markeredgecolor": colour})
    axes.axvspan(0, used, color=PALE, alpha=0.6, linewidth=0)
    axes.set_xlim(0, series["week"].max())
    axes.set(xlabel="Week since the start", ylabel="Mean recall, per cent")
    axes.legend(title="Scenario", loc="upper right", ncols=3)
    return figure
