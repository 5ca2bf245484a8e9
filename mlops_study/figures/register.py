"""The register of figures, which each drawing function enters by its decorator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

import pandas as pd
from matplotlib.figure import Figure

from mlops_study.figures.style import look, settled
from mlops_study.published import SURVEY_TABLES, Paper

P = ParamSpec("P")
Reader = Callable[[], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How a figure is drawn, and what reads each argument from the study's data.

    A figure that shows a survey, one table of it or all, has a title.
    """

    draw: Callable[..., Figure]
    data: tuple[Reader, ...]
    table: str | None
    title: str


FIGURES: dict[str, Entry] = {}
"""The figures of the book by name."""


def figure(
    *data: Reader, table: str | None = None, title: str = ""
) -> Callable[[Callable[P, Figure]], Callable[P, Figure]]:
    """Enter a drawing function in ``FIGURES``, and let it draw in the study's look.

    Nothing is read before the figure is drawn. With `table` it is drawn from that table
    of the survey, the paper's or another's.
    """
    if table is not None:
        data, title = (printed(table),), f"{title} ({SURVEY_TABLES[table].title})"

    def enter(draw: Callable[P, Figure]) -> Callable[P, Figure]:
        @wraps(draw)
        def drawn(*args: P.args, **kwargs: P.kwargs) -> Figure:
            with look():
                return settled(draw(*args, **kwargs))

        name = draw.__name__.replace("_", "-")
        FIGURES[name] = Entry(draw=drawn, data=data, table=table, title=title)
        return drawn

    return enter


def printed(name: str) -> Reader:
    """Return what reads a file of the paper's data."""
    return lambda: Paper().table(name)


def make_figure(name: str) -> Figure:
    """Draw one figure of the book, a key of ``FIGURES``, from the study's data."""
    entry = FIGURES[name]
    return entry.draw(*(read() for read in entry.data))


def survey_figures(
    tables: Mapping[str, pd.DataFrame], comparison: pd.DataFrame
) -> dict[str, Figure]:
    """Draw the figures of a survey's own answers, by name.

    From :func:`~mlops_study.survey.tabulation.survey_tables` and
    :func:`~mlops_study.survey.tabulation.against_published`. Figures of tables that
    were not asked are left out, and that of tools that nobody rated.
    """
    shown = {
        name: tables.get(entry.table) if entry.table else comparison
        for name, entry in FIGURES.items()
        if entry.title
    }
    return {
        name: FIGURES[name].draw(data)
        for name, data in shown.items()
        if data is not None and not _unrated(data)
    }


def _unrated(table: pd.DataFrame) -> bool:
    return "effectiveness" in table and bool(table["effectiveness"].isna().all())
