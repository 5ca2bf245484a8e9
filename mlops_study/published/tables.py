"""The paper's five survey tables: what each of their columns is.

One record a table. Which columns hold shares of the respondents, which of them add up
to all respondents, in which ways a row can be counted, and how the paper heads a column
is said here and nowhere else; the numbers are in ``data/published``, and what a cell
may hold is in its ``schema.toml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

LIKERT_LEVELS = (
    "strongly_agree",
    "agree",
    "neutral",
    "disagree",
    "strongly_disagree",
)
"""The levels of agreement of Table 1, from most to least."""

_LEVELS = tuple(level.replace("_", " ") for level in LIKERT_LEVELS)

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
    decimals
        Decimals of its numbers, at most; ``None`` for words.
    padded
        Whether zeros fill them up.
    """

    header: str
    label: str
    decimals: int | None = 1
    padded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTable:
    """One of Tables 1 to 5.

    Parameters
    ----------
    number
        The paper's number.
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
    ranked: str
    columns: Mapping[str, Column]
    shares: tuple[str, ...]
    counted: Mapping[str, tuple[str, ...]]
    adds_up: bool = False
    says_of_what: bool = True

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


def _names(header: str) -> Column:
    return Column(header=header, label="", decimals=None)


def _share(header: str, label: str) -> Column:
    return Column(header=f"{header} (%)", label=label)


_ALL = (
    SurveyTable(
        number=1,
        ranked="practices, by those who agree",
        columns={
            "practice": _names("Best Practice"),
            **{
                level: _share(words.title(), words)
                for level, words in zip(LIKERT_LEVELS, _LEVELS, strict=True)
            },
        },
        shares=LIKERT_LEVELS,
        counted={STRONG_AGREEMENT: LIKERT_LEVELS[:1], AGREEMENT: LIKERT_LEVELS[:2]},
        adds_up=True,
        says_of_what=False,
    ),
    SurveyTable(
        number=2,
        ranked="challenges",
        columns={
            "challenge": _names("Challenge"),
            "facing": _share("Percentage of Respondents Facing Challenge", "facing"),
        },
        shares=("facing",),
        counted={"facing": ("facing",)},
    ),
    SurveyTable(
        number=3,
        ranked="aspects after cloud adoption",
        columns={
            "aspect": _names("Aspect"),
            "before": _share("Before Cloud Adoption", "before"),
            "after": _share("After Cloud Adoption", "after"),
            "improvement": Column(
                header="Percentage Improvement (%)",
                label="improvement in per cent",
                decimals=2,
            ),
        },
        shares=("before", "after"),
        counted={"a percentage of something that is not said": ("after",)},
    ),
    SurveyTable(
        number=4,
        ranked="monitoring tools, by use",
        columns={
            "tool": _names("Monitoring Tool"),
            "using": _share("Percentage of Organizations Using Tool", "using"),
            "effectiveness": Column(
                header="Effectiveness Rating (1-5)", label="mean rating", padded=True
            ),
            "frequency": Column(
                header="Frequency of Use (Daily/Weekly)",
                label="frequency",
                decimals=None,
            ),
        },
        shares=("using",),
        counted={"use of the tool": ("using",)},
    ),
    SurveyTable(
        number=5,
        ranked="aspects of culture",
        columns={
            "aspect": _names("Cultural Aspect"),
            "agreeing": _share("Percentage Agreeing", "agreeing"),
        },
        shares=("agreeing",),
        counted={AGREEMENT: ("agreeing",)},
        says_of_what=False,
    ),
)

SURVEY_TABLES: dict[str, SurveyTable] = {table.name: table for table in _ALL}
"""The survey's tables by name."""
