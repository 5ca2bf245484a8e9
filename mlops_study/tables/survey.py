"""Tables of the questionnaire and of a survey's own answers.

They take what the functions of ``survey`` return.
"""

from collections.abc import Sequence
from functools import partial

import pandas as pd

from mlops_study import survey
from mlops_study.numerals import decimal, fixed, whole
from mlops_study.published import SURVEY_TABLES, Paper
from mlops_study.tables.published import as_printed
from mlops_study.tables.table import Column, Table, level, number


def questionnaire(asked: survey.Questionnaire | None = None) -> Table:
    """List the items of a questionnaire, the study's own if no other is given.

    With the codes of their answers.
    """
    asked = asked or survey.questionnaire()

    def answers(scale: str) -> str:
        return survey.key(asked.scales[scale])

    return Table.of(
        asked.items,
        Column("Item", "item"),
        Column("Wording", "wording"),
        Column("Answers", "scale", answers),
        name="questionnaire",
        title="Questionnaire",
    )


def answers(numbers: pd.DataFrame) -> Table:
    """Set the numbers of one table of a survey, with how many answered.

    Where all rows are the paper's, in the paper's columns and under its headers.
    Frequencies that nobody gave are left out.
    """
    name = str(numbers["table"].iloc[0])
    frame = survey.survey_tables(numbers)[name]
    printed = SURVEY_TABLES[name].columns if numbers["papers"].all() else {}
    of = numbers.drop_duplicates("column").set_index("column")
    key = str(frame.index.name)
    columns = [as_printed(name, key) if printed else Column("Row", key)]
    asked = [source for source in list(printed)[1:] if source in frame]
    for source in dict.fromkeys([*asked, *frame]):
        if source.startswith(survey.FREQUENCY) and not frame[source].any():
            continue
        if source in printed:
            columns.append(as_printed(name, source))
        elif source == "frequency":
            columns.append(Column("Frequency", source))
        elif source in of.index:
            label, unit = of.loc[source, ["label", "unit"]]
            form = partial(_value, unit)
            columns.append(number(f"{label}{_UNITS[unit]}", source, form))
        elif source in _ANSWERED:
            columns.append(number(_ANSWERED[source], source, whole))
    title = Paper().title(name) if printed else str(numbers["block"].iloc[0])
    return Table.of(frame, *columns, name=name, title=title)


_UNITS = {"per cent": " (%)", "points": "", "scale": ""}
_ANSWERED = {
    "n": "Answers",
    "n_before": "Answers, before",
    "n_after": "Answers, after",
    "n_effectiveness": "Answers, rating",
    "n_frequency": "Answers, frequency",
}


def _value(unit: str, value: float, places: int = 1) -> str:
    return fixed(value, 2) if unit == "scale" else decimal(value, places)


def answers_against_published(numbers: pd.DataFrame) -> Table:
    """List every number of a survey with its interval, and the published number.

    From `estimates` or `against_published`. The effective number of respondents and
    notes are columns where there are any.
    """
    form = partial(_value, places=2)
    names = [n for n in ("value", "low", "high", "published") if n in numbers]
    columns = [
        *_PLACE,
        number("Answers", "n", whole),
        *(number(name.capitalize(), ("unit", name), form) for name in names),
    ]
    if (numbers["n"] - numbers["effective"]).abs().max() > 1e-6:
        columns.insert(
            len(_PLACE) + 1,
            number("Effective", "effective", partial(decimal, places=1)),
        )
    if numbers["note"].any():
        columns.append(Column("Note", "note"))
    beside = ", and the published number" if "published" in numbers else ""
    return Table.of(
        numbers,
        *columns,
        name="comparison",
        title=f"Every number with its interval of {level(numbers)}{beside}",
    )


def answers_ranked(rankings: pd.DataFrame) -> Table:
    """List how sure the order of a survey's rows is, where they were compared."""

    def per_cent(share: float) -> str:
        return whole(100 * share)

    compared = rankings.dropna()
    return Table.of(
        compared,
        Column("Table", "block"),
        Column("Row", "row"),
        number("Answered all", "n", whole),
        number("Per cent", "share", partial(decimal, places=1)),
        number("Best rank", "best", whole),
        number("Worst rank", "worst", whole),
        number("First, at least (%)", "first_low", per_cent),
        number("First, at most (%)", "first_high", per_cent),
        name="rankings",
        title=f"How sure the order is: ranks at {level(compared)}, probability to be "
        "first",
    )


def groups_side_by_side(groups: pd.DataFrame) -> Table:
    """Set the groups of a survey side by side, a row a number."""
    names = list(groups["group"].unique())
    place = ["table", "row", "column", "block", "label", "unit"]
    wide = groups.pivot(index=place, columns="group", values=["value", "n"])
    wide = wide.loc[groups.set_index(place).index.unique()]
    wide.columns = wide.columns.map(" ".join)
    columns = [*_PLACE]
    for name in names:
        columns += [
            number(f"Group {name}", ("unit", f"value {name}"), _value),
            number(f"Answers, group {name}", f"n {name}", whole),
        ]
    return Table.of(wide, *columns, name="groups", title="Groups side by side")


def group_differences(groups: pd.DataFrame) -> Table:
    """List the differences between the groups of a survey."""
    names = {"Difference": "", "Low": "_low", "High": "_high"}
    return Table.of(
        groups[groups["versus"] != ""],
        *_PLACE,
        Column("Groups", ("group", "versus"), "{} less {}".format),
        *(
            number(header, ("unit", f"difference{end}"), _value)
            for header, end in names.items()
        ),
        name="differences",
        title=f"Differences between groups, with intervals of {level(groups)}",
    )


_PLACE = (Column("Table", "block"), Column("Row", "row"), Column("Number", "label"))


def item_answers(items: pd.DataFrame) -> Table:
    """List how many answered each item, and the codes that nobody gave."""
    return Table.of(
        items,
        Column("Item", "item"),
        Column("Row", "row"),
        Column("Wording", "wording"),
        number("Answers", "n", whole),
        number("Per cent", "per_cent", partial(decimal, places=1)),
        Column("Given by nobody", "unused"),
        name="items",
        title="Answers to each item",
    )


def notes(lines: Sequence[str]) -> Table:
    """List what was done to a file and what to know of its answers."""
    return Table.of(
        [{"note": line} for line in lines],
        Column("Note", "note"),
        name="notes",
        title="What to know of the answers",
    )
