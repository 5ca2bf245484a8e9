"""Reading the answers of a survey that used the questionnaire.

A responses file is UTF-8 comma-separated text: one row a respondent, a column
``respondent`` with a code of its own for each, and one column an item of the
questionnaire, see :func:`~mlops_study.survey.instruments.instrument`. A cell holds the
code or the words of an answer, or nothing where none was given. All that is wrong with
a file is said at once, in the order of the file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd

from mlops_study.datafiles import refuse, scan
from mlops_study.survey.questionnaire import questionnaire
from mlops_study.survey.responses import Responses

RESPONDENT = "respondent"
"""Name of the column that tells respondents apart."""

_OF_USERS = ("effectiveness", "frequency")


def read_survey(path: Path, *, limit: int = 20) -> Responses:
    """Read and validate a file of answers.

    Tables of the questionnaire may be left out, but not single items of a table.
    Ratings and frequencies of a tool are only allowed where the respondent uses it.

    Parameters
    ----------
    path
        The file.
    limit
        How many problems are put in words.

    Raises
    ------
    DataFileError
        With a line for each problem, which names row, column, value and what is
        allowed. Rows are counted from 1 below the header.
    """
    file = scan(path, f"a header with {RESPONDENT} and items")
    problems = _Problems(path, file.header, limit)
    _check_header(problems)
    file.check_rows(limit)
    items = questionnaire().items
    asked = [str(item) for item in items.index if item in file.header]
    silent = [item for item in asked if items.loc[item, "column"] not in _OF_USERS]
    names, chunks = [], []
    for chunk in file.chunks():
        names.append(chunk[RESPONDENT].astype("str"))
        columns = {item: _answers(chunk[item], problems) for item in asked}
        chunks.append(pd.DataFrame(columns, index=chunk.index))
        _check_use(chunk, chunks[-1], problems)
        silent = [item for item in silent if not (chunk[item] != "").any()]
    respondents = pd.concat(names)
    _check_respondents(respondents, problems)
    for item in silent:
        text = f"column {item}: nobody answered; expected at least one answer"
        problems.add(len(respondents) + 1, item, text)
    problems.check()
    frame = pd.concat(chunks)
    frame.index = pd.Index(respondents, name=RESPONDENT)
    answered = frame.notna().any(axis="columns")
    return Responses(
        answers=frame[answered],
        questionnaire=questionnaire(),
        other=frame.loc[answered, []],
        read=len(frame),
        silent=int((~answered).sum()),
    )


@dataclass(slots=True)
class _Problems:
    """What is wrong with a file: the first few in words, all of them in number."""

    path: Path
    header: list[str]
    limit: int
    found: list[tuple[int, int, str]] = field(default_factory=list)
    total: int = 0

    def add(self, row: int, column: str | int, text: str) -> None:
        """Note a problem; row (from 1) and column only order the problems."""
        place = column if isinstance(column, int) else self.header.index(column)
        self.total += 1
        self.found.append((row, place, text))
        if len(self.found) > 50 * self.limit:
            self.found = sorted(self.found)[: self.limit]

    def add_cells(self, rows: np.ndarray, column: str, texts: Iterable[str]) -> None:
        """Note what is wrong with cells of a column; rows are counted from 0."""
        for row, text in zip(rows[: self.limit].tolist(), texts, strict=False):
            self.add(row + 1, column, f"row {row + 1}, column {column}: {text}")
        self.total += max(0, len(rows) - self.limit)

    def check(self) -> None:
        """Refuse the file if there is a problem."""
        if self.total:
            texts = [text for *_, text in sorted(self.found)[: self.limit]]
            refuse(self.path, *texts, total=self.total)


def _check_header(problems: _Problems) -> None:
    """Refuse unknown, missing and repeated columns, all at once."""
    header, items = problems.header, questionnaire().items
    if len(header) == 1:
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in header[0]:
                text = f"cells are separated by {name}; expected commas"
                refuse(problems.path, text)
    known = {name.casefold(): str(name) for name in (RESPONDENT, *items.index)}
    meant: set[str] = set()
    for i, name in enumerate(header):
        near = known.get(name.strip().casefold())
        place = f"header, column {i + 1}: "
        if near is None:
            hint = "; `mlops-study questionnaire` lists the items"
            problems.add(0, i, f"{place}no item {_shown(name)}{hint}")
        elif near != name:
            problems.add(0, i, f"{place}no item {_shown(name)}; did you mean {near}?")
        elif near in meant:
            problems.add(0, i, f"{place}{name!r} stands more than once")
        meant.add(near or "")
    end = len(header)
    if RESPONDENT not in meant:
        problems.add(0, end, f"header: no column {RESPONDENT}")
    for table, own in items.groupby("table"):
        missing = [item for item in own.index if item not in meant]
        if missing and len(missing) < len(own):
            text = f"{table} needs all of {', '.join(own.index)} or none"
            problems.add(0, end + 1, f"header: {', '.join(missing)} missing; {text}")
    problems.check()
    if not set(items.index) & set(header):
        refuse(problems.path, f"header: no item beside {RESPONDENT}")


def _answers(cells: pd.Series, problems: _Problems) -> pd.Categorical:
    """Turn the cells of an item into codes of its scale; note the others."""
    item = str(cells.name)
    name = str(questionnaire().items.loc[item, "scale"])
    words = questionnaire().words(item)
    codes = list(words)[::-1]
    known = {answer.casefold(): code for code, answer in words.items()}
    known |= {code: code for code in words} | {"": ""}
    own, texts = pd.factorize(cells)
    given = [str(text) for text in texts]
    found = [known.get(text.casefold()) for text in given]
    places = np.array([codes.index(c) if c else -1 for c in found], dtype=np.int8)

    def problem(text: str) -> str:
        if text.strip() and text.strip().casefold() in known:
            return f"{_shown(text)} has spaces around it; expected it without"
        allowed = ", ".join([*words, *words.values()])
        answer = f"an answer of the scale {name} ({allowed}, or empty)"
        return f"{_shown(text)} is not {answer}"

    wrong = np.flatnonzero(np.array([code is None for code in found])[own])
    texts_ = (problem(given[own[row]]) for row in wrong)
    problems.add_cells(cells.index.to_numpy()[wrong], item, texts_)
    kind = pd.CategoricalDtype(codes, ordered=True)
    # an array is as good as the sequence that the stubs ask for
    return pd.Categorical.from_codes(cast("Sequence[int]", places[own]), dtype=kind)


def _shown(text: str) -> str:
    """Quote a user's text, cut where it is long."""
    return repr(text if len(text) <= 40 else f"{text[:40]}...")


def _check_use(chunk: pd.DataFrame, answers: pd.DataFrame, problems: _Problems) -> None:
    """Refuse ratings and frequencies of a tool by those who do not use it."""
    for _, own in questionnaire().own("table4").groupby("row"):
        items = {column: str(item) for item, column in own["column"].items()}
        use = items["using"]
        if use not in answers:
            continue
        # a wrong answer on use is a problem of its own
        unused = (answers[use] == "0") | (chunk[use] == "")
        text = f"answered, but {use} does not say that the tool is used"
        for item in (items[column] for column in _OF_USERS):
            rows = answers.index[answers[item].notna() & unused].to_numpy()
            problems.add_cells(rows, item, repeat(text))


def _check_respondents(names: pd.Series, problems: _Problems) -> None:
    """Refuse respondents without a code or with another's."""
    empty = (names.str.strip() == "").to_numpy()
    text = "'' is empty; expected a code of the respondent's own"
    problems.add_cells(np.flatnonzero(empty), RESPONDENT, repeat(text))
    again = np.flatnonzero(names.duplicated().to_numpy() & ~empty)
    texts = (f"{_shown(names.iloc[row])} stands more than once" for row in again)
    problems.add_cells(again, RESPONDENT, texts)
