"""What a survey asks: its items, the tables that they feed and the scales of answers.

The paper names its instruments and prints none; those in ``data/instruments`` are
written for this compendium. The study's questionnaire has an item for every number of
Tables 1 to 5. One of a user's may have other items, tables and scales; of what kind a
table is follows from its columns and scales.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

import pandas as pd

from mlops_study.datafiles import datasets, find_table, refuse

Kind = Literal["levels", "yes/no", "before/after", "tools"]

INSTRUMENTS = datasets("instruments")
"""The files of ``data/instruments`` by name."""

_NEEDED = ("item", "table", "row", "wording", "scale")
_COLUMNS = ("item", "block", "table", "row", "column", "wording", "scale")
_TOOL = ("using", "effectiveness", "frequency")
_MOST_ITEMS = 500
_TAKEN = {"notes", "groups", "differences", "rankings", "comparison", "items"}
_TABLE = re.compile(r"[^\W_][\w -]{0,39}")


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


def read_questionnaire(path: Path) -> Questionnaire:
    """Read a questionnaire of a user's own.

    Its columns are those of the study's: ``item``, ``table``, ``row``, ``wording`` and
    ``scale``, the name of one of the study's scales or what
    :func:`~mlops_study.survey.questionnaire.points` takes; ``column`` is needed of
    before and after and of tools, and ``block`` may be left out. What is wrong is a
    ``DataFileError`` with a line for each problem.
    """
    expected = f"a header with {', '.join(_NEEDED)}"
    file, _ = find_table(path, expected)
    file.check_rows(5)
    header = [name.strip().casefold() for name in file.header]
    if missing := [name for name in _NEEDED if name not in header]:
        refuse(path, f"header: {', '.join(missing)} missing; expected {expected}")
    if len(file.widths) > _MOST_ITEMS:
        refuse(path, f"{len(file.widths)} items; expected at most {_MOST_ITEMS}")
    frame = file.cells(header).astype("str").apply(lambda c: c.str.strip())
    if "block" not in frame:
        frame["block"] = frame["table"]
    problems, scales = [], dict(questionnaire().scales)
    for row, spec in enumerate(frame["scale"], start=1):
        try:
            scales[spec] = scales.get(spec) or points(spec)
        except ValueError as error:
            problems.append(f"row {row}, column scale: {error}")
    if "column" not in frame:
        frame["column"] = "answer"
    frame["column"] = frame["column"].replace("", "answer")
    found = Questionnaire(items=frame[[*_COLUMNS]].set_index("item"), scales=scales)
    if problems := problems or _problems(found):
        refuse(path, *problems[:5], total=len(problems))
    return found


def _problems(asked: Questionnaire) -> list[str]:
    """Say what makes a questionnaire none."""
    found = []
    items = asked.items.reset_index()
    for name in ("item", "table", "row", "wording"):
        found += [
            f"row {i + 1}, column {name}: empty; expected a text"
            for i in items.index[items[name] == ""]
        ]
    for name in ("item", "wording"):
        times = Counter(items[name].str.casefold())
        twice = [text for text, n in times.items() if n > 1 and text]
        found += [f"column {name}: {text!r} stands more than once" for text in twice]
    found += [
        f"{row!r} of {table!r} asks for {column!r} more than once"
        for (table, row, column), n in Counter(
            items[["table", "row", "column"]].itertuples(index=False, name=None)
        ).items()
        if n > 1
    ]
    for table in asked.tables:
        if not _TABLE.fullmatch(table):
            found.append(f"table {table!r}: expected up to 40 letters, digits, - and _")
        if table.casefold() in _TAKEN:
            found.append(f"table {table!r}: the name of an output; expected another")
        found += _odd_rows(asked, table)
    return found


def _odd_rows(asked: Questionnaire, table: str) -> list[str]:
    """Say in which rows of a table a column or a scale does not fit the others."""
    own, kind = asked.own(table), asked.kind(table)
    if kind in ("levels", "yes/no"):
        columns = own.groupby("row", sort=False)["column"].nunique()
        rows = columns.index[columns > 1]
        found = [
            f"row {row!r} of {table!r}: several items; expected one" for row in rows
        ]
        if kind == "levels" and own["scale"].nunique() > 1:
            text = f"table {table!r}: its items are of several scales; expected one"
            found.append(text)
        return found
    needed = {"before", "after"} if kind == "before/after" else {"using"}
    allowed = needed if kind == "before/after" else set(_TOOL)
    found = []
    for row, columns in own.groupby("row", sort=False)["column"]:
        if not needed <= set(columns) <= allowed:
            words = ", ".join(sorted(allowed))
            found.append(f"row {row!r} of {table!r}: its columns are not of {words}")
    two = own[own["column"].isin(["before", "after", "using"])]["scale"]
    if any(len(asked.scales[name]) != 2 for name in two):
        found.append(f"table {table!r}: before, after and using need two answers")
    return found
