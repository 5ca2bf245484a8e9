"""The published data that the audits hold the paper's text against."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from mlops_study import published, survey

__all__ = ["AGREEMENT", "STRONG_AGREEMENT", "UNSAID", "Paper"]

STRONG_AGREEMENT, AGREEMENT = "strong agreement", "agreement"
UNSAID = ("table1", "table5")
"""Tables of agreement that do not say with what the respondents agree."""


@dataclass(frozen=True)
class Paper:
    """The tables of the paper, and what each of their shares is a share of.

    Parameters
    ----------
    folder
        A data folder laid out like the study's; the study's own by default.
    """

    folder: Path | None = None
    _read: dict[str, pd.DataFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def table(self, name: str) -> pd.DataFrame:
        """Return a published table, indexed by the names of its rows; read it once."""
        if name not in self._read:
            frame = published.load(name, folder=self.folder)
            self._read[name] = frame.set_index(frame.columns[0])
        return self._read[name]

    @cached_property
    def facts(self) -> dict[str, str]:
        """Facts about the paper itself."""
        return published.facts(folder=self.folder)

    def shares(self, name: str) -> pd.DataFrame:
        """Return the shares of a table, one column for each way to count.

        The columns are named for what is counted: of Table 1 those who strongly agree,
        and those who agree or strongly agree.
        """
        table = self.table(name)
        if name == "table1":
            strong = table["strongly_agree"]
            agree = survey.top_box(table)
            return pd.DataFrame({STRONG_AGREEMENT: strong, AGREEMENT: agree})
        counted = {
            "table2": ("facing", "facing"),
            "table3": ("after", "a percentage of something that is not said"),
            "table4": ("using", "use of the tool"),
            "table5": ("agreeing", AGREEMENT),
        }
        column, meaning = counted[name]
        return pd.DataFrame({meaning: table[column]})

    def before_after(self, row: str) -> tuple[float, float]:
        """Return the percentages of a row of Table 3."""
        rows = self.table("table3")
        return float(rows["before"][row]), float(rows["after"][row])

    def reference_of(self, item: int) -> int:
        """Return the reference that an item of the review rests on."""
        return int(self.table("review_items")["ref"][item])

    def ranked_by(self, name: str) -> dict[str, pd.Series]:
        """Return the numbers by which the rows of a table can be ranked."""
        if name == "table3":
            table = self.table(name)
            before, after = table["before"], table["after"]
            return {
                "percentage points": survey.percentage_points(before, after),
                "relative improvement": survey.relative_improvement(before, after),
            }
        ways = {str(way): values for way, values in self.shares(name).items()}
        if name == "table4":
            ways["rating"] = self.table(name)["effectiveness"]
        return ways
