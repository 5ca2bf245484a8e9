"""Reading the answers of a survey, from a file as the tool that asked has written it.

One row a respondent, one column an item, named by the item's code or wording; other
columns may stand beside them. A cell holds the code or the words of an answer, or
nothing where none was given. What a file cannot tell is said by a
:class:`~mlops_study.survey.mapping.Mapping`; what was done to it stands in the notes of
the answers. All that is wrong with it is said at once, each cause in a line.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd

from mlops_study.datafiles import CsvFile, find_table
from mlops_study.survey.columns import RESPONDENT, Columns, find_columns
from mlops_study.survey.mapping import Mapping, vocabularies
from mlops_study.survey.noting import faults, notes
from mlops_study.survey.problems import Problems
from mlops_study.survey.questionnaire import Questionnaire, questionnaire
from mlops_study.survey.responses import Responses
from mlops_study.survey.words import CheckAll, Vocabulary, among, texts, usual


def read_survey(
    path: Path,
    *,
    asked: Questionnaire | None = None,
    mapping: Mapping | None = None,
    limit: int = 20,
) -> Responses:
    """Read and validate a file of answers.

    A table of text with any usual separator and encoding, or a workbook. Whole tables
    and single items may be left out. Ratings and frequencies of a tool by respondents
    who do not use it are left out and counted.

    Parameters
    ----------
    asked
        What was asked, if not the study's questionnaire.
    mapping
        What the columns and cells mean, where the file cannot tell.
    limit
        How many words, columns or rows a message names.

    Raises
    ------
    DataFileError
        With a line for each cause, which names rows (from 1 below the header), columns,
        values and what is allowed.
    """
    reading = explore(path, asked=asked, mapping=mapping, limit=limit)
    reading.problems.check(path)
    return reading.responses()


def explore(
    path: Path,
    *,
    asked: Questionnaire | None = None,
    mapping: Mapping | None = None,
    limit: int = 20,
) -> "Reading":
    """Read a file of answers as far as it can be read, with what is wrong with it."""
    said = mapping or Mapping()
    asked = (asked or questionnaire()).scaled(said.scales)
    file, found = find_table(path, "a header with items")
    file.check_rows(limit, padded=True)
    # some programs end each row with separators that the header lacks
    width = max(len(file.header), int(file.widths.max()))
    cells = file.cells(range(width))
    head = cells.iloc[:4, : len(file.header)].astype(object)
    reading = Reading(
        file=file,
        found=found,
        asked=asked,
        said=said,
        columns=find_columns(path, file.header, head, asked, said),
        problems=Problems(limit=limit, scales=asked.scales),
    )
    reading.take(cells.iloc[reading.columns.extra :])
    reading.problems.lines += list(faults(reading))
    return reading


@dataclass(slots=True, kw_only=True)
class Reading:
    """A file of answers while it is read.

    Answers are places on their scale, counted from 0; less is no answer.
    """

    file: CsvFile
    found: list[str]
    asked: Questionnaire
    said: Mapping
    columns: Columns
    problems: Problems
    known: dict[str, Vocabulary] = field(init=False)
    lists: dict[str, CheckAll] = field(init=False)
    places: pd.DataFrame = field(init=False)  # of all answers
    other: pd.DataFrame = field(init=False)  # cells of the columns that are no items
    dropped: Counter[str] = field(default_factory=Counter)
    unfinished: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    coded: set[str] = field(default_factory=set)
    degrees: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    crossed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare how cells are understood."""
        self.known = vocabularies(self.asked, self.said)
        lists = self.columns.check_all
        self.lists = {table: CheckAll(self.asked.options(table)) for table in lists}

    def take(self, cells: pd.DataFrame) -> None:
        """Read the rows below the header."""
        cells = self._kept(cells)
        asked = self.columns.items.items()
        found = {item: self._places(cells[place], item) for item, place in asked}
        for table, place in self.columns.check_all.items():
            found |= self.lists[table].places(cells[place])
        places = pd.DataFrame(found, index=cells.index, dtype=np.int8)
        empty = _empty(cells, places)
        self.dropped["empty"] += len(empty)
        self.places = places.drop(empty)
        for item, table in self.asked.items.loc[self.places.columns, "table"].items():
            no = (
                self.said.blank_in(table) == "no"
                and len(self.known[str(item)].codes) == 2
            )
            # an empty cell is -2 until here
            self.places[item] = self.places[item].replace(-2, 0 if no else -1)
        self._leave_out(self.places)
        own = {RESPONDENT: self.columns.respondent, **self.columns.other}
        other = {
            name: cells[place].astype(object)
            for name, place in own.items()
            if place is not None
        }
        self.other = pd.DataFrame(other, index=cells.index).drop(empty)

    def _kept(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Drop blank lines, previews and, where that is asked for, unfinished rows."""
        width = len(self.file.header)
        wide = (cells[list(range(width, len(cells.columns)))] != "").any(axis="columns")
        text = f"more cells than the header has; expected {width}"
        self.problems.add_rows(cells.index[wide].to_numpy(), text)
        blank = pd.Series(self.file.widths[cells.index] == 0, cells.index)
        cells = self._without(cells, blank, "empty")
        status = self.columns.named("Status", "Response Type", "Distribution Channel")
        if status is not None:
            numbers = ["1", "2"] if self.columns.qualtrics else []
            words = [*usual("status")["preview"], *numbers]
            cells = self._without(cells, among(cells[status], words), "preview")
        if (end := self.columns.finished) is not None:
            unfinished = among(cells[end], ["", *usual("status")["not finished"]])
            self.unfinished += int(unfinished.sum())
            if self.said.finished_only:
                cells = self._without(cells, unfinished, "unfinished")
        return cells

    def _without(self, cells: pd.DataFrame, rows: pd.Series, why: str) -> pd.DataFrame:
        self.dropped[why] += int(rows.sum())
        return cells[~rows] if rows.any() else cells

    def _places(self, cells: pd.Series, item: str) -> pd.Series:
        """Return the places of an item's answers, -2 for an empty cell."""
        known, places, unknown = self.known[item], {}, {}
        for text, times in texts(cells).items():
            if not text.strip():
                places[text] = -2
                continue
            word = known.text(text)
            place = places[text] = -1 if word is None else known.places[word]
            if word is None:
                unknown[text] = times
            elif place < 0:
                self.missing[text.strip()] += times
            elif word in known.degrees:
                answer = known.scale, known.codes[place]
                self.degrees.setdefault(answer, set()).add(word)
            elif known.is_code(text):
                self.coded.add(known.scale)
            if known.is_crossed(text):
                self.crossed.setdefault(known.scale, text)
        if unknown:
            once = cells.drop_duplicates()
            first = dict(zip(once, once.index.tolist(), strict=True))
            self.problems.add_words(known.scale, item, unknown, first)
        return cells.map(places).astype(np.int8)

    def _leave_out(self, part: pd.DataFrame) -> None:
        """Leave out what those say of a tool who do not use it."""
        for table in self.asked.tables:
            if self.asked.kind(table) != "tools":
                continue
            for _, own in self.asked.own(table).groupby("row"):
                items = {column: item for item, column in own["column"].items()}
                using = items.pop("using")
                for column, item in items.items():
                    if using in part and item in part:
                        extra = (part[using] != 1) & (part[item] >= 0)
                        self.left_out[str(column)] += int(extra.sum())
                        part.loc[extra, item] = -1

    @property
    def has_ids(self) -> bool:
        """Whether the file tells respondents apart."""
        ids = self.other.get(RESPONDENT)
        return ids is not None and bool((ids != "").any())

    def responses(self) -> Responses:
        """Return what was read, of those who answered anything."""
        places, other = self.places, self.other
        index = pd.Index(range(1, len(places) + 1))
        if self.has_ids:
            index = pd.Index(other[RESPONDENT].astype("str"))
        answered = (places >= 0).any(axis="columns").to_numpy()
        frame = pd.DataFrame(
            {
                item: _categories(places[item].to_numpy()[answered], known.codes)
                for item, known in self.known.items()
                if item in places
            },
            index=index[answered].rename(RESPONDENT),
        )
        other = other.drop(columns=RESPONDENT, errors="ignore")
        other = other[answered].set_axis(frame.index)
        return Responses(
            answers=frame,
            questionnaire=self.asked,
            other=other,
            notes=tuple(notes(self, places, other)),
            read=len(self.file.widths) - self.columns.extra,
            dropped={reason: n for reason, n in self.dropped.items() if n},
            silent=int((~answered).sum()),
        )


def _empty(cells: pd.DataFrame, part: pd.DataFrame) -> pd.Index:
    """Return the rows without any text."""
    rows = part.index[(part < 0).all(axis="columns")]
    for _, column in cells.items() if len(rows) else ():
        own = column.loc[rows]
        rows = rows[(own == "") | own.str.isspace()]
    return rows


def _categories(places: np.ndarray, codes: tuple[str, ...]) -> pd.Categorical:
    kind = pd.CategoricalDtype(list(codes), ordered=True)
    # an array is as good as the sequence that the stubs ask for
    return pd.Categorical.from_codes(cast("Sequence[int]", places), dtype=kind)
