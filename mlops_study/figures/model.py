"""Figures of the simulation model: its flow, and the ageing that it reads."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from mlops_study.figures.style import (
    BLUE,
    FILLED,
    GREY,
    INK,
    OPEN,
    ORANGE,
    PALE,
    SKY,
    canvas,
    styled,
)

__all__ = ["ageing", "flow", "retraining_policies"]

# one box a step: what happens, who or what does it, whether it takes work
STEPS = (
    ("Wait for\ndata access", "", False),
    ("Prepare\ndata", "data scientist", True),
    ("Select\nmodel", "data scientist", True),
    ("Train", "node or cloud", True),
    ("Validate", "", False),
    ("Hand\nover", "", False),
    ("Release\nwindow", "", False),
    ("Deploy", "operations engineer", True),
    ("In production", "", False),
)
COLUMNS = 3


@styled
def flow() -> Figure:
    """Draw the way of a work item through the stages, and the ways back."""
    figure, axes = canvas(4.4)
    width, height, across, down = 1.5, 0.8, 2.25, 1.75
    places = [
        (i % COLUMNS * across, -(i // COLUMNS) * down) for i, _ in enumerate(STEPS)
    ]
    for (label, resource, works), (x, y) in zip(STEPS, places, strict=True):
        _box(axes, (x, y), (width, height), label, works=works)
        if resource:
            axes.text(
                x + width / 2, y - 0.06, resource, ha="center", va="top", fontsize=8,
                color=GREY,
            )  # fmt: skip
    for i in range(len(STEPS) - 1):
        (x0, y0), (x1, y1) = places[i], places[i + 1]
        if y0 == y1:
            _arrow(axes, (x0 + width, y0 + height / 2), (x1, y1 + height / 2))
        else:
            # to the next line of boxes, round the end of this one
            turn = y0 - (down - height) / 2
            axes.plot(
                [x0 + width / 2, x0 + width / 2, width / 2],
                [y0 - 0.26 if STEPS[i][1] else y0, turn, turn],
                color=INK,
                linewidth=1.2,
            )
            _arrow(axes, (width / 2, turn), (width / 2, y1 + height))
    validate, live = places[4], places[8]
    prepare = places[1]
    _arrow(
        axes,
        (validate[0] + width * 0.75, validate[1] + height),
        (prepare[0] + width * 0.75, prepare[1] - 0.28),
        color=ORANGE,
    )
    axes.text(
        validate[0] + width * 0.75 + 0.1,
        validate[1] + height + 0.12,
        "defect caught: rework",
        color=ORANGE,
        fontsize=8.5,
        va="bottom",
    )
    # what production asks for begins at the first stage again
    bottom, left, middle = live[1] - 0.5, -0.3, height / 2
    axes.plot(
        [live[0] + width / 2, live[0] + width / 2, left, left],
        [live[1], bottom, bottom, middle],
        color=BLUE,
        linewidth=1.2,
    )
    _arrow(axes, (left, middle), (0, middle), color=BLUE)
    axes.text(
        (live[0] + width / 2) / 2,
        bottom - 0.08,
        "monitoring: alarm, retraining · incident: repair",
        color=BLUE,
        fontsize=8.5,
        ha="center",
        va="top",
    )
    axes.text(
        0,
        height + 0.12,
        "the business: improvement",
        color=BLUE,
        fontsize=8.5,
        va="bottom",
    )
    axes.set_xlim(left - 0.05, live[0] + width + 0.05)
    axes.set_ylim(bottom - 0.4, height + 0.4)
    axes.set_axis_off()
    return figure


def _box(
    axes: Axes,
    place: tuple[float, float],
    size: tuple[float, float],
    label: str,
    *,
    works: bool,
) -> None:
    (x, y), (width, height) = place, size
    axes.add_patch(
        FancyBboxPatch(
            (x, y),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.1",
            facecolor=SKY if works else PALE,
            edgecolor=BLUE if works else GREY,
            alpha=0.85,
        )
    )
    axes.text(
        x + width / 2, y + height / 2, label, ha="center", va="center", fontsize=9.5
    )


def _arrow(
    axes: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    color: str = INK,
    style: str = "-|>",
) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle=style,
            mutation_scale=12,
            color=color,
            shrinkA=0,
            shrinkB=0,
            linewidth=1.2,
        )
    )


@styled
def ageing(curves: pd.DataFrame) -> Figure:
    """Show how both rates change with age, with the line that the simulation reads.

    Parameters
    ----------
    curves
        Columns ``rate``, ``form``, ``age``, ``change``, ``se``.
    """
    figure, (left, right) = canvas(2.9, 2, sharey=True)
    titles = {"tpr": "Recall (true positive rate)", "fpr": "False positive rate"}
    for axes, (rate, title) in zip((left, right), titles.items(), strict=True):
        own = curves[curves["rate"] == rate]
        weekly, knots = (own[own["form"] == form] for form in ("weekly", "knots"))
        axes.axhline(0, color=PALE, linewidth=1)
        axes.errorbar(
            weekly["age"],
            100 * weekly["change"],
            196 * weekly["se"],
            fmt="none",
            ecolor=SKY,
            elinewidth=2,
        )
        axes.plot(weekly["age"], 100 * weekly["change"], **FILLED | {"markersize": 5})
        axes.plot(knots["age"], 100 * knots["change"], color=ORANGE, linewidth=1.8)
        axes.set_title(title, fontsize=10)
        axes.set_xlabel("Age in weeks")
        axes.set_xticks(sorted(set(knots["age"])))
    left.set_ylabel("Change, percentage points")
    return figure


@styled
def retraining_policies(check: pd.DataFrame) -> Figure:
    """Set the recall lost by retraining less often, measured and simulated.

    Parameters
    ----------
    check
        Columns ``weeks``, ``measured``, ``simulated``.
    """
    figure, axes = canvas(2.5)
    axes.plot(check["weeks"], 100 * check["measured"], **FILLED, label="flights")
    axes.plot(check["weeks"], 100 * check["simulated"], **OPEN, label="simulation")
    axes.set_xticks(check["weeks"])
    axes.set_xlabel("Weeks between retrainings")
    axes.set_ylabel("Recall against weekly\nretraining, points")
    axes.set_ylim(np.floor(100 * check["measured"].min()) - 1, 1)
    axes.grid(axis="y")
    axes.legend(loc="lower left")
    return figure
