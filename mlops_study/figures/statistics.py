"""Figures of Tables 1 to 5."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mlops_study import percentages
from mlops_study.figures import style
from mlops_study.figures.register import figure, printed
from mlops_study.numerals import decimal, whole
from mlops_study.published import LIKERT_LEVELS


@figure(printed("table1"))
def best_practices(table1: pd.DataFrame) -> Figure:
    """Draw diverging bars of agreement, centred on the neutral answers.

    Practices are ordered by mean score.
    """
    order = percentages.mean_score(table1).sort_values(kind="stable").index
    answers = table1.loc[order, list(LIKERT_LEVELS)].to_numpy()
    figure, axes = style.canvas(3.7)
    names = [level.replace("_", " ").capitalize() for level in LIKERT_LEVELS]
    inks = ("white", style.INK, style.INK, style.INK, "white")
    levels = style.diverging(axes, answers, names, style.LIKERT)
    for bars, share, ink in zip(levels, answers.T, inks, strict=True):
        words = {"label_type": "center", "fontsize": 8.5, "color": ink}
        axes.bar_label(bars, [whole(x) if x >= 10 else "" for x in share], **words)
    axes.set_yticks(range(len(order)), style.wrapped(order, 16))
    ticks = range(-20, 101, 20)
    axes.set_xticks(ticks, [abs(x) for x in ticks])
    axes.set_xlim(-30, 100)
    axes.set_xlabel("Per cent of respondents, neutral split at zero", fontsize=8.5)
    style.bare(axes, "left")
    figure.legend(
        loc="outside upper center", ncols=3, columnspacing=1.1, handlelength=1.0
    )
    return figure


def _ordered_dots(shares: pd.Series, label: str) -> Figure:
    """Draw one dot an item on a light guide, with its value, largest on top."""
    figure, axes = style.canvas(2.7)
    points = shares.sort_values(kind="stable")
    labels = style.wrapped(points.index, 18)
    axes.hlines(labels, 0, points, color=style.BLUE, linewidth=1.6, alpha=0.35)
    axes.plot(points, labels, **style.FILLED)
    for name, point in zip(labels, points, strict=True):
        style.beside(axes, decimal(point, 1), (point, name))
    axes.margins(y=0.12)
    style.per_cent_axis(axes, label)
    return figure


@figure(printed("table2"))
def challenges(table2: pd.DataFrame) -> Figure:
    """Draw the share of respondents who face each challenge, in order."""
    return _ordered_dots(table2["facing"], "Per cent who face the challenge")


@figure(printed("table3"))
def cloud(table3: pd.DataFrame) -> Figure:
    """Draw each aspect before and after, then two measures of its change.

    Aspects are ordered by relative improvement in all three panels.
    """
    before, after = table3["before"], table3["after"]
    frame = table3.assign(
        points=percentages.percentage_points(before, after),
        relative=percentages.relative_improvement(before, after),
    ).sort_values("relative", kind="stable")
    figure, (levels, points, relative) = style.canvas(
        3.3, 3, sharey=True, width_ratios=[2.0, 1.0, 1.0]
    )
    rows = style.wrapped(frame.index, 14)
    ends = (frame["before"], frame["after"])
    levels.hlines(rows, *ends, color=style.GREY, linewidth=1.6)
    levels.plot(frame["before"], rows, label="before", **style.OPEN)
    levels.plot(frame["after"], rows, label="after", **style.FILLED)
    for row, start, end in zip(rows, frame["before"], frame["after"], strict=True):
        style.beside(levels, decimal(start, 1), (start, row), left=end >= start, gap=6)
        style.beside(levels, decimal(end, 1), (end, row), left=end < start, gap=6)
    style.per_cent_axis(levels, "Per cent")
    levels.set_xlim(0, max(100, frame[["before", "after"]].max().max() + 20))
    levels.margins(y=0.12)
    spaces = {"handletextpad": 0.2, "columnspacing": 1.2}
    levels.legend(loc="upper center", bbox_to_anchor=(0.5, 1.17), ncols=2, **spaces)
    _changes(points, rows, frame["points"], "Change in\npoints")
    _changes(relative, rows, frame["relative"], "Change in\nper cent of\nbefore")
    return figure


def _changes(axes: Axes, rows: list[str], change: pd.Series, label: str) -> None:
    """Draw a bar with its value for each change."""
    bars = axes.barh(rows, change, color=style.AMBER, height=0.5)
    axes.bar_label(bars, [decimal(value) for value in change], padding=2, fontsize=8)
    axes.set_xlim(0, 1.9 * change.max())
    axes.set(xticks=[], xlabel=label)
    style.bare(axes, "left", "bottom", labelleft=False)


@figure(printed("table4"))
def monitoring(table4: pd.DataFrame) -> Figure:
    """Set each tool's effectiveness rating against its usage.

    Filled marks are used daily, open marks weekly.
    """
    using, rating = table4["using"], table4["effectiveness"]
    figure, axes = style.canvas(3.7)
    for frequency, label, marks in (
        ("Daily", "used daily", style.FILLED),
        ("Weekly", "used weekly", style.OPEN),
    ):
        own = table4["frequency"] == frequency
        axes.plot(using[own], rating[own], label=label, **marks)
    middle = using.median()
    for tool in table4.index:
        style.beside(axes, tool, (using[tool], rating[tool]), left=using[tool] > middle)
    axes.set(
        xlim=(using.min() - 5, using.max() + 5),
        ylim=(rating.min() - 0.1, rating.max() + 0.1),
        xlabel="Per cent of organisations that use it",
        ylabel="Mean rating (1 to 5; better ↑)",
    )
    axes.grid(True)
    style.bare(axes)
    figure.legend(loc="outside upper left", ncols=3, handletextpad=0.2)
    return figure


@figure(printed("table5"))
def culture(table5: pd.DataFrame) -> Figure:
    """Draw the culture profile: the share that agrees with each aspect, in order."""
    return _ordered_dots(table5["agreeing"], "Per cent who agree")
