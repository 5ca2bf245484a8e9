"""One look for every figure, and the parts that figures share.

The colours are those of Okabe and Ito, which readers with colour-blindness can
tell apart; agreement runs from blue to orange, never from green to red. Figures
have an opaque light ground, so that they read the same on a dark page.
"""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from textwrap import fill
from typing import Any

import matplotlib as mpl
import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator, NullLocator

from mlops_study import numerals
from mlops_study.formats import ImageFormat

BLUE, SKY, AMBER, ORANGE = "#0072B2", "#56B4E9", "#E69F00", "#D55E00"
INK, GREY, PALE = "#222222", "#6E6E6E", "#E4E4E4"
LIKERT = (BLUE, "#86BFE0", "#D9D9D9", "#F2B88C", ORANGE)
"""Colours of the five levels, from strongly agree to strongly disagree."""

SCENARIOS = {"A": ORANGE, "B": AMBER, "C": BLUE}
"""Colours of the scenarios, from basic to advanced."""

Marks = dict[str, Any]
FILLED: Marks = {"marker": "o", "linestyle": "", "color": BLUE, "markersize": 8}
OPEN = FILLED | {"color": "white", "markeredgecolor": ORANGE, "markeredgewidth": 1.8}
"""Marks: filled for what stands now, open for what was or is less so."""

NOTE: dict[str, Any] = {"ha": "center", "fontsize": 9, "color": GREY}
"""Words that explain something in a figure."""

WIDTH = 5.2
"""Width of a figure in inches: narrow, so that its text is still read on a phone."""

LOOK: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "font.family": "DejaVu Sans",
    "grid.color": PALE,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "svg.hashsalt": "mlops-study",
    "text.color": INK,
    # names of others may hold a dollar sign
    "text.parse_math": False,
    "xtick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.color": GREY,
    "ytick.labelcolor": INK,
}
"""What differs from Matplotlib's own settings."""


def settled(figure: Figure) -> Figure:
    """Fix the layout, rounded: the solver behind it differs in the last digits."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _NO_GLYPH)
        figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        axes.set_position(np.round(axes.get_position().bounds, 4).tolist())
    return figure


def look() -> Any:
    """Return a context in which Matplotlib has the study's settings and no others."""
    return mpl.style.context(["default", LOOK])


# what would otherwise make two files of the same figure differ
_UNDATED: dict[ImageFormat, dict[str, None]] = {
    "png": {},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
}


def image(figure: Figure, style: ImageFormat) -> bytes:
    """Return a figure as a file's content; the same figure gives the same bytes.

    Where our font lacks a letter, the words of an SVG are left to the reader's fonts.
    """
    content = BytesIO()
    with look(), warnings.catch_warnings():
        warnings.filterwarnings("error", _NO_GLYPH)
        try:
            figure.savefig(content, format=style, dpi=200, metadata=_UNDATED[style])
        except UserWarning:
            warnings.filterwarnings("ignore", _NO_GLYPH)
            mpl.rcParams["svg.fonttype"] = "none"
            content = BytesIO()
            figure.savefig(content, format=style, dpi=200, metadata=_UNDATED[style])
    return content.getvalue()


_NO_GLYPH = "Glyph .* missing from"


def canvas(
    height: float,
    columns: int = 1,
    rows: int = 1,
    *,
    width: float = WIDTH,
    **options: Any,
) -> tuple[Figure, Any]:
    """Make a figure, of the study's width if not told otherwise, with its axes."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(rows, columns, **options)


def wrapped(names: Iterable[str], width: int = 18) -> list[str]:
    """Break names into lines, so that they leave room for the marks."""
    return [fill(name, width) for name in names]


def beside(
    axes: Axes, text: str, point: tuple[Any, Any], *, left: bool = False, gap: float = 8
) -> None:
    """Write a text to the right or the left of a mark."""
    axes.annotate(
        text,
        point,
        (-gap if left else gap, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=9,
    )


def heading(axes: Axes, row: float, title: str, left: float = 0.0) -> None:
    """Write a title over the rows of a group, `left` in parts of the axis."""
    axes.text(
        left,
        row,
        title,
        transform=axes.get_yaxis_transform(),
        fontsize=9,
        fontweight="bold",
        va="center",
    )


def ranges(
    axes: Axes,
    rows: Any,
    ends: Iterable[Any],
    line: Mapping[str, Any],
    mark: Mapping[str, Any],
) -> None:
    """Draw a line from the low to the high end of each row, with a mark between."""
    low, middle, high = ends
    axes.hlines(rows, low, high, **line)
    axes.plot(middle, rows, **mark)


def legend(
    figure: Figure, entries: Mapping[str, Mapping[str, Any]], **options: Any
) -> None:
    """Explain lines and marks above a figure, by their labels."""
    lines = [Line2D([], [], **look) for look in entries.values()]
    figure.legend(
        lines, list(entries), loc="outside upper right", ncols=len(lines), **options
    )


def bare(axes: Axes, *sides: str, **ticks: Any) -> None:
    """Take away the marks of the ticks and the lines at some sides."""
    axes.tick_params(length=0, **ticks)
    for side in sides:
        axes.spines[side].set_visible(False)


def row_axis(axes: Axes, labels: Sequence[str], margin: float = 0.5) -> None:
    """Let the vertical axis run down the rows, one for each label."""
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 1 + margin, -margin)


def log_axis(axes: Axes, ticks: Sequence[float]) -> None:
    """Let the horizontal axis be logarithmic, with these ticks alone."""
    axes.set_xscale("log")
    axes.set_xticks(ticks, [numerals.significant(tick, 4) for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(axis="x")


def per_cent_axis(axes: Axes, label: str) -> None:
    """Let the horizontal axis run from 0 to 100 per cent with light guides."""
    axes.set_xlim(0, 100)
    axes.xaxis.set_major_locator(MultipleLocator(20))
    axes.xaxis.set_major_formatter("{x:.0f}")
    axes.grid(axis="x")
    bare(axes, "left")
    axes.set_xlabel(label)
