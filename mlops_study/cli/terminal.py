"""What a reader at a terminal is shown: tables that fit it, and messages of one line.

Markdown is for files and pipes, where a table may be as wide as it likes. On a
terminal, words move to the next line inside their cells; where even the longest words
of the columns do not fit beside one another, each row becomes a list of its cells. Text
is shown as it is, never read as markup, and a question mark takes the place of what
would steer the terminal.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Collection, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.box import HORIZONTALS
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table as Grid
from rich.text import Text

from mlops_study.numerals import plain

if TYPE_CHECKING:
    import pandas as pd

    from mlops_study.formats import TableFormat
    from mlops_study.tables import Table

_GAP = 2
_WORD = 16  # a longer word, such as the name of a file, may be broken


def say(*messages: str) -> None:
    """Put each on one line of standard error, whatever a file's name holds."""
    for message in messages:
        typer.echo(f"mlops-study: {harmless(message)}", err=True)


def fail(message: str) -> NoReturn:
    """Say in one line why the command cannot go on, and end it with code 2."""
    say(message)
    raise typer.Exit(2)


def known_names(names: list[str] | None, known: list[str], kind: str) -> list[str]:
    """Return the asked names, all when none are asked; refuse unknown ones."""
    for name in names or []:
        if name not in known:
            fail(f"no {kind} named {name!r}; known: {', '.join(known)}")
    return list(dict.fromkeys(names)) if names else known


def harmless(text: str) -> str:
    r"""Put a question mark in the place of each character that steers a terminal.

    >>> harmless("\x1b[31mred\n5\xa0±\xa01")
    '?[31mred?5\xa0±\xa01'
    """
    return "".join(
        c if c.isprintable() or unicodedata.category(c) == "Zs" else "?" for c in text
    )


def show(tables: Sequence[Table], style: TableFormat | None = None) -> None:
    """Print tables as asked; if not, in Markdown or fitted to the terminal."""
    from mlops_study.tables import render_all

    terminal = sys.stdout is not None and sys.stdout.isatty()
    if terminal and style is None:
        _draw(tables)
        return
    text = _encodable(render_all(tables, style or "markdown"))
    if terminal:
        text = "\n".join(map(harmless, text.split("\n")))
    typer.echo(text, nl=False)


def _draw(tables: Sequence[Table]) -> None:
    width = shutil.get_terminal_size().columns
    colourless = os.environ.get("NO_COLOR")
    console = Console(width=width, color_system=None if colourless else "auto")
    for i, table in enumerate(tables):
        title = Text(_shown(table.title), style="bold")
        console.print(*[""] * min(i, 1), title, "", fitted(table, width), sep="\n")


def _shown(text: object) -> str:
    return harmless(_encodable(str(text)))


def _encodable(text: str) -> str:
    """Return what of a text the output can hold: plain numbers, the rest as codes."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = plain(text)
    return text.encode(encoding, "backslashreplace").decode(encoding)


def fitted(table: Table, width: int) -> Grid:
    """Draw a table in so many columns of the terminal, with rules if cells wrap."""
    cells = table.cells.map(_shown).rename(columns=_shown)
    right = {_shown(name) for name in table.numeric}
    widths, lines = _shared(width, cells, right), 0
    if not widths:
        # each row becomes a list of its cells
        lines = len(cells.columns)
        label = min(cells.columns.map(cell_len).max(), width // 3)
        cells = cells.stack().reset_index(level=1)
        widths = [label, width - label - _GAP]
    grid = Grid(
        box=HORIZONTALS,
        show_edge=False,
        show_header=not lines,
        show_lines=bool(not lines and (cells.map(cell_len) > widths).to_numpy().any()),
        pad_edge=False,
        padding=(0, _GAP - 1, 0, 0),
    )
    for name, most in zip(cells, widths, strict=True):
        side: JustifyMethod = "right" if name in right else "left"
        head = _wrapped(str(name), most)
        grid.add_column(head, width=most, justify=side, overflow="fold")
    for i, row in enumerate(cells.to_numpy(), start=1):
        texts = map(_wrapped, row, widths)
        grid.add_row(*texts, end_section=bool(lines) and not i % lines)
    return grid


def _shared(width: int, cells: pd.DataFrame, right: Collection[str]) -> list[int]:
    """Share the width out among columns; none where a word would have to be broken.

    A number is not parted from its unit, to which an unbreakable space ties it.
    """
    room = width - _GAP * (len(cells.columns) - 1)
    ranges = []
    for name, column in cells.items():
        head, body = _word(str(name)), _word(" ".join(column))
        least = max(min(head, _WORD), body if name in right else min(body, _WORD))
        ranges.append((least, max(map(cell_len, [str(name), *column]))))
    for level in range(room, 0, -1):
        widths = [min(max(level, least), most) for least, most in ranges]
        if sum(widths) <= room:
            return widths
    return []


def _word(text: str) -> int:
    return max(map(cell_len, text.split(" ")))


def _wrapped(text: str, width: int) -> Text:
    # unlike rich, at no space that holds a number together
    return Text(fill(text, width, break_long_words=False, break_on_hyphens=False))
