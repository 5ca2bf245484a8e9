"""A CSV file before and while its cells are read: its text, header, rows and widths."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from mlops_study.numerals import whole

MOST_COLUMNS = 1000
ROWS = 100_000
"""Rows whose cells are texts of their own at a time."""

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


def refuse(path: Path, *problems: str, total: int = 0) -> NoReturn:
    """Raise what is wrong with a file, and how many problems more there are in all."""
    more = total - len(problems)
    if more > 0:
        problems = (*problems, f"and {whole(more)} more problems")
    raise DataFileError(*(f"{path}: {text}" for text in problems))


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A file of separated text, looked through and not yet read.

    ``content`` is its text in UTF-8; ``widths`` has the number of cells of each row
    below the header, 0 for a blank line; blank lines at the end are left out.
    """

    path: Path
    content: bytes
    header: list[str]
    widths: np.ndarray
    separator: str = ","

    def check_rows(
        self, limit: int, *, count: bool = True, padded: bool = False
    ) -> None:
        """Refuse rows of a wrong width, the first few of them in words, or no rows.

        Where rows may be `padded`, blank lines and more cells than in the header are
        not wrong.
        """
        odd = self.widths != len(self.header)
        if padded:
            odd = (self.widths < len(self.header)) & (self.widths > 0)
        wrong = np.flatnonzero(odd)
        found = []
        for row in wrong[:limit].tolist():
            cells = self.widths[row]
            what = f"has {cells} cells" if cells else "is a blank line"
            found.append(f"row {row + 1} {what}; expected {len(self.header)} cells")
        if found:
            refuse(self.path, *found, total=len(wrong) if count else 0)
        if not self.widths.size:
            refuse(self.path, "no rows below the header")

    def cells(self, names: Sequence[object] = ()) -> pd.DataFrame:
        """Return the cells as they are written, each text of a column kept once.

        Columns have the names of the header, or the given ones, which may be more. The
        rows have been checked, so that pandas finds the same cells.
        """
        parts = [
            part.astype("category")
            for part in pd.read_csv(
                BytesIO(self.content),
                sep=self.separator,
                header=None,
                skiprows=1,
                names=list(names or self.header),
                dtype=object,  # other types would take 5.0 for 5
                chunksize=ROWS,
                nrows=len(self.widths),
                na_filter=False,
                skip_blank_lines=False,
                index_col=False,
                encoding="utf-8-sig",
            )
        ]
        columns = {name: [part[name] for part in parts] for name in parts[0]}
        return pd.DataFrame({n: union_categoricals(own) for n, own in columns.items()})


def contents(path: Path, expected: str = "a CSV file") -> bytes:
    """Return what is in a file; refuse a folder and what would be read for ever."""
    try:
        if path.exists() and not path.is_file():
            what = "a folder" if path.is_dir() else "not a file"
            refuse(path, f"{what}; expected {expected}")
        return path.read_bytes()
    except FileNotFoundError:
        refuse(path, "no such file")
    except OSError as error:
        refuse(path, str(error.strerror))


def scan(
    path: Path, expected: str, *, separator: str = ",", content: bytes | None = None
) -> CsvFile:
    """Find header and rows of a file; refuse one that is no separated text.

    `expected` says what header it should have; `content` takes the place of the file's
    own, where that is no plain UTF-8.
    """
    if content is None:
        content = contents(path)
    check_text(path, content)
    text = TextIOWrapper(BytesIO(content), encoding="utf-8-sig", newline="")
    rows = csv.reader(text, delimiter=separator, strict=True)
    try:
        header = next(rows, [])
        widths = np.fromiter(map(len, rows), dtype=np.int32)
    except csv.Error as error:
        refuse(
            path,
            f"line {rows.line_num}: not comma-separated text, perhaps for an open "
            f"quote: {error}",
        )
    filled = np.flatnonzero(widths)
    if not header and not filled.size:
        refuse(path, f"empty; expected {expected}")
    if not any(header):
        refuse(path, f"the first line is blank; expected {expected}")
    if len(header) > MOST_COLUMNS:
        many, most = whole(len(header)), whole(MOST_COLUMNS)
        refuse(path, f"{many} columns; expected at most {most}")
    return CsvFile(
        path, content, header, widths[: filled.max(initial=-1) + 1], separator
    )


def check_text(path: Path, content: bytes) -> None:
    """Refuse what is not text in UTF-8 with line feeds."""
    check_signature(path, content)
    try:
        content.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            refuse(path, "the file ends inside a character of UTF-8")
        refuse(path, f"byte {error.start + 1} is not UTF-8 text")
    if b"\0" in content:
        refuse(path, f"byte {content.index(0) + 1} is zero; expected text")
    if content.count(b"\r") != content.count(b"\r\n"):
        refuse(path, "a carriage return without a line feed; expected line feeds")


def check_signature(path: Path, content: bytes) -> None:
    """Refuse what its first bytes say is no plain text."""
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            refuse(path, f"{what}; expected comma-separated text in UTF-8")
