"""Figures of the five published tables."""

from __future__ import annotations

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
    LIKERT,
    OPEN,
    beside,
    canvas,
    per_cent_axis,
    styled,
    wrapped,
)
from mlops_study.published import LIKERT_LEVELS

__all__ = [
    "best_practices",
    "challenges",
    "cloud",
    "culture",
    "headline",
    "monitoring",
]


@styled
def best_practices(table1: pd.DataFrame) -> Figure:
    """Draw diverging bars of agreement, centred on the neutral answers.

    Parameters
    ----------
    table1
        Table 1; the practices are ordered by mean score.
    """
    frame = table1.assign(score=survey.mean_score(table1)).sort_values(
        "score", kind="stable", ignore_index=True
    )
    answers = frame[list(LIKERT_LEVELS)].to_numpy()
    figure, axes = canvas(3.5)
    # agreement to the right: draw from the least to the most agreeing level
    starts = -(answers[:, 4] + answers[:, 3] + answers[:, 2] / 2)
    for k in reversed(range(len(LIKERT_LEVELS))):
        name = LIKERT_LEVELS[k].replace("_", " ").capitalize()
        bars = axes.barh(
            wrapped(frame["practice"]),
            answers[:, k],
            left=starts,
            color=LIKERT[k],
            height=0.68,
            label=name,
        )
        axes.bar_label(
            bars,
            [f"{v:.0f}" if v >= 10 else "" for v in answers[:, k]],
            label_type="center",
            fontsize=9,
            color="white" if k in (0, 4) else INK,
        )
        starts = starts + answers[:, k]
    axes.axvline(0, color=GREY, linewidth=0.8)
    # starts now stand at the right end of each row
    leftmost = (starts - answers.sum(axis=1)).min()
    left = min(-30, 10 * int(np.floor(leftmost / 10)))
    axes.set_xlim(left, 100)
    ticks = range(-20 if left == -30 else -100, 101, 20)
    axes.set_xticks(ticks, [abs(x) for x in ticks])
    axes.set_xlim(left, 100)
    axes.set_xlabel("Per cent of respondents, neutral split at zero")
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    handles, names = axes.get_legend_handles_labels()
    figure.legend(
        handles,
        names,
        loc="outside upper center",
        ncols=5,
        columnspacing=1.1,
        handlelength=1.0,
    )
    return figure


def _short(value: float, decimals: int = 1) -> str:
    """Write a number without the zeros at its end."""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".")


def _ordered_dots(axes: Axes, names: pd.Series, values: pd.Series) -> None:
    """Draw one dot an item on a light guide, with its value, largest on top."""
    order = np.argsort(values.to_numpy(), kind="stable")
    labels, points = wrapped(names.iloc[order], 22), values.to_numpy()[order]
    axes.hlines(labels, 0, points, color=BLUE, linewidth=1.6, alpha=0.35)
    axes.plot(points, labels, **FILLED)
    for label, point in zip(labels, points, strict=True):
        beside(axes, _short(point), (point, label))
    axes.margins(y=0.12)


@styled
def challenges(table2: pd.DataFrame) -> Figure:
    """Draw the share of respondents who face each challenge, in order."""
    figure, axes = canvas(2.6)
    _ordered_dots(axes, table2["challenge"], table2["facing"])
    per_cent_axis(axes, "Per cent who face the challenge")
    return figure


@styled
def culture(table5: pd.DataFrame) -> Figure:
    """Draw the culture profile: the share that agrees with each aspect, in order."""
    figure, axes = canvas(2.6)
    _ordered_dots(axes, table5["aspect"], table5["agreeing"])
    per_cent_axis(axes, "Per cent who agree")
    return figure


@styled
def cloud(table3: pd.DataFrame) -> Figure:
    """Draw each aspect before and after, then two measures of its change.

    Parameters
    ----------
    table3
        Table 3; aspects are ordered by relative improvement in all three panels.
    """
    before, after = table3["before"], table3["after"]
    frame = table3.assign(
        points=survey.percentage_points(before, after),
        # from nothing, any change is infinitely large: no bar
        relative=survey.relative_improvement(before.where(before > 0), after),
    ).sort_values("relative", kind="stable", ignore_index=True)
    figure, (levels, points, relative) = canvas(
        3.1, 3, sharey=True, width_ratios=[2.0, 1.1, 1.1]
    )
    rows = wrapped(frame["aspect"], 14)
    levels.hlines(rows, frame["before"], frame["after"], color=GREY, linewidth=1.6)
    levels.plot(frame["before"], rows, label="before", **OPEN)
    levels.plot(frame["after"], rows, label="after", **FILLED)
    for row, start, end in zip(rows, frame["before"], frame["after"], strict=True):
        beside(levels, _short(start), (start, row), left=end >= start)
        beside(levels, _short(end), (end, row), left=end < start)
    per_cent_axis(levels, "Per cent")
    levels.set_xlim(0, max(90, frame[["before", "after"]].max().max() + 12))
    levels.margins(y=0.12)
    levels.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, 1.17),
        ncols=2,
        handletextpad=0.2,
        columnspacing=1.2,
    )
    for axes, column, label in (
        (points, "points", "Change in\npoints"),
        (relative, "relative", "Change in per\ncent of before"),
    ):
        bars = axes.barh(rows, frame[column], color=AMBER, height=0.5)
        axes.bar_label(
            bars,
            fmt=lambda value: "" if np.isnan(value) else _short(value, 2),
            padding=3,
            fontsize=9,
        )
        axes.set_xlabel(label)
        shown = frame[column].fillna(0)
        axes.set_xlim(1.55 * min(shown.min(), 0), 1.55 * max(shown.max(), 0) or 1)
        axes.set_xticks([])
        axes.tick_params(length=0, labelleft=False)
        axes.spines[["left", "bottom"]].set_visible(False)
    return figure


@styled
def monitoring(table4: pd.DataFrame) -> Figure:
    """Set each tool's effectiveness rating against its usage.

    Parameters
    ----------
    table4
        Table 4; filled marks are used daily, open marks weekly. A tool that nobody
        rated is left out.
    """
    table4 = table4[table4["effectiveness"].notna()]
    figure, axes = canvas(3.7)
    unsaid = FILLED | {"color": GREY}
    for frequency, label, marks in (
        ("Daily", "used daily", FILLED),
        ("Weekly", "used weekly", OPEN),
        ("n/a", "frequency not answered", unsaid),
    ):
        rows = table4[table4["frequency"] == frequency]
        if len(rows):
            axes.plot(rows["using"], rows["effectiveness"], label=label, **marks)
    middle = table4["using"].median()
    for tool, using, rating in table4[["tool", "using", "effectiveness"]].itertuples(
        index=False
    ):
        beside(axes, tool, (using, rating), left=using > middle)
    axes.set_xlim(table4["using"].min() - 5, table4["using"].max() + 5)
    axes.set_ylim(
        table4["effectiveness"].min() - 0.1, table4["effectiveness"].max() + 0.1
    )
    axes.set_xlabel("Per cent of organizations that use the tool")
    axes.set_ylabel("Mean rating, part of the scale from 1 to 5")
    axes.grid(True)
    axes.tick_params(length=0)
    figure.legend(loc="outside upper left", ncols=3, handletextpad=0.2)
    return figure


@styled
def headline(tables: dict[str, pd.DataFrame]) -> Figure:
    """Set all percentages of the five tables on one axis.

    Parameters
    ----------
    tables
        Tables 1 to 5 by name. Table 1 shows its top-2 box, Table 3 the values
        after cloud adoption and, as open marks, before it.
    """
    table1, table2, table3 = (tables[f"table{i}"] for i in (1, 2, 3))
    table4, table5 = tables["table4"], tables["table5"]
    rows = {
        "Best practices, agree\n(Table 1)": (
            table1["practice"],
            survey.top_box(table1),
        ),
        "Challenges, facing\n(Table 2)": (table2["challenge"], table2["facing"]),
        "Cloud, before and after\n(Table 3)": (table3["aspect"], table3["after"]),
        "Monitoring, using\n(Table 4)": (table4["tool"], table4["using"]),
        "Culture, agreeing\n(Table 5)": (table5["aspect"], table5["agreeing"]),
    }
    figure, axes = canvas(3.9)
    for y, (names, values) in enumerate(rows.values()):
        axes.plot(values, np.full(len(values), y), alpha=0.75, **FILLED)
        top = values.argmax()
        axes.annotate(
            names.iloc[top],
            (values.iloc[top], y),
            (0, 9),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )
    cloud_row = list(rows).index("Cloud, before and after\n(Table 3)")
    axes.plot(table3["before"], np.full(len(table3), cloud_row), **OPEN)
    axes.set_yticks(range(len(rows)), list(rows))
    axes.invert_yaxis()
    axes.margins(y=0.16)
    per_cent_axis(axes, "Per cent; the largest of each table is named")
    handles = [Line2D([], [], alpha=0.75, **FILLED), Line2D([], [], **OPEN)]
    figure.legend(
        handles,
        ["as printed", "before cloud adoption"],
        loc="outside upper right",
        ncols=2,
        handletextpad=0.2,
    )
    return figure
