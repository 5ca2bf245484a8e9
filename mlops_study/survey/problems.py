"""What is wrong with a file, all of it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from mlops_study.datafiles import DataFileError
from mlops_study.numerals import whole

__all__ = ["Problems", "ResponsesError"]


class ResponsesError(DataFileError):
    """A responses file cannot be used.

    Parameters
    ----------
    path
        The file.
    problems
        One line each, in the order of the file; the first `limit` of them.
    total
        How many there are.
    """

    def __init__(self, path: Path, problems: Sequence[str], total: int) -> None:
        self.problems = tuple(f"{path}: {problem}" for problem in problems)
        self.total = total
        more = total - len(problems)
        if more > 0:
            self.problems += (f"{path}: and {whole(more)} more problems",)
        super().__init__("\n".join(self.problems))

    @property
    def lines(self) -> tuple[str, ...]:
        """What is wrong, a line each."""
        return self.problems


@dataclass(slots=True)
class Problems:
    """What is wrong with a file: the first few in words, all of them in number.

    Parameters
    ----------
    path
        The file.
    limit
        How many problems are put in words.
    found
        Row, column and text of problems.
    total
        How many there are.
    """

    path: Path
    limit: int
    found: list[tuple[int, int, str]] = field(default_factory=list)
    total: int = 0

    def add(self, row: int, column: int, text: str) -> None:
        """Note a problem; rows and columns only order the problems."""
        self.total += 1
        self.found.append((row, column, text))
        if len(self.found) > 50 * self.limit:
            self.found = sorted(self.found)[: self.limit]

    def add_rows(self, rows: Sequence[int], column: int, text: str) -> None:
        """Note the same problem of several rows, counted from 1."""
        for row in rows[: self.limit]:
            self.add(row, column, f"row {row}, {text}")
        self.total += max(0, len(rows) - self.limit)

    def check(self) -> None:
        """Raise what was noted.

        Raises
        ------
        ResponsesError
            If a problem was noted.
        """
        if self.total:
            texts = [text for *_, text in sorted(self.found)[: self.limit]]
            raise ResponsesError(self.path, texts, self.total)

    def stop(self, text: str) -> NoReturn:
        """Raise a problem that leaves nothing to look at."""
        raise ResponsesError(self.path, [text], 1)
