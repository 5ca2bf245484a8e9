"""Reading the answers of a survey that used the questionnaire.

A responses file is UTF-8 comma-separated text: one row a respondent, a column
``respondent`` with a code of its own for each, and one column an item of the
questionnaire, see :func:`~mlops_study.survey.instruments.instrument`. A cell holds the
code or the words of an answer, or nothing where none was given. All that is wrong with
a file is said at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
import pandas as pd

from mlops_study.survey.instruments import instrument
from mlops_study.survey.layout import Layout, scan
from mlops_study.survey.problems import Problems

__all__ = ["RESPONDENT", "questionnaire", "read_responses", "scale"]

RESPONDENT = "respondent"
"""Name of the column that tells respondents apart."""

_CHUNK = 100_000
_OF_USERS = ("effectiveness", "frequency")


@cache
def _instrument(name: str) -> pd.DataFrame:
    return instrument(name)


def questionnaire() -> pd.DataFrame:
    """Return the items, indexed by their codes."""
    return _instrument("questionnaire").set_index("item")


def scale(name: str) -> dict[str, str]:
    """Return the words of each answer of a scale by its code, in the order shown.

    Examples
    --------
    >>> scale("yes_no")
    {'1': 'Yes', '0': 'No'}
    """
    scales = _instrument("scales")
    own = scales[scales["scale"] == name]
    return dict(zip(own["code"], own["label"], strict=True))


def read_responses(path: Path, *, limit: int = 20) -> pd.DataFrame:
    """Read and validate a file of answers.

    Tables of the questionnaire may be left out, but not single items of a table.
    Ratings and frequencies of a tool are only allowed where the respondent uses it.

    Parameters
    ----------
    path
        The file.
    limit
        How many problems are put in words.

    Returns
    -------
    pandas.DataFrame
        One row a respondent, indexed by its code; one ordered categorical column an
        item, whose categories are the codes of its scale; missing where no answer was
        given. Items are in the order of the questionnaire.

    Raises
    ------
    ResponsesError
        With a line for each problem, which names row, column, value and what is
        allowed. Rows are counted from 1 below the header.
    """
    problems = Problems(path, limit)
    try:
        layout = scan(path, problems)
        _check_header(layout.header, problems)
        _check_widths(layout, problems)
        return _read_cells(path, layout, problems)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        problems.stop("no such file" if missing else str(error.strerror))


def _check_header(header: list[str], problems: Problems) -> None:
    """Refuse unknown, missing and repeated columns, all at once."""
    items = questionnaire()
    if len(header) == 1:
        for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
            if mark in header[0]:
                problems.stop(f"cells are separated by {name}; expected commas")
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
            problems.add(
                0,
                end + 1,
                f"header: {', '.join(missing)} missing; {table} needs all of "
                f"{', '.join(own.index)} or none",
            )
    problems.check()
    if not set(items.index) & set(header):
        problems.stop(f"header: no item beside {RESPONDENT}")


def _check_widths(layout: Layout, problems: Problems) -> None:
    """Refuse rows with too few or too many cells, and blank lines between rows."""
    for row, cells in layout.wrong[: problems.limit]:
        text = f"has {cells} cells" if cells else "is a blank line"
        problems.add(row, 0, f"row {row} {text}; expected {len(layout.header)} cells")
    problems.total = layout.total
    problems.check()
    if not layout.rows:
        problems.stop("no rows below the header")


def _read_cells(path: Path, layout: Layout, problems: Problems) -> pd.DataFrame:
    header = layout.header
    items = questionnaire()
    asked = [str(item) for item in items.index if item in header]
    chunks, names = [], []
    given = dict.fromkeys(asked, 0)
    # the layout has been checked, so that pandas finds the same cells; opened here,
    # the file is the one that was checked, whatever its name looks like
    with path.open("rb") as file:
        reader = pd.read_csv(
            file,
            dtype=object,  # as written: other types would take 5.0 for 5
            chunksize=_CHUNK,
            nrows=layout.rows,
            na_filter=False,
            skip_blank_lines=False,
            index_col=False,
            encoding="utf-8-sig",
        )
        for chunk in reader:
            names.append(chunk[RESPONDENT].astype("str"))
            columns = {}
            filled = {}
            for item in asked:
                columns[item], filled[item] = _answers(
                    chunk[item], item, header.index(item), problems
                )
                given[item] += int(filled[item].sum())
            answers = pd.DataFrame(columns, index=chunk.index)
            _check_use(answers, filled, header, problems)
            chunks.append(answers)
    respondents = pd.concat(names)
    _check_respondents(respondents, header.index(RESPONDENT), problems)
    for item in asked:
        if not given[item] and items.loc[item, "column"] not in _OF_USERS:
            text = f"column {item}: nobody answered; expected at least one answer"
            problems.add(layout.rows + 1, header.index(item), text)
    problems.check()
    frame = pd.concat(chunks)
    frame.index = pd.Index(respondents, name=RESPONDENT)
    return frame


def _answers(
    cells: pd.Series, item: str, column: int, problems: Problems
) -> tuple[pd.Categorical, np.ndarray]:
    """Turn the cells of an item into codes of its scale; note the others.

    Also returns which cells hold anything.
    """
    name = str(questionnaire().loc[item, "scale"])
    words = scale(name)
    codes = list(words)[::-1]
    known = {answer.casefold(): code for code, answer in words.items()}
    known |= {code: code for code in words}
    own, texts = pd.factorize(cells)
    given = [str(text) for text in texts]
    found = [known.get(text.casefold()) for text in given]
    places = np.array([codes.index(c) if c else -1 for c in found], dtype=np.int8)
    filled = np.array([text != "" for text in given])[own]
    wrong = np.flatnonzero((places[own] < 0) & filled)
    for row in wrong[: problems.limit].tolist():
        text = given[own[row]]
        hint = (
            "has spaces around it; expected it without"
            if text.strip().casefold() in known
            else f"is not an answer of the scale {name} ({', '.join(words)}, "
            f"{', '.join(words.values())}, or empty)"
        )
        number = int(cells.index[row]) + 1
        place = f"row {number}, column {item}"
        problems.add(number, column, f"{place}: {_shown(text)} {hint}")
    problems.total += max(0, len(wrong) - problems.limit)
    kind = pd.CategoricalDtype(codes, ordered=True)
    # an array is as good as the sequence that the stubs ask for
    codes_ = cast("Sequence[int]", places[own])
    return pd.Categorical.from_codes(codes_, dtype=kind), filled


def _shown(text: str) -> str:
    """Quote a user's text, cut where it is long."""
    return repr(text if len(text) <= 40 else f"{text[:40]}...")


def _check_use(
    answers: pd.DataFrame,
    filled: Mapping[str, np.ndarray],
    header: list[str],
    problems: Problems,
) -> None:
    """Refuse ratings and frequencies of a tool by those who do not use it."""
    items = questionnaire()
    tools = items[items["table"] == "table4"]
    for _, own in tools.groupby("row"):
        by_column = {column: str(item) for item, column in own["column"].items()}
        use = by_column["using"]
        if use not in answers:
            continue
        # a wrong answer on use is a problem of its own
        unused = (answers[use] == "0") | ~filled[use]
        for column in _OF_USERS:
            item = by_column[column]
            rows = (answers.index[answers[item].notna() & unused] + 1).tolist()
            text = (
                f"column {item}: answered, but {use} does not say that the tool is used"
            )
            problems.add_rows(rows, header.index(item), text)


def _check_respondents(names: pd.Series, column: int, problems: Problems) -> None:
    """Refuse respondents without a code or with another's."""
    empty = (names.str.strip() == "").to_numpy()
    again = names.duplicated().to_numpy() & ~empty
    place = f"column {RESPONDENT}"
    text = f"{place}: '' is empty; expected a code of the respondent's own"
    problems.add_rows((np.flatnonzero(empty) + 1).tolist(), column, text)
    rows = np.flatnonzero(again)
    for row in rows[: problems.limit].tolist():
        name = _shown(names.iloc[row])
        text = f"row {row + 1}, {place}: {name} stands more than once"
        problems.add(row + 1, column, text)
    problems.total += max(0, len(rows) - problems.limit)
