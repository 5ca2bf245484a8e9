"""Figures are drawn by their names, fit their words, and give the same bytes."""

import re
from typing import get_args

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.text import Text

from mlops_study.figures import FIGURES, figure_data, image, make_figure, style
from mlops_study.formats import ImageFormat

PHONE = 342
"""Width of a figure in pixels where the page is 390 wide."""

# the notebooks' check draws every figure again; here one of each way of drawing
REDRAWN = ("cloud", "lifecycle", "distributions")
REDRAWINGS = [
    pytest.param(name, marks=() if name in REDRAWN else pytest.mark.slow)
    for name in FIGURES
]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_fits_its_words(name, drawn, cut_off):
    """No word is cut off at the figure's edge."""
    assert cut_off(drawn(name)) == []


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_read_on_a_phone_and_on_a_dark_page(name, drawn):
    """Words are 9 pixels high at least; each colour has a twin for a dark page."""
    figure = drawn(name)
    smallest = min(t.get_fontsize() for t in figure.findobj(Text) if t.get_text())
    assert smallest * PHONE / (72 * figure.get_figwidth()) >= 9
    _, _, body = image(figure, "svg").decode().partition("</defs>")
    assert {c.upper() for c in re.findall(r"#[0-9a-f]{6}\b", body)} <= {*style.DARK}


def test_an_svg_says_nothing_finer_than_is_seen(drawn):
    """Places to a hundredth of a point; factors below one are kept whole."""
    found = image(drawn("cloud"), "svg").decode()
    tags = "".join(re.findall(r"<[^!?].*?>", found, re.DOTALL))
    fine = [float(number) for number in re.findall(r"\d+\.\d{3,}", tags)]
    assert max(fine) < 1
    assert 1 / 64 in fine
    assert not re.search(r"^ | \n", found, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("feasible-sizes", ["part", "detail", "value"]),
        ("verdicts", ["verdict", "count"]),
        ("rank-probabilities", ["n", "challenge", *"12345"]),
    ],
)
def test_the_data_of_a_figure_are_a_table(name, columns):
    """With a column for each name that its parts or rows have."""
    assert figure_data(name).columns.tolist() == columns


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
