"""The commands for a survey of one's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mlops_study.cli.exhibits import EXTENSIONS, FigureFormat, Style, TableFormat, put
from mlops_study.cli.files import Force, Out, fail, refuse, replacing, write
from mlops_study.cli.simulation import Seed, Workers

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["questionnaire", "survey", "triangulate"]


def questionnaire(
    style: Style = TableFormat.markdown,
    responses: Annotated[
        Path | None,
        typer.Option(
            "--responses",
            metavar="FILE.csv",
            help="Write an empty responses file: the header that `survey` expects.",
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Print the questionnaire behind Tables 1 to 5, or start a responses file.

    The paper prints no questionnaire; this one is written for the compendium. Whole
    tables may be left out of a survey, single items of a table may not.
    """
    from mlops_study.survey import RESPONDENT
    from mlops_study.survey import questionnaire as items
    from mlops_study.tables import questionnaire as table

    if responses is None:
        put([table()], style, None, force=force)
        return
    with replacing(responses, force=force) as part:
        part.write_text(",".join([RESPONDENT, *items().index]) + "\n", encoding="utf-8")
    typer.echo(str(responses))


def survey(
    responses: Annotated[
        Path,
        typer.Argument(
            metavar="RESPONSES.csv",
            readable=False,  # our reader says it in a line
            help="One row a respondent, one column an item of the questionnaire.",
        ),
    ],
    style: Style = TableFormat.markdown,
    out: Out = None,
    images: Annotated[
        FigureFormat,
        typer.Option("--figures", help="How to write figures, with --out."),
    ] = FigureFormat.svg,
    limit: Annotated[
        int, typer.Option(min=1, max=10_000, help="How many problems to list.")
    ] = 20,
    force: Force = False,
) -> None:
    """Make Tables 1 to 5 from answers, with intervals, ranks and the published numbers.

    With --out the tables, the figures and a report.html that shows them all are
    written into a folder. Everything that is wrong with the file is listed at once,
    and then nothing is written.
    """
    from mlops_study import survey as statistics
    from mlops_study import tables

    answers = statistics.read_responses(responses, limit=limit)
    frames = statistics.survey_tables(answers)
    comparison = statistics.against_published(answers)
    found = [tables.survey_table(name, frame) for name, frame in frames.items()]
    found += [
        tables.answers_ranked(statistics.rankings(answers)),
        tables.answers_against_published(comparison),
    ]
    if out is None:
        put(found, style, None, force=force)
        return
    from mlops_study.figures import image, survey_figures

    files = {
        f"{table.name}.{EXTENSIONS[style]}": table.render(style.value).encode()
        for table in found
    }
    drawn = survey_figures(frames, comparison)
    pictures = {name: image(figure, "svg") for name, figure in drawn.items()}
    for name, figure in drawn.items():
        asked_svg = images is FigureFormat.svg
        content = pictures[name] if asked_svg else image(figure, images.value)
        files[f"{name}.{images.value}"] = content
    n = len(answers)
    title = f"Survey of {n:,} respondent{'s' if n != 1 else ''}"
    files["report.html"] = tables.report(title, found, pictures).encode()
    write(out, files, force=force, read=[responses])


def triangulate(
    style: Style = TableFormat.markdown,
    responses: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.csv",
            readable=False,
            help="Answers of your own survey in place of the published percentages.",
        ),
    ] = None,
    respondents: Annotated[
        int,
        typer.Option(
            min=1,
            max=10_000_000,
            help="Number of respondents to suppose of the published survey.",
        ),
    ] = 100,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario",
            "-s",
            metavar="NAME|FILE",
            help="Your organisation, in place of scenario A: it adopts each practice "
            "first, and last, at the level of the scenario advanced.",
        ),
    ] = None,
    replications: Annotated[
        int,
        typer.Option(
            "--replications", "-n", min=2, max=10_000, help="With --scenario."
        ),
    ] = 40,
    seed: Seed = 2020,
    workers: Workers = None,
    out: Out = None,
    force: Force = False,
) -> None:
    """Rank the practices by survey, literature and simulation, each with its doubt.

    The three measure different things: belief, attention, and what follows from the
    model's assumptions. Where they disagree, read what each one measures.
    """
    from mlops_study import evidence, tables
    from mlops_study import survey as statistics

    source = Path(scenario) if scenario is not None else None
    if out is not None:
        names = [f"{n}.{EXTENSIONS[style]}" for n in ("triangulation", "concordance")]
        refuse(out, names, force=force, read=[responses, source])
    answers = None
    if responses is not None:
        answers = statistics.read_responses(responses)
        needed = statistics.questionnaire().query("table == 'table1'").index
        if not set(needed) <= set(answers.columns):
            fail(f"{responses}: no answers on best practices ({', '.join(needed)})")
    results = None
    if scenario is not None:
        results = _practice_runs(scenario, replications, seed, workers)
    found = evidence.triangulate(n=respondents, responses=answers, results=results)
    pairs = evidence.concordance(found)
    put(
        [tables.triangulation(found), tables.concordance(pairs)],
        style,
        out,
        force=force,
        read=[responses, source],
    )


def _practice_runs(
    scenario: str, replications: int, seed: int, workers: int | None
) -> pd.DataFrame:
    from mlops_study.experiments import practice_design, replicate
    from mlops_study.lifecycle import load_scenario

    return replicate(
        practice_design(load_scenario(scenario)),
        replications,
        seed=seed,
        workers=workers,
        progress=sys.stderr.isatty(),
    )
