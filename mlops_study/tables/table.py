"""A table of text cells, made from what its columns say, and its formats.

A `Column` says what it heads, from which columns of a frame a cell comes and how it is
written; `Table.of` makes the cells. Readers get numbers as ``numerals`` writes them;
CSV and JSON get them plain, and texts as they are.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Self

import pandas as pd

from mlops_study import numerals
from mlops_study.formats import TableFormat

Source = str | tuple[str, ...] | Callable[[pd.DataFrame], Iterable[Any]]

_MARKUP = re.compile(r"[\\`*_\[\]{}|$~^]|&(?=#?\w+;)")
_LATEX = str.maketrans(
    {numerals.THIN: r"\,", numerals.MINUS: "$-$", numerals.NO_BREAK: "~"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    header: str  #: What stands above it.
    #: A column of the frame, several, or a function that makes a value for each row.
    source: Source
    form: Callable[..., str] = str  #: Writes a cell from its value or values.
    numbers: bool = False  #: Whether cells hold numbers written for readers.
    right: bool = False  #: Whether it is set flush right.
    markup: bool = False  #: Whether cells are MyST, not to be escaped in Markdown.

    def cells(self, frame: pd.DataFrame) -> list[str]:
        """Write a cell for each row of a frame."""
        if callable(self.source):
            return [self.form(value) for value in self.source(frame)]
        names = (self.source,) if isinstance(self.source, str) else self.source
        values = zip(*(frame[name] for name in names), strict=True)
        return [self.form(*own) for own in values]


number = partial(Column, numbers=True, right=True)
"""A column of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A titled table whose cells are text, ready to be read."""

    name: str  #: The label in LaTeX and the ``id`` in HTML.
    title: str  #: Caption without a number.
    columns: tuple[Column, ...]
    cells: pd.DataFrame  #: One text a cell, under the headers.

    @classmethod
    def of(
        cls,
        rows: pd.DataFrame | Sequence[Any],
        *columns: Column,
        title: str,
        name: str = "",
    ) -> Self:
        """Make a table of rows; the names of a frame's index count among its columns.

        Without a name it is named after its title.

        >>> rows = [{"tool": "A|B", "using": 12_000.0}]
        >>> use = number("Use", "using", numerals.whole)
        >>> table = Table.of(rows, Column("Tool", "tool"), use, title="Tools")
        >>> print(table.render("csv"), end="")
        Tool,Use
        A|B,12000
        """
        frame = pd.DataFrame(rows).reset_index()
        cells = {column.header: column.cells(frame) for column in columns}
        name = name or re.sub(r"\W+", "-", title.lower()).strip("-")
        return cls(name=name, title=title, columns=columns, cells=pd.DataFrame(cells))

    @property
    def numeric(self) -> tuple[str, ...]:
        """Headers of the columns that are set flush right."""
        return tuple(column.header for column in self.columns if column.right)

    def render(self, style: TableFormat) -> str:
        """Write the table in a format, ending in a line feed.

        Everything but CSV and JSON has a caption or title, and special characters of
        the format are escaped.
        """
        if style == "csv":
            csv: str = self._plain().to_csv(index=False, lineterminator="\n")
            return csv
        if style == "json":
            return _json(self.records())
        if style == "markdown":
            return f"{escape(self.title)}\n\n{self.markdown()}\n"
        if style == "latex":
            latex: str = self.cells.to_latex(
                index=False,
                escape=True,
                caption=_latex(self.title),
                label=f"tab:{self.name}",
                column_format="".join(self._alignments("r", "l")),
            )
            return latex.translate(_LATEX)
        written: str = (
            self.cells.style.hide(axis="index")
            .format(escape="html")
            .format_index(axis="columns", escape="html")
            .set_caption(html.escape(self.title))
            .set_uuid(self.name)
            .set_table_attributes('class="mlops-study"')
            .set_properties(subset=list(self.numeric), **{"text-align": "right"})
            .to_html()
        )
        return written

    def records(self) -> list[dict[str, str]]:
        """Return the rows for machines, each with its cells by header."""
        rows = self._plain().to_dict("records")
        return [{str(header): text for header, text in row.items()} for row in rows]

    def markdown(self) -> str:
        """Return the table in Markdown without its title."""
        cells = {
            c.header: self.cells[c.header].map(str if c.markup else escape)
            for c in self.columns
        }
        return pd.DataFrame(cells).to_markdown(
            index=False,
            colalign=self._alignments("right", "left"),
            disable_numparse=True,
        )

    def _plain(self) -> pd.DataFrame:
        """Return the cells with numbers as machines read them."""
        written = [column.header for column in self.columns if column.numbers]
        plain = {c: self.cells[c].map(numerals.plain) for c in written}
        return self.cells.assign(**plain)

    def _alignments(self, right: str, left: str) -> list[str]:
        return [right if column.right else left for column in self.columns]


def side_by_side(
    frame: pd.DataFrame, row: str, column: str, source: Source, form: Callable[..., str]
) -> pd.DataFrame:
    """Write a cell for each row of a frame and set them in a grid.

    A row and a column for each value of two columns, in the order of the frame.
    """
    cells = frame.assign(cell=Column("", source, form).cells(frame))
    wide = cells.pivot(index=row, columns=column, values="cell")
    return wide.loc[frame[row].unique(), frame[column].unique()]


def level(frame: pd.DataFrame) -> str:
    """Write the confidence of the intervals of a frame."""
    return f"{numerals.decimal(100 * float(frame['level'].to_numpy()[0]))} %"


def render_all(tables: Sequence[Table], style: TableFormat) -> str:
    """Write at least one table, one after the other; in JSON as one object by name."""
    if style == "json" and len(tables) > 1:
        return _json({table.name: table.records() for table in tables})
    return "\n".join(table.render(style) for table in tables)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def escape(text: str) -> str:
    r"""Let Markdown show a text as it is, on one line.

    >>> print(escape("a|b <c>"))
    a\|b &lt;c&gt;
    """
    one_line = " ".join(text.splitlines())
    shown = _MARKUP.sub(r"\\\g<0>", one_line)
    return shown.replace("<", "&lt;").replace(">", "&gt;")


def _latex(text: str) -> str:
    for character in "\\&%$#_{}":
        text = text.replace(character, "\\" + character)
    return text
