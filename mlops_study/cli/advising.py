"""The command that says which practice an organisation should adopt next."""

from __future__ import annotations

import os
import sys
from math import ceil
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from mlops_study.cli.files import rendered, writable, write
from mlops_study.cli.options import Cache, Force, Out, Seed, Style, Workers, Yes
from mlops_study.cli.simulation import running, warn_of_few
from mlops_study.cli.terminal import fail, say, show

REPLICATIONS = 2
"""Runs of each scenario in a world."""


def advise(
    organisation: Annotated[
        str,
        Argument(
            metavar="ORGANISATION",
            help="A .toml file, which `mlops-study scenario new` begins; or basic, "
            "intermediate, advanced.",
        ),
    ],
    goal: Annotated[
        list[str] | None,
        Option(
            "--goal",
            "-g",
            metavar="GOAL",
            help="lead-time, failures, recall or cost; or several weighed, such as "
            "lead-time=2,cost=1, each gain by the smallest that matters ([interest]). "
            "Can be repeated.",
            show_default="all four",
        ),
    ] = None,
    worlds: Annotated[
        int, Option(min=32, max=100_000, help="Draws of what is not known.")
    ] = 200,
    replications: Annotated[
        int,
        Option("--replications", "-n", min=2, max=10_000, help="Runs as assumed."),
    ] = 40,
    seed: Seed = 2020,
    workers: Workers = None,
    cache: Cache = None,
    style: Style = None,
    out: Out = None,
    force: Force = False,
    yes: Yes = False,
) -> None:
    """Say which practice to adopt next, and how sure that is.

    First the organisation is simulated as assumed, as it is and with each practice
    added: what is left is luck. Then in worlds: in each, every value that the file
    leaves at its default, and that nobody knows, is drawn from what it could be. A
    share of worlds says how often the advice is right. Printed are what each practice
    gains by goal, the order of adoption, when practices pay back, what to measure
    first and what that is worth, the values with which another practice is best, and
    those that were left open: who measures one and writes it down removes its doubt.

    With --out the tables (as CSV, unless --format says otherwise), charts, the file of
    the organisation and a page for a meeting, advice.html, are written into a folder.
    An organisation that is overloaded or saturated, or whose work in progress has a
    trend, gets no advice.
    """
    from mlops_study import evidence, experiments
    from mlops_study.lifecycle import load_scenario, scenario_path
    from mlops_study.tables import advice_tables

    base, path = load_scenario(organisation), scenario_path(organisation)
    goals = [
        evidence.Goal.of(text, base.interest) for text in goal or list(evidence.WORDS)
    ]
    open_values = experiments.uncertain(base)
    if not open_values:
        fail(f"{organisation} leaves no value open; `compare` says what luck does")
    if out is not None:
        # before the work
        writable(out / "advice.html", force=force, read=[path])
    design, further = experiments.next_design(base), experiments.further_design(base)
    drawn = experiments.draw(open_values, worlds, seed=seed)
    some = len(experiments.in_some(drawn))
    runs = len(design) * (replications + REPLICATIONS * worlds)
    runs += len(further) * REPLICATIONS * some
    every = {**design, **further}
    with running(
        every, ceil(runs / len(every)), ("compiled", workers, None), yes=yes
    ) as run:
        loads = experiments.offered_loads(design, seed=seed)
        # the runs of an overloaded organisation would be thrown away
        few = 0 if "A" in experiments.faults(loads=loads) else replications
        assumed = run(design, few, seed=seed)
        faults = experiments.faults(assumed, loads)
        if "A" in faults:
            fail(f"no advice: {organisation} is {faults['A']}")
        warn_of_few(replications)
        found = experiments.advice_runs(
            base,
            drawn,
            seed=seed,
            replications=REPLICATIONS,
            folder=cache or _cache(),
            workers=workers,
            progress=sys.stderr.isatty(),
        )
    advice = evidence.Advice(
        base=base,
        goals=goals,
        assumed=assumed,
        worlds=drawn,
        runs=found,
        faults=faults,
    )
    shown = advice_tables(advice)
    points = [f"{name}: {text}" for name, text in advice.sentences.items()]
    say(*advice.notes)
    if out is None:
        say(*points)
        show(shown, style)
        return
    from mlops_study.cli.report import heading, page
    from mlops_study.figures import advice_charts, image

    charts = advice_charts(advice)
    pictures = {name: image(figure, "svg") for name, (_, figure) in charts.items()}
    content = page(
        "advice.html",
        heading(path, base.title),
        shown,
        [(caption, pictures[name]) for name, (caption, _) in charts.items()],
        notes=advice.notes,
        points=points,
        unknown=len(open_values),
        worlds=worlds,
        further=some,
        runs=replications,
        seed=seed,
    )
    files = rendered(shown, style or "csv")
    files |= {f"{name}.svg": picture for name, picture in pictures.items()}
    files |= {"organisation.toml": path.read_bytes(), "advice.html": content.encode()}
    write(out, files, force=force, read=[path])


def _cache() -> Path:
    """Return the folder of the user's that may be deleted at any time."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(given) if given else Path.home() / ".cache") / "mlops-study"
