"""Tables as other programs write them: found, whatever their encoding and separator.

What is not plain UTF-8 with line feeds, a workbook included, is turned into that and
then read like a file of the study's own.
"""

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

from mlops_study.datafiles.reader import (
    MOST_COLUMNS,
    CsvFile,
    check_signature,
    contents,
    refuse,
    scan,
)

_MARKS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 1 << 16
_UNPACKED = 200 << 20
_WORKBOOK = b"PK\x03\x04"
# a line by which some programs tell spreadsheets the separator
_TOLD = re.compile(rb"(\xef\xbb\xbf)?sep=[^\n]{1,2}\n")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def find_table(path: Path, expected: str) -> tuple[CsvFile, list[str]]:
    """Look through a table of text or the first sheet of a workbook.

    Return it, and in a few words each what it is where it is no comma-separated text in
    UTF-8. `expected` says what header it should have.
    """
    content = contents(path)
    if content.startswith(_WORKBOOK):
        content, what = _first_sheet(path), "the first sheet of a workbook"
    else:
        content, what = _decoded(path, content)
    separator = _separator(content[:_SAMPLE].decode("utf-8-sig", errors="ignore"))
    marks = "" if separator == "," else f"cells separated by {_MARKS[separator]}"
    file = scan(path, expected, separator=separator, content=content)
    return file, [note for note in (what, marks) if note]


def _decoded(path: Path, content: bytes) -> tuple[bytes, str]:
    """Return a text in UTF-8 with line feeds, and what it was."""
    content = content[told.end() :] if (told := _TOLD.match(content)) else content
    known = {"utf-8": "", "cp1252": "text in Windows-1252"}
    if content.startswith(_UTF_16):
        known = {"utf-16": "text in UTF-16"}
    else:
        check_signature(path, content)
    for encoding, what in known.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            if error.reason == "unexpected end of data":
                return content, ""  # UTF-8 that was cut, which is refused
            wrong = error.start
        else:
            return text.replace("\r\n", "\n").replace("\r", "\n").encode(), what
    names = "UTF-16" if "utf-16" in known else "UTF-8 or Windows-1252"
    refuse(path, f"byte {wrong + 1} is not {names} text")


def _separator(sample: str) -> str:
    """Return the mark that cuts the first lines into most cells, as many in each."""

    def fit(mark: str) -> int:
        lines = sample.splitlines(keepends=True)[:20]
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
        return sum(w == widths[0] for w in widths) * (widths[0] - 1) if widths else 0

    return max(_MARKS, key=fit)


def _first_sheet(path: Path) -> bytes:
    """Return the stored values of a workbook's first sheet as comma-separated text."""
    # only who has a workbook waits for its reader
    from openpyxl import load_workbook

    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    width = 0
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size <= _UNPACKED:
            book = load_workbook(path, read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                width = width or len(row)
                gap = [""] * (width - len(row)) if row else []
                rows.writerow([*map(_text, row), *gap])
                size = max(size, text.tell())
                if size > _UNPACKED or len(row) > MOST_COLUMNS:
                    break
    except Exception:  # what a damaged workbook raises is said nowhere
        refuse(path, "an archive or a damaged workbook; expected .xlsx or CSV")
    if size > _UNPACKED:
        refuse(path, "a workbook of more than 200 MB unpacked; save it as CSV")
    return text.getvalue().encode()


def _text(value: object) -> str:
    """Write a cell's value as a CSV file would hold it."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
