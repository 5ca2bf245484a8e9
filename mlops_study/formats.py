"""The formats that things are written in, and the engines that run scenarios.

They stand apart from the rooms that do so, for the command to name them without loading
those.
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

Engine = Literal["compiled", "simpy"]
"""What runs a scenario."""

EXTENSIONS: dict[TableFormat, str] = {
    "markdown": "md",
    "csv": "csv",
    "json": "json",
    "latex": "tex",
    "html": "html",
}
"""What the name of a table's file ends in."""
