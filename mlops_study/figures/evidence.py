"""Figures of the audit, a survey beside the paper, triangulation and references."""

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from mlops_study import evidence, survey
from mlops_study.figures import style
from mlops_study.figures.answers import survey_charts
from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import Marks
from mlops_study.published import Paper

# hue and hatch of each verdict; the marks in book.css have the hues and are dashed
# where a hatch is
VERDICTS: dict[str, Marks] = {
    "contradicted": {"facecolor": style.ORANGE},
    "changed construct": {"facecolor": style.ORANGE, "hatch": "//"},
    "changed rule": {"facecolor": style.ORANGE, "hatch": "\\\\"},
    "selective": {"facecolor": style.AMBER},
    "ambiguous": {"facecolor": style.AMBER, "hatch": "//"},
    "not derivable": {"facecolor": style.GREY},
    "consistent": {"facecolor": style.BLUE},
}


@figure(lambda: evidence.verdict_counts(evidence.audit_claims()))
def verdicts(counts: pd.Series) -> Figure:
    """Draw the number of claims by verdict, in the order given."""
    figure, axes = style.canvas(2.6)
    for name, count in counts.items():
        bars = axes.barh(str(name).capitalize(), count, edgecolor="white")
        bars[0].set(**VERDICTS[str(name)])
        axes.bar_label(bars, padding=3, fontsize=8)
    axes.invert_yaxis()
    axes.set(xlim=(0, counts.max() * 1.12), xlabel="Claims of the paper's text")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    style.bare(axes, "left")
    return figure


# by how many consistent claims on average the options of a coding differ that is drawn
_MOVING = 1.5
_FADING = LinearSegmentedColormap.from_list("share", [f"{style.BLUE}00", style.BLUE])


def _by_level() -> pd.DataFrame:
    """Return what specifications with so many consistent claims have in common.

    Their number, whether the one in use is ``used`` among them, the mean number of
    claims by verdict, and the share that has each option of the codings that move most.
    """
    found = evidence.specifications(evidence.recomputations(Paper()))
    level = found["consistent"]
    levels = level.to_numpy(dtype=np.intp)
    table = found.groupby(level)[[*VERDICTS]].mean()
    table.insert(0, "used", table.index == level[0])
    table.insert(0, "specifications", level.value_counts())
    for name, own in found.drop(columns=[*VERDICTS]).items():
        options = own.cat.categories
        place = levels * len(options) + own.cat.codes.to_numpy()
        size = (levels.max() + 1) * len(options)
        tally = np.bincount(place, minlength=size).reshape(-1, len(options))
        means = np.arange(len(tally)) @ tally / tally.sum(axis=0)
        if np.ptp(means) >= _MOVING:
            seen = tally[table.index]
            table[f"{name}: " + options] = seen / seen.sum(axis=1, keepdims=True)
    return table.rename_axis("level")


@figure(_by_level)
def specification_curve(found: pd.DataFrame) -> Figure:
    """Draw the verdicts under all specifications, with the options that move most.

    Specifications are sorted by the number of consistent claims; those with the same
    number are drawn by their mean. The strips below say how many of them have an
    option, from none (empty) to all.
    """
    counts = found[[*VERDICTS]]
    strips = found.drop(columns=["specifications", "used", *VERDICTS])
    ends = 100 * found["specifications"].cumsum() / found["specifications"].sum()
    edges = np.append(0, ends)
    low = 0.19 * strips.shape[1]
    figure, (curve, below) = style.canvas(
        low + 3.4, rows=2, sharex=True, height_ratios=[2.4, low]
    )
    steps = counts.to_numpy()[[*range(len(counts)), -1]].T
    areas = curve.stackplot(edges, steps, step="post")
    for area, look in zip(areas, VERDICTS.values(), strict=True):
        area.set(edgecolor="white", linewidth=0.6, **look)
    curve.set(ylabel="Claims", xlim=(0, 100))
    rows = np.arange(strips.shape[1] + 1) - 0.5
    shades = {"cmap": _FADING, "vmin": 0, "vmax": 1, "rasterized": True}
    below.pcolormesh(edges, rows, strips.to_numpy().T, **shades)
    style.row_axis(below, strips.columns.tolist())
    below.set_xlabel("Per cent of specifications")
    style.bare(below, "left", labelsize=8)
    at = int(found["used"].argmax())
    place = edges[at : at + 2].mean()
    for axes in (curve, below):
        axes.axvline(place, color=style.INK, linewidth=1.2)
    curve.text(place, 1.02, "as used", transform=curve.get_xaxis_transform())
    handles = [Patch(label=v.capitalize(), **VERDICTS[v]) for v in VERDICTS]
    for handle in handles:
        handle.set_edgecolor("white")
    figure.legend(handles=handles, loc="outside upper center", ncols=3)
    return figure


def _challenges() -> pd.DataFrame:
    responses = survey.read_survey(survey.synthetic_file())
    found = survey.against_published(survey.estimates(responses))
    return found[found["table"] == "table2"]


@figure(_challenges)
def against_published(comparison: pd.DataFrame) -> Figure:
    """Draw a survey's answers to Table 2 as the command does."""
    (chart,) = survey_charts(comparison).values()
    return chart


def _ranks() -> pd.DataFrame:
    rankings = evidence.triangulate(n=evidence.SUPPOSED).values()
    tables = [r.table.assign(kind=r.kind, row=_lines(r)) for r in rankings]
    return pd.concat(tables, ignore_index=True)


def _lines(ranking: evidence.Ranking) -> str:
    """Name a ranking on an axis."""
    if ranking.kind == "simulation":
        return f"Model, {ranking.measure},\nadopted {ranking.design}"
    return ",\n".join(filter(None, (ranking.kind.capitalize(), ranking.measure)))


@figure(_ranks)
def triangulation(found: pd.DataFrame) -> Figure:
    """Draw the rank of each practice by each kind of evidence, with its interval.

    Counts, which have none, are open.
    """
    looks: dict[str, Marks] = {
        "survey": style.FILLED,
        "literature": style.OPEN | {"marker": "D", "markeredgecolor": style.GREY},
        "simulation": style.FILLED | {"marker": "s", "color": style.ORANGE},
    }
    practices = found["practice"].unique()
    figure, panels = style.canvas(4.6, len(practices), sharex=True, sharey=True)
    for axes, practice in zip(panels, practices, strict=True):
        rows = found[found["practice"] == practice].reset_index(drop=True)
        for y, row in rows.iterrows():
            mark = looks[row["kind"]] | {"markersize": 5}
            line = {"color": mark["color"], "linewidth": 2}
            style.ranges(axes, y, row[["best", "rank", "worst"]], line, mark)
        axes.set_title(practice, fontsize=8, loc="center")
        places = range(1, len(practices) + 1)
        axes.set(xlim=(0.5, len(practices) + 0.5), xticks=places)
        style.row_axis(axes, rows["row"], 0.6)
        axes.grid(axis="x", color=style.PALE)
        style.bare(axes, "left", labelsize=8)
    figure.supxlabel("Rank (1 is the most favoured)", fontsize=9)
    return figure


@figure(printed("references"), lambda: Paper().review_window)
def reference_years(references: pd.DataFrame, window: tuple[int, int]) -> Figure:
    """Count the listed references by year, with the review's window shaded."""
    counts = references["year"].value_counts()
    years = range(references["year"].min(), references["year"].max() + 1)
    counts = counts.reindex(years, fill_value=0)
    first, last = window
    inside = counts.index.to_series().between(first, last)
    figure, axes = style.canvas(2.7)
    axes.axvspan(first - 0.5, last + 0.5, color=style.WASH, zorder=0)
    words = f"review window,\n{first} to {last}"
    axes.text((first + last) / 2, counts.max() + 2.4, words, va="center", **style.NOTE)
    colours = np.where(inside, style.BLUE, style.AMBER)
    bars = axes.bar(counts.index, counts, 0.7, color=colours)
    labels = [f"{c}" if c else "" for c in counts]
    axes.bar_label(bars, labels, padding=2, color=style.INK)
    axes.set(ylim=(0, counts.max() + 4.2), xticks=years, ylabel="Entries")
    axes.tick_params(axis="x", length=0, labelsize=8, rotation=90)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return figure
