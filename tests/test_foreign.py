"""Tables as other programs write them are found, whatever they look like."""

import io
import zipfile
from datetime import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from mlops_study.datafiles import DataFileError, find_table

HEADER = ["name", "what, then?", "n"]
ROWS = [["Zoë", "a; b", "1"], ["“Ann”", "c\nd", ""], ["", "", "2,5"]]


def table(path):
    """Return header and cells as they are found, with the notes."""
    found, notes = find_table(path, "a header")
    cells = found.cells(range(len(found.header)))
    return found.header, cells.to_numpy().tolist(), notes


def written(rows, separator: str) -> str:
    text = io.StringIO()
    frame = pd.DataFrame(rows[1:], columns=rows[0])
    frame.to_csv(text, sep=separator, index=False, lineterminator="\n")
    return text.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_same_cells_are_found(separator, encoding, end, tmp_path):
    """Whatever separates them, encodes them and ends their lines."""
    path = tmp_path / "a.csv"
    text = written([HEADER, *ROWS], separator).replace("\n", end)
    path.write_bytes(text.encode(encoding))
    header, rows, notes = table(path)
    assert header == HEADER
    assert [[c.replace("\r\n", "\n") for c in row] for row in rows] == ROWS
    said = {"utf-16": "text in UTF-16", "cp1252": "text in Windows-1252"}
    marks = {";": "semicolons", "\t": "tabs", "|": "bars"}
    expected = [said[encoding]] if encoding in said else []
    if separator in marks:
        expected.append(f"cells separated by {marks[separator]}")
    assert notes == expected


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.text("a1 .,;|\t\"'", max_size=6), min_size=3, max_size=3),
        min_size=4,
        max_size=9,
    ),
    st.sampled_from(",;\t|"),
)
def test_marks_inside_quoted_cells_do_not_mislead(tmp_path_factory, rows, separator):
    """Three cells a row are three cells, whatever stands in them."""
    path = tmp_path_factory.mktemp("x") / "a.csv"
    path.write_text(written([["x", "y", "z"], *rows], separator), encoding="utf-8")
    header, _, _ = table(path)
    assert header == ["x", "y", "z"]


def test_a_line_that_tells_the_separator_is_no_header(tmp_path):
    """Some programs write one for spreadsheets."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfsep=;\r\na;b\r\n1;2\r\n")
    assert table(path)[:2] == (["a", "b"], [["1", "2"]])


def test_a_workbook_is_read_as_its_cells_are_shown(tmp_path):
    """The first sheet: stored values, whole numbers as such, gaps as nothing."""
    book = Workbook()
    sheet = book.active
    for row in (["id", "P1", "when"], [1, 4.0, datetime(2024, 5, 2, 9)], ["b", True]):
        sheet.append(row)
    sheet["C5"] = 0.5
    book.create_sheet().append(["another"])
    book.save(tmp_path / "a.xlsx")
    header, rows, notes = table(tmp_path / "a.xlsx")
    assert header == ["id", "P1", "when"]
    assert rows == [
        ["1", "4", "2024-05-02 09:00:00"],
        ["b", "True", ""],
        ["", "", ""],
        ["", "", "0.5"],
    ]
    assert notes == ["the first sheet of a workbook"]


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path):
    """Before it is unpacked."""
    path = tmp_path / "a.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(201):
            part.write(bytes(1 << 20))
    with pytest.raises(DataFileError, match="more than 200 MB unpacked; save it as"):
        find_table(path, "a header")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04 and nothing", "an archive or a damaged workbook; expected .xlsx"),
        (b"a,b\n\x81,1\n", "byte 5 is not UTF-8 or Windows-1252 text"),
        (b"\xff\xfea\x00,", "byte 5 is not UTF-16 text"),
        ("a,b\n1,é".encode()[:-1], "the file ends inside a character of UTF-8"),
        (b"\xd0\xcf\x11\xe0", "a spreadsheet of old; expected"),
    ],
)
def test_what_is_no_table_is_refused_in_a_line(content, message, tmp_path):
    """Neither a workbook nor text in a known encoding."""
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(DataFileError, match=message) as caught:
        find_table(path, "a header")
    assert len(caught.value.lines) == 1
