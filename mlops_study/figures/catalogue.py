"""Every figure by name, drawn from the study's own data, and its files."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import get_args

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlops_study import ageing, evidence, experiments, published, survey
from mlops_study.figures import evidence as evidence_figures
from mlops_study.figures import (
    inference,
    literature,
    model,
    results,
    simulation,
    statistics,
)
from mlops_study.figures.style import look
from mlops_study.formats import ImageFormat
from mlops_study.lifecycle import HEADLINES, PRACTICES, Observations

__all__ = [
    "FIGURES",
    "FIGURE_TITLES",
    "IMAGE_FORMATS",
    "SUPPOSED",
    "SUPPOSED_SIZES",
    "image",
    "make_figure",
    "survey_figures",
]

IMAGE_FORMATS: tuple[ImageFormat, ...] = get_args(ImageFormat)

# what would otherwise make two files of the same figure differ
_UNDATED: dict[ImageFormat, dict[str, None]] = {
    "png": {},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
}


def _stages() -> list[str]:
    elements = published.load("simulation")
    return list(elements["name"][elements["kind"] == "stage"])


SECOND_YEAR = (365, 730)

BUSY = {
    "scientists_utilisation": "Data scientists",
    "engineers_utilisation": "Operations engineers",
    "nodes_utilisation": "Training nodes",
}
EFFECTS = {
    "improvement_time": "Lead time of improvements, days",
    "change_failure_rate": "Change failure rate",
    "recall": "Recall",
}
SPREADS = {
    "improvement_time": ("Lead time, improvements (days)", 1.0),
    "deployments": ("Deployments per model and month", 1.0),
    "change_failure_rate": ("Change failure rate (%)", 100.0),
    "time_to_restore": ("Time to restore (days)", 1.0),
    "recall": ("Recall (%)", 100.0),
    "accuracy": ("Accuracy (%)", 100.0),
}


def _lead_times() -> Figure:
    lives = {}
    for name, run in experiments.sample_runs().items():
        lives[name] = Observations(run).done
    return results.lead_times(lives)


def _time_budgets() -> Figure:
    runs = experiments.sample_runs()
    return results.time_budgets(
        {
            name: Observations(run).time_budget("improvement")
            for name, run in runs.items()
        }
    )


def _quality_over_time() -> Figure:
    runs = experiments.sample_runs()
    times = np.arange(*SECOND_YEAR, 0.5)
    strengths = runs["A"].strengths
    typical = int(np.argsort(strengths)[len(strengths) // 2])
    return results.quality_over_time(
        {name: Observations(run).quality_at(times) for name, run in runs.items()},
        typical,
    )


def _utilisation() -> Figure:
    table = experiments.intervals(experiments.load_study("scenarios"))
    return results.utilisation(table, BUSY)


def _ratios() -> Figure:
    table = experiments.paired_differences(
        experiments.load_study("scenarios"), [("A", "B"), ("A", "C")]
    )
    return results.ratios(table, HEADLINES)


def _practices() -> Figure:
    table = experiments.practice_effects(
        experiments.load_study("practices"), list(EFFECTS)
    )
    return results.practices(table, PRACTICES, EFFECTS)


def _warm_up() -> Figure:
    smooth, cuts = experiments.warm_up_cuts()
    used = experiments.paper_scenarios()["A"].run.warm_up / 7
    return results.warm_up(experiments.WARM_UP.read(), smooth, cuts, used)


SUPPOSED_SIZES = (50, 200, 1000)
"""Numbers of respondents that the figures suppose of Table 2."""

SUPPOSED = 100
"""Number of respondents that the triangulation supposes of the survey."""


def _feasible_sizes() -> Figure:
    sizes: dict[str, dict[str, np.ndarray]] = {}
    for rule in ("exact", "half_up", "down"):
        by_row = survey.sizes_by_row(published.Paper().survey, rule=rule, up_to=200)
        by_table: dict[str, np.ndarray] = {}
        for (table, _), own in by_row.items():
            name = f"Table {table[-1]}"
            by_table[name] = np.intersect1d(by_table.get(name, own), own)
        common = functools.reduce(np.intersect1d, by_table.values())
        sizes[rule] = {**by_table, "all five": common}
    return inference.feasible_sizes(sizes)


def _first_place() -> Figure:
    return inference.first_place(evidence.first_place_curves())


def _change_measures() -> Figure:
    table = published.load("table3").set_index("aspect")
    return inference.change_measures(table["before"], table["after"])


def _against_published() -> Figure:
    answers = survey.read_responses(survey.synthetic_file())
    return evidence_figures.against_published(survey.against_published(answers))


FIGURES: dict[str, Callable[[], Figure]] = {
    "headline": lambda: statistics.headline(
        {f"table{i}": published.load(f"table{i}") for i in range(1, 6)}
    ),
    "literature-years": lambda: literature.studies_by_year(
        published.load("literature")
    ),
    "literature-themes": lambda: literature.studies_by_theme(published.study_themes()),
    "lifecycle": lambda: simulation.lifecycle(_stages()),
    "scenarios": lambda: simulation.scenarios(published.load("scenarios")),
    "flow": model.flow,
    "ageing": lambda: model.ageing(ageing.load_curves()),
    "retraining-policies": lambda: model.retraining_policies(
        experiments.retraining_check(ageing.KNOTS)
    ),
    "lead-times": _lead_times,
    "time-budgets": _time_budgets,
    "quality-over-time": _quality_over_time,
    "utilisation": _utilisation,
    "distributions": lambda: results.distributions(
        experiments.load_study("scenarios"), SPREADS
    ),
    "ratios": _ratios,
    "practices": _practices,
    "warm-up": _warm_up,
    "best-practices": lambda: statistics.best_practices(published.load("table1")),
    "challenges": lambda: statistics.challenges(published.load("table2")),
    "cloud": lambda: statistics.cloud(published.load("table3")),
    "monitoring": lambda: statistics.monitoring(published.load("table4")),
    "culture": lambda: statistics.culture(published.load("table5")),
    "feasible-sizes": _feasible_sizes,
    "needed-sizes": lambda: inference.needed_sizes(evidence.needed_by_difference()),
    "supposed-sizes": lambda: inference.supposed_sizes(
        published.load("table2").set_index("challenge")["facing"], SUPPOSED_SIZES
    ),
    "first-place": _first_place,
    "change-measures": _change_measures,
    "verdicts": lambda: evidence_figures.verdicts(
        evidence.verdict_counts(evidence.audit_claims())
    ),
    "against-published": _against_published,
    "triangulation": lambda: evidence_figures.triangulation(
        evidence.triangulate(n=SUPPOSED).ranks
    ),
    "reference-years": lambda: literature.reference_years(
        published.load("references"), published.review_window()
    ),
}
"""The figures of the book by name, in the order of the book."""


def make_figure(name: str) -> Figure:
    """Draw one figure of the book from the study's data.

    Parameters
    ----------
    name
        A key of ``FIGURES``.

    Raises
    ------
    KeyError
        If the name is not known.
    """
    return FIGURES[name]()


FIGURE_TITLES = {
    "best-practices": "Agreement with each practice (Table 1)",
    "challenges": "Respondents who face each challenge (Table 2)",
    "cloud": "Before and after cloud adoption (Table 3)",
    "monitoring": "Use and rating of monitoring tools (Table 4)",
    "culture": "Respondents who agree with each aspect of culture (Table 5)",
    "against-published": "This survey with its intervals, beside the published numbers",
}
"""Captions of the figures of a survey."""


def survey_figures(
    tables: Mapping[str, pd.DataFrame], comparison: pd.DataFrame
) -> dict[str, Figure]:
    """Draw the figures of Tables 1 to 5 from a survey's own answers.

    Parameters
    ----------
    tables
        From :func:`~mlops_study.survey.tabulation.survey_tables`.
    comparison
        From :func:`~mlops_study.survey.tabulation.against_published`.

    Returns
    -------
    dict
        Figures by name; those of tables that were not asked are left out.
    """
    draw = {
        "table1": ("best-practices", statistics.best_practices),
        "table2": ("challenges", statistics.challenges),
        "table3": ("cloud", statistics.cloud),
        "table4": ("monitoring", statistics.monitoring),
        "table5": ("culture", statistics.culture),
    }
    drawn = {
        name: function(tables[table])
        for table, (name, function) in draw.items()
        if table in tables
        and not (table == "table4" and tables[table]["effectiveness"].isna().all())
    }
    drawn["against-published"] = evidence_figures.against_published(comparison)
    return drawn


def image(figure: Figure, style: ImageFormat) -> bytes:
    """Return a figure as a file's content; the same figure gives the same bytes.

    Parameters
    ----------
    figure
        The figure.
    style
        One of ``IMAGE_FORMATS``.
    """
    content = BytesIO()
    with look():
        figure.savefig(content, format=style, dpi=200, metadata=_UNDATED[style])
    return content.getvalue()
