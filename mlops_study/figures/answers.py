"""Charts of a survey's own answers, one for each table, and of groups.

They draw what `estimates`, `against_published` and `groups` of a survey return. Rows
are sorted, and each says beside its marks the number, its interval and how many
answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mlops_study.figures import style
from mlops_study.figures.register import in_look
from mlops_study.figures.style import Marks
from mlops_study.numerals import decimal, fixed, whole

_RING = style.OPEN | {"color": "none", "markeredgewidth": 1.2, "clip_on": False}
_DOT = style.FILLED | {"markersize": 5, "clip_on": False}
_BEFORE = style.OPEN | {"clip_on": False}
_LINE = {"color": style.SKY, "linewidth": 3.5}
_SHAPES = "os^DvPX*"


def survey_charts(numbers: pd.DataFrame) -> dict[str, Figure]:
    """Draw a chart of each table with shares, if anybody answered, by its name."""
    return {
        str(name): _CHARTS[own["kind"].iloc[0]](own)
        for name, own in numbers.groupby("table", sort=False)
        if own["n"].any() and len(_rows(own))
    }


def _rows(numbers: pd.DataFrame, column: str | None = None) -> pd.DataFrame:
    """Return one number of each row by the row's name: a column or the main share."""
    chosen = numbers["main"] & (numbers["unit"] == "per cent")
    if column is not None:
        chosen = numbers["column"] == column
    return numbers[chosen].set_index("row")


def _sorted(numbers: pd.DataFrame, column: str | None = None) -> pd.Index:
    """Return the names of the rows, the largest number first and none last."""
    values = _rows(numbers, column)["value"]
    return values.sort_values(ascending=False, kind="stable").index


def _labelled(axes: Axes, names: Iterable[str], texts: Iterable[str]) -> None:
    """Name the rows on the left and say their numbers on the right."""
    style.row_axis(axes, style.wrapped([_cut(name, 60) for name in names], 16))
    for y, text in enumerate(texts):
        place = axes.get_yaxis_transform()
        axes.text(1.03, y, text, transform=place, va="center", fontsize=8)
    style.bare(axes, "left", labelsize=8)


def _said(rows: pd.DataFrame, unit: str = "") -> Iterator[str]:
    """Write each number with its interval and how many answered."""
    columns = (rows[name] for name in ("unit", "value", "low", "high", "n"))
    for of, value, low, high, n in zip(*columns, strict=True):
        form = partial(fixed, places=1) if of == "scale" else whole
        interval = "" if np.isnan(low) else f" [{form(low)}, {form(high)}]"
        written = fixed(value, 2) if of == "scale" else decimal(value, 1)
        number = "" if np.isnan(value) else f"{written}{unit}{interval}\n"
        yield f"{number}n = {whole(n)}"


def _cut(name: object, width: int) -> str:
    text = str(name)
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _wide(label: str) -> str:
    return fill(_cut(label, 120), 42)


def _height(rows: int) -> float:
    return 1.1 + 0.45 * rows


def _spans(axes: Axes, rows: pd.DataFrame) -> None:
    """Draw numbers with their intervals, and the published ones where there are any."""
    ends = (rows["low"], rows["value"], rows["high"])
    style.ranges(axes, range(len(rows)), ends, _LINE, _DOT)
    if "published" in rows:
        axes.plot(rows["published"], range(len(rows)), **_RING)


def _explained(figure: Figure, numbers: pd.DataFrame) -> None:
    entries = {"this survey, with interval": _DOT}
    if "published" in numbers and numbers["published"].notna().any():
        style.legend(figure, entries | {"as published": _RING}, handletextpad=0.2)


@in_look
def shares(numbers: pd.DataFrame) -> Figure:
    """Draw the share that says yes to each row, with its interval."""
    rows = _rows(numbers).loc[_sorted(numbers)]
    figure, axes = style.canvas(_height(len(rows)))
    _spans(axes, rows)
    style.per_cent_axis(axes, _wide(f"Per cent ({rows['label'].iloc[0]})"))
    _labelled(axes, rows.index, _said(rows, " %"))
    _explained(figure, numbers)
    return figure


@in_look
def levels(numbers: pd.DataFrame) -> Figure:
    """Draw the levels of agreement as bars that part at the middle of the scale."""
    order = _sorted(numbers)
    each = numbers[~numbers["main"] & (numbers["unit"] == "per cent")]
    parts = each.pivot(index="row", columns="label", values="value")
    words = list(each["label"].unique())
    answers = parts.loc[order, words].to_numpy()
    figure, axes = style.canvas(_height(len(order)) + 0.4)
    shades = LinearSegmentedColormap.from_list("levels", style.LIKERT)
    colours = shades(np.linspace(0, 1, len(words)))
    style.diverging(axes, answers, [_cut(word, 40) for word in words], colours)
    axes.set_xlim(-100, 100)
    ticks = range(-100, 101, 50)
    axes.set_xticks(ticks, [str(abs(tick)) for tick in ticks])
    top = _rows(numbers).loc[order]
    axes.set_xlabel(_wide(f"Per cent; beside: {top['label'].iloc[0]}"))
    _labelled(axes, order, _said(top, " %"))
    figure.legend(**_above([_cut(word, 40) for word in words]))
    return figure


@in_look
def changes(numbers: pd.DataFrame) -> Figure:
    """Draw each row before and after, of who answered both, and say the change."""
    if "change" not in set(numbers["column"]):
        return shares(numbers)
    order = _sorted(numbers, "change")
    before, after, change = (
        _rows(numbers, column).loc[order] for column in ("before", "after", "change")
    )
    figure, axes = style.canvas(_height(len(order)))
    ends, places = (before["value"], after["value"]), range(len(order))
    axes.hlines(places, *ends, color=style.GREY, linewidth=1.6)
    axes.plot(ends[0], places, **_BEFORE)
    axes.plot(ends[1], places, **_DOT)
    style.per_cent_axis(axes, "Per cent; beside: change in points")
    _labelled(axes, order, _said(change))
    style.legend(figure, {"before": _BEFORE, "after": _DOT}, handletextpad=0.2)
    return figure


@in_look
def tools(numbers: pd.DataFrame) -> Figure:
    """Draw who uses each tool and, where asked, how it is rated, with intervals."""
    using = _rows(numbers, "using").loc[_sorted(numbers, "using")]
    rated = _rows(numbers, "effectiveness").reindex(using.index)
    if rated["label"].isna().all():
        return shares(numbers)
    height = 2 * _height(len(using))
    figure, (above, below) = style.canvas(height, rows=2)
    _spans(above, using)
    style.per_cent_axis(above, "Per cent who use it")
    _labelled(above, using.index, _said(using, " %"))
    _spans(below, rated)
    _labelled(below, using.index, _said(rated))
    scale = rated["label"].dropna().iloc[0]
    below.set(xlabel=scale.capitalize(), xlim=_ends(scale))
    below.xaxis.set_major_locator(MaxNLocator(integer=True))
    below.grid(axis="x")
    _explained(figure, numbers)
    return figure


def _ends(label: str) -> tuple[float, float]:
    """Return the ends of a scale, which its label gives."""
    low, high = label.rpartition("(")[2].rstrip(")").split(" to ")
    return float(low), float(high)


_CHARTS = {"levels": levels, "yes/no": shares, "before/after": changes, "tools": tools}


def group_charts(groups: pd.DataFrame) -> dict[str, Figure]:
    """Draw the main shares of groups beside one another, by the table's name."""
    tables = groups[groups["unit"] == "per cent"].groupby("table", sort=False)
    return {str(name): _group_chart(own) for name, own in tables}


@in_look
def _group_chart(shares: pd.DataFrame) -> Figure:
    """Draw a mark with its interval for each row and group of a table."""
    names = list(shares["group"].unique())
    rows = list(shares["row"].unique())
    figure, axes = style.canvas(_height(len(rows)) + 0.1 * len(names))
    step = 0.7 / len(names)
    each = zip(names, style.GROUPS, _SHAPES, strict=False)
    for place, (name, colour, shape) in enumerate(each):
        own = shares[shares["group"] == name]
        at = np.arange(len(rows)) + (place - (len(names) - 1) / 2) * step
        ends = (own["low"], own["value"], own["high"])
        line = _LINE | {"color": colour, "linewidth": 1.6}
        look = {"color": colour, "marker": shape, "label": _cut(name, 30)}
        style.ranges(axes, at, ends, line, _DOT | look)
    style.per_cent_axis(axes, _wide(f"Per cent ({shares['label'].iloc[0]})"))
    _labelled(axes, rows, [])
    figure.legend(**_above([_cut(name, 30) for name in names]))
    return figure


def _above(labels: Sequence[str]) -> Marks:
    """Say how a legend of such labels fits above a figure."""
    columns = max(1, 50 // (6 + max(map(len, labels))))
    return {
        "loc": "outside upper center",
        "ncols": columns,
        "fontsize": 8,
        "handlelength": 1.2,
    }
