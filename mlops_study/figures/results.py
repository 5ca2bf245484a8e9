"""Figures of the scenarios and practices against each other, by their indicators."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlops_study import experiments
from mlops_study.figures import style
from mlops_study.figures.register import figure
from mlops_study.figures.style import Marks
from mlops_study.lifecycle import HEADLINES, KPIS, PRACTICES

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
    figure, axes = style.canvas(2.3)
    rows = np.arange(len(BUSY))
    for shift, (name, look) in zip(
        (-0.2, 0, 0.2), style.SCENARIOS.items(), strict=True
    ):
        own = table[table["scenario"] == name].set_index("kpi").loc[list(BUSY)]
        mean, half_width = 100 * own["mean"], 100 * own["half_width"]
        marks = look | {"xerr": half_width, "markersize": 6, "linestyle": ""}
        axes.errorbar(mean, rows + shift, label=f"Scenario {name}", **marks)
    style.row_axis(axes, style.wrapped(BUSY.values(), 12))
    style.per_cent_axis(axes, "Per cent of the time that it is busy")
    figure.legend(loc="outside upper right", ncols=3)
    return figure


def _title(kpi: str, name: str) -> str:
    """Name an indicator, and below that its unit and which way is better."""
    of = KPIS[kpi]
    return style.better(f"{name},\n{of.mark or of.unit}", of.better)


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
def distributions(results: pd.DataFrame) -> Figure:
    """Show each indicator over the replications, not only its mean."""
    rows = -(-len(SPREADS) // 2)
    figure, grid = style.canvas(1.7 * rows, 2, rows)
    dots: Marks = {"linewidth": 2.4, "solid_capstyle": "round"}
    for axes, kpi in zip(grid.flat, SPREADS, strict=True):
        for i, (name, look) in enumerate(style.SCENARIOS.items()):
            own = results.loc[results["scenario"] == name, kpi].dropna()
            values = KPIS[kpi].scale * own
            # by rank: where values are dense the marks are, and no draw is needed
            spread = 0.3 * np.sin(np.arange(len(values)) * 2.4)
            style.strokes(axes, values, i + spread, 0.01, color=look["color"], **dots)
            middle = [values.median()] * 2
            axes.plot(middle, [i - 0.38, i + 0.38], color=style.INK, linewidth=1.4)
        style.row_axis(axes, list(style.SCENARIOS))
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
    figure, panels = style.canvas(5.2, rows=3, sharex=True, height_ratios=sizes)
    pairs = differences.groupby("alternative")
    for axes, title, kpis in zip(panels, WAYS.values(), groups, strict=True):
        for shift, (name, pair) in zip((-0.15, 0.15), pairs, strict=True):
            own = pair.set_index("kpi").loc[kpis]
            ends = (own["ratio_low"], own["ratio"], own["ratio_high"])
            look = style.SCENARIOS[str(name)] | {"linestyle": "", "markersize": 5.5}
            look |= {"label": f"{name} as a multiple of {baseline}"}
            line = {"color": look["color"], "linewidth": 2}
            style.ranges(axes, np.arange(len(own)) + shift, ends, line, look)
        axes.axvline(1, color=style.INK, linewidth=0.8)
        style.log_axis(axes, (0.01, 0.1, 0.5, 1, 2))
        style.row_axis(axes, style.wrapped([HEADLINES[kpi] for kpi in kpis], 20))
        axes.set_title(title)
        style.bare(axes, labelbottom=axes is panels[-1])
    panels[-1].set_xlabel(f"Times the value of {baseline} (log scale)")
    entries = panels[0].get_legend_handles_labels()
    figure.legend(*entries, loc="outside upper right", ncols=2, handletextpad=0.2)
    return figure


# the indicators of which the effects of the practices are shown
EFFECTS = ("improvement_time", "change_failure_rate", "recall")


DESIGNS = {
    "alone": ("added to {baseline}", style.FILLED, style.BLUE, -0.14),
    "last": ("added last, reaching {alternative}", style.OPEN, style.ORANGE, 0.14),
}


@figure(
    lambda: experiments.practice_effects(experiments.load_study("practices"), EFFECTS)
)
def practices(differences: pd.DataFrame) -> Figure:
    """Show what each practice does alone, and what it adds to the others.

    From :func:`~mlops_study.experiments.comparison.practice_effects`.
    """
    kpis = differences["kpi"].unique()
    figure, rows = style.canvas(1.6 * len(kpis) + 0.5, rows=len(kpis), sharey=True)
    for axes, kpi in zip(rows, kpis, strict=True):
        for design, (label, mark, colour, shift) in DESIGNS.items():
            own = differences.query(f"kpi == {kpi!r} and design == {design!r}")
            ends = (own[end] * KPIS[kpi].scale for end in ("low", "difference", "high"))
            line = {"color": colour, "linewidth": 2}
            mark = mark | {"markersize": 6, "label": label.format(**own.iloc[0])}
            style.ranges(axes, np.arange(len(own)) + shift, ends, line, mark)
        axes.axvline(0, color=style.INK, linewidth=0.8)
        style.row_axis(axes, [PRACTICES[name] for name in own["practice"]])
        of = KPIS[kpi]
        unit = "points" if of.unit == "share" else of.unit
        title = f"{of.title.removesuffix(', mean')}, {unit}"
        axes.set_title(style.better(title, of.better))
        axes.grid(axis="x")
        style.bare(axes)
    entries = rows[0].get_legend_handles_labels()
    figure.legend(*entries, loc="outside upper right", handletextpad=0.2)
    return figure
