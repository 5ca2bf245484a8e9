"""Rendering: what goes in comes out, in every format, and nothing is executed."""

import csv
import io

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from mlops_study.tables import TABLES, Table, make_table, plain

CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
)


def table(*cells: str) -> Table:
    frame = pd.DataFrame({"First": list(cells), "Second": "7"})
    return Table(name="t", title="A & B <i>", cells=frame, numeric=("Second",))


def html_cells(text: str) -> list[list[str]]:
    soup = BeautifulSoup(text, "html.parser")
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])]
        for row in soup.find_all("tr")
    ]


@given(st.lists(CELL, min_size=1, max_size=4))
def test_csv_reads_back_to_the_same_cells(cells):
    """Any text survives the way through CSV."""
    header, *rows = csv.reader(io.StringIO(table(*cells).render("csv"), newline=""))
    assert header == ["First", "Second"]
    assert rows == [[cell, "7"] for cell in cells]


@given(st.lists(CELL, min_size=1, max_size=4))
def test_html_shows_any_text_and_runs_none(cells):
    """A reader of the HTML sees the cells; markup in them stays text."""
    text = table(*cells).render("html")
    shown = html_cells(text)
    assert shown[0] == ["First", "Second"]
    assert [row[0] for row in shown[1:]] == cells
    tags = {tag.name for tag in BeautifulSoup(text, "html.parser").find_all()}
    assert tags <= {"style", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert "A &amp; B &lt;i&gt;" in text


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("a|b", r"a\|b"),
        ("<b>", "&lt;b&gt;"),
        ("5*5*5", r"5\*5\*5"),
        ("snake_case", r"snake\_case"),
        ("`x`", r"\`x\`"),
        ("[x](y)", r"\[x\](y)"),
        ("$x$", r"\$x\$"),
        (r"a\b", r"a\\b"),
        ("{{ x }}", r"\{\{ x \}\}"),
        ("&lt;", r"\&lt;"),
        ("A & B", "A & B"),
        ("two\nlines", "two lines"),
    ],
)
def test_markdown_escapes_what_would_be_markup(cell, written):
    """A cell is shown as the text that it is, on one line."""
    assert f"| {written} " in table(cell).render("markdown")


def test_a_table_of_markup_is_left_as_it_is():
    """References of the traceability matrix must reach the page."""
    cells = pd.DataFrame({"A": ["{ref}`Statistics <table-1>`"]})
    raw = Table(name="t", title="t", cells=cells, markup=True)
    assert "| {ref}`Statistics <table-1>` |" in raw.markdown()


def test_latex_escapes_and_names():
    """Special characters are escaped, the caption and the label are set."""
    text = table("50 % & more_").render("latex")
    assert r"50 \% \& more\_" in text
    assert r"\caption{A \& B <i>}" in text
    assert r"\label{tab:t}" in text
    assert r"\begin{tabular}{lr}" in text


def test_numbers_are_flush_right_in_markdown():
    """A numeric column has its colon on the right."""
    rule = table("x").markdown().splitlines()[1]
    assert rule.startswith("|:-")
    assert rule.endswith("-:|")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("style", ["markdown", "csv", "latex", "html"])
def test_every_table_renders_the_same_twice(name, style):
    """Rendering depends on the table alone."""
    text = make_table(name).render(style)
    assert text == make_table(name).render(style)
    assert text.endswith("\n")


def test_plain_numbers_have_no_trailing_zeros():
    """Up to two places, or as many as are asked for."""
    assert plain([4.0, 4.25, 0.126]) == ["4", "4.25", "0.13"]
    assert plain([100.0, 99.6], decimals=0) == ["100", "100"]
