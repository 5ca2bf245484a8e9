"""Boxes and arrows: the lifecycle as the paper states it, and as the model plays it."""

from collections.abc import Callable
from functools import partial
from textwrap import fill
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Text

from mlops_study.figures import style
from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import Marks
from mlops_study.published import Paper

Point = tuple[float, float]

HOLDS: Marks = {"facecolor": style.WASH, "edgecolor": style.BLUE, "linewidth": 1.4}
OPEN_BOX: Marks = {"facecolor": "white", "edgecolor": style.GREY, "linestyle": "--"}
"""Boxes for what is held or stated, and for what is open."""


def _box(
    axes: Axes, corner: Point, size: Point, rounding: float, look: Marks
) -> Callable[..., Text]:
    """Draw a box and return what writes into its middle."""
    (x, y), (width, height) = corner, size
    rounded = f"round,pad=0,rounding_size={rounding}"
    axes.add_patch(FancyBboxPatch(corner, width, height, boxstyle=rounded, **look))
    middle = (x + width / 2, y + height / 2)
    return partial(axes.text, *middle, ha="center", va="center")


def _way(axes: Axes, *points: Point, **options: Any) -> None:
    """Draw a line through points, with an arrow from the last but one to the last."""
    look: Marks = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0, "color": style.INK}
    look |= {"mutation_scale": 12, "linewidth": 1.2} | options
    axes.add_patch(FancyArrowPatch(*points[-2:], **look))
    if len(points) > 2:
        x, y = zip(*points[:-1], strict=True)
        line = {key: look[key] for key in look.keys() & {"linewidth", "linestyle"}}
        axes.plot(x, y, color=look["color"], **line)


@figure(lambda: Paper().elements("stage")[["name"]])
def lifecycle(stages: pd.DataFrame) -> Figure:
    """Draw the stages of the lifecycle in order, with the way back that is open."""
    figure, axes = style.canvas(1.5)
    step, width, height = 2.0, 1.65, 0.8
    arrow = {"mutation_scale": 11, "shrinkA": 1, "shrinkB": 1, "linewidth": 1}
    for i, stage in enumerate(stages["name"]):
        x = i * step
        write = _box(axes, (x, 0), (width, height), 0.12, HOLDS)
        write(stage.replace(" ", "\n", 1), fontsize=8.5)
        if i:
            start, end = (x - step + width, height / 2), (x, height / 2)
            _way(axes, start, end, **arrow)
    last = i * step + width / 2
    back = {"connectionstyle": "arc3,rad=-0.16", "linestyle": "--", "color": style.GREY}
    _way(axes, (last, 0), (width / 2, 0), **arrow | back)
    words = "the way back: the paper does not describe it"
    axes.text((last + width / 2) / 2, -0.6, words, va="top", **style.NOTE)
    axes.set(xlim=(-0.05, last + width / 2 + 0.05), ylim=(-1.0, height + 0.1))
    axes.set_axis_off()
    return figure


@figure(printed("scenarios"))
def scenarios(levels: pd.DataFrame) -> Figure:
    """Show which variable each scenario fixes and which it leaves open.

    The rows have ``level`` by ``scenario`` and ``variable``; it is empty where the
    paper states none.
    """
    cells = levels["level"].unstack("variable", sort=False)
    figure, axes = style.canvas(3.2)
    for (x, y), level in np.ndenumerate(cells):
        look = HOLDS if level else OPEN_BOX
        write = _box(axes, (x + 0.03, y + 0.08), (0.94, 0.84), 0.06, look)
        write(fill(level, 12) if level else "not stated", fontsize=8.5)
    columns, rows = (np.arange(count) + 0.5 for count in cells.shape)
    axes.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    axes.set_xticks(columns, [f"Scenario {name}" for name in cells.index])
    axes.set_yticks(rows, style.wrapped(cells.columns, 13))
    axes.xaxis.tick_top()
    style.bare(axes, "left", "bottom")
    return figure


# a line a step: what happens, who or what does it, whether it takes work
STEPS = pd.DataFrame(
    [
        ("Wait for data access", "", False),
        ("Prepare data", "data scientist", True),
        ("Select model", "data scientist", True),
        ("Train", "node or cloud", True),
        ("Validate", "", False),
        ("Hand over, approve", "operations engineer", True),
        ("Release window", "", False),
        ("Deploy", "operations engineer", True),
        ("In production", "", False),
    ],
    columns=["step", "resource", "works"],
)


@figure(lambda: STEPS)
def flow(steps: pd.DataFrame) -> Figure:
    """Draw the way of a work item through the stages, and the ways back."""
    figure, axes = style.canvas(5.2)
    width, height, right = 2.0, 0.7, 2.3
    for y, step in enumerate(steps.itertuples()):
        look = HOLDS if step.works else OPEN_BOX
        place = _box(axes, (0, y), (width, height), 0.1, look)
        place(step.step, fontsize=8.5).set_y(y + (0.22 if step.resource else 0.35))
        place(step.resource, fontsize=8, color=style.GREY).set_y(y + 0.5)
        if y:
            _way(axes, (width / 2, y - 1 + height), (width / 2, y))
    prepare, validate, live = (y + height / 2 for y in (1, 4, 8))
    rework = ((width, validate), (right, validate), (right, prepare), (width, prepare))
    _way(axes, *rework, color=style.ORANGE, linestyle="--")
    words: Marks = {"fontsize": 8, "va": "center", "color": style.ORANGE}
    caught = "defect\ncaught:\nrework"
    axes.text(right + 0.1, (prepare + validate) / 2, caught, **words)
    # what production asks for begins at the first stage again
    left, first = -0.3, height / 2
    _way(axes, (0, live), (left, live), (left, first), (0, first), color=style.BLUE)
    words |= {"ha": "right", "color": style.BLUE}
    axes.text(left - 0.1, first, "the business:\nimprovement", **words)
    again = "monitoring:\nalarm,\ntriage,\nretraining\n\nincident:\nrepair"
    axes.text(left - 0.1, (first + live) / 2, again, **words)
    axes.set(xlim=(-1.55, 3.2), ylim=(len(steps) - 0.2, -0.1))
    axes.set_axis_off()
    return figure
