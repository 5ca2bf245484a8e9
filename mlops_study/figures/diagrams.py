"""Boxes and arrows: the lifecycle as the paper states it, and as the model plays it."""

from __future__ import annotations

from itertools import pairwise
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    SKY,
    Marks,
    bare,
    canvas,
)
from mlops_study.published import Paper

Point = tuple[float, float]


def _box(
    axes: Axes,
    corner: Point,
    size: Point,
    label: str,
    *,
    rounding: float,
    words: dict[str, Any],
    **options: Any,
) -> None:
    """Draw a box with its label in the middle."""
    (x, y), (width, height) = corner, size
    style = f"round,pad=0,rounding_size={rounding}"
    axes.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, **options))
    axes.text(x + width / 2, y + height / 2, label, ha="center", va="center", **words)


def _arrow(axes: Axes, start: Point, end: Point, **options: Any) -> None:
    look: Marks = {"arrowstyle": "-|>", "color": INK, "shrinkA": 0, "shrinkB": 0}
    axes.add_patch(FancyArrowPatch(start, end, **look | options))


@figure(lambda: list(Paper().elements("stage")["name"]))
def lifecycle(stages: list[str]) -> Figure:
    """Draw the stages of the lifecycle in order, with the way back that is open."""
    figure, axes = canvas(1.9)
    step, width, height = 2.0, 1.5, 0.7
    arrows = {"mutation_scale": 15, "shrinkA": 2, "shrinkB": 2}
    for i, stage in enumerate(stages):
        _box(
            axes,
            (i * step, 0),
            (width, height),
            stage.replace(" ", "\n", 1),
            rounding=0.12,
            words={"fontsize": 10},
            facecolor=SKY,
            edgecolor=BLUE,
            linewidth=1.4,
            alpha=0.9,
        )
        if i:
            before = ((i - 1) * step + width, height / 2)
            _arrow(axes, before, (i * step, height / 2), **arrows)
    last = (len(stages) - 1) * step + width / 2
    back = {"connectionstyle": "arc3,rad=-0.16", "linestyle": "--", "color": GREY}
    _arrow(axes, (last, 0), (width / 2, 0), **arrows | back)
    axes.text(
        (last + width / 2) / 2,
        -0.78,
        "the way back: the paper does not describe it",
        ha="center",
        va="top",
        fontsize=9,
        color=GREY,
    )
    axes.set_xlim(-0.1, last + width / 2 + 0.1)
    axes.set_ylim(-1.15, height + 0.1)
    axes.set_axis_off()
    return figure


@figure(printed("scenarios"))
def scenarios(levels: pd.DataFrame) -> Figure:
    """Show which variable each scenario fixes and which it leaves open.

    The rows have ``level`` by ``scenario`` and ``variable``; it is empty where the
    paper states none.
    """
    cells = levels["level"].unstack("variable", sort=False)
    columns, names = list(cells.index), list(cells.columns)
    figure, axes = canvas(2.9)
    for (x, y), level in np.ndenumerate(cells):
        _box(
            axes,
            (x + 0.03, y + 0.08),
            (0.94, 0.84),
            fill(level or "not stated", 12),
            rounding=0.06,
            words={"fontsize": 10, "color": INK}
            if level
            else {"fontsize": 10, "color": GREY, "style": "italic"},
            facecolor=SKY if level else PALE,
            edgecolor="none",
            alpha=0.75 if level else 0.6,
        )
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(names), 0)
    axes.set_xticks(
        [i + 0.5 for i in range(len(columns))], [f"Scenario {name}" for name in columns]
    )
    axes.set_yticks([i + 0.5 for i in range(len(names))], names)
    axes.xaxis.tick_top()
    bare(axes, "left", "bottom")
    return figure


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


@figure()
def flow() -> Figure:
    """Draw the way of a work item through the stages, and the ways back."""
    figure, axes = canvas(4.4)
    width, height, across, down = 1.5, 0.8, 2.25, 1.75
    places = [
        (i % COLUMNS * across, -(i // COLUMNS) * down) for i, _ in enumerate(STEPS)
    ]
    arrows = {"mutation_scale": 12, "linewidth": 1.2}
    for (label, resource, works), (x, y) in zip(STEPS, places, strict=True):
        _box(
            axes,
            (x, y),
            (width, height),
            label,
            rounding=0.1,
            words={"fontsize": 9.5},
            facecolor=SKY if works else PALE,
            edgecolor=BLUE if works else GREY,
            alpha=0.85,
        )
        below = {"ha": "center", "va": "top", "fontsize": 8, "color": GREY}
        if resource:
            axes.text(x + width / 2, y - 0.06, resource, **below)
    for ((x0, y0), (x1, y1)), (_, resource, _) in zip(
        pairwise(places), STEPS, strict=False
    ):
        if y0 == y1:
            _arrow(axes, (x0 + width, y0 + height / 2), (x1, y1 + height / 2), **arrows)
        else:
            # to the next line of boxes, round the end of this one
            turn, middle = y0 - (down - height) / 2, x0 + width / 2
            axes.plot(
                [middle, middle, width / 2],
                [y0 - 0.26 if resource else y0, turn, turn],
                color=INK,
                linewidth=1.2,
            )
            _arrow(axes, (width / 2, turn), (width / 2, y1 + height), **arrows)
    prepare, validate, live = places[1], places[4], places[8]
    x, top = validate[0] + width * 0.75, validate[1] + height
    end = (prepare[0] + width * 0.75, prepare[1] - 0.28)
    _arrow(axes, (x, top), end, color=ORANGE, **arrows)
    words = {"fontsize": 8.5, "va": "bottom"}
    axes.text(x + 0.1, top + 0.12, "defect caught: rework", color=ORANGE, **words)
    # what production asks for begins at the first stage again
    bottom, left, middle = live[1] - 0.5, -0.3, height / 2
    right = live[0] + width / 2
    axes.plot(
        [right, right, left, left],
        [live[1], bottom, bottom, middle],
        color=BLUE,
        linewidth=1.2,
    )
    _arrow(axes, (left, middle), (0, middle), color=BLUE, **arrows)
    axes.text(
        right / 2,
        bottom - 0.08,
        "monitoring: alarm, retraining · incident: repair",
        color=BLUE,
        fontsize=8.5,
        ha="center",
        va="top",
    )
    axes.text(0, height + 0.12, "the business: improvement", color=BLUE, **words)
    axes.set_xlim(left - 0.05, live[0] + width + 0.05)
    axes.set_ylim(bottom - 0.4, height + 0.4)
    axes.set_axis_off()
    return figure
