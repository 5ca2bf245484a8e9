"""The answers of a survey, with what was done to the file that they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from mlops_study.survey.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Responses:
    """Answers of a survey.

    Parameters
    ----------
    answers
        One row a respondent who answered anything, indexed by its code; one ordered
        categorical column an item that was asked, in the order of the questionnaire,
        whose categories are the codes of its scale from the lowest up; missing where
        no answer was given.
    questionnaire
        What was asked.
    other
        The columns of the file that are no items, as text, by the same index.
    weights
        The weight of each respondent, where the file has some.
    notes
        What was done to the file, a line each.
    read
        Rows of the file below its header.
    dropped
        Rows left out, by the reason.
    silent
        Respondents who answered nothing; they are not in `answers`.
    """

    answers: pd.DataFrame
    questionnaire: Questionnaire
    other: pd.DataFrame
    weights: pd.Series | None = None
    notes: tuple[str, ...] = ()
    read: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    silent: int = 0
