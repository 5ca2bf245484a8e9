"""A page of HTML that shows tables and figures without asking anything of anyone."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlops_study.tables import Table


def report(
    title: str,
    summary: Sequence[str],
    tables: Sequence[Table],
    pictures: Mapping[str, bytes],
) -> str:
    """Set sentences, tables and SVG pictures by their caption on the page; escape text.

    The page is ``report.html`` beside this module.
    """
    from jinja2 import Environment, PackageLoader

    pages = PackageLoader("mlops_study", "cli")
    environment = Environment(loader=pages, autoescape=True, keep_trailing_newline=True)
    return environment.get_template("report.html").render(
        title=title,
        summary=summary,
        # safe to set as they are: a table escapes its cells itself
        tables=[table.render("html") for table in tables],
        pictures={name: b64encode(svg).decode() for name, svg in pictures.items()},
    )
