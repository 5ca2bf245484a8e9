"""Figures show the numbers of their data, and the same bytes every time."""

import functools

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from mlops_study import published
from mlops_study.figures import FIGURES, IMAGE_FORMATS, image, make_figure
from mlops_study.figures import literature as literature_figures
from mlops_study.figures import statistics as statistics_figures
from mlops_study.published import LIKERT_LEVELS

# the notebooks' check draws every figure again; here one of each way of drawing
REDRAWN = ("cloud", "lifecycle", "distributions")
REDRAWINGS = [
    pytest.param(name, marks=() if name in REDRAWN else pytest.mark.slow)
    for name in FIGURES
]


@functools.cache
def drawn(name: str) -> Figure:
    """Draw a figure once for several tests."""
    return make_figure(name)


def texts(figure: Figure) -> list[str]:
    """List all the words of a figure on one line each."""
    found = figure.findobj(mpl.text.Text)
    return [" ".join(text.get_text().split()) for text in found]


def shown(figure: Figure) -> list[mpl.text.Text]:
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
        for text in figure.findobj(mpl.text.Text)
        if text.get_text().strip() and text.get_visible() and text not in beyond
    ]


def points(figure: Figure) -> set[tuple[float, float]]:
    """Collect the places of all marks in all panels."""
    return {
        (round(float(x), 6), round(float(y), 6))
        for axes in figure.axes
        for line in axes.lines
        if line.get_marker() == "o"
        for x, y in zip(
            line.get_xdata(orig=False), line.get_ydata(orig=False), strict=True
        )
    }


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_fits_its_words(name):
    """No word is cut off at the figure's edge."""
    figure = drawn(name)
    frame = figure.bbox
    for text in shown(figure):
        box = text.get_window_extent()
        assert frame.x0 - 1 <= box.x0 and box.x1 <= frame.x1 + 1, text.get_text()
        assert frame.y0 - 1 <= box.y0 and box.y1 <= frame.y1 + 1, text.get_text()


@pytest.mark.parametrize("name", REDRAWINGS)
def test_the_same_figure_gives_the_same_bytes(name):
    """No date, no random name; and the caller's settings do not leak in or out."""
    before = dict(mpl.rcParams)
    figure = drawn(name)
    # one figure stands for all in the formats that the book does not use
    styles = IMAGE_FORMATS if name == "cloud" else ("svg",)
    with mpl.rc_context({"font.size": 20, "axes.facecolor": "red"}):
        again = make_figure(name)
        images = [image(again, style) for style in styles]
    assert images == [image(figure, style) for style in styles]
    assert dict(mpl.rcParams) == before
    assert not plt.get_fignums()


def test_bars_of_agreement_have_the_widths_of_the_shares():
    """Each bar is as wide as its share, and each row is centred on its neutral."""
    table = published.load("table1")
    figure = statistics_figures.best_practices(table)
    bars = figure.axes[0].patches
    widths = np.array([bar.get_width() for bar in bars]).reshape(5, 5)
    order = [" ".join(t.get_text().split()) for t in figure.axes[0].get_yticklabels()]
    shares = table.set_index("practice").loc[order, list(LIKERT_LEVELS)].to_numpy()
    np.testing.assert_array_equal(widths, shares.T[::-1])
    neutral = bars[10:15]
    assert all(bar.get_x() + bar.get_width() / 2 == 0 for bar in neutral)
    assert order[-1] == "Cross-Functional Collaboration"


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [("challenges", "table2", "facing"), ("culture", "table5", "agreeing")],
)
def test_dots_stand_at_their_values_in_order(name, table, column):
    """The largest is on top."""
    figure = make_figure(name)
    values = sorted(published.load(table)[column])
    assert points(figure) == {(value, y) for y, value in enumerate(values)}
    assert {str(value) for value in values} <= set(texts(figure))


def test_cloud_shows_before_after_and_two_changes():
    """Marks at both values; labels of points and of relative change."""
    figure = make_figure("cloud")
    table = published.load("table3")
    at = {x for x, _ in points(figure)}
    assert at == {float(v) for v in [*table["before"], *table["after"]]}
    words = texts(figure)
    assert {"25", "35", "175", "116.67", "100", "87.5"} <= set(words)


def test_monitoring_sets_rating_against_usage():
    """One mark a tool, each with its name."""
    table = published.load("table4")
    figure = statistics_figures.monitoring(table)
    assert points(figure) == set(
        zip(table["using"], table["effectiveness"], strict=True)
    )
    assert set(table["tool"]) <= set(texts(figure))


def test_headline_names_the_largest_of_each_table():
    """As found by sorting."""
    words = set(texts(make_figure("headline")))
    for name, column in (
        ("table2", "facing"),
        ("table4", "using"),
        ("table5", "agreeing"),
    ):
        table = published.load(name).sort_values(column)
        assert table.iloc[-1, 0] in words


def test_studies_by_year_counts_each_study_once():
    """The numbers above the bars add up to the studies."""
    table = published.load("literature")
    figure = literature_figures.studies_by_year(table)
    totals = [text for text in figure.axes[0].texts if text.get_text().isdigit()]
    counts = [int(text.get_text()) for text in totals]
    assert counts == [0, *table["year"].value_counts().sort_index()]


def test_themes_fill_the_cells_of_their_studies():
    """As many filled cells as tags; totals by theme from the tags."""
    themes = published.study_themes()
    figure = literature_figures.studies_by_theme(themes)
    cells = figure.axes[0].collections[0].get_array()
    assert cells.sum() == len(themes)
    totals = [int(text.get_text()) for text in figure.axes[1].texts]
    assert totals == sorted(themes["theme"].value_counts(), reverse=True)


def test_reference_years_are_coloured_by_the_window():
    """Bars inside the window differ from those outside."""
    listed = published.load("references")
    figure = literature_figures.reference_years(listed, (2015, 2019))
    bars = [p for p in figure.axes[0].patches if p.get_width() == pytest.approx(0.7)]
    assert sum(bar.get_height() for bar in bars) == len(listed)
    colours = {
        round(bar.get_x() + 0.35): bar.get_facecolor()
        for bar in bars
        if bar.get_height()
    }
    inside = {colours[year] for year in range(2015, 2020)}
    outside = {colour for year, colour in colours.items() if not 2015 <= year <= 2019}
    assert len(inside) == len(outside) == 1
    assert inside != outside


def test_scenarios_say_where_the_paper_says_nothing():
    """An empty level is shown as not stated."""
    levels = published.load("scenarios")
    words = texts(make_figure("scenarios"))
    assert words.count("not stated") == (levels["level"] == "").sum()
    assert set(levels["level"]) - {""} <= set(words)


def test_lifecycle_names_the_stages():
    """In the order of the paper."""
    stages = published.load("simulation").query("kind == 'stage'")["name"]
    words = [word for word in texts(make_figure("lifecycle")) if word in set(stages)]
    assert words == list(stages)


def test_an_unknown_figure_is_refused():
    """By its name."""
    with pytest.raises(KeyError, match="sky"):
        make_figure("sky")
