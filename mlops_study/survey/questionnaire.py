"""What a survey asks: its items, the tables that they feed and the scales of answers.

The paper names its instruments and prints none; those in ``data/instruments`` are
written for this compendium. The study's questionnaire has an item for every number of
Tables 1 to 5. One of a user's may have other items, tables and scales; of what kind a
table is follows from its columns and scales.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import pandas as pd

from mlops_study.datafiles import datasets

Kind = Literal["levels", "yes/no", "before/after", "tools"]

INSTRUMENTS = datasets("instruments")
"""The files of ``data/instruments`` by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """The items of a survey and the scales on which they are answered."""

    #: The ``block`` of each, the ``table``, ``row`` and ``column`` that it fills, its
    #: ``wording`` and the name of its ``scale``, by the item's code.
    items: pd.DataFrame
    #: The words of each answer by its code, from the best or most down, by name.
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
        """Return of what kind a table is.

        >>> [questionnaire().kind(name) for name in questionnaire().tables]
        ['levels', 'yes/no', 'before/after', 'tools', 'yes/no']
        """
        own = self.own(table)
        columns = set(own["column"])
        if columns & {"before", "after"}:
            return "before/after"
        if "using" in columns:
            return "tools"
        levels = any(len(self.scales[name]) > 2 for name in own["scale"])
        return "levels" if levels else "yes/no"

    def matches_paper(self, table: str, row: str) -> bool:
        """Say whether a row asks what the paper's row asks, on the same scales."""
        return self._codes(table, row) == questionnaire()._codes(table, row) != {}

    def _codes(self, table: str, row: str) -> dict[str, list[str]]:
        """Return the codes of a row's columns."""
        own = self.items[(self.items["table"] == table) & (self.items["row"] == row)]
        scales = own.set_index("column")["scale"]
        return {str(column): list(self.scales[name]) for column, name in scales.items()}

    def options(self, table: str) -> dict[str, str]:
        """Return the items of a table by the texts that may be ticked for them."""
        own = self.own(table)
        named = [*own["row"].items(), *own["wording"].items()]
        return {str(text): str(item) for item, text in named}

    def scaled(
        self, scales: Mapping[str, int | str | Sequence[str]]
    ) -> "Questionnaire":
        """Return it with other points on some of its scales, see :func:`points`."""
        new = {name: points(spec) for name, spec in scales.items()}
        return replace(self, scales={**self.scales, **new})


def instrument(name: str) -> pd.DataFrame:
    """Read one of ``INSTRUMENTS``.

    >>> instrument("questionnaire")["table"].value_counts()["table4"]
    np.int64(15)
    """
    return INSTRUMENTS[name].read()


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


def points(spec: int | str | Sequence[str]) -> dict[str, str]:
    """Return the words of a scale by their codes, from the best or most down.

    Of a number of points, their range, or their words from the best or most down; of
    two words, the first is 1 and the other 0. What is not a scale of 2 to 11 points is
    a ``ValueError``.

    >>> points("Always|Sometimes|Never")
    {'3': 'Always', '2': 'Sometimes', '1': 'Never'}
    >>> list(points(7)), list(points("0..3"))
    (['7', '6', '5', '4', '3', '2', '1'], ['3', '2', '1', '0'])
    """
    allowed = "a number of points (3 to 11), 0..10, or 2 to 11 words: Yes|No"
    text = str(spec) if isinstance(spec, int | str) else "|".join(spec)
    if ends := re.fullmatch(r"(?:(\d{1,2})\.\.)?(\d{1,2})", text):
        codes = [str(i) for i in range(int(ends[2]), int(ends[1] or 1) - 1, -1)]
        found, least = dict(zip(codes, codes, strict=True)), 3
    else:
        words, least = [word.strip() for word in text.split("|")], 2
        low = 0 if len(words) == 2 else 1
        found = {str(low + i): word for i, word in enumerate(reversed(words))}
        found = dict(reversed(found.items()))
        if len({word.casefold() for word in words} - {""}) < len(words):
            raise ValueError(f"{text!r}: a word is empty or stands twice; {allowed}")
    if not least <= len(found) <= 11:
        raise ValueError(f"{text!r} is not a scale; expected {allowed}")
    return found
