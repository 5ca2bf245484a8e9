"""The commands for a survey of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import Argument, Option

from mlops_study.cli.files import put, rendered, replacing, write
from mlops_study.cli.options import Force, Map, Out, Own, Style
from mlops_study.cli.terminal import say, show
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
        with about(own):
            content = statistics.export(asked, export)
        if out is None:
            typer.echo(content, nl=False)
            return
        name = f"{export}.{statistics.EXPORTS[export]}"
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
        bool, Option("--finished-only", help="Leave out who did not reach the end.")
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
            metavar="COLUMN", help="Set side by side the groups that this column makes."
        ),
    ] = None,
    least: Annotated[
        int, Option(min=1, help="Fewer respondents make no group and no order of rows.")
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
    from mlops_study.cli.report import Results, heading, report
    from mlops_study.figures import image
    from mlops_study.numerals import people

    asked = statistics.read_questionnaire(own) if own else statistics.questionnaire()
    if start_map is not None:
        started = statistics.start_map(responses, asked=asked)
        with replacing(start_map, force=force, read=[responses, own]) as (part,):
            part.write_text(started, encoding="utf-8")
        typer.echo(str(start_map))
        return
    told = {"weight": weight, "by": by, "finished_only": finished_only}
    read, said = read_answers(responses, asked, mapping, limit=limit, **told)
    with about(responses):
        if said.weight is not None:
            read = statistics.weighted(read, said.weight)
        results = Results(
            responses=read, level=level / 100, least=least, by=said.by, compare=compare
        )
        notes, found = tables.notes(results.notes), results.tables
    if out is None and style != "csv":
        show([notes, *found], style)
        return
    if out is None:
        say(*results.notes)
        show(found, style)
        return
    head = heading(responses, title or f"Survey of {people(len(read.answers))}", date)
    files, pictures = rendered([notes, *found], style), {}
    for name, (_, chart) in results.charts.items():
        svg = pictures[name] = image(chart, "svg")
        files[f"{name}.{images}"] = svg if images == "svg" else image(chart, images)
    files["report.html"] = report(head, results, pictures).encode()
    write(out, files, force=force, read=[responses, mapping, own])
    say(*results.notes)


@contextmanager
def about(path: Path | None) -> Iterator[None]:
    """Name the file, if there is one, before what is wrong with it."""
    from mlops_study.datafiles import DataFileError, refuse

    try:
        yield
    except DataFileError as error:
        if path is None:
            raise
        refuse(path, *error.lines)


def read_answers(
    path: Path,
    asked: Questionnaire,
    mapping: Path | None,
    *,
    limit: int = 20,
    **told: str | bool | None,
) -> tuple[Responses, Mapping]:
    """Read answers by a mapping file, if there is one, and what the options say."""
    from mlops_study import survey as statistics

    said = statistics.read_mapping(mapping, asked) if mapping else statistics.Mapping()
    given: dict[str, Any] = {name: value for name, value in told.items() if value}
    said = replace(said, **given)
    read = statistics.read_survey(path, asked=asked, mapping=said, limit=limit)
    return read, said
