"""The figure of the reference list."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import AMBER, BLUE, INK, NOTE, PALE, canvas
from mlops_study.published import Paper


@figure(printed("references"), lambda: Paper().review_window)
def reference_years(references: pd.DataFrame, window: tuple[int, int]) -> Figure:
    """Count the listed references by year, with the review's window shaded."""
    counts = references["year"].value_counts()
    years = range(references["year"].min(), references["year"].max() + 1)
    counts = counts.reindex(years, fill_value=0)
    first, last = window
    inside = counts.index.to_series().between(first, last)
    figure, axes = canvas(2.7)
    axes.axvspan(first - 0.5, last + 0.5, color=PALE, alpha=0.6, zorder=0)
    words = f"review window, {first} to {last}"
    axes.text((first + last) / 2, counts.max() + 1.7, words, va="center", **NOTE)
    bars = axes.bar(counts.index, counts, 0.7, color=np.where(inside, BLUE, AMBER))
    axes.bar_label(bars, [f"{c}" if c else "" for c in counts], padding=2, color=INK)
    axes.set(ylim=(0, counts.max() + 2.6), xticks=years, ylabel="Entries")
    axes.tick_params(axis="x", length=0, labelsize=8)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return figure
