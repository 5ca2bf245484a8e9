"""A questionnaire of a user's own: read from a file, or what makes it none."""

import re
from collections import Counter
from pathlib import Path

import pandas as pd

from mlops_study.datafiles import find_table, refuse
from mlops_study.survey.questionnaire import Questionnaire, points, questionnaire

_NEEDED = ("item", "table", "row", "wording", "scale")
_COLUMNS = ("item", "block", "table", "row", "column", "wording", "scale")
_TOOL = ("using", "effectiveness", "frequency")
_MOST_ITEMS = 500
_TAKEN = {"notes", "groups", "differences", "rankings", "comparison", "items"}
_TABLE = re.compile(r"[^\W_][\w -]{0,39}")


def read_questionnaire(path: Path) -> Questionnaire:
    """Read a questionnaire of a user's own.

    Its columns are those of the study's: ``item``, ``table``, ``row``, ``wording`` and
    ``scale``, the name of one of the study's scales or what
    :func:`~mlops_study.survey.questionnaire.points` takes; ``column`` is needed of
    before and after and of tools, and ``block`` may be left out.

    Raises
    ------
    DataFileError
        With a line for each problem.
    """
    expected = f"a header with {', '.join(_NEEDED)}"
    file, _ = find_table(path, expected)
    file.check_rows(5)
    header = [name.strip().casefold() for name in file.header]
    if missing := [name for name in _NEEDED if name not in header]:
        refuse(path, f"header: {', '.join(missing)} missing; expected {expected}")
    if len(file.widths) > _MOST_ITEMS:
        refuse(path, f"{len(file.widths)} items; expected at most {_MOST_ITEMS}")
    frame = pd.concat(file.chunks(header)).astype("str").apply(lambda c: c.str.strip())
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
