"""Figures of what an organisation is advised, and of what that hangs on.

They take the frames of an ``Advice``, made of stored runs or of one's own.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mlops_study.evidence import Advice, before_and_after, leading, scenario_a
from mlops_study.experiments import ENDS, assumption, places
from mlops_study.figures.register import FIGURES, Entry, figure
from mlops_study.figures.style import (
    AMBER,
    BLUE,
    FILLED,
    GREY,
    INK,
    ORANGE,
    PALE,
    Marks,
    bare,
    canvas,
    legend,
    per_cent_axis,
    ranges,
    row_axis,
    wrapped,
)
from mlops_study.lifecycle import PRACTICES

MOST = 3
"""So many stretches of a goal in which another practice is best."""

TAGS = dict(zip(PRACTICES.values(), ("CI", "Au", "Cl", "Mo", "Co"), strict=True))
"""Practices where only a mark's room is left."""

COLOURS = dict(zip(PRACTICES.values(), (BLUE, ORANGE, GREY, INK, AMBER), strict=True))


def advice_charts(advice: Advice) -> dict[str, tuple[str, Figure]]:
    """Return each chart with its caption, by name; of flips, where one is sure."""
    found = {
        "shares": (
            "Share of worlds in which a practice is the best to adopt next.",
            best_in_worlds(advice.next),
        ),
        "worth": (
            "What knowing a value before choosing gains, on average over worlds, with "
            "interval. Grey: what knowing everything gains, at least and at most.",
            worth_knowing(advice.measure),
        ),
    }
    if (advice.flips["low"] > 0).any():
        found["flips"] = (
            "Where in the range of a value another practice is best. A grey line is a "
            "whole range; thick is where the other is surely better, thin where it "
            "only looks so.",
            flips(turning(advice.flips), advice.worlds),
        )
    return found


def panels(
    parts: Iterable[tuple[Any, pd.DataFrame]], height: float, **options: Any
) -> tuple[Figure, list[tuple[Axes, Any, pd.DataFrame]]]:
    """Make a figure with a panel for each part, such as a goal, with its rows."""
    groups = list(parts)
    size = height * len(groups) + 0.4
    drawn, rows = canvas(size, rows=len(groups), squeeze=False, **options)
    for axes in rows.flat:
        axes.grid(axis="x")
        bare(axes)
        axes.tick_params(axis="y", labelsize=8)
    return drawn, [(axes, *of) for axes, of in zip(rows.flat, groups, strict=True)]


@figure(lambda: scenario_a().next)
def best_in_worlds(found: pd.DataFrame) -> Figure:
    """Show in what share of worlds each practice is best, by goal: ``Advice.next``."""
    goals = list(found["goal"].unique())
    names = wrapped(map(str, goals), 17)
    lines = max(3, *(name.count("\n") + 1 for name in names))
    drawn, axes = canvas(0.8 + 0.15 * lines * len(goals))
    starts = np.zeros(len(goals))
    most = found.groupby("practice")["best"].max()
    tags = {p: tag for p, tag in TAGS.items() if most.get(p, 0) >= 0.01}
    for practice, tag in tags.items():
        own = found[found["practice"] == practice].set_index("goal")["best"]
        widths = 100 * own.reindex(goals, fill_value=0).to_numpy()
        look: Marks = {"left": starts, "color": COLOURS[practice], "edgecolor": "white"}
        axes.barh(range(len(goals)), widths, 0.62, **look)
        for row in np.flatnonzero(widths >= 8):
            middle = starts[row] + widths[row] / 2
            words: Marks = {"ha": "center", "va": "center", "color": "white"}
            axes.text(middle, row, f"{tag}\n{widths[row]:.0f} %", fontsize=8, **words)
        starts = starts + widths
    row_axis(axes, names)
    per_cent_axis(axes, "Per cent of worlds in which it is best")
    marks: Marks = {"marker": "s", "linestyle": "", "markersize": 7}
    entries = {f"{tag} {p}": marks | {"color": COLOURS[p]} for p, tag in tags.items()}
    legend(drawn, entries, handletextpad=0.1, columnspacing=0.6)
    return drawn


# the same of another organisation, drawn in the same way
FIGURES["before-and-after"] = Entry(draw=best_in_worlds, data=(before_and_after,))


@figure(lambda: scenario_a().measure)
def worth_knowing(measure: pd.DataFrame) -> Figure:
    """Show what knowing the values worth most is worth, by goal: ``Advice.measure``."""
    parts = leading(measure).groupby("goal", sort=False)
    drawn, rows = panels(parts, 1.75)
    # room for a number at the very end of an axis
    drawn.set_layout_engine("constrained", rect=(0, 0, 0.96, 1))
    for axes, goal, own in rows:
        of, bounds = goal.yearly, own["input"].isin(ENDS)
        axes.axvspan(*(of.scale * own.loc[bounds, "value"]), color=PALE)
        shown = own[~bounds]
        ends = (of.scale * shown[end] for end in ("low", "value", "high"))
        line = {"color": BLUE, "linewidth": 2}
        ranges(axes, np.arange(len(shown)), ends, line, FILLED)
        axes.axvline(0, color=INK, linewidth=0.8)
        row_axis(axes, wrapped(map(_known, shown["input"]), 24))
        axes.set_title("\n".join(wrapped([f"{goal}, {of.unit}"], 40)))
    return drawn


def _known(name: str) -> str:
    together = name.count(",") + 1
    return assumption(name) if together == 1 else f"the first {together} at once"


def turning(found: pd.DataFrame) -> pd.DataFrame:
    """Return of ``Advice.flips`` the stretches that lead most, so many a goal."""
    order = found.sort_values("low", ascending=False).drop_duplicates(["goal", "input"])
    by_goal = dict(list(order.groupby("goal", sort=False)))
    return pd.concat([by_goal[goal].head(MOST) for goal in found["goal"].unique()])


@figure(lambda: turning(scenario_a().flips), lambda: scenario_a().worlds)
def flips(found: pd.DataFrame, worlds: pd.DataFrame) -> Figure:
    """Show where in the range of a value another practice is best.

    From :func:`turning`; a row is a range from its low end to its high one, by worlds.
    Thick is where the other is surely best.
    """
    drawn, rows = panels(found.groupby("goal", sort=False), 1.6, sharex=True)
    for axes, goal, own in rows:
        for row, one in enumerate(own.to_dict("records")):
            low, high = places(worlds[one["input"]], one["start"], one["end"])
            axes.hlines(row, 0, 100, color=GREY, linewidth=1)
            width = 7 if one["low"] > 0 else 2.5
            look: Marks = {"color": COLOURS[one["best"]], "linewidth": width}
            axes.hlines(row, 100 * low, 100 * high, **look)
            said = f"{one['best']}: {one['where']}"
            axes.text(50, row - 0.25, said, ha="center", fontsize=8)
        row_axis(axes, wrapped(map(assumption, own["input"]), 24))
        axes.set_title("\n".join(wrapped([f"{goal}: another is best"], 40)))
    axes.set_xlabel("Per cent of worlds with a lower value")
    return drawn
