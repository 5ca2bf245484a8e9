"""One look for every figure: colours, fonts, sizes and deterministic output.

The colours are those of Okabe and Ito, which readers with colour-blindness can
tell apart; agreement runs from blue to orange, never from green to red. Figures
have an opaque light ground, so that they read the same on a dark page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.typing import RcKeyType

__all__ = [
    "AMBER",
    "BLUE",
    "GREY",
    "INK",
    "LIKERT",
    "LOOK",
    "ORANGE",
    "PALE",
    "SKY",
    "canvas",
    "per_cent_axis",
    "styled",
]

BLUE, SKY, AMBER, ORANGE = "#0072B2", "#56B4E9", "#E69F00", "#D55E00"
INK, GREY, PALE = "#222222", "#6E6E6E", "#E4E4E4"
LIKERT = (BLUE, "#86BFE0", "#D9D9D9", "#F2B88C", ORANGE)
"""Colours of the five levels, from strongly agree to strongly disagree."""

WIDTH = 7.2
"""Width of a figure in inches; its text is then read at its nominal size."""

LOOK: dict[RcKeyType, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.grid": False,
    "axes.labelcolor": INK,
    "axes.labelsize": 10,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "grid.color": PALE,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "mlops-study",
    "text.color": INK,
    "xtick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.color": GREY,
    "ytick.labelcolor": INK,
}

P = ParamSpec("P")


def styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw a figure in the study's look, whatever the caller's settings are."""

    @wraps(draw)
    def in_style(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with look():
            return draw(*args, **kwargs)

    return in_style


def look() -> Any:
    """Return a context in which Matplotlib has the study's settings."""
    return mpl.rc_context(LOOK)


def canvas(height: float, columns: int = 1, **options: Any) -> tuple[Figure, Any]:
    """Make a figure of the study's width with one row of axes."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots(1, columns, **options)


def per_cent_axis(axes: Axes, label: str) -> None:
    """Let the horizontal axis run from 0 to 100 per cent with light guides."""
    axes.set_xlim(0, 100)
    axes.xaxis.set_major_locator(mpl.ticker.MultipleLocator(20))
    axes.xaxis.set_major_formatter("{x:.0f}")
    axes.grid(axis="x")
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(label)
