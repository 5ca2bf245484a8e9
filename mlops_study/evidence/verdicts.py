"""What an audit says of a claim: the claim, the finding, the verdict."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

import pandas as pd

from mlops_study.datafiles import DataFileError
from mlops_study.published import SURVEY_TABLES, Paper, SurveyTable


class Verdict(StrEnum):
    """What a recomputation makes of a claim: its name, and what that means.

    In order: where several fit, the first that does is given.
    """

    meaning: str

    CONTRADICTED = (
        "contradicted",
        "Something else that the paper prints, or plain arithmetic, excludes it.",
    )
    CHANGED_CONSTRUCT = (
        "changed construct",
        "The number is in the tables, and counts something else there.",
    )
    CHANGED_RULE = (
        "changed rule",
        "The number follows another rule of counting than its wording or its "
        "neighbours.",
    )
    SELECTIVE = (
        "selective",
        "Rows are named as those that stand out; by every way to rank them, one that "
        "is left out stands above one that is named.",
    )
    AMBIGUOUS = (
        "ambiguous",
        "What is counted, or by which measure, is not said, and the answer depends "
        "on it.",
    )
    NOT_DERIVABLE = (
        "not derivable",
        "Nothing that is printed bears on it, or only something of another kind: "
        "opinions for effects, before and after for a cause.",
    )
    CONSISTENT = "consistent", "What is printed gives what the claim says."

    def __new__(cls, name: str, meaning: str) -> Self:
        """Make a verdict that is its name and carries its meaning."""
        verdict = str.__new__(cls, name)
        verdict._value_ = name
        verdict.meaning = meaning
        return verdict


class Finding(NamedTuple):
    """What the tables give, what follows for the claim, and why, in one line."""

    recomputed: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A row of ``claims.csv``, with its place there and the paper at hand."""

    claim: str
    section: int
    sentence: int
    group: str
    topic: str
    statement: str
    value: float
    unit: str
    table: str
    construct: str
    check: str
    arguments: str
    place: str
    paper: Paper

    def expect(self, column: str, what: str, *, holds: bool) -> None:
        """Refuse the row, in one line, where a cell is not what is expected."""
        if not holds:
            cell = f"{self.place}, column {column}: {getattr(self, column)!r}"
            raise DataFileError(f"{cell}; expected {what}")

    @property
    def frame(self) -> pd.DataFrame:
        """The table that it refers to."""
        names = f"one of {', '.join(SURVEY_TABLES)}"
        self.expect("table", names, holds=self.table in SURVEY_TABLES)
        return self.paper.table(self.table)

    def column(self, name: str) -> pd.Series:
        """Return a column of its table."""
        frame = self.frame
        self.expect("table", f"a table with the column {name}", holds=name in frame)
        return frame[name]

    @property
    def record(self) -> SurveyTable:
        """What is known of the columns of its table."""
        return SURVEY_TABLES[self.table]

    @property
    def shares(self) -> pd.DataFrame:
        """The percentages of its table, a column for each way to count."""
        frame = self.frame
        return self.record.count(frame)

    @property
    def ranked(self) -> pd.Series:
        """The percentages by which its table is ranked, named by what is counted."""
        return self.shares.iloc[:, -1]

    @property
    def before_after(self) -> tuple[pd.Series, pd.Series]:
        """What its rows are before and after."""
        before, after = self.column("before"), self.column("after")
        return before[self.rows], after[self.rows]

    @property
    def rows(self) -> list[str]:
        """The rows of its table that it names."""
        return self.topic.split(";") if self.topic else []

    @property
    def row(self) -> str:
        """The one row that it names."""
        self.expect("topic", "one row of its table", holds=len(self.rows) == 1)
        return self.rows[0]

    @property
    def number(self) -> float:
        """The number that it prints."""
        self.expect("value", "a number", holds=not math.isnan(self.value))
        return self.value
