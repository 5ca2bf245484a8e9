"""Charts of what an organisation is advised."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlops_study.evidence import Advice
from mlops_study.experiments import assumption
from mlops_study.figures.register import in_look
from mlops_study.figures.style import (
    BLUE,
    FILLED,
    INK,
    Marks,
    bare,
    canvas,
    per_cent_axis,
    ranges,
    row_axis,
    wrapped,
)

_LINE: Marks = {"color": BLUE, "linewidth": 2}
_DOT = FILLED | {"markersize": 5}


def advice_charts(advice: Advice) -> dict[str, tuple[str, Figure]]:
    """Return each chart with its caption, by name."""
    worlds = len(advice.worlds) - advice.lost
    return {
        "shares": (
            f"In how many of {worlds} worlds each practice is the best to adopt next, "
            "with interval.",
            _shares(advice.next),
        ),
        "worth": (
            "What it is worth to know a value before choosing, with interval, as a "
            "multiple of the smallest gain that matters.",
            _worth(advice.measure),
        ),
    }


@in_look
def _shares(found: pd.DataFrame) -> Figure:
    goals = list({id(goal): goal for goal in found["goal"]}.values())
    figure, panels = canvas(0.4 + 1.6 * len(goals), rows=len(goals), squeeze=False)
    for axes, goal in zip(panels.flat, goals, strict=True):
        own = found[[one is goal for one in found["goal"]]]
        ends = (100 * own[end] for end in ("low", "best", "high"))
        ranges(axes, np.arange(len(own)), ends, _LINE, _DOT)
        per_cent_axis(axes, "Per cent of worlds" if axes is panels.flat[-1] else "")
        row_axis(axes, wrapped(own["practice"]))
        axes.set_title("\n".join(wrapped([goal.title], 55)))
    return figure


@in_look
def _worth(found: pd.DataFrame) -> Figure:
    own = found[found["names"].map(len) == 1].reset_index(drop=True)
    figure, axes = canvas(0.9 + 0.55 * max(len(own), 1))
    matters = own["goal"].map(lambda goal: goal.interest * goal.per_year)
    ends = (own[end] / matters for end in ("low", "value", "high"))
    ranges(axes, np.arange(len(own)), ends, _LINE, _DOT)
    axes.axvline(0, color=INK, linewidth=0.8)
    names = own["names"].map(lambda names: assumption(names[0]))
    titles = own["goal"].map(lambda goal: goal.title)
    row_axis(axes, wrapped(titles + ": " + names, 34))
    axes.tick_params(axis="y", labelsize=7)
    axes.set_xlabel("Times what matters")
    axes.grid(axis="x")
    bare(axes, "left")
    return figure
