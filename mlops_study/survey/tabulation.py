"""The numbers of a survey in frames: with intervals, as tables, beside the paper's.

All of them are made of the same `measures`. A share is that of the respondents who
answered the item, and a change is of those who answered both before and after.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mlops_study import percentages
from mlops_study.published import SURVEY_TABLES, Paper
from mlops_study.survey.measures import FREQUENCY, measures
from mlops_study.survey.responses import Responses


def estimates(responses: Responses, *, level: float = percentages.SURE) -> pd.DataFrame:
    """Return every number of a survey with its interval at this confidence.

    Wilson's interval for shares; Student's, cut at the ends of the scale, for means and
    changes. With weights both take Kish's effective number of respondents.

    Columns ``table``, ``block``, ``kind``, ``row`` and whether it is the ``papers``;
    ``column``, ``label`` and ``unit`` of the number and whether it is a ``main`` one;
    ``n`` who answered and their ``effective`` number; ``value``, ``low`` and ``high``,
    in per cent, points or on the scale, NaN where there is none, of which ``note`` says
    why; ``level``.
    """
    return pd.DataFrame([measure.record(level) for measure in measures(responses)])


def survey_tables(numbers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Set the numbers of `estimates` in a frame for each table, its rows by name.

    Those of the paper's questionnaire have the columns of ``Paper().survey``, and all
    have more: ``n`` who answered, summaries of levels, for before and after ``change``
    and how many answered each, for tools how many rated them and said how often they
    use them. ``frequency`` names the most frequent answer, or those that tie. Where
    nothing was there before, the improvement is NaN.
    """
    tables = {}
    for name, own in numbers.groupby("table", sort=False):
        rows, columns = own["row"].unique(), own["column"].unique()
        wide, sizes = (
            own.pivot(index="row", columns="column", values=of).loc[rows, columns]
            for of in ("value", "n")
        )
        wide["n"] = own.groupby("row")["n"].first()
        for column in ("before", "after", "effectiveness"):
            if column in sizes:
                of_all = sizes.get(f"{column}_of_all", sizes[column])
                wide[f"n_{column}"] = of_all.fillna(sizes[column])
            if (same := f"{column}_of_all") in wide:
                # where these are who answered both
                wide[same] = wide[same].fillna(wide[column])
        often = own[own["column"].str.startswith(FREQUENCY)]
        if len(often):
            shares = often.assign(label=often["label"].str.removeprefix(FREQUENCY))
            named = shares.set_index("label").groupby("row")["value"].agg(tied)
            wide["frequency"] = named.reindex(rows).fillna("n/a")
            wide["n_frequency"] = often.groupby("row")["n"].first()
        if {"before", "after"} <= set(columns):
            start = wide["before"].where(wide["before"] > 0)
            wide["improvement"] = percentages.relative_improvement(start, wide["after"])
        papers = own["papers"].all()
        key = SURVEY_TABLES[str(name)].key if papers else "row"
        tables[str(name)] = wide.rename_axis(index=key, columns=None)
    return tables


def leaders(shares: pd.Series) -> list[str]:
    """Return the names of the largest shares; such as differ by rounding are equal."""
    return list(shares.index[np.isclose(shares, shares.max(), rtol=0, atol=1e-9)])


def listed(names: Sequence[str]) -> str:
    """Write names one after the other.

    >>> listed(["culture", "silos", "processes"])
    'culture, silos and processes'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def tied(shares: pd.Series) -> str:
    """Name the largest of some shares, or those that tie.

    >>> tied(pd.Series({"Daily": 50.0, "Weekly": 50.0}))
    'Daily and Weekly tie'
    """
    names = leaders(shares)
    if len(names) > 1:
        return f"{listed(names)} tie"
    return names[0] if names else "n/a"


def against_published(numbers: pd.DataFrame) -> pd.DataFrame:
    """Set the published numbers, as ``published``, beside those of a survey.

    Only where a row asks what the paper's row asks. The number of the paper's
    respondents is not known, so that nothing is tested.
    """
    printed = []
    for name, frame in Paper().survey.items():
        if SURVEY_TABLES[name].adds_up:
            frame["top_2"] = SURVEY_TABLES[name].ranking(frame)
            frame["net"] = percentages.net_agreement(frame)
            frame["mean"] = percentages.mean_score(frame)
        if "before" in frame:
            change = percentages.percentage_points(frame["before"], frame["after"])
            frame["change"] = change
        tidy = frame.drop(columns="frequency", errors="ignore")
        tidy = tidy.rename_axis("row").reset_index()
        tidy = tidy.melt("row", var_name="column", value_name="published")
        printed.append(tidy.assign(table=name, papers=True))
    place = ["table", "row", "column", "papers"]
    return numbers.merge(pd.concat(printed), on=place, how="left")
