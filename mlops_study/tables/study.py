"""Tables of what the study consists of: its files, packages and pages."""

import pandas as pd

from mlops_study import published, survey
from mlops_study.published import Paper
from mlops_study.tables.table import Column, Table, number


def listing(title: str, frame: pd.DataFrame, /, **headers: str) -> Table:
    """Show columns of a frame, and of its index, each under the header given for it."""
    columns = (Column(header, source) for source, header in headers.items())
    return Table.of(frame, *columns, title=title)


def data_files() -> Table:
    """List the study's data files with their size and what they hold."""
    rows = []
    for dataset in (*published.DATASETS.values(), *survey.INSTRUMENTS.values()):
        length, width = dataset.read().shape
        row = {"path": dataset.path, "rows": length, "columns": width}
        rows.append({**row, "about": dataset.about})
    return Table.of(
        rows,
        Column("File", "path"),
        number("Rows", "rows"),
        number("Columns", "columns"),
        Column("What it holds", "about"),
        title="The data files of the study",
    )


def traceability() -> Table:
    """Lead from each section of the paper to the page that covers it.

    The cells are MyST references, so that the build of the book fails where a
    page, a table or a figure is missing.
    """

    def heading(title: str, level: int) -> str:
        return title if level > 1 else f"**{title}**"

    def page(name: str, anchor: str) -> str:
        return f"{{ref}}`{name.capitalize()} <{anchor}>`"

    def numbers(labels: str) -> str:
        return ", ".join(f"{{numref}}`{label}`" for label in labels.split(";") if label)

    return Table.of(
        Paper().table("outline"),
        Column("Section of the paper", ("title", "level"), heading, markup=True),
        Column("Covered in", ("page", "anchor"), page, markup=True),
        Column("Tables and figures", "exhibits", numbers, markup=True),
        title="Every section of the paper and where the book covers it",
    )
