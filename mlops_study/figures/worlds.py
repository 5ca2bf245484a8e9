"""Figures of what varies over worlds, and to what differences are due."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mlops_study import evidence, experiments
from mlops_study.experiments import ENDS, assumption
from mlops_study.figures.register import figure
from mlops_study.figures.style import (
    AMBER,
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
    bare,
    better,
    canvas,
    legend,
    log_axis,
    per_cent_axis,
    ranges,
    row_axis,
    wrapped,
)
from mlops_study.lifecycle import HEADLINES, KPIS, PRACTICES
from mlops_study.numerals import significant

MOST = 3
"""So many assumptions a goal, those that matter most."""

TAGS = dict(zip(PRACTICES.values(), ("CI", "Au", "Cl", "Mo", "Co"), strict=True))
"""Practices where only a mark's room is left."""

COLOURS = dict(zip(PRACTICES.values(), (BLUE, ORANGE, GREY, INK, AMBER), strict=True))


@figure(evidence.in_worlds)
def best_in_worlds(shares: pd.DataFrame) -> Figure:
    """Show in what share of worlds each practice is best, by goal.

    From :func:`~mlops_study.evidence.doubt.in_worlds`.
    """
    drawn, axes = canvas(2.6)
    goals = list(shares["goal"].unique())
    starts = np.zeros(len(goals))
    most = shares.groupby("practice")["best"].max()
    tags = {p: tag for p, tag in TAGS.items() if most[p] >= 0.01}
    for practice, tag in tags.items():
        own = shares[shares["practice"] == practice].set_index("goal")["best"]
        widths = 100 * own[goals].to_numpy()
        look: Marks = {"left": starts, "color": COLOURS[practice], "edgecolor": "white"}
        axes.barh(range(len(goals)), widths, 0.62, **look)
        for row in np.flatnonzero(widths >= 8):
            middle = starts[row] + widths[row] / 2
            words: Marks = {"ha": "center", "va": "center", "color": "white"}
            axes.text(middle, row, f"{tag}\n{widths[row]:.0f} %", fontsize=8, **words)
        starts = starts + widths
    row_axis(axes, wrapped(goals, 14))
    per_cent_axis(axes, "Per cent of worlds in which it is best")
    marks: Marks = {"marker": "s", "linestyle": "", "markersize": 7}
    entries = {f"{tag} {p}": marks | {"color": COLOURS[p]} for p, tag in tags.items()}
    legend(drawn, entries, handletextpad=0.1, columnspacing=0.6)
    return drawn


def _panels(
    found: pd.DataFrame, height: float, **options: Any
) -> tuple[Figure, list[tuple[Axes, str, pd.DataFrame]]]:
    """Make a figure with a panel for each goal that a frame has rows of."""
    by = dict(list(found.groupby("kpi")))
    groups = [(kpi, by[kpi]) for kpi in evidence.GOALS if kpi in by]
    drawn, rows = canvas(height * len(groups) + 0.4, rows=len(groups), **options)
    for axes in rows:
        axes.grid(axis="x")
        bare(axes)
    return drawn, [(axes, *of) for axes, of in zip(rows, groups, strict=True)]


def _unit(kpi: str) -> str:
    return f"{HEADLINES[kpi]}, {KPIS[kpi].change_unit}"


@figure(experiments.ATTRIBUTION.read)
def from_a_to_c(found: pd.DataFrame) -> Figure:
    """Show step by step what each practice has in the way from A to C.

    Bars are Shapley values at the assumed values, from the rows of ``ATTRIBUTION``;
    lines the middle of 95 % of worlds, which start where the bar does.
    """
    chosen = found[found["measure"] == "shapley"]
    drawn, panels = _panels(chosen, 1.5, sharey=True)
    for axes, kpi, own in panels:
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
        axes.set_title(better(_unit(kpi), of.better))
    return drawn


@figure(experiments.INFORMATION.read)
def worth_knowing(known: pd.DataFrame) -> Figure:
    """Show what knowing the assumptions worth most is worth, by goal.

    From the rows of ``INFORMATION``.
    """
    drawn, panels = _panels(known, 1.75)
    for axes, kpi, own in panels:
        scale = KPIS[kpi].scale
        bounds = scale * own[own["input"].isin(ENDS)]["value"]
        axes.axvspan(*bounds, color=PALE)
        told = own[~own["input"].isin(ENDS) & (own["low"] < own["high"])]
        shown = told.head(MOST + 1)
        ends = (scale * shown[end] for end in ("low", "value", "high"))
        line = {"color": BLUE, "linewidth": 2}
        ranges(axes, np.arange(len(shown)), ends, line, FILLED)
        axes.axvline(0, color=INK, linewidth=0.8)
        names = ["the first three at once", *map(assumption, shown["input"].iloc[1:])]
        row_axis(axes, wrapped(names, 24))
        axes.tick_params(axis="y", labelsize=8)
        axes.set_title(f"{_unit(kpi)} gained")
    return drawn


def turning(found: pd.DataFrame) -> pd.DataFrame:
    """Return of ``FLIPS`` the stretches that lead most, so many a goal."""
    order = found.sort_values("low", ascending=False).drop_duplicates(["kpi", "input"])
    return order.groupby("kpi", sort=False).head(MOST)


@figure(lambda: turning(experiments.FLIPS.read()), experiments.study_worlds)
def flips(found: pd.DataFrame, worlds: pd.DataFrame) -> Figure:
    """Show where in the range of an assumption another practice is best.

    From :func:`turning`; a row is a range from its low end to its high one, by worlds.
    Thick is where the other is surely best.
    """
    drawn, panels = _panels(found, 1.6, sharex=True)
    for axes, kpi, own in panels:
        for row, one in enumerate(own.to_dict("records")):
            ends, words = _stretch(worlds[one["input"]], one["start"], one["end"])
            best = PRACTICES[one["best"]]
            axes.hlines(row, 0, 100, color=GREY, linewidth=1)
            width = 7 if one["low"] > 0 else 2.5
            axes.hlines(row, *ends, color=COLOURS[best], linewidth=width)
            axes.text(50, row - 0.25, f"{best} {words}", ha="center", fontsize=8)
        names = map(assumption, own["input"])
        row_axis(axes, wrapped(names, 24))
        axes.tick_params(axis="y", labelsize=8)
        axes.set_title(f"{HEADLINES[kpi]}: another is best")
    axes.set_xlabel("Per cent of worlds with a lower value")
    return drawn


def _stretch(
    values: pd.Series, start: str, end: str
) -> tuple[tuple[float, float], str]:
    """Return where a stretch lies among the worlds, in per cent, and its words."""
    if not pd.api.types.is_numeric_dtype(values):
        return (0, 100), f"where {start}"
    low, high = (100 * float((values <= float(x)).mean()) for x in (start, end))
    if high > 99:
        return (low, high), f"above {significant(float(start), 2)}"
    if low < 1:
        return (low, high), f"below {significant(float(end), 2)}"
    words = (significant(float(x), 2) for x in (start, end))
    return (low, high), "from {} to {}".format(*words)


@figure(experiments.EFFECTS.read)
def due_to(found: pd.DataFrame) -> Figure:
    """Show to which assumptions the difference of C and A is due.

    Shapley effects with intervals, filled, and Sobol's first-order ones, open, from the
    rows of ``EFFECTS`` with all blocks.
    """
    key = ["kpi", "index", "input"]
    last = found.sort_values("blocks").drop_duplicates(key, keep="last")
    drawn, panels = _panels(last, 1.6, sharex=True)
    for axes, kpi, own in panels:
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
        axes.tick_params(axis="y", labelsize=8)
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
    drawn, panels = _panels(shapley, 2.0, sharex=True)
    for axes, kpi, own in panels:
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
