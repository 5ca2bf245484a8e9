"""Figures of the audit, of a survey against the paper, and of the triangulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from mlops_study.figures.style import (
    AMBER,
    BLUE,
    FILLED,
    GREY,
    INK,
    OPEN,
    ORANGE,
    PALE,
    SKY,
    canvas,
    per_cent_axis,
    styled,
)

__all__ = ["against_published", "triangulation", "verdicts"]

VERDICTS = {
    "consistent": BLUE,
    "changed construct": ORANGE,
    "changed rule": "#E8825A",
    "wrong ranking": "#F0A27F",
    "selective": AMBER,
    "ambiguous": "#F2C879",
    "not derivable": "#B8B8B8",
}
"""Colours of the verdicts."""


@styled
def verdicts(counts: pd.Series) -> Figure:
    """Draw the number of claims by verdict.

    Parameters
    ----------
    counts
        Claims by verdict, in order.
    """
    figure, axes = canvas(2.7)
    names = [name.capitalize() for name in counts.index]
    bars = axes.barh(names, counts, color=[VERDICTS[v] for v in counts.index])
    axes.bar_label(bars, padding=3, color=INK, fontsize=9)
    axes.invert_yaxis()
    axes.set_xlim(0, counts.max() * 1.12)
    axes.set_xlabel("Claims of the paper's text")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    return figure


ROWS = {
    ("table1", "top_2"): "Practices, agree (Table 1)",
    ("table2", "facing"): "Challenges, facing (Table 2)",
    ("table3", "before"): "Cloud, before (Table 3)",
    ("table3", "after"): "Cloud, after (Table 3)",
    ("table4", "using"): "Monitoring, using (Table 4)",
    ("table5", "agreeing"): "Culture, agreeing (Table 5)",
}


@styled
def against_published(comparison: pd.DataFrame) -> Figure:
    """Draw the percentages of a survey with their intervals beside the published ones.

    Parameters
    ----------
    comparison
        From :func:`~mlops_study.survey.tabulation.against_published`.
    """
    shown = [
        (title, own)
        for (table, column), title in ROWS.items()
        if len(
            own := comparison[
                (comparison["table"] == table) & (comparison["column"] == column)
            ]
        )
    ]
    lines = sum(len(own) + 1.4 for _, own in shown)
    figure, axes = canvas(0.6 + 0.185 * lines)
    y, ticks, labels = 0.0, [], []
    for title, own in shown:
        axes.text(
            0.0,
            y,
            title,
            transform=axes.get_yaxis_transform(),
            fontsize=9,
            fontweight="bold",
            va="center",
        )
        rows = y + 1 + np.arange(len(own))
        axes.hlines(rows, own["low"], own["high"], color=SKY, linewidth=3.5)
        axes.plot(own["value"], rows, **(FILLED | {"markersize": 5}))
        axes.plot(
            own["published"],
            rows,
            **(OPEN | {"color": "none", "markersize": 8, "markeredgewidth": 1.2}),
        )
        ticks += rows.tolist()
        labels += own["row"].tolist()
        y += len(own) + 1.4
    axes.set_yticks(ticks, labels)
    axes.set_ylim(y - 0.6, -0.8)
    per_cent_axis(axes, "Per cent")
    axes.tick_params(labelsize=8)
    figure.legend(
        [Line2D([], [], **FILLED), Line2D([], [], **(OPEN | {"color": "none"}))],
        ["this survey, with 95 % intervals", "as published"],
        loc="outside upper right",
        ncols=2,
        handletextpad=0.2,
    )
    return figure


@styled
def triangulation(ranks: pd.DataFrame) -> Figure:
    """Draw the rank of each practice by each kind of evidence, with its interval.

    Parameters
    ----------
    ranks
        From :func:`~mlops_study.evidence.triangulation.triangulate`.
    """
    practices = list(dict.fromkeys(ranks["practice"]))
    kinds = list(dict.fromkeys(ranks["evidence"]))
    colours = {"survey": BLUE, "literature": GREY, "simulation": ORANGE}
    figure, panels = canvas(4.4, len(practices), sharex=True, sharey=True)
    for axes, practice in zip(panels, practices, strict=True):
        own = ranks[ranks["practice"] == practice].set_index("evidence").loc[kinds]
        for y, (kind, row) in enumerate(own.iterrows()):
            colour = colours[str(kind).partition(",")[0]]
            axes.hlines(
                y, row["best"], row["worst"], color=colour, linewidth=5, alpha=0.3
            )
            axes.plot(row["rank"], y, "o", color=colour, markersize=6)
        axes.set_title(practice, fontsize=9, loc="center")
        axes.set_xlim(0.5, len(practices) + 0.5)
        axes.set_xticks(range(1, len(practices) + 1))
        axes.set_yticks(range(len(kinds)), [_kind(kind) for kind in kinds])
        axes.set_ylim(len(kinds) - 0.4, -0.6)
        axes.grid(axis="x", color=PALE)
        axes.tick_params(length=0, labelsize=8)
        axes.spines["left"].set_visible(False)
    figure.supxlabel("Rank, 1 is the most favoured", fontsize=9)
    return figure


def _kind(kind: str) -> str:
    """Write a kind of evidence for an axis."""
    head, _, rest = kind.partition(", ")
    if not rest:
        return head.capitalize()
    what, _, design = rest.partition(", ")
    if head == "survey":
        return f"Survey,\n{rest}"
    return f"Model, {what},\nadopted {design}"
