"""What chapters call: numbers and tables for the prose, figures as stable SVG."""

import matplotlib as mpl
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure

from mlops_study import notebook, tables


@pytest.fixture
def published_data(monkeypatch):
    """Collect what a chapter makes available to its prose."""
    InteractiveShell.instance()
    collected = {}

    def glue(name, value, display):
        assert display is False
        bundle, _ = InteractiveShell.instance().display_formatter.format(value)
        collected[name] = bundle

    monkeypatch.setattr(notebook, "glue", glue)
    yield collected
    InteractiveShell.clear_instance()


def test_numbers_are_quoted_as_they_are_read(published_data):
    """Without quotation marks, trailing zeros or underscores in the name."""
    notebook.quote(top_share=80, relative=116.66666666666667, half=2.5, name="CI/CD")
    shown = {name: bundle["text/plain"] for name, bundle in published_data.items()}
    assert shown == {
        "top-share": "80",
        "relative": "116.6666667",
        "half": "2.5",
        "name": "CI/CD",
    }


def test_a_table_is_quoted_with_its_title(published_data):
    """As Markdown, and the title beside it."""
    table = tables.make_table("table2")
    notebook.quote_table("table2", table)
    assert published_data["table2"]["text/markdown"] == table.markdown()
    assert published_data["table2-title"]["text/plain"] == table.title


def drawn() -> Figure:
    figure = Figure()
    figure.subplots().plot([1, 2], clip_on=True)
    return figure


def test_start_lets_figures_be_shown_as_undated_svg():
    """Twice the same text, without a date."""
    shell = InteractiveShell.instance()
    show = shell.display_formatter.formatters["image/svg+xml"]
    with mpl.rc_context():
        notebook.start()
        first, second = show(drawn()), show(drawn())
    InteractiveShell.clear_instance()
    assert "<svg" in first
    assert first == second
    assert "dc:date" not in first
