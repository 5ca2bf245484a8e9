"""A table of text cells and the formats it can be written in."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from tabulate import tabulate

from mlops_study.formats import EXTENSIONS, TableFormat

__all__ = ["FORMATS", "Table", "escape", "plain", "render_all"]

FORMATS = tuple(EXTENSIONS)
"""The formats of a rendered table."""

_MARKUP = re.compile(r"[\\`*_\[\]{}|$~^]|&(?=#?\w+;)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A titled table whose cells are text, ready to be read.

    Parameters
    ----------
    name
        Short name; the label in LaTeX and the ``id`` in HTML.
    title
        Caption without a number.
    cells
        One text a cell; the column names are the header.
    numeric
        Names of the columns that are set flush right.
    markup
        Whether cells hold Markdown that must not be escaped.
    """

    name: str
    title: str
    cells: pd.DataFrame
    numeric: tuple[str, ...] = ()
    markup: bool = False

    def render(self, style: TableFormat) -> str:
        """Write the table in one of the ``FORMATS``.

        Returns
        -------
        str
            The table, ending in a line feed; everything but CSV and JSON has a caption
            or title, and special characters of the format are escaped.

        Examples
        --------
        >>> cells = pd.DataFrame({"Tool": ["A|B"], "Use": ["70"]})
        >>> table = Table(name="t", title="Tools", cells=cells, numeric=("Use",))
        >>> print(table.render("csv"), end="")
        Tool,Use
        A|B,70
        """
        if style == "csv":
            csv: str = self.cells.to_csv(index=False, lineterminator="\n")
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
            return latex
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
        """Return the rows, each with its cells by header."""
        return [
            {str(header): str(cell) for header, cell in row.items()}
            for row in self.cells.to_dict("records")
        ]

    def markdown(self) -> str:
        """Return the table in Markdown without its title."""
        cells = self.cells if self.markup else self.cells.map(escape)
        text: str = tabulate(
            cells.to_numpy().tolist(),
            headers=list(self.cells.columns),
            tablefmt="pipe",
            colalign=self._alignments("right", "left"),
            disable_numparse=True,
        )
        return text

    def _alignments(self, right: str, left: str) -> list[str]:
        return [right if c in self.numeric else left for c in self.cells.columns]


def render_all(tables: Sequence[Table], style: TableFormat) -> str:
    """Write several tables, one after the other; in JSON as one object by name.

    Parameters
    ----------
    tables
        At least one; a single one is written as by ``Table.render``.
    style
        One of the ``FORMATS``.
    """
    if style == "json" and len(tables) > 1:
        return _json({table.name: table.records() for table in tables})
    return "\n".join(table.render(style) for table in tables)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def escape(text: str) -> str:
    r"""Let Markdown show a text as it is, on one line.

    Examples
    --------
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


def plain(values: Iterable[float], decimals: int = 2) -> list[str]:
    """Write numbers with at most `decimals` places and no trailing zeros.

    Examples
    --------
    >>> plain([100.0, 116.6667, 87.5])
    ['100', '116.67', '87.5']
    """
    texts = [
        f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
        for value in values
    ]
    return ["0" if text == "-0" else text for text in texts]
