"""Tables 1 to 5 from the answers of a survey, with intervals and rankings.

The functions take the frame of :func:`~mlops_study.survey.responses.read_responses`.
A percentage is that of the respondents who answered the item.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from mlops_study import published
from mlops_study.published import LIKERT_LEVELS
from mlops_study.survey.change import percentage_points, relative_improvement
from mlops_study.survey.intervals import wilson
from mlops_study.survey.likert import shares
from mlops_study.survey.ranking import (
    above_by_answers,
    first_probability_bounds,
    rank_intervals,
)
from mlops_study.survey.responses import questionnaire, scale

__all__ = ["against_published", "estimates", "rankings", "survey_tables"]


def survey_tables(responses: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Compute the tables that the answers allow, in the form of the published ones.

    Parameters
    ----------
    responses
        Answers by respondent and item.

    Returns
    -------
    dict
        Frames by ``table1`` to ``table5`` with the columns of the published tables;
        percentages and mean ratings are not rounded. Mean ratings are of those who
        rated; the frequency of use is the more frequent answer, the first of the scale
        in a tie. Where nobody rated, the rating is NaN and the frequency ``n/a``; where
        nothing was there before, the improvement is NaN.
    """
    tables = {}
    items = _asked(responses)
    for name, own in items.groupby("table"):
        columns: dict[str, dict[str, object]] = {}
        for item, row, column in own[["row", "column"]].itertuples():
            cells = columns.setdefault(row, {})
            if name == "table1":
                cells.update(_levels(responses[item]))
            else:
                cells[column] = _summary(responses[item], column)
        frame = pd.DataFrame.from_dict(columns, orient="index")
        if name == "table3":
            start = frame["before"].where(frame["before"] > 0)
            frame["improvement"] = relative_improvement(start, frame["after"])
        key = published.load(str(name)).columns[0]
        tables[str(name)] = frame.rename_axis(key).reset_index()
    return tables


def _asked(responses: pd.DataFrame) -> pd.DataFrame:
    items = questionnaire()
    return items[items.index.isin(responses.columns)]


def _levels(answers: pd.Series) -> pd.Series:
    """Return the percentages of the five levels of agreement, most agreeing first."""
    counts = answers.value_counts(sort=False).to_numpy()[::-1]
    row = pd.DataFrame([counts], columns=list(LIKERT_LEVELS))
    return shares(row).iloc[0]


def _summary(answers: pd.Series, column: str) -> object:
    given = answers.dropna()
    if column == "frequency":
        counts = given.value_counts(sort=False)[::-1]
        return scale("frequency")[str(counts.idxmax())] if len(given) else "n/a"
    if column == "effectiveness":
        return float(given.astype(float).mean()) if len(given) else float("nan")
    return 100 * float((given == "1").mean())


def estimates(responses: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Return every number of the tables with its interval.

    Wilson's interval for percentages; Student's for mean ratings and, in Table 3, for
    the change of the same respondents in percentage points. The shares of Table 1 that
    agree or strongly agree are added as ``top_2``.

    Parameters
    ----------
    responses
        Answers by respondent and item.
    level
        Confidence of each interval.

    Returns
    -------
    pandas.DataFrame
        ``table``, ``row``, ``column``, ``n`` (who answered), ``value``, ``low`` and
        ``high``, in per cent, points or on the scale; NaN where all
        ratings or changes are the same, which leaves no interval.
    """
    rows = []
    for item, own in _asked(responses).iterrows():
        answers = responses[item].dropna()
        n = len(answers)
        place = {"table": own["table"], "row": own["row"], "n": n}
        if own["column"] == "frequency":
            continue
        if own["column"] == "effectiveness":
            found = _mean(answers.astype(float), level)
            rows.append({**place, "column": "effectiveness", **found})
            continue
        values = pd.Series({own["column"]: _summary(answers, own["column"])})
        if own["table"] == "table1":
            values = _levels(answers)
            values["top_2"] = values["strongly_agree"] + values["agree"]
        bounds = wilson(values.astype(float), n, level=level)
        for column, value in values.items():
            low, high = bounds.loc[[column]].to_numpy()[0]
            found = {"value": value, "low": low, "high": high}
            rows.append({**place, "column": column, **found})
    cloud = _asked(responses).query("table == 'table3'")
    for name, items in cloud.groupby("row", sort=False):
        pair = {str(column): str(item) for item, column in items["column"].items()}
        both = responses[[pair["before"], pair["after"]]].dropna().astype(float)
        points = 100 * (both[pair["after"]] - both[pair["before"]])
        place = {"table": "table3", "row": name, "n": len(both), "column": "change"}
        rows.append({**place, **_mean(points, level)})
    columns = ["table", "row", "column", "n", "value", "low", "high"]
    frame = pd.DataFrame(rows)[columns]
    return frame.sort_values("table", kind="stable", ignore_index=True)


def _mean(values: pd.Series, level: float) -> dict[str, float]:
    """Return mean and Student's interval, where there are values."""
    from statsmodels.stats.weightstats import DescrStatsW

    low = high = float("nan")
    if values.nunique() > 1:
        low, high = DescrStatsW(values.to_numpy()).tconfint_mean(1 - level)
    mean = float(values.mean()) if len(values) else float("nan")
    return {"value": mean, "low": float(low), "high": float(high)}


def against_published(responses: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Set the numbers of a survey beside the published ones.

    The published numbers have no known sample size, so that nothing can be tested. A
    published number outside the interval is one that the survey's own answers speak
    against.

    Parameters
    ----------
    responses
        Answers by respondent and item.
    level
        Confidence of each interval.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`estimates`, with ``published`` and ``inside``: ``yes``,
        ``no``, or ``n/a`` where there is no interval.
    """
    printed = []
    for name in ("table1", "table2", "table3", "table4", "table5"):
        table = published.load(name)
        if name == "table1":
            table["top_2"] = table["strongly_agree"] + table["agree"]
        if name == "table3":
            table["change"] = percentage_points(table["before"], table["after"])
        tidy = table.melt(id_vars=table.columns[0], value_name="published")
        tidy.columns = pd.Index(["row", "column", "published"])
        printed.append(tidy.assign(table=name))
    known = pd.concat(printed)
    frame = estimates(responses, level=level).merge(
        known, on=["table", "row", "column"], how="left"
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


def rankings(responses: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Return how sure the order of the items of each table is.

    From the joint answers of the respondents, so that nothing need be supposed of the
    overlap. Practices are ranked by those who agree or strongly agree, cloud aspects by
    those who say yes after adoption.

    Parameters
    ----------
    responses
        Answers by respondent and item.
    level
        Probability of each interval of ranks.

    Returns
    -------
    pandas.DataFrame
        ``table``, ``row``, ``share`` (per cent), ``best`` and ``worst`` rank, and the
        bounds ``first_low`` and ``first_high`` of the probability to be first; ordered
        by share within each table.
    """
    chosen = {
        "table1": "strongly_agree to strongly_disagree",
        "table2": "facing",
        "table3": "after",
        "table4": "using",
        "table5": "agreeing",
    }
    frames = []
    items = _asked(responses)
    for name, column in chosen.items():
        own = items[(items["table"] == name) & (items["column"] == column)]
        if own.empty:
            continue
        answers = responses[own.index].set_axis(list(own["row"]), axis="columns")
        yes = answers.apply(_agrees if name == "table1" else _says_yes)
        above = above_by_answers(yes)
        first = first_probability_bounds(above).add_prefix("first_")
        found = pd.concat([rank_intervals(above, level=level), first], axis="columns")
        found.insert(0, "share", 100 * yes.mean())
        found = found.sort_values("share", ascending=False, kind="stable")
        found.insert(0, "table", name)
        frames.append(found.rename_axis("row").reset_index())
    return pd.concat(frames, ignore_index=True)


def _agrees(answers: pd.Series) -> pd.Series:
    return (answers >= "4").astype(float).where(answers.notna())


def _says_yes(answers: pd.Series) -> pd.Series:
    return (answers == "1").astype(float).where(answers.notna())
