"""Figures of the reviewed studies and of the reference list."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mlops_study.figures.style import AMBER, BLUE, GREY, INK, PALE, SKY, canvas, styled

__all__ = ["reference_years", "studies_by_theme", "studies_by_year"]


@styled
def studies_by_year(literature: pd.DataFrame) -> Figure:
    """Stack the reviewed studies by year and by the method that the paper names."""
    counts = pd.crosstab(literature["year"], literature["method"])
    years = range(literature["year"].min() - 1, literature["year"].max() + 1)
    counts = counts.reindex(index=years, fill_value=0)
    figure, axes = canvas(2.7)
    bottom = np.zeros(len(counts))
    colours = {"framework": BLUE, "comparison": AMBER, "not stated": PALE}
    for method, colour in colours.items():
        axes.bar(
            counts.index,
            counts[method],
            0.62,
            bottom=bottom,
            color=colour,
            edgecolor="white",
            label=method,
        )
        bottom += counts[method].to_numpy()
    axes.bar_label(axes.containers[-1], [f"{v:g}" for v in bottom], padding=3)
    axes.set_ylabel("Studies")
    axes.set_ylim(0, bottom.max() + 1)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="x", length=0)
    figure.legend(title="Method named by the paper", loc="outside right upper")
    return figure


@styled
def studies_by_theme(study_themes: pd.DataFrame) -> Figure:
    """Draw the matrix of themes and studies, with totals by theme.

    Parameters
    ----------
    study_themes
        One row for each study and theme, from
        ``published.study_themes``.
    """
    # a second to import, and needed only here
    import seaborn as sns

    tidy = study_themes.sort_values(["year", "study"], kind="stable")
    names = tidy["authors"].str.removesuffix(" et al.") + " " + tidy["year"].astype(str)
    matrix = pd.crosstab(tidy["theme"], names)[list(dict.fromkeys(names))]
    totals = matrix.sum(axis=1)
    matrix = matrix.loc[sorted(matrix.index, key=lambda theme: (-totals[theme], theme))]
    figure, (cells, margin) = canvas(4.3, 2, width_ratios=[6, 1.3])
    sns.heatmap(
        matrix,
        ax=cells,
        cmap=[PALE, BLUE],
        cbar=False,
        linewidths=2,
        linecolor="white",
        vmin=0,
        vmax=1,
    )
    cells.set(xlabel="", ylabel="")
    cells.tick_params(length=0, labelsize=9)
    cells.tick_params(axis="x", rotation=90, labelsize=9)
    cells.tick_params(axis="y", rotation=0)
    ordered = totals[matrix.index].to_numpy()
    rows = np.arange(len(ordered)) + 0.5
    bars = margin.barh(rows, ordered, 0.62, color=SKY)
    margin.bar_label(bars, padding=3, fontsize=9)
    margin.set_ylim(len(ordered), 0)
    margin.set_xlim(0, ordered.max() + 1)
    margin.set(xticks=[], yticks=[])
    margin.spines[["left", "bottom"]].set_visible(False)
    margin.set_title("Studies", fontsize=9)
    return figure


@styled
def reference_years(references: pd.DataFrame, window: tuple[int, int]) -> Figure:
    """Count the listed references by year, with the review's window shaded.

    Parameters
    ----------
    references
        The reference list, one row an entry.
    window
        First and last year that the review says it covers.
    """
    counts = references["year"].value_counts()
    years = range(references["year"].min(), references["year"].max() + 1)
    counts = counts.reindex(years, fill_value=0)
    first, last = window
    inside = counts.index.to_series().between(first, last)
    figure, axes = canvas(2.7)
    axes.axvspan(first - 0.5, last + 0.5, color=PALE, alpha=0.6, zorder=0)
    axes.text(
        (first + last) / 2,
        counts.max() + 1.7,
        f"review window, {first} to {last}",
        ha="center",
        va="center",
        fontsize=9,
        color=GREY,
    )
    bars = axes.bar(counts.index, counts, 0.7, color=np.where(inside, BLUE, AMBER))
    axes.bar_label(bars, [f"{c}" if c else "" for c in counts], padding=2, color=INK)
    axes.set_ylim(0, counts.max() + 2.6)
    axes.set_xticks(list(years))
    axes.tick_params(axis="x", length=0, labelsize=8)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_ylabel("Entries")
    return figure
