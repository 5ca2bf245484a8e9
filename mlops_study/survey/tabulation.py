"""Tables 1 to 5 from the answers of a survey, with intervals and rankings.

The functions take the frame of :func:`~mlops_study.survey.responses.read_responses`.
A percentage is that of the respondents who answered the item.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from mlops_study import published
from mlops_study.percentages.change import percentage_points, relative_improvement
from mlops_study.percentages.intervals import wilson
from mlops_study.percentages.likert import shares
from mlops_study.percentages.ranking import (
    above_by_answers,
    first_probability_bounds,
    rank_intervals,
)
from mlops_study.published import LIKERT_LEVELS
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
            counts = _counts(responses[item])
            if name == "table1":
                cells.update(_levels(counts))
            else:
                cells[column] = _summary(counts, column)
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


def _counts(answers: pd.Series) -> pd.Series:
    """Count the answers by code, in the order of the scale from low to high."""
    codes = answers.cat.codes.to_numpy()
    names = answers.cat.categories
    return pd.Series(np.bincount(codes[codes >= 0], minlength=len(names)), index=names)


def _levels(counts: pd.Series) -> pd.Series:
    """Return the percentages of the five levels of agreement, most agreeing first."""
    row = pd.DataFrame([counts.to_numpy()[::-1]], columns=list(LIKERT_LEVELS))
    return shares(row).iloc[0]


def _summary(counts: pd.Series, column: str) -> object:
    """Return the share that says yes, the mean rating, or the frequency of use."""
    n = counts.sum()
    if column == "frequency":
        # of equal counts the first answer of the scale
        return scale("frequency")[str(counts[::-1].idxmax())] if n else "n/a"
    if column == "effectiveness":
        ratings = counts.index.to_numpy(dtype=float)
        return float((counts.to_numpy() * ratings).sum() / n) if n else float("nan")
    return 100 * float(counts["1"] / n)


def estimates(responses: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Return every number of the tables with its interval.

    Wilson's interval for percentages; Student's, cut at the ends of the scale, for mean
    ratings and, in Table 3, for the change of the same respondents in points. The
    shares of Table 1 that agree or strongly agree are added as ``top_2``.

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
        counts = _counts(responses[item])
        n = int(counts.sum())
        place = {"table": own["table"], "row": own["row"], "n": n}
        if own["column"] == "frequency":
            continue
        if own["column"] == "effectiveness":
            found = _mean(counts.index.astype(float), counts.to_numpy(), level)
            rows.append({**place, "column": "effectiveness", **found})
            continue
        values = pd.Series({own["column"]: _summary(counts, own["column"])})
        if own["table"] == "table1":
            values = _levels(counts)
            values["top_2"] = values["strongly_agree"] + values["agree"]
        bounds = wilson(values.astype(float), n, level=level)
        for column, value in values.items():
            low, high = bounds.loc[[column]].to_numpy()[0]
            found = {"value": value, "low": low, "high": high}
            rows.append({**place, "column": column, **found})
    cloud = _asked(responses).query("table == 'table3'")
    for name, items in cloud.groupby("row", sort=False):
        pair = {str(column): str(item) for item, column in items["column"].items()}
        before, after = (_yes(responses[pair[c]], "1") for c in ("before", "after"))
        steps = after - before
        times = np.array([(steps == step).sum() for step in (-1, 0, 1)])
        place = {"table": "table3", "row": name, "n": int(times.sum())}
        found = _mean(np.array([-100.0, 0.0, 100.0]), times, level)
        rows.append({**place, "column": "change", **found})
    columns = ["table", "row", "column", "n", "value", "low", "high"]
    frame = pd.DataFrame(rows)[columns]
    return frame.sort_values("table", kind="stable", ignore_index=True)


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
        lowest = "4" if name == "table1" else "1"
        yes = pd.DataFrame(
            {
                str(row): _yes(responses[item], lowest)
                for item, row in own["row"].items()
            }
        )
        above = above_by_answers(yes)
        first = first_probability_bounds(above).add_prefix("first_")
        found = pd.concat([rank_intervals(above, level=level), first], axis="columns")
        found.insert(0, "share", 100 * yes.mean())
        found = found.sort_values("share", ascending=False, kind="stable")
        found.insert(0, "table", name)
        frames.append(found.rename_axis("row").reset_index())
    return pd.concat(frames, ignore_index=True)


def _yes(answers: pd.Series, lowest: str) -> np.ndarray:
    """Return 1 for answers from `lowest` up, 0 for others, NaN for none."""
    codes = answers.cat.codes.to_numpy()
    yes = codes >= list(answers.cat.categories).index(lowest)
    return np.where(codes < 0, np.nan, yes)
