"""Figures that several tests look at, and how they are read."""

import functools
from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from mlops_study.figures import make_figure
from mlops_study.figures.style import look


@pytest.fixture(scope="session")
def drawn() -> Callable[[str], Figure]:
    """Draw each figure of the book once."""
    return functools.cache(make_figure)


@pytest.fixture(scope="session")
def texts() -> Callable[[Figure], list[str]]:
    """List all the words of a figure on one line each."""
    return lambda figure: [
        " ".join(text.get_text().split()) for text in figure.findobj(Text)
    ]


@pytest.fixture(scope="session")
def marks() -> Callable[[Axes], list[tuple[float, float]]]:
    """List the places of all marks of a panel, in the order they were drawn."""
    return lambda axes: [
        (float(x), float(y))
        for line in axes.lines
        if line.get_marker() not in ("None", "", None)
        for x, y in zip(
            line.get_xdata(orig=False), line.get_ydata(orig=False), strict=True
        )
    ]


@pytest.fixture(scope="session")
def strokes() -> Callable[[Axes], list[list[float]]]:
    """List the places of the strokes of each line of a panel that has gaps."""
    return lambda axes: [
        line.get_xdata()[::3].tolist()
        for line in axes.lines
        if np.isnan(line.get_ydata()).any()
    ]


@pytest.fixture(scope="session")
def bars() -> Callable[[Axes], list[list[float]]]:
    """List the ends of all horizontal lines of a panel, in the order of drawing."""
    return lambda axes: [
        sorted(float(x) for x, _ in segment)
        for lines in axes.collections
        for segment in lines.get_segments()
    ]


@pytest.fixture(scope="session")
def cut_off() -> Callable[[Figure], list[str]]:
    """List the words that reach beyond a figure's edge."""

    def cut_off(figure: Figure) -> list[str]:
        # where words were last drawn may be in a file of another resolution
        with look():
            figure.draw_without_rendering()
        # labels of ticks beyond the axis are not drawn
        beyond = {
            label
            for axes in figure.axes
            for axis in (axes.xaxis, axes.yaxis)
            for tick in axis.get_major_ticks()
            if not min(v := axis.get_view_interval()) <= tick.get_loc() <= max(v)
            for label in (tick.label1, tick.label2)
        }
        frame, found = figure.bbox.padded(1), []
        for text in figure.findobj(Text):
            words = text.get_text().strip()
            if words and text.get_visible() and text not in beyond:
                box = text.get_window_extent()
                inside = frame.contains(box.x0, box.y0) and frame.contains(
                    box.x1, box.y1
                )
                found += [] if inside else [words]
        return found

    return cut_off
