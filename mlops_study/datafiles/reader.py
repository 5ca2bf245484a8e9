"""A CSV file before and while its cells are read: its text, header, rows and widths.

A file of any size is read in blocks; where no cell is quoted, separators are counted
without looking at the cells.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NoReturn

import numpy as np
import pandas as pd

from mlops_study.numerals import whole

_BLOCK = 4 << 20
_LONGEST_LINE = 16 << 20
MOST_COLUMNS = 1000
_CHUNK = 100_000
_SIGNATURES = {
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"\xd0\xcf\x11\xe0": "a spreadsheet of old",
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
    b"\x1f\x8b": "a compressed file",
    b"%PDF": "a PDF",
}


class DataFileError(ValueError):
    """A file cannot be used; each argument is a line that says one thing wrong."""

    def __str__(self) -> str:
        """Return the lines below one another."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is wrong, a line each."""
        return self.args


class NotPlainError(DataFileError):
    """A file is no UTF-8 text with line feeds, but may be text of another kind."""


def refuse(
    path: Path,
    *problems: str,
    total: int = 0,
    kind: type[DataFileError] = DataFileError,
) -> NoReturn:
    """Raise what is wrong with a file, and how many problems more there are in all."""
    more = total - len(problems)
    if more > 0:
        problems = (*problems, f"and {whole(more)} more problems")
    raise kind(*(f"{path}: {text}" for text in problems))


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file of separated text, looked through and not yet read.

    ``widths`` has the number of cells of each row below the header, 0 for a blank line;
    blank lines at the end are left out. ``content`` takes the place of the file's own,
    where that is no plain UTF-8.
    """

    path: Path
    header: list[str]
    widths: np.ndarray
    separator: str = ","
    content: bytes | None = None

    def check_rows(
        self, limit: int, *, count: bool = True, padded: bool = False
    ) -> None:
        """Refuse rows of a wrong width, the first few of them in words, or no rows.

        Where rows may be `padded`, blank lines and more cells than in the header are
        not wrong.
        """
        wrong = np.flatnonzero(
            (self.widths < len(self.header)) & (self.widths > 0)
            if padded
            else self.widths != len(self.header)
        )
        found = []
        for row in wrong[:limit].tolist():
            cells = self.widths[row]
            what = f"has {cells} cells" if cells else "is a blank line"
            found.append(f"row {row + 1} {what}; expected {len(self.header)} cells")
        if found:
            refuse(self.path, *found, total=len(wrong) if count else 0)
        if not self.widths.size:
            refuse(self.path, "no rows below the header")

    def chunks(self, names: Sequence[object] = ()) -> Iterator[pd.DataFrame]:
        """Yield the cells as they are written, some rows at a time.

        Columns have the names of the header, or the given ones, which may be more. The
        rows have been checked, so that pandas finds the same cells. Opened here, the
        file is the one that was checked, whatever its name looks like.
        """
        with readable(self.path), _opened(self.path, self.content) as file:
            yield from pd.read_csv(
                file,
                sep=self.separator,
                header=None,
                skiprows=1,
                names=list(names or self.header),
                dtype=object,  # other types would take 5.0 for 5
                chunksize=_CHUNK,
                nrows=len(self.widths),
                na_filter=False,
                skip_blank_lines=False,
                index_col=False,
                encoding="utf-8-sig",
            )


def check_kind(path: Path, expected: str = "a CSV file") -> None:
    """Refuse a folder and what would be read for ever."""
    with readable(path):
        if path.exists() and not path.is_file():
            what = "a folder" if path.is_dir() else "not a file"
            refuse(path, f"{what}; expected {expected}")


def scan(
    path: Path, expected: str, *, separator: str = ",", content: bytes | None = None
) -> CsvFile:
    """Find header and rows of a file; refuse one that is no separated text.

    `expected` says what header it should have.
    """
    check_kind(path)
    header: list[str] = []
    found: list[np.ndarray] = []
    quoted = False
    with readable(path):
        with _opened(path, content) as file:
            for start, block in _blocks(path, file):
                _check_text(path, block, start)
                quoted = quoted or b'"' in block
                if not quoted:
                    found.append(_cells_by_line(block, separator))
                if start == 0:
                    line = block.partition(b"\n")[0].decode("utf-8-sig")
                    header = line.removesuffix("\r").split(separator)
        if quoted:
            with _opened(path, content) as file:
                header, found = _with_quotes(path, file, separator)
    widths = np.concatenate([np.empty(0, dtype=np.uint16), *found])
    filled = np.flatnonzero(widths)
    if not filled.size:
        refuse(path, f"empty; expected {expected}")
    if not any(header):
        refuse(path, f"the first line is blank; expected {expected}")
    if len(header) > MOST_COLUMNS:
        many, most = whole(len(header)), whole(MOST_COLUMNS)
        refuse(path, f"{many} columns; expected at most {most}")
    return CsvFile(path, header, widths[1 : filled[-1] + 1], separator, content)


def _opened(path: Path, content: bytes | None) -> BinaryIO:
    return path.open("rb") if content is None else BytesIO(content)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say in a line what the system says of a path."""
    try:
        yield
    except FileNotFoundError:
        refuse(path, "no such file")
    except OSError as error:
        refuse(path, str(error.strerror))


def _blocks(path: Path, file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the file in pieces that end with whole lines, each with its place."""
    start, rest = 0, b""
    while block := file.read(_BLOCK):
        lines, newline, rest = (rest + block).rpartition(b"\n")
        if newline:
            yield start, lines + newline
            start += len(lines) + 1
        if len(rest) > _LONGEST_LINE:
            refuse(path, "a line of more than 16 MB; expected one row a line")
    if rest:
        yield start, rest


def _check_text(path: Path, block: bytes, start: int) -> None:
    """Refuse what is not text in UTF-8 with line feeds."""
    for signature, what in _SIGNATURES.items():
        if start == 0 and block.startswith(signature):
            refuse(path, f"{what}; expected comma-separated text in UTF-8")
    try:
        block.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            refuse(path, "the file ends inside a character of UTF-8")
        text = f"byte {start + error.start + 1} is not UTF-8 text"
        refuse(path, text, kind=NotPlainError)
    if b"\0" in block:
        refuse(path, f"byte {start + block.index(0) + 1} is zero; expected text")
    if block.count(b"\r") != block.count(b"\r\n"):
        text = "a carriage return without a line feed; expected line feeds"
        refuse(path, text, kind=NotPlainError)


def _with_quotes(
    path: Path, file: BinaryIO, separator: str
) -> tuple[list[str], list[np.ndarray]]:
    """Return the header of a file with quoted cells, and the widths of its rows."""
    found = []
    with TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, delimiter=separator, strict=True)
        try:
            header = next(reader)
            widths = [len(header)]
            while widths:
                found.append(_narrow(np.array(widths)))
                widths = [len(row) for row in islice(reader, _CHUNK)]
        except csv.Error as error:
            refuse(
                path,
                f"line {reader.line_num}: not comma-separated text, perhaps for an "
                f"open quote: {error}",
            )
    return header, found


def _cells_by_line(block: bytes, separator: str) -> np.ndarray:
    """Count the cells of each line of a block without quotes; 0 for a blank line."""
    content = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(content == ord("\n"))
    if not block.endswith(b"\n"):
        ends = np.append(ends, len(content))
    starts = np.concatenate([[0], ends[:-1] + 1])
    marks = (content == ord(separator)).view(np.uint8)
    cells = np.add.reduceat(marks, starts, dtype=np.uint32) + 1
    length = ends - starts
    length -= (length > 0) & (content[ends - 1] == ord("\r"))
    return _narrow(np.where(length == 0, 0, cells))


def _narrow(widths: np.ndarray) -> np.ndarray:
    """Keep the widths of millions of rows in little memory."""
    return np.asarray(np.minimum(widths, np.iinfo(np.uint16).max), dtype=np.uint16)
