"""Figures of what the paper prints: its survey on one axis, and the studies."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from mlops_study.figures.register import figure, printed
from mlops_study.figures.style import (
    AMBER,
    BLUE,
    FILLED,
    OPEN,
    PALE,
    SKY,
    canvas,
    legend,
    per_cent_axis,
)
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
    figure, axes = canvas(3.9)
    faint = FILLED | {"alpha": 0.75}
    for y, name in enumerate(ROWS):
        values = SURVEY_TABLES[name].ranking(tables[name])
        axes.plot(values, np.full(len(values), y), **faint)
        axes.annotate(
            str(values.idxmax()),
            (values.max(), y),
            (0, 9),
            textcoords="offset points",
            ha="center",
            fontsize=9,
        )
    before = tables["table3"]["before"]
    axes.plot(before, np.full(len(before), list(ROWS).index("table3")), **OPEN)
    titles = [f"{row}\n({SURVEY_TABLES[name].title})" for name, row in ROWS.items()]
    axes.set_yticks(range(len(ROWS)), titles)
    axes.invert_yaxis()
    axes.margins(y=0.16)
    per_cent_axis(axes, "Per cent; the largest of each table is named")
    entries = {"as printed": faint, "before cloud adoption": OPEN}
    legend(figure, entries, handletextpad=0.2)
    return figure


@figure(printed("literature"))
def literature_years(literature: pd.DataFrame) -> Figure:
    """Stack the reviewed studies by year and by the method that the paper names."""
    counts = pd.crosstab(literature["year"], literature["method"])
    years = range(literature["year"].min() - 1, literature["year"].max() + 1)
    counts = counts.reindex(index=years, fill_value=0)
    figure, axes = canvas(2.7)
    bottom = np.zeros(len(counts))
    colours = {"framework": BLUE, "comparison": AMBER, "not stated": PALE}
    for method, colour in colours.items():
        look = {"bottom": bottom, "color": colour, "edgecolor": "white"}
        axes.bar(counts.index, counts[method], 0.62, label=method, **look)
        bottom += counts[method].to_numpy()
    axes.bar_label(axes.containers[-1], [f"{v:g}" for v in bottom], padding=3)
    axes.set(ylim=(0, bottom.max() + 1), ylabel="Studies")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="x", length=0)
    figure.legend(title="Method named by the paper", loc="outside right upper")
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
    figure, (cells, margin) = canvas(4.3, 2, width_ratios=[6, 1.3])
    look = {"cmap": [PALE, BLUE], "linewidths": 2, "linecolor": "white"}
    sns.heatmap(matrix, ax=cells, cbar=False, **look)
    cells.set(xlabel="", ylabel="")
    cells.tick_params(axis="x", length=0, labelsize=9, rotation=90)
    cells.tick_params(axis="y", length=0, labelsize=9, rotation=0)
    ordered = totals[matrix.index].to_numpy()
    rows = np.arange(len(ordered)) + 0.5
    bars = margin.barh(rows, ordered, 0.62, color=SKY)
    margin.bar_label(bars, padding=3, fontsize=9)
    limits = {"ylim": (len(ordered), 0), "xlim": (0, ordered.max() + 1)}
    margin.set(**limits, xticks=[], yticks=[])
    margin.spines[["left", "bottom"]].set_visible(False)
    margin.set_title("Studies", fontsize=9)
    return figure
