"""What can be told apart: rows of a table by their order, groups by their numbers.

Rows are ordered among those who answered all of them.
"""

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from mlops_study import percentages
from mlops_study.datafiles import DataFileError
from mlops_study.numerals import people, whole
from mlops_study.survey.measure import Measure
from mlops_study.survey.measures import measures
from mlops_study.survey.responses import Responses, part, side_column

LEAST = 5
"""Of fewer respondents neither rows nor groups are compared, if not told otherwise."""

MOST = 8
"""More groups than these are not set side by side."""

_RANKED = ["share", "best", "worst", "first_low", "first_high"]


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
        found = pd.DataFrame(index=every.columns, columns=_RANKED, dtype=float)
        if len(yes) >= least:
            weights = responses.weights
            own = None if weights is None else weights.loc[yes.index]
            above = percentages.above_by_answers(yes, weights=own)
            ranks = percentages.rank_intervals(above, level=level)
            first = percentages.first_probability_bounds(above).add_prefix("first_")
            share = 100 * np.average(yes, axis=0, weights=own)
            found = ranks.join(first).assign(share=share)[_RANKED]
            found = found.sort_values("share", ascending=False, kind="stable")
        block = responses.questionnaire.own(table)["block"].iloc[0]
        place = {"table": table, "block": block, "n": len(yes), "level": level}
        frames.append(found.rename_axis("row").reset_index().assign(**place))
    columns = ["table", "block", "row", "n", *_RANKED, "level"]
    if not frames:
        return pd.DataFrame(columns=columns)
    return pd.concat(frames, ignore_index=True)[columns]


def group_sizes(responses: Responses, column: str) -> pd.Series:
    """Count the respondents of each group by its name, in order; of no group by ''."""
    return side_column(responses, column).value_counts().sort_index()


def group_notes(
    responses: Responses, column: str, *, least: int = LEAST
) -> Iterator[str]:
    """Say which groups a column makes, and which are too small to be shown."""
    sizes = group_sizes(responses, column)
    nobodys = int(sizes.get("", 0))
    sizes = sizes.drop("", errors="ignore")
    shown = sizes[sizes >= least]
    said = ", ".join(f"{name} {whole(n)}" for name, n in shown[:MOST].items())
    yield f"Groups by {column}: {said or 'none is large enough to be shown'}."
    if hidden := len(sizes) - len(shown):
        yield (
            f"{people(hidden, 'group')} of fewer than {whole(least)} respondents not "
            "shown and not compared (--least)."
        )
    near = sizes.index.str.casefold().str.replace(" ", "")
    if alike := sizes.index[near.duplicated(keep=False)][:MOST].tolist():
        yield f"Names of groups differ only in capitals or spaces: {', '.join(alike)}."
    if len(shown) == 1:
        yield "One group alone is not compared."
    if nobodys:
        yield f"{whole(nobodys)} without a value in {column} are in no group."


def groups(
    responses: Responses,
    column: str,
    *,
    level: float = percentages.SURE,
    least: int = LEAST,
) -> pd.DataFrame:
    """Set the numbers of groups side by side, with their differences.

    The groups are the values of a column of the file with at least `least` respondents.
    Of two, the first less the second; of more, each less all others together. The
    intervals of differences are Newcombe's for shares and Welch's for means, for groups
    of different people; each holds at `level` by itself. A number of fewer than `least`
    respondents is left out.

    Of each main number and each ``group`` come the columns of `estimates`, and
    ``versus`` (the other group, ``the others``, or nothing), ``difference``,
    ``difference_low`` and ``difference_high``. No such column and more than ``MOST``
    such groups are a ``DataFileError``.
    """
    sizes = group_sizes(responses, column).drop("", errors="ignore")
    shown = [str(name) for name in sizes.index[sizes >= least]]
    if len(shown) > MOST:
        raise DataFileError(
            f"column {column}: {len(shown)} groups of {least} respondents or more; "
            f"expected at most {MOST}"
        )
    if len(shown) < 2:
        return pd.DataFrame(columns=["group"])
    of = side_column(responses, column)
    found = {name: _main(part(responses, of == name)) for name in shown}
    two = len(shown) == 2
    versus = {shown[0]: shown[1]} if two else dict.fromkeys(shown, "the others")
    others = {
        name: _main(part(responses, of.isin(shown) & (of != name))) for name in versus
    }
    rows = []
    for place in found[shown[0]]:
        for name in shown:
            own = found[name][place]
            row = own.record(level) | {"group": name, "versus": ""}
            if own.n < least:
                row |= dict.fromkeys(("value", "low", "high"), math.nan)
            row |= dict.fromkeys(_DIFFERENCE, math.nan)
            if name in versus and min(own.n, others[name][place].n) >= least:
                difference, ends = own.less(others[name][place], level)
                row |= zip(_DIFFERENCE, (difference, *ends), strict=True)
                row["versus"] = versus[name]
            rows.append(row)
    return pd.DataFrame(rows)


_DIFFERENCE = ("difference", "difference_low", "difference_high")


def _main(responses: Responses) -> dict[tuple[str, str, str], Measure]:
    """Return the main numbers of some respondents by their places."""
    return {(m.table, m.row, m.column): m for m in measures(responses) if m.main}
