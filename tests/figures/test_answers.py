"""Charts of a survey: they fit their words, whatever is asked and answered.

That marks stand at the numbers is held in ``tests/survey/test_one_truth.py``.
"""

import numpy as np
import pytest

from mlops_study import survey
from mlops_study.figures import group_charts, image, survey_charts

LONG = "How the $ and the € are spent on what nobody has ever asked for, and by whom"


def charts(own):
    """Draw a survey's charts beside the published numbers."""
    return survey_charts(survey.against_published(survey.estimates(own)))


@pytest.mark.parametrize("points", [2, 3, 5, 11])
def test_names_of_any_length_fit(points, responses, own_questionnaire, cut_off):
    """Cut where they are very long; a dollar sign is no formula."""
    asked = own_questionnaire(points, LONG, "b", "word" * 12)
    top = str(points if points > 2 else 1)
    own = responses({"Q1": [top] * 3, "Q2": ["1"] * 3, "Q3": [""] * 3}, asked)
    figure = charts(own)["own"]
    assert not cut_off(figure)
    (axes,) = figure.axes
    assert "$" in axes.get_yticklabels()[0].get_text()
    assert axes.texts[-1].get_text() == "n = 0"
    assert image(figure, "svg").startswith(b"<?xml")


def test_the_smallest_survey_is_drawn(responses, cut_off):
    """One who answered everything, lost what was there before, and uses one tool."""
    items = survey.questionnaire().items
    codes = {"agreement": "1", "effectiveness": "4", "frequency": "daily"}
    cells = {item: [codes.get(own["scale"], "0")] for item, own in items.iterrows()}
    cells |= {"U1": ["1"], "B1": ["1"]}
    for i in "2345":
        cells |= {f"E{i}": [""], f"F{i}": [""]}
    drawn = charts(responses(cells))
    assert list(drawn) == [f"table{i}" for i in range(1, 6)]
    assert not any(map(cut_off, drawn.values()))
    beside = [text.get_text() for text in drawn["table3"].axes[0].texts]
    assert beside[-1] == "\u2212100\nn = 1"


def test_tables_that_nobody_answered_are_not_drawn(responses):
    """Nor rows of others' tables."""
    assert list(charts(responses({"C1": [""], "K1": ["1"]}))) == ["table5"]


def test_published_numbers_are_rings_where_the_row_is_the_papers(
    responses, own_questionnaire
):
    """And nothing where it is not."""
    figure = charts(responses({"C2": ["1"], "C1": ["0"]}))["table2"]
    rings = figure.axes[0].lines[-1]
    assert rings.get_xdata().tolist() == [50, 60]
    assert len(figure.legends) == 1
    own = charts(responses({"Q1": ["1"]}, own_questionnaire(2, "a")))["own"]
    assert np.isnan(own.axes[0].lines[-1].get_xdata()).all()
    assert not own.legends


def test_groups_have_a_colour_and_a_shape_each(responses, cut_off):
    """A mark and an interval for each, row by row."""
    of = ["a"] * 5 + ["b" * 60] * 5
    own = responses({"C1": "1010100111", "C2": "1" * 10}, other={"of": of})
    figure = group_charts(survey.groups(own, "of"))["table2"]
    assert not cut_off(figure)
    (axes,) = figure.axes
    assert [line.get_xdata().tolist() for line in axes.lines] == [[60, 100]] * 2
    assert len({line.get_color() for line in axes.lines}) == 2
    assert len({line.get_marker() for line in axes.lines}) == 2


def test_letters_that_our_font_lacks_are_left_to_the_reader(
    responses, own_questionnaire
):
    """As text in the SVG, without a warning; others stay drawn."""
    for name, text in (("日本語", True), ("Ωmega", False)):
        own = responses({"Q1": ["1"]}, own_questionnaire(2, name))
        picture = image(charts(own)["own"], "svg").decode()
        assert (f">{name}</text>" in picture) == text
