"""The text of a responses file before its cells are read: header, rows, widths.

A file of any size is read in blocks; where no cell is quoted, commas are counted
without looking at the cells.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from mlops_study.numerals import whole
from mlops_study.survey.problems import Problems

__all__ = ["Layout", "scan"]

_BLOCK = 4 << 20
_LONGEST_LINE = 16 << 20
_MOST_COLUMNS = 1000
_KEPT = 10_000
_SIGNATURES = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "a spreadsheet",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
    b"\x1f\x8b": "a compressed file",
    b"%PDF": "a PDF",
}


@dataclass(slots=True)
class Layout:
    """Header and rows of a file, with the rows whose width is not the header's.

    Parameters
    ----------
    header
        Cells of the first line.
    rows
        Number of rows below it, blank lines at the end left out.
    wrong
        Row (from 1) and number of its cells, 0 for a blank line; the first of them.
    total
        How many there are.
    blank
        Blank lines since the last row.
    """

    header: list[str]
    rows: int = 0
    wrong: list[tuple[int, int]] = field(default_factory=list)
    total: int = 0
    blank: int = 0

    def extend(self, widths: np.ndarray) -> None:
        """Take in the numbers of cells of the next rows, 0 for a blank line."""
        filled = np.flatnonzero(widths)
        if not filled.size:
            self.blank += len(widths)
            return
        # blank lines are only wrong where a row follows them
        if self.blank:
            self._note(np.arange(self.blank), np.zeros(self.blank, dtype=int))
            self.rows += self.blank
        upto = int(filled[-1]) + 1
        places = np.flatnonzero(widths[:upto] != len(self.header))
        self._note(places, widths[places])
        self.rows += upto
        self.blank = len(widths) - upto

    def _note(self, places: np.ndarray, widths: np.ndarray) -> None:
        self.total += len(places)
        kept = max(0, _KEPT - len(self.wrong))
        rows = (places[:kept] + self.rows + 1).tolist()
        self.wrong += zip(rows, widths[:kept].tolist(), strict=True)


def scan(path: Path, problems: Problems) -> Layout:
    """Find header and rows of a file; refuse one that is not UTF-8 text.

    Parameters
    ----------
    path
        The file.
    problems
        Where to put what makes the file unreadable.
    """
    if path.is_dir():
        problems.stop("a folder; expected a CSV file")
    if path.exists() and not path.is_file():
        problems.stop("not a file; expected a CSV file")
    if _is_quoted(path, problems):
        return _measure(_quoted_rows(path, problems), problems)
    layout: Layout | None = None
    for block in _blocks(path, problems):
        lines = block
        if layout is None:
            first, _, lines = block.partition(b"\n")
            text = first.decode("utf-8-sig").removesuffix("\r")
            layout = Layout(text.split(",") if text else [])
        if lines:
            layout.extend(_cells_by_line(lines))
    return _finished(layout, problems)


def _measure(rows: Iterable[list[str]], problems: Problems) -> Layout:
    layout: Layout | None = None
    for row in rows:
        if layout is None:
            layout = Layout(row)
        else:
            layout.extend(np.array([len(row)]))
    return _finished(layout, problems)


def _finished(layout: Layout | None, problems: Problems) -> Layout:
    if layout is None or not (any(layout.header) or layout.rows):
        problems.stop("empty; expected a header with respondent and items")
    if not any(layout.header):
        problems.stop("the first line is blank; expected respondent and items")
    if len(layout.header) > _MOST_COLUMNS:
        found, most = whole(len(layout.header)), whole(_MOST_COLUMNS)
        problems.stop(f"{found} columns; expected at most {most}")
    return layout


def _blocks(path: Path, problems: Problems) -> Iterator[bytes]:
    """Yield the file in pieces that end with whole lines."""
    rest = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            lines, newline, rest = (rest + block).rpartition(b"\n")
            if newline:
                yield lines + newline
            if len(rest) > _LONGEST_LINE:
                problems.stop("a line of more than 16 MB; expected one row a line")
    if rest:
        yield rest


def _is_quoted(path: Path, problems: Problems) -> bool:
    """Whether a cell is quoted; refuse what is not text in UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    start = 0
    quoted = False
    for block in _blocks(path, problems):
        for signature, what in _SIGNATURES.items():
            if start == 0 and block.startswith(signature):
                problems.stop(f"{what}; expected comma-separated text in UTF-8")
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            problems.stop(f"byte {start + error.start + 1} is not UTF-8 text")
        if b"\0" in block:
            problems.stop(f"byte {start + block.index(0) + 1} is zero; expected text")
        if block.count(b"\r") != block.count(b"\r\n"):
            problems.stop("a carriage return without a line feed; expected line feeds")
        quoted |= b'"' in block
        start += len(block)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        problems.stop("the file ends inside a character of UTF-8")
    return quoted


def _quoted_rows(path: Path, problems: Problems) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            yield from reader
        except csv.Error as error:
            problems.stop(
                f"line {reader.line_num}: not comma-separated text, perhaps for an "
                f"open quote: {error}"
            )


def _cells_by_line(block: bytes) -> np.ndarray:
    """Count the cells of each line of a block without quotes; 0 for a blank line."""
    content = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(content == ord("\n"))
    if not block.endswith(b"\n"):
        ends = np.append(ends, len(content))
    commas = np.concatenate([[0], np.cumsum(content == ord(","), dtype=np.int32)])
    cells = np.diff(commas[ends], prepend=0) + 1
    starts = np.concatenate([[0], ends[:-1] + 1])
    length = ends - starts
    length -= (length > 0) & (content[ends - 1] == ord("\r"))
    return np.where(length == 0, 0, cells)
