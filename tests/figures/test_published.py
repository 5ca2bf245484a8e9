"""Figures of the paper's own data show the numbers of its tables."""

import numpy as np
import pandas as pd
import pytest

from mlops_study.published import LIKERT_LEVELS, Paper


def test_bars_of_agreement_have_the_widths_of_the_shares(drawn):
    """Each bar is as wide as its share, and each row is centred on its neutral."""
    axes = drawn("best-practices").axes[0]
    widths = np.array([bar.get_width() for bar in axes.patches]).reshape(5, 5)
    order = [" ".join(t.get_text().split()) for t in axes.get_yticklabels()]
    shares = Paper().table("table1").loc[order, list(LIKERT_LEVELS)].to_numpy()
    np.testing.assert_array_equal(widths, shares.T[::-1])
    neutral = axes.patches[10:15]
    assert all(bar.get_x() + bar.get_width() / 2 == 0 for bar in neutral)
    assert order[-1] == "Cross-Functional Collaboration"


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [("challenges", "table2", "facing"), ("culture", "table5", "agreeing")],
)
def test_dots_stand_at_their_values_in_order(name, table, column, drawn, marks, texts):
    """The largest is on top."""
    values = sorted(Paper().table(table)[column])
    assert marks(drawn(name).axes[0]) == [(value, y) for y, value in enumerate(values)]
    assert {str(value) for value in values} <= set(texts(drawn(name)))


def test_cloud_shows_before_after_and_two_changes(drawn, marks, texts):
    """Marks at both values; labels of points and of relative change."""
    table = Paper().table("table3")
    at = {x for x, _ in marks(drawn("cloud").axes[0])}
    assert at == {*table["before"], *table["after"]}
    assert {"25", "35", "175", "116.67", "100", "87.5"} <= set(texts(drawn("cloud")))


def test_monitoring_sets_rating_against_usage(drawn, marks, texts):
    """One mark a tool, each with its name."""
    table = Paper().table("table4")
    expected = set(zip(table["using"], table["effectiveness"], strict=True))
    assert set(marks(drawn("monitoring").axes[0])) == expected
    assert set(table.index) <= set(texts(drawn("monitoring")))


def test_headline_names_the_largest_of_each_table(drawn, texts):
    """As found by sorting."""
    words = set(texts(drawn("headline")))
    columns = {"table2": "facing", "table4": "using", "table5": "agreeing"}
    for name, column in columns.items():
        assert Paper().table(name).sort_values(column).index[-1] in words


def test_headline_shows_every_row_of_every_table(drawn, marks):
    """Of Table 1 those who agree, of Table 3 both of its columns; none on another."""
    found = pd.DataFrame(marks(drawn("headline").axes[0]))
    assert not found.duplicated().any()
    at = found.groupby(found[1].round())[0].apply(sorted)
    paper = Paper()
    table1, table3 = paper.table("table1"), paper.table("table3")
    assert at[0] == sorted(table1["strongly_agree"] + table1["agree"])
    assert at[1] == sorted(paper.table("table2")["facing"])
    assert at[2] == sorted([*table3["before"], *table3["after"]])
    assert at[3] == sorted(paper.table("table4")["using"])
    assert at[4] == sorted(paper.table("table5")["agreeing"])


def test_literature_years_count_each_study_once(drawn):
    """The numbers above the bars add up to the studies."""
    texts = [text.get_text() for text in drawn("literature-years").axes[0].texts]
    counts = [int(text) for text in texts if text.isdigit()]
    assert counts == [
        0,
        *Paper().table("literature")["year"].value_counts().sort_index(),
    ]


def test_themes_fill_the_cells_of_their_studies(drawn):
    """As many filled cells as tags; totals by theme from the tags."""
    themes = Paper().study_themes()
    cells, margin = drawn("literature-themes").axes
    assert cells.collections[0].get_array().sum() == len(themes)
    totals = [int(text.get_text()) for text in margin.texts]
    assert totals == sorted(themes["theme"].value_counts(), reverse=True)


def test_scenarios_say_where_the_paper_says_nothing(drawn, texts):
    """An empty level is shown as not stated."""
    levels = Paper().table("scenarios")["level"]
    words = texts(drawn("scenarios"))
    assert words.count("not stated") == (levels == "").sum()
    assert set(levels) - {""} <= set(words)


def test_lifecycle_names_the_stages(drawn, texts):
    """In the order of the paper."""
    stages = list(Paper().elements("stage")["name"])
    assert [word for word in texts(drawn("lifecycle")) if word in stages] == stages


def test_the_flow_names_every_resource_that_people_or_machines_hold(drawn):
    """Boxes that hold a resource say which."""
    words = [text.get_text() for text in drawn("flow").axes[0].texts]
    assert words.count("data scientist") == 2
    assert {"node or cloud", "operations engineer"} <= set(words)
