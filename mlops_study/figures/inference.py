"""Figures of what percentages without a number of respondents can say."""

from collections.abc import Mapping
from functools import partial
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from mlops_study import evidence, percentages
from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import (
    AMBER,
    BLUE,
    FILLED,
    GREY,
    LIKERT,
    OPEN,
    ORANGE,
    PALE,
    SKY,
    Marks,
    bare,
    beside,
    canvas,
    heading,
    legend,
    log_axis,
    ranges,
    row_axis,
    wrapped,
)
from mlops_study.numerals import decimal
from mlops_study.published import SURVEY_TABLES, Paper

PRINTED: dict[percentages.Rule, str] = {
    "exact": "exact",
    "half_up": "rounded, halves up",
    "fives": "rounded to fives where a table allows it",
}
UP_TO = 200


def _sizes() -> dict[str, dict[str, np.ndarray]]:
    """Return the sizes that fit each table, and all, by how percentages are printed."""
    found = {}
    for rule, words in PRINTED.items():
        rows = percentages.sizes_by_row(Paper().survey, rule=rule, up_to=UP_TO)
        found[words] = {
            table.title: percentages.common_sizes(rows, table.name)
            for table in SURVEY_TABLES.values()
        } | {"all five": percentages.common_sizes(rows)}
    return found


@figure(_sizes)
def feasible_sizes(
    sizes: Mapping[str, Mapping[str, np.ndarray]], up_to: int = UP_TO
) -> Figure:
    """Mark the sample sizes that each table can come from, by rule of rounding."""
    figure, panels = canvas(3.9, rows=len(sizes), sharex=True, sharey=True)
    for axes, (how, tables) in zip(panels, sizes.items(), strict=True):
        for y, own in enumerate(tables.values()):
            colour = ORANGE if y == len(tables) - 1 else BLUE
            marks = own[own <= up_to]
            axes.vlines(marks, y - 0.36, y + 0.36, color=colour, linewidth=1.1)
        row_axis(axes, list(tables), 0.6)
        axes.set_xlim(0, up_to + 1)
        axes.set_title(f"Percentages {how}", fontsize=10)
        bare(axes, "left", labelsize=9)
    panels[-1].set_xlabel("Number of respondents")
    return figure


def _sizes_axis(axes: Axes, low: float, high: float) -> None:
    """Let the horizontal axis show numbers of respondents."""
    log_axis(axes, [t for t in (10, 30, 100, 300, 1000, 3000) if low <= t <= high])
    axes.set_xlim(low, high)


@figure(evidence.needed_by_difference)
def needed_sizes(needed: pd.DataFrame) -> Figure:
    """Draw for each difference the respondents it needs, from best to worst case.

    From :func:`~mlops_study.evidence.differences.needed_by_difference`.
    """
    figure, axes = canvas(7.4)
    kinds = (
        ("significant_exact", "to be significant", BLUE, -0.17),
        ("power_exact", "for 80 % power", AMBER, 0.17),
    )
    line: Marks = {"linewidth": 2.6}
    dot = FILLED | {"markersize": 4.5}
    y, labels = 0.0, dict[float, str]()
    for group, own in needed.groupby("group", sort=False):
        heading(axes, y, str(group), left=0.012)
        y += 1
        for names, rows in own.groupby(["higher", "lower"], sort=False):
            ends = rows.set_index("overlap").loc[list(percentages.OVERLAPS)]
            for column, _, colour, shift in kinds:
                paint = {"color": colour}
                ranges(axes, y + shift, ends[column], line | paint, dot | paint)
            labels[y] = " > ".join(
                _brief(str(name)) for name in names if name != "before"
            )
            y += 1
        y += 0.3
    axes.set_yticks(list(labels), list(labels.values()))
    axes.set(ylim=(y - 0.4, -0.8), xlabel="Respondents needed (log scale)")
    _sizes_axis(axes, 10, 4000)
    bare(axes, "left", labelsize=8)
    both = dot | line | {"linestyle": "-"}
    legend(figure, {words: both | {"color": colour} for _, words, colour, _ in kinds})
    return figure


def _brief(name: str) -> str:
    """Return a row's name as it fits beside a mark."""
    known = (table.brief.get(name) for table in SURVEY_TABLES.values())
    return next(filter(None, known), name.lower())


@figure(partial(evidence.p_values_at_feasible_sizes, up_to=3000))
def feasible_p_values(found: pd.DataFrame, level: float = percentages.SURE) -> Figure:
    """Draw the p-values of changes and of steps at each number of respondents.

    From :func:`~mlops_study.evidence.differences.p_values_at_feasible_sizes`; largest
    and smallest are those over all differences of a kind and all overlaps. Of numbers
    that would be drawn on one another the first is.
    """
    figure, axes = canvas(3.3)
    sizes = found["n"].drop_duplicates()
    apart = sizes[~(80 * np.log10(sizes)).round().duplicated()]
    found = found[found["n"].isin(apart)]
    changes = found["lower"] == "before"
    step = found[~changes].groupby("n").agg({"low": "min", "high": "max"})
    axes.fill_between(step.index, step["low"], step["high"], color=PALE, linewidth=0)
    look: dict[str, Marks] = {
        "largest, changes": FILLED | {"color": ORANGE},
        "smallest, steps": FILLED,
        "largest, steps": OPEN | {"markeredgecolor": BLUE, "markeredgewidth": 1},
    }
    change = found[changes].groupby("n")["high"].max()
    curves = (change, step["low"], step["high"])
    for curve, marks in zip(curves, look.values(), strict=True):
        axes.plot(curve.index, curve, **marks | {"markersize": 3.5})
    axes.axhline(1 - level, color=GREY, linewidth=0.8, linestyle=":")
    axes.set(yscale="log", ylim=(1e-4, 1.3), ylabel="p-value (log scale)")
    axes.yaxis.set_major_formatter("{x:g}")
    _sizes_axis(axes, found["n"].min() * 0.9, found["n"].max())
    axes.set_xlabel("Respondents from whom all tables can come (log scale)")
    bare(axes, labelsize=9)
    legend(figure, look)
    return figure


@figure(partial(evidence.rank_curves, "Table 2"))
def rank_probabilities(found: pd.DataFrame) -> Figure:
    """Stack the probabilities of an item's ranks, a panel an item, by sample size.

    From :func:`~mlops_study.evidence.differences.rank_curves`.
    """
    items = found.index.unique(level=1)
    figure, axes = canvas(4.4, 2, -(-len(items) // 2), sharex=True, sharey=True)
    panels = axes.ravel()
    for panel, item in zip(panels, items, strict=False):
        own = found.xs(item, level=1)
        panel.stackplot(own.index, own.T, colors=LIKERT, labels=own.columns)
        panel.set_title(str(item), fontsize=9)
        _sizes_axis(panel, own.index.min(), own.index.max())
        panel.set_ylim(0, 1)
        panel.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        bare(panel, labelsize=9)
    for spare in panels[len(items) :]:
        spare.set_axis_off()
        handles = panels[0].get_legend_handles_labels()
        spare.legend(*handles, title="Rank", ncols=2, loc="center left")
    figure.supxlabel("Respondents (log scale)", fontsize=10)
    figure.supylabel("Probability", fontsize=10)
    return figure


@figure(evidence.first_place_curves)
def first_place(
    curves: Mapping[str, pd.DataFrame], level: float = percentages.SURE
) -> Figure:
    """Draw how sure it is that the first of each ranking is first, by sample size.

    From :func:`~mlops_study.evidence.differences.first_place_curves`.
    """
    figure, axes = canvas(4.4, 2, 3, sharex=True, sharey=True)
    panels = axes.ravel()
    sure: Marks = {"color": GREY, "linewidth": 0.8, "linestyle": ":"}
    for panel, (title, curve) in zip(panels, curves.items(), strict=False):
        n, low, high = curve["n"], curve["low"], curve["high"]
        panel.fill_between(n, low, high, color=PALE, linewidth=0)
        panel.plot(n, curve["independent"], color=BLUE)
        panel.axhline(level, **sure)
        panel.set_title(title, fontsize=9)
        _sizes_axis(panel, 20, 3000)
        panel.set_ylim(0, 1.02)
        panel.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        bare(panel, labelsize=9)
    for spare in panels[len(curves) :]:
        spare.set_axis_off()
    if len(curves) < len(panels):
        panels[len(curves)].legend(
            [Line2D([], [], color=BLUE), Patch(color=PALE), Line2D([], [], **sure)],
            ["independent items", "any overlap", f"{decimal(100 * level)} %"],
            loc="center left",
        )
    figure.supxlabel("Respondents (log scale)", fontsize=10)
    figure.supylabel("Probability that the first is first", fontsize=10)
    return figure


@figure(printed("table3"))
def change_measures(table3: pd.DataFrame) -> Figure:
    """Follow the ranks of the changes of Table 3 through the measures of change."""
    changes = {
        name.partition(" (")[0]: change(table3["before"], table3["after"])
        for name, change in percentages.CHANGES.items()
    }
    # two ways to compute one change may differ in the last bits
    ranks = pd.DataFrame(changes).round(9).rank(ascending=False)
    colours = [BLUE, AMBER, ORANGE, GREY, SKY]
    figure, axes = canvas(3.6)
    across = np.arange(len(ranks.columns))
    # items that share a rank are drawn beside one another
    shift = np.linspace(-0.09, 0.09, len(ranks))
    for (aspect, row), colour, up in zip(ranks.iterrows(), colours, shift, strict=True):
        axes.plot(across, row + up, "-o", color=colour, markersize=6, linewidth=1.6)
        beside(axes, fill(str(aspect), 14), (across[-1], row.iloc[-1] + up), gap=9)
    axes.set_xticks(across, wrapped(map(str, ranks), 12), fontsize=8)
    axes.set(xlim=(-0.3, len(across) - 0.7), ylim=(len(ranks) + 0.4, 0.6))
    axes.set(yticks=range(1, len(ranks) + 1), ylabel="Rank of the change")
    bare(axes, "left", "bottom")
    axes.grid(axis="y")
    return figure
