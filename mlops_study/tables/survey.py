"""Tables of what percentages can say, and of a survey's own answers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from mlops_study import published, survey
from mlops_study.tables.table import Table, plain

__all__ = [
    "answers_against_published",
    "answers_ranked",
    "dispersion_summary",
    "dominance_order",
    "feasible_sizes",
    "needed_sizes",
    "questionnaire",
    "ranking_summary",
    "rating_ranges",
    "tool_correlations",
]


def feasible_sizes(
    sizes: Mapping[str, Mapping[tuple[str, str], np.ndarray]], up_to: int
) -> Table:
    """List the smallest size for each row, each table and all of them, by rule.

    Parameters
    ----------
    sizes
        By rule, what :func:`~mlops_study.percentages.feasibility.sizes_by_row` returns.
    up_to
        Largest size that was tried; the last row counts how many fit.
    """
    titles = {
        "exact": "Exact",
        "half_up": "Rounded, halves up",
        "half_even": "Rounded, halves to even",
        "down": "Cut off",
    }
    columns: dict[str, list[str]] = {}
    for rule, by_row in sizes.items():
        names, cells = [], []
        common = np.arange(1, up_to + 1)
        for table in dict.fromkeys(name for name, _ in by_row):
            own = np.arange(1, up_to + 1)
            for (name, row), fits in by_row.items():
                if name == table:
                    own = np.intersect1d(own, fits)
                    if name == "table1":
                        names.append(f"Table 1, {row}")
                        cells.append(_smallest(fits, up_to))
            names.append(f"Table {table[-1]}")
            cells.append(_smallest(own, up_to))
            common = np.intersect1d(common, own)
        columns["Smallest number of respondents for"] = [
            *names,
            "All five tables",
            f"Sizes up to {up_to:,} that fit all",
        ]
        columns[titles[rule]] = [*cells, _smallest(common, up_to), str(len(common))]
    cells_ = pd.DataFrame(columns)
    return Table(
        name="feasible-sizes",
        title="Sample sizes from which the printed percentages can come",
        cells=cells_,
        numeric=tuple(cells_.columns[1:]),
    )


def _smallest(sizes: np.ndarray, up_to: int) -> str:
    return str(sizes[0]) if len(sizes) else f"none up to {up_to:,}"


def needed_sizes(needed: pd.DataFrame) -> Table:
    """List the respondents that each difference needs: best, independent, worst.

    Parameters
    ----------
    needed
        From :func:`~mlops_study.percentages.paired.needed_sizes`, with ``group``,
        ``higher`` and ``lower``.
    """
    titles = {
        "significant": "Significant",
        "significant_exact": "Significant, exact test",
        "power": "80 % power",
        "power_exact": "80 % power, exact test",
    }
    rows = []
    keys = ["group", "higher", "lower", "first", "second"]
    for key, own in needed.groupby(keys, sort=False):
        group, higher, lower, first, second = key
        by = own.set_index("overlap").loc[list(survey.OVERLAPS)]
        rows.append(
            {
                "Ranking": str(group),
                "Difference": f"{higher} over {lower}"
                if lower != "before"
                else f"{higher}, after over before",
                "Percentages": f"{first:g}, {second:g}",
                **{
                    title: " / ".join(f"{n:,}" for n in by[column])
                    for column, title in titles.items()
                },
            }
        )
    cells = pd.DataFrame(rows)
    return Table(
        name="needed-sizes",
        title="Respondents needed: best / independent / worst overlap",
        cells=cells,
        numeric=tuple(cells.columns[2:]),
    )


def _ranked(values: pd.Series, decimals: int, *, largest: bool = True) -> list[str]:
    """Write each value with its rank; equal values share a rank."""
    ranks = values.round(9).rank(ascending=not largest, method="min").astype(int)
    tied = ranks.duplicated(keep=False)
    return [
        f"{v:.{decimals}f} ({r}{'=' if t else ''})"
        for v, r, t in zip(values, ranks, tied, strict=True)
    ]


def dispersion_summary() -> Table:
    """Summarize location and dispersion of Table 1, each value with its rank.

    Dispersion is ranked from the most agreed on, so that rank 1 is the least spread.
    """
    frame = published.load("table1")
    cells = pd.DataFrame(
        {
            "Best practice": frame["practice"],
            "Mean": _ranked(survey.mean_score(frame), 2),
            "Interpolated median": _ranked(survey.interpolated_median(frame), 2),
            "Standard deviation": _ranked(
                survey.standard_deviation(frame), 2, largest=False
            ),
            "Consensus": _ranked(survey.consensus(frame), 2),
            "Agreement A": _ranked(survey.agreement_by_item(frame), 2),
        }
    )
    return Table(
        name="dispersion",
        title="Location and dispersion of Table 1, with ranks",
        cells=cells,
        numeric=tuple(cells.columns[1:]),
    )


def dominance_order() -> Table:
    """List for each practice which others it dominates, and which it cannot be told."""
    order = survey.dominance(published.load("table1").set_index("practice"))
    rows = []
    for practice in order.index:
        above = order.columns[order.loc[practice]]
        below = order.index[order[practice]]
        others = order.index.drop([practice, *above, *below])
        rows.append(
            {
                "Best practice": practice,
                "Above, for every scoring": ", ".join(above) or "none",
                "Depends on the scoring": ", ".join(others) or "none",
            }
        )
    return Table(
        name="dominance", title="The order that no scoring can change",
        cells=pd.DataFrame(rows),
    )  # fmt: skip


def tool_correlations() -> Table:
    """Show the correlation of usage and rating in Table 4, and without each tool."""
    frame = published.load("table4").set_index("tool")
    found = survey.leave_one_out(frame["using"], frame["effectiveness"])
    cells = pd.DataFrame(
        {
            "Left out": ["none", *found.index[1:]],
            "Tools": found["n"].astype(int).astype(str),
            "Spearman's correlation": found["correlation"].map("{:.2f}".format),
            "Exact p-value": found["p_value"].map("{:.3f}".format),
            "Smallest p-value possible": found["smallest_p"].map("{:.3f}".format),
        }
    )
    return Table(
        name="tool-correlations",
        title="Usage and rating of the monitoring tools",
        cells=cells,
        numeric=tuple(cells.columns[1:]),
    )


def rating_ranges() -> Table:
    """Show what the mean ratings of Table 4 bound."""
    frame = published.load("table4")

    def between(mean: float, level: int) -> str:
        low, high = survey.rating_bounds(mean, level)
        return f"{100 * low:.0f} to {100 * high:.0f}"

    cells = pd.DataFrame(
        {
            "Monitoring tool": frame["tool"],
            "Mean rating": frame["effectiveness"].map("{:.1f}".format),
            "Rate it 5 (%)": [between(m, 5) for m in frame["effectiveness"]],
            "Rate it 4 or 5 (%)": [between(m, 4) for m in frame["effectiveness"]],
        }
    )
    return Table(
        name="rating-ranges",
        title="What a mean rating says of the ratings",
        cells=cells,
        numeric=tuple(cells.columns[1:]),
    )


def questionnaire() -> Table:
    """List the items of the questionnaire with the codes of their answers."""
    items = survey.questionnaire()
    cells = pd.DataFrame(
        {
            "Item": items.index,
            "Wording": items["wording"],
            "Answers": [
                ", ".join(f"{code} {word}" for code, word in survey.scale(name).items())
                for name in items["scale"]
            ],
        }
    )
    return Table(name="questionnaire", title="Questionnaire", cells=cells)


_COLUMNS = {
    "strongly_agree": "strongly agree",
    "agree": "agree",
    "neutral": "neutral",
    "disagree": "disagree",
    "strongly_disagree": "strongly disagree",
    "top_2": "agree or strongly agree",
    "facing": "facing",
    "before": "before",
    "after": "after",
    "change": "change in points",
    "using": "using",
    "effectiveness": "mean rating",
    "agreeing": "agreeing",
}


def _value(value: float, column: str) -> str:
    if math.isnan(value):
        return "n/a"
    return f"{value:.2f}" if column == "effectiveness" else plain([value], 1)[0]


def answers_against_published(comparison: pd.DataFrame) -> Table:
    """List every number of a survey with its interval and the published number.

    Parameters
    ----------
    comparison
        From :func:`~mlops_study.survey.tabulation.against_published`.
    """
    cells = pd.DataFrame(
        {
            "Table": comparison["table"].str[-1],
            "Row": comparison["row"],
            "Number": comparison["column"].map(_COLUMNS),
            "Answers": comparison["n"].astype(str),
        }
    )
    for header, name in (
        ("Value", "value"),
        ("Low", "low"),
        ("High", "high"),
        ("Published", "published"),
    ):
        cells[header] = [
            _value(value, column)
            for value, column in zip(
                comparison[name], comparison["column"], strict=True
            )
        ]
    cells["Inside"] = comparison["inside"]
    return Table(
        name="comparison",
        title="Every number with its interval of 95 %, and the published number",
        cells=cells,
        numeric=("Table", "Answers", "Value", "Low", "High", "Published"),
    )


def answers_ranked(rankings: pd.DataFrame) -> Table:
    """List how sure the order of a survey's items is.

    Parameters
    ----------
    rankings
        From :func:`~mlops_study.survey.tabulation.rankings`.
    """
    cells = pd.DataFrame(
        {
            "Table": rankings["table"].str[-1],
            "Row": rankings["row"],
            "Per cent": plain(rankings["share"], 1),
            "Best rank": rankings["best"].astype(str),
            "Worst rank": rankings["worst"].astype(str),
            "First, at least (%)": plain(100 * rankings["first_low"], 0),
            "First, at most (%)": plain(100 * rankings["first_high"], 0),
        }
    )
    return Table(
        name="rankings",
        title="How sure the order is: ranks at 95 %, probability to be first",
        cells=cells,
        numeric=("Table", *cells.columns[2:]),
    )


_RANKED = {
    "table1": "practices, by those who agree",
    "table2": "challenges",
    "table3": "aspects after cloud adoption",
    "table4": "monitoring tools, by use",
    "table5": "aspects of culture",
}


def ranking_summary(rankings: pd.DataFrame) -> list[str]:
    """Say in a sentence for each table how sure its order is.

    Parameters
    ----------
    rankings
        From :func:`~mlops_study.survey.tabulation.rankings`.
    """
    lines = []
    for table, own in rankings.groupby("table", sort=False):
        top = own.iloc[0]
        settled = int((own["best"] == own["worst"]).sum())
        first = "surely" if top["first_low"] >= 0.95 else "not surely"
        sure = f"{settled} {'is' if settled == 1 else 'are'}" if settled else "none is"
        lines.append(
            f"Table {str(table)[-1]}, {_RANKED[str(table)]}: {top['row']} comes first, "
            f"{first} so (probability {100 * top['first_low']:.0f} to "
            f"{100 * top['first_high']:.0f} %). Of {len(own)} ranks {sure} sure."
        )
    return lines
