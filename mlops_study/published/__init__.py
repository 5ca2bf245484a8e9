"""The paper's own data: tables, literature, references and statements.

Every file of ``data/published`` has a schema here and is read by ``load``.
Figures, titles and names are as printed; statements are in our own words.
"""

from mlops_study.published.library import (
    facts,
    load,
    review_window,
    source,
    statements,
    study_themes,
)
from mlops_study.published.paper import Paper
from mlops_study.published.schemas import DATASETS
from mlops_study.published.tables import (
    AGREEMENT,
    LIKERT_LEVELS,
    STRONG_AGREEMENT,
    SURVEY_TABLES,
    SurveyTable,
)

__all__ = [
    "AGREEMENT",
    "DATASETS",
    "LIKERT_LEVELS",
    "STRONG_AGREEMENT",
    "SURVEY_TABLES",
    "Paper",
    "SurveyTable",
    "facts",
    "load",
    "review_window",
    "source",
    "statements",
    "study_themes",
]
