"""Figures of the audit, a survey beside the paper, triangulation and references."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from mlops_study import evidence, numerals, survey
from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import (
    AMBER,
    BLUE,
    FILLED,
    GREY,
    INK,
    NOTE,
    OPEN,
    ORANGE,
    PALE,
    SKY,
    bare,
    beside,
    canvas,
    heading,
    legend,
    per_cent_axis,
    ranges,
    row_axis,
)
from mlops_study.published import SURVEY_TABLES, Paper

# the colours of the verdicts, which the marks in book.css repeat
VERDICTS = {
    "contradicted": ORANGE,
    "changed construct": "#E8825A",
    "changed rule": "#F0A27F",
    "selective": AMBER,
    "ambiguous": "#F2C879",
    "not derivable": "#B8B8B8",
    "consistent": BLUE,
}


@figure(lambda: evidence.verdict_counts(evidence.audit_claims()))
def verdicts(counts: pd.Series) -> Figure:
    """Draw the number of claims by verdict, in the order given."""
    figure, axes = canvas(2.7)
    names = [name.capitalize() for name in counts.index]
    bars = axes.barh(names, counts, color=[VERDICTS[v] for v in counts.index])
    axes.bar_label(bars, padding=3, color=INK, fontsize=9)
    axes.invert_yaxis()
    axes.set(xlim=(0, counts.max() * 1.12), xlabel="Claims of the paper's text")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    bare(axes, "left")
    return figure


# by how many consistent claims on average the options of a coding differ that is drawn
_MOVING = 1.5
_STRIP: dict[str, Any] = {"cmap": "Blues", "vmin": 0, "vmax": 1, "rasterized": True}


@figure(lambda: evidence.specifications(evidence.recomputations(Paper())))
def specification_curve(found: pd.DataFrame) -> Figure:
    """Draw the verdicts under all specifications, with the options that move most.

    Specifications are sorted by the number of consistent claims; those with the same
    number are drawn by their mean. The strips below say how many of them have an
    option, from none (white) to all.
    """
    level = found["consistent"]
    counts = found.groupby(level)[[*VERDICTS]].mean()
    shares = level.value_counts(normalize=True).sort_index()
    edges = np.append(0, 100 * shares.cumsum())

    strips: dict[str, np.ndarray] = {}
    for name, own in found.drop(columns=[*VERDICTS]).items():
        options = own.cat.categories
        place = level.astype(int) * len(options) + own.cat.codes
        size = (int(level.max()) + 1) * len(options)
        tally = np.bincount(place, minlength=size).reshape(-1, len(options))
        means = np.arange(len(tally)) @ tally / tally.sum(axis=0)
        if np.ptp(means) >= _MOVING:
            seen = tally[tally.any(axis=1)].T
            names = f"{name}: " + options
            strips |= dict(zip(names, seen / seen.sum(axis=0), strict=True))
    low = 0.17 * len(strips)
    figure, (curve, below) = canvas(
        low + 3.4, rows=2, sharex=True, height_ratios=[2.4, low]
    )
    steps = counts.to_numpy()[[*range(len(counts)), -1]].T
    curve.stackplot(edges, steps, step="post", colors=list(VERDICTS.values()))
    curve.set(ylabel="Claims", xlim=(0, 100))
    rows = np.arange(len(strips) + 1) - 0.5
    below.pcolormesh(edges, rows, list(strips.values()), **_STRIP)
    row_axis(below, list(strips))
    below.set_xlabel("Per cent of specifications")
    bare(below, "left", labelsize=8)
    place = 50 * ((level < level[0]).mean() + (level <= level[0]).mean())
    for axes in (curve, below):
        axes.axvline(place, color=INK, linewidth=1.2)
    beside(curve, "as used", (place, steps.sum(axis=0)[0] / 2), left=place > 50)
    handles = [Patch(color=c, label=v.capitalize()) for v, c in VERDICTS.items()]
    figure.legend(handles=handles, loc="outside upper center", ncols=3, fontsize=8)
    return figure


# what each column of shares holds
SHARES = {
    "top_2": "Practices, agree",
    "facing": "Challenges, facing",
    "before": "Cloud, before",
    "after": "Cloud, after",
    "using": "Monitoring, using",
    "agreeing": "Culture, agreeing",
}


def _synthetic() -> pd.DataFrame:
    responses = survey.read_survey(survey.synthetic_file())
    return survey.against_published(survey.estimates(responses))


@figure(_synthetic)
def against_published(comparison: pd.DataFrame) -> Figure:
    """Draw a survey's percentages with their intervals beside the published ones."""
    shares = comparison[comparison["column"].isin(SHARES)]
    shown = {
        f"{SHARES[str(column)]} ({SURVEY_TABLES[str(table)].title})": own
        for (table, column), own in shares.groupby(["table", "column"], sort=False)
    }
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
    axes.set(yticks=list(labels), yticklabels=labels.values(), ylim=(y - 0.6, -0.8))
    per_cent_axis(axes, "Per cent")
    axes.tick_params(labelsize=8)
    level = numerals.decimal(100 * comparison["level"].iloc[0])
    filled = f"this survey, with {level} % intervals"
    legend(figure, {filled: FILLED, "as published": ring}, handletextpad=0.2)
    return figure


@figure(lambda: evidence.triangulate(n=evidence.SUPPOSED))
def triangulation(found: dict[str, evidence.Ranking]) -> Figure:
    """Draw the rank of each practice by each kind of evidence, with its interval.

    Counts, which have none, are open.
    """
    rankings = list(found.values())
    practices = list(rankings[0].table["practice"])
    colours = {"survey": BLUE, "literature": GREY, "simulation": ORANGE}
    figure, panels = canvas(4.4, len(practices), sharex=True, sharey=True)
    for axes, practice in zip(panels, practices, strict=True):
        for y, ranking in enumerate(rankings):
            ends = ranking.table.loc[practice, ["best", "rank", "worst"]]
            line = {"color": colours[ranking.kind], "linewidth": 5, "alpha": 0.3}
            mark = FILLED | {"color": colours[ranking.kind], "markersize": 6}
            if ranking.kind == "literature":
                mark = OPEN | {"markeredgecolor": GREY, "markersize": 5}
            ranges(axes, y, ends, line, mark)
        axes.set_title(practice, fontsize=9, loc="center")
        places = range(1, len(practices) + 1)
        axes.set(xlim=(0.5, len(practices) + 0.5), xticks=places)
        row_axis(axes, [_lines(ranking) for ranking in rankings], 0.6)
        axes.grid(axis="x", color=PALE)
        bare(axes, "left", labelsize=8)
    figure.supxlabel("Rank, 1 is the most favoured", fontsize=9)
    return figure


def _lines(ranking: evidence.Ranking) -> str:
    """Name a ranking on an axis."""
    if ranking.kind == "simulation":
        return f"Model, {ranking.measure},\nadopted {ranking.design}"
    return ",\n".join(filter(None, (ranking.kind.capitalize(), ranking.measure)))


@figure(printed("references"), lambda: Paper().review_window)
def reference_years(references: pd.DataFrame, window: tuple[int, int]) -> Figure:
    """Count the listed references by year, with the review's window shaded."""
    counts = references["year"].value_counts()
    years = range(references["year"].min(), references["year"].max() + 1)
    counts = counts.reindex(years, fill_value=0)
    first, last = window
    inside = counts.index.to_series().between(first, last)
    figure, axes = canvas(2.7)
    axes.axvspan(first - 0.5, last + 0.5, color=PALE, alpha=0.6, zorder=0)
    words = f"review window, {first} to {last}"
    axes.text((first + last) / 2, counts.max() + 1.7, words, va="center", **NOTE)
    bars = axes.bar(counts.index, counts, 0.7, color=np.where(inside, BLUE, AMBER))
    axes.bar_label(bars, [f"{c}" if c else "" for c in counts], padding=2, color=INK)
    axes.set(ylim=(0, counts.max() + 2.6), xticks=years, ylabel="Entries")
    axes.tick_params(axis="x", length=0, labelsize=8)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return figure
