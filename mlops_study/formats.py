"""The formats that tables and figures are written in.

They stand apart from both rooms so that the command can name them without loading
either.
"""

from typing import Literal

TableFormat = Literal["markdown", "csv", "json", "latex", "html"]
"""How a table is written."""

ImageFormat = Literal["png", "svg", "pdf"]
"""How a figure is written."""

EXTENSIONS: dict[TableFormat, str] = {
    "markdown": "md",
    "csv": "csv",
    "json": "json",
    "latex": "tex",
    "html": "html",
}
"""What the name of a table's file ends in."""
