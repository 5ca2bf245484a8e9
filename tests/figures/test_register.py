"""Figures are drawn by their names, fit their words, and give the same bytes."""

from typing import get_args

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from mlops_study.figures import FIGURES, image, make_figure
from mlops_study.formats import ImageFormat

# the notebooks' check draws every figure again; here one of each way of drawing
REDRAWN = ("cloud", "lifecycle", "distributions")
REDRAWINGS = [
    pytest.param(name, marks=() if name in REDRAWN else pytest.mark.slow)
    for name in FIGURES
]


def shown(figure: Figure) -> list[Text]:
    """List the words that are drawn; labels of ticks beyond the axis are not."""
    beyond = {
        label
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in axis.get_major_ticks()
        if not min(v := axis.get_view_interval()) <= tick.get_loc() <= max(v)
        for label in (tick.label1, tick.label2)
    }
    return [
        text
        for text in figure.findobj(Text)
        if text.get_text().strip() and text.get_visible() and text not in beyond
    ]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_fits_its_words(name, drawn):
    """No word is cut off at the figure's edge."""
    figure = drawn(name)
    frame = figure.bbox
    for text in shown(figure):
        box = text.get_window_extent()
        assert frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 1, text.get_text()
        assert frame.y0 - 1 <= box.y0 and box.y1 <= frame.y1 + 1, text.get_text()


@pytest.mark.parametrize("name", REDRAWINGS)
def test_the_same_figure_gives_the_same_bytes(name, drawn):
    """No date, no random name; and the caller's settings do not leak in or out."""
    before = dict(mpl.rcParams)
    figure = drawn(name)
    # one figure stands for all in the formats that the book does not use
    styles = get_args(ImageFormat) if name == "cloud" else ("svg",)
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "red"}):
        again = make_figure(name)
        images = [image(again, style) for style in styles]
    assert images == [image(figure, style) for style in styles]
    assert dict(mpl.rcParams) == before
    assert not plt.get_fignums()


def test_an_unknown_figure_is_refused():
    """By its name."""
    with pytest.raises(KeyError, match="sky"):
        make_figure("sky")
