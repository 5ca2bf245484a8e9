"""One look for every figure, and the parts that figures share.

The colours follow those of Okabe and Ito, which readers with colour-blindness can tell
apart, and stand out from the page as WCAG 2.2 asks; agreement runs from blue to orange,
never from green to red. What a hue says a shape, a hatch or a label says as well. An
SVG has the colours of a dark page, too: it takes those of its page's ``color-scheme``.
"""

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from textwrap import fill
from typing import Any

import matplotlib as mpl
import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MultipleLocator, NullLocator

from mlops_study import numerals
from mlops_study.formats import ImageFormat

Marks = dict[str, Any]

BLUE, SKY, AMBER, ORANGE = "#0072B2", "#3F94C9", "#AD7F00", "#BF4F00"
INK, GREY = "#222222", "#666666"
PALE, WASH = "#E4E4E4", "#DCEBF5"
"""Grounds behind marks and words, and guides; what they say has an outline as well."""

LIKERT = (BLUE, "#86BFE0", "#D9D9D9", "#F2B88C", ORANGE)
"""Colours of the five levels, from strongly agree to strongly disagree."""

GROUPS = (BLUE, ORANGE, AMBER, INK, SKY, GREY, "#008A64", "#B85C96")
"""Colours of groups of respondents."""

DARK = {
    "#FFFFFF": "#121212",
    BLUE: "#56AEE8",
    SKY: "#2F7CB0",
    AMBER: "#E6A817",
    ORANGE: "#F4843C",
    INK: "#DDDDDD",
    GREY: "#A8A8A8",
    PALE: "#333333",
    WASH: "#173447",
    LIKERT[1]: "#1F5473",
    LIKERT[2]: "#444444",
    LIKERT[3]: "#70401C",
    GROUPS[6]: "#1FB48A",
    GROUPS[7]: "#D58AB5",
}
"""Each colour, the page's white included, as it is on a dark page."""

_DARK = "".join(
    f'[style*="{part}: {(old := light.lower())}"], [{part}="{old}"]'
    f" {{ {part}: {dark} !important }}\n"
    for light, dark in DARK.items()
    for part in ("fill", "stroke")
)
_STYLE = f"<style>@media (prefers-color-scheme: dark) {{\n{_DARK}}}</style></defs>"

SCENARIOS: dict[str, Marks] = {
    "A": {"color": ORANGE, "marker": "o", "linestyle": "-"},
    "B": {"color": AMBER, "marker": "s", "linestyle": "--"},
    "C": {"color": BLUE, "marker": "^", "linestyle": "-."},
}
"""Colour, mark and line of each scenario, from basic to advanced."""

FILLED: Marks = {"marker": "o", "linestyle": "", "color": BLUE, "markersize": 7}
OPEN = FILLED | {"color": "white", "markeredgecolor": ORANGE, "markeredgewidth": 1.8}
"""Marks: filled for what stands now, open for what was or is less so."""

NOTE: dict[str, Any] = {"ha": "center", "fontsize": 8, "color": GREY}
"""Words that explain something in a figure."""

WIDTH = 4.2
"""Width of a figure in inches: a phone shows it, and its text, in about its size."""

LOOK: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 9,
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "grid.color": PALE,
    "hatch.linewidth": 1.2,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "svg.hashsalt": "mlops-study",
    "text.color": INK,
    # a text is as wide when the layout is made as when it is drawn
    "text.hinting": "none",
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
        if engine := figure.get_layout_engine():
            engine.execute(figure)
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
    found = content.getvalue()
    if style == "svg":
        for words, fewer in _FEWER:
            found = words.sub(fewer, found)
        found = found.replace(b"</defs>", _STYLE.encode(), 1)
    return found


_NO_GLYPH = "Glyph .* missing from"

_FEWER = (
    (re.compile(rb"([1-9]\.\d\d|\d\d\.\d\d)\d+(?=[^<>]*>)"), rb"\1"),
    (re.compile(rb'(<use .*) transform="translate\((.+) 0\)"/>'), rb'\1 x="\2"/>'),
    (re.compile(rb"(?m)^ +|\s+(?=\n)"), b""),
)
"""What an SVG can do without: digits below a hundredth of a point, many words for where
a letter stands, and blanks. A page loads several figures."""


def canvas(
    height: float, columns: int = 1, rows: int = 1, **options: Any
) -> tuple[Figure, Any]:
    """Make a figure of the study's width with its axes."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots(rows, columns, **options)


def wrapped(names: Iterable[str], width: int = 18) -> list[str]:
    """Break names into lines, so that they leave room for the marks."""
    return [fill(name, width) for name in names]


def beside(
    axes: Axes, text: str, point: tuple[Any, Any], *, left: bool = False, gap: float = 8
) -> None:
    """Write a text to the right or the left of a mark."""
    offset = (-gap if left else gap, 0)
    look: Marks = {"ha": "right" if left else "left", "va": "center", "fontsize": 8}
    axes.annotate(text, point, offset, textcoords="offset points", **look)


def diverging(
    axes: Axes, shares: np.ndarray, names: Sequence[str], colours: Iterable[Any]
) -> list[BarContainer]:
    """Draw each row's levels of agreement, the most to the right of the middle one.

    A column of `shares` for each of the `names`, from the most agreeing on.
    """
    half, odd = divmod(len(names), 2)
    starts = -shares[:, half + odd :].sum(axis=1) - odd * shares[:, half] / 2
    look: Marks = {"height": 0.68, "edgecolor": GREY}
    drawn = []
    for share, name, colour in list(zip(shares.T, names, colours, strict=True))[::-1]:
        look |= {"left": starts, "color": colour, "label": name}
        drawn.append(axes.barh(range(len(share)), share, **look))
        starts = starts + share
    axes.axvline(0, color=GREY, linewidth=0.8, zorder=0)
    return drawn[::-1]


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


def strokes(axes: Axes, places: Any, rows: Any, half: float, **look: Any) -> None:
    """Draw an upright stroke at each place: one line with gaps, which is smaller."""
    ends = np.add.outer(np.broadcast_to(rows, len(places)), [-half, half, np.nan])
    axes.plot(np.repeat(places, 3), ends.ravel(), **look)


def band(axes: Axes, across: Any, low: Any, high: Any, colour: str) -> None:
    """Tint what lies between two lines, and draw them."""
    look: Marks = {"facecolor": (colour, 0.15), "edgecolor": colour, "linewidth": 0.6}
    axes.fill_between(across, low, high, **look)


def legend(
    figure: Figure, entries: Mapping[str, Mapping[str, Any]], **options: Any
) -> None:
    """Explain lines and marks above a figure, by their labels."""
    lines = [Line2D([], [], **look) for look in entries.values()]
    options |= {"loc": "outside upper right", "ncols": len(lines)}
    figure.legend(lines, list(entries), **options)


def better(title: str, way: str, *, across: bool = True) -> str:
    """Say beside a title which way of its axis is better: ``lower`` or ``higher``.

    >>> better("Recall", "higher"), better("Cost", "lower", across=False)
    ('Recall (better →)', 'Cost (better ↓)')
    >>> better("Deployments", "either")
    'Deployments'
    """
    arrows = {"lower": "←↓", "higher": "→↑"}
    return f"{title} (better {arrows[way][not across]})" if way in arrows else title


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
