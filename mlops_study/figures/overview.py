"""The figure that opens the book: all of the survey on one axis."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from mlops_study.figures.register import figure
from mlops_study.figures.style import FILLED, OPEN, canvas, legend, per_cent_axis
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
