"""Respondents who never were, made to fit printed tables."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from mlops_study.datafiles import data_folder
from mlops_study.published import SURVEY_TABLES
from mlops_study.survey.columns import RESPONDENT
from mlops_study.survey.questionnaire import questionnaire

SYNTHETIC = "derived/synthetic_responses.csv"
"""Place of the stored synthetic answers below the data folder."""


def synthetic_file() -> Path:
    """Return the path of the stored synthetic answers."""
    return data_folder() / SYNTHETIC


def synthetic_form(n: int) -> pd.DataFrame:
    """Return the first n synthetic answers as Google Forms writes them.

    A time, and for each item a column that is headed by the block of its question and,
    in brackets, by its wording; the cells hold words.

    >>> synthetic_form(2).iloc[:, 1].to_dict()
    {0: 'Neutral', 1: 'Strongly agree'}
    """
    items = questionnaire().items
    answers = pd.read_csv(synthetic_file(), dtype=str, nrows=n, na_filter=False)
    form = pd.DataFrame(
        {"Timestamp": [f"2026/01/01 9:{i % 60:02}:00" for i in range(n)]}
    )
    for item, own in items.iterrows():
        words = questionnaire().words(str(item))
        head = f"{own['block']} [{own['wording']}]"
        form[head] = [words.get(code, "") for code in answers[str(item)]]
    return form


def synthetic_responses(
    tables: Mapping[str, pd.DataFrame], n: int, *, seed: int
) -> pd.DataFrame:
    """Make answers that reproduce the percentages of Tables 1 to 5 exactly.

    Who gives which answer is drawn at random, item by item, so that the answers say
    nothing about how items go together. Ratings are the two whole numbers next to the
    printed mean, as many of each as bring their mean nearest to it; two thirds of the
    users give the printed frequency of use, which is an assumption.

    Of Tables 1 to 5 by name, as ``Paper().survey`` gives them, comes what a file of
    answers holds: ``respondent`` (``synthetic-001`` and so on) and the items, as text.
    A percentage that is not a whole number of `n` respondents is a ``ValueError``.
    """
    rng = np.random.default_rng(seed)
    cells: dict[str, np.ndarray] = {}
    users: dict[str, np.ndarray] = {}
    for item, own in questionnaire().items.iterrows():
        table, column, row = SURVEY_TABLES[own["table"]], own["column"], own["row"]
        printed = tables[table.name].loc[row]
        codes = list(questionnaire().words(str(item)))
        if column in ("effectiveness", "frequency"):
            used = np.flatnonzero(users[row])
            drawn = (
                _ratings(float(printed[column]), len(used))
                if column == "effectiveness"
                else _frequencies(printed[column], len(used))
            )
            answers = np.full(n, "", dtype=object)
            answers[used] = rng.permutation(drawn)
        else:
            shares = printed[list(table.shares)] if table.adds_up else [printed[column]]
            counts = [_count(share, n) for share in shares]
            # who gives none of the answers that are counted says no
            counts += [n - sum(counts)] * (len(codes) - len(counts))
            answers = rng.permutation(np.repeat(codes, counts)).astype(object)
            users[row] = answers == "1"
        cells[str(item)] = answers
    width = max(3, len(str(n)))
    names = [f"synthetic-{i:0{width}d}" for i in range(1, n + 1)]
    return pd.DataFrame({RESPONDENT: names, **cells})


def _count(percentage: float, n: int) -> int:
    count, rest = divmod(int(percentage) * n, 100)
    if rest:
        raise ValueError(
            f"{percentage} per cent of {n} respondents is not a whole number of them"
        )
    return count


def _ratings(mean: float, users: int) -> np.ndarray:
    low = int(mean)
    higher = round((mean - low) * users)
    return np.repeat([str(low), str(low + 1)], [users - higher, higher])


def _frequencies(printed: str, users: int) -> np.ndarray:
    share = -(-2 * users // 3)
    other = {"Daily": "weekly", "Weekly": "daily"}[printed]
    return np.repeat([printed.lower(), other], [share, users - share])
