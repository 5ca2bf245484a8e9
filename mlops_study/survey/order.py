"""How sure the order of a table's rows is, among those who answered all of them."""

import numpy as np
import pandas as pd

from mlops_study import percentages
from mlops_study.survey.measures import measures
from mlops_study.survey.responses import Responses

LEAST = 5
"""Of fewer respondents neither rows nor groups are compared, if not told otherwise."""


def counted(
    responses: Responses, table: str, *, levels: int | None = None
) -> pd.DataFrame:
    """Return who counts for each row of a table: who the main share of the row counts.

    One row a respondent, one column a row of the table: 1, 0, or NaN for no answer. Of
    levels so many count, if told, in place of those that are agreement.
    """
    found = {}
    for share in measures(responses, table):
        if share.main and share.unit == "per cent":
            top = levels or np.count_nonzero(share.worth)
            yes = share.codes >= len(share.worth) - top
            found[share.row] = np.where(share.codes >= 0, yes, np.nan)
    return pd.DataFrame(found, index=responses.answers.index)


def rankings(
    responses: Responses, *, level: float = percentages.SURE, least: int = LEAST
) -> pd.DataFrame:
    """Return how sure the order of the rows of each table is.

    From the joint answers of those who answered every row that anybody answered, so
    that all rows have the same respondents and nothing need be supposed of the overlap.
    Where these are fewer than `least`, rows are not compared. Each interval of ranks
    has the probability `level`.

    Columns ``table``, ``block``, ``row``, ``n`` (who answered all), ``share`` (per cent
    of these), ``best`` and ``worst`` rank, the bounds ``first_low`` and ``first_high``
    of the probability to be first, ``level``; ordered by share within each table; NaN
    where rows are not compared.
    """
    frames = []
    for table in responses.questionnaire.tables:
        every = counted(responses, table).dropna(axis="columns", how="all")
        if len(every.columns) < 2:
            continue
        yes = every.dropna()
        found = pd.DataFrame(index=every.columns, columns=_COLUMNS, dtype=float)
        if len(yes) >= least:
            weights = responses.weights
            own = None if weights is None else weights.loc[yes.index]
            above = percentages.above_by_answers(yes, weights=own)
            ranks = percentages.rank_intervals(above, level=level)
            first = percentages.first_probability_bounds(above).add_prefix("first_")
            share = 100 * np.average(yes, axis=0, weights=own)
            found = ranks.join(first).assign(share=share)[_COLUMNS]
            found = found.sort_values("share", ascending=False, kind="stable")
        block = responses.questionnaire.own(table)["block"].iloc[0]
        place = {"table": table, "block": block, "n": len(yes), "level": level}
        frames.append(found.rename_axis("row").reset_index().assign(**place))
    columns = ["table", "block", "row", "n", *_COLUMNS, "level"]
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat(frames, ignore_index=True)[columns]


_COLUMNS = ["share", "best", "worst", "first_low", "first_high"]
