"""The instruments of the study: questionnaire, interview guide, case protocol.

The paper names these instruments and prints none. The ones in
``data/instruments`` are written for this compendium: the questionnaire has one
item for every number of Tables 1 to 5.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from mlops_study.datafiles import (
    Dataset,
    choice,
    label,
    text,
    unique_together,
    whole,
)
from mlops_study.published import SURVEY_TABLES

_SCALES = ("agreement", "yes_no", "agree_not", "effectiveness", "frequency")

INSTRUMENTS: dict[str, Dataset] = {
    "questionnaire": Dataset(
        path="instruments/questionnaire.csv",
        about="Items of the survey, one for each number of Tables 1 to 5",
        origin="Ours: the paper prints no questionnaire.",
        columns={
            "item": label("the item's code"),
            "block": text("the block of the questionnaire"),
            "table": choice("the table that the item feeds", tuple(SURVEY_TABLES)),
            "row": text("the row of that table"),
            "column": text("the column or columns of that table"),
            "wording": label("the wording of the item"),
            "scale": choice("a scale of scales.csv", _SCALES),
        },
        checks=(unique_together("table", "row", "column"),),
    ),
    "scales": Dataset(
        path="instruments/scales.csv",
        about="Answers and codes of the questionnaire's scales",
        origin="Ours; the levels of agreement and the 1 to 5 rating follow Tables 1 "
        "and 4.",
        columns={
            "scale": choice("a scale", _SCALES),
            "code": text("the code of an answer"),
            "label": text("the answer as the respondent reads it"),
        },
        key=("scale", "code"),
    ),
    "interview_guide": Dataset(
        path="instruments/interview_guide.csv",
        about="Open questions for semi-structured interviews",
        origin="Ours: the paper prints no guide.",
        columns={
            "question": whole("the question's number", 1, 99, unique=True),
            "research_question": choice(
                "the research question it serves, or none", ("", *"12345")
            ),
            "topic": text("the topic"),
            "wording": label("the open question"),
            "probe": text("a question to follow up with"),
        },
    ),
    "case_protocol": Dataset(
        path="instruments/case_protocol.csv",
        about="Steps of a case study",
        origin="Ours: the paper prints no protocol.",
        columns={
            "step": whole("the step's number", 1, 99, unique=True),
            "phase": choice(
                "the phase", ("Selection", "Collection", "Analysis", "Reporting")
            ),
            "action": label("what to do"),
            "product": text("what the step leaves behind"),
        },
    ),
}
"""The files of ``data/instruments`` by name."""


def instrument(name: str, *, folder: Path | None = None) -> pd.DataFrame:
    """Read one of ``INSTRUMENTS``, from a data folder or the study's own.

    Examples
    --------
    >>> instrument("questionnaire")["table"].value_counts()["table4"]
    np.int64(15)
    """
    return INSTRUMENTS[name].read(folder)


@cache
def _indexed(name: str) -> pd.DataFrame:
    return INSTRUMENTS[name].indexed()


def questionnaire() -> pd.DataFrame:
    """Return the items of the questionnaire by their codes."""
    return _indexed("questionnaire").copy()


def scale(name: str) -> dict[str, str]:
    """Return the words of each answer of a scale by its code, in the order shown.

    Examples
    --------
    >>> scale("yes_no")
    {'1': 'Yes', '0': 'No'}
    """
    words = _indexed("scales")["label"].loc[name]
    return {str(code): str(word) for code, word in words.items()}
