"""The command ``mlops-study``: the functions of the package from a shell."""

import io
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from typing import Annotated, NoReturn

import typer
from typer import Option

from mlops_study import __version__
from mlops_study.cli import exhibits, simulation, surveys
from mlops_study.cli.advising import advise
from mlops_study.cli.files import STOPS
from mlops_study.cli.terminal import say
from mlops_study.cli.triangulation import triangulate

__all__ = ["app", "main"]

_ABOUT = """Tables, figures, audits and simulation of the MLOps research compendium,
and the same for a survey and an organisation of your own."""

app = typer.Typer(
    name="mlops-study",
    help=_ABOUT,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(show: bool) -> None:
    if show:
        typer.echo(f"mlops-study {__version__}")
        raise typer.Exit


@app.callback(help=_ABOUT)
def _root(
    _show: Annotated[
        bool,
        Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


_COMMANDS: dict[Callable[..., None], str] = {
    exhibits.tables: "tables table1 table3 --format latex --out tables/",
    exhibits.figures: "figures cloud --format svg --out figures/",
    exhibits.audit: "audit claims --format csv",
    simulation.simulate: "simulate --scenario advanced -n 50 --out runs.csv",
    simulation.compare: "compare basic mine.toml -n 50",
    surveys.questionnaire: "questionnaire --export google > form.gs",
    surveys.survey: "survey answers.csv --out results/",
    advise: "advise mine.toml --out advice/",
    triangulate: "triangulate --responses answers.csv --scenario mine.toml",
}
for command, example in _COMMANDS.items():
    app.command(epilog=f"Example: mlops-study {example}")(command)

_scenario = typer.Typer(no_args_is_help=True)
app.add_typer(_scenario, name="scenario", help="Scenario files: TOML to edit.")
_scenario.command("new", epilog="Example: mlops-study scenario new mine.toml")(
    simulation.scenario_new
)
_scenario.command("check", epilog="Example: mlops-study scenario check mine.toml")(
    simulation.scenario_check
)


def _stop(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def main() -> None:
    """Run the command; errors that a user can mend are a line each."""
    for one in STOPS:
        # one that was started to go on regardless (nohup) does
        if signal.getsignal(one) != signal.SIG_IGN:
            # one that is told to stop cleans up
            signal.signal(one, _stop)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # what the encoding of the output lacks is written as its number
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except (BrokenExecutor, MemoryError) as error:
        say(str(error) or "memory is short; fewer --workers or replications take less")
        sys.exit(2)
    except ValueError as error:
        from mlops_study.datafiles import DataFileError  # brings pandas along

        if not isinstance(error, DataFileError):
            raise
        say(*error.lines)
        sys.exit(2)
    except OSError as error:
        # an error of the output has no name; nothing more can go there
        say(f"{error.filename or 'cannot write the output'}: {error.strerror}")
        if not error.filename:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
