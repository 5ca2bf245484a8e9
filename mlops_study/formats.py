"""The formats that tables, figures and questionnaires are written in.

They stand apart from the rooms that write so that the command can name them without
loading those.
"""

from typing import Literal

TableFormat = Literal["markdown", "csv", "json", "latex", "html"]
"""How a table is written."""

ImageFormat = Literal["png", "svg", "pdf"]
"""How a figure is written."""

FigureFormat = Literal["png", "svg", "pdf", "csv"]
"""The same, or what it is drawn from."""

Tool = Literal["limesurvey", "qualtrics", "redcap", "google"]
"""For which survey tool a questionnaire is written."""

EXTENSIONS: dict[TableFormat, str] = {
    "markdown": "md",
    "csv": "csv",
    "json": "json",
    "latex": "tex",
    "html": "html",
}
"""What the name of a table's file ends in."""
