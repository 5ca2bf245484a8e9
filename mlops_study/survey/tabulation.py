"""Tables 1 to 5 from the answers of a survey, with intervals and rankings.

The functions take the ``answers`` of ``Responses``, by respondent and item. A
percentage is that of the respondents who answered the item. Which columns a table has
and by which of them it is ranked is said by its record in ``published.SURVEY_TABLES``.
"""

import numpy as np
import pandas as pd

from mlops_study import percentages
from mlops_study.published import SURVEY_TABLES, Paper, SurveyTable
from mlops_study.survey.questionnaire import questionnaire


def survey_tables(responses: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Compute the tables that the answers allow, in the form of ``Paper().survey``.

    Frames by ``table1`` to ``table5``, indexed by the names of their rows; percentages
    and mean ratings are not rounded. Mean ratings are of those who rated; the frequency
    of use is the more frequent answer, the first of the scale in a tie. Where nobody
    rated, the rating is NaN and the frequency ``n/a``; where nothing was there before,
    the improvement is NaN.
    """
    tables = {}
    for table, items in _asked(responses):
        rows: dict[str, dict[str, object]] = {}
        for item, row, column in items[["row", "column"]].itertuples():
            counts = _counts(responses[item])
            rows.setdefault(row, {}).update(_cells(table, column, counts))
        frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis(table.key)
        if table.name == "table3":
            start = frame["before"].where(frame["before"] > 0)
            change = percentages.relative_improvement(start, frame["after"])
            frame["improvement"] = change
        tables[table.name] = frame
    return tables


def _asked(responses: pd.DataFrame) -> list[tuple[SurveyTable, pd.DataFrame]]:
    """Return the tables that were asked about, each with its items."""
    items = questionnaire().items
    asked = items[items.index.isin(responses.columns)]
    return [(SURVEY_TABLES[str(name)], own) for name, own in asked.groupby("table")]


def _counts(answers: pd.Series) -> pd.Series:
    """Count the answers by code, in the order of the scale from low to high."""
    codes = answers.cat.codes.to_numpy()
    names = answers.cat.categories
    return pd.Series(np.bincount(codes[codes >= 0], minlength=len(names)), index=names)


def _cells(table: SurveyTable, column: str, counts: pd.Series) -> dict[str, object]:
    """Return the cells that an item fills: shares, a mean rating, or a frequency."""
    n = counts.sum()
    if table.adds_up:
        # the levels from most to least agreeing, as the columns are
        levels = pd.DataFrame([counts.to_numpy()[::-1]], columns=list(table.shares))
        return dict(percentages.shares(levels).iloc[0])
    if column == "frequency":
        # of equal counts the first answer of the scale
        most = str(counts[::-1].idxmax())
        return {column: questionnaire().scales["frequency"][most] if n else "n/a"}
    if column == "effectiveness":
        ratings = counts.index.to_numpy(dtype=float)
        total = float((counts.to_numpy() * ratings).sum())
        return {column: total / n if n else float("nan")}
    return {column: 100 * float(counts.iloc[-1] / n)}


def estimates(responses: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Return every number of the tables with its interval at this confidence.

    Wilson's interval for percentages; Student's, cut at the ends of the scale, for mean
    ratings and, in Table 3, for the change of the same respondents in points. The
    shares of Table 1 that agree or strongly agree are added as ``top_2``.

    Returns
    -------
    pandas.DataFrame
        ``table``, ``row``, ``column``, ``n`` (who answered), ``value``, ``low`` and
        ``high``, in per cent, points or on the scale; NaN where all
        ratings or changes are the same, which leaves no interval; ``level``.
    """
    rows = []
    for table, items in _asked(responses):
        for item, row, column in items[["row", "column"]].itertuples():
            if column == "frequency":
                continue
            counts = _counts(responses[item])
            place = {"table": table.name, "row": row, "n": int(counts.sum())}
            if column == "effectiveness":
                found = _mean(counts.index.astype(float), counts.to_numpy(), level)
                rows.append({**place, "column": column, **found})
                continue
            cells = pd.DataFrame([_cells(table, column, counts)])
            if table.adds_up:
                cells["top_2"] = table.ranking(cells)
            values = cells.iloc[0].astype(float)
            bounds = percentages.wilson(values, place["n"], level=level)
            for name, value in values.items():
                low, high = bounds.loc[[name]].to_numpy()[0]
                found = {"value": value, "low": low, "high": high}
                rows.append({**place, "column": name, **found})
        if table.name == "table3":
            rows += _changes(responses, items, level)
    columns = ["table", "row", "column", "n", "value", "low", "high"]
    return pd.DataFrame(rows)[columns].assign(level=level)


def _changes(
    responses: pd.DataFrame, items: pd.DataFrame, level: float
) -> list[dict[str, object]]:
    """Return how many points more say yes after than before, of who answered both."""
    rows: list[dict[str, object]] = []
    for row, own in items.groupby("row", sort=False):
        item = {str(column): str(code) for code, column in own["column"].items()}
        steps = _yes(responses[item["after"]]) - _yes(responses[item["before"]])
        times = np.array([(steps == step).sum() for step in (-1, 0, 1)])
        found = _mean(np.array([-100.0, 0.0, 100.0]), times, level)
        place = {"table": "table3", "row": row, "n": int(times.sum())}
        rows.append({**place, "column": "change", **found})
    return rows


def _mean(
    values: np.ndarray | pd.Index, counts: np.ndarray, level: float
) -> dict[str, float]:
    """Return mean and Student's interval of values that occur so many times.

    Small samples stretch the interval beyond the scale; it is cut there.
    """
    from statsmodels.stats.weightstats import DescrStatsW

    low = high = mean = float("nan")
    if counts.any():
        found = DescrStatsW(np.asarray(values), weights=counts)
        mean = float(found.mean)
        if (counts > 0).sum() > 1:
            ends = found.tconfint_mean(1 - level)
            # no mean lies beyond the ends of its scale
            low, high = np.clip(ends, np.min(values), np.max(values))
    return {"value": mean, "low": float(low), "high": float(high)}


def against_published(responses: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Set the numbers of a survey beside the published ones.

    The published numbers have no known sample size, so that nothing can be tested. A
    published number outside the interval is one that the survey's own answers speak
    against.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`estimates`, with ``published`` and ``inside``: ``yes``,
        ``no``, or ``n/a`` where there is no interval.
    """
    printed = []
    for name, frame in Paper().survey.items():
        if SURVEY_TABLES[name].adds_up:
            frame["top_2"] = SURVEY_TABLES[name].ranking(frame)
        if name == "table3":
            change = percentages.percentage_points(frame["before"], frame["after"])
            frame["change"] = change
        tidy = frame.rename_axis("row").reset_index()
        tidy = tidy.melt("row", var_name="column", value_name="published")
        printed.append(tidy.assign(table=name))
    frame = estimates(responses, level=level).merge(
        pd.concat(printed), on=["table", "row", "column"], how="left"
    )
    frame["published"] = frame["published"].astype(float)
    # an interval's end that equals the number but for the last bits holds it
    inside = (frame["published"] >= frame["low"] - 1e-9) & (
        frame["published"] <= frame["high"] + 1e-9
    )
    frame["inside"] = np.where(
        frame["low"].isna(), "n/a", np.where(inside, "yes", "no")
    )
    return frame


def counted(responses: pd.DataFrame, name: str, way: str) -> pd.DataFrame:
    """Return who counts for each row of a table in one of the ways to count its rows.

    One row a respondent, one column a row of the table: 1, 0, or NaN for no answer.
    """
    table, items = SURVEY_TABLES[name], questionnaire().own(name)
    columns = table.counted[way]
    # where the shares add up, one item has all of them
    own = items if table.adds_up else items[items["column"] == columns[0]]
    return pd.DataFrame(
        {
            str(row): _yes(responses[item], len(columns))
            for item, row in own["row"].items()
        }
    )


def rankings(responses: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Return how sure the order of the items of each table is.

    From the joint answers of the respondents, so that nothing need be supposed of the
    overlap. Practices are ranked by those who agree or strongly agree, cloud aspects by
    those who say yes after adoption. Each interval of ranks has the probability
    `level`.

    Returns
    -------
    pandas.DataFrame
        ``table``, ``row``, ``share`` (per cent), ``best`` and ``worst`` rank, and the
        bounds ``first_low`` and ``first_high`` of the probability to be first,
        ``level``; ordered by share within each table.
    """
    frames = []
    for table, _ in _asked(responses):
        *_, way = table.counted
        yes = counted(responses, table.name, way)
        above = percentages.above_by_answers(yes)
        found = percentages.rank_intervals(above, level=level)
        first = percentages.first_probability_bounds(above).add_prefix("first_")
        found = pd.concat([found, first], axis="columns")
        found.insert(0, "share", 100 * yes.mean())
        found = found.sort_values("share", ascending=False, kind="stable")
        found.insert(0, "table", table.name)
        frames.append(found.rename_axis("row").reset_index())
    return pd.concat(frames, ignore_index=True).assign(level=level)


def _yes(answers: pd.Series, levels: int = 1) -> np.ndarray:
    """Return 1 for one of the highest answers, 0 for another, NaN for none."""
    codes = answers.cat.codes.to_numpy()
    return np.where(codes < 0, np.nan, codes >= len(answers.cat.categories) - levels)
