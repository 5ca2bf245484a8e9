"""The commands for a survey of one's own."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from typer import Argument, Option

from mlops_study.cli.files import file_name, put, rendered, replacing, writable, write
from mlops_study.cli.options import Force, Out, Seed, Style, Workers
from mlops_study.cli.simulation import warn, warn_of_few
from mlops_study.cli.terminal import fail, say, show
from mlops_study.formats import ImageFormat


def questionnaire(
    style: Style = None,
    responses: Annotated[
        Path | None,
        Option(
            "--responses",
            metavar="FILE.csv",
            help="Write an empty responses file: the header that `survey` expects.",
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Print the questionnaire behind Tables 1 to 5, or start a responses file.

    The paper prints no questionnaire; this one is written for the compendium. A cell of
    the file holds the code of an answer or its words, or nothing where none was given.
    Only who uses a tool (U is 1) rates it (E) and says how often (F). Whole tables may
    be left out of a survey, single items of a table may not.
    """
    from mlops_study.survey import RESPONDENT
    from mlops_study.survey import questionnaire as items
    from mlops_study.tables import questionnaire as table

    if responses is None:
        show([table()], style)
        return
    with replacing(responses, force=force) as part:
        part.write_text(
            ",".join([RESPONDENT, *items().items.index]) + "\n", encoding="utf-8"
        )
    typer.echo(str(responses))


def survey(
    responses: Annotated[
        Path,
        Argument(
            metavar="RESPONSES.csv",
            readable=False,  # our reader says it in a line
            help="One row a respondent, one column an item of the questionnaire.",
        ),
    ],
    style: Style = None,
    out: Out = None,
    images: Annotated[
        ImageFormat, Option("--figures", help="How to write figures, with --out.")
    ] = "svg",
    limit: Annotated[
        int, Option(min=1, max=10_000, help="How many problems to list.")
    ] = 20,
    force: Force = False,
) -> None:
    """Make Tables 1 to 5 from answers, with intervals, ranks and the published numbers.

    With --out the tables, the figures and a report.html that shows them all are
    written into a folder. What is wrong with the file is listed at once, rows counted
    from 1 below the header, and then nothing is written; where rows or columns are
    missing, that is said first.
    """
    from mlops_study import survey as statistics
    from mlops_study import tables

    answers = statistics.read_survey(responses, limit=limit).answers
    frames = statistics.survey_tables(answers)
    comparison = statistics.against_published(answers)
    found = [tables.survey_table(name, frame) for name, frame in frames.items()]
    rankings = statistics.rankings(answers)
    found.append(tables.answers_ranked(rankings))
    found.append(tables.answers_against_published(comparison))
    if out is None:
        show(found, style)
        return
    from mlops_study.cli.report import report
    from mlops_study.figures import FIGURES, image, survey_figures
    from mlops_study.numerals import whole

    files = rendered(found, style)
    drawn = survey_figures(frames, comparison)
    pictures = {name: image(figure, "svg") for name, figure in drawn.items()}
    for name, figure in drawn.items():
        content = pictures[name] if images == "svg" else image(figure, images)
        files[f"{name}.{images}"] = content
    n = len(answers)
    title = f"Survey of {whole(n)} respondent{'s' if n != 1 else ''}"
    captions = {FIGURES[name].title: picture for name, picture in pictures.items()}
    summary = tables.ranking_summary(rankings)
    files["report.html"] = report(title, summary, found, captions).encode()
    write(out, files, force=force, read=[responses])


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
        read = [responses, Path(scenario) if scenario is not None else None]
        for name in ("next", "triangulation", "concordance")[: 3 if pairs else 2]:
            writable(out / file_name(name, style), force=force, read=read)
    answers = None
    if responses is not None:
        answers = statistics.read_survey(responses).answers
        needed = statistics.questionnaire().own("table1").index
        if not set(needed) <= set(answers.columns):
            fail(f"{responses}: no answers on best practices ({', '.join(needed)})")
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
