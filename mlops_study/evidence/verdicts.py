"""What an audit says of a claim: the claim, the finding, the verdict."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from mlops_study.datafiles import DataFileError
from mlops_study.published import SURVEY_TABLES, Paper, SurveyTable
from mlops_study.survey import instrument


class Verdict(StrEnum):
    """What a recomputation makes of a claim.

    In order: where several fit, the first that does is given.
    """

    CONTRADICTED = "contradicted"
    CHANGED_CONSTRUCT = "changed construct"
    CHANGED_RULE = "changed rule"
    SELECTIVE = "selective"
    AMBIGUOUS = "ambiguous"
    NOT_DERIVABLE = "not derivable"
    CONSISTENT = "consistent"

    @property
    def meaning(self) -> str:
        """What it means, as ``verdicts.csv`` says."""
        return str(instrument("verdicts").set_index("verdict")["meaning"][self])


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
