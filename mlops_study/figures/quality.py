"""Figures of how models age, as measured on flights and as simulated."""

from collections.abc import Mapping
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlops_study import ageing as measured
from mlops_study import experiments
from mlops_study.ageing import SETTINGS
from mlops_study.figures import style
from mlops_study.figures.register import figure
from mlops_study.figures.style import Marks

LINES: tuple[Marks, ...] = (
    {"color": style.BLUE, "marker": "o"},
    {"color": style.ORANGE, "marker": "s", "linestyle": "--"},
    {"color": style.GREY, "marker": "^", "linestyle": ":"},
)
"""Colour, mark and line of each operating point."""


@figure(lambda: {name: measured.load_curves("flights", name) for name in SETTINGS})
def ageing(curves: Mapping[str, pd.DataFrame]) -> Figure:
    """Show what ages at each operating point; bands are intervals of 95 %."""
    figure, panels = style.canvas(4.8, 2, 2, sharex=True)
    shown = {"tpr": "higher", "fpr": "lower", "accuracy": "higher", "auc": "higher"}
    for axes, (measure, way) in zip(panels.flat, shown.items(), strict=True):
        axes.axhline(0, color=style.GREY, linewidth=0.8)
        for table, look in zip(curves.values(), LINES, strict=True):
            own = table[(table["measure"] == measure) & (table["form"] == "knots")]
            change, half = 100 * own["change"], 196 * own["se_overlap"]
            style.band(axes, own["age"], change - half, change + half, look["color"])
            axes.plot(own["age"], change, **look)
        title = style.better(measured.MEASURES[measure], way, across=False)
        axes.set_title(fill(title, 22))
        axes.set_xticks(own["age"])
    figure.supxlabel("Age in weeks", fontsize=9)
    figure.supylabel("Change in percentage points", fontsize=9)
    style.legend(figure, dict(zip(curves, LINES, strict=True)))
    return figure


@figure(lambda: {name: measured.load_curves(name) for name in measured.SITES})
def ageing_sites(curves: Mapping[str, pd.DataFrame]) -> Figure:
    """Show how the ranking ages at each site; bars are intervals of 95 %."""
    figure, panels = style.canvas(2.6, len(curves), sharey=True)
    for axes, (name, table) in zip(panels, curves.items(), strict=True):
        own = table.query("measure == 'auc' & form == 'knots'")
        half = 196 * own["se_overlap"]
        axes.axhline(0, color=style.GREY, linewidth=0.8)
        axes.errorbar(
            own["age"], 100 * own["change"], half, color=style.BLUE, marker="o"
        )
        axes.set_title(name.capitalize())
        axes.set_xlabel(f"Age in {measured.SITES[name].unit}s", fontsize=8.5)
    panels[0].set_ylabel(style.better("Change of AUC,\npoints", "higher", across=False))
    return figure


@figure(lambda: experiments.retraining_check(measured.SITES["flights"].knots))
def retraining_policies(check: pd.DataFrame) -> Figure:
    """Set the recall lost by retraining less often, measured and simulated.

    From :func:`~mlops_study.experiments.verification.retraining_check`.
    """
    figure, axes = style.canvas(2.5)
    axes.plot(check["weeks"], 100 * check["measured"], **style.FILLED, label="flights")
    axes.plot(
        check["weeks"], 100 * check["simulated"], **style.OPEN, label="simulation"
    )
    axes.set(xticks=check["weeks"], xlabel="Weeks between retrainings")
    ylabel = "Recall against weekly\nretraining, points"
    axes.set_ylabel(style.better(ylabel, "higher", across=False))
    axes.set_ylim(np.floor(100 * check["measured"].min()) - 1, 1)
    axes.grid(axis="y")
    axes.legend(loc="lower left")
    return figure
