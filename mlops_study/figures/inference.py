"""Figures of what percentages without a number of respondents can say."""

from collections.abc import Iterable, Mapping
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
from mlops_study.figures import style
from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import Marks
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
    figure, panels = style.canvas(4.4, rows=len(sizes), sharex=True, sharey=True)
    for axes, (how, tables) in zip(panels, sizes.items(), strict=True):
        for y, own in enumerate(tables.values()):
            colour = style.ORANGE if y == len(tables) - 1 else style.BLUE
            marks = own[own <= up_to]
            style.strokes(axes, marks, y, 0.36, color=colour, linewidth=1.1)
        style.row_axis(axes, list(tables), 0.6)
        axes.set_xlim(0, up_to + 1)
        axes.set_title(f"Percentages {how}")
        style.bare(axes, "left", labelsize=8)
    panels[-1].set_xlabel("Number of respondents")
    return figure


def _sizes_axis(axes: Axes, low: float, high: float) -> None:
    """Let the horizontal axis show numbers of respondents."""
    ticks = (10, 30, 100, 300, 1000, 3000)
    style.log_axis(axes, [t for t in ticks if low <= t <= high])
    axes.set_xlim(low, high)


@figure(evidence.needed_by_difference)
def needed_sizes(needed: pd.DataFrame) -> Figure:
    """Draw for each difference the respondents it needs, from best to worst case.

    From :func:`~mlops_study.evidence.differences.needed_by_difference`.
    """
    figure, axes = style.canvas(10.2)
    kinds = (
        ("significant_exact", "to be significant", -0.17, style.BLUE, "o"),
        ("power_exact", "for 80 % power", 0.17, style.AMBER, "D"),
    )
    line: Marks = {"linewidth": 2.2}
    dot = style.FILLED | {"markersize": 4}
    y, labels = 0.0, dict[float, str]()
    for group, own in needed.groupby("group", sort=False):
        axes.text(10.5, y, str(group), fontsize=8.5, fontweight="bold", va="center")
        y += 1
        for names, rows in own.groupby(["higher", "lower"], sort=False):
            ends = rows.set_index("overlap").loc[list(percentages.OVERLAPS)]
            for column, _, shift, colour, shape in kinds:
                mark = dot | {"color": colour, "marker": shape}
                own_line = line | {"color": colour}
                style.ranges(axes, y + shift, ends[column], own_line, mark)
            brief = [_brief(str(name)) for name in names if name != "before"]
            labels[y] = " >\n".join(brief)
            y += 1
        y += 0.3
    axes.set_yticks(list(labels), list(labels.values()))
    axes.set(ylim=(y - 0.4, -0.8), xlabel="Respondents needed (log scale)")
    _sizes_axis(axes, 10, 4000)
    style.bare(axes, "left", labelsize=8)
    both = dot | line | {"linestyle": "-"}
    looks = {k[1]: both | {"color": k[3], "marker": k[4]} for k in kinds}
    style.legend(figure, looks)
    return figure


def _brief(name: str) -> str:
    """Return a row's name as it fits beside a mark."""
    known = (table.brief.get(name) for table in SURVEY_TABLES.values())
    return next(filter(None, known), name.lower())


def _extremes() -> pd.DataFrame:
    """Return the extreme p-values of each kind of difference by sample size."""
    found = evidence.p_values_at_feasible_sizes(up_to=3000)
    changes = found["lower"] == "before"
    step = found[~changes].groupby("n")
    return pd.DataFrame(
        {
            "largest, changes": found[changes].groupby("n")["high"].max(),
            "smallest, steps": step["low"].min(),
            "largest, steps": step["high"].max(),
        }
    )


@figure(_extremes)
def feasible_p_values(found: pd.DataFrame) -> Figure:
    """Draw the p-values of changes and of steps at each number of respondents.

    Largest and smallest are those over all differences of a kind and all overlaps, by
    :func:`~mlops_study.evidence.differences.p_values_at_feasible_sizes`. Of numbers
    that would be drawn on one another the first is.
    """
    figure, axes = style.canvas(3.5)
    places = (80 * np.log10(found.index.to_numpy())).round()
    found = found[~pd.Index(places).duplicated()]
    band = (found["smallest, steps"], found["largest, steps"])
    axes.fill_between(found.index, *band, color=style.PALE, linewidth=0)
    looks: tuple[Marks, ...] = (
        style.FILLED | {"marker": "v", "color": style.ORANGE},
        style.FILLED,
        style.OPEN | {"markeredgecolor": style.BLUE, "markeredgewidth": 1},
    )
    for (_, curve), marks in zip(found.items(), looks, strict=True):
        axes.plot(found.index, curve, **marks | {"markersize": 3.5})
    axes.axhline(1 - percentages.SURE, color=style.GREY, linewidth=1, linestyle=":")
    axes.set(yscale="log", ylim=(1e-4, 1.3), ylabel="p-value (log scale)")
    axes.yaxis.set_major_formatter("{x:g}")
    _sizes_axis(axes, found.index.min() * 0.9, found.index.max())
    axes.set_xlabel("Respondents that fit all tables (log scale)")
    style.bare(axes)
    entries = dict(zip(found.columns, looks, strict=True))
    style.legend(figure, entries, handletextpad=0.2)
    return figure


def _probabilities(
    titles: Iterable[object], low: float, high: float, label: str
) -> tuple[Figure, list[Axes], Axes]:
    """Lay out a panel for each title, by respondents, and a place for the legend."""
    names = [fill(str(title), 24) for title in titles]
    figure, grid = style.canvas(4.8, 2, len(names) // 2 + 1, sharex=True, sharey=True)
    *panels, spare = grid.flat[: len(names) + 1]
    for panel, name in zip(panels, names, strict=True):
        panel.set_title(name)
        _sizes_axis(panel, low, high)
        panel.set_ylim(0, 1.02)
        panel.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        style.bare(panel, labelsize=8)
    for axes in grid.flat[len(names) :]:
        axes.set_axis_off()
    figure.supxlabel("Respondents (log scale)", fontsize=9)
    figure.supylabel(label, fontsize=9)
    return figure, panels, spare


@figure(partial(evidence.rank_curves, "Table 2"))
def rank_probabilities(found: pd.DataFrame) -> Figure:
    """Stack the probabilities of an item's ranks, a panel an item, by sample size.

    From :func:`~mlops_study.evidence.differences.rank_curves`.
    """
    sizes, items = (found.index.unique(level) for level in (0, 1))
    ends = (sizes.min(), sizes.max())
    figure, panels, spare = _probabilities(items, *ends, "Probability")
    layers: Marks = {"colors": style.LIKERT, "edgecolor": style.GREY, "linewidth": 0.6}
    for panel, item in zip(panels, items, strict=True):
        own = found.xs(item, level=1)
        panel.stackplot(own.index, own.T, labels=own.columns, **layers)
    handles = panels[0].get_legend_handles_labels()
    spare.legend(*handles, title="Rank", ncols=2, loc="center left")
    return figure


@figure(evidence.first_place_curves)
def first_place(
    curves: Mapping[str, pd.DataFrame], level: float = percentages.SURE
) -> Figure:
    """Draw how sure it is that the first of each ranking is first, by sample size.

    From :func:`~mlops_study.evidence.differences.first_place_curves`.
    """
    label = "Probability that the first is first"
    figure, panels, spare = _probabilities(curves, 20, 3000, label)
    sure: Marks = {"color": style.GREY, "linewidth": 1, "linestyle": ":"}
    band: Marks = {"facecolor": style.PALE, "edgecolor": style.GREY, "linewidth": 0.6}
    for panel, curve in zip(panels, curves.values(), strict=True):
        panel.fill_between(curve["n"], curve["low"], curve["high"], **band)
        panel.plot(curve["n"], curve["independent"], color=style.BLUE)
        panel.axhline(level, **sure)
    spare.legend(
        [Line2D([], [], color=style.BLUE), Patch(**band), Line2D([], [], **sure)],
        ["independent items", "any overlap", f"{decimal(100 * level)} %"],
        loc="center left",
    )
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
    colours = [style.BLUE, style.AMBER, style.ORANGE, style.GREY, style.SKY]
    figure, axes = style.canvas(3.8)
    across = np.arange(len(ranks.columns))
    # items that share a rank are drawn beside one another
    shift = np.linspace(-0.09, 0.09, len(ranks))
    for (aspect, row), colour, up in zip(ranks.iterrows(), colours, shift, strict=True):
        axes.plot(across, row + up, "-o", color=colour, markersize=5, linewidth=1.6)
        end = (across[-1], row.iloc[-1] + up)
        style.beside(axes, fill(str(aspect), 14), end, gap=9)
    axes.set_xticks(across, style.wrapped(map(str, ranks), 14), fontsize=8, rotation=90)
    axes.set(xlim=(-0.3, len(across) - 0.7), ylim=(len(ranks) + 0.4, 0.6))
    axes.set(yticks=range(1, len(ranks) + 1), ylabel="Rank of the change")
    style.bare(axes, "left", "bottom")
    axes.grid(axis="y")
    return figure
