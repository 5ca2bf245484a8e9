"""Boxes and arrows: the lifecycle as the paper states it, and as the model plays it."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Text

from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import (
    BLUE,
    GREY,
    INK,
    NOTE,
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
    axes: Axes, corner: Point, size: Point, rounding: float, look: Marks
) -> Callable[..., Text]:
    """Draw a box and return what writes into its middle."""
    (x, y), (width, height) = corner, size
    style = f"round,pad=0,rounding_size={rounding}"
    axes.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, **look))
    middle = (x + width / 2, y + height / 2)
    return partial(axes.text, *middle, ha="center", va="center")


def _way(axes: Axes, *points: Point, **options: Any) -> None:
    """Draw a line through points, with an arrow from the last but one to the last."""
    look: Marks = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, "color": INK}
    look |= {"mutation_scale": 12, "linewidth": 1.2} | options
    axes.add_patch(FancyArrowPatch(*points[-2:], **look))
    if len(points) > 2:
        x, y = zip(*points[:-1], strict=True)
        axes.plot(x, y, color=look["color"], linewidth=look["linewidth"])


@figure(lambda: list(Paper().elements("stage")["name"]))
def lifecycle(stages: list[str]) -> Figure:
    """Draw the stages of the lifecycle in order, with the way back that is open."""
    figure, axes = canvas(1.9)
    step, width, height = 2.0, 1.5, 0.7
    look: Marks = {"facecolor": SKY, "edgecolor": BLUE, "linewidth": 1.4, "alpha": 0.9}
    arrow = {"mutation_scale": 15, "shrinkA": 2, "shrinkB": 2, "linewidth": 1}
    for i, stage in enumerate(stages):
        x = i * step
        write = _box(axes, (x, 0), (width, height), 0.12, look)
        write(stage.replace(" ", "\n", 1), fontsize=10)
        if i:
            start, end = (x - step + width, height / 2), (x, height / 2)
            _way(axes, start, end, **arrow)
    last = (len(stages) - 1) * step + width / 2
    back = {"connectionstyle": "arc3,rad=-0.16", "linestyle": "--", "color": GREY}
    _way(axes, (last, 0), (width / 2, 0), **arrow | back)
    words = "the way back: the paper does not describe it"
    axes.text((last + width / 2) / 2, -0.78, words, va="top", **NOTE)
    axes.set(xlim=(-0.1, last + width / 2 + 0.1), ylim=(-1.15, height + 0.1))
    axes.set_axis_off()
    return figure


@figure(printed("scenarios"))
def scenarios(levels: pd.DataFrame) -> Figure:
    """Show which variable each scenario fixes and which it leaves open.

    The rows have ``level`` by ``scenario`` and ``variable``; it is empty where the
    paper states none.
    """
    cells = levels["level"].unstack("variable", sort=False)
    figure, axes = canvas(2.9)
    fixed: Marks = {"facecolor": SKY, "edgecolor": "none", "alpha": 0.75}
    left_open = fixed | {"facecolor": PALE, "alpha": 0.6}
    for (x, y), level in np.ndenumerate(cells):
        look = fixed if level else left_open
        write = _box(axes, (x + 0.03, y + 0.08), (0.94, 0.84), 0.06, look)
        if level:
            write(fill(level, 12))
        else:
            write("not stated", color=GREY, style="italic")
    columns, rows = (np.arange(count) + 0.5 for count in cells.shape)
    axes.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    axes.set_xticks(columns, [f"Scenario {name}" for name in cells.index])
    axes.set_yticks(rows, cells.columns)
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
    ("Hand over,\napprove", "operations engineer", True),
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
    below = NOTE | {"va": "top", "fontsize": 8}
    for (label, resource, works), (x, y) in zip(STEPS, places, strict=True):
        face, edge = (SKY, BLUE) if works else (PALE, GREY)
        look = {"facecolor": face, "edgecolor": edge, "alpha": 0.85}
        _box(axes, (x, y), (width, height), 0.1, look)(label, fontsize=9.5)
        if resource:
            axes.text(x + width / 2, y - 0.06, resource, **below)
    for (_, resource, _), (start, end) in zip(STEPS, pairwise(places), strict=False):
        (x0, y0), (x1, y1) = start, end
        if y0 == y1:
            _way(axes, (x0 + width, y0 + height / 2), (x1, y1 + height / 2))
        else:
            # to the next line of boxes, round the end of this one
            turn, right, left = y0 - (down - height) / 2, x0 + width / 2, width / 2
            first = (right, y0 - 0.26 if resource else y0)
            _way(axes, first, (right, turn), (left, turn), (left, y1 + height))
    prepare, validate, live = places[1], places[4], places[8]
    x, top = validate[0] + width * 0.75, validate[1] + height
    _way(axes, (x, top), (prepare[0] + width * 0.75, prepare[1] - 0.28), color=ORANGE)
    words: Marks = {"fontsize": 8.5, "va": "bottom"}
    axes.text(x + 0.1, top + 0.12, "defect caught: rework", color=ORANGE, **words)
    # what production asks for begins at the first stage again
    bottom, left, middle, right = live[1] - 0.5, -0.3, height / 2, live[0] + width / 2
    corners = ((right, live[1]), (right, bottom), (left, bottom), (left, middle))
    _way(axes, *corners, (0, middle), color=BLUE)
    again = "monitoring: alarm, triage, retraining · incident: repair"
    words |= {"color": BLUE}
    axes.text(right / 2, bottom - 0.08, again, **words | {"ha": "center", "va": "top"})
    axes.text(0, height + 0.12, "the business: improvement", **words)
    axes.set_xlim(left - 0.05, live[0] + width + 0.05)
    axes.set_ylim(bottom - 0.4, height + 0.4)
    axes.set_axis_off()
    return figure
