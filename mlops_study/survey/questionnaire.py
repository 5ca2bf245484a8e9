"""What a survey asks: its items, the tables that they feed and the scales of answers.

The study's own questionnaire has an item for every number of Tables 1 to 5. One of a
user's may have other items, tables and scales; of what kind a table is follows from the
columns that its items fill.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pandas as pd

from mlops_study.survey.instruments import INSTRUMENTS

Kind = Literal["levels", "yes/no", "before/after", "tools"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """The items of a survey and the scales on which they are answered.

    Parameters
    ----------
    items
        By the item's code: its ``block``, the ``table``, ``row`` and ``column`` that
        it fills, its ``wording`` and the name of its ``scale``.
    scales
        By name: the words of each answer by its code, from the best or most down.
    """

    items: pd.DataFrame
    scales: Mapping[str, Mapping[str, str]]

    @property
    def tables(self) -> list[str]:
        """Names of the tables, in the order of their items."""
        return [str(name) for name in self.items["table"].unique()]

    def own(self, table: str) -> pd.DataFrame:
        """Return the items of a table."""
        return self.items[self.items["table"] == table]

    def words(self, item: str) -> Mapping[str, str]:
        """Return the words of an item's answers by their codes.

        >>> dict(questionnaire().words("K1"))
        {'1': 'Agree', '0': 'Do not agree'}
        """
        return self.scales[str(self.items.loc[item, "scale"])]

    def kind(self, table: str) -> Kind:
        """Return of what kind a table is, by the columns that its items fill.

        >>> [questionnaire().kind(name) for name in questionnaire().tables]
        ['levels', 'yes/no', 'before/after', 'tools', 'yes/no']
        """
        columns = set(self.own(table)["column"])
        if "using" in columns:
            return "tools"
        if columns & {"before", "after"}:
            return "before/after"
        return "levels" if any(" to " in name for name in columns) else "yes/no"

    def matches_paper(self, table: str, row: str) -> bool:
        """Say whether a row asks what the paper's row asks, on the same scales."""
        study = questionnaire()
        return self._asks(table, row) == study._asks(table, row) != {}

    def _asks(self, table: str, row: str) -> dict[str, tuple[str, ...]]:
        own = self.own(table)
        columns = own[own["row"] == row]["column"]
        return {str(c): tuple(self.words(str(item))) for item, c in columns.items()}


@cache
def questionnaire() -> Questionnaire:
    """Return the study's questionnaire."""
    scales = INSTRUMENTS["scales"].read().groupby("scale", sort=False)
    return Questionnaire(
        items=INSTRUMENTS["questionnaire"].indexed(),
        scales={
            str(name): dict(zip(own["code"], own["label"], strict=True))
            for name, own in scales
        },
    )
