"""A table of text cells and the formats it can be written in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd
from tabulate import tabulate

__all__ = ["FORMATS", "Format", "Table", "plain"]

Format = Literal["markdown", "csv", "latex", "html"]
"""The formats of a rendered table."""

FORMATS: tuple[Format, ...] = get_args(Format)

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

    def render(self, style: Format) -> str:
        """Write the table in one of the ``FORMATS``.

        Returns
        -------
        str
            The table, ending in a line feed; everything but CSV has a caption or
            title, and special characters of the format are escaped.

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
        if style == "markdown":
            return f"{_escape(self.title)}\n\n{self.markdown()}\n"
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

    def markdown(self) -> str:
        """Return the table in Markdown without its title."""
        cells = self.cells if self.markup else self.cells.map(_escape)
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


def _escape(text: str) -> str:
    """Let Markdown show a text as it is, on one line."""
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
    return [
        f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
        for value in values
    ]
