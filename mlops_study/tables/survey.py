"""Tables of the questionnaire and of a survey's own answers.

They take what the functions of ``survey`` return: `against_published`, `rankings`.
"""

import pandas as pd

from mlops_study import survey
from mlops_study.numerals import decimal, fixed, whole
from mlops_study.published import SURVEY_TABLES
from mlops_study.tables.table import Column, Table, level, number

_SUMS = {"top_2": "agree or strongly agree", "change": "change in points"}


def questionnaire() -> Table:
    """List the items of the questionnaire with the codes of their answers."""

    def answers(scale: str) -> str:
        return ", ".join(
            f"{code} {word}"
            for code, word in survey.questionnaire().scales[scale].items()
        )

    return Table.of(
        survey.questionnaire().items,
        Column("Item", "item"),
        Column("Wording", "wording"),
        Column("Answers", "scale", answers),
        name="questionnaire",
        title="Questionnaire",
    )


def answers_against_published(comparison: pd.DataFrame) -> Table:
    """List every number of a survey with its interval and the published number."""

    def label(table: str, column: str) -> str:
        return _SUMS.get(column) or SURVEY_TABLES[table].columns[column].label

    def value(table: str, column: str, value: float) -> str:
        of = SURVEY_TABLES[table].columns.get(column)
        return fixed(value, 2) if of is not None and of.padded else decimal(value, 1)

    return Table.of(
        comparison,
        _NUMBER,
        Column("Row", "row"),
        Column("Number", ("table", "column"), label),
        number("Answers", "n", whole),
        *(
            number(name.capitalize(), ("table", "column", name), value)
            for name in ("value", "low", "high", "published")
        ),
        Column("Inside", "inside"),
        name="comparison",
        title=f"Every number with its interval of {level(comparison)}, and the "
        "published number",
    )


def answers_ranked(rankings: pd.DataFrame) -> Table:
    """List how sure the order of a survey's items is."""

    def per_cent(share: float) -> str:
        return whole(100 * share)

    return Table.of(
        rankings,
        _NUMBER,
        Column("Row", "row"),
        number("Per cent", "share", lambda share: decimal(share, 1)),
        number("Best rank", "best", whole),
        number("Worst rank", "worst", whole),
        number("First, at least (%)", "first_low", per_cent),
        number("First, at most (%)", "first_high", per_cent),
        name="rankings",
        title=f"How sure the order is: ranks at {level(rankings)}, probability to be "
        "first",
    )


_NUMBER = number("Table", "table", lambda name: whole(SURVEY_TABLES[name].number))


def ranking_summary(rankings: pd.DataFrame) -> list[str]:
    """Say in a sentence for each table how sure its order is."""
    lines = []
    for name, own in rankings.groupby("table", sort=False):
        table, top = SURVEY_TABLES[str(name)], own.iloc[0]
        settled = int((own["best"] == own["worst"]).sum())
        first = "surely" if top["first_low"] >= top["level"] else "not surely"
        sure = f"{settled} {'is' if settled == 1 else 'are'}" if settled else "none is"
        lines.append(
            f"{table.title}, {table.ranked}: {top['row']} comes first, "
            f"{first} so (probability {whole(100 * top['first_low'])} to "
            f"{whole(100 * top['first_high'])} %). Of {len(own)} ranks {sure} sure."
        )
    return lines
