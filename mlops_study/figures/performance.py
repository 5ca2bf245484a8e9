"""Figures of how long the simulation takes, as `make bench` measured it."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlops_study.datafiles import datasets
from mlops_study.figures import style
from mlops_study.figures.register import figure
from mlops_study.numerals import quantity

BY = {
    "compiled": "compiled",
    "model": "model in SimPy",
    "simpy": "plain SimPy",
    "ciw": "Ciw",
    "salabim": "salabim",
}
"""Who runs a scenario or a queue."""


def measured(*benches: str) -> pd.DataFrame:
    """Return the stored times of some benchmarks."""
    times = datasets("derived")["bench"].read()
    return times[times["bench"].isin(benches)].reset_index(drop=True)


@figure(lambda: measured("scenarios", "queues"))
def run_times(times: pd.DataFrame) -> Figure:
    """Show how long a run takes, by who runs it."""
    figure, axes = style.canvas(3.8)
    ours = times["by"].isin(["compiled"])
    for own, look in ((ours, style.FILLED), (~ours, style.OPEN)):
        axes.plot(times.loc[own, "ms"], times.index[own], **look)
    for row, ms in times["ms"].items():
        style.beside(axes, quantity(ms, digits=2), (ms, row))
    style.row_axis(axes, list(times["case"] + " · " + times["by"].map(BY)))
    style.log_axis(axes, [1, 10, 100, 1000])
    axes.set_xlim(0.5, 4000)
    axes.set_xlabel("Milliseconds of the processor a run")
    return figure


@figure(lambda: measured("parts"))
def run_parts(times: pd.DataFrame) -> Figure:
    """Show what a run with the compiled engine takes its time for."""
    shares = 100 * times.pivot(index="case", columns="by", values="ratio")
    rest = shares["engine"] - shares["draws"] - shares["heap"]
    parts = {
        "Draws": (shares["draws"], style.BLUE),
        "Queue of events": (shares["heap"], style.SKY),
        "Rest of the loop": (rest, style.PALE),
        "Indicators and set-up": (100 - shares["engine"], style.AMBER),
    }
    figure, axes = style.canvas(1.9)
    start = np.zeros(len(shares))
    for name, (share, colour) in parts.items():
        look = {"color": colour, "edgecolor": style.GREY, "height": 0.6}
        axes.barh(range(len(shares)), share, left=start, label=name, **look)
        start += share
    style.row_axis(axes, list(shares.index))
    style.per_cent_axis(axes, "Per cent of the time of a run")
    figure.legend(loc="outside upper right", ncols=2)
    return figure
