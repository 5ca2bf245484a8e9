"""Figures of what the paper prints: its survey on one axis, and the studies."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mlops_study.figures import style
from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import Marks
from mlops_study.published import SURVEY_TABLES, Paper

# what each table shows of its rows
ROWS = {
    "table1": "Best practices, agree",
    "table2": "Challenges, facing",
    "table3": "Cloud, before and after",
    "table4": "Monitoring, using",
    "table5": "Culture, agreeing",
}


@figure(lambda: Paper().survey)
def headline(tables: Mapping[str, pd.DataFrame]) -> Figure:
    """Set the percentages by which the rows of the five tables are ranked on one axis.

    Table 3 shows the values after cloud adoption and, as open marks, before it.
    """
    figure, axes = style.canvas(4.2)
    for y, name in enumerate(ROWS):
        values = SURVEY_TABLES[name].ranking(tables[name])
        axes.plot(values, _apart(values, y), **style.FILLED)
        place = (values.max(), y - 0.28)
        above = {"textcoords": "offset points", "ha": "right", "fontsize": 8}
        axes.annotate(str(values.idxmax()), place, (8, 6), **above)
        if "before" in tables[name]:
            before = tables[name]["before"]
            axes.plot(before, _apart(before, y), **style.OPEN)
    titles = [f"{row}\n({SURVEY_TABLES[name].title})" for name, row in ROWS.items()]
    style.row_axis(axes, titles, 0.7)
    style.per_cent_axis(axes, "Per cent (the largest of each table named)")
    entries = {"as printed": style.FILLED, "before cloud adoption": style.OPEN}
    style.legend(figure, entries, handletextpad=0.2)
    return figure


def _apart(values: pd.Series, y: float) -> pd.Series:
    """Return a row's height for each value; equal ones lie above one another."""
    same = values.groupby(values)
    return y + 0.22 * (same.cumcount() - (same.transform("size") - 1) / 2)


@figure(printed("literature"))
def literature_years(literature: pd.DataFrame) -> Figure:
    """Stack the reviewed studies by year and by the method that the paper names."""
    counts = pd.crosstab(literature["year"], literature["method"])
    years = range(literature["year"].min() - 1, literature["year"].max() + 1)
    counts = counts.reindex(index=years, fill_value=0)
    figure, axes = style.canvas(2.7)
    bottom = np.zeros(len(counts))
    looks: dict[str, Marks] = {
        "framework": {"color": style.BLUE},
        "comparison": {"color": style.AMBER, "hatch": "//"},
        "not stated": {"color": "white", "edgecolor": style.GREY},
    }
    for method, look in looks.items():
        own = {"edgecolor": "white", "bottom": bottom, "label": method} | look
        axes.bar(counts.index, counts[method], 0.62, **own)
        bottom += counts[method].to_numpy()
    axes.bar_label(axes.containers[-1], [f"{v:g}" for v in bottom], padding=3)
    axes.set(ylim=(0, bottom.max() + 1), ylabel="Studies")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="x", length=0)
    of = {"title": "Method named by the paper", "ncols": 3}
    figure.legend(loc="outside upper left", **of)
    return figure


@figure(lambda: Paper().study_themes())
def literature_themes(study_themes: pd.DataFrame) -> Figure:
    """Draw the matrix of themes and studies, with totals by theme."""
    # a second to import, and needed only here
    import seaborn as sns

    tidy = study_themes.sort_values(["year", "study"], kind="stable")
    names = tidy["authors"].str.removesuffix(" et al.") + " " + tidy["year"].astype(str)
    matrix = pd.crosstab(tidy["theme"], names)[list(dict.fromkeys(names))]
    totals = matrix.sum(axis=1)
    matrix = matrix.loc[sorted(matrix.index, key=lambda theme: (-totals[theme], theme))]
    figure, (cells, margin) = style.canvas(4.6, 2, width_ratios=[4.5, 1])
    look = {"cmap": [style.PALE, style.BLUE], "linewidths": 2, "linecolor": "white"}
    sns.heatmap(matrix, ax=cells, cbar=False, **look)
    cells.set(xlabel="", ylabel="")
    cells.tick_params(axis="x", length=0, labelsize=8, rotation=90)
    cells.tick_params(axis="y", length=0, labelsize=8, rotation=0)
    ordered = totals[matrix.index].to_numpy()
    rows = np.arange(len(ordered)) + 0.5
    bars = margin.barh(rows, ordered, 0.62, color=style.SKY)
    margin.bar_label(bars, padding=3, fontsize=8)
    limits = {"ylim": (len(ordered), 0), "xlim": (0, ordered.max() + 1)}
    margin.set(**limits, xticks=[], yticks=[])
    margin.spines[["left", "bottom"]].set_visible(False)
    margin.set_title("Studies")
    return figure
