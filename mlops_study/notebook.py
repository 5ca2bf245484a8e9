"""What a chapter's notebook needs: figures as SVG, numbers and tables to quote.

Call :func:`start` in the first cell. :func:`quote` makes numbers available to the
prose as ``{glue:text}``, :func:`quote_table` tables as ``{glue:md}``.
"""

from numbers import Integral
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure
from matplotlib_inline.backend_inline import set_matplotlib_formats
from myst_nb import glue

from mlops_study import numerals
from mlops_study.figures import image
from mlops_study.tables import Table


def start() -> None:
    """Show figures as SVG that does not differ from run to run."""
    # the function has no types
    set_matplotlib_formats("svg")  # type: ignore[no-untyped-call]
    display: Any = InteractiveShell.instance().display_formatter
    svg = display.formatters["image/svg+xml"]
    svg.for_type(Figure, lambda figure: image(figure, "svg").decode())


def quote(**values: object) -> None:
    """Make each value available to the prose under its name.

    Numbers are written as in :mod:`~mlops_study.numerals`, a ``float`` with at most ten
    digits that count.
    """
    for name, value in values.items():
        text = str(value)
        if isinstance(value, float):
            text = numerals.significant(value, 10)
        elif isinstance(value, Integral) and not isinstance(value, bool):
            text = numerals.whole(int(value))
        glue(name.replace("_", "-"), _Text(text), display=False)


def quote_table(label: str, table: Table) -> None:
    """Make a table available to the prose, and its title as ``LABEL-title``."""
    glue(label, _Markdown(table.markdown()), display=False)
    quote(**{f"{label}-title": table.title})


class _Text:
    """A text that is quoted as it is, without quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


class _Markdown(_Text):
    """A text that the page reads as Markdown."""

    def _repr_markdown_(self) -> str:
        return self.text
