"""Rendering: what goes in comes out, in every format, and nothing is executed."""

import csv
import io
import json

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from mlops_study import numerals
from mlops_study.tables import TABLES, Column, Table, make_table, number, render_all

CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
)


def table(*cells: str) -> Table:
    return Table.of(
        [{"cell": cell, "seven": 7.0} for cell in cells],
        Column("First", "cell"),
        number("Second", "seven", numerals.whole),
        name="t",
        title="A & B <i>",
    )


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
    rows = [{"link": "{ref}`Statistics <table-1>`"}]
    raw = Table.of(rows, Column("A", "link", markup=True), name="t", title="t")
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


def test_columns_say_what_their_cells_are_made_of():
    """A column of the frame or of its index, several, or a function of the frame."""
    frame = pd.DataFrame({"x": [1.0, 2.0]}, index=pd.Index(["a", "b"], name="key"))
    made = Table.of(
        frame,
        Column("Key", "key", str.upper),
        Column("Both", ("key", "x"), "{}{:g}".format),
        number("Share", lambda rows: rows["x"] / rows["x"].sum(), numerals.quantity),
        name="t",
        title="t",
    )
    assert made.cells.to_numpy().tolist() == [
        ["A", "a1", "0.333"],
        ["B", "b2", "0.667"],
    ]
    assert made.numeric == ("Share",)


def test_machines_get_plain_numbers_and_the_texts_as_they_are():
    """CSV and JSON; what a text has of thin spaces or minus signs is its own."""
    text, value = "\u22125\u202f000", -12_345.0
    made = Table.of(
        [{"text": text, "value": value}],
        Column("Text", "text"),
        Column("Words", "value", lambda v: f"{numerals.whole(v)} days", numbers=True),
        number("Number", "value", numerals.whole),
        name="t",
        title="t",
    )
    plain = [text, "-12345 days", "-12345"]
    assert list(made.records()[0].values()) == plain
    assert made.render("csv").splitlines()[1] == ",".join(plain)
    typeset = "\u221212\u202f345"
    assert f"| {typeset} days |" in made.render("markdown")
    assert f"{typeset}</td>" in made.render("html")
    assert r"$-$12\,345 days" in made.render("latex")


def test_tables_in_json_are_one_document():
    """A list for a single table, an object by name for several."""
    one = make_table("table2")
    other = make_table("table5")
    assert json.loads(one.render("json")) == one.cells.to_dict("records")
    both = json.loads(render_all([one, other], "json"))
    assert both == {t.name: t.cells.to_dict("records") for t in (one, other)}
    assert render_all([one], "json") == one.render("json")
