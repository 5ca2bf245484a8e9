"""A data file and the rules that its columns and rows obey."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from mlops_study.datafiles.reader import refuse, scan

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """One data file and the rules that its rows obey."""

    path: str  #: Place of the file below the data folder, with forward slashes.
    about: str  #: What the file holds, in a few words.
    origin: str = ""  #: Where its rows are from, in a sentence of the data dictionary.
    #: In order; each ``description`` says what a cell must hold.
    columns: dict[str, pa.Column]
    #: Rules about whole rows; each check's ``error`` says what was expected.
    checks: tuple[pa.Check, ...] = ()
    key: tuple[str, ...] = ()  #: Columns that name a row, where not the first alone.
    #: Columns that a file from before them may lack; they are then missing values.
    later: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold the file to its key."""
        if self.key:
            checks = (*self.checks, unique_together(*self.key))
            object.__setattr__(self, "checks", checks)

    def file(self, folder: Path | None = None) -> Path:
        """Return the file's path below `folder` or below the study's own data."""
        return (data_folder() if folder is None else folder) / self.path

    def read(self, folder: Path | None = None) -> pd.DataFrame:
        """Read and validate the file, by default the study's own.

        One row a record, in the order of the file, with typed columns. The first thing
        that is wrong is a ``DataFileError``.
        """
        path = self.file(folder)
        frame = self._cells(path)
        schema = pa.DataFrameSchema(self.columns, checks=list(self.checks), coerce=True)
        try:
            return schema.validate(self._plain(frame), lazy=True)
        except SchemaErrors as error:
            problem = self._first_problem(frame, error.failure_cases)
        refuse(path, problem)

    def indexed(self, folder: Path | None = None) -> pd.DataFrame:
        """Read and validate the file; return its rows by their key."""
        frame = self.read(folder)
        return frame.set_index(list(self.key) or frame.columns[0])

    def _cells(self, path: Path) -> pd.DataFrame:
        """Read the file as text, without spaces around cells."""
        names = ",".join(self.columns)
        found = scan(path, f"the header {names}")
        header = [c for c in self.columns if c in found.header or c not in self.later]
        if found.header != header:
            refuse(path, f"header is {','.join(found.header)}; expected {names}")
        found.check_rows(1, count=False)
        frame = found.cells().astype("str")
        spaces = frame.apply(lambda cells: cells != cells.str.strip()).stack()
        if spaces.any():
            row, column = spaces.idxmax()
            place = f"row {row + 1}, column {column}"
            refuse(path, f"{place}: {frame[column][row]!r} has spaces around it")
        return frame.reindex(columns=list(self.columns), fill_value="")

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


@cache
def datasets(folder: str) -> dict[str, Dataset]:
    """Return the files of a folder of the data, as its ``schema.toml`` describes them.

    A column ``is`` one of the kinds below, with their arguments. ``together`` names
    columns in which no two rows may agree, ``adds_up`` shares that sum to 100.
    """
    return {
        name: Dataset(
            path=f"{folder}/{name}.csv",
            about=entry["about"],
            origin=entry.get("origin", ""),
            columns={n: _column(**rules) for n, rules in entry["columns"].items()},
            checks=tuple(
                make(*entry[rule]) for rule, make in _RULES.items() if rule in entry
            ),
            key=tuple(entry.get("key", ())),
        )
        for name, entry in schema(folder).items()
    }


@cache
def schema(folder: str) -> dict[str, Any]:
    """Return what the ``schema.toml`` of a folder of the data says of each file."""
    path = data_folder() / folder / "schema.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _column(**rules: Any) -> pa.Column:
    return _KINDS[rules.pop("is")](**rules)


def data_folder() -> Path:
    """Return the folder of the study's data files.

    In a checkout that is ``data/`` beside the package; an installed wheel
    carries a copy inside the package.
    """
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def text(
    description: str, *, optional: bool = False, unique: bool = False
) -> pa.Column:
    """Describe a column of text, empty only where `optional`."""
    filled = pa.Check(lambda cells: cells.str.strip() != "")
    checks = [] if optional else [filled]
    return pa.Column(str, checks, unique=unique, description=description)


def choice(description: str, allowed: Sequence[str]) -> pa.Column:
    """Describe a column that holds one of a few words."""
    one_of = f"{description} ({', '.join(allowed)})"
    return pa.Column(str, pa.Check.isin(allowed), description=one_of)


def whole(description: str, low: int, high: int, *, unique: bool = False) -> pa.Column:
    """Describe a column of whole numbers from `low` to `high`."""
    described = f"{description}, a whole number from {low} to {high}"
    in_range = pa.Check.in_range(low, high)
    return pa.Column(int, in_range, unique=unique, description=described)


def number(
    description: str, low: float, high: float, *, optional: bool = False
) -> pa.Column:
    """Describe a column of numbers from `low` to `high`, empty where `optional`."""
    or_empty = " or empty" if optional else ""
    described = f"{description}, a number from {low:g} to {high:g}{or_empty}"
    in_range = pa.Check.in_range(low, high)
    return pa.Column(float, in_range, nullable=optional, description=described)


def percentage(description: str) -> pa.Column:
    """Describe a column of percentages printed as whole numbers."""
    return whole(f"{description} in per cent", 0, 100)


def unique_together(*columns: str) -> pa.Check:
    """Require that no two rows agree in all of `columns`."""
    return pa.Check(
        lambda frame: ~frame.duplicated(list(columns)),
        error=f"one row only for each {' and '.join(columns)}",
    )


def adds_up(*columns: str) -> pa.Check:
    """Require that the shares of a row sum to 100."""
    return pa.Check(
        lambda frame: frame[list(columns)].sum(axis=1) == 100,
        error=f"{len(columns)} shares that sum to 100",
    )


_KINDS: dict[str, Callable[..., pa.Column]] = {
    "text": text,
    "label": partial(text, unique=True),
    "choice": choice,
    "whole": whole,
    "number": number,
    "percentage": percentage,
}
_RULES = {"together": unique_together, "adds_up": adds_up}
