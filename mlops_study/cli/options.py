"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer
from typer import Option

from mlops_study.formats import Engine, FigureFormat, TableFormat


def _folder(text: str) -> Path:
    if not text:  # would be the folder that one stands in
        raise typer.BadParameter("expected the name of a folder")
    return Path(text)


def _address(text: str) -> str:
    if not text:  # would be this machine
        raise typer.BadParameter("expected an address, such as tcp://host:8786")
    return text


Style = Annotated[
    TableFormat | None,
    Option(
        "--format",
        "-f",
        help="How to write them; left out, a terminal shows tables that fit its width.",
        show_default="markdown",
    ),
]
FigureStyle = Annotated[
    FigureFormat,
    Option("--format", "-f", help="How to write them; csv: what they are drawn from."),
]
Out = Annotated[
    Path | None,
    Option(
        "--out",
        "-o",
        metavar="DIR",
        parser=_folder,
        help="Folder to write one file each into.",
    ),
]
Cache = Annotated[
    Path | None,
    Option(
        metavar="DIR",
        parser=_folder,
        help="Folder that keeps the runs, so that a command that was stopped goes on "
        "where it was; it may be deleted at any time.",
        show_default="mlops-study in the user's cache folder",
    ),
]
Force = Annotated[bool, Option("--force", help="Overwrite files that already exist.")]
Replications = Annotated[
    int,
    Option("--replications", "-n", min=1, max=100_000, help="Runs of each scenario."),
]
Seed = Annotated[
    int,
    Option(
        min=0, max=2**64 - 1, help="Seed of the study; the same seed, the same result."
    ),
]
By = Annotated[
    Engine,
    Option(
        "--engine",
        help="What runs the scenarios: compiled, or the SimPy model that defines them, "
        "some fifty times slower and one run at a time. Both give the same, to the "
        "last bit.",
    ),
]
Workers = Annotated[
    int | None,
    Option(
        min=1,
        max=1024,
        help="How many work at the same time, at most four a processor; they do not "
        "change the result.",
        show_default="one a processor",
    ),
]
Cluster = Annotated[
    str | None,
    Option(
        metavar="ADDRESS",
        parser=_address,
        help="Run on the workers of a Dask cluster, such as tcp://host:8786, in place "
        "of this machine; it does not change the result.",
    ),
]
Yes = Annotated[
    bool,
    Option(
        "--yes",
        help="Run it even if it may take more than an hour, or more memory than many "
        "machines have.",
    ),
]
Results = Annotated[
    Path | None,
    Option(
        "--out", "-o", metavar="FILE", help="CSV file for the indicators of each run."
    ),
]
Log = Annotated[
    Path | None,
    Option("--log", metavar="FILE", help="CSV file for every event of each run."),
]
Map = Annotated[
    Path | None,
    Option(
        "--map",
        metavar="FILE.toml",
        readable=False,
        help="What the columns and cells of the file mean, where it cannot tell.",
    ),
]
Own = Annotated[
    Path | None,
    Option(
        "--questionnaire",
        metavar="FILE.csv",
        readable=False,
        help="What was asked, if not the questionnaire of this study: a file with "
        "item, table, row, wording and scale.",
    ),
]
