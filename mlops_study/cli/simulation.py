"""The commands that simulate, compare and write scenario files."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from mlops_study.cli.files import real, replacing
from mlops_study.cli.options import (
    By,
    Cluster,
    Force,
    Log,
    Replications,
    Results,
    Seed,
    Workers,
    Yes,
)
from mlops_study.cli.terminal import fail, say, show

if TYPE_CHECKING:
    import pandas as pd

    from mlops_study.experiments import Fault
    from mlops_study.formats import Engine
    from mlops_study.lifecycle import Scenario

HOURS, GIGABYTES = 1, 4
"""What runs may be estimated to take, all together and all at a time, unasked."""


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
    engine: By = "compiled",
    workers: Workers = None,
    cluster: Cluster = None,
    force: Force = False,
    yes: Yes = False,
) -> None:
    """Simulate a scenario and print its indicators with 95 % intervals.

    An organisation with the staff, machines, demand and practices of the scenario
    is simulated day by day; each replication is one possible course of events. Where it
    is overloaded or saturated, or work in progress has a trend, no interval is given
    and it is said why.
    """
    from mlops_study.experiments import intervals
    from mlops_study.lifecycle import load_scenario
    from mlops_study.tables import indicators

    read, how = {scenario: load_scenario(scenario)}, (engine, workers, cluster)
    results, faults = _replicate(read, replications, seed, how, out, log, force, yes)
    show([indicators(intervals(results), faults=faults)])


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
    engine: By = "compiled",
    workers: Workers = None,
    cluster: Cluster = None,
    every: Annotated[
        bool, Option("--all", help="Show all indicators, not only the main ones.")
    ] = False,
    force: Force = False,
    yes: Yes = False,
) -> None:
    """Compare scenarios under common random numbers, replication by replication.

    Prints the difference of each scenario from the first, with intervals that hold
    together at 95 % for all indicators, what that says by the smallest effects that
    matter to the first scenario ([interest] in its file), and the ratio of the means.
    A scenario that is overloaded or saturated, or whose work in progress has a trend,
    is not compared.
    """
    from mlops_study.experiments import paired_differences, sound
    from mlops_study.lifecycle import HEADLINES, KPIS, load_scenario
    from mlops_study.tables import comparison

    if len(scenarios) < 2:
        fail("expected at least two scenarios, the baseline first")
    if len(set(scenarios)) < len(scenarios):
        fail("a scenario is named twice; expected different ones")
    if replications < 2:
        fail("a comparison takes at least 2 replications")
    read = {name: load_scenario(name) for name in scenarios}
    how = engine, workers, cluster
    results, faults = _replicate(read, replications, seed, how, out, log, force, yes)
    pairs = [(scenarios[0], other) for other in scenarios[1:]]
    shown = KPIS if every else HEADLINES
    interest = read[scenarios[0]].interest
    found = paired_differences(sound(results, faults), pairs, interest=interest)
    show([comparison(found, shown, faults)])


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
    with replacing(file, force=force) as (part,):
        part.write_text(text, encoding="utf-8")
    typer.echo(str(file))


def scenario_check(
    scenario: Annotated[str, Argument(metavar="NAME|FILE", help="Scenario to check.")],
    seed: Seed = 2020,
    yes: Yes = False,
) -> None:
    """Check a scenario file; print the process of its practices, its load and size.

    The offered load of a resource is how many would be busy if nothing had to wait,
    measured in a few runs without limits. From its capacity on the resource is
    overloaded or, where that is only through retrainings, which then wait for one
    another, saturated. A second measurement at 1.5 times the demand says at about how
    many times each is reached; the smallest limits throughput. Time and memory of a run
    are estimates from the scenario's means.
    """
    from mlops_study.experiments import PILOT, faults, saturations
    from mlops_study.lifecycle import load_scenario, size
    from mlops_study.tables import load, process_at

    read = load_scenario(scenario)
    with running({scenario: read}, 2 * PILOT, ("compiled", 1, None), yes=yes):
        loads = saturations({scenario: read}, seed=seed)
    warn(faults(loads=loads))
    show([process_at(read), load(loads)])
    run = size(read)
    typer.echo(f"\nA run: up to {run.seconds():.2g} s and {run.gigabytes():.2g} GB.")


How = tuple["Engine", int | None, str | None]
"""Engine, workers, and the address of a cluster."""


@contextmanager
def running(
    scenarios: Mapping[str, Scenario],
    runs: int,
    how: How,
    *,
    log: bool = False,
    yes: bool,
) -> Iterator[Callable[..., pd.DataFrame]]:
    """Give what replicates, after refusing runs that may take hours, or much memory."""
    from mlops_study.experiments import replicate, workers_at
    from mlops_study.lifecycle import must_compile, size

    engine, workers, cluster = how
    alone = engine == "simpy" and not cluster
    count = 1 if alone else min(workers or os.cpu_count() or 1, runs)
    sizes = [size(scenario) for scenario in scenarios.values()]
    hours = sum(one.seconds(engine) for one in sizes) * runs / count / 3600
    memory = max(one.gigabytes(log=log) for one in sizes) * count
    if not yes and (hours > HOURS or memory > GIGABYTES):
        fail(
            f"these runs may take {hours:.2g} hours and {memory:.2g} GB; "
            f"expected at most {HOURS} hour and {GIGABYTES} GB, or --yes"
        )
    if must_compile(engine):
        say("compiling the simulation, which is kept for the next time: some 20 s")
    with workers_at(cluster) if cluster else nullcontext() as executor:
        yield partial(
            replicate,
            engine=engine,
            workers=workers,
            executor=executor,
            progress=sys.stderr.isatty(),
        )


def warn(faults: Mapping[str, Fault]) -> None:
    """Say what is wrong with the runs of scenarios."""
    for name, fault in faults.items():
        say(f"{name} is {fault}")


def warn_of_few(replications: int) -> None:
    """Say that so few runs would hardly show a trend."""
    from mlops_study.experiments import FEW

    if replications < FEW:
        say(
            "a trend of the work in progress could not be told from luck with "
            f"fewer than {FEW} runs (-n)"
        )


def _replicate(
    scenarios: Mapping[str, Scenario],
    replications: int,
    seed: int,
    how: How,
    out: Path | None,
    log: Path | None,
    force: bool,
    yes: bool,
) -> tuple[pd.DataFrame, dict[str, Fault]]:
    """Run the scenarios; write results and events as asked, both or none.

    Say what is wrong with the runs, and return it with the results.
    """
    from mlops_study.experiments import faults, offered_loads

    written = [path for path in (out, log) if path is not None]
    if len(set(map(real, written))) < len(written):
        fail(f"{out} cannot be both --out and --log")
    read = [Path(name) for name in scenarios]
    with (
        running(scenarios, replications, how, log=log is not None, yes=yes) as run,
        replacing(*written, force=force, read=read) as parts,
    ):
        keep = partial(_append, parts[-1]) if log else None
        results = run(scenarios, replications, seed=seed, keep=keep)
        if out is not None:
            results.to_csv(parts[0], index=False, lineterminator="\n")
    for path in written:
        say(f"wrote {path}")
    found = faults(results, offered_loads(scenarios, seed=seed))
    warn(found)
    if len(found) < len(scenarios):
        warn_of_few(replications)
    return results, found


def _append(path: Path, frame: pd.DataFrame) -> None:
    """Add rows to a CSV file, below a header where it has none yet."""
    first = not path.stat().st_size
    frame.to_csv(path, mode="a", header=first, index=False, lineterminator="\n")
