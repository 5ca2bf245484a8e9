"""Figures of how models age, as measured on flights and as simulated."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlops_study import ageing as flights
from mlops_study import experiments
from mlops_study.figures.register import figure
from mlops_study.figures.style import FILLED, OPEN, ORANGE, PALE, SKY, canvas

RATES = {"tpr": "Recall (true positive rate)", "fpr": "False positive rate"}


@figure(flights.load_curves)
def ageing(curves: pd.DataFrame) -> Figure:
    """Show how both rates change with age, with the line that the simulation reads.

    By ``rate`` and ``form`` (``weekly`` or ``knots``): ``age``, ``change`` and ``se``.
    """
    figure, panels = canvas(2.9, 2, sharey=True)
    for axes, (rate, title) in zip(panels, RATES.items(), strict=True):
        own = curves[curves["rate"] == rate]
        weekly, knots = (own[own["form"] == form] for form in ("weekly", "knots"))
        axes.axhline(0, color=PALE, linewidth=1)
        age, change, half = weekly["age"], 100 * weekly["change"], 196 * weekly["se"]
        axes.errorbar(age, change, half, fmt="none", ecolor=SKY, elinewidth=2)
        axes.plot(age, change, **FILLED | {"markersize": 5})
        axes.plot(knots["age"], 100 * knots["change"], color=ORANGE, linewidth=1.8)
        axes.set_title(title, fontsize=10)
        axes.set(xticks=sorted(set(knots["age"])), xlabel="Age in weeks")
    panels[0].set_ylabel("Change, percentage points")
    return figure


@figure(lambda: experiments.retraining_check(flights.KNOTS))
def retraining_policies(check: pd.DataFrame) -> Figure:
    """Set the recall lost by retraining less often, measured and simulated.

    From :func:`~mlops_study.experiments.verification.retraining_check`.
    """
    figure, axes = canvas(2.5)
    axes.plot(check["weeks"], 100 * check["measured"], **FILLED, label="flights")
    axes.plot(check["weeks"], 100 * check["simulated"], **OPEN, label="simulation")
    axes.set(xticks=check["weeks"], xlabel="Weeks between retrainings")
    axes.set_ylabel("Recall against weekly\nretraining, points")
    axes.set_ylim(np.floor(100 * check["measured"].min()) - 1, 1)
    axes.grid(axis="y")
    axes.legend(loc="lower left")
    return figure
