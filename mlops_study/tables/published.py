"""The tables of the paper, regenerated from its data."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from mlops_study import numerals, percentages
from mlops_study.evidence import audit_references
from mlops_study.published import SURVEY_TABLES, Paper
from mlops_study.tables.table import Column, Table, escape, number


def survey_table(name: str, frame: pd.DataFrame) -> Table:
    """Set one of Tables 1 to 5 as the paper does.

    From its numbers, published or by
    :func:`~mlops_study.survey.tabulation.survey_tables`: percentages are written with
    at most one decimal, ratings with one, improvements with at most two.

    >>> table = survey_table("table2", Paper().table("table2"))
    >>> table.cells.iloc[0].tolist()
    ['Cultural Resistance', '60']
    """
    columns = (as_printed(name, source) for source in SURVEY_TABLES[name].columns)
    return Table.of(frame, *columns, name=name, title=Paper().title(name))


def as_printed(name: str, source: str) -> Column:
    """Head and write a column of one of Tables 1 to 5 as the paper does."""
    of = SURVEY_TABLES[name].columns[source]
    if of.decimals is None:
        return Column(of.header, source)
    write = numerals.fixed if of.padded else numerals.decimal
    return number(of.header, source, partial(write, places=of.decimals))


def make_table(name: str) -> Table:
    """Regenerate one of the paper's tables, a key of ``TABLES``.

    It has the headers that the paper prints; the improvement column of Table 3 is
    computed from its two other columns.

    >>> make_table("table3").cells["Percentage Improvement (%)"].tolist()
    ['100', '116.67', '175', '100', '87.5']
    """
    return TABLES[name]()


def _from_its_numbers(name: str) -> Table:
    frame = Paper().table(name)
    if name == "table3":
        # computed, not copied: the published column is what this is tested against
        steps = frame["before"], frame["after"]
        frame["improvement"] = percentages.relative_improvement(*steps)
    return survey_table(name, frame)


def literature() -> Table:
    """List the ten reviewed studies as the paper compiles them."""
    return Table.of(
        Paper().table("literature"),
        Column("Title", "title"),
        Column("Authors", "authors"),
        number("Year", "year"),
        Column("Key findings", "findings"),
        Column("Themes", "themes", lambda themes: themes.replace(";", ", ")),
        number("Ref.", "ref"),
        name="literature",
        title="The ten studies of the compiled literature table",
    )


def references() -> Table:
    """List every field of the references as the paper prints them."""
    return Table.of(
        Paper().table("references"),
        number("No.", "ref"),
        Column("Authors", "authors", lambda names: names or "(none printed)"),
        number("Year", "year"),
        Column("Title", "title"),
        Column("Venue", "venue"),
        Column("Volume", ("volume", "issue"), _volume),
        Column("Pages", "pages"),
        Column("DOI or address", ("doi", "url"), lambda doi, url: doi or url),
        name="references",
        title="The references as the paper lists them",
    )


TABLES: dict[str, Callable[[], Table]] = {
    **{name: partial(_from_its_numbers, name) for name in SURVEY_TABLES},
    "literature": literature,
    "references": references,
}
"""The paper's tables by name, as ``mlops-study tables`` prints them."""


def reference_list() -> Table:
    """Set each printed reference as one entry, with its DOI or address.

    In Markdown an address whose host cannot exist is code, which no page links to.
    """

    def address(doi: str, url: str, host: str) -> str:
        return f"`{url}`" if host else escape(doi or url)

    audit = audit_references().set_index("ref")
    parts = ("authors", "month", "year", "title", "venue", "volume", "issue", "pages")
    return Table.of(
        Paper().table("references").join(audit["host"]),
        number("No.", "ref"),
        Column("Entry", parts, _entry),
        Column("DOI or address", ("doi", "url", "host"), address, markup=True),
        title="The references as the paper lists them",
    )


def _volume(volume: str, issue: str) -> str:
    return f"{volume}({issue})" if issue else volume


def _entry(
    authors: str, month: str, year: int, title: str, venue: str, *place: str
) -> str:
    *volume, pages = place
    date = f"{month} {year}" if month else year
    work = f"{authors or '[no author printed]'} ({date}). {title}. {venue}"
    return ", ".join(filter(None, (work, _volume(*volume), pages)))


def review_items() -> Table:
    """List the best practices and challenges that the review names."""
    return Table.of(
        Paper().table("review_items"),
        Column("Kind", "kind", str.capitalize),
        Column("Topic", "topic"),
        Column("Study", ("authors", "year"), "{} ({})".format),
        Column("Finding", "finding"),
        title="Best practices and challenges",
    )
