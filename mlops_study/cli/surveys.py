"""The commands for a survey of one's own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from mlops_study.cli.files import file_name, put, rendered, replacing, writable, write
from mlops_study.cli.options import Force, Map, Out, Own, Seed, Style, Workers, Yes
from mlops_study.cli.simulation import affordable, warn, warn_of_few
from mlops_study.cli.terminal import fail, say, show
from mlops_study.formats import ImageFormat, Tool

if TYPE_CHECKING:
    from mlops_study.survey import Mapping, Questionnaire, Responses


def questionnaire(
    style: Style = None,
    own: Own = None,
    export: Annotated[
        Tool | None,
        Option(
            "--export",
            help="Print what this tool imports: for Google a script that makes a form.",
        ),
    ] = None,
    responses: Annotated[
        Path | None,
        Option(
            "--responses",
            metavar="FILE.csv",
            help="Write an empty file of answers, to be filled by hand.",
        ),
    ] = None,
    out: Out = None,
    force: Force = False,
) -> None:
    """Print a questionnaire, or write it as a survey tool imports it.

    The paper prints no questionnaire; the one behind Tables 1 to 5 is written for the
    compendium. With --questionnaire it is your own: a CSV file with the columns item,
    table, row, wording and scale, which is one of the study's (agreement, yes_no), a
    number of points (7), their range (0..10), or the answers from the best down
    (Always|Sometimes|Never). Where before and after, or the use of tools, shall be
    compared, a column named column says so: before, after; using, effectiveness,
    frequency.

    Export answers from the tool with their words, and `mlops-study survey` reads them.
    Only who uses a tool (U is 1) is to rate it (E) and to say how often (F).
    """
    from mlops_study import survey as statistics
    from mlops_study import tables

    asked = statistics.read_questionnaire(own) if own else statistics.questionnaire()
    if responses is not None:
        header = asked.items.index.insert(0, statistics.RESPONDENT).to_frame().T
        with replacing(responses, force=force, read=[own]) as (part,):
            header.to_csv(part, header=False, index=False, lineterminator="\n")
        typer.echo(str(responses))
    elif export is None:
        put([tables.questionnaire(asked)], style, out, force=force)
    else:
        content = statistics.export(asked, export)
        if out is None:
            typer.echo(content, nl=False)
            return
        name = f"{export}.{statistics.EXPORTS[export][0]}"
        write(out, {name: content.encode()}, force=force, read=[own])


def survey(
    responses: Annotated[
        Path,
        Argument(
            metavar="ANSWERS",
            readable=False,  # our reader says it in a line
            help="As your survey tool exports them: CSV or .xlsx, a row a respondent.",
        ),
    ],
    mapping: Map = None,
    start_map: Annotated[
        Path | None,
        Option(
            "--start-map",
            metavar="FILE.toml",
            help="Write a mapping file, filled with what was found, to correct and to "
            "use with --map; nothing else is done.",
        ),
    ] = None,
    own: Own = None,
    finished_only: Annotated[
        bool,
        Option("--finished-only", help="Leave out who did not reach the end."),
    ] = False,
    style: Style = None,
    out: Out = None,
    images: Annotated[
        ImageFormat, Option("--figures", help="How to write figures, with --out.")
    ] = "svg",
    weight: Annotated[
        str | None,
        Option(metavar="COLUMN", help="Weigh respondents by this column of the file."),
    ] = None,
    by: Annotated[
        str | None,
        Option(
            metavar="COLUMN",
            help="Set side by side the groups that this column makes.",
        ),
    ] = None,
    least: Annotated[
        int,
        Option(
            min=1,
            help="Fewer respondents make no group and no order of rows.",
        ),
    ] = 5,
    level: Annotated[
        float,
        Option(min=50, max=99.9, help="Confidence of the intervals, in per cent."),
    ] = 95,
    compare: Annotated[
        bool,
        Option(
            "--compare-with-paper/--no-compare-with-paper",
            help="Set the paper's numbers beside those of rows that ask the same.",
        ),
    ] = True,
    title: Annotated[
        str | None,
        Option(help="Title of the report.", show_default="Survey of n respondents"),
    ] = None,
    date: Annotated[
        datetime | None,
        Option(
            formats=["%Y-%m-%d"],
            help="Day of the report.",
            show_default="SOURCE_DATE_EPOCH or today",
        ),
    ] = None,
    limit: Annotated[
        int, Option(min=1, max=10_000, help="How many problems to list.")
    ] = 20,
    force: Force = False,
) -> None:
    """Make tables from answers, with intervals, ranks and the published numbers.

    First is said what was done to the file and what to know of its answers: rows left
    out, who answered nothing, codes that nobody gave, what looks odd. With --out the
    tables, the charts and a page for a meeting, report.html, are written into a folder.

    Before and after are compared among those who answered both, rows of a table among
    those who answered all of them. With --weight, intervals take the effective number
    of respondents. Two groups are compared with each other, more than two each with all
    others.

    What is wrong with the file is listed at once, rows counted from 1 below the header,
    and then nothing is written; where rows or columns are missing, that is said first.
    """
    from mlops_study import survey as statistics
    from mlops_study import tables
    from mlops_study.cli.report import Head, Results, report
    from mlops_study.figures import image
    from mlops_study.numerals import people

    asked = statistics.read_questionnaire(own) if own else statistics.questionnaire()
    if start_map is not None:
        started = statistics.start_map(responses, asked=asked)
        with replacing(start_map, force=force, read=[responses, own]) as (part,):
            part.write_text(started, encoding="utf-8")
        typer.echo(str(start_map))
        return
    read, said = _read(
        responses,
        asked,
        mapping,
        weight=weight,
        by=by,
        finished_only=finished_only,
        limit=limit,
    )
    if said.weight is not None:
        read = statistics.weighted(read, said.weight)
    results = Results(
        responses=read, level=level / 100, least=least, by=said.by, compare=compare
    )
    notes = tables.notes(results.notes)
    if out is None and style != "csv":
        show([notes, *results.tables], style)
        return
    if out is None:
        _say_all(results.notes)
        show(results.tables, style)
        return
    head = Head.of(responses, title or f"Survey of {people(len(read.answers))}", date)
    files = rendered([notes, *results.tables], style)
    pictures = {name: image(chart, "svg") for name, chart in results.charts.items()}
    for name, chart in results.charts.items():
        content = pictures[name] if images == "svg" else image(chart, images)
        files[f"{name}.{images}"] = content
    files["report.html"] = report(head, results, pictures).encode()
    write(out, files, force=force, read=[responses, mapping, own])
    _say_all(results.notes)


def _say_all(lines: Sequence[str]) -> None:
    for line in lines:
        say(line)


def _read(
    path: Path,
    asked: Questionnaire,
    mapping: Path | None,
    *,
    weight: str | None = None,
    by: str | None = None,
    finished_only: bool = False,
    limit: int = 20,
) -> tuple[Responses, Mapping]:
    """Read answers by a mapping file, if there is one, and what the options say."""
    from mlops_study import survey as statistics

    said = statistics.Mapping()
    if mapping is not None:
        said = statistics.read_mapping(mapping, asked)
    said = replace(
        said,
        weight=weight or said.weight,
        by=by or said.by,
        finished_only=finished_only or said.finished_only,
    )
    read = statistics.read_survey(path, asked=asked, mapping=said, limit=limit)
    return read, said


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
    workers: Workers = None,
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
    """Say which practice to adopt next, by goal, and what speaks for each practice.

    First what the simulation gives for each goal. Then the practices ranked by survey,
    literature and simulation: belief, attention, and what follows from the model's
    assumptions, when a practice is adopted before the others and after them. What is
    said as a whole is sure at 95 %; counts of studies have no interval. Intervals
    of the simulation show luck only, not whether the assumed parameters are right.
    With --scenario it simulates twelve variants of your organisation, which takes a
    minute or two; a smaller -n is faster and less sure. Where the organisation is
    overloaded or saturated, or its work in progress has a trend, there is no advice
    and no ranking by the simulation; a practice that leads there is left out.
    """
    from mlops_study import evidence, tables
    from mlops_study import survey as statistics

    if out is not None:
        # before the work
        read = [responses, mapping, Path(scenario) if scenario is not None else None]
        for name in ("next", "triangulation", "concordance")[: 3 if pairs else 2]:
            writable(out / file_name(name, style), force=force, read=read)
    answers = None
    if responses is not None:
        asked = statistics.questionnaire()
        answers, _ = _read(responses, asked, mapping)
        needed = list(asked.own("table1").index)
        given = answers.answers.reindex(columns=needed).dropna()
        if given.empty:
            fail(
                f"{responses}: nobody answered all best practices ({', '.join(needed)})"
            )
        _say_all(answers.notes)
    results, base, faulty = None, None, {}
    if scenario is not None:
        from mlops_study.experiments import (
            faults,
            offered_loads,
            practice_design,
            replicate,
        )
        from mlops_study.lifecycle import load_scenario

        base = load_scenario(scenario)
        design = practice_design(base)
        affordable(design, replications, workers, yes=yes)
        loads = offered_loads(design, seed=seed, workers=workers)
        results = replicate(
            design,
            # runs of an overloaded organisation would be thrown away
            0 if "A" in faults(loads=loads) else replications,
            seed=seed,
            workers=workers,
            progress=sys.stderr.isatty(),
        )
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
    try:
        advice = evidence.next_practice(
            results,
            interest=base.interest if base else None,
            prices=base.prices if base else None,
            faults=faulty,
        )
        shown.insert(0, tables.next_practice(advice))
    except evidence.NoAdviceError:
        say("no advice: such runs cannot say what a practice does")
    if pairs:
        shown.append(tables.concordance(evidence.concordance(found)))
    put(shown, style, out, force=force)
