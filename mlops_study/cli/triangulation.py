"""The command that sets kinds of evidence side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from mlops_study.cli.files import file_name, put, writable
from mlops_study.cli.options import (
    By,
    Cluster,
    Force,
    Map,
    Out,
    Seed,
    Style,
    Workers,
    Yes,
)
from mlops_study.cli.simulation import running, warn, warn_of_few
from mlops_study.cli.surveys import read_answers
from mlops_study.cli.terminal import fail, say


def triangulate(
    style: Style = None,
    responses: Annotated[
        Path | None,
        Option(
            metavar="FILE.csv",
            readable=False,
            help="Answers of your own survey in place of the published percentages.",
        ),
    ] = None,
    mapping: Map = None,
    respondents: Annotated[
        int,
        Option(
            min=1,
            max=10_000_000,
            help="Number of respondents to suppose of the published survey.",
        ),
    ] = 100,
    scenario: Annotated[
        str | None,
        Option(
            "--scenario",
            "-s",
            metavar="NAME|FILE",
            help="Your organisation, in place of scenario A: it adopts each practice "
            "first, and last, at the level of the scenario advanced.",
        ),
    ] = None,
    replications: Annotated[
        int, Option("--replications", "-n", min=2, max=10_000, help="With --scenario.")
    ] = 40,
    seed: Seed = 2020,
    engine: By = "compiled",
    workers: Workers = None,
    cluster: Cluster = None,
    pairs: Annotated[
        bool,
        Option(
            "--pairs",
            help="Also list how each two kinds of evidence order practices, and with "
            "which chance two orders would differ as much.",
        ),
    ] = False,
    out: Out = None,
    force: Force = False,
    yes: Yes = False,
) -> None:
    """Rank the practices by survey, literature and simulation.

    That is by belief, by attention, and by what follows from the model's
    assumptions when a practice is adopted before the others and after them. What is
    said as a whole is sure at 95 %; counts of studies have no interval. Intervals
    of the simulation show luck only; `mlops-study advise` says what hangs on the
    assumptions, and what to adopt next. With --scenario it simulates twelve variants
    of your organisation; a smaller -n is faster and less sure. Where the organisation
    is overloaded or saturated, or its work in progress has a trend, there is no ranking
    by the simulation; a practice that leads there is left out.
    """
    from mlops_study import evidence, tables
    from mlops_study import survey as statistics

    if out is not None:
        # before the work
        read = [responses, mapping, Path(scenario) if scenario is not None else None]
        for name in ("triangulation", "concordance")[: 2 if pairs else 1]:
            writable(out / file_name(name, style), force=force, read=read)
    answers = None
    if responses is not None:
        asked = statistics.questionnaire()
        answers, _ = read_answers(responses, asked, mapping)
        needed = list(asked.own("table1").index)
        given = answers.answers.reindex(columns=needed).dropna()
        if given.empty:
            fail(
                f"{responses}: nobody answered all best practices ({', '.join(needed)})"
            )
        say(*answers.notes)
    results, faulty = None, {}
    if scenario is not None:
        from mlops_study.experiments import (
            faults,
            offered_loads,
            practice_design,
        )
        from mlops_study.lifecycle import load_scenario

        design = practice_design(load_scenario(scenario))
        how = engine, workers, cluster
        with running(design, replications, how, yes=yes) as run:
            loads = offered_loads(design, seed=seed)
            # runs of an overloaded organisation would be thrown away
            runs = 0 if "A" in faults(loads=loads) else replications
            results = run(design, runs, seed=seed)
        faulty = faults(results, loads)
        # what a variant is called: the file, and what is changed of it
        added = {"A": "", "C": ", + all practices,"}
        warn({scenario + added.get(v, f", {v},"): f for v, f in faulty.items()})
        if "A" not in faulty:
            warn_of_few(replications)
    found = evidence.triangulate(
        n=respondents, responses=answers, results=results, faults=faulty
    )
    shown = [tables.triangulation(found)]
    if pairs:
        shown.append(tables.concordance(evidence.concordance(found)))
    put(shown, style, out, force=force)
