"""The commands that simulate, compare and write scenario files."""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from mlops_study.cli.files import real, replacing
from mlops_study.cli.options import Force, Log, Replications, Results, Seed, Workers
from mlops_study.cli.terminal import fail, say, show

if TYPE_CHECKING:
    import pandas as pd


def simulate(
    scenario: Annotated[
        str,
        Option(
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
    show([indicators(intervals(results))])


def compare(
    scenarios: Annotated[
        list[str],
        Argument(
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
    every: Annotated[
        bool, Option("--all", help="Show all indicators, not only the main ones.")
    ] = False,
    force: Force = False,
) -> None:
    """Compare scenarios that meet the same luck, replication by replication.

    Prints the difference of each scenario from the first, with intervals that hold
    together at 95 % for all indicators, what that says by the smallest effects that
    matter to the first scenario ([interest] in its file), and the ratio of the means.
    """
    from mlops_study.experiments import paired_differences
    from mlops_study.lifecycle import HEADLINES, KPIS, load_scenario
    from mlops_study.tables import comparison

    if len(scenarios) < 2:
        fail("expected at least two scenarios, the baseline first")
    if len(set(scenarios)) < len(scenarios):
        fail("a scenario is named twice; expected different ones")
    if replications < 2:
        fail("a comparison takes at least 2 replications")
    results = _replicate(scenarios, replications, seed, workers, out, log, force)
    pairs = [(scenarios[0], other) for other in scenarios[1:]]
    shown = KPIS if every else HEADLINES
    interest = load_scenario(scenarios[0]).interest
    show([comparison(paired_differences(results, pairs, interest=interest), shown)])


def scenario_new(
    file: Annotated[Path, Argument(metavar="FILE.toml", help="File to write.")],
    start: Annotated[
        str, Option("--from", metavar="NAME|FILE", help="Scenario to start from.")
    ] = "basic",
    force: Force = False,
) -> None:
    """Write a scenario file that explains each key, to be edited and simulated."""
    from mlops_study.lifecycle import load_scenario, render

    if file.suffix != ".toml":
        fail(f"{file} does not end in .toml")
    text = render(load_scenario(start))
    with replacing(file, force=force) as part:
        part.write_text(text, encoding="utf-8")
    typer.echo(str(file))


def scenario_check(
    scenario: Annotated[str, Argument(metavar="NAME|FILE", help="Scenario to check.")],
) -> None:
    """Check a scenario file and print the process that its practices lead to."""
    from mlops_study.lifecycle import load_scenario
    from mlops_study.tables import process_at

    show([process_at(load_scenario(scenario))])


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
    written = [path for path in (out, log) if path is not None]
    if len(set(map(real, written))) < len(written):
        fail(f"{out} cannot be both --out and --log")
    read = [Path(name) for name in names]
    with (
        replacing(out, force=force, read=read) as results_part,
        replacing(log, force=force, read=read) as log_part,
    ):
        results = replicate(
            scenarios,
            replications,
            seed=seed,
            workers=workers,
            progress=sys.stderr.isatty(),
            keep=functools.partial(_append, log_part) if log else None,
        )
        if out is not None:
            results.to_csv(results_part, index=False, lineterminator="\n")
    for path in written:
        say(f"wrote {path}")
    return results


def _append(path: Path, frame: pd.DataFrame) -> None:
    """Add rows to a CSV file, below a header where it has none yet."""
    first = not path.stat().st_size
    frame.to_csv(path, mode="a", header=first, index=False, lineterminator="\n")
