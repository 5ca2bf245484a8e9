"""The paper's five survey tables: what each of their columns is.

One record a table. Which columns hold shares of the respondents, which of them add up
to all respondents, in which ways a row can be counted, and how the paper heads a column
is said here and nowhere else; the numbers themselves are in ``data/published``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import pandera.pandas as pa

from mlops_study.datafiles import Dataset, choice, label, number, percentage

LIKERT_LEVELS = (
    "strongly_agree",
    "agree",
    "neutral",
    "disagree",
    "strongly_disagree",
)
"""The levels of agreement of Table 1, from most to least."""

STRONG_AGREEMENT, AGREEMENT = "strong agreement", "agreement"
"""The two ways to count a row of Table 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a survey table.

    Parameters
    ----------
    header
        As the paper prints it.
    label
        What it holds, in running text.
    rule
        What a cell must hold.
    decimals
        Decimals of its numbers, at most; ``None`` for words.
    padded
        Whether zeros fill them up.
    """

    header: str
    label: str
    rule: pa.Column
    decimals: int | None = 1
    padded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTable:
    """One of Tables 1 to 5.

    Parameters
    ----------
    number
        The paper's number.
    about
        What the table is on.
    ranked
        What its rows are and by what they are ranked, in running text.
    columns
        By name; the first names the rows.
    shares
        Columns that hold percentages of the respondents.
    counted
        The ways to count a row, by what is counted: the columns that sum up to it. The
        last is the one by which rows are ranked.
    adds_up
        Whether the shares of a row are the answers to one question and sum to 100.
    says_of_what
        Whether the table says what its respondents agree with.
    """

    number: int
    about: str
    ranked: str
    columns: Mapping[str, Column]
    shares: tuple[str, ...]
    counted: Mapping[str, tuple[str, ...]]
    adds_up: bool = False
    says_of_what: bool = True
    dataset: Dataset = field(init=False)

    def __post_init__(self) -> None:
        """Derive the file of the table's numbers."""
        checks = []
        if self.adds_up:
            error = f"{len(self.shares)} shares that sum to 100"
            checks.append(pa.Check(self._sums_to_100, error=error))
        dataset = Dataset(
            path=f"published/{self.name}.csv",
            about=f"Table {self.number}, {self.about}",
            columns={name: column.rule for name, column in self.columns.items()},
            checks=tuple(checks),
        )
        object.__setattr__(self, "dataset", dataset)

    def _sums_to_100(self, frame: pd.DataFrame) -> pd.Series:
        return frame[list(self.shares)].sum(axis=1) == 100

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


def _names(header: str, what: str) -> Column:
    rule = label(f"the name of {what}")
    return Column(header=header, label="", rule=rule, decimals=None)


def _share(header: str, label: str, what: str = "a share of respondents") -> Column:
    return Column(header=f"{header} (%)", label=label, rule=percentage(what))


def _level(name: str) -> Column:
    words = name.replace("_", " ")
    return _share(words.title(), words, f"a share of respondents ({words})")


_ALL = (
    SurveyTable(
        number=1,
        about="agreement with best practices",
        ranked="practices, by those who agree",
        columns={
            "practice": _names("Best Practice", "a practice"),
            **{level: _level(level) for level in LIKERT_LEVELS},
        },
        shares=LIKERT_LEVELS,
        counted={STRONG_AGREEMENT: LIKERT_LEVELS[:1], AGREEMENT: LIKERT_LEVELS[:2]},
        adds_up=True,
        says_of_what=False,
    ),
    SurveyTable(
        number=2,
        about="challenges in adoption",
        ranked="challenges",
        columns={
            "challenge": _names("Challenge", "a challenge"),
            "facing": _share("Percentage of Respondents Facing Challenge", "facing"),
        },
        shares=("facing",),
        counted={"facing": ("facing",)},
    ),
    SurveyTable(
        number=3,
        about="impact of cloud technologies",
        ranked="aspects after cloud adoption",
        columns={
            "aspect": _names("Aspect", "an aspect of efficiency"),
            "before": _share(
                "Before Cloud Adoption", "before", "a value before cloud adoption"
            ),
            "after": _share(
                "After Cloud Adoption", "after", "a value after cloud adoption"
            ),
            "improvement": Column(
                header="Percentage Improvement (%)",
                label="improvement in per cent",
                rule=number("an improvement in per cent as printed", 0, 10_000),
                decimals=2,
            ),
        },
        shares=("before", "after"),
        counted={"a percentage of something that is not said": ("after",)},
    ),
    SurveyTable(
        number=4,
        about="effectiveness of monitoring tools",
        ranked="monitoring tools, by use",
        columns={
            "tool": _names("Monitoring Tool", "a monitoring tool"),
            "using": _share(
                "Percentage of Organizations Using Tool",
                "using",
                "a share of organizations",
            ),
            "effectiveness": Column(
                header="Effectiveness Rating (1-5)",
                label="mean rating",
                rule=number("a mean rating", 1, 5),
                padded=True,
            ),
            "frequency": Column(
                header="Frequency of Use (Daily/Weekly)",
                label="frequency",
                rule=choice("a frequency of use", ("Daily", "Weekly")),
                decimals=None,
            ),
        },
        shares=("using",),
        counted={"use of the tool": ("using",)},
    ),
    SurveyTable(
        number=5,
        about="collaborative culture",
        ranked="aspects of culture",
        columns={
            "aspect": _names("Cultural Aspect", "an aspect of culture"),
            "agreeing": _share("Percentage Agreeing", "agreeing"),
        },
        shares=("agreeing",),
        counted={AGREEMENT: ("agreeing",)},
        says_of_what=False,
    ),
)

SURVEY_TABLES: dict[str, SurveyTable] = {table.name: table for table in _ALL}
"""The survey's tables by name."""
