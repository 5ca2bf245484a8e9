"""The command ``mlops-study``: the functions of the package from a shell."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from mlops_study import __version__

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["app", "main"]

app = typer.Typer(
    name="mlops-study",
    help="Tables, figures and simulation of the MLOps research compendium.",
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
    """Tables, figures and simulation of the MLOps research compendium."""


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


Replications = Annotated[
    int,
    typer.Option(
        "--replications", "-n", min=1, max=100_000, help="Runs of each scenario."
    ),
]
Seed = Annotated[
    int, typer.Option(min=0, help="Seed of the study; the same seed, the same result.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=1024,
        help="Processes to use; they do not change the result.",
        show_default="one a processor",
    ),
]
Results = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", metavar="FILE", help="CSV file for the indicators of each run."
    ),
]
Log = Annotated[
    Path | None,
    typer.Option("--log", metavar="FILE", help="CSV file for every event of each run."),
]


@app.command(
    epilog="Example: mlops-study simulate --scenario advanced -n 50 --out runs.csv"
)
def simulate(
    scenario: Annotated[
        str,
        typer.Option(
            "--scenario",
            "-s",
            metavar="NAME|FILE",
            help="basic, intermediate, advanced, or a .toml file; "
            "`mlops-study scenario new` writes one to edit.",
        ),
    ],
    replications: Replications = 20,
    seed: Seed = 2020,
    out: Results = None,
    log: Log = None,
    workers: Workers = None,
    force: Force = False,
) -> None:
    """Simulate a scenario and print its indicators with 95 % intervals.

    An organisation with the staff, machines, demand and practices of the scenario
    is simulated day by day; each replication is one possible course of events.
    """
    from mlops_study.experiments import intervals
    from mlops_study.tables import indicators

    results = _replicate([scenario], replications, seed, workers, out, log, force)
    typer.echo(indicators(intervals(results)).render("markdown"), nl=False)


@app.command(epilog="Example: mlops-study compare basic mine.toml -n 50")
def compare(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO SCENARIO...",
            help="The baseline, and what to hold against it: basic, intermediate, "
            "advanced, or .toml files.",
            show_default=False,
        ),
    ],
    replications: Replications = 20,
    seed: Seed = 2020,
    out: Results = None,
    log: Log = None,
    workers: Workers = None,
    force: Force = False,
) -> None:
    """Compare scenarios that meet the same luck, replication by replication.

    Prints the difference of each scenario from the first, with intervals that hold
    together at 95 %, and the ratio of the means.
    """
    from mlops_study.experiments import paired_differences
    from mlops_study.tables import comparison

    if len(scenarios) < 2:
        _fail("expected at least two scenarios, the baseline first")
    if len(set(scenarios)) < len(scenarios):
        _fail("a scenario is named twice; expected different ones")
    if replications < 2:
        _fail("a comparison takes at least 2 replications")
    results = _replicate(scenarios, replications, seed, workers, out, log, force)
    pairs = [(scenarios[0], other) for other in scenarios[1:]]
    table = comparison(paired_differences(results, pairs))
    typer.echo(table.render("markdown"), nl=False)


scenario_app = typer.Typer(no_args_is_help=True)
app.add_typer(scenario_app, name="scenario", help="Scenario files: TOML to edit.")


@scenario_app.command("new", epilog="Example: mlops-study scenario new mine.toml")
def scenario_new(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="File to write.")],
    start: Annotated[
        str,
        typer.Option("--from", metavar="NAME|FILE", help="Scenario to start from."),
    ] = "basic",
    force: Force = False,
) -> None:
    """Write a scenario file that explains each key, to be edited and simulated."""
    from mlops_study.lifecycle import load_scenario, render

    if file.suffix != ".toml":
        _fail(f"{file} does not end in .toml")
    text = render(load_scenario(start))
    with _replacing(file, force=force) as part:
        part.write_text(text, encoding="utf-8")
    typer.echo(str(file))


@scenario_app.command("check", epilog="Example: mlops-study scenario check mine.toml")
def scenario_check(
    scenario: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help="Scenario to check.")
    ],
) -> None:
    """Check a scenario file and print the process that its practices lead to."""
    from mlops_study.lifecycle import load_scenario
    from mlops_study.tables import process_at

    typer.echo(process_at(load_scenario(scenario)).render("markdown"), nl=False)


def _replicate(
    names: Sequence[str],
    replications: int,
    seed: int,
    workers: int | None,
    out: Path | None,
    log: Path | None,
    force: bool,
) -> pd.DataFrame:
    """Run the scenarios; write results and events as asked, both or none."""
    from mlops_study.experiments import replicate
    from mlops_study.lifecycle import load_scenario

    scenarios = {name: load_scenario(name) for name in names}
    if out is not None and log is not None and out.resolve() == log.resolve():
        _fail(f"{out} cannot be both --out and --log")
    read = {Path(name).resolve() for name in names}
    for path in (out, log):
        if path is not None and path.resolve() in read:
            _fail(f"{path} is a scenario of this run; expected another file to write")
    with (
        _replacing(out, force=force) as results_part,
        _replacing(log, force=force) as log_part,
    ):
        results = replicate(
            scenarios,
            replications,
            seed=seed,
            workers=workers,
            progress=sys.stderr.isatty(),
            keep=_appending(log_part) if log else None,
        )
        if out is not None:
            results.to_csv(results_part, index=False, lineterminator="\n")
    for path in (out, log):
        if path is not None:
            typer.echo(f"mlops-study: wrote {path}", err=True)
    return results


def _appending(path: Path) -> Callable[[pd.DataFrame], None]:
    """Return a function that adds frames to a CSV file, the header once."""
    begun = False

    def append(frame: pd.DataFrame) -> None:
        nonlocal begun
        frame.to_csv(path, mode="a", header=not begun, index=False, lineterminator="\n")
        begun = True

    return append


@contextmanager
def _replacing(path: Path | None, *, force: bool) -> Iterator[Path]:
    """Give a file to write beside `path` that takes its place when all went well."""
    if path is None:
        yield Path()
        return
    try:
        _writable(path, force=force)
        # a link stays a link: what it leads to is written
        target = path.resolve()
        with NamedTemporaryFile(
            dir=target.parent,
            prefix=f".{target.name[:50]}.",
            suffix=".part",
            delete=False,
        ) as opened:
            part = Path(opened.name)
        try:
            yield part
            part.chmod(0o666 & ~_umask())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        _fail(f"cannot write {path}: {error.strerror}")


def _writable(path: Path, *, force: bool) -> None:
    """Refuse what is no file, and a file that is there unless `force` is given."""
    if path.is_dir():
        _fail(f"{path} is a folder; expected a file to write")
    if path.exists() and not path.is_file():
        _fail(f"{path} is a device; expected a file to write")
    if path.is_symlink() and not path.exists():
        _fail(f"{path} is a broken link; expected a file to write")
    if path.exists() and not force:
        _fail(f"{path} exists already; --force overwrites it")


def _umask() -> int:
    """Return the permissions that new files lack, as a temporary file ignores them."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _known(names: list[str] | None, known: list[str], kind: str) -> list[str]:
    """Return the asked names, all when none are asked; refuse unknown ones."""
    for name in names or []:
        if name not in known:
            _fail(f"no {kind} named {name!r}; known: {', '.join(known)}")
    return list(dict.fromkeys(names)) if names else known


def _write(folder: Path, files: dict[str, bytes], *, force: bool) -> None:
    """Write all files into `folder` or, where one cannot be written, none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _fail(f"cannot write into {folder}: {error.strerror}")
    paths = {folder / name: content for name, content in files.items()}
    with ExitStack() as staged:
        for path, content in paths.items():
            part = staged.enter_context(_replacing(path, force=force))
            part.write_bytes(content)
    for path in paths:
        typer.echo(str(path))


def _fail(message: str) -> NoReturn:
    _say(message)
    raise typer.Exit(2)


def _say(message: str) -> None:
    """Put a message on one line of standard error, whatever a file's name holds."""
    line = "".join(c if c.isprintable() else "?" for c in message)
    typer.echo(f"mlops-study: {line}", err=True)


def main() -> None:
    """Run the command; errors that a user can mend are one line."""
    from mlops_study.datafiles import DataFileError

    # a run that is told to stop cleans up like one that is interrupted
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        app()
    except DataFileError as error:
        _say(str(error))
        sys.exit(2)
