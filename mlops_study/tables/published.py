"""The tables of the paper, regenerated from its data."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from mlops_study import published, survey
from mlops_study.tables.table import Table, plain

__all__ = ["TABLES", "make_table", "survey_table"]

_HEADERS = {
    "table1": [
        "Best Practice",
        "Strongly Agree (%)",
        "Agree (%)",
        "Neutral (%)",
        "Disagree (%)",
        "Strongly Disagree (%)",
    ],
    "table2": ["Challenge", "Percentage of Respondents Facing Challenge (%)"],
    "table3": [
        "Aspect",
        "Before Cloud Adoption (%)",
        "After Cloud Adoption (%)",
        "Percentage Improvement (%)",
    ],
    "table4": [
        "Monitoring Tool",
        "Percentage of Organizations Using Tool (%)",
        "Effectiveness Rating (1-5)",
        "Frequency of Use (Daily/Weekly)",
    ],
    "table5": ["Cultural Aspect", "Percentage Agreeing (%)"],
}


def survey_table(name: str, frame: pd.DataFrame) -> Table:
    """Set one of Tables 1 to 5 as the paper does.

    Parameters
    ----------
    name
        ``table1`` to ``table5``.
    frame
        Its numbers, published or from
        :func:`~mlops_study.survey.tabulation.survey_tables`; percentages are written
        with at most one decimal, ratings with one, improvements with two.

    Examples
    --------
    >>> table = survey_table("table2", published.load("table2"))
    >>> table.cells.iloc[0].tolist()
    ['Cultural Resistance', '60']
    """
    decimals = {"effectiveness": "{:.1f}".format, "improvement": _plain(2)}
    cells = pd.DataFrame(
        {
            column: frame[column].map(decimals.get(column, _plain(1)))
            if pd.api.types.is_numeric_dtype(frame[column])
            else frame[column]
            for column in frame.columns
        }
    ).replace("nan", "n/a")
    headers = _HEADERS[name]
    cells = cells.set_axis(headers, axis="columns")
    words = {headers[0], "Frequency of Use (Daily/Weekly)"}
    titles = published.load("tables").set_index("table")["title"]
    return Table(
        name=name,
        title=titles[name],
        cells=cells,
        numeric=tuple(h for h in headers if h not in words),
    )


def _plain(decimals: int) -> Callable[[float], str]:
    return lambda value: plain([value], decimals)[0]


def _printed(name: str) -> Table:
    """Regenerate one of Tables 1 to 5 from the published numbers."""
    frame = published.load(name)
    if name == "table3":
        # computed, not copied: the published column is what this is tested against
        frame["improvement"] = survey.relative_improvement(
            frame["before"], frame["after"]
        )
    return survey_table(name, frame)


def _literature() -> Table:
    """Build the compiled table of the ten reviewed studies."""
    frame = published.load("literature")
    cells = pd.DataFrame(
        {
            "Title": frame["title"],
            "Authors": frame["authors"],
            "Year": frame["year"].astype(str),
            "Key findings": frame["findings"],
            "Themes": frame["themes"].str.replace(";", ", "),
            "Ref.": frame["ref"].astype(str),
        }
    )
    return Table(
        name="literature",
        title="The ten studies of the compiled literature table",
        cells=cells,
        numeric=("Year", "Ref."),
    )


def _references() -> Table:
    """Build the list of references as the paper prints it."""
    frame = published.load("references")
    volume = frame["volume"] + frame["issue"].map(lambda i: f"({i})" if i else "")
    cells = pd.DataFrame(
        {
            "No.": frame["ref"].astype(str),
            "Authors": frame["authors"].replace("", "(none printed)"),
            "Year": frame["year"].astype(str),
            "Title": frame["title"],
            "Venue": frame["venue"],
            "Volume": volume,
            "Pages": frame["pages"],
            "DOI or address": frame["doi"].where(frame["doi"] != "", frame["url"]),
        }
    )
    return Table(
        name="references",
        title="The references as the paper lists them",
        cells=cells,
        numeric=("No.", "Year"),
    )


TABLES: dict[str, Callable[[], Table]] = {
    **{name: partial(_printed, name) for name in _HEADERS},
    "literature": _literature,
    "references": _references,
}
"""The paper's tables by name."""


def make_table(name: str) -> Table:
    """Regenerate one of the paper's tables.

    Parameters
    ----------
    name
        ``table1`` to ``table5``, ``literature`` or ``references``.

    Returns
    -------
    Table
        With the headers that the paper prints; the improvement column of Table 3
        is computed from its two other columns.

    Raises
    ------
    KeyError
        If the name is not known.

    Examples
    --------
    >>> make_table("table3").cells["Percentage Improvement (%)"].tolist()
    ['100', '116.67', '175', '100', '87.5']
    """
    return TABLES[name]()
