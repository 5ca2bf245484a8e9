"""Strict reading of the data files.

A data file is UTF-8 comma-separated text whose header, types and values are
described by a ``Dataset``. What does not fit is refused with one line that
names the file, the row, the column, the value and what was expected.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

__all__ = [
    "DataFileError",
    "Dataset",
    "choice",
    "data_folder",
    "label",
    "number",
    "percentage",
    "text",
    "unique_together",
    "whole",
]


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class DataFileError(ValueError):
    """A data file cannot be used; the message is one line for its reader."""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is wrong, a line each."""
        return (str(self),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One data file and the rules that its rows obey.

    Parameters
    ----------
    path
        Place of the file below the data folder, with forward slashes.
    about
        What the file holds, in a few words.
    columns
        Its columns in order; each ``description`` says what a cell must hold.
    checks
        Rules about whole rows; each check's ``error`` says what was expected.
    key
        Columns that together name a row, where it is not the first alone.
    later
        Columns that a file from before them may lack; they are then missing values.
    """

    path: str
    about: str
    columns: dict[str, pa.Column]
    checks: tuple[pa.Check, ...] = ()
    key: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold the file to its key."""
        if self.key:
            checks = (*self.checks, unique_together(*self.key))
            object.__setattr__(self, "checks", checks)

    def source(self, folder: Path | None = None) -> Path:
        """Return the file's path below `folder` or below the study's own data."""
        return (data_folder() if folder is None else folder) / self.path

    def read(self, folder: Path | None = None) -> pd.DataFrame:
        """Read and validate the file.

        Parameters
        ----------
        folder
            A data folder laid out like the study's; the study's own by default.

        Returns
        -------
        pandas.DataFrame
            One row a record, in the order of the file, with typed columns.

        Raises
        ------
        DataFileError
            If the file is missing, is not UTF-8, or breaks a rule.
        """
        path = self.source(folder)
        frame = _rows(path, list(self.columns), self.later)
        schema = pa.DataFrameSchema(self.columns, checks=list(self.checks), coerce=True)
        try:
            return schema.validate(self._plain(frame), lazy=True)
        except SchemaErrors as error:
            problem = self._first_problem(frame, error.failure_cases)
            raise DataFileError(f"{path}: {problem}") from None

    def indexed(self, folder: Path | None = None) -> pd.DataFrame:
        """Read and validate the file; return its rows by their key."""
        frame = self.read(folder)
        return frame.set_index(list(self.key) or frame.columns[0])

    def _plain(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Empty the cells that only Python would take for a number, such as 6_0.

        An empty cell is a missing number where the column may lack some.
        """
        kinds = {column: str(rule.dtype) for column, rule in self.columns.items()}
        numeric = [c for c, kind in kinds.items() if kind in ("int64", "float64")]
        optional = [c for c in numeric if self.columns[c].nullable]
        plain = frame[numeric].apply(lambda cells: cells.str.fullmatch(_NUMBER))
        cleaned = frame.assign(**frame[numeric].where(plain, ""))
        missing = cleaned[optional].mask(frame[optional] == "", "nan")
        return cleaned.assign(**missing)

    def _first_problem(self, frame: pd.DataFrame, failures: pd.DataFrame) -> str:
        """Describe the first refused cell, or row where each cell alone is fine."""
        of_row = failures["check"].isin([check.error for check in self.checks])
        first = failures.assign(of_row=of_row).sort_values(["index", "of_row"]).iloc[0]
        row, column = int(first["index"]), str(first["column"])
        if first["of_row"]:
            cells = ", ".join(map(str, frame.iloc[row]))
            return f"row {row + 1}: ({cells}): expected {first['check']}"
        place = f"row {row + 1}, column {column}: {frame[column].iloc[row]!r}"
        if first["check"] == "field_uniqueness":
            return f"{place} stands more than once; expected a unique key"
        return f"{place} is not {self.columns[column].description}"


def _rows(path: Path, columns: Sequence[str], later: Sequence[str]) -> pd.DataFrame:
    """Read a CSV file as text, holding it to its header and its width."""
    try:
        # with or without the mark that spreadsheets put before UTF-8
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except FileNotFoundError:
        raise DataFileError(f"{path}: no such file") from None
    except OSError as error:
        raise DataFileError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise DataFileError(
            f"{path}: byte {error.start + 1} is not UTF-8 text"
        ) from None
    except csv.Error as error:
        raise DataFileError(f"{path}: not comma-separated text: {error}") from None
    while rows and not rows[-1]:
        rows.pop()  # blank lines at the end
    expected = ",".join(columns)
    if not rows:
        raise DataFileError(f"{path}: empty; expected the header {expected}")
    header, *body = rows
    if header != [name for name in columns if name in header or name not in later]:
        raise DataFileError(
            f"{path}: header is {','.join(header)}; expected {expected}"
        )
    if not body:
        raise DataFileError(f"{path}: no rows below the header")
    for i, row in enumerate(body, start=1):
        if len(row) != len(header):
            raise DataFileError(
                f"{path}: row {i} has {len(row)} cells; expected {len(header)}"
            )
        for column, cell in zip(header, row, strict=True):
            if cell != cell.strip():
                raise DataFileError(
                    f"{path}: row {i}, column {column}: {cell!r} has spaces around it"
                )
    frame = pd.DataFrame(body, columns=header, dtype="str")
    return frame.reindex(columns=list(columns), fill_value="")


def data_folder() -> Path:
    """Return the folder of the study's data files.

    In a checkout that is ``data/`` beside the package; an installed wheel
    carries a copy inside the package.
    """
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def text(description: str, *, optional: bool = False) -> pa.Column:
    """Describe a column of text, empty only where `optional`."""
    checks = [] if optional else [_filled()]
    return pa.Column(str, checks, description=description)


def label(description: str) -> pa.Column:
    """Describe a column of text that identifies its row."""
    return pa.Column(str, _filled(), unique=True, description=description)


def _filled() -> pa.Check:
    return pa.Check(lambda cells: cells.str.strip() != "")


def choice(description: str, allowed: Sequence[str]) -> pa.Column:
    """Describe a column that holds one of a few words."""
    one_of = f"{description} ({', '.join(allowed)})"
    return pa.Column(str, pa.Check.isin(allowed), description=one_of)


def whole(description: str, low: int, high: int, *, unique: bool = False) -> pa.Column:
    """Describe a column of whole numbers from `low` to `high`."""
    described = f"{description}, a whole number from {low} to {high}"
    return pa.Column(
        int, pa.Check.in_range(low, high), unique=unique, description=described
    )


def number(
    description: str, low: float, high: float, *, optional: bool = False
) -> pa.Column:
    """Describe a column of numbers from `low` to `high`, empty where `optional`."""
    described = f"{description}, a number from {low:g} to {high:g}"
    if optional:
        described += " or empty"
    return pa.Column(
        float, pa.Check.in_range(low, high), nullable=optional, description=described
    )


def percentage(description: str) -> pa.Column:
    """Describe a column of percentages printed as whole numbers."""
    return whole(f"{description} in per cent", 0, 100)


def unique_together(*columns: str) -> pa.Check:
    """Require that no two rows agree in all of `columns`."""
    return pa.Check(
        lambda frame: ~frame.duplicated(list(columns)),
        error=f"one row only for each {' and '.join(columns)}",
    )
