"""The answers of a survey, with what was done to the file that they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from mlops_study.datafiles import DataFileError
from mlops_study.survey.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """Answers of a survey."""

    #: One row a respondent who answered anything, indexed by its code; one ordered
    #: categorical column an item that was asked, in the order of the questionnaire,
    #: whose categories are the codes of its scale from the lowest up; missing where no
    #: answer was given.
    answers: pd.DataFrame
    questionnaire: Questionnaire  #: What was asked.
    other: pd.DataFrame  #: The columns that are no items, as text, by the same index.
    weights: pd.Series | None = None  #: Of each respondent, where the file has some.
    notes: tuple[str, ...] = ()  #: What was done to the file, a line each.
    read: int = 0  #: Rows of the file below its header.
    #: Rows left out, by the reason.
    dropped: Mapping[str, int] = field(default_factory=dict)
    silent: int = 0  #: Respondents who answered nothing; they are not in `answers`.


def weighted(responses: Responses, column: str) -> Responses:
    """Let a column of the file say how much each respondent counts.

    Weights are scaled to a mean of 1, which changes no result. Who has none, or one
    that is not positive, is left out and noted. No such column, a weight that is no
    number and none that is positive are a ``DataFileError``.
    """
    texts = side_column(responses, column)
    commas = texts[texts.str.contains(",")]
    if len(commas) and commas.str.fullmatch(r"[1-9]\d{0,2},\d{3}").all():
        raise DataFileError(
            f"column {column}: {commas.iloc[0]!r} could be thousands or thousandths, "
            "as could all cells with a comma; expected a point before decimals"
        )
    given = texts.str.replace(",", ".")
    numbers = pd.to_numeric(given.where(given != ""), errors="coerce")
    wrong = texts[(given != "") & ~np.isfinite(numbers)]
    if len(wrong):
        raise DataFileError(
            f"column {column}: {wrong.iloc[0]!r} is no weight, and so for "
            f"{len(wrong)} cells in all; expected numbers, or nothing"
        )
    keep = numbers > 0
    if not keep.any():
        raise DataFileError(f"column {column}: no weight is above 0")
    why = {
        "without a weight": given == "",
        "with a weight that is not above 0": numbers <= 0,
    }
    dropped = {reason: int(rows.sum()) for reason, rows in why.items() if rows.any()}
    return replace(
        part(responses, keep),
        weights=numbers[keep] / numbers[keep].mean(),
        dropped={**responses.dropped, **dropped},
    )


def side_column(responses: Responses, column: str) -> pd.Series:
    """Return the cells of a column that is no item, or refuse an unknown name."""
    if column not in responses.other:
        known = ", ".join(map(str, responses.other)) or "none"
        raise DataFileError(
            f"no column {column!r} beside the items; there are: {known}"
        )
    return responses.other[column].fillna("").astype(str).str.strip()


def part(responses: Responses, rows: pd.Series) -> Responses:
    """Return the responses of some respondents."""
    return replace(
        responses,
        answers=responses.answers[rows],
        other=responses.other[rows],
        weights=None if responses.weights is None else responses.weights[rows],
    )
