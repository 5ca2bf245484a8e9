"""The paper's five survey tables: what each of their columns is.

One record a table, made of what the ``schema.toml`` of ``data/published`` says beside
what cells may hold: which columns hold shares, which of them add up to all respondents,
in which ways a row can be counted, how the paper heads a column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pandas as pd

from mlops_study.datafiles import schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a survey table."""

    header: str  #: As the paper prints it.
    label: str = ""  #: What it holds, in running text.
    decimals: int | None = None  #: Of its numbers, at most; ``None`` for words.
    padded: bool = False  #: Whether zeros fill them up.


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTable:
    """One of Tables 1 to 5."""

    number: int  #: The paper's number.
    ranked: str  #: What its rows are and by what they are ranked, in running text.
    columns: Mapping[str, Column]  #: By name; the first names the rows.
    shares: tuple[str, ...]  #: Columns that hold percentages of the respondents.
    #: The columns that sum up to each way to count a row, by what is counted. By the
    #: last, rows are ranked.
    counted: Mapping[str, tuple[str, ...]]
    #: Whether the shares of a row are the answers to one question and sum to 100.
    adds_up: bool = False
    says_of_what: bool = True  #: Whether it says what its respondents agree with.
    #: Names of rows as they fit beside a mark, where not the name in small letters.
    brief: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Name of its data, ``table1`` to ``table5``."""
        return f"table{self.number}"

    @property
    def title(self) -> str:
        """How the text refers to it."""
        return f"Table {self.number}"

    @property
    def key(self) -> str:
        """Name of the column that names the rows."""
        return next(iter(self.columns))

    def count(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows' percentages, a column for each way to count."""
        return pd.DataFrame(
            {
                way: frame[list(columns)].sum(axis="columns", skipna=False)
                for way, columns in self.counted.items()
            }
        )

    def ranking(self, frame: pd.DataFrame) -> pd.Series:
        """Return the percentages by which its rows are ranked."""
        return self.count(frame).iloc[:, -1]


def _record(number: int, entry: dict[str, Any]) -> SurveyTable:
    own = entry["survey"]
    return SurveyTable(
        number=number,
        ranked=own["ranked"],
        columns={name: Column(**own["columns"][name]) for name in entry["columns"]},
        shares=tuple(own["shares"]),
        counted={way: tuple(columns) for way, columns in own["counted"].items()},
        adds_up="adds_up" in entry,
        says_of_what=own.get("says_of_what", True),
        brief=own.get("brief", {}),
    )


_ENTRIES = [entry for entry in schema("published").values() if "survey" in entry]

SURVEY_TABLES = {table.name: table for table in map(_record, count(1), _ENTRIES)}
"""The survey's tables by name."""

LIKERT_LEVELS = SURVEY_TABLES["table1"].shares
"""The levels of agreement of Table 1, from most to least."""
