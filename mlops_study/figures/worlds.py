"""Figures of to what the way from A to C is due, over worlds."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlops_study import experiments
from mlops_study.evidence import GOALS
from mlops_study.experiments import assumption
from mlops_study.figures.advising import panels
from mlops_study.figures.register import figure
from mlops_study.figures.style import (
    BLUE,
    FILLED,
    GREY,
    GROUPS,
    INK,
    LIKERT,
    OPEN,
    ORANGE,
    PALE,
    Marks,
    better,
    legend,
    log_axis,
    ranges,
    row_axis,
    wrapped,
)
from mlops_study.lifecycle import HEADLINES, KPIS, PRACTICES

MOST = 3
"""So many assumptions a goal, those that matter most."""


def _by_goal(found: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    return [(kpi, found[found["kpi"] == kpi]) for kpi in GOALS]


@figure(experiments.ATTRIBUTION.read)
def from_a_to_c(found: pd.DataFrame) -> Figure:
    """Show step by step what each practice has in the way from A to C.

    Bars are Shapley values at the assumed values, from the rows of ``ATTRIBUTION``;
    lines the middle of 95 % of worlds, which start where the bar does.
    """
    chosen = found[found["measure"] == "shapley"]
    drawn, rows_by_goal = panels(_by_goal(chosen), 1.5, sharey=True)
    for axes, kpi, own in rows_by_goal:
        of = KPIS[kpi]
        wide = own.set_index(["over", "practice"])[["mean", "least", "most"]] * of.scale
        steps = wide.loc["luck"].loc[list(PRACTICES), "mean"].to_numpy(float)
        starts = np.append(0, steps.cumsum())
        rows = np.arange(len(steps))
        colours = [BLUE if step * of.sign > 0 else LIKERT[3] for step in steps]
        axes.barh(rows, steps, 0.6, left=starts[:-1], color=colours, edgecolor=GREY)
        spread = wide.loc["worlds"].loc[list(PRACTICES)]
        low, high = (starts[:-1] + spread[end] for end in ("least", "most"))
        axes.hlines(rows, low, high, color=INK, linewidth=1.4)
        axes.vlines(starts[1:], rows, rows + 1, color=GREY, linewidth=0.8)
        axes.barh(len(steps), starts[-1], 0.6, color=PALE, edgecolor=GREY)
        axes.axvline(0, color=INK, linewidth=0.8)
        row_axis(axes, [*PRACTICES.values(), "All"])
        title = f"{HEADLINES[kpi]}, {of.change_unit}"
        axes.set_title(better(title, of.better))
    return drawn


@figure(experiments.EFFECTS.read)
def due_to(found: pd.DataFrame) -> Figure:
    """Show to which assumptions the difference of C and A is due.

    Shapley effects with intervals, filled, and Sobol's first-order ones, open, from the
    rows of ``EFFECTS`` with all blocks.
    """
    key = ["kpi", "index", "input"]
    last = found.sort_values("blocks").drop_duplicates(key, keep="last")
    drawn, rows_by_goal = panels(_by_goal(last), 1.6, sharex=True)
    for axes, kpi, own in rows_by_goal:
        by = {index: rows.set_index("input") for index, rows in own.groupby("index")}
        named = by["shapley"]["value"].nlargest(MOST).index
        looks = {"first": (ORANGE, OPEN, 0.15), "shapley": (BLUE, FILLED, -0.15)}
        for index, (colour, mark, shift) in looks.items():
            rows = by[index].loc[named]
            ends = (100 * rows[end] for end in ("low", "value", "high"))
            places = np.arange(MOST) + shift
            ranges(axes, places, ends, {"color": colour, "linewidth": 2}, mark)
        axes.axvline(0, color=INK, linewidth=0.8)
        row_axis(axes, wrapped(map(assumption, named), 24))
        axes.set_title(HEADLINES[kpi])
    axes.set_xlabel("Per cent of the variance over worlds")
    legend(drawn, {"Shapley": FILLED, "alone (Sobol)": OPEN})
    return drawn


@figure(experiments.EFFECTS.read)
def effects_convergence(found: pd.DataFrame) -> Figure:
    """Show how Shapley effects settle with the number of blocks of worlds.

    Of the assumptions that are largest in the end, from the rows of ``EFFECTS``.
    """
    shapley = found[found["index"] == "shapley"]
    drawn, rows_by_goal = panels(_by_goal(shapley), 2.0, sharex=True)
    for axes, kpi, own in rows_by_goal:
        last = own[own["blocks"] == own["blocks"].max()].set_index("input")
        axes.grid(axis="y")
        ticks = sorted(own["blocks"].unique())
        for i, name in enumerate(last["value"].nlargest(MOST).index):
            course = own[own["input"] == name].sort_values("blocks")
            shift = 1.03 ** (i - 1)
            middle = 100 * course["value"]
            half = 100 * (course["high"] - course["value"])
            look: Marks = {"color": GROUPS[i], "marker": "osD"[i], "markersize": 5}
            look["label"] = wrapped([assumption(name)], 48)[0]
            axes.errorbar(course["blocks"] * shift, middle, half, linewidth=1, **look)
        axes.axhline(0, color=INK, linewidth=0.8)
        log_axis(axes, ticks)
        above: Marks = {"loc": "lower left", "bbox_to_anchor": (-0.03, 0.97)}
        above |= {"fontsize": 8, "title_fontsize": 9, "alignment": "left"}
        axes.legend(title=f"{HEADLINES[kpi]}, per cent", **above)
    axes.set_xlabel("Blocks of worlds")
    return drawn
