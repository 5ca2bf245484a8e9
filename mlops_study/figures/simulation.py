"""Figures of the simulation's design as the paper states it."""

from __future__ import annotations

from textwrap import fill

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from mlops_study.figures.style import BLUE, GREY, INK, PALE, SKY, canvas, styled

__all__ = ["lifecycle", "scenarios"]


@styled
def lifecycle(stages: list[str]) -> Figure:
    """Draw the stages of the lifecycle in order, with the way back that is open.

    Parameters
    ----------
    stages
        Names of the stages from first to last.
    """
    figure, axes = canvas(1.9)
    step, width, height = 2.0, 1.5, 0.7
    for i, stage in enumerate(stages):
        axes.add_patch(
            FancyBboxPatch(
                (i * step, 0),
                width,
                height,
                boxstyle="round,pad=0,rounding_size=0.12",
                facecolor=SKY,
                edgecolor=BLUE,
                linewidth=1.4,
                alpha=0.9,
            )
        )
        axes.text(
            i * step + width / 2,
            height / 2,
            stage.replace(" ", "\n", 1),
            ha="center",
            va="center",
            fontsize=10,
        )
        if i:
            axes.add_patch(
                FancyArrowPatch(
                    ((i - 1) * step + width, height / 2),
                    (i * step, height / 2),
                    arrowstyle="-|>",
                    mutation_scale=15,
                    color=INK,
                    shrinkA=2,
                    shrinkB=2,
                )
            )
    last = (len(stages) - 1) * step + width / 2
    axes.add_patch(
        FancyArrowPatch(
            (last, 0),
            (width / 2, 0),
            connectionstyle="arc3,rad=-0.16",
            arrowstyle="-|>",
            mutation_scale=15,
            color=GREY,
            linestyle="--",
            shrinkA=2,
            shrinkB=2,
        )
    )
    axes.text(
        (last + width / 2) / 2,
        -0.78,
        "the way back: the paper does not describe it",
        ha="center",
        va="top",
        fontsize=9,
        color=GREY,
    )
    axes.set_xlim(-0.1, last + width / 2 + 0.1)
    axes.set_ylim(-1.15, height + 0.1)
    axes.set_axis_off()
    return figure


@styled
def scenarios(levels: pd.DataFrame) -> Figure:
    """Show which variable each scenario fixes and which it leaves open.

    Parameters
    ----------
    levels
        Rows ``scenario``, ``variable`` and ``level``, an empty level where the
        paper states none.
    """
    names = list(dict.fromkeys(levels["variable"]))
    columns = list(dict.fromkeys(levels["scenario"]))
    figure, axes = canvas(2.9)
    for scenario, variable, level in levels.itertuples(index=False):
        x, y = columns.index(scenario), names.index(variable)
        axes.add_patch(
            FancyBboxPatch(
                (x + 0.03, y + 0.08),
                0.94,
                0.84,
                boxstyle="round,pad=0,rounding_size=0.06",
                facecolor=SKY if level else PALE,
                edgecolor="none",
                alpha=0.75 if level else 0.6,
            )
        )
        axes.text(
            x + 0.5,
            y + 0.5,
            fill(level or "not stated", 12),
            ha="center",
            va="center",
            fontsize=10,
            color=INK if level else GREY,
            style="normal" if level else "italic",
        )
    axes.set_xlim(0, len(columns))
    axes.set_ylim(len(names), 0)
    axes.set_xticks(
        [i + 0.5 for i in range(len(columns))], [f"Scenario {name}" for name in columns]
    )
    axes.set_yticks([i + 0.5 for i in range(len(names))], names)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    return figure
