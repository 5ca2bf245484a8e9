"""The command ``mlops-study``: the functions of the package from a shell."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from mlops_study import __version__

__all__ = ["app", "main"]

app = typer.Typer(
    name="mlops-study",
    help="Regenerate the tables and figures of the MLOps research compendium.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class TableFormat(StrEnum):
    """How a table is written."""

    markdown = "markdown"
    csv = "csv"
    latex = "latex"
    html = "html"


class FigureFormat(StrEnum):
    """How a figure is written."""

    png = "png"
    svg = "svg"
    pdf = "pdf"


_TABLE_EXTENSIONS = {
    TableFormat.markdown: "md",
    TableFormat.csv: "csv",
    TableFormat.latex: "tex",
    TableFormat.html: "html",
}

Out = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", metavar="DIR", help="Folder to write one file each into."
    ),
]

Force = Annotated[
    bool, typer.Option("--force", help="Overwrite files that already exist.")
]


def _version(show: bool) -> None:
    if show:
        typer.echo(f"mlops-study {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _show: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Regenerate the tables and figures of the MLOps research compendium."""


@app.command(
    epilog="Example: mlops-study tables table1 table3 --format latex --out tables/"
)
def tables(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="table1 to table5, literature, references; all when left out.",
            show_default=False,
        ),
    ] = None,
    style: Annotated[
        TableFormat, typer.Option("--format", "-f", help="How to write them.")
    ] = TableFormat.markdown,
    out: Out = None,
    force: Force = False,
) -> None:
    """Regenerate tables of the paper and print them, or write them with --out.

    The improvement column of Table 3 is computed from its other columns.
    """
    from mlops_study.tables import TABLES, make_table

    chosen = _known(names, list(TABLES), "table")
    texts = {name: make_table(name).render(style.value) for name in chosen}
    if out is None:
        typer.echo("\n".join(texts.values()), nl=False)
        return
    extension = _TABLE_EXTENSIONS[style]
    files = {f"{name}.{extension}": text.encode() for name, text in texts.items()}
    _write(out, files, force=force)


@app.command(epilog="Example: mlops-study figures cloud --format svg --out figures/")
def figures(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME",
            help="Names of figures; all when left out. --list shows them.",
            show_default=False,
        ),
    ] = None,
    style: Annotated[
        FigureFormat, typer.Option("--format", "-f", help="How to write them.")
    ] = FigureFormat.png,
    out: Out = None,
    force: Force = False,
    show_names: Annotated[
        bool, typer.Option("--list", help="List the names and stop.")
    ] = False,
) -> None:
    """Redraw figures of the book."""
    from mlops_study.figures import FIGURES, image, make_figure

    if show_names:
        typer.echo("\n".join(FIGURES))
        return
    chosen = _known(names, list(FIGURES), "figure")
    if out is None:
        _fail("figures need a folder to go into: --out DIR")
    files = {
        f"{name}.{style.value}": image(make_figure(name), style.value)
        for name in chosen
    }
    _write(out, files, force=force)


def _known(names: list[str] | None, known: list[str], kind: str) -> list[str]:
    """Return the asked names, all when none are asked; refuse unknown ones."""
    for name in names or []:
        if name not in known:
            _fail(f"no {kind} named {name!r}; known: {', '.join(known)}")
    return list(dict.fromkeys(names)) if names else known


def _write(folder: Path, files: dict[str, bytes], *, force: bool) -> None:
    """Write all files into `folder` or, where one cannot be written, none."""
    paths = {folder / name: content for name, content in files.items()}
    taken = [path for path in paths if path.exists()]
    if taken and not force:
        _fail(f"{taken[0]} exists already; --force overwrites it")
    staged: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in paths.items():
            staged[path] = path.with_name(f".{path.name}.part")
            staged[path].write_bytes(content)
        for path, part in staged.items():
            part.replace(path)
            typer.echo(str(path))
    except OSError as error:
        for part in staged.values():
            with suppress(OSError):
                part.unlink()
        _fail(f"cannot write into {folder}: {error.strerror}")


def _fail(message: str) -> NoReturn:
    typer.echo(f"mlops-study: {message}", err=True)
    raise typer.Exit(2)


def main() -> None:
    """Run the command; errors that a user can mend are one line."""
    from mlops_study.datafiles import DataFileError

    try:
        app()
    except DataFileError as error:
        sys.exit(f"mlops-study: {error}")
