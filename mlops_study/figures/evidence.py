"""Figures of the audit, of a survey against the paper, and of the triangulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mlops_study import evidence, numerals, survey
from mlops_study.figures.register import figure
from mlops_study.figures.style import (
    AMBER,
    BLUE,
    FILLED,
    GREY,
    INK,
    OPEN,
    ORANGE,
    PALE,
    SKY,
    bare,
    canvas,
    heading,
    legend,
    per_cent_axis,
    ranges,
    row_axis,
)

VERDICTS = {
    "consistent": BLUE,
    "changed construct": ORANGE,
    "changed rule": "#E8825A",
    "wrong ranking": "#F0A27F",
    "selective": AMBER,
    "ambiguous": "#F2C879",
    "not derivable": "#B8B8B8",
}
"""Colours of the verdicts."""


@figure(lambda: evidence.verdict_counts(evidence.audit_claims()))
def verdicts(counts: pd.Series) -> Figure:
    """Draw the number of claims by verdict, in the order given."""
    figure, axes = canvas(2.7)
    names = [name.capitalize() for name in counts.index]
    bars = axes.barh(names, counts, color=[VERDICTS[v] for v in counts.index])
    axes.bar_label(bars, padding=3, color=INK, fontsize=9)
    axes.invert_yaxis()
    axes.set_xlim(0, counts.max() * 1.12)
    axes.set_xlabel("Claims of the paper's text")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    bare(axes, "left")
    return figure


GROUPS = {
    ("table1", "top_2"): "Practices, agree (Table 1)",
    ("table2", "facing"): "Challenges, facing (Table 2)",
    ("table3", "before"): "Cloud, before (Table 3)",
    ("table3", "after"): "Cloud, after (Table 3)",
    ("table4", "using"): "Monitoring, using (Table 4)",
    ("table5", "agreeing"): "Culture, agreeing (Table 5)",
}


def _synthetic() -> pd.DataFrame:
    answers = survey.read_responses(survey.synthetic_file())
    return survey.against_published(answers)


@figure(
    _synthetic, title="This survey with its intervals, beside the published numbers"
)
def against_published(comparison: pd.DataFrame, level: float = 0.95) -> Figure:
    """Draw a survey's percentages with their intervals beside the published ones."""
    by_column = dict(list(comparison.groupby(["table", "column"], sort=False)))
    shown = {title: by_column[key] for key, title in GROUPS.items() if key in by_column}
    figure, axes = canvas(0.6 + 0.185 * sum(len(own) + 1.4 for own in shown.values()))
    ring = OPEN | {"color": "none"}
    y, labels = 0.0, dict[float, str]()
    for title, own in shown.items():
        heading(axes, y, title)
        rows = y + 1 + np.arange(len(own))
        ends = (own["low"], own["value"], own["high"])
        line = {"color": SKY, "linewidth": 3.5}
        ranges(axes, rows, ends, line, FILLED | {"markersize": 5})
        axes.plot(own["published"], rows, **ring | {"markeredgewidth": 1.2})
        labels |= dict(zip(rows.tolist(), own["row"], strict=True))
        y += len(own) + 1.4
    axes.set_yticks(list(labels), list(labels.values()))
    axes.set_ylim(y - 0.6, -0.8)
    per_cent_axis(axes, "Per cent")
    axes.tick_params(labelsize=8)
    shares = f"this survey, with {numerals.decimal(100 * level)} % intervals"
    legend(figure, {shares: FILLED, "as published": ring}, handletextpad=0.2)
    return figure


@figure(lambda: evidence.triangulate(n=evidence.SUPPOSED))
def triangulation(found: evidence.Triangulation) -> Figure:
    """Draw the rank of each practice by each kind of evidence, with its interval."""
    rankings = list(found.rankings.values())
    practices = list(rankings[0].table["practice"])
    colours = {"survey": BLUE, "literature": GREY, "simulation": ORANGE}
    figure, panels = canvas(4.4, len(practices), sharex=True, sharey=True)
    for axes, practice in zip(panels, practices, strict=True):
        for y, ranking in enumerate(rankings):
            row, colour = ranking.table.loc[practice], colours[ranking.kind]
            ranges(
                axes,
                y,
                (row["best"], row["rank"], row["worst"]),
                {"color": colour, "linewidth": 5, "alpha": 0.3},
                FILLED | {"color": colour, "markersize": 6},
            )
        axes.set_title(practice, fontsize=9, loc="center")
        axes.set_xlim(0.5, len(practices) + 0.5)
        axes.set_xticks(range(1, len(practices) + 1))
        row_axis(axes, [_lines(ranking) for ranking in rankings], 0.6)
        axes.grid(axis="x", color=PALE)
        bare(axes, "left", labelsize=8)
    figure.supxlabel("Rank, 1 is the most favoured", fontsize=9)
    return figure


def _lines(ranking: evidence.Ranking) -> str:
    """Write a kind of evidence for an axis."""
    if ranking.kind == "simulation":
        return f"Model, {ranking.measure},\nadopted {ranking.design}"
    return ",\n".join(filter(None, (ranking.kind.capitalize(), ranking.measure)))
