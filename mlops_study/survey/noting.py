"""What is said of a file of answers: what was done to it, and what it cannot tell."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mlops_study.datafiles import quoted
from mlops_study.numerals import people, whole
from mlops_study.survey.columns import RESPONDENT
from mlops_study.survey.problems import (
    MAP,
    Problems,
    cut,
    key,
    meaning,
    shown,
    some,
    toml,
)
from mlops_study.survey.words import CheckAll

if TYPE_CHECKING:
    from mlops_study.survey.reading import Reading

_SHOWN = 8


def notes(
    reading: "Reading", places: pd.DataFrame, other: pd.DataFrame
) -> Iterator[str]:
    """Say what was done to a file, a sentence each."""
    for line in _done(reading, places, other):
        yield f"{line[0].upper()}{line[1:]}."


def _done(
    reading: "Reading", places: pd.DataFrame, other: pd.DataFrame
) -> Iterator[str]:
    said, columns = reading.said, reading.columns
    if reading.found:
        yield f"read as {', '.join(reading.found)}"
    if columns.extra:
        yield f"{people(columns.extra, 'more row')} of header left out"
    used = (said.weight, said.by)
    if ignored := [
        n for n in map(str, other) if n not in used and (other[n] != "").any()
    ]:
        yield f"columns that are no items, ignored: {some(map(cut, ignored), _SHOWN)}"
    if boxes := [name for name in ignored if "___" in name]:
        yield f"check boxes such as {boxes[0]} are items where a mapping says so"
    if columns.reworded:
        asked_as = [f"{i} ({cut(text)})" for i, text in columns.reworded.items()]
        yield f"items by their codes, in other words: {some(asked_as, _SHOWN)}"
    if not reading.has_ids:
        yield "no column of ids: respondents are numbered"
    if reading.unfinished and not said.finished_only:
        n = whole(reading.unfinished)
        yield f"{n} did not reach the end and count (--finished-only drops them)"
    if reading.missing:
        words = [f"{text!r} ({whole(n)})" for text, n in reading.missing.most_common()]
        yield f"read as no answer: {some(words, _SHOWN)}"
    asked = dict.fromkeys(reading.asked.items.loc[places.columns, "table"])
    blanks = {table: said.blank_in(table) for table in asked}
    if told := [f"{means} in {table}" for table, means in blanks.items() if means]:
        yield f"an empty cell means {', '.join(told)}"
    for table, known in reading.lists.items():
        if cells := known.others.total() - known.others[""]:
            line = f"{table}: {people(cells, 'cell')} with something beside its rows"
            # what one respondent wrote is nobody's business
            often = [
                f"{shown(text)} ({whole(times)})"
                for text, times in known.others.most_common()
                if text and times > 1
            ]
            named = f": {some(often, 3)}" if often else ""
            yield f"{line}, which is left out{named}"
    yield from _keys(reading, places)
    out = {"rating": "effectiveness", "frequency": "frequency"}
    times = {word: reading.left_out[column] for word, column in out.items()}
    if left := [people(n, word) for word, n in times.items() if n]:
        yield f"left out, of who does not use the tool: {' and '.join(left)}"
    for table in reading.asked.tables:
        own = reading.asked.own(table).index
        missing = own.difference(places.columns, sort=False)
        if 0 < len(missing) < len(own):
            yield f"not asked of {table}: {some(missing, _SHOWN)}"


def faults(reading: "Reading") -> Iterator[str]:
    """Say what keeps answers from being counted, a line each."""
    places = reading.places
    if places.empty and not len(places.columns):
        yield f"header: no column is an item, by code or wording; {_no_items(reading)}"
        return
    other = reading.other
    if not (places >= 0).to_numpy().any() and not reading.problems.unknown:
        yield "nobody answered anything"
    if reading.has_ids:
        _ids(other[RESPONDENT], reading.problems)
    yield from _clashes(reading)
    for table, known in reading.lists.items():
        if known.others.total() > known.others[""] and not known.found:
            rows = some(map(repr, reading.asked.own(table)["row"].unique()), _SHOWN)
            yield (
                f"{table}: no cell of its column names a row ({rows}); of other names, "
                "write a questionnaire of your own with these as wordings "
                "(--questionnaire FILE)"
            )
    for scale in sorted(reading.coded & reading.crossed.keys()):
        words = key(reading.asked.scales[scale])
        yield (
            f"{shown(reading.crossed[scale])} has not the code of the scale {scale} "
            f"({words}), and other cells hold a code alone; if 1 is the best or most, "
            f"write reversed = [{quoted(scale)}], if not, what codes mean as "
            f"{meaning(scale, {'1': '?'})} and so on, {MAP}"
        )
    for table in ticked(reading):
        line = f'blank.{toml(table)} = "no"'
        means = f'if an empty cell means no, or "missing" if no answer, {MAP}'
        yield f"{table}: yes or an empty cell, and never no; write {line} {means}"


def clashes(reading: "Reading") -> Iterator[tuple[str, str, list[str]]]:
    """Name words that a file tells apart and its scale does not, with their answer."""
    for (scale, code), words in reading.degrees.items():
        if len(words) > 1:
            yield scale, reading.asked.scales[scale][code], sorted(words)


def _clashes(reading: "Reading") -> Iterator[str]:
    """Say what to write of words that the scale does not tell apart."""
    for scale, answer, words in clashes(reading):
        same = meaning(scale, dict.fromkeys(words, answer))
        yield (
            f"{' and '.join(map(repr, words))} are one answer of the scale {scale}, "
            f"{answer}; if they mean the same, write {same}, if not, its words from "
            f'the best or most down as scales.{toml(scale)} = "...|...", {MAP}'
        )


def _keys(reading: "Reading", places: pd.DataFrame) -> Iterator[str]:
    """Say how numbers were read: the words of each code."""
    for scale in sorted(reading.coded):
        words = reading.asked.scales[scale]
        turned = ", turned" if scale in reading.said.reversed else ""
        own = [item for item in places if reading.known[str(item)].scale == scale]
        # a scale that is turned, or begins at 0, lacks its top
        top = (places[own] == len(words) - 1).to_numpy().any()
        look = f"; if 1 is the best or most, write reversed = [{quoted(scale)}] {MAP}"
        if scale not in ("yes_no", "agree_not"):
            line = f"numbers on the scale {scale}{turned}: {key(words)}"
            yield line if top or turned else f"{line}{look}"


def ticked(reading: "Reading") -> Iterator[str]:
    """Name the tables whose cells seem to be ticked or blank.

    Nobody says no to any of its rows, and most who say yes to one leave one empty.
    """
    asked, places = reading.asked, reading.places
    for (table, _), own in asked.items.groupby(["table", "column"], sort=False):
        items = [item for item in own.index if item in places]
        if reading.problems.unknown.keys() & set(own["scale"]):
            continue
        if any(len(reading.known[item].codes) > 2 for item in items) or len(items) < 2:
            continue
        cells = places[items].to_numpy()
        cells = cells[(cells >= 0).any(axis=1)]
        if reading.said.blank_in(str(table)) or not len(cells) or (cells == 0).any():
            continue
        if (cells < 0).any(axis=1).mean() > 0.5:
            yield str(table)


def _ids(ids: pd.Series, problems: Problems) -> None:
    """Note which respondents have no id, or another's."""
    empty = np.array([not name.strip() for name in ids], dtype=bool)
    rows = ids.index.to_numpy()
    problems.add_rows(rows[empty], "no id; expected one of the respondent's own")
    again = rows[ids.duplicated().to_numpy() & ~empty]
    first = shown(ids.loc[again[0]]) if len(again) else ""
    text = f"an id that stands more than once, first {first}"
    problems.add_rows(again, text)


def listed(reading: "Reading") -> Iterator[tuple[str, str]]:
    """Name the columns whose cells list rows of a table, with that table."""
    asked = reading.asked
    for name, cells in reading.other.head(1000).items():
        for table in asked.tables:
            known = CheckAll(asked.options(table))
            if asked.kind(table) == "yes/no" and any(known.ticked(c)[0] for c in cells):
                yield str(name), table
                break


def _no_items(reading: "Reading") -> str:
    """Say what to do where no column names an item."""
    for name, table in listed(reading):
        line = f"check_all.{toml(table)} = {quoted(name)}"
        return f"if {name!r} lists rows of {table}, write {line} {MAP}"
    own = "or, of other items, a questionnaire of your own (--questionnaire FILE)"
    return f"say which columns are {MAP}, {own}"
